/* measure_internal.h: what every indicator of `kontor measure` shares: the question, the data,
 * and the table that it fills.
 *
 * An indicator is a kt_measure_kind: its columns, and what it adds for one year. The command
 * walks the years; the helpers below gather data, add the cells that all have in common
 * (product, coverage, how it is known) and keep what the notes must say. */
#ifndef KONTOR_MEASURE_INTERNAL_H
#define KONTOR_MEASURE_INTERNAL_H

#include "run_internal.h"
#include "say.h"

#include <kontor/basket.h>
#include <kontor/table.h>
#include <kontor/trade_matrix.h>

#include <stdbool.h>

typedef struct kt_measure_work kt_measure_work;

/* What an indicator is asked about. */
enum {
    KT_TAKES_A = 1,
    KT_TAKES_B = 2,
    KT_MAY_TAKE_B = 4,
    KT_TAKES_PRODUCTS = 8,     /* a dataset with products */
    KT_MAY_TAKE_PRODUCTS = 16, /* uses them where there are some */
    KT_TAKES_INCOME = 32,      /* income per head, of a file or the covariates */
    KT_TAKES_SPAN = 64,        /* one answer over the years; `year` gets the last one */
    KT_ONE_REVISION = 128,     /* compares codes of several years */
    KT_OF_NO_TOTAL = 256,      /* rests on no sum: there is no coverage to speak of */
    KT_MAY_TAKE_A = 512,
    KT_ONE_YEAR = 1024,      /* more would not fit one answer */
    KT_NO_GROUPS = 2048,     /* means something for single products only */
    KT_TRADED = 4096,        /* asks which products count as traded: --threshold, --traded */
    KT_OF_IMPORTS = 8192,    /* sums imports: importers' statements come first */
    KT_OF_THE_WORLD = 16384, /* sums the exports of all countries */
    KT_SHOWS_UNALLOCATED = 32768 /* in its own table, so no note need say it */
};

typedef struct kt_measure_kind {
    const char *name;
    const char *title;  /* what the number is called */
    const char *needs;  /* "A B", "A [B]" and options of its own */
    const char *means;  /* how it is read, in one or two sentences */
    const char *source; /* author and year */
    const char *convention;
    unsigned takes;
    int n_years; /* of a span, when none are given; 0: all */
    void (*columns)(kt_measure_work *work);
    kt_status (*year)(kt_measure_work *work, int16_t year, kt_error *err);
} kt_measure_kind;

/* A country of a group of the user's. */
typedef struct kt_measure_member {
    kt_country country, group;
} kt_measure_member;

struct kt_measure_work {
    const kt_run *run;
    const kt_measure_kind *kind;
    const kt_countries *countries;
    const kt_products *products;
    const char *language;
    const kt_dataset *dataset;
    const kt_dataset_info *info;
    kt_trade_axis axis; /* what indicators see as products: those of the dataset, or groups */
    kt_trade_axis base; /* with groups: the products that go into them */
    int64_t *group;     /* [base.n_products] column of axis, -1 none; NULL: no groups */
    char (*group_name)[256];
    char grouped_by[96];                   /* "sections of the HS", "BEC (bec@1234abcd)" */
    double in_groups, in_none, in_several; /* exports gathered so far, USD */
    int8_t *is_several;                    /* [base.n_products] */
    kt_measure_member *member;             /* of --members */
    char (*country_group)[64];
    int64_t n_members, n_country_groups;
    kt_country a, b, market;
    kt_product product; /* {0}: all */
    int16_t first_year, last_year;
    kt_table *table;
    bool is_csv; /* conventions go into columns */

    double least_coverage, most_coverage; /* NaN: none known so far */
    int n_coverage_unknown, n_without_data;
    double most_unallocated; /* of a flow of A or B: the part that no product has */
    int16_t without_data[8];
    uint8_t weakest;   /* kt_trade_state of what one country's tables of the year hold */
    bool no_importers; /* of KT_OF_IMPORTS: they do not state that year */
    bool no_exporters; /* exporters' statements do not hold the flow, so importers' are taken */
    bool took_mirror, took_world_rows;
    int64_t n_exporters; /* of the world's sum, in the last year */
    char said[1024];     /* one more note, in words */
    bool is_written;     /* the indicator has written its answer itself */
};

/* The lists of kinds, one of each file. */
extern const kt_measure_kind kt_measure_advantage[];
extern const int kt_n_measure_advantage;
extern const kt_measure_kind kt_measure_pairs[];
extern const int kt_n_measure_pairs;
extern const kt_measure_kind kt_measure_mirror[];
extern const int kt_n_measure_mirror;
extern const kt_measure_kind kt_measure_exchange[];
extern const int kt_n_measure_exchange;
extern const kt_measure_kind kt_measure_country[];
extern const int kt_n_measure_country;
extern const kt_measure_kind kt_measure_span[];
extern const int kt_n_measure_span;
extern const kt_measure_kind kt_measure_basket[];
extern const int kt_n_measure_basket;
extern const kt_measure_kind kt_measure_complexity[];
extern const int kt_n_measure_complexity;
extern const kt_measure_kind kt_measure_product_space[];
extern const int kt_n_measure_product_space;

