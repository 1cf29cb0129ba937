/* lost.c: "Германия недосчиталась на экспорте 3 млрд", "verlor Exporte im Wert von drei
 * Milliarden", "потери экспорта составили": what a flow became less by, not what it was. */
#include "claim_kind.h"

static bool begins_with_any(const kt_reading *r, int32_t t, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kt_starts_with(r, t, words[i]))
            return true;
    return false;
}

bool kt_is_lost(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 12 };
    static const char *const verbs[] = {"потерял", "недосчитал", "недополучил", "verlor",
                                        "büsste",  "lost",       "losing"},
                             *const nouns[] = {"потери",   "недобор", "einbusse",
                                               "verluste", "losses",  "exporteinbusse"},
                             *const to[3] = {"auf", "to", "до"};
    static const kt_sense others[] = {KT_SENSE_RANK, KT_SENSE_SHARE, KT_SENSE_PARTNER,
                                      KT_SENSE_LARGEST, KT_SENSE_ORDINAL};
    const bool second = s > r->stated && s < r->stated + r->n_stated;
    static const char *const with[3] = {"mit", "with", "с"};
    if (kt_word_at(r, s->first - 1, kt_by_tongue(r, with)))
        return false; /* "verlor mit 12 Milliarden den ersten Platz" */
    bool came_to = kt_word_at(r, s->first - 1, kt_by_tongue(r, to));
    if (kt_starts_with(r, s->last, "eingebüsst"))
        return true;
    if (kt_word_at(r, s->last, "ein")) /* "büßten drei Milliarden ein" */
        came_to = false;
    for (int32_t t = s->first - 1; t >= r->first && t > s->first - FAR; t--) {
        if (kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN || KT_ANY_AT(r, t, others) ||
            (second && t < s[-1].last))
            return false;
        if (begins_with_any(r, t, nouns, sizeof nouns / sizeof *nouns) ||
            (!came_to && begins_with_any(r, t, verbs, sizeof verbs / sizeof *verbs)))
            return true;
        came_to |= kt_mark_at(r, t, KT_SENSE_RISE_TO) && !kt_word_at(r, t, "worth");
    }
    return false;
}
