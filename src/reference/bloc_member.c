/* bloc_member.c: data/bloc_members.csv: who belonged to which bloc, when and how.
 *
 * A line holds from its first to its last day; a year alone means all of that year. What counts
 * for a year is what held on most of its days: the ten that joined the EU on 1 May 2004 are
 * members for 2004, the United Kingdom, which left on 31 January 2020, is none for 2020. */
#include <kontor/bloc.h>

#include <kontor/limits.h>
#include <kontor/moment.h>

#include "bloc_internal.h"
#include "growing.h"
#include "reference_table.h"

#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"bloc",   "country", "from", "to",
                                      "status", "source",  "note", NULL};
enum { BLOC, COUNTRY, FROM, TO, STATUS, SOURCE, NOTE };

enum { LONG_AGO = 0, NO_END = INT32_MAX };

static const struct status_word {
    const char *word;
    kt_membership status;
} status_words[] = {
    {"member", KT_MEMBER}, {"associate", KT_ASSOCIATE}, {"disputed", KT_DISPUTED}};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days of the Gregorian calendar from a fixed day on; year > 0. */
static int32_t day_of(int year, int month, int day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    const int past = year - 1;
    const int leap_day = month > 2 && is_leap(year) ? 1 : 0;
    return past * 365 + past / 4 - past / 100 + past / 400 + before[month - 1] + leap_day + day;
}

static kt_status read_day(const kt_reference_row *row, int column, int32_t *out, kt_error *err)
{
    kt_date date = {0};
    const bool is_end = column == TO;
    if (row->cell[column].size == 0) {
        *out = is_end ? NO_END : LONG_AGO;
        return KT_OK;
    }
    if (!kt_date_parse(row->cell[column], &date) || date.year < KT_MIN_YEAR ||
        date.year > KT_MAX_YEAR || (date.month > 0 && date.day == 0))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "\"%.*s\" for a date, expected a year or a day",
                          (int)row->cell[column].size, row->cell[column].data);
    if (date.month == 0 && is_end)
        *out = day_of(date.year, 12, 31);
    else
        *out =
            date.month == 0 ? day_of(date.year, 1, 1) : day_of(date.year, date.month, date.day);
    return KT_OK;
}

/* "Founding state; ... (1991-12-08 to 2018-05-19; source)" */
static kt_status write_note(kt_blocs *blocs, const kt_reference_row *row, const char **out,
                            kt_error *err)
{
    kt_text text = {0};
    const kt_slice note = row->cell[NOTE], from = row->cell[FROM], to = row->cell[TO];
    kt_status status = kt_text_add_slice(&text, note, err);
    if (!status)
        status = kt_text_add(&text, note.size > 0 ? " (" : "(", err);
    if (!status && from.size > 0)
        status = kt_text_format(&text, err, "from %.*s ", (int)from.size, from.data);
    if (!status && to.size > 0)
        status = kt_text_format(&text, err, "to %.*s", (int)to.size, to.data);
    while (!status && text.size > 0 && text.data[text.size - 1] == ' ')
        text.size--;
    if (!status)
        status = kt_text_format(&text, err, "; %.*s)", (int)row->cell[SOURCE].size,
                                row->cell[SOURCE].data);
    if (!status)
        status = kt_arena_text(&blocs->arena, text.data, text.size, out, err);
    kt_text_clear(&text);
    return status;
}

static kt_status read_member(void *with, const kt_reference_row *row, kt_error *err)
{
    kt_blocs *blocs = with;
    kt_bloc_member member = {.bloc = -1};

    for (int32_t n = 0; n < (int32_t)blocs->n_blocs; n++) {
        if (kt_slice_is(row->cell[BLOC], blocs->bloc[n].code))
            member.bloc = n;
    }
    for (size_t n = 0; n < sizeof status_words / sizeof status_words[0]; n++) {
        if (kt_slice_is(row->cell[STATUS], status_words[n].word))
            member.status = status_words[n].status;
    }
    KT_TRY(kt_reference_country(row, COUNTRY, "country", &member.country, err));
    if (member.bloc < 0 || member.status == KT_NOT_MEMBER || member.country.code == 0 ||
        row->cell[SOURCE].size == 0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "unknown bloc or status, or no country or source");
    KT_TRY(read_day(row, FROM, &member.first_day, err));
    KT_TRY(read_day(row, TO, &member.last_day, err));
    if (member.last_day < member.first_day)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "it ends before it begins");
    KT_TRY(write_note(blocs, row, &member.note, err));
    KT_TRY(kt_grow(&blocs->member, blocs->n_members, &blocs->members_room, err));
    blocs->member[blocs->n_members++] = member;
    return KT_OK;
}

