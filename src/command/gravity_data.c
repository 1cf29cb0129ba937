/* gravity_data.c: the columns that a request needs, and no others, from a file or the store. */
#include "gravity_internal.h"
#include "gravity_say.h"

#include <kontor/file.h>
#include <kontor/memory.h>
#include <kontor/moment.h>
#include <kontor/parallel.h>
#include <kontor/sha256.h>

#include <string.h>

/* Names to ask for. */
typedef struct wanted {
    kt_arena *arena;
    const char **name;
    int n, room;
} wanted;

static kt_status want(void *with, const char *name, kt_error *err)
{
    wanted *to = with;
    for (int n = 0; n < to->n; n++)
        if (strcmp(to->name[n], name) == 0)
            return KT_OK;
    if (to->n == to->room) {
        const char **grown;
        const int room = 2 * to->room + 32;
        KT_TRY(kt_arena_new(to->arena, &grown, room, sizeof *grown, err));
        if (to->n)
            memcpy(grown, to->name, (size_t)to->n * sizeof *grown);
        to->name = grown;
        to->room = room;
    }
    to->name[to->n++] = name;
    return KT_OK;
}

static kt_status want_model(const kt_formula_model *model, wanted *to, kt_error *err)
{
    KT_TRY(kt_expression_names(model->outcome, want, to, err));
    for (int n = 0; n < model->n_terms; n++)
        KT_TRY(kt_expression_names(model->terms[n], want, to, err));
    for (int n = 0; n < model->n_endogenous; n++)
        KT_TRY(kt_expression_names(model->endogenous[n], want, to, err));
    for (int n = 0; n < model->n_instruments; n++)
        KT_TRY(kt_expression_names(model->instruments[n], want, to, err));
    for (int n = 0; n < model->n_effects; n++) {
        KT_TRY(kt_expression_names(model->effects[n].factor, want, to, err));
        for (int s = 0; s < model->effects[n].n_slopes; s++)
            KT_TRY(kt_expression_names(model->effects[n].slopes[s], want, to, err));
    }
    return KT_OK;
}

static kt_status want_list(const kt_expression_list *list, wanted *to, kt_error *err)
{
    for (int n = 0; list && n < kt_expressions_count(list); n++)
        KT_TRY(kt_expression_names(kt_expressions_at(list, n), want, to, err));
    return KT_OK;
}

static kt_status want_all(const kt_gravity *g, wanted *to, kt_error *err)
{
    const char *const roles[] = {g->exporter, g->importer, g->period};
    for (int m = 0; m < kt_formula_n_models(g->formula); m++)
        KT_TRY(want_model(kt_formula_model_at(g->formula, m), to, err));
    const kt_expression_list *lists[] = {g->let,   g->subset,   g->weights,   g->offset,
                                         g->split, g->clusters, g->panel_ids, g->etwfe_name};
    for (size_t n = 0; n < sizeof lists / sizeof lists[0]; n++)
        KT_TRY(want_list(lists[n], to, err));
    for (int n = 0; kt_panel_usual_name(n); n++)
        KT_TRY(want(to, kt_panel_usual_name(n), err));
    for (size_t n = 0; n < sizeof roles / sizeof roles[0]; n++)
        if (roles[n])
            KT_TRY(want(to, roles[n], err));
    if (g->recover)
        KT_TRY(want_model(kt_formula_model_at(g->recover, 0), to, err));
    return KT_OK;
}

static int threads_of(const kt_gravity *g)
{
    const int64_t asked = kt_argument_integer(g->run, "threads", 0);
    return asked > 0 && asked < 256 ? (int)asked : kt_parallel_processors();
}

static kt_status read_file(kt_gravity *g, const char *path, const wanted *names, kt_error *err)
{
    kt_columns_options options = kt_columns_options_default();
    options.wanted = names->name;
    options.n_wanted = names->n;
    options.n_threads = threads_of(g);
    options.progress = g->run->options->progress;
    KT_TRY(kt_columns_read(path, &options, &g->columns, err));
    if (kt_columns_n_rows(g->columns) == 0)
        return kt_fail(err, KT_ERR_MISSING, "%s holds no rows", path);
    const kt_say_value values[] = {
        {"n", KT_AS_COUNT, .number = (double)kt_columns_n_ragged(g->columns)},
        {"path", .text = path}};
    if (kt_columns_n_ragged(g->columns) > 0)
        KT_TRY(kt_gravity_remark(g, "gravity.ragged", values, 2, err));
    return KT_OK;
}

static kt_status make_panel(kt_gravity *g, kt_error *err)
{
    kt_panel_options options = {
        .exporter = g->exporter,
        .importer = g->importer,
        .period = g->period,
        .symmetric_pair = g->symmetric_pair,
        .progress = g->run->options->progress,
    };
    if (g->panel_ids) {
        options.unit = kt_expressions_at(g->panel_ids, 0);
        options.time = kt_expressions_at(g->panel_ids, 1);
    }
    if (g->columns) {
        const char **names;
        const int n = kt_columns_n_names(g->columns);
        KT_TRY(kt_arena_new(&g->arena, &names, n, sizeof *names, err));
        for (int p = 0; p < n; p++)
            names[p] = kt_columns_name(g->columns, p);
        KT_TRY(kt_panel_new(kt_columns_n_rows(g->columns),
                            kt_columns_count(g->columns) ? kt_columns_at(g->columns, 0) : NULL,
                            kt_columns_count(g->columns), names, n, &options, &g->panel, err));
    } else {
        const kt_gravity_store *store = &g->store;
        KT_TRY(kt_panel_new(store->n_rows, store->series, store->n_series,
                            store->known ? store->known : store->names,
                            store->known ? store->n_known : store->n_series, &options,
                            &g->panel, err));
    }
    for (int n = 0; g->let && n < kt_expressions_count(g->let); n++)
        KT_TRY(kt_panel_let(g->panel, kt_expressions_name(g->let, n),
                            kt_expressions_at(g->let, n), err));
    return KT_OK;
}

kt_status kt_gravity_digest(kt_gravity *g, kt_error *err)
{
    const char *path = g->source.data;
    kt_mapping file = {0};
    if (g->data_sha256[0] || (path && strcmp(path, "-") == 0))
        return KT_OK;
    if (!path) {
        kt_sha256_hex(kt_text_get(&g->store.checksums), g->store.checksums.size,
                      g->data_sha256);
        return KT_OK;
    }
    KT_TRY(kt_file_map(path, &file, err));
    kt_sha256_hex(file.data, file.size, g->data_sha256);
    kt_file_unmap(&file);
    return KT_OK;
}

kt_status kt_gravity_read_data(kt_gravity *g, kt_error *err)
{
    const char *path = g->source.data;
    const double begin = kt_moment_clock();
    wanted names = {.arena = &g->arena};
    KT_TRY(want_all(g, &names, err));
    KT_TRY(path ? read_file(g, path, &names, err)
                : kt_gravity_read_store(g, names.name, names.n, err));
    g->seconds_reading = kt_moment_clock() - begin;
    if (strcmp(kt_argument_text(g->run, "format", "text"), "json") == 0)
        KT_TRY(kt_gravity_digest(g, err));
    return make_panel(g, err);
}
