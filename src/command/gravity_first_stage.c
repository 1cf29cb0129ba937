/* gravity_first_stage.c: are the instruments strong? For each endogenous regressor, the test
 * that its first stage (least squares on all that is exogenous) needs no instrument, by the
 * same standard errors as the model: fixest's fitstat(, "ivwald"), with one instrument the
 * effective F of Montiel Olea and Pflueger (2013). With errors that are iid it is the usual F.
 */
#include "gravity_more.h"

#include <kontor/memory.h>
#include <kontor/specification.h>

#include <math.h>
#include <string.h>

/* The coefficients of instruments that are left, tested together; NaN where none is. */
static kt_status test_instruments(kt_gravity *g, const kt_model_frame *frame,
                                  const kt_estimate *e, kt_test_result *out, kt_error *err)
{
    int32_t *chosen, n = 0;
    *out = (kt_test_result){(double)NAN, (double)NAN, (double)NAN, (double)NAN};
    KT_TRY(kt_arena_new(&g->arena, &chosen, frame->n_instruments, sizeof *chosen, err));
    for (int32_t k = 0; k < frame->n_instruments; k++) {
        const int at = kt_gravity_coefficient(e, frame->instruments[k].name);
        if (at >= 0 && !isnan(e->coefficients[at].se))
            chosen[n++] = at;
    }
    if (n == 0)
        return KT_OK;
    const kt_status status = kt_wald_test(e, chosen, n, out, err);
    if (status != KT_ERR_NUMERIC)
        return status;
    kt_error_clear(err); // a singular variance: no test, and the model stands
    return KT_OK;
}

static kt_status fit_stage(kt_gravity *g, const kt_model_frame *frame,
                           const kt_estimate_options *options, const kt_frame_column *columns,
                           int32_t k, kt_gravity_stage *out, kt_error *err)
{
    kt_model_frame stage = *frame;
    kt_estimate_options chosen = *options;
    kt_estimate *e = NULL;
    const char *name = frame->endogenous[k].name;
    stage.outcome = frame->endogenous[k];
    stage.regressors = columns;
    stage.n_regressors = frame->n_regressors + frame->n_instruments;
    stage.n_endogenous = stage.n_instruments = 0;
    stage.offset = NULL;
    chosen.family = KT_FAMILY_GAUSSIAN;
    chosen.keep = 0;
    kt_status status = kt_arena_text(&g->arena, name, strlen(name), &out->endogenous, err);
    if (!status)
        status = kt_estimate_fit(&stage, &chosen, &e, err);
    if (!status)
        status = test_instruments(g, frame, e, &out->test, err);
    kt_estimate_free(e);
    return status;
}

kt_status kt_gravity_first_stages(kt_gravity *g, const kt_model_frame *frame,
                                  const kt_estimate_options *options, kt_gravity_fit *fit,
                                  kt_error *err)
{
    kt_frame_column *columns = NULL;
    const int32_t n_x = frame->n_regressors, n_z = frame->n_instruments;
    if (frame->n_endogenous == 0 || fit->estimate->outcome != KT_ESTIMATE_CONVERGED)
        return KT_OK;
    KT_TRY(kt_arena_new(&g->arena, &fit->stage, frame->n_endogenous, sizeof *fit->stage, err));
    KT_TRY(kt_new(&columns, (int64_t)n_x + n_z, sizeof *columns, err));
    for (int32_t k = 0; k < n_x; k++)
        columns[k] = frame->regressors[k];
    for (int32_t k = 0; k < n_z; k++)
        columns[n_x + k] = frame->instruments[k];
    kt_status status = KT_OK;
    for (int32_t k = 0; k < frame->n_endogenous && !status; k++) {
        status = fit_stage(g, frame, options, columns, k, &fit->stage[k], err);
        fit->n_stages += !status;
    }
    kt_free(columns);
    return status;
}
