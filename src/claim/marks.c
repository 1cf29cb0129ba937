/* marks.c: places as codes, and what the lexicon has marked at a token. */
#include "reading.h"

#include <stdio.h>
#include <string.h>

kt_place kt_place_of(const char *code)
{
    kt_place place = 0;
    int shift = 0;
    for (const char *c = code; *c && shift < 8 * (KT_PLACE_SIZE - 1); c++, shift += 8)
        place |= (kt_place)(unsigned char)*c << shift;
    return place;
}

kt_place kt_place_country(uint32_t code)
{
    char text[5];
    return kt_place_of(kt_country_print((kt_country){code}, text));
}

void kt_place_print(kt_place place, char out[KT_PLACE_SIZE])
{
    for (int n = 0; n < KT_PLACE_SIZE - 1; n++)
        out[n] = (char)(unsigned char)(place >> 8 * n & 0xFF);
    out[KT_PLACE_SIZE - 1] = '\0';
}

/* ---- marks ------------------------------------------------------------------------------ */

const kt_mark *kt_mark_at(const kt_reading *r, int32_t t, kt_sense sense)
{
    if (t < 0 || t >= r->tokens->n_tokens || r->marks->at[t] < 0)
        return NULL;
    for (int32_t m = r->marks->at[t];; m++) {
        if (r->marks->mark[m].meaning.sense == sense)
            return &r->marks->mark[m];
        if (!r->marks->mark[m].next_same)
            return NULL;
    }
}

bool kt_is_marked(const kt_reading *r, int32_t t)
{
    return t >= 0 && t < r->tokens->n_tokens && r->marks->at[t] >= 0;
}

const kt_mark *kt_mark_before(const kt_reading *r, int32_t t, kt_sense sense)
{
    if (t <= r->first)
        return NULL;
    const kt_mark *mark = kt_mark_at(r, t - 1, sense);
    return mark && mark->first + mark->n == t ? mark : NULL;
}

bool kt_sign_at(const kt_reading *r, int32_t t, const char *sign)
{
    return t >= r->first && t < r->last && kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN &&
           strcmp(kt_token_word(r->tokens, t), sign) == 0;
}

bool kt_word_at(const kt_reading *r, int32_t t, const char *word)
{
    return t >= r->first && t < r->last && strcmp(kt_token_word(r->tokens, t), word) == 0;
}

const kt_mark *kt_mark_within(const kt_reading *r, int32_t first, int32_t last, kt_sense sense)
{
    for (int32_t t = first < 0 ? 0 : first; t < last; t++) {
        const kt_mark *mark = kt_mark_at(r, t, sense);
        if (mark)
            return mark;
    }
    return NULL;
}

bool kt_goal_within(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = first < 0 ? 0 : first; t < last; t++)
        if (kt_mark_at(r, t, KT_SENSE_TARGET) && !kt_mark_at(r, t, KT_SENSE_MONTH))
            return true;
    return false;
}
