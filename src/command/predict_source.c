/* predict_source.c: which model kontor predict applies, and to which rows. */
#include "gravity_models.h"
#include "gravity_say.h"
#include "predict_internal.h"

#include <kontor/covariates.h>
#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- the model -----------------------------------------------------------------------------
 */

/* From elsewhere only the store is looked into: a name that is none never becomes a path. */
static kt_status read_model(kt_prediction *p, kt_error *err)
{
    const kt_run *run = p->g.run;
    bool is_kept = false;
    KT_TRY(kt_models_has(run, p->model, &is_kept, err));
    if (is_kept || run->options->is_remote)
        return kt_models_read(run, p->model, KT_KEPT_WHOLE, &p->kept, err);
    return kt_model_is_name(p->model) && !kt_file_exists(p->model)
               ? kt_fail(err, KT_ERR_MISSING,
                         "no model \"%s\" is kept in %s (kontor info lists them), and there is "
                         "no file of that name",
                         p->model, kt_run_store(run))
               : kt_kept_read(p->model, KT_KEPT_WHOLE, &p->kept, err);
}

kt_status kt_predict_open(kt_prediction *p, kt_error *err)
{
    p->model = kt_argument_text(p->g.run, "model", "");
    KT_TRY(read_model(p, err));
    const kt_status status = kt_kept_request(&p->kept, &p->g, err);
    if (status)
        kt_error_within(err, "%s", p->model);
    p->recorded = p->g.source;
    return status;
}

/* ---- where its rows are --------------------------------------------------------------------
 */

/* "dots" of "dots@2024" */
static void cut_version(const char *reference, char out[KT_MAX_NAME])
{
    const char *at = strchr(reference, '@');
    const size_t length = at ? (size_t)(at - reference) : strlen(reference);
    snprintf(out, KT_MAX_NAME, "%.*s", (int)(length < KT_MAX_NAME ? length : KT_MAX_NAME - 1),
             reference);
}

static kt_status gone(const kt_prediction *p, const char *reference, const char *option,
                      kt_error *err)
{
    return kt_fail(
        err, KT_ERR_MISSING,
        "the model %s was estimated on %s, which the store no longer holds; %s names "
        "others",
        p->model, reference, option);
}

static kt_status tell_other(const kt_prediction *p, const char *asked, const char *name,
                            const char *version, kt_error *err)
{
    const kt_say_value values[] = {
        {"asked", .text = asked}, {"name", .text = name}, {"version", .text = version}};
    return kt_gravity_remark(&p->g, "gravity.other_version", values, 3, err);
}

static kt_status hold_flows(kt_prediction *p, kt_error *err)
{
    kt_store *store = NULL;
    char name[KT_MAX_NAME];
    const char *asked = p->recorded.flows;
    KT_TRY(kt_run_find_store(p->g.run, &store, err));
    kt_status status = KT_OK;
    if (kt_store_find(store, asked) < 0) {
        cut_version(asked, name);
        const int64_t n = kt_store_find(store, name);
        status = n < 0 ? gone(p, asked, "--flows", err)
                       : tell_other(p, asked, kt_store_info(store, n)->name,
                                    kt_store_info(store, n)->version, err);
        if (!status)
            status = kt_arena_text(&p->g.arena, name, strlen(name), &p->g.source.flows, err);
    }
    kt_run_close_store(p->g.run, store);
    return status;
}

static kt_status hold_covariate(kt_prediction *p, const kt_covariates_list *list,
                                kt_slice reference, kt_text *out, kt_error *err)
{
    char asked[2 * KT_MAX_NAME + 2], name[KT_MAX_NAME];
    snprintf(asked, sizeof asked, "%.*s",
             (int)(reference.size < sizeof asked ? reference.size : sizeof asked - 1),
             reference.data);
    if (kt_covariates_list_find(list, asked) >= 0)
        return kt_text_format(out, err, "%s%s", out->size ? "," : "", asked);
    cut_version(asked, name);
    const int64_t n = kt_covariates_list_find(list, name);
    if (n < 0)
        return gone(p, asked, "--covariates", err);
    KT_TRY(tell_other(p, asked, kt_covariates_list_info(list, n)->name,
                      kt_covariates_list_info(list, n)->version, err));
    return kt_text_format(out, err, "%s%s", out->size ? "," : "", name);
}

