/* token.c: words, numbers, signs.
 *
 * Thousands are told from decimals by the language's point and by groups of three: "1,200" is
 * 1200 in English and 1.2 in German; "500 000" and "7 500" are one number where only blanks of
 * one character part groups of exactly three digits. */
#include "token.h"

#include <kontor/memory.h>

#include <assert.h>
#include <string.h>

void kt_tokens_clear(kt_tokens *tokens)
{
    kt_free(tokens->token);
    kt_free(tokens->folded);
    *tokens = (kt_tokens){0};
}

const kt_token kt_no_token = {.kind = KT_TOKEN_BREAK};

/* ---- letters ---------------------------------------------------------------------------- */

uint32_t kt_letter_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        c += 80;
    if (c == 0x451)
        return 0x435;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x48A && c <= 0x4BF))
        return c | 1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c & 1 ? c + 1 : c;
    return c;
}

uint32_t kt_letter_next(const char *text, size_t end, size_t *at)
{
    const unsigned char *u = (const unsigned char *)text + *at;
    const size_t left = end - *at;
    if (u[0] < 0x80) {
        *at += 1;
        return u[0];
    }
    if (u[0] >= 0xC2 && u[0] < 0xE0 && left > 1 && (u[1] & 0xC0) == 0x80) {
        *at += 2;
        return (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3F);
    }
    if (u[0] >= 0xE0 && u[0] < 0xF0 && left > 2 && (u[1] & 0xC0) == 0x80 &&
        (u[2] & 0xC0) == 0x80) {
        *at += 3;
        return (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3F);
    }
    if (u[0] >= 0xF0 && u[0] < 0xF5 && left > 3 && (u[1] & 0xC0) == 0x80) {
        *at += 4;
        return (uint32_t)(u[0] & 7) << 18 | (uint32_t)(u[1] & 0x3F) << 12 |
               (uint32_t)(u[2] & 0x3F) << 6 | (u[3] & 0x3F);
    }
    *at += 1;
    return 0xFFFD;
}

static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x3000 || c == 0x2028 || c == 0x2029;
}

/* Marks of direction and width that a reader does not see. */
static bool is_unseen(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (c < 0xC0)
        return c == 0xAA || c == 0xB5 || c == 0xBA;
    return c != 0xD7 && c != 0xF7 && c < 0xFFF0 && !is_blank(c) && !is_unseen(c) &&
           !(c >= 0x2010 && c <= 0x2BFF) && !(c >= 0x3001 && c <= 0x303F);
}

static uint8_t quote_flags(uint32_t c)
{
    switch (c) {
    case 0xAB:   /* « */
    case 0x201E: /* „ */
    case 0x2039:
        return KT_TOKEN_OPENS;
    case 0xBB: /* » */
    case 0x201D:
    case 0x203A:
        return KT_TOKEN_CLOSES;
    case '"':
    case 0x201C: /* opens in English, closes in German */
        return KT_TOKEN_OPENS | KT_TOKEN_CLOSES;
    default:
        return 0;
    }
}

/* ---- building --------------------------------------------------------------------------- */

static kt_status make_room(kt_tokens *tokens, size_t folded, kt_error *err)
{
    if (tokens->n_tokens == tokens->n_room) {
        const int32_t room = tokens->n_room * 2 + 256;
        KT_TRY(kt_resize(&tokens->token, room, sizeof *tokens->token, err));
        tokens->n_room = room;
    }
    if (tokens->folded_size + folded + 5 > tokens->folded_room) {
        const size_t room = tokens->folded_room * 2 + folded + 4096;
        KT_TRY(kt_resize(&tokens->folded, room, 1, err));
        tokens->folded_room = room;
    }
    return KT_OK;
}

