/* claim.c: sentence by sentence from amounts to claims. What a sentence has made known (which
 * flow, which period, who speaks, whose statistics) goes on to the next. */
#include "trade_flow.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

/* ---- kinds ------------------------------------------------------------------------------- */

static bool comma_within(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = first; t < last; t++)
        if (kt_sign_at(r, t, ","))
            return true;
    return false;
}

/* +1 or -1 by the nearest word of growth or fall in the part; 0 none. *cost: how far. */
static int direction_of(const kt_reading *r, const kt_stated *s, int32_t first, int32_t last,
                        int *cost)
{
    static const struct {
        kt_sense sense;
        int sign;
    } words[] = {
        {KT_SENSE_UP, 1}, {KT_SENSE_DOWN, -1}, {KT_SENSE_MORE, 1}, {KT_SENSE_LESS, -1}};
    int found = 0;
    *cost = 1000;
    for (int32_t t = first; t < last; t++) {
        if (t >= s->first && t < s->last)
            continue;
        for (size_t n = 0; n < 4; n++) {
            const kt_mark *mark = kt_mark_at(r, t, words[n].sense);
            if (!mark || mark->first != t)
                continue;
            bool modifies = false; /* "more than" of another amount */
            for (int i = 0; i < r->n_stated; i++)
                modifies |= t >= r->stated[i].first && t < r->stated[i].core;
            const bool beside = n >= 2;
            const int32_t end = mark->first + mark->n;
            if (r->tongue == 0 && t == first && first > r->first &&
                kt_mark_before(r, t, KT_SENSE_PERCENT) && comma_within(r, end, s->first))
                continue; /* "um 24% zurückgegangen waren, sind sie um 22%": of the one before
                           */
            const int d = end <= s->first ? s->first - end + (beside ? 6 : 0)
                                          : t - s->last + (beside ? 0 : 1);
            if (!modifies && (!beside || d <= 8) && d < *cost) {
                *cost = d;
                found = words[n].sign;
            }
        }
    }
    return found;
}

/* "It exceeded 100 billion - the goal set - and came to 108": an aside before the amount. */
static bool in_dashes(const kt_reading *r, const kt_stated *s, int32_t from, int32_t t)
{
    bool before = false, behind = false;
    for (int32_t p = from; p < s->first; p++)
        if (kt_sign_at(r, p, "-") && (r->tokens->token[p].flags & KT_TOKEN_SPACED)) {
            before |= p < t;
            behind |= p > t;
        }
    return before && behind;
}

/* The words say what may or shall be. */
static bool is_target(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    int32_t from = r->first;
    for (int32_t t = r->first; t < s->first; t++)
        if (kt_sign_at(r, t, ";"))
            from = t + 1;
    if (part->before && part->before->known)
        from = part->first;
    if (kt_mark_within(r, r->tongue == 0 ? r->first : from, part->last, KT_SENSE_NO_TARGET))
        return false;
    if (part->before && part->before->known && s->kind == KT_AMOUNT_MONEY &&
        kt_mark_within(r, s->first - 3, s->first, KT_SENSE_FROM))
        return false; /* "to 30 billion from the current 20" */
    /* who hopes so may stand behind it */
    const int32_t to = s == &r->stated[r->n_stated - 1] ? r->last : part->last;
    for (int32_t t = from; t < to; t++)
        if (!in_dashes(r, s, from, t) && kt_mark_at(r, t, KT_SENSE_TARGET) &&
            !kt_mark_at(r, t, KT_SENSE_MONTH))
            return true;
    return false;
}

static void set_place(char out[KT_PLACE_SIZE], kt_place place)
{
    kt_place_print(place, out);
}

/* A bloc that the sentence names beside the two: "third among the CIS countries". */
static void set_within(const kt_reading *r, const kt_frame *frame, kt_claim *claim)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].sense == KT_SENSE_BLOC && r->mention[n].place != frame->a &&
            r->mention[n].place != frame->b)
            set_place(claim->within, r->mention[n].place);
}

