/* future_tense.c: verbs that tell what is to come, in German, where no word of a goal does:
 *
 *     Der Handel wird 2025 auf 6 Milliarden steigen.
 *     Der Handel muss bis zum Jahresende 6 Milliarden erreichen.
 *     ..., dass der Handel in diesem Jahr 6 Milliarden erreichen wird. */
#include "claim_kind.h"

/* An infinitive; a participle behind "wird" is a passive. */
static bool is_infinitive(const kt_reading *r, int32_t t)
{
    static const char *const verbs[] = {
        "erreichen",  "übersteigen", "überschreiten", "übertreffen", "knacken",
        "steigen",    "ansteigen",   "steigern",      "wachsen",     "anwachsen",
        "zunehmen",   "zulegen",     "klettern",      "erhöhen",     "ausbauen",
        "ausweiten",  "vergrössern", "betragen",      "liegen",      "belaufen",
        "sinken",     "fallen",      "zurückgehen",   "schrumpfen",  "abnehmen",
        "verringern", "einbrechen",  "reduzieren",    "exportieren", "importieren",
        "liefern",    "einführen",   "ausführen",     "verdoppeln",  "verdreifachen",
        "halbieren"};
    return KT_IS_ONE_OF(r, t, verbs);
}

static bool is_auxiliary(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"wird", "werden", "muss", "müssen", "müsse", "müssten"};
    return KT_IS_ONE_OF(r, t, words);
}

/* Behind the last word of the amount's clause. */
static int32_t end_of_clause(const kt_reading *r, const kt_stated *s)
{
    int32_t end = s->last;
    while (end < r->last && !kt_mark_at(r, end, KT_SENSE_AND) &&
           !kt_mark_at(r, end, KT_SENSE_CONNECT) &&
           (kt_token_at(r->tokens, end)->kind != KT_TOKEN_SIGN ||
            (kt_sign_at(r, end, "-") && /* "die 100-Milliarden-Dollar-Marke" */
             !(kt_token_at(r->tokens, end)->flags & KT_TOKEN_SPACED))))
        end++;
    return end;
}

bool kt_is_in_future(const kt_reading *r, const kt_stated *s)
{
    if (r->tongue != 0)
        return false;
    const int32_t end = end_of_clause(r, s);
    if (end - 2 >= s->first && is_auxiliary(r, end - 1))
        return is_infinitive(r, end - 2);
    int32_t t = s->first - 1;
    while (t >= r->first && !kt_sign_at(r, t, ",") && !is_auxiliary(r, t))
        t--;
    return t >= r->first && is_auxiliary(r, t) && is_infinitive(r, end - 1);
}
