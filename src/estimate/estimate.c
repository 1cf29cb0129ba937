/* estimate.c: from a frame to a result: checks, rows, the fit, and what is said about it. */
#include <kontor/estimate.h>

#include <kontor/limits.h>
#include <kontor/memory.h>

#include "estimate_internal.h"
#include "separation.h"

#include <math.h>
#include <string.h>

const char *kt_family_name(kt_family family)
{
    static const char *const names[] = {"poisson", "gaussian", "gamma", "negbin", "logit"};
    return (unsigned)family < 5 ? names[family] : "unknown";
}

const char *kt_vcov_name(kt_vcov_kind kind)
{
    static const char *const names[] = {"iid",    "hetero",     "cluster",
                                        "dyadic", "newey-west", "driscoll-kraay"};
    return (unsigned)kind < 6 ? names[kind] : "unknown";
}

const char *kt_estimate_outcome_text(kt_estimate_outcome outcome)
{
    switch (outcome) {
    case KT_ESTIMATE_CONVERGED:
        return "converged";
    case KT_ESTIMATE_NOT_CONVERGED:
        return "not converged: the figures do not solve the model; look for regressors that "
               "nearly explain the outcome, or allow more steps";
    case KT_ESTIMATE_PERFECT_FIT:
        return "the outcome is fitted without error, so there are no standard errors; are "
               "there "
               "as many effects as rows?";
    case KT_ESTIMATE_NO_ROWS:
        return "no row is left: every level has a single row, or outcomes of 0 only; use fewer "
               "fixed effects";
    case KT_ESTIMATE_NO_VARIATION:
        return "the fixed effects explain every regressor, so there is no coefficient; use "
               "fewer "
               "fixed effects";
    }
    return "unknown";
}

kt_estimate_options kt_estimate_options_default(void)
{
    return (kt_estimate_options){.family = KT_FAMILY_POISSON,
                                 .vcov = {.kind = KT_VCOV_IID, .ssc = KT_SSC_FIXEST, .lag = -1},
                                 .drop = KT_DROP_SINGLETONS | KT_DROP_SEPARATED,
                                 .tolerance = 1e-8,
                                 .inner = 1e-8,
                                 .collinear = 1e-9,
                                 .max_steps = 100,
                                 .max_inner = 10000,
                                 .n_threads = 1};
}

/* ---- checks -------------------------------------------------------------------------------
 */

static kt_status check_tolerance(const char *name, double value, kt_error *err)
{
    if (!(value >= 1e-14 && value <= 1e-2))
        return kt_fail(err, KT_ERR_RANGE, "%s %g, expected 1e-14 to 1e-2", name, value);
    return KT_OK;
}

static kt_status check_options(const kt_estimate_options *o, kt_error *err)
{
    KT_TRY(check_tolerance("tolerance", o->tolerance, err));
    KT_TRY(check_tolerance("inner tolerance", o->inner, err));
    KT_TRY(check_tolerance("collinear", o->collinear, err));
    if ((unsigned)o->family > KT_FAMILY_LOGIT)
        return kt_fail(err, KT_ERR_RANGE, "unknown family %d", (int)o->family);
    if (o->max_steps < 1 || o->max_steps > 10000)
        return kt_fail(err, KT_ERR_RANGE, "%d steps, expected 1 to 10000", (int)o->max_steps);
    if (o->max_inner < 1 || o->max_inner > 1000000)
        return kt_fail(err, KT_ERR_RANGE, "%d inner iterations, expected 1 to 1000000",
                       (int)o->max_inner);
    if (o->n_threads < 1 || o->n_threads > 256)
        return kt_fail(err, KT_ERR_RANGE, "%d threads, expected 1 to 256", o->n_threads);
    if (!(o->theta >= 0.0) || isinf(o->theta))
        return kt_fail(err, KT_ERR_RANGE, "theta %g, expected 0 or more", o->theta);
    return KT_OK;
}

static kt_status check_outcome(const kt_model_frame *frame, kt_family family, kt_error *err)
{
    const double *y = frame->outcome.value;
    for (int64_t r = 0; r < frame->n_rows; r++) {
        const char *expected = NULL;
        if ((family == KT_FAMILY_POISSON || family == KT_FAMILY_NEGBIN) && y[r] < 0.0)
            expected = "0 or more; for logs take gaussian";
        else if (family == KT_FAMILY_GAMMA && y[r] <= 0.0)
            expected = "more than 0";
        else if (family == KT_FAMILY_LOGIT && y[r] != 0.0 && y[r] != 1.0)
            expected = "0 or 1";
        if (expected)
            return kt_fail_at(err, KT_ERR_RANGE, r + 1, 0,
                              "outcome \"%s\" is %g, family %s expects %s", frame->outcome.name,
                              y[r], kt_family_name(family), expected);
    }
    return KT_OK;
}