static kt_status add_claim(kt_reading *r, const kt_stated *s, const kt_frame *frame,
                           const kt_claim *like, kt_error *err)
{
    if (r->n_claims == r->claim_room) {
        const int64_t room = r->claim_room * 2 + 32;
        KT_TRY(kt_resize(&r->claim, room, sizeof *r->claim, err));
        r->claim_room = room;
    }
    kt_claim *claim = &r->claim[r->n_claims++];
    *claim = *like;
    int32_t first = s->first;
    const kt_mark *by = kt_mark_at(r, first, KT_SENSE_BY);
    const bool rate = claim->kind == KT_CLAIM_GROWTH || claim->kind == KT_CLAIM_CHANGE ||
                      (claim->kind == KT_CLAIM_TARGET && claim->target_kind == KT_CLAIM_GROWTH);
    if (!rate && by && by->first == first && first + by->n <= s->core)
        first += by->n;
    const kt_token *token = r->tokens->token;
    claim->text_start = token[first].start;
    claim->text_end = token[s->last - 1].end;
    claim->start = kt_article_place(r->article, claim->text_start);
    claim->end = kt_article_place_end(r->article, claim->text_end);
    claim->sentence_start = token[r->first].start;
    claim->sentence_end = token[r->last - 1].end;
    claim->measure = frame->measure;
    claim->basis = frame->basis;
    set_place(claim->a, frame->a);
    set_place(claim->b, frame->b);
    memcpy(claim->product, frame->product, sizeof claim->product);
    claim->modifier = s->modifier;
    claim->unit = s->kind == KT_AMOUNT_FRACTION ? 0.06
                  : s->kind == KT_AMOUNT_GROW   ? 0.2
                                                : s->unit;
    claim->speaker = r->d.speaker ? r->d.speaker : "";
    if (r->d.speaker)
        set_place(claim->speaker_country, r->d.speaker_country);
    if (frame->measure == KT_MEASURE_TURNOVER && frame->b == r->d.speaker_country &&
        claim->kind != KT_CLAIM_RANK && claim->kind != KT_CLAIM_SHARE) {
        set_place(claim->a, frame->b); /* a turnover is told from the speaker's side */
        set_place(claim->b, frame->a);
    }
    if (claim->kind == KT_CLAIM_RANK || claim->kind == KT_CLAIM_SHARE)
        set_within(r, frame, claim);
    if (claim->kind != KT_CLAIM_TARGET &&
        (r->d.statistics_of == frame->a || r->d.statistics_of == frame->b))
        set_place(claim->statistics_of, r->d.statistics_of);
    return KT_OK;
}

static void hedge(const kt_reading *r, kt_stated *s, int32_t first, int32_t last)
{
    if (s->modifier != KT_MODIFIER_EXACT)
        return;
    for (int32_t t = s->first - 1; t >= first && t >= s->first - 6; t--) {
        const kt_mark *mark = kt_mark_at(r, t, KT_SENSE_HEDGE);
        if (mark) {
            s->modifier = (uint8_t)mark->meaning.value;
            return;
        }
        if (kt_sign_at(r, t, ","))
            break;
    }
    for (int32_t t = s->last; t < last && t < s->last + 4; t++) {
        const kt_mark *mark = kt_mark_at(r, t, KT_SENSE_HEDGE);
        if (mark && r->tongue == 0) {
            s->modifier = (uint8_t)mark->meaning.value;
            return;
        }
        if (kt_sign_at(r, t, ","))
            return;
    }
}

/* The first of two levels: "fell from 1.5 billion to 1.25 billion". */
static bool is_from(const kt_reading *r, const kt_stated *s)
{
    int cost;
    const kt_mark *from = kt_mark_before(r, s->first, KT_SENSE_FROM);
    if (!from || s->kind != KT_AMOUNT_MONEY)
        return false;
    for (int n = 0; n + 1 < r->n_stated; n++)
        if (r->stated[n].first == s->first && r->stated[n + 1].kind == KT_AMOUNT_MONEY &&
            r->stated[n + 1].first - s->last <= 3 &&
            direction_of(r, s, r->first, r->last, &cost) != 0)
            return true;
    return false;
}

/* The same months of an earlier year than those reported: told to compare. */
static bool is_year_back(const kt_reading *r, const kt_when *when)
{
    const kt_period now = r->d.report, then = when->period;
    const int back = now.last - then.last;
    return r->d.has_report && !when->only_year && back > 0 && back % 12 == 0 &&
           now.first - then.first == back && now.last - now.first != 11;
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
    if (r->tongue != 0 || s->kind == KT_AMOUNT_MONEY || s->kind == KT_AMOUNT_RANK)
        return false;
    const kt_mark *since = kt_mark_within(r, r->first, s->first, KT_SENSE_SINCE);
    for (int n = 0; n < r->n_when && since; n++)
        if (r->when[n].last > since->first && r->when[n].first < s->last &&
            !(r->when[n].only_year && r->when[n].base))
            return false;
    return since != NULL && kt_mark_at(r, since->first, KT_SENSE_RANK) == NULL;
}