static void put(kt_tokens *tokens, uint32_t c)
{
    char *out = tokens->folded + tokens->folded_size;
    if (c == 0xDF) { /* Swiss papers have no sharp s */
        out[0] = out[1] = 's';
        tokens->folded_size += 2;
    } else if (c < 0x80) {
        out[0] = (char)c;
        tokens->folded_size += 1;
    } else if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        tokens->folded_size += 2;
    } else {
        out[0] = (char)(0xE0 | (c >> 12 & 0x0F));
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        tokens->folded_size += 3;
    }
}

static kt_token *begin(kt_tokens *tokens, kt_token_kind kind, size_t start, uint8_t flags)
{
    kt_token *token = &tokens->token[tokens->n_tokens++];
    *token = (kt_token){.start = (uint32_t)start,
                        .end = (uint32_t)start,
                        .word = (uint32_t)tokens->folded_size,
                        .kind = (uint8_t)kind,
                        .flags = flags};
    return token;
}

static void finish(kt_tokens *tokens, kt_token *token, size_t end)
{
    token->end = (uint32_t)end;
    const size_t size = tokens->folded_size - token->word;
    token->size = (uint16_t)(size > UINT16_MAX ? UINT16_MAX : size);
    tokens->folded[tokens->folded_size++] = '\0';
}

enum { LONGEST_WORD = 80 }; /* letters; what is longer is no word of a language */

/* "CША" with a Latin C: in a word of Cyrillic letters one that only looks like such is one. */
static void unmix(kt_tokens *tokens, uint32_t start)
{
    static const char looks[] = "aceopxykmtb";
    static const uint16_t meant[] = {0x430, 0x441, 0x435, 0x43E, 0x440, 0x445,
                                     0x443, 0x43A, 0x43C, 0x442, 0x432};
    char word[LONGEST_WORD * 3];
    const size_t size = tokens->folded_size - start;
    if (size > sizeof word)
        return;
    memcpy(word, tokens->folded + start, size);
    for (size_t n = 0; n < size; n++)
        if (!(word[n] & 0x80) && !memchr(looks, word[n], sizeof looks - 1))
            return;
    tokens->folded_size = start;
    for (size_t n = 0; n < size; n++) {
        const char *look = word[n] & 0x80 ? NULL : memchr(looks, word[n], sizeof looks - 1);
        if (look)
            put(tokens, meant[look - looks]);
        else
            tokens->folded[tokens->folded_size++] = word[n];
    }
}

/* "Kshs", "Ushs", "Tshs". */
static bool is_shillings(const kt_tokens *tokens, const kt_token *token)
{
    const char *word = tokens->folded + token->word;
    return tokens->folded_size - token->word == 4 && memcmp(word + 1, "shs", 3) == 0;
}

/* A word, with the points of "U.S." and soft hyphens inside. */
static void read_word(kt_tokens *tokens, const char *text, size_t end, size_t *at,
                      uint8_t flags)
{
    size_t here = *at, after = *at;
    int letters = 0, capitals = 0;
    bool latin = false, cyrillic = false, digits = false;
    uint32_t first = kt_letter_next(text, end, &after);
    kt_token *token = begin(tokens, KT_TOKEN_WORD, here, flags);

    if (kt_letter_lower(first) != first)
        token->flags |= KT_TOKEN_CAPITAL;
    const bool part = !(flags & KT_TOKEN_SPACED) &&
                      (first == 'Q' || first == 'H' || first == 'M') && tokens->n_tokens > 1 &&
                      token[-1].kind == KT_TOKEN_NUMBER; /* 1Q2018 */
    while (here < end && letters < LONGEST_WORD) {
        after = here;
        const uint32_t c = kt_letter_next(text, end, &after);
        if (is_unseen(c)) {
            here = after;
            continue;
        }
        if (c == '.' && letters > 0) { /* U.S. : single capitals with points between */
            size_t next = after;
            const bool short_before =
                letters == 1 || (tokens->folded_size - token->word >= 2 &&
                                 tokens->folded[tokens->folded_size - 2] == '.');
            const uint32_t letter = next < end ? kt_letter_next(text, end, &next) : ' ';
            if (!short_before || letter < 'A' || letter > 'Z' || first < 'A' || first > 'Z' ||
                (next < end && is_word((unsigned char)text[next]) && text[next] != '.'))
                break;
            put(tokens, '.');
            here = after;
            continue;
        }
        if (!is_word(c) && !is_digit(c))
            break;
        if (is_digit(c) && letters > 1 && !digits && /* not "K4|00" */
            (capitals == letters || (capitals > 0 && letters < 4) ||
             is_shillings(tokens, token)))
            break; /* USD100, EUR5, RM487.1 billion, Rs5, Ksh3, USh4, Kshs5 */
        if (is_digit(c) && letters == 1 &&
            (first == 'N' || first == 'R' || first == 'K' || first == 'P'))
            break; /* N1.2 trillion, R45bn, K400 million, P5 billion: naira, rand, kwacha, peso
                    */
        if (is_digit(c) && part)
            break;
        put(tokens, kt_letter_lower(c));
        letters++;
        latin |= c < 0x80;
        cyrillic |= c >= 0x400 && c < 0x500;
        digits |= is_digit(c);
        capitals += kt_letter_lower(c) != c;
        here = after;
    }
    if (letters > 1 && capitals == letters)
        token->flags |= KT_TOKEN_UPPER;
    if (latin && cyrillic)
        unmix(tokens, token->word);
    finish(tokens, token, here);
    *at = here;
}

