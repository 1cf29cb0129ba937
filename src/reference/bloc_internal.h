/* bloc_internal.h: blocs, memberships and breaks in memory. */
#ifndef REFERENCE_BLOC_INTERNAL_H
#define REFERENCE_BLOC_INTERNAL_H

#include <kontor/arena.h>
#include <kontor/bloc.h>
#include <kontor/country.h>

#include "word_index.h"

enum { KT_N_BLOC_LANGUAGES = 3 };

/* Days are counted from a day long before any treaty; both ends are inside. */
typedef struct kt_bloc_member {
    int32_t bloc; /* place among the blocs */
    kt_country country;
    kt_membership status;
    int32_t first_day, last_day;
    const char *note; /* with dates and source */
} kt_bloc_member;

struct kt_blocs {
    kt_arena arena;
    kt_bloc *bloc;
    int64_t n_blocs, blocs_room;
    const char *(*name)[KT_N_BLOC_LANGUAGES][KT_N_NAME_FORMS]; /* NULL where there is none */
    kt_word_index names;
    kt_bloc_member *member; /* by bloc, country, first day */
    int64_t n_members, members_room;
    kt_break *at_break; /* by year, then as in the table */
    int64_t n_breaks, breaks_room;
};

/* Members of one country in one bloc: how many, the first in *first. */
int64_t kt_bloc_members_of(const kt_blocs *blocs, int64_t bloc, kt_country country,
                           int64_t *first);
/* True where the country was a member in any way on any day of the year. */
bool kt_bloc_touches(const kt_blocs *blocs, int64_t bloc, kt_country country, int year);

KT_MUST_USE kt_status kt_bloc_read_members(kt_blocs *blocs, kt_resources *resources,
                                           kt_error *err);
KT_MUST_USE kt_status kt_bloc_read_breaks(kt_blocs *blocs, kt_resources *resources,
                                          kt_error *err);

#endif
