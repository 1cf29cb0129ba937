/* baci_lane_kernel.c: the hot loop of an import: a row of BACI's in some 10 ns.
 *
 *     1995,112,398,870190,   34.248,10.200\n
 *     └─ prefix ──┘└ k ─┘ └── v ──┘ └─ q ─┘
 *
 * The wide way looks at the 64 bytes behind the prefix at once: which are digits, commas, dots,
 * blanks, line ends. From these five masks the places of the fields follow without a branch
 * that depends on how many digits a number has, which a processor cannot foresee. A number's
 * digits are then joined eight at a time. What it does not know (NA, a carriage return with
 * blanks before, a row longer than 64 bytes) goes the plain way, digit by digit; what that does
 * not know stops the lane. */
#include "baci_lane.h"

#include <kontor/limits.h>

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define HAS_WIDE 1
#endif

enum {
    MOST_BLANKS = 24, /* of padding before or behind a number */
    MOST_DIGITS = 15  /* before the point: with three decimals 18, which fit in 64 bits */
};

#define INLINE static inline __attribute__((always_inline))

/* ---- digits -------------------------------------------------------------------------------
 */

INLINE uint64_t load(const char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Eight bytes that are all digits, the first the highest. */
INLINE bool eight_digits(uint64_t w)
{
    const uint64_t high = 0xf0f0f0f0f0f0f0f0, zeros = 0x3030303030303030;
    return (w & high) == zeros && ((w + 0x0606060606060606) & high) == zeros;
}

/* Their number: neighbours are joined to pairs, pairs to fours, fours to eight. */
INLINE uint32_t eight_digits_value(uint64_t w)
{
    w = (w & 0x0f0f0f0f0f0f0f0f) * 2561 >> 8;
    w = (w & 0x00ff00ff00ff00ff) * 6553601 >> 16;
    return (uint32_t)((w & 0x0000ffff0000ffff) * 42949672960001 >> 32);
}

/* Up to `most` digits; at least one. */
INLINE bool take_digits(const char **at, int most, uint64_t *out)
{
    const char *p = *at;
    uint64_t value = 0;
    int n = 0;

    for (; n < most && (unsigned char)(*p - '0') < 10; n++, p++)
        value = value * 10 + (uint64_t)(*p - '0');
    *at = p;
    *out = value;
    return n > 0;
}

/* ---- the prefix ---------------------------------------------------------------------------
 */

/* What begins a row of the run under way; kept apart from the lane, so that it can stay in
 * registers. mask 0: none. */
typedef struct prefix {
    uint64_t word[2], mask[2];
    size_t size;
} prefix;

INLINE bool same_prefix(const prefix *x, const char *p)
{
    return x->mask[0] && (load(p) & x->mask[0]) == x->word[0] &&
           (load(p + 8) & x->mask[1]) == x->word[1];
}

/* "t,i,j," of a row that begins a run. */
static bool take_prefix(kt_baci_lane *lane, int64_t r, const char **at, prefix *out)
{
    const kt_baci_file *file = lane->file;
    const char *p = *at;
    uint64_t t, i, j;

    out->mask[0] = 0;
    if (!take_digits(&p, 4, &t) || *p++ != ',' || !take_digits(&p, 3, &i) || *p++ != ',' ||
        !take_digits(&p, 3, &j) || *p++ != ',')
        return false;
    const bool year_fits =
        file->year ? t == (uint64_t)file->year : t >= KT_MIN_YEAR && t <= KT_MAX_YEAR;
    if (!year_fits || !file->country[i].code || !file->country[j].code)
        return false;

    const size_t size = (size_t)(p - *at); // 6 to 13
    out->size = size;
    out->mask[0] = size >= 8 ? ~(uint64_t)0 : ((uint64_t)1 << 8 * size) - 1;
    out->mask[1] = size > 8 ? ((uint64_t)1 << 8 * (size - 8)) - 1 : 0;
    out->word[0] = load(*at) & out->mask[0];
    out->word[1] = load(*at + 8) & out->mask[1];
    lane->run[lane->n_runs] =
        (kt_lane_run){file->country[i], file->country[j], kt_period_of_year((int)t), r};
    *at = p;
    return true;
}

/* Six digits, or five that lost their zero, and the comma behind: their number of characters,
 * 0 for anything else. */
INLINE int take_product(const char *p, kt_revision revision, kt_product *out)
{
    uint64_t word = load(p);
    int size = 6;

    if (p[6] == ',') {
        word = word << 16 | 0x3030;
    } else if (p[5] == ',') {
        word = word << 24 | 0x303030;
        size = 5;
    } else {
        return 0;
    }
    if (!eight_digits(word))
        return 0;
    *out = (kt_product){(uint32_t)revision << 23 | eight_digits_value(word) << 3 | 6};
    return size;
}

/* ---- the plain way ------------------------------------------------------------------------
 */

INLINE const char *skip_blanks(const char *p)
{
    for (int n = 0; n < MOST_BLANKS && *p == ' '; n++)
        p++;
    return p;
}

/* A number with up to three decimals in thousandths; what follows is the caller's. */
INLINE bool take_thousandths(const char **at, int64_t *out)
{
    const char *p = *at;
    uint64_t value;

    if (!take_digits(&p, MOST_DIGITS, &value))
        return false;
    if (*p == '.') {
        p++;
        int n = 0;
        for (; n < 3 && (unsigned char)(*p - '0') < 10; n++, p++)
            value = value * 10 + (uint64_t)(*p - '0');
        if (n == 0)
            return false;
        for (; n < 3; n++)
            value *= 10;
    } else {
        value *= 1000;
    }
    *out = (int64_t)value;
    *at = p;
    return true;
}

INLINE bool take_quantity(const char **at, int64_t *out)
{
    const char *p = skip_blanks(*at);

    if (*p == '\n' || *p == '\r') {
        *out = KT_NONE;
    } else if (p[0] == 'N' && p[1] == 'A') {
        *out = KT_NONE;
        p += 2;
    } else if (!take_thousandths(&p, out)) {
        return false;
    }
    p = skip_blanks(p);
    if (*p == '\r')
        p++;
    if (*p != '\n')
        return false;
    *at = p + 1;
    return true;
}

/* v and q, and the line's end; false: *at is as it was. */
static bool take_amounts(const char **at, int64_t *value, int64_t *quantity)
{
    const char *p = skip_blanks(*at);

    if (!take_thousandths(&p, value))
        return false;
    p = skip_blanks(p);
    if (*p++ != ',' || !take_quantity(&p, quantity))
        return false;
    *at = p;
    return true;
}

/* ---- the wide way -------------------------------------------------------------------------
 */

#ifdef HAS_WIDE

/* Which of 64 bytes are what. */
typedef struct masks {
    uint64_t digit, comma, dot, blank, end;
} masks;

/* Bits from a up to but not b, of 64. */
INLINE uint64_t bits_between(unsigned a, unsigned b)
{
    return (((uint64_t)1 << b) - 1) & ~(((uint64_t)1 << a) - 1);
}

/* The number in bytes [from, to) of p: blanks, 1 to 15 digits, and maybe a dot and 1 to 3 more
 * digits, in thousandths. */
INLINE bool wide_number(const char *p, const masks *m, unsigned from, unsigned to, int64_t *out)
{
    static const uint32_t keep[4] = {0, 0xf, 0xf0f, 0xf0f0f};
    const uint64_t field = bits_between(from, to), dot = m->dot & field;
    const uint64_t other = field & ~m->digit & ~dot, lead = other >> from;
    const unsigned point = dot ? (unsigned)__builtin_ctzll(dot) : to;
    const unsigned n_lead = (unsigned)__builtin_popcountll(other);
    const unsigned n_whole = point - from - n_lead, n_decimals = dot ? to - point - 1 : 0;

    if ((other & ~m->blank) | (lead & (lead + 1)) | (dot & (dot - 1)))
        return false;
    /* Without a digit before the point n_whole is 0 or wraps: both are too many then. */
    if (n_whole - 1 > MOST_DIGITS - 1 || n_decimals > 3 || (dot && n_decimals == 0))
        return false;
    uint64_t whole;
    if (n_whole <= 8) {
        whole = eight_digits_value(load(p + point - 8) & ~(uint64_t)0 << (64 - 8 * n_whole));
    } else {
        const uint64_t high = load(p + point - 16) & ~(uint64_t)0 << (128 - 8 * n_whole);
        whole = (uint64_t)eight_digits_value(high) * 100000000 +
                eight_digits_value(load(p + point - 8));
    }
    uint32_t part;
    memcpy(&part, p + point + 1, sizeof part);
    part &= keep[n_decimals];
    *out =
        (int64_t)(whole * 1000 + (part & 0xff) * 100 + (part >> 8 & 0xff) * 10 + (part >> 16));
    return true;
}

/* k, v and q in the 64 bytes at p, of which the eight before can be read too: the bytes that
 * the row takes, 0 where the plain way must look. */
INLINE unsigned wide_row(const char *p, const masks *m, kt_revision revision,
                         kt_product *product, int64_t *value, int64_t *quantity)
{
    const int n_product = take_product(p, revision, product);
    if (n_product == 0 || m->end == 0)
        return 0;
    const unsigned end = (unsigned)__builtin_ctzll(m->end);
    const uint64_t comma = m->comma & bits_between((unsigned)n_product + 1, end);
    if (comma == 0 || comma & (comma - 1))
        return 0;
    const unsigned middle = (unsigned)__builtin_ctzll(comma);
    unsigned last = end;
    last -= p[end - 1] == '\r';
    if (!wide_number(p, m, (unsigned)n_product + 1, middle, value))
        return 0;
    if (middle + 1 == last)
        *quantity = KT_NONE;
    else if (!wide_number(p, m, middle + 1, last, quantity))
        return 0;
    return end + 1;
}

__attribute__((target("avx2"))) INLINE masks masks_avx2(const char *p)
{
    masks m = {0};
    for (int h = 1; h >= 0; h--) {
        const __m256i z = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32 * h));
        const __m256i d = _mm256_sub_epi8(z, _mm256_set1_epi8('0'));
        const __m256i ten = _mm256_set1_epi8(9);
#define BITS(x) (uint64_t)(uint32_t) _mm256_movemask_epi8(x)
        m.digit = m.digit << 32 | BITS(_mm256_cmpeq_epi8(_mm256_min_epu8(d, ten), d));
        m.comma = m.comma << 32 | BITS(_mm256_cmpeq_epi8(z, _mm256_set1_epi8(',')));
        m.dot = m.dot << 32 | BITS(_mm256_cmpeq_epi8(z, _mm256_set1_epi8('.')));
        m.blank = m.blank << 32 | BITS(_mm256_cmpeq_epi8(z, _mm256_set1_epi8(' ')));
        m.end = m.end << 32 | BITS(_mm256_cmpeq_epi8(z, _mm256_set1_epi8('\n')));
#undef BITS
    }
    return m;
}