static size_t digits_at(const char *text, size_t end, size_t at)
{
    size_t n = 0;
    while (at + n < end && is_digit((unsigned char)text[at + n]))
        n++;
    return n;
}

/* 25.10.19: two figures each, a day and a month; "." as the Germans and Russians write it. */
static bool is_short_date(const char *text, size_t at)
{
    const int day = (text[at] - '0') * 10 + text[at + 1] - '0',
              month = (text[at + 3] - '0') * 10 + text[at + 4] - '0';
    return text[at + 2] == '.' && day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/* 25.10.2019 and 2019-10-25: bytes, 0 when it is none. */
static size_t date_length(const char *text, size_t end, size_t at)
{
    const size_t a = digits_at(text, end, at);
    if (at + a >= end || (text[at + a] != '.' && text[at + a] != '-' && text[at + a] != '/'))
        return 0;
    const char sign = text[at + a];
    const size_t b = digits_at(text, end, at + a + 1);
    if (b < 1 || b > 2 || at + a + 1 + b >= end || text[at + a + 1 + b] != sign)
        return 0;
    const size_t c = digits_at(text, end, at + a + b + 2);
    if ((a == 4 && c >= 1 && c <= 2) || (a <= 2 && c == 4) ||
        (a == 2 && b == 2 && c == 2 && is_short_date(text, at)))
        return a + b + c + 2;
    return 0;
}

/* One number: digits, groups, decimals. */
static void read_number(kt_tokens *tokens, const char *text, size_t end, size_t *at, char point,
                        uint8_t flags)
{
    size_t here = *at;
    kt_token *token = begin(tokens, KT_TOKEN_NUMBER, here, flags);
    const size_t date = date_length(text, end, here);
    if (date) {
        token->kind = KT_TOKEN_DATE;
        for (size_t p = 0; p < date; p++)
            put(tokens, (unsigned char)text[here + p]);
        finish(tokens, token, here + date);
        *at = here + date;
        return;
    }
    double value = 0.0, unit = 1.0;
    size_t n = digits_at(text, end, here);
    const size_t lead = n;
    for (size_t p = 0; p < n; p++)
        value = value * 10.0 + (text[here + p] - '0');
    here += n;
    while (point == '.' && lead <= 2 && here + 7 <= end && text[here] == ',' &&
           digits_at(text, end, here + 1) == 2 && text[here + 3] == ',' &&
           digits_at(text, end, here + 4) >= 2) { /* 1,03,349: as India counts */
        value = value * 100.0 + (text[here + 1] - '0') * 10.0 + (text[here + 2] - '0');
        here += 3;
        token->grouped = 1;
    }
    while (lead <= 3 && here < end) { /* groups of three behind a blank, a comma or a point */
        size_t next = here;
        const uint32_t c = kt_letter_next(text, end, &next);
        const bool blank = c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
        const bool sign = (c == '.' || c == ',' || c == '\'' || c == 0x2019) &&
                          c != (unsigned char)point; /* 1’690 */
        if ((!blank && !sign) || digits_at(text, end, next) != 3)
            break;
        for (size_t p = 0; p < 3; p++)
            value = value * 10.0 + (text[next + p] - '0');
        here = next + 3;
        token->grouped = 1;
    }
    /* "2,1 times" in a text that has points for decimals: what is no group is a decimal */
    const bool comma = point == '.' && !token->grouped && lead <= 3 && here < end &&
                       text[here] == ',' && digits_at(text, end, here + 1) > 0 &&
                       digits_at(text, end, here + 1) < 3;
    if (here + 1 < end &&
        (text[here] == point || (!token->grouped && text[here] == '.') || comma) &&
        is_digit((unsigned char)text[here + 1])) {
        n = digits_at(text, end, here + 1);
        token->decimals = (uint8_t)(n > 15 ? 15 : n);
        for (size_t p = 0; p < n && p < 15; p++) {
            value = value * 10.0 + (text[here + 1 + p] - '0');
            unit *= 10.0;
        }
        here += 1 + n;
    }
    if (here + 1 < end && unit == 1.0 && (unsigned char)text[here] == 0xC2) { /* "5½ percent" */
        const unsigned char part = (unsigned char)text[here + 1];
        value += part == 0xBC ? 0.25 : part == 0xBD ? 0.5 : part == 0xBE ? 0.75 : 0.0;
        here += part >= 0xBC && part <= 0xBE ? 2 : 0;
    }
    token->value = value / unit;
    const size_t size = here - *at;
    for (size_t p = 0; p < size && p < 40; p++)
        put(tokens, (unsigned char)text[*at + p] < 0x80 ? (unsigned char)text[*at + p] : ' ');
    finish(tokens, token, here);
    *at = here;
}

kt_status kt_tokens_add(kt_tokens *tokens, const char *text, size_t start, size_t end,
                        char point, kt_error *err)
{
    uint8_t flags = KT_TOKEN_SPACED;
    size_t at = start;
    while (at < end) {
        size_t next = at;
        const uint32_t c = kt_letter_next(text, end, &next);
        if (is_blank(c) || is_unseen(c)) {
            if (is_blank(c))
                flags = KT_TOKEN_SPACED;
            at = next;
            continue;
        }
        KT_TRY(make_room(tokens, LONGEST_WORD * 3, err));
        const bool point_first = c == '.' && point == '.' && (flags & KT_TOKEN_SPACED) &&
                                 next < end && is_digit((unsigned char)text[next]);
        if (is_digit(c) || point_first) { /* ".5 percent" */
            read_number(tokens, text, end, &at, point, flags);
        } else if (is_word(c)) {
            read_word(tokens, text, end, &at, flags);
        } else {
            const bool doubled = c == '\'' && next < end && text[next] == '\'';
            next += doubled; /* two apostrophes are a quotation mark */
            const uint8_t quote = quote_flags(doubled ? '"' : c);
            kt_token *token = begin(tokens, KT_TOKEN_SIGN, at, (uint8_t)(flags | quote));
            put(tokens, quote                        ? '"'
                        : is_dash(c)                 ? '-'
                        : c == 0x2019 || c == 0x2018 ? '\''
                        : c > 0xFFFF                 ? 0xFFFD
                                                     : c);
            finish(tokens, token, next);
            at = next;
        }
        flags = 0;
    }
    return KT_OK;
}

kt_status kt_tokens_break(kt_tokens *tokens, size_t at, kt_error *err)
{
    KT_TRY(make_room(tokens, 4, err));
    finish(tokens, begin(tokens, KT_TOKEN_BREAK, at, 0), at);
    return KT_OK;
}
