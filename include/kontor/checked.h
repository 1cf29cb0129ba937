/* kontor/checked.h: sizes that multiply, add and narrow without wrapping. Each returns false
 * and leaves *out alone when the result does not fit. */
#ifndef KONTOR_CHECKED_H
#define KONTOR_CHECKED_H

#include <kontor/compiler.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

KT_BEGIN_DECLS

KT_MUST_USE static inline bool kt_size_mul(size_t a, size_t b, size_t *out)
{
    size_t product;
    if (__builtin_mul_overflow(a, b, &product))
        return false;
    *out = product;
    return true;
}

KT_MUST_USE static inline bool kt_size_add(size_t a, size_t b, size_t *out)
{
    size_t sum;
    if (__builtin_add_overflow(a, b, &sum))
        return false;
    *out = sum;
    return true;
}

KT_MUST_USE static inline bool kt_i64_add(int64_t a, int64_t b, int64_t *out)
{
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum))
        return false;
    *out = sum;
    return true;
}

KT_MUST_USE static inline bool kt_i64_mul(int64_t a, int64_t b, int64_t *out)
{
    int64_t product;
    if (__builtin_mul_overflow(a, b, &product))
        return false;
    *out = product;
    return true;
}

KT_MUST_USE static inline bool kt_to_i32(int64_t value, int32_t *out)
{
    if (value < INT32_MIN || value > INT32_MAX)
        return false;
    *out = (int32_t)value;
    return true;
}

KT_MUST_USE static inline bool kt_to_i16(int64_t value, int16_t *out)
{
    if (value < INT16_MIN || value > INT16_MAX)
        return false;
    *out = (int16_t)value;
    return true;
}

KT_END_DECLS

#endif