/* The period, from the words or from before; and what is compared with. */
static void set_period(kt_reading *r, const kt_stated *s, const kt_part *part, kt_claim *claim)
{
    kt_when when = {0};
    bool said = kt_period_for(r, s, part->first, part->last, &when);
    if (claim->kind == KT_CLAIM_TARGET) {
        if (said && part->before && part->before->known && when.last <= part->first)
            said = false; /* the period of an amount before it */
        if (said && !when.later && when.known)
            claim->period = when.period;
        else
            claim->no_period = 1;
        claim->no_base = 1;
        return;
    }
    if (said && when.later)
        said = false;
    const bool now = kt_mark_within(r, r->first, r->last, KT_SENSE_PRESENT) != NULL;
    const bool standing = (claim->kind == KT_CLAIM_RANK || claim->kind == KT_CLAIM_SHARE) &&
                          !(r->tongue != 2 && r->d.last_was_claim &&
                            kt_mark_at(r, r->first, KT_SENSE_IT)); /* "this is 5 %" */
    const bool since = !said && is_since(r, s);
    if (!said && !since && !r->title && r->d.has_period && !(standing && now)) {
        when = r->d.period;
        if (r->d.has_report && r->d.period_block != r->block)
            when.period = r->d.report;
        said = true;
    }
    if (said && is_from(r, s) && !(when.base && when.only_year) &&
        !(when.first >= s->last &&
          when.first <=
              s->last + 1)) { /* "from 1.5 to 1.25 billion": the first is the year before's */
        const int back = r->d.base_is_month && when.period.first == when.period.last ? 1 : 12;
        when.period.first = (int16_t)(when.period.first - back);
        when.period.last = (int16_t)(when.period.last - back);
        when.earlier = 1;
    }
    if (!said && !since && !r->title && r->d.has_title_period && !(standing && now)) {
        when = r->d.title_period;
        said = true;
    }
    if (said && r->title && !when.base) {
        r->d.title_period = when;
        r->d.has_title_period = 1;
    }
    claim->no_period = !said;
    if (said)
        claim->period = when.period;
    claim->no_base = 1;
    if (claim->kind == KT_CLAIM_GROWTH || claim->kind == KT_CLAIM_CHANGE)
        claim->no_base = !kt_base_for(r, s, part->first, part->last, said ? &when : NULL,
                                      &claim->base_period);
    if (claim->kind == KT_CLAIM_GROWTH && !claim->no_base && said)
        r->d.base_is_month = when.period.first == when.period.last &&
                             claim->base_period.last == when.period.first - 1;
    const bool compared =
        kt_mark_before(r, s->first, KT_SENSE_BASE) != NULL ||
        (part->before && part->before->known && r->d.has_period &&
         when.period.first < r->d.period.period.first); /* "in 2022 it had been 37 billion" */
    const bool beside = kt_sign_at(r, s->first - 1, "(") && part->before &&
                        part->before->known && when.first >= s->first &&
                        s->kind == KT_AMOUNT_MONEY; /* "down 9 % (951 million in 2023)" */
    if (said && !r->title && !when.earlier && !when.ago && !when.base && !compared && !beside &&
        !is_year_back(r, &when)) {
        r->d.period = when;
        r->d.has_period = 1;
        r->d.period_block = r->block;
        if (!r->d.has_report && claim->kind != KT_CLAIM_RANK)
            r->d.report = when.period;
        r->d.has_report |= claim->kind != KT_CLAIM_RANK;
    }
}

/* A target whose period was over when the article appeared is a statement; a level of a year
 * to come is a target. */
static void settle_target(const kt_reading *r, kt_claim *claim)
{
    if ((claim->kind == KT_CLAIM_LEVEL || claim->kind == KT_CLAIM_GROWTH) &&
        !claim->no_period && r->published.year &&
        claim->period.first / 12 > r->published.year) {
        claim->target_kind = claim->kind;
        claim->kind = KT_CLAIM_TARGET;
        claim->no_base = 1;
    }
    if (claim->kind != KT_CLAIM_TARGET || claim->no_period || !r->published.year)
        return;
    if (claim->period.last / 12 < r->published.year)
        claim->kind = claim->target_kind;
}

/* ---- one amount -------------------------------------------------------------------------- */

/* "An increase of 400 million", "ein Minus von 334 Millionen". */
static const kt_mark *moved_by(const kt_reading *r, const kt_stated *s)
{
    const int32_t t = s->first - 1;
    if (!kt_word_at(r, t, "of") && !kt_word_at(r, t, "von") && !kt_word_at(r, t, "by"))
        return NULL;
    if (r->tongue == 0 && t > r->first && /* a noun: "stieg von" is where it rose from */
        !(r->tokens->token[t - 1].flags & KT_TOKEN_CAPITAL))
        return NULL;
    const kt_mark *up = kt_mark_before(r, t, KT_SENSE_UP);
    return up ? up : kt_mark_before(r, t, KT_SENSE_DOWN);
}

/* "Trade with Kyrgyzstan and Germany was 903 and 829 million, respectively": amounts in the
 * order of the partners. */
static void take_respective_partner(const kt_reading *r, const kt_stated *s, kt_frame *frame)
{
    kt_place partner[KT_MAX_STATED];
    int n_partners = 0, n_money = 0, before = 0;
    if (!kt_mark_within(r, r->first, r->last, KT_SENSE_RESPECTIVELY))
        return;
    for (int n = 0; n < r->n_stated; n++) {
        if (r->stated[n].kind != KT_AMOUNT_MONEY ||
            kt_mark_within(r, r->first, r->stated[n].first, KT_SENSE_RESPECTIVELY))
            continue;
        before += r->stated[n].first < s->first;
        n_money++;
    }
    for (int n = 0; n < r->n_mentions && n_partners < KT_MAX_STATED; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first < r->stated[0].first && !m->office && !m->pronoun &&
            (m->role == KT_ROLE_WITH || m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM))
            partner[n_partners++] = m->place;
    }
    if (n_money > 1 && n_partners == n_money && before < n_money && partner[before] != frame->a)
        frame->b = partner[before];
}

/* "7.4 billion or 22.5 % more": how the rate beside it moves; 0 none. */
static int way_of_twin(const kt_reading *r, const kt_stated *s)
{
    for (int n = 0; n < r->n_stated; n++) {
        const kt_stated *twin = &r->stated[n];
        const int32_t gap = twin->first - s->last;
        if (gap < 1 || gap > 2 || twin->kind == KT_AMOUNT_MONEY ||
            twin->kind == KT_AMOUNT_RANK ||
            !(kt_word_at(r, twin->first - 1, "or") || kt_word_at(r, twin->first - 1, "oder") ||
              kt_word_at(r, twin->first - 1, "\xD0\xB8\xD0\xBB\xD0\xB8")))
            continue;
        if (kt_mark_at(r, twin->last, KT_SENSE_MORE))
            return 1;
        if (kt_mark_at(r, twin->last, KT_SENSE_LESS))
            return -1;
    }
    return 0;
}

