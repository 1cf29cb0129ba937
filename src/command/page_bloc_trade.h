/* page_bloc_trade.h: the trade of a bloc's members in a year, for the page of a bloc. */
#ifndef KONTOR_PAGE_BLOC_TRADE_H
#define KONTOR_PAGE_BLOC_TRADE_H

#include "page_internal.h"

/* Members that reported trade as one, in some years beside their own figures. */
enum { KT_N_TOGETHER = 1 };
typedef struct kt_reported_together {
    const char *as_one, *parts[2];
} kt_reported_together;
extern const kt_reported_together kt_together[KT_N_TOGETHER];

enum { KT_BLOC_MEMBERS = 128 };

typedef enum kt_bloc_part {
    KT_BLOC_INSIDE,
    KT_BLOC_EXPORTS,
    KT_BLOC_IMPORTS,
    KT_N_BLOC_PARTS
} kt_bloc_part;

/* What each member trades with all partners that are named, and with members. */
typedef struct kt_bloc_sums {
    double with_all[KT_BLOC_MEMBERS], inside[KT_BLOC_MEMBERS];
    bool is_there[KT_BLOC_MEMBERS];
} kt_bloc_sums;

/* The trade of a bloc's members in one year. */
typedef struct kt_bloc_trade {
    kt_page *page;
    const kt_bloc *bloc;
    const kt_dataset *dataset;
    const kt_dataset_info *info;
    int16_t year;
    kt_country member[KT_BLOC_MEMBERS];
    int weight[KT_BLOC_MEMBERS];          /* 2: reports for two; 0: another reports for it */
    unsigned names_part[KT_BLOC_MEMBERS]; /* states trade with a part of kt_together[bit] */
    kt_country whole[KT_N_TOGETHER], part[2 * KT_N_TOGETHER];
    int n_members;         /* positions of these */
    int n_counted;         /* their weights */
    kt_country *leave_out; /* world and aggregates */
    int64_t n_leave_out;
    kt_stated_by by[KT_N_BLOC_PARTS];
    double value[KT_N_BLOC_PARTS], coverage[KT_N_BLOC_PARTS];
    int n_stating[KT_N_BLOC_PARTS]; /* members with a figure of it */
    kt_bloc_sums of[KT_N_BLOC_PARTS];
} kt_bloc_trade;

/* A code as a country, {0} where it is none. */
kt_country kt_bloc_country(const kt_page *page, const char *code);
/* A state that is no more (Belgium-Luxembourg as one) is a member up to its last year. */
kt_membership kt_bloc_member(const kt_page *page, const kt_bloc *bloc, kt_country country,
                             int year);
/* By page, bloc, dataset and year of *t. */
void kt_bloc_find_members(kt_bloc_trade *t);
/* Values, coverage and who states them, out of the dataset. Errors: what reading it gives. */
KT_MUST_USE kt_status kt_bloc_gather(kt_bloc_trade *t);

#endif
