/* gravity_covariates.c: covariates beside the flows of the store, by name. */
#include "gravity_flows.h"

#include <kontor/covariates.h>
#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

/* Where a name was found. */
typedef struct found {
    int32_t column;
    enum { OF_PAIR, OF_EXPORTER, OF_IMPORTER } of;
} found;

/* "gdp_o" of a table of countries is gdp of the exporter. */
static bool find(const kt_covariates *covariates, const char *name, found *out)
{
    const kt_covariates_info *info = kt_covariates_info_of(covariates);
    char stem[256];
    const size_t length = strlen(name);
    *out = (found){kt_covariates_column(covariates, name), OF_PAIR};
    if (kt_covariates_key_has_pair(info->key))
        return out->column >= 0;
    if (length < 3 || length >= sizeof stem || name[length - 2] != '_' ||
        (name[length - 1] != 'o' && name[length - 1] != 'd'))
        return false;
    snprintf(stem, sizeof stem, "%.*s", (int)length - 2, name);
    out->column = kt_covariates_column(covariates, stem);
    out->of = name[length - 1] == 'o' ? OF_EXPORTER : OF_IMPORTER;
    return out->column >= 0;
}

static kt_status fill_numbers(const kt_covariates *covariates, const found *where,
                              const kt_gravity_flows *f, int64_t n_rows, double *to,
                              kt_error *err)
{
    enum { ROWS_BETWEEN_LOOKS = 1 << 16 }; // some 10 ms
    for (int64_t r = 0; r < n_rows; r++) {
        if (r % ROWS_BETWEEN_LOOKS == 0)
            KT_TRY(kt_progress_check(f->progress, err));
        const kt_country i = f->country[f->exporter[r]], j = f->country[f->importer[r]];
        const kt_country none = {0};
        KT_TRY(kt_covariates_value(covariates, where->of == OF_IMPORTER ? j : i,
                                   where->of == OF_PAIR ? j : none, (int)f->year[r],
                                   where->column, &to[r], err));
    }
    return KT_OK;
}

static kt_status add_column(kt_gravity *g, const kt_gravity_flows *f,
                            const kt_covariates *covariates, const char *name,
                            const found *where, kt_error *err)
{
    const kt_covariate *column = kt_covariates_column_at(covariates, where->column);
    kt_gravity_store *store = &g->store;
    double *to;
    if (column->kind == KT_COVARIATE_TEXT)
        return kt_fail(err, KT_ERR_FORMAT, "%s holds texts, expected numbers", name);
    KT_TRY(kt_arena_new(&g->arena, &to, store->n_rows, sizeof *to, err));
    KT_TRY(fill_numbers(covariates, where, f, store->n_rows, to, err));
    store->series[store->n_series] = (kt_series){.name = name, .number = to};
    store->names[store->n_series++] = name;
    return KT_OK;
}

static bool is_there(const kt_gravity_store *store, const char *name)
{
    for (int n = 0; n < store->n_series; n++)
        if (strcmp(store->names[n], name) == 0)
            return true;
    return false;
}

static kt_status know(kt_gravity *g, const char *name, const char *end, kt_error *err)
{
    char text[300];
    kt_gravity_store *store = &g->store;
    snprintf(text, sizeof text, "%.280s%s", name, end);
    return kt_arena_text(&g->arena, text, strlen(text), &store->known[store->n_known++], err);
}

/* All columns become names that a formula may use, so that one that is not there is told what
 * is; only those that it does use are read. */
static kt_status know_columns(kt_gravity *g, const kt_covariates *covariates, kt_error *err)
{
    const kt_covariates_info *info = kt_covariates_info_of(covariates);
    kt_gravity_store *store = &g->store;
    const char **before = store->known;
    const int n_before = before ? store->n_known : store->n_series;

    KT_TRY(kt_arena_new(&g->arena, &store->known, n_before + 2 * info->n_columns,
                        sizeof *store->known, err));
    memcpy(store->known, before ? before : store->names, (size_t)n_before * sizeof *before);
    store->n_known = n_before;
    for (int32_t c = 0; c < info->n_columns; c++) {
        const char *name = kt_covariates_column_at(covariates, c)->name;
        const bool of_pairs = kt_covariates_key_has_pair(info->key);
        KT_TRY(know(g, name, of_pairs ? "" : "_o", err));
        if (!of_pairs)
            KT_TRY(know(g, name, "_d", err));
    }
    return KT_OK;
}

static kt_status add_from(kt_gravity *g, const kt_gravity_flows *f,
                          const kt_covariates *covariates, const char *const *wanted,
                          int n_wanted, kt_error *err)
{
    const kt_covariates_info *info = kt_covariates_info_of(covariates);
    kt_gravity_store *store = &g->store;
    for (int n = 0; n < n_wanted; n++) {
        found where;
        if (!is_there(store, wanted[n]) && store->n_series < store->n_room &&
            find(covariates, wanted[n], &where))
            KT_TRY(add_column(g, f, covariates, wanted[n], &where, err));
    }
    KT_TRY(know_columns(g, covariates, err));
    KT_TRY(kt_text_format(&store->covariates, err, "%s%s@%s", store->covariates.size ? "," : "",
                          info->name, info->version));
    store->used.covariates = kt_text_get(&store->covariates);
    return kt_text_format(&store->checksums, err, "%s@%s %s\n", info->name, info->version,
                          info->checksum);
}

static kt_status add_named(kt_gravity *g, const kt_gravity_flows *f,
                           const kt_covariates_list *list, kt_slice name,
                           const char *const *wanted, int n_wanted, kt_error *err)
{
    char reference[2 * KT_MAX_NAME + 2];
    kt_covariates *covariates = NULL;
    snprintf(reference, sizeof reference, "%.*s", (int)name.size, name.data);
    const int64_t n = kt_covariates_list_find(list, reference);
    if (n < 0)
        return kt_fail(err, KT_ERR_MISSING,
                       "no covariates \"%s\" in the store; kontor info lists what is there",
                       reference);
    KT_TRY(kt_covariates_open(list, n, &covariates, err));
    const kt_status status = add_from(g, f, covariates, wanted, n_wanted, err);
    kt_covariates_close(covariates);
    return status;
}

kt_status kt_gravity_add_covariates(kt_gravity *g, const kt_gravity_flows *f,
                                    const char *const *wanted, int n_wanted, kt_error *err)
{
    const char *names = g->source.covariates;
    kt_covariates_list *list = NULL;
    kt_slice rest = kt_slice_of(names);
    if (!names)
        return KT_OK;
    KT_TRY(kt_covariates_list_open(kt_run_store(g->run), &list, err));
    kt_status status = KT_OK;
    while (rest.data && !status) {
        const kt_slice name = kt_slice_trim(kt_slice_cut(&rest, ','));
        status = add_named(g, f, list, name, wanted, n_wanted, err);
    }
    kt_covariates_list_close(list);
    return status;
}
