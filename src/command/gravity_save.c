/* gravity_save.c: a model kept in a file for kontor predict: a CSV that a spreadsheet can read.
 *
 *     kind,name,text,value
 *     format,,kontor gravity model 1,
 *     formula,,trade ~ rta | exp^year + imp^year + pair,
 *     coefficient,rta,,0.5572
 *     effect,exp^year,ARG_1986,7.12
 *     slope,pair/trend,ARG_BRA,0.01 */
#include "gravity_more.h"

#include <kontor/csv.h>
#include <kontor/file.h>
#include <kontor/memory.h>

#include <math.h>
#include <string.h>

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

static kt_status put_option(const kt_gravity *g, const char *kind, const char *value,
                            kt_text *out, kt_error *err)
{
    (void)g;
    return value ? put(out, kind, "", value, (double)NAN, err) : KT_OK;
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

static kt_status write_model(kt_gravity *g, kt_text *out, kt_error *err)
{
    const kt_estimate *e = g->fit[0].estimate;
    KT_TRY(kt_text_add(out, "kind,name,text,value\n", err));
    KT_TRY(put(out, "format", "", "kontor gravity model 1", (double)NAN, err));
    KT_TRY(put(out, "family", "", kt_family_name(e->family), (double)NAN, err));
    KT_TRY(put(out, "formula", "", kt_formula_text(g->formula), (double)NAN, err));
    KT_TRY(put_option(g, "let", kt_argument_text(g->run, "let", NULL), out, err));
    KT_TRY(put_option(g, "offset", kt_argument_text(g->run, "offset", NULL), out, err));
    KT_TRY(put_option(g, "panel", kt_argument_text(g->run, "panel", NULL), out, err));
    KT_TRY(put_option(g, "exporter", g->exporter, out, err));
    KT_TRY(put_option(g, "importer", g->importer, out, err));
    KT_TRY(put_option(g, "period", g->period, out, err));
    KT_TRY(put_option(g, "symmetric-pair", g->symmetric_pair ? "yes" : NULL, out, err));
    for (int k = 0; k < e->n_coefficients; k++)
        KT_TRY(put(out, "coefficient", e->coefficients[k].name, "", e->coefficients[k].estimate,
                   err));
    for (int f = 0; f < e->n_effects; f++)
        KT_TRY(put_effect(g, f, out, err));
    return KT_OK;
}

kt_status kt_gravity_save(kt_gravity *g, const char *path, kt_error *err)
{
    kt_text text = {0};
    if (g->etwfe || g->fit[0].model->n_endogenous)
        return kt_fail(err, KT_ERR_USAGE,
                       "--save keeps models whose regressors are all in the formula, without "
                       "--etwfe and instruments");
    kt_status status = write_model(g, &text, err);
    if (!status)
        status = kt_file_replace(path, text.data, text.size, err);
    kt_text_clear(&text);
    return status;
}
