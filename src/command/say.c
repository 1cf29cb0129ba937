/* say.c: sentences of lang/ with numbers as the reader's language writes them. */
#include "say.h"

#include <math.h>
#include <stdio.h>

enum { MOST = 12, MOST_DECIMALS = 6 };

/* Decimals that a number needs: 0.55 two, 1 none. */
static int decimals_of(double value)
{
    double scaled = value;
    for (int d = 0; d < MOST_DECIMALS; d++) {
        if (!(fabs(scaled - round(scaled)) > 1e-9 * fmax(1.0, fabs(scaled))))
            return d;
        scaled *= 10.0;
    }
    return MOST_DECIMALS;
}

static kt_status write_value(kt_locale *locale, const kt_say_value *value, kt_text *out,
                             kt_error *err)
{
    char year[16];
    switch (value->as) {
    case KT_AS_TEXT:
        return kt_text_add(out, value->text ? value->text : "", err);
    case KT_AS_YEAR:
        snprintf(year, sizeof year, "%.0f", value->number);
        return kt_text_add(out, year, err);
    case KT_AS_PERCENT:
        return kt_locale_percent(locale, value->number, value->decimals, KT_SIGN_AUTO, out,
                                 err);
    case KT_AS_PLAIN:
        return kt_locale_number(locale, value->number, decimals_of(value->number), out, err);
    case KT_AS_COUNT:
    case KT_AS_NUMBER:
        break;
    }
    return kt_locale_number(locale, value->number, value->decimals, out, err);
}

static kt_status fill(const kt_run *run, const char *key, const kt_say_value *value, int n,
                      kt_text *text, kt_text *out, kt_error *err)
{
    kt_locale *locale;
    const kt_phrases *phrases;
    kt_argument arguments[MOST];
    KT_TRY(kt_run_locale(run, &locale, &phrases, err));
    if (n > MOST)
        return kt_fail(err, KT_ERR_LIMIT, "phrase %s: more than %d words", key, MOST);
    for (int v = 0; v < n; v++) {
        KT_TRY(write_value(locale, &value[v], &text[v], err));
        arguments[v] = (kt_argument){value[v].name, kt_text_get(&text[v]), value[v].number};
    }
    return kt_phrase_fill(phrases, locale, key, arguments, n, out, err);
}

kt_status kt_say_phrase(const kt_run *run, const char *key, const kt_say_value *value, int n,
                        kt_text *out, kt_error *err)
{
    kt_text text[MOST] = {{0}};
    const kt_status status = fill(run, key, value, n, text, out, err);
    for (int v = 0; v < MOST; v++)
        kt_text_clear(&text[v]);
    return status;
}

kt_status kt_say_note(const kt_run *run, kt_table *table, const char *key,
                      const kt_say_value *value, int n, kt_error *err)
{
    kt_text text = {0};
    const kt_status status = kt_say_phrase(run, key, value, n, &text, err);
    if (!status)
        kt_table_note(table, kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}
