/* test_codec.c: blocks of numbers to bytes and back. */
#include "check.h"

#include "store/codec.h"
#include "store/sum_kernel.h"

#include <kontor/flow.h>

#include "store_fixture.h"

/* Where a block gives its numbers as 32 bits they are those of all its bits; it does where it
 * is of bytes alone. */
static void check_low(const uint8_t *in, size_t size, size_t readable, int n,
                      const int64_t *value)
{
    uint32_t low[KT_BLOCK];
    const bool narrow = kt_block_low(in, size, readable, n, low);
    CHECK(narrow == (in[0] == KT_BLOCK_BYTES));
    for (int r = 0; r < n && narrow; r++)
        CHECK_INT(low[r], value[r]);
}

/* Encode, decode with as much and as little readable memory as can be, pick each number. */
static void check_block(const int64_t *value, int n, size_t most)
{
    static uint8_t out[KT_BLOCK_ROOM];
    int64_t back[KT_BLOCK], one;
    const size_t size = kt_block_encode(value, n, out);
    CHECK(size <= KT_BLOCK_MOST && size <= most);
    uint8_t *exact = malloc(size);
    CHECK(exact != NULL);
    memcpy(exact, out, size);
    CHECK(kt_block_decode(out, size, sizeof out, n, back));
    for (int r = 0; r < n; r++)
        CHECK_INT(back[r], value[r]);
    memset(back, 0, sizeof back);
    CHECK(kt_block_decode(exact, size, size, n, back));
    for (int r = 0; r < n; r++) {
        CHECK_INT(back[r], value[r]);
        CHECK(kt_block_pick(exact, size, size, n, r, &one));
        CHECK_INT(one, value[r]);
    }
    check_low(exact, size, size, n, back);
    check_low(out, size, sizeof out, n, back);
    free(exact);
}

static const int lengths[] = {1,  2,   3,   4,   5,   7,   8,   63, 64,
                              65, 127, 128, 200, 253, 254, 255, 256};
enum { N_LENGTHS = sizeof lengths / sizeof *lengths };

static void numbers_of_every_width_come_back_at_every_length(void **state)
{
    (void)state;
    fixture_random random = {7};
    for (int width = 0; width <= 63; width++) {
        for (int l = 0; l < N_LENGTHS; l++) {
            int64_t value[KT_BLOCK];
            for (int r = 0; r < lengths[l]; r++)
                value[r] = width == 0 ? 0
                                      : (int64_t)(next_random(&random) >> (64 - width) |
                                                  (uint64_t)1 << (width - 1));
            check_block(value, lengths[l], 1 + 8 * (size_t)lengths[l]);
        }
    }
}

static void borders_of_widths_come_back(void **state)
{
    (void)state;
    for (int width = 1; width <= 63; width++) {
        int64_t value[KT_BLOCK];
        for (int r = 0; r < KT_BLOCK; r++)
            value[r] = (int64_t)(((uint64_t)1 << width) - 1) - (r % 3);
        check_block(value, KT_BLOCK, KT_BLOCK_MOST);
    }
}

static void missing_zero_and_extremes_stay_apart(void **state)
{
    (void)state;
    const int64_t value[] = {KT_NONE,    0,       1,   -1,  INT64_MAX,
                             -INT64_MAX, KT_NONE, 255, 256, 65535};
    check_block(value, 10, KT_BLOCK_MOST);
    for (int r = 0; r < 10; r++)
        check_block(&value[r], 1, KT_BLOCK_MOST);
    const int64_t none[] = {KT_NONE, KT_NONE, KT_NONE};
    check_block(none, 3, 9);
}

static void mixtures_come_back(void **state)
{
    (void)state;
    fixture_random random = {11};
    for (int round = 0; round < 3000; round++) {
        int64_t value[KT_BLOCK];
        const int n = 1 + (int)below(&random, KT_BLOCK);
        const int most = 1 + (int)below(&random, 63);
        const int missing = (int)below(&random, 3), negative = (int)below(&random, 4);
        for (int r = 0; r < n; r++) {
            value[r] = (int64_t)(next_random(&random) >> (64 - 1 - below(&random, most)));
            if (missing == 0 && below(&random, 9) == 0)
                value[r] = KT_NONE;
            else if (negative == 0 && below(&random, 9) == 0)
                value[r] = -value[r];
        }
        check_block(value, n, KT_BLOCK_MOST);
    }
}

static void a_constant_block_takes_nine_bytes(void **state)
{
    (void)state;
    int64_t value[KT_BLOCK];
    for (int r = 0; r < KT_BLOCK; r++)
        value[r] = 123456789012;
    check_block(value, KT_BLOCK, 9);
}

static void flags_take_two_bits_each(void **state)
{
    (void)state;
    int64_t value[KT_BLOCK];
    for (int r = 0; r < KT_BLOCK; r++)
        value[r] = r % 4;
    check_block(value, KT_BLOCK, 2 + KT_BLOCK / 4);
}