static kt_status hold_covariates(kt_prediction *p, kt_error *err)
{
    kt_covariates_list *list = NULL;
    kt_text text = {0};
    kt_slice rest = kt_slice_of(p->recorded.covariates);
    KT_TRY(kt_covariates_list_open(kt_run_store(p->g.run), &list, err));
    kt_status status = KT_OK;
    while (rest.data && !status)
        status = hold_covariate(p, list, kt_slice_trim(kt_slice_cut(&rest, ',')), &text, err);
    if (!status)
        status = kt_arena_text(&p->g.arena, kt_text_get(&text), text.size,
                               &p->g.source.covariates, err);
    kt_text_clear(&text);
    kt_covariates_list_close(list);
    return status;
}

/* Lags and sums over groups look at the model's years, so they are all read, and more where
 * they are asked for; which are shown is chosen later. */
static void choose_years(kt_prediction *p)
{
    kt_gravity_source *source = &p->g.source;
    int first, last;
    kt_argument_years(p->g.run, &first, &last);
    if (!first)
        return;
    if (!source->first_year || first < source->first_year)
        source->first_year = first;
    if (!source->last_year || last > source->last_year)
        source->last_year = last;
}

static kt_status no_rows(const kt_prediction *p, kt_error *err)
{
    return p->g.run->options->is_remote
               ? kt_fail(err, KT_ERR_USAGE,
                         "the model %s was not estimated on flows of the store: flows=DATASET "
                         "names some",
                         p->model)
               : kt_fail(err, KT_ERR_USAGE,
                         "no rows to predict: the model was estimated on a file; --data FILE, "
                         "or --flows DATASET of the store");
}

kt_status kt_predict_choose_source(kt_prediction *p, kt_error *err)
{
    const kt_run *run = p->g.run;
    kt_gravity_source *source = &p->g.source;
    source->data = kt_argument_text(run, "data", NULL);
    if (source->data)
        return KT_OK;
    const char *flows = kt_argument_text(run, "flows", NULL);
    const char *covariates = kt_argument_text(run, "covariates", NULL);
    p->is_own = !flows;
    source->flows = flows ? flows : source->flows;
    if (!source->flows)
        return no_rows(p, err);
    source->covariates = covariates ? covariates : source->covariates;
    source->product = kt_argument_text(run, "product", source->product);
    source->stated_by = kt_argument_text(run, "stated-by", source->stated_by);
    source->zeros = kt_argument_text(run, "zeros", source->zeros);
    source->domestic = kt_argument_text(run, "domestic", NULL);
    choose_years(p);
    if (!flows)
        KT_TRY(hold_flows(p, err));
    if (!covariates && source->covariates)
        KT_TRY(hold_covariates(p, err));
    return KT_OK;
}

kt_status kt_predict_compare(kt_prediction *p, kt_error *err)
{
    const kt_gravity_source *used = &p->g.store.used;
    const char *checksum = kt_kept_text(&p->kept, "checksum");
    if (!p->is_own || p->g.source.data)
        return KT_OK;
    const kt_say_value model = {"model", .text = p->model};
    if (kt_kept_text(&p->kept, "domestic") && !used->domestic)
        KT_TRY(kt_gravity_remark(&p->g, "gravity.without_domestic", &model, 1, err));
    const bool same_names =
        strcmp(used->flows, p->recorded.flows) == 0 &&
        kt_slice_equal(kt_slice_of(used->covariates), kt_slice_of(p->recorded.covariates));
    if (!checksum || !same_names) // another version is told already
        return KT_OK;
    KT_TRY(kt_gravity_digest(&p->g, err));
    return strcmp(checksum, p->g.data_sha256) == 0
               ? KT_OK
               : kt_gravity_remark(&p->g, "gravity.other_data", &model, 1, err);
}

