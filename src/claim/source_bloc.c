/* source_bloc.c: a bloc that tells the figures and has no part in them: "according to ASEAN,
 * imports rose", "a report by the EU", "laut EU", "по данным ЕАЭС". Of a country it is not
 * known whether it tells of its own trade. */
#include "mention.h"
#include "trade_flow.h"

/* What it is told in: "a report by", "data from". */
static bool is_text(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"report", "study", "data",   "figures",  "statistics",
                                        "survey", "paper", "review", "analysis", "estimates"};
    return KT_IS_ONE_OF(r, t, words);
}

static bool is_told_by(const kt_reading *r, const kt_mention *m)
{
    static const char *const before[] = {"laut", "zufolge", "gemäß"};
    static const char *const angaben[] = {"angaben", "daten",      "zahlen",    "berechnungen",
                                          "данным",  "информации", "сведениям", "оценкам",
                                          "оценке",  "расчетам"};
    static const char *const by[] = {"by", "from", "of"};
    static const char *const said_in[] = {"сообщили", "заявили", "отметили", "подсчитали"};
    static const char *const articles[] = {"the", "der", "den", "die", "des"};
    const int32_t t = m->first - 1 - KT_IS_ONE_OF(r, m->first - 1, articles);
    if (r->tongue == 1 && kt_word_at(r, t, "to") && kt_word_at(r, t - 1, "according"))
        return true;
    if (r->tongue == 1 && KT_IS_ONE_OF(r, t, by))
        return is_text(r, t - 1);
    if (KT_IS_ONE_OF(r, t, before) || (r->tongue == 0 && kt_word_at(r, m->last, "zufolge")))
        return true;
    if (kt_word_at(r, t, "wie") && kt_mark_at(r, m->last, KT_SENSE_SAY))
        return true;
    if (KT_IS_ONE_OF(r, t, angaben))
        return kt_word_at(r, t - 1, "nach") || kt_word_at(r, t - 1, "по");
    return kt_word_at(r, t, "в") &&
           (KT_IS_ONE_OF(r, t - 1, said_in) || KT_IS_ONE_OF(r, m->last, said_in));
}

bool kt_is_source_bloc(const kt_reading *r, const kt_mention *m)
{
    if (!kt_is_bloc(m->place) || m->place == r->d.main || m->pronoun || m->adjective)
        return false;
    if (r->tongue == 1 && kt_mark_at(r, m->last, KT_SENSE_SAY) && m->role == KT_ROLE_OWNER)
        return true; /* "the EU said exports rose" */
    return is_told_by(r, m);
}