/* ---- data ------------------------------------------------------------------------------- */

/* Whose statements make the world's sums: --stated-by, else reconciled, else the importers' for
 * what sums imports (and unless work->no_importers), else the exporters'. */
kt_stated_by kt_measure_world_view(const kt_measure_work *work);

/* All exporters or importers of the year in the world's view. */
KT_MUST_USE kt_status kt_measure_world(kt_measure_work *work, int16_t year, kt_trade_rows rows,
                                       kt_trade_matrix *out, kt_error *err);
/* The same where values alone matter: many times faster, see kt_trade_matrix_world(). */
KT_MUST_USE kt_status kt_measure_world_values(kt_measure_work *work, int16_t year,
                                              kt_trade_rows rows, kt_trade_matrix *out,
                                              kt_error *err);
/* Any request, by groups where some are asked for. */
KT_MUST_USE kt_status kt_measure_gather(kt_measure_work *work, const kt_trade_request *request,
                                        kt_trade_matrix *out, kt_error *err);
/* Threads that may work, by --threads. */
int kt_measure_threads(const kt_measure_work *work);

/* ---- groups of products (measure_groups.c) ------------------------------------------------
 */

/* Turn the axis into one of groups where --level section or --group asks for them. Errors:
 * KT_ERR_MISSING no such table, saying how it is brought in; KT_ERR_RANGE a table for another
 * revision; KT_ERR_USAGE; KT_ERR_FORMAT a table that cannot be read. */
KT_MUST_USE kt_status kt_measure_group_axis(kt_measure_work *work, kt_error *err);
void kt_measure_groups_clear(kt_measure_work *work);
/* The level as words: "HS17 at 6 digits", "HS17 by sections of the HS". */
void kt_measure_level_text(const kt_measure_work *work, char *out, size_t size);

/* ---- groups of countries (measure_members.c) ----------------------------------------------
 */

/* Errors: KT_ERR_FORMAT with the line. */
KT_MUST_USE kt_status kt_measure_read_members(kt_measure_work *work, kt_error *err);
void kt_measure_members_clear(kt_measure_work *work);
/* A group by its name, else a country. */
KT_MUST_USE kt_status kt_measure_find_country(kt_measure_work *work, const char *text,
                                              kt_country *out, kt_error *err);
/* The first member of a group, else the country: who knows it knows the others. */
kt_country kt_measure_first_member(const kt_measure_work *work, kt_country country);
/* The group's name, else the country's. */
const char *kt_measure_country_label(const kt_measure_work *work, kt_country country);
/* The group that a country belongs to, else itself; `with` is the work. */
kt_country kt_measure_group_of(const void *with, kt_country country);
/* The countries that one side stands for: itself, or a group's members. out[n_members + 1]. */
int64_t kt_measure_expand(const kt_measure_work *work, kt_country side, kt_country *out);
/* Members of groups become one row each, in place; nothing without groups. */
KT_MUST_USE kt_status kt_measure_join(kt_measure_work *work, kt_trade_matrix *table,
                                      kt_error *err);
/* The same for a request whose sides may be groups. */
KT_MUST_USE kt_status kt_measure_gather_members(kt_measure_work *work,
                                                const kt_trade_axis *axis,
                                                const kt_trade_request *request,
                                                kt_trade_matrix *out, kt_error *err);
KT_MUST_USE kt_status kt_measure_note_members(kt_measure_work *work, kt_error *err);

/* KT_ERR_MISSING: there is nothing to compute from, and why: which country stands where in the
 * dataset, and in which years. */
KT_MUST_USE kt_status kt_measure_nothing(const kt_measure_work *work, kt_error *err);

/* All notes below the table (measure_notes.c), in the reader's language. */
KT_MUST_USE kt_status kt_measure_notes(kt_measure_work *work, kt_error *err);

/* One more note, a phrase of lang/, in the place of what was said before; none in CSV. */
KT_MUST_USE kt_status kt_measure_say(kt_measure_work *work, const char *key,
                                     const kt_say_value *value, int n, kt_error *err);

/* From where on a product counts as traded, and in how many years (kontor/basket.h):
 * --threshold and --traded. */
