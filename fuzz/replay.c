/* replay.c: a fuzz target without a fuzzer: every seed of a folder, whole and cut at every
 * byte.
 *
 *     fuzz_csv fuzz/seeds/csv
 *
 * Each input stands in a heap block of exactly its size, so the address sanitizer sees one byte
 * read too many. Seeds over 4096 bytes are cut at 4096 places evenly spread. */
#include <kontor/file.h>
#include <kontor/limits.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_CUTS = 4096 };

static int run(const char *data, size_t size)
{
    uint8_t *exact = malloc(size);
    if (!exact && size > 0)
        return 0;
    if (size > 0)
        memcpy(exact, data, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 1;
}

/* Returns the number of inputs tried. */
static int64_t run_seed(const char *data, size_t size)
{
    int64_t n_inputs = run(data, size);
    const size_t n_cuts = size < MAX_CUTS ? size : MAX_CUTS;
    for (size_t cut = 0; cut < n_cuts; cut++)
        n_inputs += run(data, size * cut / n_cuts);
    return n_inputs;
}

static kt_status run_folder(const char *folder, int64_t *n_seeds, int64_t *n_inputs,
                            kt_error *err)
{
    kt_status status = KT_OK;
    kt_names names = {0};
    char path[KT_MAX_PATH];

    KT_TRY(kt_folder_list(folder, &names, err));
    for (int64_t n = 0; n < names.n_names && !status; n++) {
        kt_mapping seed = {NULL, 0};
        status = kt_path_join(folder, names.name[n], path, err);
        if (!status)
            status = kt_file_map(path, &seed, err);
        if (!status) {
            *n_inputs += run_seed(seed.data, seed.size);
            (*n_seeds)++;
        }
        kt_file_unmap(&seed);
    }
    kt_names_clear(&names);
    return status;
}

int main(int argc, char **argv)
{
    int64_t n_seeds = 0, n_inputs = 0;
    kt_error err = {0};
    char text[600];

    if (argc < 2) {
        fprintf(stderr, "usage: %s FOLDER-OF-SEEDS...\n", argv[0]);
        return 2;
    }
    for (int n = 1; n < argc; n++) {
        if (run_folder(argv[n], &n_seeds, &n_inputs, &err)) {
            fprintf(stderr, "%s: %s\n", argv[0], kt_error_text(&err, text, sizeof text));
            return 1;
        }
    }
    printf("%s: %" PRId64 " seeds, %" PRId64 " inputs\n", kt_path_name(argv[0]), n_seeds,
           n_inputs);
    return n_seeds > 0 ? 0 : 1;
}
