/* letters.c: letters that two countries share: "РК" is Kazakhstan, and the Republic of Korea in
 * an article that names Korea and never Kazakhstan. */
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
