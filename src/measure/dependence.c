/* dependence.c: shares of a pair's trade in the trade of each side. */
#include <kontor/dependence.h>

#include <math.h>

kt_dependence kt_dependence_of(double a_with_b, double a_total, double b_with_a, double b_total)
{
    kt_dependence found = {NAN, NAN, NAN};
    if (a_total > 0.0)
        found.a = a_with_b / a_total;
    if (b_total > 0.0)
        found.b = b_with_a / b_total;
    if (found.a + found.b > 0.0)
        found.asymmetry = (found.a - found.b) / (found.a + found.b);
    return found;
}
