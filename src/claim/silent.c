/* silent.c: what a sentence without a claim still says: of when, of which flow and of whom the
 * next ones speak. */
#include "claim_kind.h"

#include <string.h>

static bool names_partners(const kt_reading *r)
{
    return kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) ||
           kt_mark_within(r, r->first, r->last, KT_SENSE_BUYER) ||
           kt_mark_within(r, r->first, r->last, KT_SENSE_SUPPLIER);
}

/* "July, pointing to firmer demand early in the third quarter": an aside. */
static bool is_part_of_period(const kt_reading *r, const kt_when *when)
{
    for (int32_t t = when->first - 3; t < when->first && r->n_when > 1 && r->tongue == 1; t++)
        if (kt_word_at(r, t, "early") || kt_word_at(r, t, "late") ||
            kt_word_at(r, t, "beginning") || kt_word_at(r, t, "start"))
            return true;
    return false;
}

/* "Exporte zogen heuer im ersten Quartal an": this year, and which part of it. */
static bool has_part(const kt_reading *r, const kt_when *when)
{
    if (r->tongue != 0 || !when->only_year || !kt_mark_at(r, when->first, KT_SENSE_REL_YEAR))
        return false;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && !r->when[n].only_year && !r->when[n].base &&
            r->when[n].period.first >= when->period.first &&
            r->when[n].period.last <= when->period.last)
            return true;
    return false;
}

/* "Ein Jahr zuvor hatte der Überschuss bei 194 Milliarden gelegen": only told to compare. */
static bool is_year_before(const kt_reading *r, const kt_when *when)
{
    return r->tongue == 0 && r->d.has_period &&
           (kt_word_at(r, when->last - 1, "zuvor") || kt_word_at(r, when->last - 1, "davor"));
}

/* "The sharpest fall since October 2016": how long there was none like it. */
static bool is_looked_back_to(const kt_reading *r, const kt_when *when)
{
    enum { BETWEEN = 2 }; /* "seit dem Oktober", "since the end of" */
    return r->tongue != 2 &&
           kt_mark_within(r, when->first - 1 - BETWEEN, when->first, KT_SENSE_SINCE);
}

/* "Trade ties were established in 1992", "the accord came into force in 2012": when that was,
 * in English. */
static bool is_of_founding(const kt_reading *r, const kt_when *when)
{
    static const char *const words[] = {"established", "founded", "launched", "signed",
                                        "concluded",   "opened",  "created",  "ratified",
                                        "force",       "effect",  "began",    "begun"};
    const int32_t in = when->first - 1;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (r->tongue == 1 && (kt_word_at(r, in, "in") || kt_word_at(r, in, "since")) &&
            kt_word_at(r, in - 1, words[n]))
            return true;
    return false;
}

/* "The largest export destinations in 2019 were:" over a list of them, in English: what the
 * lines below are of. */
static void note_list(kt_reading *r)
{
    const bool buyers = kt_mark_within(r, r->first, r->last, KT_SENSE_BUYER) != NULL;
    const bool suppliers = kt_mark_within(r, r->first, r->last, KT_SENSE_SUPPLIER) != NULL;
    if (r->tongue != 1 || r->n_stated || buyers == suppliers || !r->d.main ||
        !kt_sign_at(r, r->last - 1, ":"))
        return;
    const kt_frame told = r->d.frame;
    kt_frame frame = {.known = 1,
                      .sense = buyers ? KT_SENSE_EXPORT : KT_SENSE_IMPORT,
                      .measure = buyers ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT,
                      .a = r->d.main,
                      .b = KT_PLACE_WORLD};
    if (told.known && told.a == frame.a && told.measure == frame.measure)
        memcpy(frame.product, told.product, sizeof frame.product);
    r->d.frame = frame;
    r->d.frame_block = r->block;
}

/* "В 2018 году рост замедлился", "в мае картина изменилась": of the trade just told, in
 * Russian.
 */