__attribute__((target("avx512f,avx512bw"))) INLINE masks masks_avx512(const char *p)
{
    const __m512i z = _mm512_loadu_si512((const void *)p);
    const __m512i d = _mm512_sub_epi8(z, _mm512_set1_epi8('0'));
    return (masks){.digit = _mm512_cmple_epu8_mask(d, _mm512_set1_epi8(9)),
                   .comma = _mm512_cmpeq_epi8_mask(z, _mm512_set1_epi8(',')),
                   .dot = _mm512_cmpeq_epi8_mask(z, _mm512_set1_epi8('.')),
                   .blank = _mm512_cmpeq_epi8_mask(z, _mm512_set1_epi8(' ')),
                   .end = _mm512_cmpeq_epi8_mask(z, _mm512_set1_epi8('\n'))};
}

#endif

/* ---- rows ---------------------------------------------------------------------------------
 */

/* The loop, once for each way: WIDE_ROW takes what is behind the prefix at p, or is 0. */
#define READ_ROWS(lane, WIDE_ROW)                                                              \
    const char *p = (lane)->at;                                                                \
    const char *const end = (lane)->end, *const limit = (lane)->limit - KT_LANE_REACH;         \
    const kt_revision revision = (lane)->file->revision;                                       \
    kt_product *restrict const product = (lane)->product;                                      \
    int64_t *restrict const value = (lane)->value, *restrict const quantity =                  \
                                                       (lane)->quantity;                       \
    const int64_t n_room = (lane)->n_room;                                                     \
    int64_t r = (lane)->n_rows;                                                                \
    prefix before = {0};                                                                       \
    while (p < end && p <= limit && r < n_room) {                                              \
        const char *row = p;                                                                   \
        bool first = false;                                                                    \
        if (same_prefix(&before, p)) {                                                         \
            p += before.size;                                                                  \
        } else {                                                                               \
            first = take_prefix(lane, r, &p, &before);                                         \
            if (!first)                                                                        \
                break;                                                                         \
        }                                                                                      \
        const unsigned taken = WIDE_ROW;                                                       \
        p += taken;                                                                            \
        if (!taken) {                                                                          \
            const int n = take_product(p, revision, &product[r]);                              \
            p += n + 1;                                                                        \
            if (n == 0 || !take_amounts(&p, &value[r], &quantity[r])) {                        \
                p = row;                                                                       \
                break;                                                                         \
            }                                                                                  \
        }                                                                                      \
        (lane)->n_runs += first;                                                               \
        r++;                                                                                   \
    }                                                                                          \
    (lane)->at = p;                                                                            \
    (lane)->n_rows = r

