/* mention_aside.c: countries that are named as a reason, or in a quarrel, are no ends of the
 * flow told of. */
#include "mention.h"
#include "trade_flow.h"

#include <string.h>

/* "Из-за торговой войны с Китаем экспорт США вырос": no partner of the trade told of. */
static bool is_of_quarrel(const kt_reading *r, const kt_mention *m)
{
    static const char *const words[] = {"войн", "конфликт", "напряжен", "спор", "разноглас"};
    const char *word = m->first - 2 >= r->first ? kt_token_word(r->tokens, m->first - 2) : "";
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (r->tongue == 2 && m->role == KT_ROLE_WITH &&
            strncmp(word, words[n], strlen(words[n])) == 0)
            return true;
    return false;
}

/* "Because of the loss of Russian gas deliveries": a reason, no end of the flow told of. */
void kt_set_reasons_aside(kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++) {
        if (kt_is_last_reason(r, r->mention[n].first) || is_of_quarrel(r, &r->mention[n]) ||
            kt_is_in_passing(r, &r->mention[n]))
            r->mention[n].role = KT_ROLE_RIVAL;
        for (int32_t t = r->mention[n].first - 1; t >= r->first && t >= r->mention[n].first - 4;
             t--) {
            if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD)
                break;
            if (kt_mark_at(r, t, KT_SENSE_CAUSE) &&
                (r->n_stated == 0 || t > r->stated[0].first))
                r->mention[n].role = KT_ROLE_RIVAL;
        }
    }
}

/* "The trade war with China": a foe, no end of a flow. */
void kt_set_foes_aside(kt_reading *r)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) {
        kt_mention *m = &r->mention[n];
        const kt_mark *with = m->role == KT_ROLE_WITH || m->role == KT_ROLE_BETWEEN
                                  ? kt_mark_within(r, m->first - 3, m->first, KT_SENSE_WITH)
                                  : NULL;
        const kt_mark *war = with ? kt_mark_before(r, with->first, KT_SENSE_NEUTRAL) : NULL;
        if (war && (kt_word_at(r, war->first, "trade") || kt_word_at(r, war->first, "tariff")))
            m->role = KT_ROLE_RIVAL;
    }
}

/* "To China (including Hong Kong)": part of the one named before. */
void kt_set_parts_aside(kt_reading *r)
{
    static const char *const words[] = {"including",       "incl",      "inkl",
                                        "einschliesslich", "inklusive", "включая"};
    bool open = false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        int32_t t = m->first - 1;
        while (t > r->first && t > m->first - 6 && !kt_sign_at(r, t, "(") &&
               !kt_sign_at(r, t, ")"))
            t--;
        open = kt_sign_at(r, t, "(");
        for (size_t w = 0; w < sizeof words / sizeof *words && open; w++)
            if (kt_word_at(r, t + 1, words[w]))
                r->mention[n].role = KT_ROLE_RIVAL;
    }
}

/* "В страны СНГ, в том числе в Россию, вырос на 10%": part of those before, told in passing. */
static bool is_part_between_commas(const kt_reading *r, const kt_mention *m)
{
    enum { NEAR = 4 };
    int32_t t = m->first - 1;
    if (r->tongue != 2 || !kt_sign_at(r, m->last, ","))
        return false;
    while (t > r->first && t > m->first - NEAR && !kt_word_at(r, t, "числе") &&
           !kt_word_at(r, t, "включая"))
        t--;
    const int32_t comma = kt_word_at(r, t, "включая") ? t - 1 : t - 3;
    if (!(kt_word_at(r, t, "числе") || kt_word_at(r, t, "включая")) ||
        !kt_sign_at(r, comma, ","))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].last == comma)
            return true;
    return false;
}

void kt_set_passing_aside(kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (is_part_between_commas(r, &r->mention[n]))
            r->mention[n].role = KT_ROLE_RIVAL;
}

/* "The Russian-led Eurasian Economic Union": what another one is like. */
void kt_set_leaders_aside(kt_reading *r)
{
    static const char *const words[] = {"led",  "dominated", "backed", "based",
                                        "born", "owned",     "run",    "controlled"};
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) {
        kt_mention *m = &r->mention[n];
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (kt_sign_at(r, m->last, "-") && kt_word_at(r, m->last + 1, words[w]))
                m->role = KT_ROLE_RIVAL;
    }
}