/* "Сальдо сложилось отрицательным и составило 550 млн". */
static bool says_negative(const kt_reading *r)
{
    for (int32_t t = r->first; t < r->last && r->tongue == 2; t++)
        if (strncmp(kt_token_word(r->tokens, t), "отрицательным", 26) == 0)
            return true;
    return false;
}

/* A German verb stands at the end, behind the amounts of its clause: "um 3,9 Mrd. auf 5,7 Mrd.
 * deutlich zurückging"; 0 none. */
static int way_of_verb(const kt_reading *r, const kt_stated *s)
{
    int depth = 0;
    for (int32_t t = s->last; t < r->last && r->tongue == 0; t++) {
        depth += kt_sign_at(r, t, "(") - kt_sign_at(r, t, ")");
        if (kt_sign_at(r, t, ";") || kt_mark_at(r, t, KT_SENSE_CONNECT) ||
            (depth <= 0 && kt_sign_at(r, t, ",")))
            break;
        if (depth <= 0 && kt_mark_at(r, t, KT_SENSE_UP))
            return 1;
        if (depth <= 0 && kt_mark_at(r, t, KT_SENSE_DOWN))
            return -1;
    }
    return 0;
}

/* The word of rise or fall that makes an amount a change: "added 120 million"; NULL. */
static const kt_mark *moved_mark(const kt_reading *r, kt_stated *s, const kt_part *part)
{
    const kt_mark *moved = kt_mark_before(r, s->first, KT_SENSE_UP);
    if (!moved)
        moved = kt_mark_before(r, s->first, KT_SENSE_DOWN);
    if (moved && (r->tongue == 0 || kt_mark_at(r, moved->first, KT_SENSE_MODIFIER) ||
                  kt_mark_at(r, moved->first, KT_SENSE_HEDGE) ||
                  kt_word_at(r, moved->first, "added") || kt_word_at(r, s->first - 1, "from")))
        moved = NULL; /* "added 120 million" is a change, "above 120 million" a level */
    if (!moved)
        moved = moved_by(r, s);
    if (moved && part->before && kt_word_at(r, s->first, "over") && s->first + 1 <= s->core) {
        moved = NULL; /* "an 8 % rise over US$4.75 billion last year": what it rose from */
        s->first++;
        s->modifier = KT_MODIFIER_EXACT;
    }
    return moved;
}

static bool read_money_claim(kt_reading *r, kt_stated *s, const kt_part *part, kt_frame *frame,
                             kt_claim *claim)
{
    int cost;
    if (!s->currency[0] && s + 1 < r->stated + r->n_stated && s[1].kind == KT_AMOUNT_MONEY &&
        s[1].first - s->last <= 4)
        s->currency = s[1].currency; /* "by 4.4 billion to 50.1 billion dollars" */
    if (!s->currency[0]) {
        if (!r->d.currency)
            return false;
        s->currency = r->block == r->d.currency_block ? r->d.currency : r->d.first_currency;
    }
    if (s->value < 1e5) /* prices and fees */
        return false;
    if (!kt_frame_find(r, s, part, frame))
        return false;
    take_respective_partner(r, s, frame);
    int sign = direction_of(r, s, part->first, part->last, &cost);
    if (!sign && s->by && (sign = way_of_verb(r, s)) != 0)
        cost = 0;
    const kt_mark *more = kt_mark_at(r, s->last, KT_SENSE_MORE);
    const kt_mark *less = kt_mark_at(r, s->last, KT_SENSE_LESS);
    for (int i = 0; i < r->n_stated; i++) /* "auf 4 Mrd. Euro mehr als verdoppelt" */
        if (r->stated[i].first == s->last)
            more = less = NULL;
    const bool plus = kt_sign_at(r, s->first - 1, "+"); /* (+$6.9 billion) */
    const bool beside = s->last < part->last &&
                        ((more && more->first == s->last) || (less && less->first == s->last));
    const bool trade_verb =
        r->tongue == 2 && (kt_mark_within(r, part->first, s->first, KT_SENSE_SELL) ||
                           kt_mark_within(r, part->first, s->first, KT_SENSE_BUY) ||
                           kt_mark_within(r, part->first, s->first, KT_SENSE_SWAP));
    const bool short_of = less == NULL && kt_mark_at(r, s->last, KT_SENSE_DOWN) &&
                          kt_mark_at(r, s->last, KT_SENSE_BASE);
    claim->kind = KT_CLAIM_LEVEL;
    claim->value = s->value;
    claim->value_max = s->value_max;
    const int reach = r->tongue == 0 ? 30 : 10; /* German verbs stand at the end */
    const kt_mark *moved = moved_mark(r, s, part);
    const int twin = way_of_twin(r, s);
    if (frame->excess) {
        if (!kt_mark_within(r, s->first, s->core, KT_SENSE_MODIFIER))
            s->modifier = KT_MODIFIER_EXACT;
        claim->value = frame->deficit ? -s->value : s->value;
    } else if (twin && frame->measure != KT_MEASURE_BALANCE) {
        claim->kind = KT_CLAIM_CHANGE;
        claim->value = twin * s->value;
    } else if (moved && frame->measure != KT_MEASURE_BALANCE) {
        claim->kind = KT_CLAIM_CHANGE;
        claim->value = (moved->meaning.sense == KT_SENSE_UP ? 1 : -1) * s->value;
    } else if (plus && frame->measure != KT_MEASURE_BALANCE) {
        claim->kind = KT_CLAIM_CHANGE;
        claim->value = s->value;
    } else if ((s->by && sign && cost <= reach && !trade_verb) || beside || short_of) {
        claim->kind = KT_CLAIM_CHANGE;
        const int way = beside ? (less ? -1 : 1) : short_of ? -1 : sign;
        claim->value = way * s->value * (frame->deficit ? -1.0 : 1.0);
    } else if (frame->measure == KT_MEASURE_BALANCE && s->sign) {
        claim->value = s->sign * s->value; /* "a balance of -17.7 billion" */
    } else if (frame->deficit) {
        claim->value = -s->value;
        claim->value_max = -s->value_max;
    }
    if (claim->kind == KT_CLAIM_LEVEL && frame->measure == KT_MEASURE_BALANCE &&
        claim->value > 0.0 && says_negative(r))
        claim->value = -claim->value;
    memcpy(claim->currency, s->currency, strlen(s->currency) < 4 ? strlen(s->currency) + 1 : 0);
    r->d.currency = s->currency;
    r->d.currency_block = r->block;
    if (!r->d.first_currency)
        r->d.first_currency = s->currency;
    return true;
}

