/* claim_when.c: when a claim is of, by the words beside it or by what was spoken of before, and
 * what it is compared with. What is still to come: claim_target.c; what was before:
 * claim_earlier.c. */
#include "claim_kind.h"
#include "trade_flow.h"
#include "when.h"

#include <string.h>

/* "Over the past nine years trade rose by 200 percent": no period of the rate. */
static bool is_over_years(const kt_reading *r, const kt_stated *s)
{
    for (int32_t t = r->first; t < r->last && r->tongue == 1; t++) {
        const kt_mark *last = kt_mark_at(r, t, KT_SENSE_LAST);
        if (!last || last->first != t ||
            !(kt_word_at(r, t - 1, "the") || kt_word_at(r, t - 1, "over")))
            continue;
        int32_t end = t + last->n;
        const bool decade = kt_word_at(r, end, "decade") || kt_word_at(r, end, "decades");
        const int n = decade ? 10 : kt_count_at(r, end, 100, &end);
        if (n > 1 && (decade || kt_word_at(r, end, "years")) &&
            (end < s->first ? s->first - end : t - s->last) < 14)
            return true;
    }
    return false;
}

/* "The highest since 2010": no span, but a record. */
static bool is_record(const kt_reading *r, int32_t t)
{
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    return size > 4 && strcmp(word + size - 3, "est") == 0;
}

/* "Since imports fell by 2 percent, the surplus grew": why, not since when, in English. */
static bool is_reason(const kt_reading *r, const kt_stated *s, const kt_mark *since)
{
    for (int32_t t = since->first; t < s->first; t++)
        if (kt_sign_at(r, t, ",") || kt_word_at(r, t, "have") || kt_word_at(r, t, "has"))
            return false;
    return r->tongue == 1 && since->first == r->first;
}

/* "Since the referendum exports have fallen by 8 %": a span up to now, not the period of the
 * report. */
static bool is_since(const kt_reading *r, const kt_stated *s)
{
    if (r->tongue == 0 && r->n_when == 0 && kt_word_at(r, r->first, "vor"))
        for (int32_t t = r->first + 1; t < r->first + 4 && t < s->first; t++)
            if (strstr(kt_token_word(r->tokens, t), "krieg") ||
                strstr(kt_token_word(r->tokens, t), "krise") ||
                strstr(kt_token_word(r->tokens, t), "pandemie"))
                return true; /* "vor Kriegsbeginn" */
    if (r->tongue == 2 || s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK)
        return false;
    if (kt_says_since_then(r, s))
        return true;
    const kt_mark *since = kt_mark_within(r, r->first, s->first, KT_SENSE_SINCE);
    if (r->tongue == 1 && !since) /* "has grown by 200 percent since 2010" */
        since = kt_mark_at(r, s->last, KT_SENSE_SINCE);
    if (since && (is_reason(r, s, since) || (r->tongue == 1 && is_record(r, since->first - 1))))
        return false;
    return since != NULL && kt_mark_at(r, since->first, KT_SENSE_RANK) == NULL;
}

/* "В прошлом году товарооборот вырос на 13%. Российские поставки снизились": the two flows of
 * the trade just told are of its period. */
static bool is_part_of_told(const kt_reading *r)
{
    return r->d.period_of_trade && r->d.frame.measure == KT_MEASURE_TURNOVER &&
           r->d.frame_block == r->block && r->d.period_block == r->block &&
           r->d.last_was_claim && !kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) &&
           (kt_mark_within(r, r->first, r->last, KT_SENSE_EXPORT) ||
            kt_mark_within(r, r->first, r->last, KT_SENSE_IMPORT));
}

/* The paragraph began with it: "В 2021 году импорт достиг ... Экспорт составил". */
static bool opens_block(const kt_reading *r)
{
    return r->d.block_of_period == r->block &&
           r->d.block_period.first == r->d.period.period.first &&
           r->d.block_period.last == r->d.period.period.last;
}