#define WIDE_ROW(masks_at)                                                                     \
    (m = masks_at(p), wide_row(p, &m, revision, &product[r], &value[r], &quantity[r]))

static void read_plain(kt_baci_lane *lane)
{
    READ_ROWS(lane, 0);
}

#ifdef HAS_WIDE

__attribute__((target("avx2,bmi,bmi2,popcnt"))) static void read_avx2(kt_baci_lane *lane)
{
    masks m;
    READ_ROWS(lane, WIDE_ROW(masks_avx2));
}

__attribute__((target("avx512f,avx512bw,bmi,bmi2,popcnt"))) static void
read_avx512(kt_baci_lane *lane)
{
    masks m;
    READ_ROWS(lane, WIDE_ROW(masks_avx512));
}

kt_lane_way kt_lane_best_way(void)
{
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
        !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("popcnt"))
        return KT_LANE_PLAIN;
    return __builtin_cpu_supports("avx512bw") ? KT_LANE_AVX512 : KT_LANE_AVX2;
}

#else

kt_lane_way kt_lane_best_way(void)
{
    return KT_LANE_PLAIN;
}

#endif

void kt_baci_lane_read(kt_baci_lane *lane)
{
#ifdef HAS_WIDE
    if (lane->way == KT_LANE_AVX512) {
        read_avx512(lane);
        return;
    }
    if (lane->way == KT_LANE_AVX2) {
        read_avx2(lane);
        return;
    }
#endif
    read_plain(lane);
}
