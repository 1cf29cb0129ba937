/* letters.c: letters that two countries share: "РК" is Kazakhstan, and the Republic of Korea in
 * an article that names Korea and never Kazakhstan; "CSO" is Ireland's office, and India's in
 * an article on India. */
#include "reading.h"

#include <string.h>

static bool is_name_of(const kt_mark *mark, const char *country)
{
    return (mark->meaning.sense == KT_SENSE_COUNTRY ||
            mark->meaning.sense == KT_SENSE_ADJECTIVE ||
            mark->meaning.sense == KT_SENSE_PEOPLE ||
            mark->meaning.sense == KT_SENSE_CAPITAL) &&
           kt_place_country(mark->meaning.code) == kt_place_of(country);
}

void kt_settle_letters(const kt_reading *r, kt_marks *marks)
{
    uint32_t korea = 0;
    if (r->tongue != 2)
        return;
    for (int32_t n = 0; n < marks->n_marks; n++) {
        const kt_mark *mark = &marks->mark[n];
        if (is_name_of(mark, "KAZ") && strcmp(kt_token_word(r->tokens, mark->first), "рк") != 0)
            return;
        if (is_name_of(mark, "KOR"))
            korea = mark->meaning.code;
    }
    for (int32_t n = 0; n < marks->n_marks && korea; n++)
        if (is_name_of(&marks->mark[n], "KAZ"))
            marks->mark[n].meaning.code = korea;
}

/* ---- offices ----------------------------------------------------------------------------- */

enum { MOST_OFFICES = 32 };

typedef struct office_countries {
    uint32_t code[MOST_OFFICES];
    bool named[MOST_OFFICES];
    int n;
} office_countries;

static bool is_named(const office_countries *all, uint32_t code)
{
    for (int n = 0; n < all->n; n++)
        if (all->code[n] == code)
            return all->named[n];
    return false;
}

static bool names_a_country(kt_sense sense)
{
    return sense == KT_SENSE_COUNTRY || sense == KT_SENSE_ADJECTIVE ||
           sense == KT_SENSE_PEOPLE || sense == KT_SENSE_CAPITAL;
}

/* Whose offices the article speaks of, and which of these countries it names. */
static office_countries find_countries(const kt_marks *marks)
{
    office_countries all = {.n = 0};
    for (int32_t m = 0; m < marks->n_marks && all.n < MOST_OFFICES; m++) {
        const kt_meaning *meaning = &marks->mark[m].meaning;
        bool known = meaning->sense != KT_SENSE_OFFICE_OF;
        for (int n = 0; n < all.n; n++)
            known |= all.code[n] == meaning->code;
        if (!known)
            all.code[all.n++] = meaning->code;
    }
    for (int32_t m = 0; m < marks->n_marks && all.n; m++)
        if (names_a_country((kt_sense)marks->mark[m].meaning.sense))
            for (int n = 0; n < all.n; n++)
                all.named[n] |= all.code[n] == marks->mark[m].meaning.code;
    return all;
}

/* "CSO figures", "figures of the CSO": not the CBS that somebody told something. */
static bool is_beside_statistics(const kt_reading *r, const kt_mark *office)
{
    enum { NEAR = 3 };
    for (int32_t t = office->first - NEAR; t <= office->first + NEAR; t++)
        if (t >= 0 && t < r->tokens->n_tokens && kt_mark_at(r, t, KT_SENSE_STATISTICS))
            return true;
    return false;
}

/* Of the offices that share the letters at mark m, whose they are here: the one of a country
 * that the article names, else the table's first, which is found last. Returns the next place's
 * mark. */
static int32_t settle_place(const kt_reading *r, kt_marks *marks, int32_t m,
                            const office_countries *all)
{
    int32_t best = -1, last = m;
    int n = 0;
    for (; marks->mark[last].next_same; last++) {
    }
    for (int32_t k = m; k <= last; k++) {
        const kt_mark *mark = &marks->mark[k];
        if (mark->meaning.sense != KT_SENSE_OFFICE_OF)
            continue;
        n++;
        if (best < 0 || !is_named(all, marks->mark[best].meaning.code) ||
            is_named(all, mark->meaning.code))
            best = k;
    }
    if (n > 1 && !is_named(all, marks->mark[best].meaning.code) &&
        !is_beside_statistics(r, &marks->mark[best]))
        best = -1;
    for (int32_t k = m; k <= last && n > 1; k++)
        if (k != best && marks->mark[k].meaning.sense == KT_SENSE_OFFICE_OF)
            marks->mark[k].meaning.sense = KT_SENSE_NONE;
    return last + 1;
}

void kt_settle_offices(const kt_reading *r, kt_marks *marks)
{
    const office_countries all = find_countries(marks);
    for (int32_t m = 0; m < marks->n_marks && all.n;)
        m = settle_place(r, marks, m, &all);
}