double kt_measure_threshold(const kt_measure_work *work);
kt_traded_rule kt_measure_traded_rule(const kt_measure_work *work);
/* The rule as a phrase below the table, and as a part of the convention in CSV. */
KT_MUST_USE kt_status kt_measure_note_traded(kt_measure_work *work, kt_error *err);
void kt_measure_traded_text(const kt_measure_work *work, char *out, size_t size);
/* *is_held 1 where the data hold that year at all: exports of A to all, or imports of B from
 * all where importers' statements are taken; and their coverage (NULL: not wanted). */
KT_MUST_USE kt_status kt_measure_holds(kt_measure_work *work, int year, uint8_t *is_held,
                                       double *coverage, kt_error *err);

/* What exporter sends importer, {0} for all partners, in the world's view: one row, or none. */
KT_MUST_USE kt_status kt_measure_flow(kt_measure_work *work, int16_t year, kt_country exporter,
                                      kt_country importer, kt_trade_matrix *out, kt_error *err);
/* Exports (rows are exporters) or imports of `country` with partner, {0} for all, as the
 * country itself states them, else as its partners do: one row, or none. */
KT_MUST_USE kt_status kt_measure_own(kt_measure_work *work, int16_t year, kt_trade_rows rows,
                                     kt_country country, kt_country partner,
                                     kt_trade_matrix *out, kt_error *err);

/* kt_measure_own() of A's exports and imports, with B or with all. *is_there is false where the
 * year has neither, or where nobody states one of the two at all: then the other alone would
 * take what is not known for no trade. Both are the caller's to clear in any case. */
KT_MUST_USE kt_status kt_measure_both(kt_measure_work *work, int16_t year, kt_trade_matrix *out,
                                      kt_trade_matrix *in, bool *is_there, kt_error *err);

/* A row of numbers for pure functions: the matrix's first row, or zeros where there is none.
 * *zeros is made when needed and freed by the caller. */
KT_MUST_USE kt_status kt_measure_row(const kt_measure_work *work, const kt_trade_matrix *matrix,
                                     int64_t row, double **zeros, const double **out,
                                     kt_error *err);
/* Starts of groups of products on the axis: sections for chapters, chapters for finer levels
 * (of the SITC its sections and divisions); one group of all where nothing is coarser. start
 * has n_products + 1 places. Returns how many groups; *name says what they are. */
int64_t kt_measure_groups(const kt_measure_work *work, int64_t *start, const char **name);

/* A small table of the user's: a country and a value in each row, also by year. value[n] by
 * country; missing ones are NaN. Errors: KT_ERR_FORMAT with the line. */
KT_MUST_USE kt_status kt_measure_read_values(const kt_countries *countries, const char *path,
                                             int16_t year, const kt_country *country, int64_t n,
                                             double *value, kt_error *err);

/* Income per head: --income FILE, or a column of the store's covariates (--income COLUMN, else
 * GDP per head in the layouts that are known), which is said. NaN where it is not known.
 * Errors: KT_ERR_MISSING nowhere any. */
KT_MUST_USE kt_status kt_measure_income(kt_measure_work *work, int16_t year,
                                        const kt_country *country, int64_t n, double *income,
                                        kt_error *err);

/* ---- the table -------------------------------------------------------------------------- */

void kt_measure_column_text(kt_measure_work *work, const char *key, const char *title);
void kt_measure_column_number(kt_measure_work *work, const char *key, const char *title,
                              int decimals);
void kt_measure_column_money(kt_measure_work *work, const char *key, const char *title);
/* Columns of a product: code and name. */
void kt_measure_column_product(kt_measure_work *work);

/* Cells that say why they are missing, and only then. */
void kt_measure_number(kt_table *table, double value, const char *absence);
void kt_measure_fraction(kt_table *table, double value, const char *absence);

void kt_measure_begin_row(kt_measure_work *work, int16_t year);
/* The product's name, else the start of the source's description; out may hold it. */
const char *kt_measure_product_label(const kt_measure_work *work, kt_product product,
                                     char out[128]);
void kt_measure_product_cells(kt_measure_work *work, kt_product product);
/* Coverage (NaN: unknown) and how the numbers are known. */
void kt_measure_end_row(kt_measure_work *work, double coverage, kt_trade_state state);
/* How a number is known that rests on all that was gathered of one country in the year. */
kt_trade_state kt_measure_weakest(const kt_measure_work *work);
void kt_measure_no_data(kt_measure_work *work, int16_t year);
/* The lower of two coverages, the known one where the other is not. */
double kt_measure_lower(double a, double b);
/* True for products that --product asks for. */
bool kt_measure_wants(const kt_measure_work *work, kt_product product);

/* Positions of the wanted products whose `amount` is not 0, in order of the axis, or with --top
 * N the N largest. Owned by the caller. */
KT_MUST_USE kt_status kt_measure_choose(const kt_measure_work *work, const double *amount,
                                        int64_t **out, int64_t *n, kt_error *err);

#endif
