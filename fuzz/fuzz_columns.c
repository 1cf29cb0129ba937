/* fuzz_columns.c: any bytes as a user's table: the quick reader and its plain twin must make
 * the same of them. */
#include <kontor/columns.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(const kt_series *a, const kt_series *b, size_t n_rows)
{
    if ((a->number == NULL) != (b->number == NULL) || strcmp(a->name, b->name) != 0 ||
        a->n_levels != b->n_levels || a->text_line != b->text_line)
        abort();
    if (a->number && n_rows && memcmp(a->number, b->number, n_rows * sizeof *a->number) != 0)
        abort();
    if (a->code && n_rows && memcmp(a->code, b->code, n_rows * sizeof *a->code) != 0)
        abort();
    for (int32_t l = 0; l < a->n_levels; l++)
        if (strcmp(a->level[l], b->level[l]) != 0)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const kt_slice bytes = {(const char *)data, size};
    kt_columns *quick = NULL, *plain = NULL;
    const kt_status status = kt_columns_parse(bytes, NULL, &quick, NULL);
    if (status != kt_columns_parse_plainly(bytes, NULL, &plain, NULL))
        abort();
    if (!status) {
        if (kt_columns_n_rows(quick) != kt_columns_n_rows(plain) ||
            kt_columns_count(quick) != kt_columns_count(plain))
            abort();
        for (int c = 0; c < kt_columns_count(quick); c++)
            compare(kt_columns_at(quick, c), kt_columns_at(plain, c),
                    (size_t)kt_columns_n_rows(quick));
    }
    kt_columns_free(plain);
    kt_columns_free(quick);
    return 0;
}