/* "Waren für 5,9 Milliarden oder 12,4 % der Ausfuhren": a share of the time of its level. */
static bool is_beside_level(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 12 };
    if (r->tongue == 1 && s->kind == KT_AMOUNT_PERCENT && s > r->stated &&
        s < r->stated + r->n_stated && s[-1].kind == KT_AMOUNT_MONEY &&
        s->first - s[-1].last <= NEAR && r->n_claims > 0 &&
        !r->claim[r->n_claims - 1].no_period &&
        r->claim[r->n_claims - 1].kind == KT_CLAIM_LEVEL)
        return r->claim[r->n_claims - 1].text_end ==
               kt_token_at(r->tokens, s[-1].last - 1)->end;
    return r->tongue == 0 && s->kind == KT_AMOUNT_PERCENT && s > r->stated &&
           s < r->stated + r->n_stated && s[-1].kind == KT_AMOUNT_MONEY &&
           s->first - s[-1].last <= 1 && r->n_claims > 0 &&
           !r->claim[r->n_claims - 1].no_period &&
           r->claim[r->n_claims - 1].sentence_start == kt_token_at(r->tokens, r->first)->start;
}

/* "Чили — третий покупатель и первый в регионе": a dash is the verb, in Russian. */
static bool is_equated(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *first = s;
    while (first > r->stated && first < r->stated + r->n_stated &&
           first[-1].kind == KT_AMOUNT_RANK)
        first--;
    return r->tongue == 2 && s->kind == KT_AMOUNT_RANK &&
           kt_sign_at(r, first->first - 1, "-") &&
           kt_mark_before(r, first->first - 1, KT_SENSE_COUNTRY);
}

/* "Турция остается крупным партнером, занимая третье место": a verb of now beside the rank, or
 * beside the one before it. */
static bool is_rank_of_now(const kt_reading *r, const kt_stated *s, const kt_claim *claim)
{
    enum { BEFORE = 8, BEHIND = 4 };
    const kt_stated *first = s;
    while (r->tongue == 2 && first > r->stated && first < r->stated + r->n_stated &&
           first[-1].kind == KT_AMOUNT_RANK)
        first--;
    int32_t from = first->first - BEFORE > r->first ? first->first - BEFORE : r->first;
    for (int32_t t = from; t < first->first; t++)
        if (kt_sign_at(r, t, ";"))
            from = t;
    const int32_t to = s->last + BEHIND < r->last ? s->last + BEHIND : r->last;
    return claim->kind == KT_CLAIM_RANK &&
           (is_equated(r, s) || kt_mark_within(r, from, to, KT_SENSE_PRESENT));
}

/* "Ist von Platz 10 auf Platz 12 gefallen": of the time told, though "is" is of now. */
static bool is_moved_place(const kt_reading *r, const kt_stated *s)
{
    static const char *const participles[] = {
        "gelegen",      "gekommen",  "gestiegen",   "geklettert", "gefallen", "vorgerückt",
        "aufgestiegen", "gerutscht", "abgerutscht", "gelandet",   "gefolgt",  "verdrängt"};
    const kt_stated *end = r->stated + r->n_stated;
    for (int32_t t = r->first; t < s->first && r->tongue == 0; t++)
        if (kt_word_at(r, t, "inzwischen") || kt_word_at(r, t, "mittlerweile") ||
            kt_word_at(r, t, "nun"))
            return false;
    for (int32_t t = s->last; t < r->last && r->tongue == 0 && s->kind == KT_AMOUNT_RANK &&
                              !kt_sign_at(r, t, ",") && !kt_sign_at(r, t, ";");
         t++)
        for (size_t n = 0; n < sizeof participles / sizeof *participles; n++)
            if (kt_word_at(r, t, participles[n]) && !kt_word_at(r, t + 1, "von"))
                return true;
    for (int n = 0; n < 2 && r->tongue == 0; n++) {
        const kt_stated *from = s - n, *to = from + 1;
        if (from >= r->stated && to < end && from->kind == KT_AMOUNT_RANK &&
            to->kind == KT_AMOUNT_RANK && kt_word_at(r, from->first - 1, "von") &&
            kt_word_at(r, to->first - 1, "auf") && to->first - from->last <= 2)
            return true;
    }
    return false;
}