/* ---- the model ----------------------------------------------------------------------------
 */

static int absorbs_constant(const kt_model_frame *frame)
{
    for (int32_t f = 0; f < frame->n_effects; f++)
        if (!frame->effects[f].slopes_only)
            return 1;
    return 0;
}

static void add_columns(kt_design *design, const kt_frame_column *columns, int32_t n)
{
    for (int32_t c = 0; c < n; c++) {
        design->name[design->n] = columns[c].name;
        design->value[design->n++] = columns[c].value;
    }
}

kt_status kt_design_init(kt_design *design, const kt_model_frame *frame, kt_error *err)
{
    const int64_t n =
        (int64_t)1 + frame->n_regressors + frame->n_endogenous + frame->n_instruments;
    *design = (kt_design){0};
    if (n > KT_MAX_COEFFICIENTS)
        return kt_fail(err, KT_ERR_LIMIT, "%lld coefficients, expected at most %d",
                       (long long)n, KT_MAX_COEFFICIENTS);
    KT_TRY(kt_new(&design->name, n, sizeof *design->name, err));
    KT_TRY(kt_new(&design->value, n, sizeof *design->value, err));
    if (frame->intercept && !absorbs_constant(frame))
        design->name[design->n++] = "(Intercept)";
    add_columns(design, frame->regressors, frame->n_regressors);
    add_columns(design, frame->instruments, frame->n_endogenous > 0 ? frame->n_instruments : 0);
    for (int32_t k = design->n - frame->n_instruments; frame->n_endogenous > 0 && k < design->n;
         k++)
        design->name[k] = NULL;
    add_columns(design, frame->endogenous, frame->n_endogenous);
    return KT_OK;
}

void kt_design_clear(kt_design *design)
{
    kt_free(design->value);
    kt_free(design->name);
    *design = (kt_design){0};
}

/* ---- fitting ------------------------------------------------------------------------------
 */

/* The fit of this sample; separated rows are looked for when the steps say that there may be
 * some, which costs nothing where there are none. */
static kt_status fit_sample(kt_fit *fit, kt_sample *sample, const kt_model_frame *frame,
                            const kt_design *design, const kt_estimate_options *options,
                            kt_error *err)
{
    const int may_separate =
        options->family == KT_FAMILY_POISSON || options->family == KT_FAMILY_NEGBIN;
    for (int heeds = may_separate && (options->drop & KT_DROP_SEPARATED);;) {
        int64_t n_found = 0;
        kt_fit_clear(fit);
        KT_TRY(kt_sample_prune(sample, frame, options->family, options->drop,
                               options->n_threads, options->progress, err));
        if (sample->n == 0)
            return KT_OK;
        KT_TRY(kt_fit_init(fit, frame, sample, design->value, design->n, options, err));
        fit->heeds_separation = heeds;
        KT_TRY(kt_fit_run(fit, frame, options, 0, err));
        if (!heeds || (fit->end != KT_FIT_SUSPECT && fit->end != KT_FIT_STEPS))
            return KT_OK;
        KT_TRY(kt_separation_drop(sample, frame, design->value, design->n, options, &n_found,
                                  err));
        if (n_found == 0 && fit->end == KT_FIT_STEPS)
            return KT_OK;
        heeds = n_found > 0;
    }
}

/* theta and the coefficients in turn: their estimates hardly depend on each other. */
static kt_status fit_negbin(kt_fit *fit, kt_sample *sample, const kt_model_frame *frame,
                            const kt_design *design, const kt_estimate_options *options,
                            double *theta_se, kt_error *err)
{
    kt_estimate_options o = *options;
    enum { MAX_ROUNDS = 100 };
    if (options->theta > 0.0)
        return fit_sample(fit, sample, frame, design, &o, err);
    o.theta = 1e8; // all but poisson
    KT_TRY(fit_sample(fit, sample, frame, design, &o, err));
    for (int round = 0; round < MAX_ROUNDS && sample->n > 0 && fit->end == KT_FIT_CONVERGED;
         round++) {
        const double before = fit->theta;
        kt_theta_maximise(fit, round == 0, theta_se);
        if (fabs(fit->theta - before) <= 1e-9 * before)
            return KT_OK;
        memset(fit->excluded, 0, (size_t)fit->n_columns * sizeof *fit->excluded);
        KT_TRY(kt_fit_run(fit, frame, &o, 1, err));
    }
    if (sample->n > 0)
        fit->end = KT_FIT_STEPS;
    return KT_OK;
}