/* "China (21.9%), Russia (15.8%)" where nothing rises or falls in the sentence. */
static bool in_brackets_behind_place(const kt_reading *r, const kt_stated *s)
{
    int cost;
    if (!kt_sign_at(r, s->first - 1, "(") || direction_of(r, s, r->first, r->last, &cost) != 0)
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].last == s->first - 1)
            return true;
    return false;
}

/* "China: 10.1 billion dollars (18.8 %)": a partner's amount, and its share. */
static bool in_brackets_behind_list(const kt_reading *r, const kt_stated *s)
{
    if (!kt_sign_at(r, s->first - 1, "(") || !kt_sign_at(r, s->last, ")"))
        return false;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].last == s->first - 1 && r->stated[n].kind == KT_AMOUNT_MONEY)
            return kt_is_listed(r, &r->stated[n]);
    return false;
}

/* "3.5 billion (24.9 % of all exports), machines 2.8 billion (20 %)": a share as the one before
 * it in the sentence. */
static bool in_brackets_like_before(const kt_reading *r, const kt_stated *s)
{
    if (!kt_sign_at(r, s->first - 1, "(") || !kt_sign_at(r, s->last, ")"))
        return false;
    bool behind_money = false;
    for (int n = 0; n < r->n_stated; n++)
        behind_money |=
            r->stated[n].last == s->first - 1 && r->stated[n].kind == KT_AMOUNT_MONEY;
    for (int64_t n = r->n_claims - 1; n >= 0 && behind_money; n--) {
        if (r->claim[n].sentence_start != r->tokens->token[r->first].start)
            return false;
        if (r->claim[n].kind == KT_CLAIM_SHARE)
            return true;
    }
    return false;
}

/* "49 % of Belarus's trade": behind the rate, or a word of shares in the part. */
static bool is_share(const kt_reading *r, const kt_stated *s, const kt_part *part, bool moved,
                     int cost)
{
    if (s->by || s->kind == KT_AMOUNT_TIMES || s->kind == KT_AMOUNT_GROW || s->sign)
        return false;
    static const kt_sense moves[] = {KT_SENSE_MORE, KT_SENSE_LESS, KT_SENSE_UP, KT_SENSE_DOWN};
    for (size_t n = 0; n < sizeof moves / sizeof *moves; n++)
        if (s->last < r->last && kt_mark_at(r, s->last, moves[n]))
            return false; /* 5 % higher */
    const kt_mark *share = kt_mark_within(r, part->first, part->last, KT_SENSE_SHARE);
    if (share || in_brackets_like_before(r, s))
        return true;
    if (kt_mark_at(r, s->last, KT_SENSE_ITS) || kt_mark_at(r, s->last, KT_SENSE_OUR))
        for (int32_t t = s->last; t < s->last + 4 && t < part->last;
             t++) /* "65 % ihres Exports" */
            if (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT) ||
                kt_mark_at(r, t, KT_SENSE_TURNOVER) || kt_mark_at(r, t, KT_SENSE_FOREIGN))
                return true;
    if (kt_word_at(r, s->last, "aller")) /* "10 Prozent aller Waren" */
        return true;
    const kt_mark *of = kt_mark_at(r, s->last, KT_SENSE_OF);
    if (of && of->first == s->last && /* "22 % of the total" */
        (kt_mark_within(r, of->first + of->n, of->first + of->n + 2, KT_SENSE_ALL)))
        return true;
    if (of && of->first == s->last && s->last < part->last)
        for (int32_t t = s->last; t < s->last + 6 && t < part->last; t++)
            if (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT) ||
                kt_mark_at(r, t, KT_SENSE_TURNOVER) || kt_mark_at(r, t, KT_SENSE_FOREIGN))
                return true;
    if (moved && cost <= 6)
        return false;
    if (!moved && (in_brackets_behind_place(r, s) || in_brackets_behind_list(r, s)))
        return true;
    /* directly before a genitive: "49 % des Außenhandels", "92,1% торговли" */
    for (int32_t t = s->last; t < s->last + 3 && t < part->last && r->tongue == 2; t++)
        if (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT) ||
            kt_mark_at(r, t, KT_SENSE_TURNOVER) || kt_mark_at(r, t, KT_SENSE_FOREIGN))
            return true;
    const int32_t near = s->first - 8 > r->first ? s->first - 8 : r->first;
    return kt_mark_within(r, near, s->last + 3 < part->last ? s->last + 3 : part->last,
                          KT_SENSE_SHARE_OF) != NULL &&
           !moved;
}