/* The period spoken of before, or the headline's, where the words name none. False: none. */
static bool period_from_before(kt_reading *r, const kt_stated *s, bool said,
                               const kt_claim *claim, kt_when *when)
{
    const bool now =
        is_equated(r, s) || kt_mark_within(r, r->first, r->last, KT_SENSE_PRESENT) != NULL;
    const bool standing =
        (claim->kind == KT_CLAIM_RANK || claim->kind == KT_CLAIM_SHARE) &&
        !is_moved_place(r, s) && !kt_is_by_figure_before(r) &&
        !(r->tongue != 2 && r->d.last_was_claim && claim->kind == KT_CLAIM_SHARE &&
          kt_mark_at(r, r->first, KT_SENSE_IT) && /* "this is 5 %"; not "it takes 5 %" */
          !(r->n_mentions && r->mention[0].first == r->first)) &&
        (is_rank_of_now(r, s, claim) ||
         !(r->tongue == 2 && r->d.has_period && r->d.period_block == r->block));
    const bool open =
        !r->title && !(standing && now && !is_beside_level(r, s)) &&
        (said || (r->tongue == 1 && claim->kind != KT_CLAIM_GROWTH) || !is_since(r, s));
    if (!said && open && r->d.has_period) {
        *when = r->d.period;
        /* in Russian an earlier period than the report's holds for its sentence only */
        const bool then =
            kt_word_at(r, r->first, "тогда") && !kt_word_at(r, r->first + 1, "как");
        const bool so_far = r->d.period.period.first == r->d.report.first &&
                            kt_period_year(r->d.report) == r->published.year;
        const bool on_month = r->d.last_was_claim && /* "к предыдущему месяцу импорт вырос" */
                              kt_mark_within(r, r->first, r->last, KT_SENSE_REL_MONTH) &&
                              r->d.period.period.first == r->d.period.period.last;
        const bool back = r->tongue == 2 && r->d.period.period.last < r->d.report.last &&
                          !then && !on_month && !so_far && !is_part_of_told(r) &&
                          !opens_block(r);
        const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
        const bool goes_on = r->tongue == 2 && last && !last->no_period &&
                             last->sentence_start == kt_token_at(r->tokens, r->first)->start &&
                             last->period.first == r->d.period.period.first &&
                             last->period.last == r->d.period.period.last;
        const bool new_block = r->d.period_block != r->block;
        if (r->d.has_report && (new_block ? !kt_block_goes_on(r) : back))
            when->period = goes_on ? last->period : r->d.report;
        said = true;
    }
    if (said)
        kt_count_back(r, s, when);
    if (!said && open && r->d.has_title_period) {
        *when = r->d.title_period;
        said = true;
    }
    if (said && r->title && !when->base) {
        r->d.title_period = *when;
        r->d.has_title_period = 1;
    }
    return said;
}

/* "Die USA, die 2015 noch die Nummer eins waren, kamen auf 165 Milliarden": told in passing. */
static bool is_aside(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    const int32_t t = when->first - 2;
    if (r->tongue != 0 || t <= r->first || !kt_sign_at(r, t, ",") ||
        !kt_mark_before(r, t, KT_SENSE_COUNTRY))
        return false;
    for (int32_t p = s->last; p < r->last; p++)
        if (kt_sign_at(r, p, ","))
            return when->last <= s->first;
    return false;
}

/* "Betrug 4 Milliarden (-1,4 %; erstes Halbjahr 2015: 2 Milliarden)": named in a bracket that
 * was opened behind an amount. */