static bool goes_otherwise(const kt_reading *r)
{
    static const char *const words[] = {"динамик", "тенденци", "ситуаци",  "картин",
                                        "развити", "замедл",   "ускорени", "темп"};
    bool told = kt_mark_within(r, r->first, r->last, KT_SENSE_UP) ||
                kt_mark_within(r, r->first, r->last, KT_SENSE_DOWN);
    for (int32_t t = r->first; t < r->last && !told; t++)
        told |= KT_BEGINS_WITH_ONE_OF(r, t, words);
    return told && !kt_mark_within(r, r->first, r->last, KT_SENSE_OTHER) &&
           !kt_mark_within(r, r->first, r->last, KT_SENSE_COMPANY);
}

/* "Таможня опубликовала данные за январь-март", "figures for March are out": what is told of.
 */
static bool has_data_of_period(const kt_reading *r)
{
    static const char *const of[] = {"für", "for", "за"};
    static const char *const none[] = {"nicht", "noch", "keine", "no",
                                       "not",   "yet",  "нет",   "не"};
    enum { FAR = 4 };
    for (int32_t t = r->first; t < r->last; t++)
        if (KT_IS_ONE_OF(r, t, none))
            return false;
    for (int n = 0; n < r->n_when; n++)
        if (kt_word_at(r, r->when[n].first - 1, kt_by_tongue(r, of)) &&
            kt_mark_within(r, r->when[n].first - FAR, r->when[n].first, KT_SENSE_STATISTICS))
            return r->n_stated == 0 && !kt_mark_within(r, r->first, r->last, KT_SENSE_OTHER);
    return false;
}

static bool speaks_of_trade(const kt_reading *r)
{
    static const kt_sense senses[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT,
                                      KT_SENSE_FOREIGN,  KT_SENSE_BUY,    KT_SENSE_SELL,
                                      KT_SENSE_DEFICIT,  KT_SENSE_SURPLUS};
    bool trade = false;
    for (size_t n = 0; n < sizeof senses / sizeof *senses; n++)
        trade |= kt_mark_within(r, r->first, r->last, senses[n]) != NULL;
    for (int32_t t = r->first; t < r->last && r->tongue == 0; t++)
        trade |= kt_starts_with(r, t, "trend") || kt_starts_with(r, t, "osthandel") ||
                 strstr(kt_token_word(r->tokens, t), "wärtstrend"); /* it goes on in May */
    if (r->tongue == 2 && r->n_stated == 0 && r->d.has_period && goes_otherwise(r))
        return true;
    return trade;
}

/* A period that what follows may be of. */
static bool goes_on(const kt_reading *r, const kt_when *when)
{
    return when->known && !when->base && !when->within && !is_year_before(r, when) &&
           !is_part_of_period(r, when) && !has_part(r, when) && !is_of_founding(r, when) &&
           !is_looked_back_to(r, when) &&
           (!r->published.year || when->period.first / 12 <= r->published.year);
}

/* Of when it speaks; `trade`: and of trade; `heads`: what follows is of its period. */
static void note_period(kt_reading *r, bool trade, bool heads)
{
    const kt_when *found = NULL;
    for (int i = r->n_when - 1; i >= 0; i--) {
        /* a headline says first what the report is of */
        const int n = r->title && r->tongue == 0 ? r->n_when - 1 - i : i;
        const kt_when *when = &r->when[n];
        if (trade && when->days && !found) { /* what follows is of them, too */
            r->d.has_period = r->d.has_report = r->d.has_title_period = 0;
            r->d.days = 1;
            return;
        }
        if (!goes_on(r, when) || (found && when->period.last <= found->period.last))
            continue;
        found = when;
        if (r->n_stated == 0)
            break; /* with amounts: "grew 6 percent last year against 1 percent in 2015" */
    }
    if (!found)
        return;
    r->d.period = *found;
    r->d.has_period = 1;
    r->d.period_block = r->block;
    if (heads && r->tongue == 1)
        r->d.report = found->period; /* of all that is listed below */
}

/* "Raised its exports to the CIS", "the value of deliveries from Turkey to Russia": a flow by
 * its name and its ends. */
