/* gravity_say.c: words and numbers of gravity's answers as the reader's language has them. */
#include "gravity_say.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool has_format(const kt_gravity *g, const char *format)
{
    return strcmp(kt_argument_text(g->run, "format", "text"), format) == 0;
}

/* The run as it would be in English. */
static kt_status in_english(kt_gravity *g, kt_error *err)
{
    kt_given *given;
    const int n = g->run->n_given;
    KT_TRY(kt_arena_new(&g->arena, &given, n + 1, sizeof *given, err));
    given[0] = (kt_given){"lang", "en"}; // the first of a name counts
    for (int k = 0; k < n; k++)
        given[k + 1] = g->run->given[k];
    g->english = *g->run;
    g->english.given = given;
    g->english.n_given = n + 1;
    g->told = &g->english;
    return KT_OK;
}

/* Between two digits of a sample. */
static void take_sign(const char *from, char before, char after, char out[8])
{
    const char *begin = before ? strchr(from, before) + 1 : from;
    snprintf(out, 8, "%.*s", (int)(strchr(begin, after) - begin), begin);
}

kt_status kt_gravity_speak(kt_gravity *g, kt_error *err)
{
    kt_locale *locale;
    const kt_phrases *phrases;
    kt_text sample = {0};
    g->told = g->run;
    if (has_format(g, "csv") || has_format(g, "json"))
        KT_TRY(in_english(g, err));
    g->signs = (kt_gravity_signs){".", ",", "-"};
    if (strcmp(kt_run_language(g->told), "en") == 0)
        return KT_OK;
    KT_TRY(kt_run_locale(g->told, &locale, &phrases, err));
    const kt_status status = kt_locale_number(locale, -1234.5, 1, &sample, err);
    if (!status) {
        take_sign(kt_text_get(&sample), '1', '2', g->signs.group);
        take_sign(kt_text_get(&sample), '4', '5', g->signs.point);
        if (!has_format(g, "latex")) // which has no U+2212 in text
            take_sign(kt_text_get(&sample), '\0', '1', g->signs.minus);
    }
    kt_text_clear(&sample);
    return status;
}

kt_status kt_gravity_say(const kt_gravity *g, const char *key, const kt_say_value *value, int n,
                         kt_text *out, kt_error *err)
{
    return kt_say_phrase(g->told, key, value, n, out, err);
}

kt_status kt_gravity_note(const kt_gravity *g, kt_table *table, const char *key,
                          const kt_say_value *value, int n, kt_error *err)
{
    return kt_say_note(g->told, table, key, value, n, err);
}

