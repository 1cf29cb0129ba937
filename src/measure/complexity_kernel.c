/* complexity_kernel.c: loops of the likeness of baskets: no allocation, no failure.
 *
 *     S_cc' = (1 / sqrt(d_c d_c')) sum_u n_cc'(u) / u
 *     n_cc'(u)   products of ubiquity u that both make
 *
 * A country's products are bits, level after level, each level from a new word, so n_cc'(u) is
 * a count of common bits. 230 countries by 5,000 products: 27,000 pairs by some 300 words. */
#include "complexity_kernel.h"

#include "processor.h"

#include <math.h>

static int64_t words_of(const kt_incidence *in, int64_t l)
{
    return (in->level_start[l + 1] - in->level_start[l] + 63) / 64;
}

int64_t kt_likeness_words(const kt_incidence *in)
{
    int64_t n = 0;
    for (int64_t l = 0; l < in->n_levels; l++)
        n += words_of(in, l);
    return n;
}

/* What is known of each level, and bits[c * n_words + ...] from the lists of makers. */
static void fill_room(const kt_incidence *in, int64_t n_words, const kt_likeness_room *room)
{
    int64_t first = 0; /* word of the level */
    for (int64_t l = 0; l < in->n_levels; l++) {
        const int64_t from = in->level_start[l];
        room->level[l] = (kt_level){words_of(in, l), 1.0 / in->u[from]};
        for (int64_t k = from; k < in->level_start[l + 1]; k++) {
            const int64_t word = first + (k - from) / 64;
            const uint64_t bit = (uint64_t)1 << (k - from) % 64;
            for (int64_t p = in->start[k]; p < in->start[k + 1]; p++)
                room->bits[in->maker[p] * n_words + word] |= bit;
        }
        first += words_of(in, l);
    }
}

/* Levels of up to 64 products, which are most, take one word and no inner loop. */
KT_BITS_BODY double common_over_ubiquity(const kt_level *level, int64_t n_levels,
                                         const uint64_t *a, const uint64_t *b)
{
    double sum = 0.0;
    for (int64_t l = 0; l < n_levels; l++) {
        const int64_t n = level[l].n_words;
        const int32_t common = n == 1 ? kt_bits_common(a, b, 1) : kt_bits_common(a, b, n);
        sum += common * level[l].over_u;
        a += n;
        b += n;
    }
    return sum;
}

KT_BITS_BODY void all_pairs(const kt_incidence *in, const kt_likeness_room *room,
                            int64_t n_words, double *S)
{
    const int64_t n = in->n_countries;
    for (int64_t i = 0; i < n; i++) {
        const uint64_t *of_i = room->bits + i * n_words;
        for (int64_t j = 0; j <= i; j++)
            S[i * n + j] = S[j * n + i] = common_over_ubiquity(room->level, in->n_levels, of_i,
                                                               room->bits + j * n_words) /
                                          sqrt((double)in->d[i] * in->d[j]);
    }
}

KT_BITS_TARGET static void all_pairs_popcnt(const kt_incidence *in,
                                            const kt_likeness_room *room, int64_t n_words,
                                            double *S)
{
    all_pairs(in, room, n_words, S);
}

void kt_likeness_plain(const kt_incidence *in, const kt_likeness_room *room, double *S)
{
    const int64_t n_words = kt_likeness_words(in);
    fill_room(in, n_words, room);
    all_pairs(in, room, n_words, S);
}

void kt_likeness(const kt_incidence *in, const kt_likeness_room *room, double *S)
{
    if (!KT_HAS_BITS()) {
        kt_likeness_plain(in, room, S);
        return;
    }
    const int64_t n_words = kt_likeness_words(in);
    fill_room(in, n_words, room);
    all_pairs_popcnt(in, room, n_words, S);
}
