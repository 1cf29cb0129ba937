/* token.h: a text cut into words, numbers and signs, each folded to lower case and with its
 * bytes. Internal to src/claim. */
#ifndef CLAIM_TOKEN_H
#define CLAIM_TOKEN_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdint.h>
#include <string.h>

typedef enum kt_token_kind {
    KT_TOKEN_WORD,
    KT_TOKEN_NUMBER, /* 25,6 or 500 000 */
    KT_TOKEN_DATE,   /* 25.10.2019 or 2019-10-25 */
    KT_TOKEN_SIGN,   /* one sign: % $ - . ( ... dashes become '-', quotes '"' */
    KT_TOKEN_BREAK   /* end of a block */
} kt_token_kind;

enum {
    KT_TOKEN_SPACED = 1,  /* a blank stands before it */
    KT_TOKEN_CAPITAL = 2, /* begins with a capital letter */
    KT_TOKEN_UPPER = 4,   /* two letters or more, all capitals */
    KT_TOKEN_OPENS = 8,   /* a quotation mark that opens */
    KT_TOKEN_CLOSES = 16, /* one that closes */
    KT_TOKEN_APART = 32,  /* a clause begins that was set apart (apart.c) */
    KT_TOKEN_ASIDE = 64   /* its sentence tells amounts of its own */
};

typedef struct kt_token {
    uint32_t start, end;       /* bytes of the text */
    uint32_t word;             /* of the folded form in kt_tokens.folded */
    uint16_t size;             /* of the folded form */
    uint8_t kind, flags;       /* kt_token_kind */
    uint8_t decimals, grouped; /* digits behind the point; 1: written with thousands */
    double value;              /* of a number */
} kt_token;

/* Owned by the caller; {0} is empty; memory is kept between uses. */
typedef struct kt_tokens {
    kt_token *token;
    int32_t n_tokens, n_room;
    char *folded; /* terminated words, one behind the other */
    size_t folded_size, folded_room;
} kt_tokens;

void kt_tokens_clear(kt_tokens *tokens);
/* Append the tokens of text[start..end), UTF-8 (what is none is passed over). `point` is the
 * language's decimal point, '.' or ','. Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_tokens_add(kt_tokens *tokens, const char *text, size_t start,
                                    size_t end, char point, kt_error *err);
KT_MUST_USE kt_status kt_tokens_break(kt_tokens *tokens, size_t at, kt_error *err);
/* Before the first and behind the last one every token is an empty break. Asked for every
 * token of every amount, so in line. */
extern const kt_token kt_no_token;

static inline const kt_token *kt_token_at(const kt_tokens *tokens, int32_t t)
{
    return t >= 0 && t < tokens->n_tokens ? &tokens->token[t] : &kt_no_token;
}

/* A longer word that ends in these letters. */
static inline bool kt_ends_in(const char *word, const char *ending)
{
    const size_t size = strlen(word), tail = strlen(ending);
    return size > tail && strcmp(word + size - tail, ending) == 0;
}

static inline const char *kt_token_word(const kt_tokens *tokens, int32_t t)
{
    return t >= 0 && t < tokens->n_tokens ? tokens->folded + tokens->token[t].word : "";
}

static inline bool kt_sign_is(const kt_tokens *tokens, int32_t t, const char *sign)
{
    return kt_token_at(tokens, t)->kind == KT_TOKEN_SIGN &&
           strcmp(kt_token_word(tokens, t), sign) == 0;
}

/* Lower case of a letter; ё becomes е, accents stay. */
uint32_t kt_letter_lower(uint32_t letter);
/* One character, also of bytes that are no UTF-8 (then U+FFFD and one byte). */
uint32_t kt_letter_next(const char *text, size_t end, size_t *at);

#endif
