/* The fast reader of BACI's rows against its slow twin: the same rows, lines, refusals and
 * errors on every input, however it is cut. */
#include "ingest_fixture.h"

#define NAME "BACI_HS92_Y1995_V202501.csv"

/* A header that means the same and that the fast reader does not know by its bytes: what
 * follows goes through kontor/csv.h. */
#define FAST "t,i,j,k,v,q\n"
#define SLOW "t,i,j,k,v, q\n"

static gathered fast, slow;

static void same_rows(const char *what)
{
    if (fast.n_rows != slow.n_rows)
        fail_msg("%lld rows, expected %lld in %s", (long long)fast.n_rows,
                 (long long)slow.n_rows, what);
    for (int64_t r = 0; r < fast.n_rows; r++) {
        const kt_flow *a = &fast.row[r], *b = &slow.row[r];
        if (kt_flow_compare(a, b) != 0 || a->value != b->value || a->quantity != b->quantity ||
            a->valuation != b->valuation || a->status != b->status ||
            a->supplementary != b->supplementary ||
            a->supplementary_unit != b->supplementary_unit || fast.line[r] != slow.line[r])
            fail_msg("row %lld differs in %s", (long long)r, what);
    }
}

static void same_refusals(const char *what)
{
    const kt_import_report *a = &fast.report, *b = &slow.report;
    CHECK_INT(a->n_read, b->n_read);
    CHECK_INT(a->n_taken, b->n_taken);
    CHECK_INT(a->n_refused, b->n_refused);
    for (int r = 0; r < a->n_refused && r < KT_MAX_REFUSALS_SHOWN; r++) {
        CHECK_INT(a->refused[r].line, b->refused[r].line);
        // 0 where a piece's end made it impossible to tell
        if (a->refused[r].column && b->refused[r].column)
            CHECK_INT(a->refused[r].column, b->refused[r].column);
        if (strcmp(a->refused[r].reason, b->refused[r].reason) != 0)
            fail_msg("\"%s\", expected \"%s\" in %s", a->refused[r].reason,
                     b->refused[r].reason, what);
    }
}

static void agree_in(const char *rows, size_t size, size_t piece)
{
    static char bytes[1 << 20];
    kt_error fast_err = {0}, slow_err = {0};

    CHECK(size + 16 < sizeof bytes);
    memcpy(bytes, SLOW, strlen(SLOW));
    memcpy(bytes + strlen(SLOW), rows, size);
    const kt_status s = gather(NAME, (kt_slice){bytes, strlen(SLOW) + size}, 0, NULL,
                               KT_LENIENT, &slow, &slow_err);
    memcpy(bytes, FAST, strlen(FAST));
    memcpy(bytes + strlen(FAST), rows, size);
    const kt_status f = gather(NAME, (kt_slice){bytes, strlen(FAST) + size}, piece, NULL,
                               KT_LENIENT, &fast, &fast_err);
    CHECK_INT(f, s);
    CHECK_INT(fast_err.line, slow_err.line);
    CHECK_INT(fast_err.column, slow_err.column);
    CHECK_TEXT(fast_err.cause, slow_err.cause);
    if (f) // what was gathered before an error is thrown away
        return;
    same_rows(rows);
    same_refusals(rows);
}

/* rows: what follows the header. Each way in which rows are read, in one lane and in several.
 */
static void agree(const char *rows, size_t size, size_t piece)
{
    for (int way = KT_LANE_PLAIN; way <= (int)kt_lane_best_way(); way++) {
        gather_lanes = (lanes){(kt_lane_way)way, 1 << 20, 1};
        agree_in(rows, size, piece);
        gather_lanes = (lanes){(kt_lane_way)way, 50, 3};
        agree_in(rows, size, piece);
    }
    gather_lanes = (lanes){0};
    agree_in(rows, size, piece);
}

/* ---- cases --------------------------------------------------------------------------------
 */

static const char plain[] = "1995,112,398,870190,34.248,10.200\n"
                            "1995,112,398,870191,0.001,0.001\n"
                            "1995,112,398,870410,1234567.891,NA\n"
                            "1995,112,643,10110,12,\n"
                            "1995,4,8,010110,      12.500,          NA\n"
                            "1995,4,8,020110,      12.5  ,   3.25\r\n"
                            "1995,4,12,999999,999999999999.999,0\n";