static void both_byte_decoders_agree(void **state)
{
    (void)state;
    fixture_random random = {13};
    static uint8_t control[64], data[64 * 16 + 16];
    static uint32_t fast[256], plain[256];
    for (int c = 0; c < 256; c++) {
        memset(control, c, sizeof control);
        for (size_t b = 0; b < sizeof data; b++)
            data[b] = (uint8_t)next_random(&random);
        kt_bytes_decode(control, 64, data, 16, fast);
        kt_bytes_decode_plain(control, 64, data, plain);
        CHECK(memcmp(fast, plain, sizeof fast) == 0);
        size_t length = 0;
        for (int k = 0; k < 4; k++)
            length += 1 + ((size_t)c >> (2 * k) & 3);
        CHECK_INT((int64_t)kt_bytes_length(control, 64), (int64_t)(64 * length));
        CHECK_INT((int64_t)kt_bytes_length(control, 7), (int64_t)(7 * length));
        for (size_t readable = 64 * length; readable <= sizeof data; readable += 13) {
            CHECK(kt_bytes_decode_exactly(control, 64, data, 64 * length, readable, fast));
            CHECK(memcmp(fast, plain, sizeof fast) == 0);
            CHECK(!kt_bytes_decode_exactly(control, 64, data, 64 * length - 1, readable, fast));
            CHECK(!kt_bytes_decode_exactly(control, 64, data, 64 * length + 1, readable, fast));
        }
    }
}

static void both_sums_of_narrow_numbers_agree(void **state)
{
    (void)state;
    fixture_random random = {23};
    for (int64_t n = 0; n <= KT_BLOCK; n++) {
        uint32_t *number = malloc(n ? (size_t)n * sizeof *number : 1); // nothing behind it
        CHECK(number != NULL);
        for (int64_t i = 0; i < n; i++)
            number[i] = n % 2 ? UINT32_MAX : (uint32_t)next_random(&random);
        CHECK_INT(kt_sum_low(number, n), kt_sum_low_plain(number, n));
        if (n % 2)
            CHECK_INT(kt_sum_low(number, n), n * (int64_t)UINT32_MAX);
        free(number);
    }
}

static void both_byte_encoders_agree(void **state)
{
    (void)state;
    fixture_random random = {19};
    uint32_t code[KT_BLOCK];
    uint8_t control[2][64], data[2][4 * KT_BLOCK + 16];
    for (int round = 0; round < 20000; round++) {
        const int n = 1 + (int)below(&random, KT_BLOCK);
        for (int r = 0; r < n; r++) // of each number of bytes, and on their borders
            code[r] = (uint32_t)(next_random(&random) >> (32 + below(&random, 32)) >>
                                 (below(&random, 2) ? 0 : 8 * below(&random, 4)));
        memset(data, 0, sizeof data);
        const int64_t fast = kt_bytes_encode(code, n, control[0], data[0]) - data[0];
        const int64_t plain = kt_bytes_encode_plain(code, n, control[1], data[1]) - data[1];
        CHECK_INT(fast, plain);
        CHECK(memcmp(control[0], control[1], (size_t)(n + 3) / 4) == 0);
        CHECK(memcmp(data[0], data[1], (size_t)plain) == 0);
    }
}

/* Whatever the bytes are: an answer or a refusal, and nothing is read outside them. */
static void damaged_blocks_never_read_outside(void **state)
{
    (void)state;
    fixture_random random = {17};
    uint8_t out[KT_BLOCK_ROOM];
    int64_t value[KT_BLOCK], back[KT_BLOCK], one;
    for (int round = 0; round < 20000; round++) {
        const int n = 1 + (int)below(&random, KT_BLOCK);
        const int most = 1 + (int)below(&random, 60);
        for (int r = 0; r < n; r++)
            value[r] = (int64_t)(next_random(&random) >> (63 - below(&random, most)));
        size_t size = kt_block_encode(value, n, out);
        for (int flips = 1 + (int)below(&random, 4); flips > 0; flips--)
            out[below(&random, 1 + (int64_t)size)] ^= (uint8_t)(1 << below(&random, 8));
        if (below(&random, 3) == 0)
            size = (size_t)below(&random, (int64_t)size + 1);
        uint8_t *exact = malloc(size ? size : 1);
        CHECK(exact != NULL);
        memcpy(exact, out, size);
        const bool whole = kt_block_decode(exact, size, size, n, back);
        const bool picked = kt_block_pick(exact, size, size, n, n - 1, &one);
        CHECK(whole == picked);
        if (whole)
            CHECK_INT(one, back[n - 1]);
        uint8_t *roomy = malloc(size + 2 * KT_BLOCK_ROOM);
        CHECK(roomy != NULL);
        memset(roomy, 0xff, size + 2 * KT_BLOCK_ROOM);
        memcpy(roomy, exact, size);
        const size_t readable = size + (size_t)below(&random, 2 * KT_BLOCK_ROOM);
        uint32_t low[KT_BLOCK];
        CHECK(kt_block_decode(roomy, size, readable, n, back) == whole);
        CHECK(kt_block_low(exact, size, size, n, low) == (whole && exact[0] == KT_BLOCK_BYTES));
        CHECK(kt_block_low(roomy, size, readable, n, low) ==
              (whole && exact[0] == KT_BLOCK_BYTES));
        free(roomy);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(numbers_of_every_width_come_back_at_every_length),
        KT_TEST(borders_of_widths_come_back),
        KT_TEST(missing_zero_and_extremes_stay_apart),
        KT_TEST(mixtures_come_back),
        KT_TEST(a_constant_block_takes_nine_bytes),
        KT_TEST(flags_take_two_bits_each),
        KT_TEST(both_byte_decoders_agree),
        KT_TEST(both_byte_encoders_agree),
        KT_TEST(both_sums_of_narrow_numbers_agree),
        KT_TEST(damaged_blocks_never_read_outside)};
    return kt_run_tests(tests);
}
