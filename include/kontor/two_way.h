/* kontor/two_way.h: is a product exchanged for itself, and of like or of unlike quality?
 *
 *     one-way     min(X_k, M_k) / max(X_k, M_k) <= 10 %
 *     two-way     above; and then by the unit values p of exports and of imports
 *     horizontal  1 / (1 + a) <= p_X / p_M <= 1 + a        like quality; a is 15 % or 25 %
 *     vertical    outside: different quality, above where exports are dearer, below where not
 *     unknown     two-way, without a quantity on either side
 *
 * Shares are of X + M over all products.
 *
 * Source: Fontagne and Freudenberg (1997), CEPII Working Paper 97-01; the band in this form is
 * that of Fontagne, Freudenberg and Gaulier (2006), Review of World Economics 142(3), 459-475.
 * One year, one unit. Pure functions. */
#ifndef KONTOR_TWO_WAY_H
#define KONTOR_TWO_WAY_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_trade_type {
    KT_TRADE_NONE = 0, /* nothing traded, or a value is missing */
    KT_TRADE_ONE_WAY,
    KT_TRADE_HORIZONTAL,
    KT_TRADE_VERTICAL_ABOVE,
    KT_TRADE_VERTICAL_BELOW,
    KT_TRADE_TWO_WAY_UNKNOWN,
    KT_N_TRADE_TYPES
} kt_trade_type;

const char *kt_trade_type_name(kt_trade_type type);

#define KT_UNIT_VALUE_BAND 0.15

/* X, M values; p_X, p_M unit values, NaN where not known. */
kt_trade_type kt_trade_type_of(double X, double M, double p_X, double p_M, double band);

typedef struct kt_two_way {
    double share[KT_N_TRADE_TYPES]; /* of all trade, by kt_trade_type; [NONE] is 0; all NaN
                                       where nothing is traded */
    int64_t n[KT_N_TRADE_TYPES];    /* products */
} kt_two_way;

/* Over n products. */
kt_two_way kt_two_way_of(const double *X, const double *M, const double *p_X, const double *p_M,
                         int64_t n, double band);

KT_END_DECLS

#endif