static bool is_in_brackets(const kt_reading *r, const kt_when *when)
{
    int32_t t = when->first - 1;
    while (t > r->first && t > when->first - 12 && !kt_sign_at(r, t, "(") &&
           !kt_sign_at(r, t, ")"))
        t--;
    for (int n = 0; n < r->n_stated && r->tongue == 0 && kt_sign_at(r, t, "("); n++)
        if (r->stated[n].last == t && t + 1 < when->first)
            return true;
    return false;
}

/* "On a monthly basis, trade in July rose": from here on a report of the year so far is one of
 * the month, in English. */
static bool opens_month(const kt_reading *r, const kt_when *when)
{
    const int32_t t = r->first;
    return r->tongue == 1 && r->d.has_report && when->period.first == when->period.last &&
           when->period.last == r->d.report.last && r->d.report.first != r->d.report.last &&
           kt_word_at(r, t + 2, "monthly") && kt_word_at(r, t + 3, "basis") &&
           kt_word_at(r, t, "on");
}

/* "С начала года ... За два месяца": how far the year has come, told behind, in Russian. */
static bool narrows_year(const kt_reading *r, const kt_when *when)
{
    return r->tongue == 2 && r->d.has_report && r->published.year &&
           kt_period_year(r->d.report) == r->published.year &&
           r->d.report.last - r->d.report.first == 11 &&
           when->period.first == r->d.report.first && when->period.last < r->d.report.last;
}

/* The period goes on to the next sentence, unless it is one that is only compared with. */
static void keep_period(kt_reading *r, const kt_stated *s, const kt_part *part,
                        const kt_when *when, bool rank)
{
    const bool again = part->before && part->before->known;
    const bool compared =
        kt_mark_before(r, s->first, KT_SENSE_BASE) != NULL ||
        (again && r->d.has_period &&
         when->period.first < r->d.period.period.first); /* "in 2022 it had been 37 billion" */
    const bool beside = again && s->kind == KT_AMOUNT_MONEY && /* "9 % (951 million in 2023)" */
                        ((kt_sign_at(r, s->first - 1, "(") && when->first >= s->first) ||
                         (kt_sign_at(r, when->first - 1, "(") && when->last <= s->first));
    if (r->title || when->earlier || when->ago || when->base || compared || beside ||
        is_aside(r, s, when) || is_in_brackets(r, when) || kt_is_looking_back(r, s, when))
        return;
    if (r->d.block_of_period != r->block) {
        r->d.block_of_period = r->block;
        r->d.block_period = when->period;
    }
    if (opens_month(r, when) || narrows_year(r, when)) {
        r->d.report = when->period;
        r->d.has_report = 1;
    }
    r->d.period = *when;
    r->d.has_period = 1;
    r->d.days = 0;
    r->d.period_block = r->block;
    r->d.period_of_trade = kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) != NULL;
    if (kt_was_report_compared(r, when))
        r->d.has_report = 0;
    if (!r->d.has_report && !rank)
        r->d.report = when->period;
    r->d.has_report |= !rank;
}

/* "Verdoppelte sich von 2,3 Milliarden 2016 auf 5 Milliarden 2021": of the year it came to. */
static const kt_when *come_to(const kt_reading *r, const kt_stated *s)
{
    const kt_stated *end = r->stated + r->n_stated;
    if (r->tongue != 0 || s->kind != KT_AMOUNT_GROW || s < r->stated || s + 2 >= end ||
        s[1].kind != KT_AMOUNT_MONEY || s[2].kind != KT_AMOUNT_MONEY ||
        !kt_word_at(r, s[1].first - 1, "von") || !kt_word_at(r, s[2].first - 1, "auf"))
        return NULL;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && r->when[n].first >= s[2].last &&
            r->when[n].first <= s[2].last + 3)
            return &r->when[n];
    return NULL;
}

/* "Steuern pro Jahr rund 110 Milliarden bei", "jährlich rund 2 Milliarden": of any year. */
static bool is_of_any_year(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 6 };
    return r->tongue != 1 && s->kind == KT_AMOUNT_MONEY && r->n_when == 0 &&
           (kt_mark_within(r, s->first - NEAR, s->first, KT_SENSE_YEARLY) ||
            kt_mark_within(r, s->last, s->last + NEAR, KT_SENSE_YEARLY));
}