static void plain_and_padded_rows_agree(void **state)
{
    (void)state;
    agree(plain, sizeof plain - 1, 0);
    CHECK_INT(fast.n_rows, 7);
    CHECK_INT(fast.report.n_refused, 0);
    CHECK_INT(fast.row[0].value, 34248);
    CHECK_INT(fast.row[0].quantity, 10200);
    CHECK_TEXT(code_of(fast.row[0].exporter), "BLR");
    CHECK_TEXT(code_of(fast.row[0].importer), "KAZ");
    CHECK_INT(fast.row[2].quantity, KT_NONE);
    char product[16];
    CHECK_TEXT(kt_product_print(fast.row[3].product, product), "010110");
    CHECK_INT(fast.row[3].value, 12000);
    CHECK_INT(fast.row[5].quantity, 3250);
    CHECK_INT(fast.row[6].quantity, 0);
    CHECK_INT(fast.line[6], 8);
}

static void every_cut_and_every_piece_agrees(void **state)
{
    static char rows[2048];
    size_t size = 0;

    (void)state;
    for (int n = 0; n < 3; n++) {
        memcpy(rows + size, plain, sizeof plain - 1);
        size += sizeof plain - 1;
    }
    for (size_t cut = 0; cut <= size; cut++)
        agree(rows, cut, 0);
    for (size_t piece = 1; piece < 260; piece++)
        agree(rows, size, piece);
}

static void odd_rows_agree(void **state)
{
    static const char *const odd[] = {
        "",
        "\n",
        "\n\n\n1995,112,398,870190,1,1\n",
        "1995,112,398,870190,1,1",
        "1995,112,398,870190,1,1\r",
        "1995,112,398,870190,1,1\r\n\r\n",
        "1995,112,398,870190,1\n",
        "1995,112,398,870190,1,1,\n",
        "1995,112,398,870190,1,1,2\n",
        "1996,112,398,870190,1,1\n",
        "0199,112,398,870190,1,1\n",
        "19950,112,398,870190,1,1\n",
        "1995,1120,398,870190,1,1\n",
        "1995,999,398,870190,1,1\n",
        "1995,0112,00398,870190,1,1\n",
        "1995,112,,870190,1,1\n",
        "1995,112,398,8701900,1,1\n",
        "1995,112,398,8701,1,1\n",
        "1995,112,398,87019A,1,1\n",
        "1995,112,398, 870190 ,1,1\n",
        "1995,112,398,870190,,1\n",
        "1995,112,398,870190,NA,1\n",
        "1995,112,398,870190,-1,1\n",
        "1995,112,398,870190,1,-1\n",
        "1995,112,398,870190,+1,+1\n",
        "1995,112,398,870190,1.,1.\n",
        "1995,112,398,870190,.5,.5\n",
        "1995,112,398,870190,1.2345,1\n",
        "1995,112,398,870190,1.2340000000001,1.2339999999999\n",
        "1995,112,398,870190,1e3,1E-3\n",
        "1995,112,398,870190,1e30,1\n",
        "1995,112,398,870190,9223372036854775.807,1\n",
        "1995,112,398,870190,9223372036854775.808,1\n",
        "1995,112,398,870190,99999999999999999999999,1\n",
        "1995,112,398,870190,1 2,1\n",
        "1995,112,398,870190,1,N\n",
        "1995,112,398,870190,1,NAN\n",
        "1995,112,398,870190,1,NA NA\n",
        "1995,112,398,870190,1,..\n",
        "1995,112,398,870190,1,\t5\t\n",
        "1995,112,398,870190,\t1,5\n",
        "1995,112,398,870190,1,5\xe4\n1995,112,398,870190,1,\xc3\xa4\n",
        "\xef\xbb\xbf"
        "1995,112,398,870190,1,5\n",
        "1995;112;398;870190;1;5\n",
        "\"1995\",\"112\",\"398\",\"870190\",\"1\",\"5\"\n1995,112,398,870190,1,5\n",
        "1995,112,398,870190,1,5\n1995,112,398,870190,\"1\n,2\",5\n1996,1,1,1,1,1\n",
        "1995,112,398,870190,1,\"5\n1995,112,398,870190,1,5\n",
        "1995,112,398,870190,1,5 \"\n1996,112,398,870190,1,5\n",
        "t,i,j,k,v,q\n",
    };
    (void)state;
    for (size_t n = 0; n < sizeof odd / sizeof odd[0]; n++) {
        // Alone, and where the fast way has enough bytes behind it.
        char long_enough[4096];
        const int size =
            snprintf(long_enough, sizeof long_enough, "%s%s%s%s", plain, odd[n], plain, plain);
        agree(odd[n], strlen(odd[n]), 0);
        agree(long_enough, (size_t)size, 0);
        agree(long_enough, (size_t)size, 50);
    }
}

