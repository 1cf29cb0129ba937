/* amount.c: figures as a reader of the language sees them. The words around a number ("Mio.
 * USD", "million") are phrases; how many digits a percentage has is decided here, and those of
 * money in kontor/money.h. */
#include "brief_internal.h"

#include <kontor/money.h>

#include <math.h>
#include <string.h>

#define LEAST_SHOWN 0.0001 /* the smallest percentage with two decimals */

kt_status kt_amount_money(kt_work *work, double usd, kt_text *out, kt_error *err)
{
    return kt_money_format(work->world->locale, work->world->phrases, usd, out, err);
}

/* One decimal as a rule; two for what would else be told by one digit, none for what has three
 * before the point. */
static int percent_decimals(double fraction)
{
    const double size = fabs(fraction);

    return size >= 0.9995 ? 0 : size >= 0.00995 || size == 0.0 ? 1 : 2;
}

/* "under 0.01%": what is there is never shown as 0.00. */
static kt_status under_least(kt_work *work, kt_text *out, kt_error *err)
{
    kt_text least = {0};
    const char *text;
    kt_status status =
        kt_locale_percent(work->world->locale, LEAST_SHOWN, 2, KT_SIGN_AUTO, &least, err);

    if (!status) {
        const kt_word n = KT_SAY_TEXT("n", kt_text_get(&least));
        status = kt_say(work, "amount.least", &n, 1, &text, err);
    }
    if (!status)
        status = kt_text_add(out, text, err);
    kt_text_clear(&least);
    return status;
}

kt_status kt_amount_percent(kt_work *work, const kt_figure *figure, kt_sign sign, kt_text *out,
                            kt_error *err)
{
    const double fraction = sign == KT_SIGN_AUTO ? fabs(figure->value) : figure->value;
    int decimals = percent_decimals(fraction);

    if (strncmp(figure->id, "cagr_", 5) == 0 || strncmp(figure->id, "trend_", 6) == 0)
        // Rates that compound over years are told more exactly than a single year's.
        decimals = fabs(fraction) < 0.09995 ? 2 : decimals;
    else if (strncmp(figure->id, "mirror_percentile", 17) == 0)
        decimals = 0;
    else if (strncmp(figure->id, "stated_", 7) == 0)
        // As it was said: "12 %" is not "12.0 %".
        decimals = fabs(fraction * 100.0 - round(fraction * 100.0)) < 1e-9 ? 0 : decimals;
    if (sign == KT_SIGN_AUTO && fraction > 0.0 && fraction < LEAST_SHOWN / 2)
        return under_least(work, out, err);
    return kt_locale_percent(work->world->locale, fraction, decimals, sign, out, err);
}

/* Phrase behind a number in a table whose status is weaker than reported; NULL: none. */
static const char *mark_key(kt_flow_status status)
{
    switch (status) {
    case KT_PROVISIONAL:
        return "mark.provisional";
    case KT_ESTIMATED:
        return "mark.estimated";
    case KT_SUPPRESSED:
        return "mark.suppressed";
    case KT_REPORTED:
        break;
    }
    return NULL;
}

kt_status kt_amount_mark(kt_work *work, kt_flow_status flow_status, const char *number,
                         const char **out, kt_error *err)
{
    const char *mark = mark_key(flow_status);
    const kt_word n = KT_SAY_TEXT("n", number);

    if (mark)
        return kt_say(work, mark, &n, 1, out, err);
    return kt_arena_text(&work->arena, number, strlen(number), out, err);
}

kt_status kt_amount_cell(kt_work *work, const kt_figure *figure, double scale, const char **out,
                         kt_error *err)
{
    kt_status status;
    kt_text number = {0};

    *out = NULL;
    if (!figure)
        return kt_say_label(work, "cell.no_data", out, err);
    if (!mark_key(figure->status))
        return KT_OK;
    status = kt_locale_number(work->world->locale, figure->value * scale, 1, &number, err);
    if (!status)
        status = kt_amount_mark(work, figure->status, kt_text_get(&number), out, err);
    kt_text_clear(&number);
    return status;
}
