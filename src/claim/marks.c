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

const kt_mark *kt_mark_from(const kt_marks *marks, int32_t m, kt_sense sense)
{
    for (;; m++) {
        if (marks->mark[m].meaning.sense == sense)
            return &marks->mark[m];
        if (!marks->mark[m].next_same)
            return NULL;
    }
}

const kt_mark *kt_mark_before(const kt_reading *r, int32_t t, kt_sense sense)
{
    if (t <= r->first)
        return NULL;
    const kt_mark *mark = kt_mark_at(r, t - 1, sense);
    return mark && mark->first + mark->n == t ? mark : NULL;
}

const kt_mark *kt_mark_within(const kt_reading *r, int32_t first, int32_t last, kt_sense sense)
{
    if (!kt_is_anywhere(r, sense))
        return NULL;
    for (int32_t t = first < 0 ? 0 : first; t < last; t++) {
        const kt_mark *mark = kt_mark_at(r, t, sense);
        if (mark)
            return mark;
    }
    return NULL;
}

bool kt_is_one_of(const kt_reading *r, int32_t t, const char *const *words, size_t n)
{
    if (t < r->first || t >= r->last)
        return false;
    const char *at = kt_token_word(r->tokens, t);
    for (size_t i = 0; i < n; i++)
        if (kt_is_same_word(at, words[i]))
            return true;
    return false;
}

bool kt_begins_with_one_of(const kt_reading *r, int32_t t, const char *const *stems, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kt_starts_with(r, t, stems[i]))
            return true;
    return false;
}

bool kt_is_any_at(const kt_reading *r, int32_t t, const kt_sense *senses, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kt_mark_at(r, t, senses[i]))
            return true;
    return false;
}

bool kt_is_any_within(const kt_reading *r, int32_t first, int32_t last, const kt_sense *senses,
                      size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kt_mark_within(r, first, last, senses[i]))
            return true;
    return false;
}

bool kt_goal_within(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = first < 0 ? 0 : first; t < last; t++)
        if (kt_mark_at(r, t, KT_SENSE_TARGET) && !kt_mark_at(r, t, KT_SENSE_MONTH))
            return true;
    return false;
}