static void nul_bytes_and_endless_lines_agree(void **state)
{
    static char rows[(1 << 20) - 64];

    (void)state;
    agree("1995,112,398,870190,1,5\n1995,112\0,398,870190,1,5\n", 50, 0);
    memset(rows, '1', sizeof rows);
    agree(rows, sizeof rows, 0);
    agree(rows, sizeof rows, 100000);
    memset(rows, ' ', sizeof rows);
    memcpy(rows, "1995,112,398,870190,", 20);
    agree(rows, sizeof rows, 4096);
}

static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void files_with_random_damage_agree(void **state)
{
    static const char alphabet[] = "0123456789,,,..\n\r \"NA-+eE;\tx\xe4";
    uint64_t seed = 20250125;
    char rows[sizeof plain * 2];

    (void)state;
    for (int round = 0; round < 2000; round++) {
        size_t size = 2 * (sizeof plain - 1);
        memcpy(rows, plain, sizeof plain - 1);
        memcpy(rows + sizeof plain - 1, plain, sizeof plain - 1);
        for (uint64_t n = next(&seed) % 4; n > 0; n--)
            rows[next(&seed) % size] = alphabet[next(&seed) % (sizeof alphabet - 1)];
        if (next(&seed) % 4 == 0)
            size = next(&seed) % (size + 1);
        agree(rows, size, next(&seed) % 2 ? 0 : 1 + next(&seed) % 300);
    }
}

/* A number as files write it: blanks, digits, maybe a point and decimals, blanks. */
static size_t write_number(char *out, uint64_t *seed)
{
    size_t n = 0;
    for (uint64_t blanks = next(seed) % 3 ? 0 : next(seed) % 40; blanks > 0; blanks--)
        out[n++] = ' ';
    for (uint64_t digits = next(seed) % 17 + (next(seed) % 20 > 0); digits > 0; digits--)
        out[n++] = (char)('0' + next(seed) % 10);
    if (next(seed) % 4) {
        out[n++] = '.';
        for (uint64_t decimals = next(seed) % 4; decimals > 0; decimals--)
            out[n++] = (char)('0' + next(seed) % 10);
    }
    if (next(seed) % 10 == 0)
        out[n++] = ' ';
    return n;
}

static void random_numbers_agree(void **state)
{
    uint64_t seed = 7;

    (void)state;
    for (int round = 0; round < 300; round++) {
        char rows[4096];
        size_t size = 0;
        while (size < sizeof rows - 200) {
            size += (size_t)snprintf(rows + size, 40, "1995,112,%d,%d,",
                                     next(&seed) % 9 ? 398 : 643, (int)(next(&seed) % 1000000));
            size += write_number(rows + size, &seed);
            rows[size++] = ',';
            if (next(&seed) % 8)
                size += write_number(rows + size, &seed);
            if (next(&seed) % 30 == 0)
                rows[size++] = '\r';
            rows[size++] = '\n';
        }
        agree(rows, size, next(&seed) % 2 ? 0 : 1 + next(&seed) % 3000);
    }
}

static void a_mark_before_the_header_changes_nothing(void **state)
{
    char bytes[600];
    static gathered marked;
    kt_error err = {0};

    (void)state;
    snprintf(bytes, sizeof bytes, "\xef\xbb\xbf" FAST "%s", plain);
    CHECK_OK(gather(NAME, kt_slice_of(bytes), 0, NULL, KT_STRICT, &marked, &err), err);
    CHECK_INT(marked.n_rows, 7);
    snprintf(bytes, sizeof bytes, "t,i,j,k,v,q\r\n%s", plain);
    CHECK_OK(gather(NAME, kt_slice_of(bytes), 0, NULL, KT_STRICT, &marked, &err), err);
    CHECK_INT(marked.n_rows, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(plain_and_padded_rows_agree),
        KT_TEST(every_cut_and_every_piece_agrees),
        KT_TEST(odd_rows_agree),
        KT_TEST(nul_bytes_and_endless_lines_agree),
        KT_TEST(files_with_random_damage_agree),
        KT_TEST(random_numbers_agree),
        KT_TEST(a_mark_before_the_header_changes_nothing),
    };
    return run_ingest_tests(tests);
}
