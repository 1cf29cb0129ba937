/* kontor/random.h: random numbers of our own, the same on every machine for the same seed.
 *
 * They come from a counter, not from a state: the n-th number of a seed is a hash of both, so
 * any part of a sequence can be made by itself, in any order and by any thread.
 *
 * The hash is the finaliser of SplitMix64: Steele, Lea, Flood (2014), "Fast splittable
 * pseudorandom number generators", OOPSLA, 453-472. Not for secrets. */
#ifndef KONTOR_RANDOM_H
#define KONTOR_RANDOM_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* 64 random bits: number n of a seed. */
static inline uint64_t kt_random_bits(uint64_t seed, uint64_t n)
{
    uint64_t z = seed + (n + 1) * 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* 0 <= u < 1, in steps of 2^-53. */
static inline double kt_random_uniform(uint64_t bits)
{
    return (double)(bits >> 11) * 0x1p-53;
}

/* Normal with mean 0 and variance 1, by Box and Muller from two hashes of the bits. */
double kt_random_normal(uint64_t bits);

/* Near normal, mean 0 and variance 1, cheap: the sum of four 16-bit uniforms (Irwin-Hall). Its
 * tails end at 3.46: for synthetic data, not for inference. */
static inline double kt_random_bell(uint64_t bits)
{
    const uint64_t sum =
        (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48);
    return ((double)sum - 2.0 * 65535.0) * (1.7320508075688772 / 65535.0);
}

KT_END_DECLS

#endif
