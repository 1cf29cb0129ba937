/* random.c: normal numbers from random bits (kontor/random.h says how). */
#include <kontor/random.h>

#include <math.h>

double kt_random_normal(uint64_t bits)
{
    /* 1 - u is never 0, so the logarithm is finite. */
    const double radius = sqrt(-2.0 * log(1.0 - kt_random_uniform(kt_random_bits(bits, 0))));
    return radius * cos(6.283185307179586 * kt_random_uniform(kt_random_bits(bits, 1)));
}