/* "Beliefen sich 2013 auf 649 Millionen, damit ist Peru der neuntgrößte Markt": a clause of its
 * own, and it tells what is. */
static bool stands_now(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    int32_t comma = s->first - 1;
    while (comma > r->first && !kt_sign_at(r, comma, ",") && !kt_sign_at(r, comma, ";"))
        comma--;
    return r->tongue == 0 && s->kind == KT_AMOUNT_RANK && comma > r->first &&
           when->last <= comma && kt_mark_within(r, comma, s->first, KT_SENSE_PRESENT) &&
           !kt_mark_within(r, r->first, when->first, KT_SENSE_PRESENT);
}

/* "A surplus of 718 million in May, for an annual deficit of 520 million": of the twelve months
 * to it, in English. */
static void widen_annual(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    static const char *const words[] = {"annual", "yearly", "annualised", "annualized"};
    static const kt_sense flows[] = {KT_SENSE_DEFICIT, KT_SENSE_SURPLUS, KT_SENSE_BALANCE,
                                     KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_TURNOVER,
                                     KT_SENSE_ALL};
    bool annual = false;
    const int32_t from = s > r->stated && s < r->stated + r->n_stated ? s[-1].last : r->first;
    for (int32_t t = from; t < s->last + 2 && r->tongue == 1; t++)
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
            annual |= KT_IS_ONE_OF(r, t, words) &&
                      (kt_mark_at(r, t + 1, flows[n]) || kt_mark_at(r, t + 2, flows[n]));
    if (annual && when->period.first == when->period.last)
        when->period.first = (int16_t)(when->period.last - 11);
}

/* "С 3,4 млрд в прошлом году до 4,4 млрд (рост на 29%)": a rate in brackets is of the time of
 * the amount that it stands behind. */
static bool take_from_amount(const kt_reading *r, const kt_stated *s, kt_when *when)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (s <= r->stated || s >= r->stated + r->n_stated || s[-1].kind != KT_AMOUNT_MONEY ||
        s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK ||
        !kt_sign_at(r, s[-1].last, "(") || s->first - s[-1].last > 3 || !last ||
        last->no_period || last->kind == KT_CLAIM_TARGET ||
        last->text_end != kt_token_at(r->tokens, s[-1].last - 1)->end)
        return false;
    for (int n = 0; n < r->n_when; n++) {
        if (r->when[n].first >= s[-1].last && r->when[n].first < s->first)
            return false;
        if (r->when[n].first >= s->last && r->when[n].first <= s->last + 1)
            return false;
    }
    when->period = last->period;
    return true;
}

/* "Fell by 5 billion from December 2020 to January 2021": from one month to the next. */
static bool is_month_on(const kt_reading *r, const kt_claim *claim, const kt_when *when)
{
    return r->tongue == 1 &&
           (claim->kind == KT_CLAIM_GROWTH || claim->kind == KT_CLAIM_CHANGE) &&
           when->period.last - when->period.first == 1 &&
           (when->period.first % 12 == 11 ||
            (claim->kind == KT_CLAIM_CHANGE && when->first > r->first + 4)) &&
           kt_word_at(r, when->first - 1, "from");
}

/* "This trade accounts for 92 percent": what is, where the sentence says no period. */
static bool is_share_now(const kt_reading *r, const kt_stated *s)
{
    static const char *const words[] = {"accounts", "makes", "represents", "constitutes", "is"};
    enum { NEAR = 4 };
    for (int32_t t = s->first - 1; r->tongue == 1 && t >= r->first && t >= s->first - NEAR; t--)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]))
                return true;
    return false;
}

static bool is_joined(const kt_reading *r, int32_t t)
{
    return kt_mark_at(r, t, KT_SENSE_AND) || kt_word_at(r, t, "beziehungsweise");
}

/* "2017 und 2018 sanken die Exporte um 0,6 Prozent und 4,0 Prozent": each year has its rate, in
 * German; NULL. */
