/* money_of.c: whose money is meant where many countries have one of the same name:
 *
 *     3 billion Icelandic krónur · 3 Milliarden Kenia-Schilling · 3 млрд долларов Намибии
 *     3 billion kronor        the article's own country's, its partner's, or the last named
 *
 * An ISO 4217 code begins with the two letters of its country (exchange.h). */
#include "amount.h"
#include "exchange.h"

enum { MOST_CODES = 24 };

/* A name, or the code of the best known one, which a bare name means; and those it may be. */
static const struct {
    const char *name, *bare, *code[MOST_CODES];
} shared[] = {
    {"krone", "", {"CZK", "SEK", "DKK", "NOK", "ISK", "EEK", "SKK"}},
    {"peso", "", {"ARS", "MXN", "CLP", "COP", "PHP", "UYU", "CUP", "DOP"}},
    {"dinar", "", {"RSD", "KWD", "DZD", "TND", "JOD", "IQD", "MKD", "LYD", "BHD"}},
    {"shilling", "", {"KES", "UGX", "TZS", "SOS"}},
    {"dirham", "AED", {"AED", "MAD"}},
    {"rupee", "INR", {"INR", "PKR", "LKR", "NPR", "MUR", "IDR", "SCR", "MVR"}},
    {"pound", "GBP", {"EGP", "LBP", "SDG", "SSP", "SYP", "GIP"}},
    {"kwacha", "", {"ZMW", "MWK", "PGK", "MMK"}}, /* "K400 million" */
    {"pula", "", {"BWP", "PHP"}},                 /* "P400 million" */
    {"manat", "AZN", {"AZN", "TMT"}},
    {"leu", "MDL", {"MDL", "RON"}},
    {"rial", "", {"IRR", "SAR", "QAR", "OMR", "YER"}},
    {"USD", "USD", {"AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "NAD", "JMD", "BBD", "BSD",
                    "BMD", "BND", "BZD", "FJD", "GYD", "KYD", "LRD", "SBD", "SRD", "TTD"}},
    {"GBP", "GBP", {"EGP", "LBP", "SDG", "SSP", "SYP", "GIP"}},
    {"CHF", "CHF", {"RWF", "BIF", "CDF", "DJF", "GNF", "KMF"}},
    {"RUB", "RUB", {"BYN"}},
    {"RON", "RON", {"MDL"}},
    {"AZN", "AZN", {"TMT"}},
    {"SAR", "SAR", {"IRR", "QAR", "OMR", "YER"}},
    {"INR", "INR", {"PKR", "LKR", "NPR", "MUR", "IDR", "SCR", "MVR"}},
    {"KGS", "KGS", {"UZS"}},
    {"ZMW", "ZMW", {"MWK"}},
    {"ATS", "ATS", {"KES", "UGX", "TZS", "SOS"}}};

/* The code of one country's money of that name; NULL none. */
static const char *code_of(const kt_reading *r, const char *name, kt_place place)
{
    for (size_t n = 0; n < sizeof shared / sizeof *shared; n++)
        for (int k = 0; k < MOST_CODES && shared[n].code[k]; k++)
            if (strcmp(shared[n].name, name) == 0 &&
                kt_place_country(kt_currency_home(r->countries, shared[n].code[k]).code) ==
                    place)
                return shared[n].code[k];
    return NULL;
}

/* The country with money of that name that was named last before token t; NULL none. */
static const char *code_named_before(const kt_reading *r, const char *name, int32_t t)
{
    enum { FAR = 60 };
    for (int32_t p = t; p >= 0 && p > t - FAR; p--) {
        const kt_mark *mark = kt_mark_at(r, p, KT_SENSE_COUNTRY);
        mark = mark ? mark : kt_mark_at(r, p, KT_SENSE_ADJECTIVE);
        const char *code = mark ? code_of(r, name, kt_place_country(mark->meaning.code)) : NULL;
        if (code)
            return code;
    }
    return NULL;
}

/* "Kshs13 billion (Shs445b)": beside one country's money with its letter the bare name is
 * another's. */
static bool is_told_apart(const kt_reading *r, const char *code)
{
    static const char *const letters[][2] = {{"KES", "ksh"}, {"UGX", "ush"}, {"TZS", "tsh"}};
    for (size_t n = 0; n < sizeof letters / sizeof *letters; n++)
        for (int32_t t = r->first; t < r->last && strcmp(letters[n][0], code) == 0; t++)
            if (kt_starts_with(r, t, letters[n][1]))
                return true;
    return false;
}

const char *kt_own_currency(const kt_reading *r, const char *name, int32_t t)
{
    const kt_place spoken_of[] = {r->d.main, r->d.partner, r->d.usual[0], r->d.usual[1]};
    const char *bare = "";
    for (size_t p = 0; p < sizeof spoken_of / sizeof *spoken_of; p++) {
        const char *code =
            kt_place_is_country(spoken_of[p]) ? code_of(r, name, spoken_of[p]) : NULL;
        if (code && !is_told_apart(r, code))
            return code;
    }
    for (size_t n = 0; n < sizeof shared / sizeof *shared; n++)
        if (strcmp(shared[n].name, name) == 0)
            bare = shared[n].bare;
    const char *code = bare[0] ? NULL : code_named_before(r, name, t);
    return code ? code : bare;
}

static kt_place country_at(const kt_reading *r, int32_t t, int32_t *end)
{
    const kt_mark *mark = kt_mark_here(r, t, KT_SENSE_ADJECTIVE);
    mark = mark ? mark : kt_mark_here(r, t, KT_SENSE_COUNTRY);
    *end = mark ? t + mark->n : t;
    return mark ? kt_place_country(mark->meaning.code) : 0;
}

const char *kt_named_currency(const kt_reading *r, int32_t t, int32_t *end)
{
    int32_t at;
    const kt_mark *money = kt_mark_here(r, t, KT_SENSE_CURRENCY);
    if (money) { /* "долларов Намибии" */
        const char *name = money->meaning.text;
        const kt_place whose = r->tongue == 2 ? country_at(r, t + money->n, &at) : 0;
        const char *code = whose ? code_of(r, name, whose) : NULL;
        *end = code ? at : t + money->n;
        return code ? code : name;
    }
    const kt_place whose = country_at(r, t, &at);
    at += whose && kt_sign_at(r, at, "-");
    money = whose ? kt_mark_here(r, at, KT_SENSE_CURRENCY) : NULL;
    if (!money)
        return NULL;
    *end = at + money->n;
    const char *code = code_of(r, money->meaning.text, whose);
    return code ? code : money->meaning.text;
}