static kt_estimate_outcome outcome_of(const kt_fit *fit)
{
    switch (fit->end) {
    case KT_FIT_CONVERGED:
        return KT_ESTIMATE_CONVERGED;
    case KT_FIT_NOTHING:
        return KT_ESTIMATE_NO_VARIATION;
    case KT_FIT_STEPS:
    case KT_FIT_SUSPECT:
        return KT_ESTIMATE_NOT_CONVERGED;
    }
    return KT_ESTIMATE_NOT_CONVERGED;
}

static kt_status list_dropped(kt_estimate *e, const kt_sample *sample, kt_error *err)
{
    for (int64_t r = 0; r < sample->n_rows; r++) {
        e->n_zero_weight += sample->state[r] == KT_ROW_NO_WEIGHT;
        e->n_all_alike += sample->state[r] == KT_ROW_ALIKE;
    }
    KT_TRY(kt_sample_list(sample, KT_ROW_SINGLETON, KT_ROW_SINGLETON, &e->singletons,
                          &e->n_singletons, err));
    return kt_sample_list(sample, KT_ROW_ALIKE, KT_ROW_SEPARATED, &e->separated,
                          &e->n_separated, err);
}

kt_status kt_estimate_into(const kt_model_frame *frame, const kt_estimate_options *options,
                           kt_estimate *e, kt_error *err)
{
    kt_status status = KT_OK;
    kt_design design = {0};
    kt_sample sample = {0};
    kt_fit fit = {0};

    status = kt_design_init(&design, frame, err);
    if (status)
        goto done;
    status = kt_sample_init(&sample, frame, err);
    if (status)
        goto done;
    if (options->family == KT_FAMILY_NEGBIN)
        status = fit_negbin(&fit, &sample, frame, &design, options, &e->theta_se, err);
    else
        status = fit_sample(&fit, &sample, frame, &design, options, err);
    if (status)
        goto done;
    e->n_rows = frame->n_rows;
    e->n = sample.n;
    status = list_dropped(e, &sample, err);
    if (status)
        goto done;
    e->outcome = sample.n > 0 ? outcome_of(&fit) : KT_ESTIMATE_NO_ROWS;
    if (sample.n > 0 && frame->n_endogenous > 0 && e->outcome == KT_ESTIMATE_CONVERGED) {
        status = kt_two_stages(&fit, frame, &design, err);
        if (status)
            goto done;
        e->outcome = outcome_of(&fit);
    }
    if (sample.n > 0)
        status = kt_result_fill(e, &fit, frame, &design, options, err);
done:
    kt_fit_clear(&fit);
    kt_sample_clear(&sample);
    kt_design_clear(&design);
    return status;
}

kt_status kt_estimate_fit(const kt_model_frame *frame, const kt_estimate_options *options,
                          kt_estimate **out, kt_error *err)
{
    kt_status status = KT_OK;
    const kt_estimate_options chosen = options ? *options : kt_estimate_options_default();
    kt_estimate *fresh = NULL;

    status = check_options(&chosen, err);
    if (status)
        goto done;
    status = kt_model_frame_check(frame, err);
    if (status)
        goto done;
    status = check_outcome(frame, chosen.family, err);
    if (status)
        goto done;
    status = kt_new(&fresh, 1, sizeof *fresh, err);
    if (status)
        goto done;
    kt_result_init(fresh, chosen.family);
    if (frame->n_endogenous > 0 && chosen.family == KT_FAMILY_POISSON)
        status = kt_control_function(frame, &chosen, fresh, err);
    else if (frame->n_endogenous > 0 && chosen.family != KT_FAMILY_GAUSSIAN)
        status = kt_fail(err, KT_ERR_RANGE,
                         "instruments are for gaussian (two stages) and poisson (control "
                         "function), not for %s",
                         kt_family_name(chosen.family));
    else
        status = kt_estimate_into(frame, &chosen, fresh, err);
    if (status)
        goto done;
    *out = fresh;
    fresh = NULL;
done:
    kt_estimate_free(fresh);
    return status;
}
