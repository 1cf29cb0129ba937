/* target.c: how far a value is from a target. */
#include <kontor/target.h>

#include <math.h>

kt_target_path kt_target_path_of(double value_usd, double target_usd, int years)
{
    kt_target_path path = {.reached = value_usd / target_usd,
                           .gap_usd = target_usd - value_usd,
                           .required_rate = NAN};

    if (years >= 1 && value_usd > 0.0) // false for NaN
        path.required_rate = pow(target_usd / value_usd, 1.0 / years) - 1.0;
    return path;
}
