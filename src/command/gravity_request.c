/* gravity_request.c: the options of kontor gravity, read once before any data. */
#include "gravity_internal.h"

#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

static kt_status read_list(const kt_run *run, const char *option, kt_expression_list **out,
                           kt_error *err)
{
    const char *text = kt_argument_text(run, option, NULL);
    if (!text)
        return KT_OK;
    const kt_status status = kt_expressions_parse(kt_slice_of(text), out, err);
    if (status)
        kt_error_within(err, "--%s", option);
    return status;
}

static kt_status read_one(const kt_run *run, const char *option, kt_expression_list **out,
                          kt_error *err)
{
    KT_TRY(read_list(run, option, out, err));
    if (*out && kt_expressions_name(*out, 0))
        return kt_fail(err, KT_ERR_USAGE, "--%s has a single =; write == to compare", option);
    if (*out && kt_expressions_count(*out) != 1)
        return kt_fail(err, KT_ERR_USAGE, "--%s takes one expression", option);
    return KT_OK;
}

/* --years of a file narrow the subset. */
static kt_status read_subset(kt_gravity *g, kt_error *err)
{
    int first, last;
    kt_text text = {0};
    const char *subset = kt_argument_text(g->run, "subset", NULL);
    kt_argument_years(g->run, &first, &last);
    if (!last)
        return read_one(g->run, "subset", &g->subset, err);
    KT_TRY(read_one(g->run, "subset", &g->subset, err)); // so that its errors have its columns
    kt_expressions_free(g->subset);
    g->subset = NULL;
    kt_status status = kt_text_format(&text, err, "year >= %d & year <= %d", first, last);
    if (!status && subset)
        status = kt_text_format(&text, err, " & (%s)", subset[0] == '~' ? subset + 1 : subset);
    if (!status)
        status = kt_expressions_parse((kt_slice){text.data, text.size}, &g->subset, err);
    kt_text_clear(&text);
    return status;
}

/* ---- standard errors ----------------------------------------------------------------------
 */

/* "NW(2)": the word, and the number in brackets where there is one. */
static bool has_word(kt_slice text, const char *word, int32_t *lag)
{
    int64_t number;
    kt_slice rest = text;
    const kt_slice name = kt_slice_cut(&rest, '(');
    if (!kt_slice_equal_ascii_case(kt_slice_trim(name), kt_slice_of(word)))
        return false;
    if (!rest.data)
        return true;
    if (rest.size < 2 || rest.data[rest.size - 1] != ')' ||
        !kt_parse_i64((kt_slice){rest.data, rest.size - 1}, &number) || number < 0 ||
        number > 1000)
        return false;
    *lag = (int32_t)number;
    return true;
}

static kt_status read_clusters(kt_gravity *g, kt_slice text, kt_error *err)
{
    const kt_status status = kt_expressions_parse(text, &g->clusters, err);
    if (status) {
        kt_error_within(err, "--vcov");
        return status;
    }
    g->vcov.kind = KT_VCOV_CLUSTER;
    g->n_clusters = kt_expressions_count(g->clusters);
    KT_TRY(kt_arena_new(&g->arena, &g->cluster, g->n_clusters, sizeof *g->cluster, err));
    for (int c = 0; c < g->n_clusters; c++)
        g->cluster[c] = kt_expressions_at(g->clusters, c);
    return KT_OK;
}

static kt_status read_vcov(kt_gravity *g, kt_error *err)
{
    static const struct {
        const char *word;
        kt_vcov_kind kind;
    } kinds[] = {
        {"iid", KT_VCOV_IID},
        {"hetero", KT_VCOV_HETERO},
        {"robust", KT_VCOV_HETERO},
        {"hc1", KT_VCOV_HETERO},
        {"dyadic", KT_VCOV_DYADIC},
        {"nw", KT_VCOV_NEWEY_WEST},
        {"newey-west", KT_VCOV_NEWEY_WEST},
        {"hac", KT_VCOV_NEWEY_WEST},
        {"dk", KT_VCOV_DRISCOLL_KRAAY},
        {"driscoll-kraay", KT_VCOV_DRISCOLL_KRAAY},
    };
    const char *given = kt_argument_text(g->run, "vcov", NULL);
    const char *ssc = kt_argument_text(g->run, "ssc", "fixest");
    g->vcov = (kt_vcov_options){KT_VCOV_IID, KT_SSC_FIXEST, -1};
    if (strcmp(ssc, "stata") == 0)
        g->vcov.ssc = KT_SSC_STATA;
    else if (strcmp(ssc, "none") == 0)
        g->vcov.ssc = KT_SSC_NONE;
    if (!given) {
        g->vcov_by_default = true;
        return KT_OK;
    }
    const kt_slice text = kt_slice_trim(kt_slice_of(given));
    for (size_t n = 0; n < sizeof kinds / sizeof kinds[0]; n++)
        if (has_word(text, kinds[n].word, &g->vcov.lag)) {
            g->vcov.kind = kinds[n].kind;
            return KT_OK;
        }
    if (has_word(text, "twoway", &g->vcov.lag))
        return read_clusters(g, kt_slice_of("~exp + imp"), err);
    if (kt_slice_starts(text, "~"))
        return read_clusters(g, text, err);
    return kt_fail(err, KT_ERR_USAGE,
                   "--vcov is \"%s\", expected iid, hetero, ~pair, ~exp + imp, twoway, dyadic, "
                   "NW, NW(2), DK or DK(2)",
                   given);
}