static bool names_flow(const kt_reading *r)
{
    bool to = false, from = false, goes = false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        const int32_t back = r->tongue == 0 ? 5 : 3; /* "Exporte der Mongolei nach China" */
        to |= m->role == KT_ROLE_TO;
        from |= m->role == KT_ROLE_FROM || m->adjective;
        goes |= (m->role == KT_ROLE_TO &&
                 kt_mark_within(r, m->first - back, m->first, KT_SENSE_EXPORT)) ||
                (m->role == KT_ROLE_FROM &&
                 kt_mark_within(r, m->first - 3, m->first, KT_SENSE_IMPORT));
    }
    return (goes || (to && from) ||
            (r->n_mentions && r->block - r->d.frame_block <= 1 && !names_partners(r))) &&
           (kt_mark_within(r, r->first, r->last, KT_SENSE_EXPORT) ||
            kt_mark_within(r, r->first, r->last, KT_SENSE_IMPORT));
}

/* Which flow it speaks of. */
static void note_flow(kt_reading *r)
{
    const kt_stated end = {.first = r->last, .last = r->last, .core = r->last, .currency = ""};
    const kt_part part = {r->first, r->last, NULL};
    kt_frame frame = {0};
    const bool heading = r->last - r->first < 14; /* "Exports, September 2024" over figures */
    const bool whole = kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) ||
                       (r->tongue == 0 && kt_is_whole(r, r->first, r->last)) ||
                       kt_mark_within(r, r->first, r->last, KT_SENSE_BALANCE) ||
                       kt_mark_within(r, r->first, r->last, KT_SENSE_SURPLUS) ||
                       kt_mark_within(r, r->first, r->last, KT_SENSE_DEFICIT);
    const bool named = names_flow(r);
    if (!(heading || whole || named))
        return;
    const bool found = kt_frame_find(r, &end, &part, &frame);
    r->now = NULL; /* `end` is gone with this function */
    if (!found || !(heading || named || frame.measure == KT_MEASURE_TURNOVER ||
                    frame.measure == KT_MEASURE_BALANCE))
        return;
    r->d.frame = frame;
    kt_note_bloc_trade(r, &frame);
    r->d.frame_block = r->block;
    r->d.a = frame.a;
    r->d.b = frame.b;
}

void kt_note_silent(kt_reading *r)
{
    const bool trade = speaks_of_trade(r);
    note_list(r);
    const bool heads = kt_sign_at(r, r->last - 1, ":");
    const bool data = has_data_of_period(r);
    if (!trade && r->d.has_period && !heads && !data &&
        (r->n_stated || r->d.period_block == r->block))
        return;
    if (!trade && kt_mark_within(r, r->first, r->last, KT_SENSE_DEAL))
        return; /* "the agreement was signed in July" */
    note_period(r, trade, heads);
    if (data && r->d.has_report)
        r->d.report = r->d.period.period;
    if (r->n_stated == 0 && !r->title && trade)
        note_flow(r);
}

/* "China hingegen verzeichnete einen Rückgang: Die Exporte sanken um 16 %": a sentence without
 * an amount that names one partner alone; the flows behind it are with that one. */
void kt_note_partner(kt_reading *r)
{
    kt_place partner = 0;
    if (r->tongue != 0 || r->n_stated || r->title || !r->d.main || !r->d.frame.known)
        return;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->office || m->pronoun || m->place == r->d.main)
            continue;
        if (!m->place || m->place == KT_PLACE_WORLD || m->role == KT_ROLE_RIVAL ||
            m->role == KT_ROLE_IN || m->adjective || (partner && partner != m->place))
            return;
        partner = m->place;
    }
    if (!partner || r->d.frame.measure == KT_MEASURE_TURNOVER ||
        !(kt_mark_within(r, r->first, r->last, KT_SENSE_UP) ||
          kt_mark_within(r, r->first, r->last, KT_SENSE_DOWN)))
        return;
    r->d.a = r->d.main;
    r->d.b = partner;
    r->d.frame_block = r->block;
}
