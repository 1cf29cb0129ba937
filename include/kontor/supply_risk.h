/* kontor/supply_risk.h: how dependent is a buyer, and what if a supplier is lost?
 *
 *     s_i = deliveries of supplier i / all deliveries
 *     HHI            sum s_i^2
 *     risk-weighted  sum s_i^2 r_i                    r_i between 0 and 1: risk of country i
 *     lost           s_l                              l: the supplier that is lost
 *     covered        min(s_l, sum_{i != l} spare_i)   what the others can deliver in addition
 *     uncovered      s_l - covered
 *     need           lost deliveries / world exports of the other suppliers
 *
 * What is covered is shared out among the others by what they can spare; HHI after the loss is
 * that of what is then delivered. What they can spare is an assumption and must be named: twice
 * the present deliveries, a part of their exports to others, ...
 *
 * Before any of it deliveries are to be held against the stated world total: a flow that is not
 * reported makes a supply look safe (Russian fuel to Belarus is absent from UNCTAD's matrix of
 * 2005).
 *
 * Sources: Yang et al. (2014), Energy 68, 930-938 (form of the weighted index); Cohen, Joutz
 * and Loungani (2011), Energy Policy 39(9), 4860-4869 (country risk); the N-1 rule is that of
 * Regulation (EU) 2017/1938, annex II, for trade. Pure. */
#ifndef KONTOR_SUPPLY_RISK_H
#define KONTOR_SUPPLY_RISK_H

#include <kontor/error.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* Suppliers of one product to one importer in one year; arrays of n. A supplier whose delivery
 * is missing (NaN) is left out of all. */
typedef struct kt_supply {
    const double *delivered; /* >= 0, any unit */
    const double *spare;     /* what each could deliver in addition, same unit, >= 0; NULL or
                                NaN: nothing */
    const double *exports;   /* of the product to the whole world, same unit; NULL or NaN: not
                                known */
    const double *risk;      /* 0 to 1; NULL or NaN: not known */
    int64_t n;
} kt_supply;

typedef struct kt_supply_risk {
    int64_t n;       /* suppliers with deliveries above 0 */
    int64_t largest; /* position of the largest, the first of equal ones; -1: none */
    double total;    /* delivered */
    double hhi;      /* NaN where nothing is delivered */
    double risk_hhi; /* NaN where the risk of a supplier is not known */
} kt_supply_risk;

kt_supply_risk kt_supply_risk_of(const kt_supply *supply);

typedef struct kt_supply_loss {
    double lost, covered, uncovered; /* shares of all deliveries */
    double hhi_after;                /* NaN where nothing is left */
    double need;     /* NaN where the exports of another supplier are not known, or none are */
    int64_t n_after; /* suppliers that deliver afterwards */
} kt_supply_loss;

/* What the loss of the supplier at a position means.
 * Errors: KT_ERR_RANGE a position outside, a negative or infinite number; KT_ERR_MISSING
 * nothing is delivered, or nothing by that supplier. */
KT_MUST_USE kt_status kt_supply_lose(const kt_supply *supply, int64_t lost, kt_supply_loss *out,
                                     kt_error *err);

KT_END_DECLS

#endif
