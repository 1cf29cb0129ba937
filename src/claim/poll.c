/* poll.c: what was foreseen of a figure just told: "fell 28 % in May, against the 26 % expected
 * by economists", "Analysten hatten mit einem Minus von 2 Prozent gerechnet". */
#include "claim_kind.h"

#include <string.h>

static bool word_holds(const kt_reading *r, const char *const *parts, size_t n_parts)
{
    for (int32_t t = r->first; t < r->last; t++)
        for (size_t n = 0; n < n_parts; n++)
            if (strstr(kt_token_word(r->tokens, t), parts[n]))
                return true;
    return false;
}

static bool has_word(const kt_reading *r, const char *const *words, size_t n_words)
{
    for (int32_t t = r->first; t < r->last; t++)
        for (size_t n = 0; n < n_words; n++)
            if (kt_word_at(r, t, words[n]))
                return true;
    return false;
}

#define N_OF(words) (sizeof(words) / sizeof *(words))

static bool is_german_poll(const kt_reading *r)
{
    static const char *const who[] = {"analyst", "ökonom",    "volkswirt",  "expert",
                                      "umfrage", "fachleute", "beobachter", "befragt"};
    static const char *const past[] = {"hatte",        "hatten",           "waren",
                                       "rechneten",    "prognostizierten", "erwarteten",
                                       "erwartet",     "gingen",           "prognostiziert",
                                       "vorhergesagt", "vorausgesagt"};
    return word_holds(r, who, N_OF(who)) && has_word(r, past, N_OF(past));
}

static bool is_english_poll(const kt_reading *r)
{
    static const char *const words[] = {"median",       "poll",     "polled",   "consensus",
                                        "expectations", "surveyed", "analysts", "economists"};
    for (int32_t t = r->first; t < r->last; t++)
        if (kt_word_at(r, t, "market") && kt_word_at(r, t + 1, "expected"))
            return true;
    return has_word(r, words, N_OF(words));
}

bool kt_names_poll(const kt_reading *r)
{
    static const char *const russian[] = {"аналитик", "экономист", "эксперт"};
    return r->tongue == 0   ? is_german_poll(r)
           : r->tongue == 1 ? is_english_poll(r)
                            : word_holds(r, russian, N_OF(russian)) || is_english_poll(r);
}

/* "Prognosen von 3 Prozent". */
static bool is_german_forecast(const kt_reading *r, const kt_stated *s)
{
    static const char *const words[] = {"prognose",    "prognosen",  "erwartung",
                                        "erwartungen", "vorhersage", "vorhersagen"};
    const char *word = kt_token_word(r->tokens, s->first - 2);
    if (s->first - 2 <= r->first || !kt_word_at(r, s->first - 1, "von"))
        return false;
    for (size_t n = 0; n < N_OF(words); n++)
        if (strcmp(word, words[n]) == 0 || kt_ends_in(word, words[n]))
            return true;
    return false;
}

/* "Below forecasts of $8 billion", "the $8 billion expected", "the forecast $8 billion". */
static bool is_english_forecast(const kt_reading *r, const kt_stated *s)
{
    static const char *const nouns[] = {"forecast",     "forecasts",  "expectation",
                                        "expectations", "prediction", "predictions",
                                        "estimate",     "estimates"};
    static const char *const foreseen[] = {"forecast",  "forecasted", "expected",
                                           "predicted", "projected",  "anticipated"};
    const int32_t of = s->first - 1;
    const bool the =
        kt_word_at(r, of, "the") || kt_word_at(r, of, "an") || kt_word_at(r, of, "a");
    if (kt_word_at(r, of, "of") && KT_IS_ONE_OF(r, of - 1, nouns))
        return true;
    return KT_IS_ONE_OF(r, s->last, foreseen)
               ? the
               : KT_IS_ONE_OF(r, of, foreseen) &&
                     (kt_word_at(r, of - 1, "the") || kt_word_at(r, of - 1, "a") ||
                      kt_word_at(r, of - 1, "an"));
}

/* Beside a figure told before it in the sentence. */
bool kt_is_foreseen(const kt_reading *r, const kt_stated *s)
{
    if (!r->d.has_period || s == r->stated)
        return false;
    return r->tongue == 0   ? is_german_forecast(r, s)
           : r->tongue == 1 ? is_english_forecast(r, s)
                            : false;
}

bool kt_is_of_poll(const kt_reading *r)
{
    if (r->now >= r->stated && r->now < r->stated + r->n_stated && kt_is_foreseen(r, r->now))
        return true;

    return r->d.has_period && r->d.period.period.last - r->d.period.period.first <= 2 &&
           kt_names_poll(r);
}
