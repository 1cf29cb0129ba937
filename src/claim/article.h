/* article.h: an article told apart from the page around it. Internal to src/claim.
 *
 * The text is the input's, tags left out and entities decoded; place[] leads every byte back to
 * the input, so that a claim can be marked there. A page saved as plain text has its navigation
 * before the headline and its footer behind the last paragraph: short lines without an end, and
 * lines that begin with a phrase of [stop]. */
#ifndef CLAIM_ARTICLE_H
#define CLAIM_ARTICLE_H

#include "lexicon.h"
#include "token.h"

#include <kontor/moment.h>

typedef enum kt_block_kind {
    KT_BLOCK_TEXT,
    KT_BLOCK_TITLE,
    KT_BLOCK_HEAD, /* a heading inside, a line before the article */
    KT_BLOCK_OUT   /* no part of the article */
} kt_block_kind;

typedef struct kt_block {
    size_t start, end; /* bytes of the text */
    uint8_t kind;      /* kt_block_kind */
    uint8_t level;     /* 1 to 6 of a heading's tag; 0 */
    uint8_t stopped;   /* 1: behind a line that ends the article */
} kt_block;

typedef struct kt_article {
    kt_text text;
    uint32_t *place; /* [text.size + 1], NULL: the text is the input */
    kt_block *block;
    int64_t n_blocks, block_room;
    int tongue;
    kt_date published;
    int64_t title; /* block; -1 none */
    char dateline[64], agency[32];
    kt_tokens tokens; /* of the article's blocks, with a break behind each */
} kt_article;

/* Read the input. published: {0} when not known from outside. Errors: KT_ERR_MEMORY;
 * KT_ERR_LIMIT more than KT_MAX_ARTICLE. */
KT_MUST_USE kt_status kt_article_read(const kt_lexicon *lexicon, kt_slice input,
                                      kt_date published, kt_article *out, kt_error *err);
void kt_article_clear(kt_article *article);
/* Where a byte of the text stands in the input. */
size_t kt_article_place(const kt_article *article, size_t at);
/* Where a stretch of text ends there: behind its last byte, not before the next. */
size_t kt_article_place_end(const kt_article *article, size_t end);
/* A date with its day among the tokens from `first` to `last`, the first or the last one; a
 * year is needed. False when there is none. */
bool kt_article_date(const kt_lexicon *lexicon, int tongue, const kt_tokens *tokens,
                     int32_t first, int32_t last, kt_date *out);

/* The first one that does not tell when the text was updated. */
bool kt_article_first_date(const kt_lexicon *lexicon, int tongue, const kt_tokens *tokens,
                           int32_t first, int32_t last, kt_date *out);

/* The text and blocks of a page (article_page.c) and of plain text (article_plain.c). */
KT_MUST_USE kt_status kt_article_page(kt_slice input, kt_article *out, kt_date *published,
                                      kt_error *err);
KT_MUST_USE kt_status kt_article_plain(const kt_lexicon *lexicon, kt_slice input,
                                       kt_article *out, kt_error *err);
KT_MUST_USE kt_status kt_article_add_block(kt_article *article, kt_block block, kt_error *err);

#endif
