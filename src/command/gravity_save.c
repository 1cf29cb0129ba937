/* gravity_save.c: a model kept for kontor predict, in a file or in the store: its form is that
 * of gravity_kept.h. */
#include "gravity_kept.h"
#include "gravity_models.h"
#include "gravity_more.h"

#include <kontor/csv.h>
#include <kontor/file.h>
#include <kontor/moment.h>
#include <kontor/version.h>

#include <math.h>
#include <stdio.h>

static kt_status put(kt_text *out, const char *kind, const char *name, const char *text,
                     double value, kt_error *err)
{
    const kt_sink sink = kt_sink_text(out);
    char number[32];
    kt_print_double(value, number);
    KT_TRY(kt_text_format(out, err, "%s,", kind));
    KT_TRY(kt_csv_write_cell(&sink, kt_slice_of(name), err));
    KT_TRY(kt_text_add(out, ",", err));
    KT_TRY(kt_csv_write_cell(&sink, kt_slice_of(text), err));
    return kt_text_format(out, err, ",%s\n", number);
}

/* What was not said has no row. */
static kt_status put_text(const char *kind, const char *text, kt_text *out, kt_error *err)
{
    return text && text[0] ? put(out, kind, "", text, (double)NAN, err) : KT_OK;
}

static kt_status put_levels(kt_gravity *g, const kt_panel_factor *factor, const char *kind,
                            const char *name, const double *value, kt_text *out, kt_error *err)
{
    for (int32_t l = 0; l < factor->n_levels; l++) {
        kt_text label = {0};
        if (isnan(value[l]))
            continue;
        kt_status status = kt_panel_label(g->panel, factor, l, &label, err);
        if (!status)
            status = put(out, kind, name, kt_text_get(&label), value[l], err);
        kt_text_clear(&label);
        KT_TRY(status);
    }
    return KT_OK;
}

static kt_status put_effect(kt_gravity *g, int f, kt_text *out, kt_error *err)
{
    const kt_formula_effect *said = &g->fit[0].model->effects[f];
    const kt_effect_size *effect = &g->fit[0].estimate->effects[f];
    const kt_panel_factor *factor;
    KT_TRY(kt_panel_factor_of(g->panel, said->factor, &factor, err));
    if (effect->value)
        KT_TRY(put_levels(g, factor, "effect", effect->name, effect->value, out, err));
    for (int s = 0; s < effect->n_slopes && effect->slope; s++) {
        kt_text name = {0};
        kt_status status = kt_text_format(&name, err, "%s/%d", effect->name, s + 1);
        if (!status)
            status = put_levels(g, factor, "slope", kt_text_get(&name),
                                effect->slope + (int64_t)s * factor->n_levels, out, err);
        kt_text_clear(&name);
        KT_TRY(status);
    }
    return KT_OK;
}

/* What is estimated. */
static kt_status put_request(const kt_gravity *g, kt_text *out, kt_error *err)
{
    static const char *const options[] = {"let", "subset", "weights", "offset", "panel"};
    KT_TRY(put_text("family", kt_family_name(g->fit[0].estimate->family), out, err));
    KT_TRY(put_text("formula", kt_formula_text(g->formula), out, err));
    for (size_t n = 0; n < sizeof options / sizeof *options; n++)
        KT_TRY(put_text(options[n], kt_argument_text(g->run, options[n], NULL), out, err));
    KT_TRY(put_text("exporter", g->exporter, out, err));
    KT_TRY(put_text("importer", g->importer, out, err));
    KT_TRY(put_text("period", g->period, out, err));
    return put_text("symmetric-pair", g->symmetric_pair ? "yes" : NULL, out, err);
}

/* On which rows: those of the store can be asked for again. */
static kt_status put_rows(kt_gravity *g, kt_text *out, kt_error *err)
{
    const kt_gravity_source *used = &g->store.used;
    char years[32];
    KT_TRY(kt_gravity_digest(g, err));
    KT_TRY(put_text("checksum", g->data_sha256, out, err));
    KT_TRY(put(out, "observations", "", "", (double)g->fit[0].estimate->n, err));
    if (!used->flows)
        return KT_OK;
    snprintf(years, sizeof years, "%d-%d", used->first_year, used->last_year);
    KT_TRY(put_text("flows", used->flows, out, err));
    KT_TRY(put_text("covariates", used->covariates, out, err));
    KT_TRY(put_text("product", used->product, out, err));
    KT_TRY(put_text("stated-by", used->stated_by, out, err));
    KT_TRY(put_text("zeros", used->zeros, out, err));
    KT_TRY(put_text("years", years, out, err));
    return put_text("domestic", used->domestic ? "yes" : NULL, out, err);
}

static kt_status put_parameters(kt_gravity *g, kt_text *out, kt_error *err)
{
    const kt_estimate *e = g->fit[0].estimate;
    for (int k = 0; k < e->n_coefficients; k++)
        KT_TRY(put(out, "coefficient", e->coefficients[k].name, "", e->coefficients[k].estimate,
                   err));
    for (int f = 0; f < e->n_effects; f++)
        KT_TRY(put_effect(g, f, out, err));
    return KT_OK;
}

static kt_status write_model(kt_gravity *g, kt_text *out, kt_error *err)
{
    char made[32];
    kt_moment_print(g->run->options->now, made);
    KT_TRY(kt_text_add(out, "kind,name,text,value\n", err));
    KT_TRY(put_text("format", KT_KEPT_FORMAT, out, err));
    KT_TRY(put_text("made", made, out, err));
    KT_TRY(put_text("version", KT_VERSION, out, err));
    KT_TRY(put_request(g, out, err));
    KT_TRY(put_rows(g, out, err));
    return put_parameters(g, out, err);
}

kt_status kt_gravity_check_save(const kt_gravity *g, kt_error *err)
{
    const char *save = kt_argument_text(g->run, "save", NULL);
    const char *keep = kt_argument_text(g->run, "keep", NULL);
    if (!save && !keep)
        return KT_OK;
    if (g->run->options->is_remote)
        return kt_fail(err, KT_ERR_USAGE, "models are kept at the terminal only");
    if (keep)
        KT_TRY(kt_model_check_name(keep, err));
    return g->etwfe_name || kt_formula_model_at(g->formula, 0)->n_endogenous
               ? kt_fail(err, KT_ERR_USAGE,
                         "--%s takes models whose regressors are all in the formula, without "
                         "--etwfe and instruments",
                         keep ? "keep" : "save")
               : KT_OK;
}

kt_status kt_gravity_save(kt_gravity *g, kt_error *err)
{
    const char *save = kt_argument_text(g->run, "save", NULL);
    const char *keep = kt_argument_text(g->run, "keep", NULL);
    kt_text text = {0};
    kt_status status = save || keep ? write_model(g, &text, err) : KT_OK;
    if (!status && save)
        status = kt_file_replace(save, text.data, text.size, err);
    if (!status && keep)
        status = kt_models_keep(g->run, keep, (kt_slice){text.data, text.size}, err);
    kt_text_clear(&text);
    return status;
}
