/* in_passing.c: countries that are named for what happened there or who wanted goods, and have
 * no part in the flow told of:
 *
 *     nach dem Angriff auf die Ukraine · вторжение в Украину
 *     wegen der schwachen Nachfrage aus China · China-Nachfrage */
#include "trade_flow.h"

#include <string.h>

static bool begins_with(const kt_reading *r, int32_t t, const char *const *parts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(kt_token_word(r->tokens, t), parts[i], strlen(parts[i])) == 0)
            return true;
    return false;
}

static bool is_war_word(const kt_reading *r, int32_t t)
{
    static const char *const german[] = {"angriff", "krieg", "invasion", "einmarsch",
                                         "überfall"};
    static const char *const russian[] = {"войн", "вторжен", "спецоперац", "агресси"};
    if (r->tongue == 0)
        return begins_with(r, t, german, sizeof german / sizeof *german) ||
               strstr(kt_token_word(r->tokens, t), "krieg");
    return r->tongue == 2 && begins_with(r, t, russian, sizeof russian / sizeof *russian);
}

/* Words between "war" and where it is: "auf die", "gegen den". */
static bool leads_there(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"auf", "die", "gegen", "in", "der",
                                        "den", "в",   "на",    "mit"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (kt_word_at(r, t, words[n]))
            return true;
    return false;
}

/* "Angriff auf die Ukraine", "вторжение в Украину". */
static bool is_where_war_is(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 3 };
    for (int32_t t = m->first - 1; t >= r->first && t >= m->first - FAR; t--) {
        if (is_war_word(r, t))
            return t < m->first - 1;
        if (!leads_there(r, t))
            return false;
    }
    return false;
}

/* "Die schwache Nachfrage aus China", "China-Nachfrage". */
static bool is_who_wants(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 3 };
    if (r->tongue != 0)
        return false;
    if (kt_sign_at(r, m->last, "-") && kt_word_at(r, m->last + 1, "nachfrage"))
        return true;
    for (int32_t t = m->first - 1; t >= r->first && t >= m->first - FAR; t--) {
        if (kt_word_at(r, t, "nachfrage"))
            return true;
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
            return false;
    }
    return false;
}

/* "Seit dem EU-Beitritt Österreichs", "nach dem Austritt Großbritanniens": of a time. */
static bool is_who_joined(const kt_reading *r, const kt_mention *m)
{
    enum { FAR = 2 };
    for (int32_t t = m->first - 1; r->tongue == 0 && t >= r->first && t >= m->first - FAR; t--)
        if (strstr(kt_token_word(r->tokens, t), "beitritt") || kt_word_at(r, t, "austritt"))
            return true;
    return r->tongue == 0 && kt_sign_at(r, m->last, "-") &&
           (kt_word_at(r, m->last + 1, "beitritt") || kt_word_at(r, m->last + 1, "austritt"));
}

bool kt_is_in_passing(const kt_reading *r, const kt_mention *m)
{
    return is_where_war_is(r, m) || is_who_wants(r, m) || is_who_joined(r, m);
}