static bool before_was_share(const kt_reading *r, const kt_part *part)
{
    return part->before && part->before->known && r->n_claims > 0 &&
           r->claim[r->n_claims - 1].kind == KT_CLAIM_SHARE &&
           r->claim[r->n_claims - 1].sentence_start == r->tokens->token[r->first].start;
}

/* "up 5 % to 3 million tonnes": growth of a quantity. */
static bool grows_in_units(const kt_reading *r, const kt_stated *s)
{
    for (int32_t t = s->last; t < s->last + 5 && t < r->last; t++) {
        if (r->tokens->token[t].kind != KT_TOKEN_NUMBER)
            continue;
        for (int n = 0; n < r->n_stated; n++)
            if (t >= r->stated[n].first && t < r->stated[n].last)
                return false;
        const kt_mark *scale = kt_mark_at(r, t + 1, KT_SENSE_SCALE);
        const int32_t unit = scale ? scale->first + scale->n : t + 1;
        return kt_mark_at(r, unit, KT_SENSE_UNIT) && !kt_mark_at(r, unit, KT_SENSE_YEAR_WORD) &&
               !kt_mark_at(r, unit, KT_SENSE_MONTHS_WORD);
    }
    return false;
}

static bool in_brackets_behind_amount(const kt_reading *r, const kt_stated *s)
{
    if (!s->sign || !kt_sign_at(r, s->first - 1, "(") || !kt_sign_at(r, s->last, ")"))
        return false;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].last == s->first - 1 && r->stated[n].kind == KT_AMOUNT_MONEY)
            return true;
    return false;
}

/* "1.9 million tonnes, 70 % more": a unit that is no money stands nearer than any amount. */
static bool is_of_quantity(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    kt_topic topic;
    int32_t from = r->first;
    for (int n = 0; n < r->n_stated && r->stated[n].last <= s->first; n++)
        from = r->stated[n].last;
    return r->counted >= from && r->counted < s->first &&
           !kt_topic_find(r, s, r->counted > part->first ? r->counted : part->first, part->last,
                          &topic);
}

static bool read_rate_claim(kt_reading *r, kt_stated *s, const kt_part *part, kt_frame *frame,
                            kt_claim *claim)
{
    int cost, far;
    int sign = direction_of(r, s, part->first, part->last, &cost);
    const bool own = sign != 0;
    if (!sign && s->kind != KT_AMOUNT_GROW)
        sign = direction_of(r, s, r->first, part->first, &far);
    if (!sign && s->kind != KT_AMOUNT_GROW) /* a verb at the end: "um 3 % und ... gestiegen" */
        sign = direction_of(r, s, part->last, r->last, &far);
    if (is_share(r, s, part, own, cost) ||
        (!own && !s->by && before_was_share(r, part) && s->kind != KT_AMOUNT_GROW)) {
        claim->kind = KT_CLAIM_SHARE;
        claim->value = s->value;
        claim->value_max = s->value_max;
        return kt_frame_share(r, s, part, frame);
    }
    const kt_mark *standard = NULL;
    for (int32_t t = s->last; t < s->last + 3 && t < part->last && !standard; t++)
        standard = kt_mark_at(r, t, KT_SENSE_STANDARD);
    if (s->sign)
        sign = s->sign;
    if (!sign && s->by && r->tongue == 2 && kt_sign_at(r, s->first - 1, "-"))
        sign = r->d.last_sign; /* "Импорт - на 48,8%": the verb of the sentence before */
    if (!sign && s->kind == KT_AMOUNT_TIMES &&
        (standard || kt_mark_within(r, s->last, part->last, KT_SENSE_BASE)))
        sign = 1;
    if (!sign && s->kind != KT_AMOUNT_GROW && !standard)
        return false;
    if (is_of_quantity(r, s, part) || grows_in_units(r, s))
        return false;
    if (in_brackets_behind_amount(r, s) && part->before && part->before->known)
        *frame = *part->before; /* "3.07 trillion (+10.3%) including ..." */
    else if (!kt_frame_find(r, s, part, frame))
        return false;
    r->d.last_sign = sign;
    claim->kind = KT_CLAIM_GROWTH;
    claim->value_max = NAN;
    if (s->kind == KT_AMOUNT_GROW) {
        claim->value = s->factor - 1.0;
    } else if (s->kind == KT_AMOUNT_TIMES) {
        claim->value = own && sign < 0 ? 1.0 / s->factor - 1.0 : s->factor - 1.0;
    } else if (standard && !own && !s->by && !s->sign) {
        claim->value = s->value - 1.0;
    } else {
        claim->value = sign * s->value;
        claim->value_max = sign * s->value_max;
    }
    return true;
}