static int compare_members(const void *left, const void *right)
{
    const kt_bloc_member *a = left, *b = right;
    if (a->bloc != b->bloc)
        return a->bloc < b->bloc ? -1 : 1;
    if (a->country.code != b->country.code)
        return a->country.code < b->country.code ? -1 : 1;
    return (a->first_day > b->first_day) - (a->first_day < b->first_day);
}

kt_status kt_bloc_read_members(kt_blocs *blocs, kt_resources *resources, kt_error *err)
{
    KT_TRY(kt_reference_read(resources, "data/bloc_members.csv", columns, read_member, blocs,
                             err));
    if (blocs->n_members > 1)
        qsort(blocs->member, (size_t)blocs->n_members, sizeof *blocs->member, compare_members);
    for (int64_t n = 1; n < blocs->n_members; n++) {
        const kt_bloc_member *a = &blocs->member[n - 1], *b = &blocs->member[n];
        if (a->bloc == b->bloc && a->country.code == b->country.code &&
            b->first_day <= a->last_day) {
            char code[5];
            return kt_fail(err, KT_ERR_FORMAT,
                           "data/bloc_members.csv: two lines about %s in %s overlap",
                           kt_country_print(a->country, code), blocs->bloc[a->bloc].code);
        }
    }
    return KT_OK;
}

int64_t kt_bloc_members_of(const kt_blocs *blocs, int64_t bloc, kt_country country,
                           int64_t *first)
{
    const kt_bloc_member wanted = {.bloc = (int32_t)bloc, .country = country, .first_day = -1};
    int64_t low = 0, high = blocs->n_members;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (compare_members(&blocs->member[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    while (low < blocs->n_members && blocs->member[low].bloc == wanted.bloc &&
           blocs->member[low].country.code == country.code)
        low++;
    return low - *first;
}

/* Days of the year on which the line holds. */
static int32_t days_in(const kt_bloc_member *member, int year)
{
    if (year < KT_MIN_YEAR || year > KT_MAX_YEAR)
        return 0;
    int32_t first = day_of(year, 1, 1), last = day_of(year, 12, 31);
    first = member->first_day > first ? member->first_day : first;
    last = member->last_day < last ? member->last_day : last;
    return last < first ? 0 : last - first + 1;
}

bool kt_bloc_touches(const kt_blocs *blocs, int64_t bloc, kt_country country, int year)
{
    int64_t first = 0;
    const int64_t n = kt_bloc_members_of(blocs, bloc, country, &first);
    for (int64_t m = first; m < first + n; m++) {
        if (days_in(&blocs->member[m], year) > 0)
            return true;
    }
    return false;
}

kt_membership kt_bloc_membership(const kt_blocs *blocs, const kt_bloc *bloc, kt_country country,
                                 int year)
{
    int64_t first = 0;
    int32_t days[KT_DISPUTED + 1] = {0}, all = 0;
    const int64_t n = kt_bloc_members_of(blocs, bloc - blocs->bloc, country, &first);
    for (int64_t m = first; m < first + n; m++) {
        const int32_t in = days_in(&blocs->member[m], year);
        days[blocs->member[m].status] += in;
        all += in;
    }
    if (all * 2 <= (is_leap(year) ? 366 : 365))
        return KT_NOT_MEMBER;
    kt_membership most = KT_MEMBER;
    for (int status = KT_ASSOCIATE; status <= KT_DISPUTED; status++) {
        if (days[status] > days[most])
            most = (kt_membership)status;
    }
    return most;
}

const char *kt_bloc_note(const kt_blocs *blocs, const kt_bloc *bloc, kt_country country,
                         int year)
{
    int64_t first = 0;
    int32_t most = 0;
    const char *note = "";
    const int64_t n = kt_bloc_members_of(blocs, bloc - blocs->bloc, country, &first);
    for (int64_t m = first; m < first + n; m++) {
        const int32_t in = days_in(&blocs->member[m], year);
        if (in > most) {
            most = in;
            note = blocs->member[m].note;
        }
    }
    return note;
}
