/* article_date.c: dates with their day: "25.10.2019", "October 25th, 2019", "25 октября 2019".
 */
#include "article.h"

#include <kontor/limits.h>

#include <string.h>

static bool plain_number(const kt_tokens *tokens, int32_t t, int low, int high)
{
    const kt_token *token = &tokens->token[t];
    return token->kind == KT_TOKEN_NUMBER && token->decimals == 0 && !token->grouped &&
           token->value >= low && token->value <= high;
}

static bool month_at(const kt_lexicon *lexicon, int tongue, const kt_tokens *tokens, int32_t t,
                     int *month)
{
    kt_meaning meaning;
    if (t >= tokens->n_tokens || tokens->token[t].kind != KT_TOKEN_WORD ||
        !kt_lexicon_at(lexicon, tongue, tokens, t, KT_SENSE_MONTH, &meaning))
        return false;
    *month = (int)meaning.value;
    return true;
}

/* 7/3/2019, in English: as Americans write it, the month first; with noughts, 07/03/2019, it is
 * the day. */
static bool is_month_first(const char *word, int tongue)
{
    const char *sign = strchr(word, '/');
    return tongue == 1 && sign && word[0] != '0' && sign[1] != '0' &&
           (sign - word == 1 || sign[2] == '/');
}

/* 25.10.2019, 25.10.19 or 2019-10-25 */
static bool figures_date(const char *word, int tongue, kt_date *out)
{
    int a = 0, b = 0, c = 0;
    const char *p = word;
    for (; *p >= '0' && *p <= '9'; p++)
        a = a * 10 + (*p - '0');
    for (p++; *p >= '0' && *p <= '9'; p++)
        b = b * 10 + (*p - '0');
    for (p++; *p >= '0' && *p <= '9'; p++)
        c = c * 10 + (*p - '0');
    const bool year_first = a > 31;
    if (year_first) {
        const int year = a;
        a = c;
        c = year;
    }
    if (c < 100)
        c += c < 70 ? 2000 : 1900;
    if (a <= 12 && (b > 12 || (!year_first && is_month_first(word, tongue)))) { /* 05/24/2018 */
        const int month = a;
        a = b;
        b = month;
    }
    if (a < 1 || a > 31 || b < 1 || b > 12 || c < KT_MIN_YEAR || c > KT_MAX_YEAR)
        return false;
    *out = (kt_date){(int16_t)c, (int8_t)b, (int8_t)a};
    return true;
}

/* The token behind the day of a date: "24.", "24th", "24th of", "24-May". */
static int32_t behind_day(const kt_tokens *tokens, int32_t day)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    int32_t t = day + 1;
    for (size_t n = 0; n < sizeof endings / sizeof *endings && t < tokens->n_tokens; n++)
        if (strcmp(kt_token_word(tokens, t), endings[n]) == 0) {
            t++;
            break;
        }
    if (t < tokens->n_tokens && (kt_sign_is(tokens, t, ".") || kt_sign_is(tokens, t, "-") ||
                                 strcmp(kt_token_word(tokens, t), "of") == 0))
        t++;
    return t;
}

/* A date that begins at token t; a year is needed. */
static bool date_at(const kt_lexicon *lexicon, int tongue, const kt_tokens *tokens, int32_t t,
                    kt_date *out)
{
    int month;
    if (tokens->token[t].kind == KT_TOKEN_DATE)
        return figures_date(kt_token_word(tokens, t), tongue, out);
    if (plain_number(tokens, t, 1, 31)) { /* 25. Oktober 2019, 25 October 2019 */
        int32_t p = behind_day(tokens, t);
        if (!month_at(lexicon, tongue, tokens, p, &month))
            return false;
        p++;
        if (kt_sign_is(tokens, p, ",") || kt_sign_is(tokens, p, ".") ||
            kt_sign_is(tokens, p, "-"))
            p++;
        if (p >= tokens->n_tokens || !plain_number(tokens, p, 1900, 2100))
            return false;
        *out = (kt_date){(int16_t)tokens->token[p].value, (int8_t)month,
                         (int8_t)tokens->token[t].value};
        return true;
    }
    if (month_at(lexicon, tongue, tokens, t, &month)) { /* October 25, 2019 */
        const int32_t day = kt_sign_is(tokens, t + 1, ".") ? t + 2 : t + 1;
        if (day >= tokens->n_tokens || !plain_number(tokens, day, 1, 31))
            return false;
        int32_t year = behind_day(tokens, day);
        if (kt_sign_is(tokens, year, ","))
            year++;
        if (year >= tokens->n_tokens || !plain_number(tokens, year, 1900, 2100))
            return false;
        *out = (kt_date){(int16_t)tokens->token[year].value, (int8_t)month,
                         (int8_t)tokens->token[day].value};
        return true;
    }
    return false;
}

bool kt_article_date(const kt_lexicon *lexicon, int tongue, const kt_tokens *tokens,
                     int32_t first, int32_t last, kt_date *out)
{
    for (int32_t t = first; t < last; t++)
        if (date_at(lexicon, tongue, tokens, t, out))
            return true;
    return false;
}

bool kt_article_first_date(const kt_lexicon *lexicon, int tongue, const kt_tokens *tokens,
                           int32_t first, int32_t last, kt_date *out)
{
    kt_meaning meaning;
    bool updated = false;
    for (int32_t t = first; t < last; t++) {
        updated |= kt_lexicon_at(lexicon, tongue, tokens, t, KT_SENSE_UPDATED, &meaning) > 0;
        if (!date_at(lexicon, tongue, tokens, t, out))
            continue;
        if (!updated)
            return true;
        updated = false;
    }
    return false;
}
