/* bench_claims.c: how long 10,000 articles take to read, and to read and hold against the data,
 * on one core: the corpus of tests/claim, again and again.
 *
 *     build/release/bench/bench_claims [STORE] */
#include <kontor/claim_report.h>
#include <kontor/file.h>
#include <kontor/moment.h>

#include <stdio.h>
#include <string.h>

enum { N_ARTICLES = 10000, MAX_FILES = 200 };

typedef struct bench {
    kt_text article[MAX_FILES];
    int n_files;
    kt_check_world world;
    kt_claim_reader *reader;
} bench;

static int load(bench *b, const char *folder)
{
    kt_names names = {0};
    char path[KT_MAX_PATH];
    if (kt_folder_list(folder, &names, NULL))
        return 1;
    for (int64_t n = 0; n < names.n_names && b->n_files < MAX_FILES; n++) {
        const char *name = names.name[n];
        if (strstr(name, ".csv") || strstr(name, ".md"))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, name);
        if (kt_file_read(path, KT_MAX_FILE, &b->article[b->n_files++], NULL))
            return 1;
    }
    kt_names_clear(&names);
    return b->n_files == 0;
}

static int run(bench *b, int judged)
{
    int64_t n_claims = 0;
    size_t n_bytes = 0;
    const double start = kt_moment_clock();
    for (int n = 0; n < N_ARTICLES; n++) {
        const kt_text *text = &b->article[n % b->n_files];
        kt_claims claims = {0};
        kt_verdicts verdicts = {0};
        if (kt_claims_read(b->reader, (kt_slice){text->data, text->size}, (kt_date){0}, &claims,
                           NULL))
            return 1;
        if (judged && kt_verdicts_judge(&b->world, &claims, &verdicts, NULL))
            return 1;
        n_claims += claims.n_claims;
        n_bytes += text->size;
        kt_verdicts_clear(&verdicts);
        kt_claims_clear(&claims);
    }
    const double seconds = kt_moment_clock() - start;
    printf("%-18s %d articles, %.1f MB, %lld claims: %.2f s, %.0f articles a second\n",
           judged ? "read and judged" : "read", N_ARTICLES, (double)n_bytes / 1e6,
           (long long)n_claims, seconds, N_ARTICLES / seconds);
    return 0;
}

int main(int argc, char **argv)
{
    static bench b;
    kt_resources *resources = NULL;
    kt_countries *countries = NULL;
    kt_blocs *blocs = NULL;
    kt_store *store = NULL;
    kt_register *reg = NULL;
    kt_locale *locale = NULL;
    kt_phrases *phrases = NULL;
    kt_slice text;
    const char *folder = argc > 1 ? argv[1] : "build/no-store";
    if (load(&b, "tests/claim/corpus") || kt_resources_open(NULL, &resources, NULL) ||
        kt_countries_open(resources, &countries, NULL) ||
        kt_blocs_open(resources, &blocs, NULL) || kt_locale_open("en", &locale, NULL) ||
        kt_resource_get(resources, "lang/en.txt", &text, NULL) ||
        kt_phrases_parse(text, &phrases, NULL) || kt_store_open(folder, &store, NULL) ||
        kt_register_open(folder, KT_REGISTER_READ, &reg, NULL) ||
        kt_claim_reader_open(resources, countries, blocs, &b.reader, NULL) ||
        kt_check_cache_new(&b.world.cache, NULL)) {
        fprintf(stderr, "cannot set up; run it in the checkout\n");
        return 1;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    kt_store_keep_open(store);
    b.world = (kt_check_world){.cache = b.world.cache,
                               .store = store,
                               .reg = reg,
                               .countries = countries,
                               .blocs = blocs,
                               .resources = resources,
                               .phrases = phrases,
                               .locale = locale};
    return run(&b, 0) || run(&b, 1);
}