kt_status kt_gravity_choose_vcov(kt_gravity *g, kt_error *err)
{
    if (!g->vcov_by_default)
        return KT_OK;
    const char *exporter = kt_panel_exporter(g->panel), *importer = kt_panel_importer(g->panel);
    if (!exporter || !importer) {
        g->vcov.kind = KT_VCOV_HETERO;
        return KT_OK;
    }
    kt_text text = {0};
    const bool symmetric = kt_argument_flag(g->run, "symmetric-pair");
    kt_status status = kt_text_format(
        &text, err, symmetric ? "~pair(`%s`, `%s`)" : "~`%s`^`%s`", exporter, importer);
    if (!status)
        status = read_clusters(g, (kt_slice){text.data, text.size}, err);
    kt_text_clear(&text);
    return status;
}

static kt_family family_of(const char *name)
{
    for (int f = KT_FAMILY_POISSON; f <= KT_FAMILY_LOGIT; f++)
        if (strcmp(name, kt_family_name((kt_family)f)) == 0)
            return (kt_family)f;
    return KT_FAMILY_POISSON;
}

/* The second stage: regressors | effects; its outcome are the costs of pairs. */
static kt_status read_recover(kt_gravity *g, kt_error *err)
{
    kt_text text = {0};
    kt_status status =
        kt_text_format(&text, err, "cost ~ %s", kt_argument_text(g->run, "recover", ""));
    if (!status)
        status = kt_formula_parse((kt_slice){text.data, text.size}, &g->recover, err);
    kt_text_clear(&text);
    if (status) {
        kt_error_within(err, "--recover, behind \"cost ~ \"");
        return status;
    }
    if (kt_formula_n_models(g->recover) != 1)
        return kt_fail(err, KT_ERR_USAGE, "--recover takes one model");
    return KT_OK;
}

kt_status kt_gravity_read_panel(kt_gravity *g, const char *text, kt_error *err)
{
    kt_text list = {0};
    kt_slice rest = kt_slice_of(text);
    const kt_slice unit = kt_slice_cut(&rest, ',');
    if (!rest.data)
        return kt_fail(err, KT_ERR_USAGE, "--panel is \"%s\", expected UNIT,PERIOD", text);
    kt_status status = kt_text_format(&list, err, "%.*s;%.*s", (int)unit.size, unit.data,
                                      (int)rest.size, rest.data);
    if (!status)
        status = kt_expressions_parse((kt_slice){list.data, list.size}, &g->panel_ids, err);
    kt_text_clear(&list);
    KT_TRY(status);
    return kt_expressions_count(g->panel_ids) == 2
               ? KT_OK
               : kt_fail(err, KT_ERR_USAGE, "--panel is \"%s\", expected UNIT,PERIOD", text);
}

static void read_source(kt_gravity *g)
{
    kt_gravity_source *source = &g->source;
    *source = (kt_gravity_source){
        .data = kt_argument_text(g->run, "data", NULL),
        .flows = kt_argument_text(g->run, "flows", kt_argument_text(g->run, "dataset", NULL)),
        .covariates = kt_argument_text(g->run, "covariates", NULL),
        .product = kt_argument_text(g->run, "product", NULL),
        .stated_by = kt_argument_text(g->run, "stated-by", NULL),
        .zeros = kt_argument_text(g->run, "zeros", NULL),
        .domestic = kt_argument_text(g->run, "domestic", NULL)};
    kt_argument_years(g->run, &source->first_year, &source->last_year);
}

kt_status kt_gravity_read_request(kt_gravity *g, kt_error *err)
{
    const char *text = kt_argument_text(g->run, "formula", "");
    KT_TRY(kt_formula_parse(kt_slice_of(text), &g->formula, err));
    KT_TRY(read_list(g->run, "let", &g->let, err));
    for (int n = 0; g->let && n < kt_expressions_count(g->let); n++)
        if (!kt_expressions_name(g->let, n))
            return kt_fail(err, KT_ERR_USAGE,
                           "--let takes names and what they mean: \"border = exporter != "
                           "importer; size = sum(trade, exporter^year)\"");
    KT_TRY(read_subset(g, err));
    KT_TRY(read_one(g->run, "weights", &g->weights, err));
    KT_TRY(read_one(g->run, "offset", &g->offset, err));
    KT_TRY(read_one(g->run, "split", &g->split, err));
    const char *panel = kt_argument_text(g->run, "panel", NULL);
    if (panel)
        KT_TRY(kt_gravity_read_panel(g, panel, err));
    read_source(g);
    g->exporter = kt_argument_text(g->run, "exporter", NULL);
    g->importer = kt_argument_text(g->run, "importer", NULL);
    g->period = kt_argument_text(g->run, "period", NULL);
    g->symmetric_pair = kt_argument_flag(g->run, "symmetric-pair");
    KT_TRY(read_one(g->run, "etwfe", &g->etwfe_name, err));
    if (kt_argument_text(g->run, "recover", NULL))
        KT_TRY(read_recover(g, err));
    g->family = family_of(kt_argument_text(g->run, "family", "poisson"));
    return read_vcov(g, err);
}
