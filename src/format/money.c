/* money.c: an amount with the unit and the digits that a reader expects. */
#include <kontor/money.h>

#include <math.h>

typedef struct step {
    double from; /* smallest amount that is said so, after rounding */
    double unit;
    int decimals;
    const char *key;
} step;

static const step STEPS[] = {
    {999.95e9, 1e12, 2, "amount.trillion"}, {9.995e9, 1e9, 1, "amount.billion"},
    {999.95e6, 1e9, 2, "amount.billion"},   {999.5e3, 1e6, 1, "amount.million"},
    {999.5, 1e3, 0, "amount.thousand"},     {0.0, 1.0, 0, "amount.one"},
};

/* Digits behind the point: those of the step, but none that are exactly 0: what somebody called
 * 1.5 billion is not 1.50. A statistic's last digits are never all 0. */
static int money_decimals(double shown, int decimals)
{
    while (decimals > 0) {
        const double fewer = fabs(shown) * pow(10.0, decimals - 1);
        if (fewer != floor(fewer))
            break;
        decimals--;
    }
    return decimals;
}

kt_status kt_money_format(kt_locale *locale, const kt_phrases *phrases, double usd,
                          kt_text *out, kt_error *err)
{
    kt_status status;
    kt_text number = {0};
    const step *at = STEPS;

    while (fabs(usd) < at->from)
        at++;
    const double shown = usd / at->unit;
    status = kt_locale_number(locale, shown, money_decimals(shown, at->decimals), &number, err);
    if (!status) {
        const kt_argument n = {.name = "n", .text = kt_text_get(&number), .number = usd};
        status = kt_phrase_fill(phrases, locale, at->key, &n, 1, out, err);
    }
    kt_text_clear(&number);
    return status;
}