/* ---- which of the rows ---------------------------------------------------------------------
 */

const kt_series *kt_predict_series(const kt_prediction *p, const char *name)
{
    const kt_gravity_store *store = &p->g.store;
    if (!name)
        return NULL;
    if (p->g.columns)
        return kt_columns_find(p->g.columns, name);
    for (int n = 0; n < store->n_series; n++)
        if (strcmp(store->series[n].name, name) == 0)
            return &store->series[n];
    return NULL;
}

static kt_status no_column(const char *option, kt_error *err)
{
    return kt_fail(err, KT_ERR_MISSING, "--%s: the rows have no such column that is known",
                   option);
}

/* Rows that hold a country, by its code or name in any language. */
static kt_status keep_country(const kt_prediction *p, const char *option, const char *column,
                              bool *keep, kt_error *err)
{
    const kt_series *series = kt_predict_series(p, column);
    const kt_countries *countries;
    kt_country wanted, found;
    bool *is_it = NULL;
    KT_TRY(kt_run_country(p->g.run, option, &wanted, err));
    if (!wanted.code)
        return KT_OK;
    if (!series || !series->code)
        return no_column(option, err);
    KT_TRY(kt_run_countries(p->g.run, &countries, err));
    KT_TRY(kt_new(&is_it, series->n_levels, sizeof *is_it, err));
    for (int32_t l = 0; l < series->n_levels; l++) {
        const kt_slice text = kt_slice_of(series->level[l]);
        is_it[l] = (kt_country_from_code(countries, text, &found) ||
                    kt_country_from_name(countries, text, &found)) &&
                   found.code == wanted.code;
    }
    for (int64_t r = 0; r < kt_panel_n_rows(p->g.panel); r++)
        keep[r] = keep[r] && series->code[r] >= 0 && is_it[series->code[r]];
    kt_free(is_it);
    return KT_OK;
}

static kt_status keep_years(const kt_prediction *p, bool *keep, kt_error *err)
{
    const kt_series *series = kt_predict_series(p, kt_panel_period(p->g.panel));
    int first, last;
    kt_argument_years(p->g.run, &first, &last);
    if (!first)
        return KT_OK;
    if (!series || !series->number)
        return no_column("years", err);
    for (int64_t r = 0; r < kt_panel_n_rows(p->g.panel); r++)
        keep[r] = keep[r] && series->number[r] >= first && series->number[r] <= last;
    return KT_OK;
}

static kt_status keep_subset(kt_prediction *p, bool *keep, kt_error *err)
{
    const double *x;
    if (!p->is_own || !p->g.subset)
        return KT_OK;
    KT_TRY(kt_panel_numbers(p->g.panel, kt_expressions_at(p->g.subset, 0), &x, err));
    for (int64_t r = 0; r < kt_panel_n_rows(p->g.panel); r++)
        keep[r] = keep[r] && !isnan(x[r]) && x[r] != 0.0;
    return KT_OK;
}

kt_status kt_predict_choose_rows(kt_prediction *p, kt_error *err)
{
    const int64_t n = kt_panel_n_rows(p->g.panel);
    bool *keep = NULL;
    KT_TRY(kt_new(&p->row, n, sizeof *p->row, err));
    KT_TRY(kt_new(&keep, n, sizeof *keep, err));
    memset(keep, true, (size_t)n * sizeof *keep);
    kt_status status = keep_subset(p, keep, err);
    if (!status)
        status = keep_years(p, keep, err);
    if (!status)
        status = keep_country(p, "exporter", kt_panel_exporter(p->g.panel), keep, err);
    if (!status)
        status = keep_country(p, "importer", kt_panel_importer(p->g.panel), keep, err);
    for (int64_t r = 0; r < n && !status; r++)
        if (keep[r])
            p->row[p->n_rows++] = r;
    kt_free(keep);
    if (!status && p->n_rows == 0)
        return kt_fail(err, KT_ERR_MISSING, "none of %lld rows fits", (long long)n);
    return status;
}