kt_status kt_gravity_remark(const kt_gravity *g, const char *key, const kt_say_value *value,
                            int n, kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_say_phrase(g->run, key, value, n, &text, err);
    if (!status)
        status = kt_sink_format(&g->run->options->notes, err, "%s\n", kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

/* ---- numbers ------------------------------------------------------------------------------
 */

/* A number of C with the signs of the language. */
static const char *sign(const kt_gravity *g, const char *plain, char out[32])
{
    int to = 0;
    out[0] = '\0';
    for (const char *c = plain; *c && to < 24; c++)
        to += snprintf(out + to, (size_t)(32 - to), "%.*s", *c == '-' || *c == '.' ? 7 : 1,
                       *c == '-'   ? g->signs.minus
                       : *c == '.' ? g->signs.point
                                   : c);
    return out;
}

const char *kt_gravity_print(const kt_gravity *g, double value, char out[32])
{
    char plain[32];
    const double size = fabs(value);
    if (isnan(value))
        snprintf(plain, sizeof plain, "–");
    else if (size != 0.0 && (size < 5e-4 || size >= 1e7))
        snprintf(plain, sizeof plain, "%.3e", value);
    else
        snprintf(plain, sizeof plain, "%.4f", value);
    return sign(g, plain, out);
}

const char *kt_gravity_print_p(const kt_gravity *g, double p, char out[32])
{
    char plain[32];
    if (isnan(p))
        snprintf(plain, sizeof plain, "–");
    else
        snprintf(plain, sizeof plain, p < 1e-4 ? "<0.0001" : "%.4f", p);
    return sign(g, plain, out);
}

const char *kt_gravity_print_short(const kt_gravity *g, double value, int digits, char out[32])
{
    char plain[32];
    snprintf(plain, sizeof plain, "%.*g", digits, value);
    return sign(g, plain, out);
}

const char *kt_gravity_print_power(const kt_gravity *g, double value, char out[32])
{
    char plain[32];
    snprintf(plain, sizeof plain, "%.1e", value);
    return sign(g, plain, out);
}

const char *kt_gravity_print_fixed(const kt_gravity *g, double value, int decimals,
                                   char out[32])
{
    char plain[32];
    if (isnan(value))
        snprintf(plain, sizeof plain, "–");
    else
        snprintf(plain, sizeof plain, "%.*f", decimals, value);
    return sign(g, plain, out);
}

const char *kt_gravity_count(const kt_gravity *g, int64_t n, char out[32])
{
    char digits[32];
    int to = 0;
    const int length = snprintf(digits, sizeof digits, "%lld", (long long)n);
    out[0] = '\0';
    for (int p = 0; p < length && to < 28; p++)
        to += snprintf(out + to, (size_t)(32 - to), "%s%c",
                       p > 0 && (length - p) % 3 == 0 ? g->signs.group : "", digits[p]);
    return out;
}

/* ---- what a model is ----------------------------------------------------------------------
 */

kt_status kt_gravity_say_family(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                                kt_error *err)
{
    const bool gaussian = fit->estimate->family == KT_FAMILY_GAUSSIAN;
    const kt_say_value family = {"family", .text = !fit->model->n_endogenous
                                                       ? kt_family_name(fit->estimate->family)
                                                   : gaussian ? "two_stage"
                                                              : "control"};
    return kt_gravity_say(g, "gravity.family", &family, 1, out, err);
}

const char *kt_gravity_ssc_word(const kt_gravity_fit *fit)
{
    static const char *const rule[] = {"fixest", "stata", "none"};
    return rule[fit->estimate->vcov.ssc];
}

/* "exporter and year" */
static kt_status join_clusters(const kt_gravity *g, kt_text *out, kt_error *err)
{
    kt_text first = {0}, next = {0};
    kt_status status = KT_OK;
    for (int c = 0; c < g->n_clusters && !status; c++) {
        kt_text_reset(&next);
        status = kt_expression_write(g->cluster[c], &next, err);
        if (!status && c == 0) {
            status = kt_text_add(out, kt_text_get(&next), err);
        } else if (!status) {
            kt_text_reset(&first);
            status = kt_text_add(&first, kt_text_get(out), err);
            kt_text_reset(out);
            const kt_say_value two[] = {{"a", .text = kt_text_get(&first)},
                                        {"b", .text = kt_text_get(&next)}};
            if (!status)
                status = kt_gravity_say(g, "gravity.both", two, 2, out, err);
        }
    }
    kt_text_clear(&next);
    kt_text_clear(&first);
    return status;
}

kt_status kt_gravity_say_vcov(const kt_gravity *g, const kt_gravity_fit *fit, kt_text *out,
                              kt_error *err)
{
    static const char *const kinds[] = {
        [KT_VCOV_IID] = "iid",       [KT_VCOV_HETERO] = "hetero",
        [KT_VCOV_DYADIC] = "dyadic", [KT_VCOV_NEWEY_WEST] = "lags",
        [KT_VCOV_CLUSTER] = "other", [KT_VCOV_DRISCOLL_KRAAY] = "panel_lags"};
    const kt_vcov *vcov = &fit->estimate->vcov;
    const bool one = vcov->kind == KT_VCOV_CLUSTER && g->n_clusters == 1;
    kt_text clusters = {0};
    kt_status status = vcov->kind == KT_VCOV_CLUSTER ? join_clusters(g, &clusters, err) : KT_OK;
    const kt_say_value values[] = {{"kind", .text = one ? "one" : kinds[vcov->kind]},
                                   {"clusters", .text = kt_text_get(&clusters)},
                                   {"groups", KT_AS_COUNT, .number = (double)vcov->n_groups},
                                   {"lag", KT_AS_COUNT, .number = vcov->lag}};
    if (!status)
        status = kt_gravity_say(g, "gravity.vcov", values, 4, out, err);
    kt_text_clear(&clusters);
    return status;
}

static kt_status say_call(const kt_gravity *g, int m, bool stata, kt_text *out, kt_error *err)
{
    const kt_say_value values[] = {{"n", KT_AS_COUNT, .number = m + 1},
                                   {"program", .text = stata ? "Stata" : "R"}};
    KT_TRY(kt_gravity_say(g, "gravity.call", values, 2, out, err));
    KT_TRY(kt_text_add(out, "\n", err));
    KT_TRY(stata ? kt_gravity_same_in_stata(g, &g->fit[m], out, err)
                 : kt_gravity_same_in_r(g, &g->fit[m], out, err));
    return kt_text_add(out, "\n", err);
}

kt_status kt_gravity_say_calls(const kt_gravity *g, bool apart, kt_text *out, kt_error *err)
{
    for (int m = 0; m < g->n_fits; m++) {
        KT_TRY(kt_text_add(out, apart ? "\n" : "", err));
        KT_TRY(say_call(g, m, false, out, err));
        KT_TRY(say_call(g, m, true, out, err));
    }
    return KT_OK;
}
