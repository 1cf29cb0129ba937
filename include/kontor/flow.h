/* kontor/flow.h: the observation, and the codes and periods in its key.
 *
 * An observation says that in a period an exporter sent goods (or services) of a product to an
 * importer for a value, and who states it. Its key is exporter, importer, product, period,
 * stated_by and kind; the rest are attributes.
 *
 * Codes are numbers that mean the same in every dataset and sort as people expect: a country is
 * its letters, a product its revision and digits. One-field structs keep the compiler from
 * taking one for the other. */
#ifndef KONTOR_FLOW_H
#define KONTOR_FLOW_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* A country, territory, bloc or world: one to four letters, digits or '_' packed from the
 * highest byte ("BLR" is 0x424C5200), so numeric order is alphabetical. 0 is none. Which code
 * means what is known by kontor/country.h alone. */
typedef struct kt_country {
    uint32_t code;
} kt_country;

#define KT_COUNTRY(a, b, c)                                                                    \
    ((kt_country){(uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8})
#define KT_WORLD KT_COUNTRY('W', 'L', 'D')

/* False when text is not one to four of A-Z, 0-9, '_'. */
bool kt_country_parse(kt_slice text, kt_country *out);
/* Letters and a terminator; "" for none. Returns out. */
const char *kt_country_print(kt_country country, char out[5]);

/* Classifications of products. The numbers are part of the store's format: only add. */
typedef enum kt_revision {
    KT_REVISION_NONE = 0, /* totals */
    KT_HS92 = 1,
    KT_HS96,
    KT_HS02,
    KT_HS07,
    KT_HS12,
    KT_HS17,
    KT_HS22,
    KT_SITC1 = 16,
    KT_SITC2,
    KT_SITC3,
    KT_SITC4,
    KT_BEC4 = 24,
    KT_BEC5,
    KT_N_REVISIONS = 32
} kt_revision;

/* "HS92", "SITC3"; "" for none. */
const char *kt_revision_name(kt_revision revision);
bool kt_revision_parse(kt_slice text, kt_revision *out);

/* A product: revision << 23 | digits padded with zeros to six, as a number << 3 | how many
 * digits. So all products below a heading are one range behind it. 0 is TOTAL: all products of
 * any revision. */
typedef struct kt_product {
    uint32_t code;
} kt_product;

#define KT_TOTAL ((kt_product){0})

/* One to six digits of a revision other than KT_REVISION_NONE, or "TOTAL" for all. False for
 * anything else. */
bool kt_product_parse(kt_slice digits, kt_revision revision, kt_product *out);
/* "080510", "TOTAL", and for the unallocated part of chapter 08 "08*". Returns out. */
const char *kt_product_print(kt_product product, char out[16]);
kt_revision kt_product_revision(kt_product product);
/* Digits of the code: 2 chapter, 4 heading, 6 subheading, 0 TOTAL. */
int kt_product_digits(kt_product product);
/* The product above with so many digits (0: TOTAL); itself where it has no more. Above an
 * unallocated product stand its parent and what is above that. */
kt_product kt_product_above(kt_product product, int digits);
/* True where `below` is `product` or lies below it (everything lies below TOTAL). */
bool kt_product_covers(kt_product product, kt_product below);
/* What a parent states beyond the sum of its children: the parent's code with 7 in the three
 * bits that count digits, so it lies below the parent like the children do.
 * kt_product_digits() of it is 7; how many digits the parent has is seen from its zeros, so in
 * the HS a parent is a chapter or a heading, and elsewhere one whose last digit is not 0. */
kt_product kt_product_unallocated(kt_product parent);
/* Codes for the confidential and unspecified: chapter 99 of the HS (9999.. among it), section 9
 * of the SITC (goods not classified elsewhere), and every kt_product_unallocated(). */
bool kt_product_is_unallocated(kt_product product);

/* First and last month, counted from January of year 0; both inside. */
typedef struct kt_period {
    int16_t first, last;
} kt_period;

kt_period kt_period_of_year(int year);
kt_period kt_period_of_months(int year, int first_month, int last_month);
/* The year where the period is one whole calendar year, else 0. */
int kt_period_year(kt_period period);
bool kt_period_equal(kt_period a, kt_period b);
/* "2018", "2018-10", "2018-01/2018-10", "2018/2020"; years as kontor/limits.h allows, and never
 * an end before the beginning. */
bool kt_period_parse(kt_slice text, kt_period *out);
int kt_period_print(kt_period period, char out[24]);

typedef enum kt_stated_by { /* whose statistics; part of the store's format */
                            KT_BY_EXPORTER = 0,
                            KT_BY_IMPORTER = 1,
                            KT_RECONCILED = 2 /* nobody's statement, as in BACI: never one of
                                                 "both sides" */
} kt_stated_by;

typedef enum kt_kind { KT_GOODS = 0, KT_SERVICES = 1, KT_REEXPORT = 2 } kt_kind;

typedef enum kt_valuation { KT_VALUATION_UNKNOWN = 0, KT_FOB = 1, KT_CIF = 2 } kt_valuation;

typedef enum kt_flow_status { /* higher is weaker: a sum is as weak as its weakest part */
                              KT_REPORTED = 0,
                              KT_PROVISIONAL = 1,
                              KT_ESTIMATED = 2,
                              KT_SUPPRESSED = 3 /* known to exist, its value withheld */
} kt_flow_status;

const char *kt_stated_by_name(kt_stated_by by); /* "exporter", "importer", "reconciled" */
const char *kt_kind_name(kt_kind kind);         /* "goods", "services", "re-export" */
const char *kt_valuation_name(kt_valuation valuation);  /* "FOB", "CIF", "unknown" */
const char *kt_flow_status_name(kt_flow_status status); /* "reported", ... */

/* Missing: not zero. */
#define KT_NONE INT64_MIN

/* One observation. Money and quantities are whole numbers of the dataset's smallest units, so
 * sums are exact: kontor/store.h turns them into USD and tonnes. */
typedef struct kt_flow {
    kt_country exporter, importer;
    kt_product product;
    kt_period period;
    uint8_t stated_by;          /* kt_stated_by */
    uint8_t kind;               /* kt_kind */
    uint8_t valuation;          /* kt_valuation */
    uint8_t status;             /* kt_flow_status */
    int64_t value;              /* KT_NONE where suppressed or not stated */
    int64_t quantity;           /* KT_NONE where missing; 0 is a reported zero */
    int64_t supplementary;      /* quantity in another unit, KT_NONE where missing */
    uint8_t supplementary_unit; /* Comtrade's unit code: 5 is number of items; 0 none */
} kt_flow;

/* Rows that differ in product, value and quantity only: what sorted sources consist of. */
typedef struct kt_flow_run {
    kt_flow key; /* of all; its product, value, quantity and supplementary are not looked at */
    const kt_product *product;       /* n_rows, mostly rising; borrowed like the others */
    const int64_t *value, *quantity; /* n_rows each, KT_NONE where missing */
    int64_t n_rows;
    int64_t line; /* where the first row stands; each other one a line behind; 0: not known */
} kt_flow_run;

/* Order of keys: exporter, importer, period, product, stated_by, kind. <0, 0, >0. */
int kt_flow_compare(const kt_flow *a, const kt_flow *b);

KT_END_DECLS

#endif
