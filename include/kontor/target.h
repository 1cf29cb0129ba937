/* kontor/target.h: how far a value is from a target, and which growth would reach it.
 *
 *     reached   V / target
 *     gap       target - V
 *     required  (target / V)^(1/h) - 1,  h years from the value to the target
 *
 * Source: the definition of compound growth; docs/methods/target.md. Values are
 * nominal USD. Pure. */
#ifndef KONTOR_TARGET_H
#define KONTOR_TARGET_H

#include <kontor/error.h>

KT_BEGIN_DECLS

typedef struct kt_target_path {
    double reached;       /* a fraction; NaN where the value is missing */
    double gap_usd;       /* negative where the target is passed */
    double required_rate; /* a year; NaN where the value is missing or 0, or no time is left */
} kt_target_path;

/* value_usd >= 0 or NaN; target_usd > 0; years: from the value's year to the target's, below 1
 * for none left. */
kt_target_path kt_target_path_of(double value_usd, double target_usd, int years);

KT_END_DECLS

#endif