static const kt_when *year_in_turn(const kt_reading *r, const kt_stated *s)
{
    for (int n = 0; n + 1 < r->n_when && r->tongue == 0; n++) {
        const kt_when *when = &r->when[n], *next = when + 1;
        if (!when->only_year || !next->only_year || !when->known || !next->known ||
            next->first - when->last != 1 || !is_joined(r, when->last))
            continue;
        for (int i = 0; i + 1 < r->n_stated; i++) {
            const kt_stated *a = &r->stated[i], *b = a + 1;
            if (a->kind != b->kind || a->kind == KT_AMOUNT_RANK || a->first < next->last ||
                b->first - a->last != 1 || !is_joined(r, a->last))
                continue;
            if (s == a || s == b)
                return s == a ? when : next;
        }
    }
    return NULL;
}

/* "Peaked at 5 billion in 2012 and have since fallen by 20 %": from that year on, in English.
 */
static bool is_since_then(const kt_reading *r, const kt_stated *s, const kt_when *when)
{
    for (int32_t t = when->last; t < s->first && r->tongue == 1; t++)
        if (kt_word_at(r, t, "since") &&
            (kt_word_at(r, t - 1, "have") || kt_word_at(r, t - 1, "has")))
            return true;
    return false;
}

/* "Sold 2 billion more than it bought in 2018": the year of both, in English. */
static bool year_of_excess(const kt_reading *r, const kt_stated *s, const kt_part *part,
                           kt_when *when)
{
    kt_topic excess;
    if (r->tongue != 1 || !kt_word_at(r, s->last, "more") ||
        !kt_find_excess(r, s, part, &excess))
        return false;
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].known && r->when[n].first >= s->last) {
            *when = r->when[n];
            when->base = 0;
            return true;
        }
    return false;
}

