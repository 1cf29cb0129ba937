/* tongue.h: the languages that articles are read in. Internal to src/claim. */
#ifndef CLAIM_TONGUE_H
#define CLAIM_TONGUE_H

#include <kontor/error.h>
#include <kontor/resource.h>

#include <stdbool.h>

/* So many of them have names of countries and blocs in the tables. */
enum { KT_MAX_TONGUES = 8, KT_N_NAMED_TONGUES = 3 };

typedef struct kt_tongue {
    char code[3];
    char point;    /* in numbers: '.' or ',' */
    bool cyrillic; /* its words are in these letters, all others' in the rest */
} kt_tongue;

/* German, English and Russian are 0, 1 and 2, whatever the table's order; others follow. */
typedef struct kt_tongues {
    kt_tongue tongue[KT_MAX_TONGUES];
    int n;
} kt_tongues;

/* data/claim_languages.csv. Errors: KT_ERR_FORMAT with file and line; KT_ERR_LIMIT. */
KT_MUST_USE kt_status kt_tongues_read(kt_resources *resources, kt_tongues *out, kt_error *err);

#endif
