/* bench_pages.c: what a pair page costs in a process that is warm, as a server's is: the page,
 * and the brief in any form, of pairs of twenty countries in a language. Prints the middle, the
 * 99th hundredth and the mean of the processor time of one, in milliseconds, and a digest of
 * all that was written: two builds that write the same have the same digest. Not part of any
 * check.
 *
 *     bench_pages STORE LANGUAGE FORM [ROUNDS]     FORM: page, or a form of brief: json,
 * html... bench_pages STORE LANGUAGE FORM write        all that is written, to standard output
 */
#include <kontor/command.h>
#include <kontor/digest.h>
#include <kontor/memory.h>
#include <kontor/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N_COUNTRIES = 20, MOST = N_COUNTRIES * (N_COUNTRIES - 1), MOST_ROUNDS = 100 };

static const char *const country[N_COUNTRIES] = {
    "BLR", "KAZ", "DEU", "RUS", "USA", "CHN", "UZB", "FRA", "BRA", "IND",
    "ZAF", "TUR", "GBR", "JPN", "KGZ", "ARM", "NLD", "POL", "AFG", "ISL"};

typedef struct bench {
    kt_context *context;
    const char *store, *language, *form;
    kt_text answer;
} bench;

static double processor_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static kt_status ask(bench *b, const char *a, const char *with, kt_error *err)
{
    const bool is_page = strcmp(b->form, "page") == 0;
    const kt_given page[] = {{NULL, "pair"}, {"of", a}, {"with", with}};
    const kt_given brief[] = {{NULL, a}, {NULL, with}, {"format", b->form}};
    kt_text notes = {0};
    const kt_run_options options = {.store = b->store,
                                    .language = b->language,
                                    .now = 1764115200, /* 26 November 2025 */
                                    .out = kt_sink_text(&b->answer),
                                    .notes = kt_sink_text(&notes),
                                    .is_remote = true};
    KT_TRY(kt_context_hold(b->context, b->store, NULL, err));
    const kt_status status =
        kt_command_run(kt_command_find(is_page ? "page" : "brief"), b->context,
                       is_page ? page : brief, 3, &options, err);
    kt_text_clear(&notes);
    // A pair of which the store knows nothing is an answer too.
    return status == KT_ERR_MISSING ? KT_OK : status;
}

static int by_size(const void *left, const void *right)
{
    const double x = *(const double *)left, y = *(const double *)right;
    return (x > y) - (x < y);
}

static kt_status run_round(bench *b, double *ms, uint64_t *digest, size_t *bytes, bool writes,
                           kt_error *err)
{
    int64_t n = 0;
    for (int i = 0; i < N_COUNTRIES; i++)
        for (int j = 0; j < N_COUNTRIES; j++) {
            if (i == j)
                continue;
            kt_text_reset(&b->answer);
            const double begin = processor_ms();
            KT_TRY(ask(b, country[i], country[j], err));
            ms[n++] = processor_ms() - begin;
            *digest = *digest * 31 + kt_digest_block(b->answer.data, b->answer.size);
            *bytes += b->answer.size;
            if (writes)
                fwrite(b->answer.data, 1, b->answer.size, stdout);
        }
    return KT_OK;
}

int main(int argc, char **argv)
{
    static double ms[MOST * MOST_ROUNDS];
    kt_error err = {0};
    uint64_t digest = 0;
    size_t bytes = 0;
    if (argc < 4) {
        fprintf(stderr, "bench_pages STORE LANGUAGE FORM [ROUNDS|write]\n");
        return 2;
    }
    const bool writes = argc > 4 && strcmp(argv[4], "write") == 0;
    long rounds = argc > 4 && !writes ? strtol(argv[4], NULL, 10) : 1;
    rounds = rounds < 1 ? 1 : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds;
    bench b = {.store = argv[1], .language = argv[2], .form = argv[3]};
    kt_status status = kt_context_open(NULL, &b.context, &err);
    if (!status)
        status = ask(&b, country[0], country[1], &err); // warms it
    for (long r = 0; !status && r < rounds; r++)
        status = run_round(&b, ms + r * MOST, &digest, &bytes, writes, &err);
    if (status)
        fprintf(stderr, "%s\n", err.cause);
    else if (!writes) {
        const size_t n = (size_t)(rounds * MOST);
        double sum = 0.0;
        for (size_t p = 0; p < n; p++)
            sum += ms[p];
        qsort(ms, n, sizeof *ms, by_size);
        printf("%s %s: middle %.3f ms, 99th %.3f, mean %.3f; %zu bytes each; digest %016llx\n",
               b.form, b.language, ms[n / 2], ms[n * 99 / 100], sum / (double)n, bytes / n,
               (unsigned long long)digest);
    }
    kt_text_clear(&b.answer);
    kt_context_close(b.context);
    return status != KT_OK;
}