/* The trade with all the world of the other one of the article's two: from here on the report
 * is that one's. "The foreign trade of Uzbekistan reached 35 billion. With China it was ..." */
static void turn_report(kt_reading *r, const kt_frame *frame)
{
    if (frame->b != KT_PLACE_WORLD || frame->a != r->d.partner || r->title ||
        frame->measure != KT_MEASURE_TURNOVER || !r->d.main)
        return;
    r->d.partner = r->d.main;
    r->d.main = frame->a;
}

static kt_status read_stated(kt_reading *r, kt_stated *s, const kt_part *part, kt_frame *frame,
                             kt_error *err)
{
    kt_claim claim = {.value_max = NAN};
    bool found;
    frame->known = 0;
    hedge(r, s, part->first, part->last);
    if (s->kind == KT_AMOUNT_RANK) {
        claim.kind = KT_CLAIM_RANK;
        claim.value = s->value;
        found = kt_frame_rank(r, s, part, frame);
    } else if (s->kind == KT_AMOUNT_MONEY) {
        found = read_money_claim(r, s, part, frame, &claim);
    } else {
        found = read_rate_claim(r, s, part, frame, &claim);
    }
    if (!found) {
        frame->known = 0;
        return KT_OK;
    }
    if ((claim.kind == KT_CLAIM_LEVEL || claim.kind == KT_CLAIM_GROWTH) &&
        is_target(r, s, part)) {
        claim.target_kind = claim.kind;
        claim.kind = KT_CLAIM_TARGET;
    }
    set_period(r, s, part, &claim);
    settle_target(r, &claim);
    frame->known = 1;
    KT_TRY(add_claim(r, s, frame, &claim, err));
    turn_report(r, frame);
    if (!r->title) {
        if (!r->d.frame_kept) { /* the sentence's turnover is what it is about */
            r->d.frame = *frame;
            r->d.frame_kept =
                frame->measure == KT_MEASURE_TURNOVER && claim.kind != KT_CLAIM_RANK;
        }
        r->d.frame_block = r->block;
        bool goes_there = false; /* "exports to Vietnam, the third market": spoken of next */
        for (int n = 0; n < r->n_mentions; n++)
            goes_there |=
                r->mention[n].place == frame->b && frame->a == r->d.main &&
                (r->mention[n].role == KT_ROLE_TO || r->mention[n].role == KT_ROLE_FROM ||
                 r->mention[n].role == KT_ROLE_WITH);
        if (frame->measure == KT_MEASURE_TURNOVER && claim.kind != KT_CLAIM_RANK) {
            r->d.trade = *frame;
            r->d.trade_block = r->block;
            if (claim.kind == KT_CLAIM_LEVEL && frame->b != KT_PLACE_WORLD) {
                r->d.trade_value = claim.value;
                r->d.trade_currency = s->currency;
            }
        }
        if (claim.kind != KT_CLAIM_RANK || goes_there || !r->d.a) {
            r->d.a = frame->a;
            r->d.b = frame->b;
        }
    }
    return KT_OK;
}

/* ---- the article ------------------------------------------------------------------------- */

static bool names_partners(const kt_reading *r)
{
    return kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) ||
           kt_mark_within(r, r->first, r->last, KT_SENSE_BUYER) ||
           kt_mark_within(r, r->first, r->last, KT_SENSE_SUPPLIER);
}