void kt_claim_period(kt_reading *r, const kt_stated *s, const kt_part *part, kt_claim *claim)
{
    enum { FAR_BEHIND = 4 };
    kt_when when = {0};
    bool said = kt_period_for(r, s, part->first, part->last, &when);
    const kt_when *own = come_to(r, s) ? come_to(r, s) : year_in_turn(r, s);
    if (own) {
        when = *own;
        said = true;
    }
    if (kt_period_in_row(r, s, &when))
        said = true;
    if (said && when.days) { /* what follows is of them, too */
        claim->no_period = claim->no_base = 1;
        r->d.has_period = r->d.has_report = r->d.has_title_period = 0;
        r->d.days = 1;
        return;
    }
    if (said && kt_is_start(r, s) &&
        (r->published.year ? when.period.first / 12 > r->published.year
                           : when.last <= s->first || when.first > s->last + FAR_BEHIND))
        said = false; /* the year of the goal */
    if (said && kt_is_year_of_goal(r, s, &when))
        said = false;
    if (said && is_month_on(r, claim, &when)) {
        claim->period = (kt_period){when.period.last, when.period.last};
        claim->base_period = (kt_period){when.period.first, when.period.first};
        when.period = claim->period;
        keep_period(r, s, part, &when, false);
        return;
    }
    if (r->tongue == 1 && s->kind != KT_AMOUNT_MONEY && claim->kind == KT_CLAIM_GROWTH &&
        is_over_years(r, s)) {
        claim->no_period = claim->no_base = 1;
        return;
    }
    if (said && !when.base && take_from_amount(r, s, &when))
        when.only_year = when.period.last - when.period.first == 11;
    if (said && when.known && claim->kind == KT_CLAIM_GROWTH && is_since_then(r, s, &when)) {
        claim->no_period = 1;
        claim->no_base = 0;
        claim->base_period = when.period;
        return;
    }
    if (said && when.within && r->tongue == 2 && claim->kind != KT_CLAIM_TARGET)
        said = false; /* "составил 11 млрд, в ближайшие пять лет его намерены удвоить" */
    if (said && kt_is_current(r, s) && when.period.first / 12 > r->published.year) {
        claim->no_period = claim->no_base = 1;
        return;
    }
    if (said)
        kt_narrow_years(r, s, &when);
    if (kt_take_bracket_year(r, s, &when))
        said = true;
    if (claim->kind == KT_CLAIM_TARGET) {
        kt_target_period(r, s, part, said, &when, claim);
        return;
    }
    kt_when moved;
    const bool from = kt_period_moved_from(r, s, &moved);
    if (said && !from && when.later &&
        (when.span || kt_word_at(r, when.last - 1, "back") ||
         kt_word_at(r, when.last - 1, "ago"))) { /* "some years back it was 12 billion" */
        claim->no_period = claim->no_base = 1;
        return;
    }
    if ((r->tongue == 0 && kt_is_apposed_rank(r, s)) || is_of_any_year(r, s) ||
        (claim->kind == KT_CLAIM_LEVEL && kt_stands_today(r, s)) || kt_is_of_once(r, s) ||
        (said && stands_now(r, s, &when))) {
        claim->no_period = claim->no_base = 1;
        return;
    }
    if (!said)
        said = year_of_excess(r, s, part, &when) ||
               (!r->title && (kt_year_after_base(r, &when) || kt_is_of_then(r, &when)));
    const bool in_sentence = said;
    if (!said && claim->kind == KT_CLAIM_SHARE && is_share_now(r, s)) {
        claim->no_period = claim->no_base = 1;
        return;
    }
    said = period_from_before(r, s, said && !when.later, claim, &when);
    if (from) {
        when = moved;
        said = true;
    }
    if (said && kt_is_of_year_before(r, s, &when)) {
        when.period =
            (kt_period){(int16_t)(when.period.first - 12), (int16_t)(when.period.last - 12)};
        when.ago = 1;
    }
    const kt_when told = when;
    widen_annual(r, s, &when);
    claim->no_period = !said;
    if (said)
        claim->period = when.period;
    if (in_sentence)
        kt_widen_years(r, s, &told, claim);
    when = told; /* what follows is of the month again */
    claim->no_base = 1;
    if (claim->kind == KT_CLAIM_GROWTH || claim->kind == KT_CLAIM_CHANGE)
        claim->no_base = !kt_base_for(r, s, part->first, part->last, said ? &when : NULL,
                                      &claim->base_period);
    if (said && claim->base_period.first == when.period.first &&
        claim->base_period.last == when.period.last)
        claim->no_base = 1; /* "rose 3 percent over the same period" */
    if (claim->kind == KT_CLAIM_GROWTH && claim->no_base && said &&
        kt_names_quarter_before(r, &when)) {
        claim->base_period =
            (kt_period){(int16_t)(when.period.first - 3), (int16_t)(when.period.last - 3)};
        claim->no_base = 0;
    }
    kt_narrow_to_base(r, claim, &when);
    kt_turn_base(r, claim, &when);
    if (!in_sentence && kt_take_from_base(r, claim, &when))
        said = true;
    if (claim->kind == KT_CLAIM_LEVEL && in_sentence && r->d.has_period &&
        (r->tongue == 2 || kt_mark_before(r, s->first, KT_SENSE_FROM) ||
         kt_is_behind_from(r, s->first - 1)) &&
        when.period.first == when.period.last &&
        when.period.last == r->d.period.period.first - 1)
        r->d.base_is_month = 1; /* "48 млрд по сравнению с 44 млрд в предыдущий месяц" */
    const int back = when.period.last - claim->base_period.last;
    if (claim->kind == KT_CLAIM_GROWTH && !claim->no_base && said &&
        (r->tongue != 2 || back == 1 || back % 12 == 0)) /* else a record's month */
        r->d.base_is_month = when.period.first == when.period.last &&
                             claim->base_period.first == claim->base_period.last &&
                             claim->base_period.last == when.period.first - 1;
    if (said)
        keep_period(r, s, part, &when, claim->kind == KT_CLAIM_RANK);
}
