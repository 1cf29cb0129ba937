/* gravity_command.c: kontor gravity: formula and data to estimated models. */
#include "answer_internal.h"
#include "gravity_more.h"
#include "gravity_plot.h"
#include "gravity_say.h"

#include <string.h>

static const kt_parameter parameters[] = {
    {"formula", "FORMULA", NULL,
     "As in R's fixest: 'trade ~ rta | exp^year + imp^year + pair'.", KT_TYPE_TEXT,
     KT_PLACE_REQUIRED},
    {"data", "FILE", NULL, "CSV (.gz, .zip) or Stata's .dta; - is standard input.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"flows", "DATASET", NULL, "Flows of the store instead of a file.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"dataset", "DATASET", NULL, "The same as --flows.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"covariates", "NAME,...", NULL, "Tables of the store; gdp_o, gdp_d of one of countries.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"product", "CODE", NULL, "Only this product of the flows.", KT_TYPE_CODE, KT_PLACE_OPTION},
    {"stated-by", "SIDE", "exporter,importer,reconciled,either",
     "Whose statistics (default: reconciled, else the exporter's).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
    {"zeros", "RULE", "reported,existing,none",
     "Absent flows that are zero: of countries that report (default), that exist, none.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"domestic", "FILE", NULL, "Domestic sales: country, year, value_usd.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"family", "FAMILY", "poisson,gaussian,gamma,negbin,logit", "Default poisson: PPML.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"vcov", "ERRORS", NULL,
     "iid, hetero, ~pair, ~exp + imp, twoway, dyadic, NW, NW(2), DK (default: by pair).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"ssc", "RULE", "fixest,stata,none", "Small-sample factors (default fixest).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"subset", "CONDITION", NULL, "Only these rows: 'exporter != importer & trade > 0'.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"years", "A-B", NULL, "Only these years.", KT_TYPE_YEARS, KT_PLACE_OPTION},
    {"split", "VARIABLE", NULL, "Each of its values by itself.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"let", "DEFINITIONS", NULL,
     "Names for expressions: 'border = exporter != importer; y = sum(trade, exporter^year)'.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"weights", "EXPRESSION", NULL, "Weights of rows.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"offset", "EXPRESSION", NULL, "Enters with coefficient 1.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"panel", "UNIT,PERIOD", NULL, "For lags (default: the directed pair and the year).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"exporter", "COLUMN", NULL, "Where it has another name.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"importer", "COLUMN", NULL, "Where it has another name.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"period", "COLUMN", NULL, "Where it has another name.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"symmetric-pair", NULL, NULL, "`pair` and the default clusters are without direction.",
     KT_TYPE_FLAG, KT_PLACE_OPTION},
    {"keep-singletons", NULL, NULL, "Levels with one row stay in the sample.", KT_TYPE_FLAG,
     KT_PLACE_OPTION},
    {"etwfe", "VARIABLE", NULL,
     "Staggered agreements: effects by cohort and year, and their averages.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"leads", "N", NULL, "With --etwfe: effects of the N years before, too.", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"bias-correction", NULL, NULL, "Three-way PPML after Weidner and Zylkin (2021).",
     KT_TYPE_FLAG, KT_PLACE_OPTION},
    {"tests", NULL, NULL, "Wald test and RESET.", KT_TYPE_FLAG, KT_PLACE_OPTION},
    {"recover", "MODEL", NULL,
     "Trade costs of pairs in two stages: 'log(dist) + contig | exporter + importer'.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"reference", "COUNTRY", NULL, "Whose inward resistance is 1 (default: the first).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"sigma", "NUMBER", NULL, "Elasticity of substitution, assumed (default 5).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"table", "TABLE", "model,etwfe,bias,tests,second_stage,costs,effects,resistances,panel",
     "Only this table (default: the model); panel: the rows that were made of the store.",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"save", "FILE", NULL, "Keep the model for kontor predict.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"keep", "NAME", NULL, "Keep it in the store, by a name.", KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"plot", "FILE", NULL, "Draw the coefficients with 95 % intervals: .svg, .png or .pdf.",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json,latex,html", "Form of the answer (default text).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
};

static kt_status write_answer(const kt_gravity *g, kt_error *err)
{
    const char *format = kt_argument_text(g->run, "format", "text");
    const char *table = kt_argument_text(g->run, "table", "model");
    if (strcmp(table, "model") != 0) {
        kt_table *wanted = kt_gravity_table(g, table);
        if (!wanted)
            return kt_fail(err, KT_ERR_USAGE,
                           "--table %s needs the option that makes it: --etwfe, "
                           "--bias-correction, --tests or --recover",
                           table);
        return kt_answer_form_of(g->run) == KT_ANSWER_TEXT
                   ? kt_gravity_write_extra(g, table, err)
                   : kt_answer_table(g->told, wanted, err);
    }
    if (strcmp(format, "json") == 0)
        return kt_gravity_write_json(g, err);
    if (strcmp(format, "csv") == 0)
        return kt_gravity_write_csv(g, err);
    if (strcmp(format, "latex") == 0)
        return kt_gravity_write_latex(g, err);
    if (strcmp(format, "html") == 0)
        return kt_gravity_write_html(g, err);
    return kt_gravity_write_text(g, err);
}

/* No figure of a model that was not found leaves in silence: with one model it is a failure. */
static kt_status refuse_unfound(const kt_gravity *g, kt_error *err)
{
    const kt_estimate *e = g->fit[0].estimate;
    if (g->n_fits > 1 || e->outcome == KT_ESTIMATE_CONVERGED ||
        strcmp(kt_argument_text(g->run, "format", "text"), "json") == 0)
        return KT_OK;
    return kt_gravity_refuse(&g->fit[0], err);
}

static kt_status run_gravity(kt_run *run, kt_error *err)
{
    kt_gravity g = {.run = run};
    kt_status status = kt_gravity_speak(&g, err);
    if (!status)
        status = kt_gravity_read_request(&g, err);
    if (!status)
        status = kt_gravity_check_plot(&g, err);
    if (!status)
        status = kt_gravity_check_save(&g, err);
    if (!status)
        status = kt_gravity_read_data(&g, err);
    if (!status && strcmp(kt_argument_text(run, "table", "model"), "panel") == 0) {
        status = kt_gravity_write_panel(&g, err);
        kt_gravity_clear(&g);
        return status;
    }
    if (!status)
        status = kt_gravity_choose_vcov(&g, err);
    if (!status)
        status = kt_gravity_fit_all(&g, err);
    if (!status)
        status = refuse_unfound(&g, err);
    if (!status)
        status = kt_gravity_write_plot(&g, err);
    if (!status)
        status = write_answer(&g, err);
    kt_gravity_clear(&g);
    return status;
}

const kt_command kt_command_gravity = {
    "gravity",
    "estimate a gravity model of trade",
    "Estimates models of trade with any number of fixed effects: Poisson pseudo-maximum\n"
    "likelihood, least squares, Gamma, negative binomial, logit. The formula is that of R's\n"
    "fixest: outcome ~ regressors | effects | endogenous ~ instruments, with ^ between "
    "effects,\n"
    "i(year, rta, ref = 1986), l(x, 1:3) f() d(), sw() csw() sw0() csw0(), c(y1, y2),\n"
    "pair[[trend]], offset(), factor(). Functions: log log2 log10 log1p exp expm1 sqrt abs "
    "sign\n"
    "floor ceiling round asinh I ifelse pmin pmax is.na; sum mean min max (x, exporter^year),\n"
    "count(exporter^year); pair(exporter, importer). Where the columns of exporter, importer\n"
    "and year are known by their names, exp, imp, pair and year stand for them.\n\n"
    "  kontor gravity 'trade ~ rta | exp^year + imp^year + pair' --data panel.csv\n"
    "  kontor gravity 'log(trade) ~ log(dist) + contig' --data p.dta \\\n"
    "      --family gaussian --vcov hetero\n"
    "  kontor gravity 'trade ~ csw(rta, l(rta, 1:3)) | exp^year + imp^year + pair' \\\n"
    "      --data panel.csv --vcov '~exp + imp + year' --format latex\n\n"
    "docs/gravity.md goes from a panel to an answer.\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_gravity,
};