/* A sentence without a claim may still say what is spoken of, and of when. */
static void note_sentence(kt_reading *r)
{
    static const kt_sense senses[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT,
                                      KT_SENSE_FOREIGN,  KT_SENSE_BUY,    KT_SENSE_SELL};
    bool trade = false;
    for (int n = 0; n < 6; n++)
        trade |= kt_mark_within(r, r->first, r->last, senses[n]) != NULL;
    const bool heads = kt_sign_at(r, r->last - 1, ":"); /* what follows is of its period */
    if (!trade && r->d.has_period && !heads)
        return;
    for (int n = r->n_when - 1; n >= 0; n--)
        if (r->when[n].known && !r->when[n].base && !r->when[n].within &&
            (!r->published.year || r->when[n].period.first / 12 <= r->published.year)) {
            r->d.period = r->when[n];
            r->d.has_period = 1;
            r->d.period_block = r->block;
            break;
        }
    if (r->n_stated || r->title || !trade)
        return;
    const kt_stated end = {.first = r->last, .last = r->last, .core = r->last, .currency = ""};
    const kt_part part = {r->first, r->last, NULL};
    kt_frame frame = {0};
    const bool heading = r->last - r->first < 14; /* "Exports, September 2024" over figures */
    const bool whole = kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) ||
                       kt_mark_within(r, r->first, r->last, KT_SENSE_SURPLUS) ||
                       kt_mark_within(r, r->first, r->last, KT_SENSE_DEFICIT);
    bool to = false, from = false; /* "the value of deliveries from Turkey to Russia" */
    for (int n = 0; n < r->n_mentions; n++) {
        to |= r->mention[n].role == KT_ROLE_TO;
        from |= r->mention[n].role == KT_ROLE_FROM || r->mention[n].adjective;
    }
    bool goes = false; /* "raised its exports to the CIS": told of next */
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        goes |= (m->role == KT_ROLE_TO &&
                 kt_mark_within(r, m->first - 3, m->first, KT_SENSE_EXPORT)) ||
                (m->role == KT_ROLE_FROM &&
                 kt_mark_within(r, m->first - 3, m->first, KT_SENSE_IMPORT));
    }
    const bool named =
        (goes || (to && from) ||
         (r->n_mentions && r->block - r->d.frame_block <= 1 && !names_partners(r))) &&
        (kt_mark_within(r, r->first, r->last, KT_SENSE_EXPORT) ||
         kt_mark_within(r, r->first, r->last, KT_SENSE_IMPORT));
    if (!(heading || whole || named) || !kt_frame_find(r, &end, &part, &frame) ||
        !(heading || named || frame.measure == KT_MEASURE_TURNOVER ||
          frame.measure == KT_MEASURE_BALANCE))
        return;
    r->d.frame = frame;
    r->d.frame_block = r->block;
    r->d.a = frame.a;
    r->d.b = frame.b;
}

/* "Exported 1.7 and imported 1.6 billion, up 7 % and down 4 %, respectively": the amount of
 * money that rate n belongs to; -1 where the sentence does not say so. */
static int respective(const kt_reading *r, int n)
{
    int money[KT_MAX_STATED], n_money = 0, n_before = 0, n_rates = 0;
    if (r->stated[n].kind == KT_AMOUNT_MONEY ||
        !kt_mark_within(r, r->first, r->last, KT_SENSE_RESPECTIVELY))
        return -1;
    for (int i = 0; i < r->n_stated; i++) {
        if (r->stated[i].kind == KT_AMOUNT_MONEY && n_rates == 0)
            money[n_money++] = i;
        n_before += i < n && r->stated[i].kind != KT_AMOUNT_MONEY;
        n_rates += r->stated[i].kind != KT_AMOUNT_MONEY;
    }
    return n_rates == n_money && n_rates > 1 ? money[n_before] : -1;
}

static kt_status read_sentence(kt_reading *r, kt_error *err)
{
    kt_frame frame = {0}, last = {0}, of[KT_MAX_STATED] = {{0}};
    kt_part part = {0};
    const int64_t before = r->n_claims;

    r->counted = -1;
    kt_find_periods(r);
    kt_find_amounts(r);
    kt_find_mentions(r);
    const kt_place reporter = r->d.main;
    kt_find_statistics(r);
    if (r->d.main != reporter) /* its pronouns stand for another country now */
        kt_find_mentions(r);
    r->d.frame_kept = 0;
    for (int n = 0; n < r->n_stated; n++) {
        part = kt_part_of(r, n, &part);
        part.before = last.known ? &last : NULL;
        const int money = respective(r, n);
        if (money >= 0 && of[money].known) {
            part.before = &of[money];
            part.first = r->stated[n].first - 1;
        }
        KT_TRY(read_stated(r, &r->stated[n], &part, &frame, err));
        of[n] = frame;
        if (frame.known)
            last = frame;
        part.before = NULL;
    }
    r->d.last_was_claim =
        r->n_claims > before || (r->d.last_was_claim && r->n_stated == 0) ||
        (r->n_stated == 0 && kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) != NULL);
    r->d.last_was_other = r->n_stated > 0 && r->n_claims == before;
    if (r->n_claims == before)
        note_sentence(r);
    kt_discourse_remember(r);
    return KT_OK;
}

static bool is_title_block(const kt_reading *r, int32_t token)
{
    const kt_article *article = r->article;
    if (article->title < 0)
        return false;
    const kt_block *title = &article->block[article->title];
    return r->tokens->token[token].start >= title->start &&
           r->tokens->token[token].start < title->end;
}

static kt_status read_block(kt_reading *r, int32_t first, int32_t last, kt_error *err)
{
    int32_t t = first;
    KT_TRY(kt_find_speaker(r, first, last, err));
    while (t < last) {
        r->first = t;
        r->last = last; /* signs are seen only inside it */
        r->last = kt_sentence_end(r, t);
        if (r->last > last)
            r->last = last;
        if (r->last == t)
            r->last = t + 1;
        t = r->last;
        KT_TRY(read_sentence(r, err));
    }
    return KT_OK;
}

kt_status kt_reading_run(kt_reading *r, kt_error *err)
{
    int32_t first = 0;
    kt_discourse_begin(r);
    for (int32_t t = 0; t < r->tokens->n_tokens; t++) {
        if (r->tokens->token[t].kind != KT_TOKEN_BREAK)
            continue;
        if (t > first) {
            r->title = is_title_block(r, first);
            r->block++;
            KT_TRY(read_block(r, first, t, err));
        }
        first = t + 1;
    }
    return KT_OK;
}
