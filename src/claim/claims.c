/* claims.c: the reader as the rest of the program sees it: an article in, its claims out. */
#include "reading.h"
#include "report.h"

#include <kontor/memory.h>

#include <string.h>

struct kt_claim_reader {
    const kt_countries *countries;
    const kt_blocs *blocs;
    kt_lexicon *lexicon;
    kt_claim_weights weights;
    kt_marks marks; /* memory used again */
};

struct kt_claims_memory {
    kt_arena arena;
    kt_article article;
};

static const char *const kind_names[] = {"level", "growth", "change",
                                         "rank",  "share",  "target"};
static const char *const modifier_names[] = {"exact", "about", "nearly", "over", "under"};

const char *kt_claim_kind_name(kt_claim_kind kind)
{
    return kind_names[kind];
}

const char *kt_modifier_name(kt_modifier modifier)
{
    return modifier_names[modifier];
}

const char *kt_claim_measure(const kt_claim *claim, char out[40])
{
    static const char *const basis[] = {"", "services_", "goods_services_"};
    const char *parts[] = {basis[claim->basis], kt_measure_name((kt_measure)claim->measure)};
    size_t at = 0;
    for (int n = 0; n < 2; n++) {
        const size_t size = strlen(parts[n]);
        memcpy(out + at, parts[n], size);
        at += size;
    }
    out[at] = '\0';
    return out;
}

kt_status kt_claim_reader_open(kt_resources *resources, const kt_countries *countries,
                               const kt_blocs *blocs, kt_claim_reader **out, kt_error *err)
{
    kt_claim_reader *reader = NULL;
    KT_TRY(kt_new(&reader, 1, sizeof *reader, err));
    reader->countries = countries;
    reader->blocs = blocs;
    kt_status status = kt_weights_read(resources, "data/claim_reporter.csv", kt_reporter_clues,
                                       kt_n_reporter_clues, 1, &reader->weights.reporter, err);
    if (!status)
        status = kt_weights_read(resources, "data/claim_partner.csv", kt_partner_clues,
                                 kt_n_partner_clues, 1, &reader->weights.partner, err);
    if (!status)
        status =
            kt_weights_read(resources, "data/claim_pairs.csv", kt_pair_clues, kt_n_pair_clues,
                            KT_MAX_CLUE_COLUMNS, &reader->weights.pairs, err);
    if (!status)
        status = kt_lexicon_open(resources, countries, blocs, &reader->lexicon, err);
    if (status)
        kt_free(reader);
    else
        *out = reader;
    return status;
}

void kt_claim_reader_close(kt_claim_reader *reader)
{
    if (!reader)
        return;
    kt_lexicon_close(reader->lexicon);
    kt_marks_clear(&reader->marks);
    kt_free(reader);
}

void kt_claims_clear(kt_claims *claims)
{
    kt_free(claims->claim);
    if (claims->memory) {
        kt_article_clear(&claims->memory->article);
        kt_arena_clear(&claims->memory->arena);
    }
    kt_free(claims->memory);
    *claims = (kt_claims){0};
}

/* Blanks around a slice of the text, and line ends in it, do not belong to a title. */
static kt_status describe(const kt_lexicon *lexicon, kt_claims *out, kt_error *err)
{
    const kt_article *article = &out->memory->article;
    out->text = (kt_slice){kt_text_get(&article->text), article->text.size};
    out->title = "";
    out->place = article->dateline;
    out->agency = article->agency;
    memcpy(out->language, kt_lexicon_tongues(lexicon)->tongue[article->tongue].code,
           sizeof out->language);
    out->published = article->published;
    if (article->title >= 0) {
        const kt_block *title = &article->block[article->title];
        KT_TRY(kt_arena_text(&out->memory->arena, article->text.data + title->start,
                             title->end - title->start, &out->title, err));
    }
    bool any = false;
    for (int64_t n = 0; n < article->n_blocks; n++) {
        if (article->block[n].kind == KT_BLOCK_OUT)
            continue;
        if (!any)
            out->text_start = article->block[n].start;
        out->text_end = article->block[n].end;
        any = true;
    }
    return KT_OK;
}

static kt_status mark_words(kt_claim_reader *reader, const kt_reading *r,
                            const kt_tokens *tokens, kt_error *err)
{
    KT_TRY(kt_lexicon_mark(reader->lexicon, r->tongue, tokens, &reader->marks, err));
    kt_settle_letters(r, &reader->marks);
    kt_settle_offices(r, &reader->marks);
    return KT_OK;
}

static kt_status read_words(kt_claim_reader *reader, kt_reading *r, kt_tokens *tokens,
                            kt_error *err)
{
    bool moved;
    KT_TRY(mark_words(reader, r, tokens, err));
    KT_TRY(kt_set_apart(r, tokens, &moved, err));
    if (moved)
        KT_TRY(mark_words(reader, r, tokens, err));
    kt_leave_out_passing(r, tokens, &reader->marks);
    return kt_reading_run(r, err);
}

kt_status kt_claims_read(kt_claim_reader *reader, kt_slice input, kt_date published,
                         kt_claims *out, kt_error *err)
{
    kt_claims claims = {0};
    kt_status status = kt_new(&claims.memory, 1, sizeof *claims.memory, err);
    if (!status)
        status =
            kt_article_read(reader->lexicon, input, published, &claims.memory->article, err);
    if (!status) {
        kt_article *article = &claims.memory->article;
        kt_reading reading = {.lexicon = reader->lexicon,
                              .weights = &reader->weights,
                              .countries = reader->countries,
                              .blocs = reader->blocs,
                              .tongue = article->tongue,
                              .article = article,
                              .tokens = &article->tokens,
                              .marks = &reader->marks,
                              .arena = &claims.memory->arena,
                              .published = article->published};
        status = read_words(reader, &reading, &article->tokens, err);
        claims.claim = reading.claim;
        claims.n_claims = reading.n_claims;
    }
    if (!status)
        status = describe(reader->lexicon, &claims, err);
    if (status) {
        kt_claims_clear(&claims);
        kt_error_within(err, "reading the article");
        return status;
    }
    *out = claims;
    return KT_OK;
}

/* ---- for reports ------------------------------------------------------------------------- */

int64_t kt_claims_n_paragraphs(const kt_claims *claims)
{
    return claims->memory->article.n_blocks;
}

bool kt_claims_paragraph(const kt_claims *claims, int64_t n, kt_paragraph *out)
{
    const kt_block *block = &claims->memory->article.block[n];
    *out = (kt_paragraph){block->start, block->end, block->kind == KT_BLOCK_TITLE};
    return block->kind != KT_BLOCK_OUT;
}
