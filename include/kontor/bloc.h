/* kontor/bloc.h: named sets of countries with dates and status of membership (data/blocs.csv,
 * data/bloc_names.csv and data/bloc_members.csv, each line with its source), and breaks in
 * statistics (data/breaks.csv). Once opened nothing changes: any number of threads may read. */
#ifndef KONTOR_BLOC_H
#define KONTOR_BLOC_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/resource.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_membership {
    KT_NOT_MEMBER = 0,
    KT_MEMBER,
    KT_ASSOCIATE, /* CIS: Turkmenistan since 2005 */
    KT_DISPUTED   /* counted by some and not by others: CIS: Ukraine 2014-2018 */
} kt_membership;

typedef struct kt_blocs kt_blocs;
/* resources is borrowed for the call. Errors: KT_ERR_FORMAT with the file and line of a table
 * that is wrong; KT_ERR_MEMORY; KT_ERR_MISSING. */
KT_MUST_USE kt_status kt_blocs_open(kt_resources *resources, kt_blocs **out, kt_error *err);
void kt_blocs_close(kt_blocs *blocs);

typedef struct kt_bloc {
    const char *code;              /* "CIS", "EAEU", "EU", ... */
    int16_t first_year, last_year; /* last_year 0: exists */
    const char *source;
} kt_bloc;

int64_t kt_blocs_count(const kt_blocs *blocs);
const kt_bloc *kt_blocs_at(const kt_blocs *blocs, int64_t n);
/* By code, or by its name in a language ("GUS", "СНГ"), without regard to case. NULL: unknown.
 */
const kt_bloc *kt_bloc_find(const kt_blocs *blocs, kt_slice text);
/* Forms as for countries: "GUS", "der GUS" ... `form` is a kt_name_form; never NULL; "" for
 * adjective, inhabitant and capital; the code in a language without a name. */
const char *kt_bloc_name(const kt_blocs *blocs, const kt_bloc *bloc, const char *language,
                         int form);

/* Status of a country in a year: what held on most of its days. The ten that joined the EU on
 * 1 May 2004 are members for 2004, the United Kingdom, which left on 31 January 2020, is none
 * for 2020. */
kt_membership kt_bloc_membership(const kt_blocs *blocs, const kt_bloc *bloc, kt_country country,
                                 int year);
/* Why and since when, with the source: a line of data/bloc_members.csv, in English; "" when
 * none. */
const char *kt_bloc_note(const kt_blocs *blocs, const kt_bloc *bloc, kt_country country,
                         int year);

/* A break in the statistics of a reporter (or of all, reporter {0}) about a partner, bloc or
 * all. */
typedef struct kt_break {
    kt_country reporter, partner; /* {0}: any */
    const char *bloc;     /* every side left open was a member of it on some day of that year;
                             NULL: no such condition */
    int16_t year;         /* the first year made the new way: growth year-1 to year is none */
    bool import, export_; /* which direction is affected */
    const char *id;       /* phrase key behind "break." in lang/ */
    const char *description; /* in English */
    const char *source;
} kt_break;
int64_t kt_breaks_count(const kt_blocs *blocs);
const kt_break *kt_breaks_at(const kt_blocs *blocs, int64_t n);
/* True where a break lies between years from < to for the reporter's trade with the partner;
 * the earliest such is written to *out when it is not NULL. */
bool kt_break_between(const kt_blocs *blocs, kt_country reporter, kt_country partner, int from,
                      int to, const kt_break **out);

KT_END_DECLS

#endif
