/* claim.c: sentence by sentence from amounts to claims. What a sentence has made known (which
 * flow, which period, who speaks, whose statistics) goes on to the next. */
#include "claim_kind.h"
#include "trade_flow.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

/* ---- one amount -------------------------------------------------------------------------- */

static void set_place(char out[KT_PLACE_SIZE], kt_place place)
{
    kt_place_print(place, out);
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
    claim->partner_named = 0;
    for (int n = 0; n < r->n_mentions; n++)
        claim->partner_named |= r->mention[n].place == frame->b && !r->mention[n].office;
    claim->unknown_goods = strcmp(frame->product, KT_UNKNOWN_GOODS) == 0;
    if (!claim->unknown_goods)
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
        kt_find_group(r, s, frame, claim);
    if (claim->kind != KT_CLAIM_TARGET &&
        (r->d.statistics_of == frame->a || r->d.statistics_of == frame->b))
        set_place(claim->statistics_of, r->d.statistics_of);
    return KT_OK;
}

static void hedge(const kt_reading *r, kt_stated *s, int32_t first, int32_t last)
{
    if (s->modifier != KT_MODIFIER_EXACT || kt_way_past(r, s))
        return;
    for (int32_t t = s->first - 1; t >= first && t >= s->first - 6; t--) {
        const kt_mark *mark = kt_mark_at(r, t, KT_SENSE_HEDGE);
        if (mark && r->tongue == 1 &&
            (kt_mark_within(r, t, s->first, KT_SENSE_EXPORT) ||
             kt_mark_within(r, t, s->first, KT_SENSE_IMPORT)))
            continue; /* "surpassing imports of 180 billion" */
        if (mark && !kt_word_at(r, t - 1, "the") && !kt_word_at(r, t - 1, "s")) {
            s->modifier = (uint8_t)mark->meaning.value;
            return; /* not "the top destination" */
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

/* "Insgesamt sanken die Exporte um 6 Prozent" behind what was told of one partner: the report
 * is of all of them from here on, unless the headline names that one. In German. */
static void turn_to_whole(kt_reading *r, const kt_frame *frame)
{
    if (r->tongue == 0 && frame->b == KT_PLACE_WORLD && frame->a == r->d.main && !r->title &&
        !r->d.in_title && kt_place_is_country(r->d.partner) &&
        kt_is_whole(r, r->first, r->now ? r->now->first : r->last))
        r->d.partner = KT_PLACE_WORLD;
}

/* "Экспорт составил 5 млрд, в том числе в ЕС - 2 млрд": what is told beside a larger whole of
 * the same sentence. */
static bool is_aside(const kt_reading *r, const kt_stated *s)
{
    if (!r->d.frame_in_sentence || r->tongue != 2)
        return false;
    for (int32_t t = r->first + 1; t < s->first; t++)
        if ((kt_word_at(r, t, "том") && kt_word_at(r, t + 1, "числе")) ||
            (kt_word_at(r, t, "из") && kt_word_at(r, t + 1, "них")))
            return true;
    return false;
}

/* What the claim speaks of goes on to the next sentences. */
static void remember_claim(kt_reading *r, const kt_stated *s, const kt_frame *frame,
                           const kt_claim *claim)
{
    const bool turnover = frame->measure == KT_MEASURE_TURNOVER && claim->kind != KT_CLAIM_RANK;
    if (is_aside(r, s))
        return;
    r->d.frame_in_sentence = 1;
    if (claim->kind == KT_CLAIM_RANK && r->tongue == 1) {
        r->d.lister = frame->a;
        r->d.lister_block = r->block;
    } else if (!turnover && frame->a != r->d.lister) {
        r->d.lister = 0;
    }
    kt_note_bloc_trade(r, frame);
    if (!r->d.frame_kept) { /* the sentence's turnover is what it is about */
        r->d.frame = *frame;
        r->d.frame_kept = turnover;
    }
    r->d.frame_block = r->block;
    if (claim->kind == KT_CLAIM_LEVEL && frame->a == r->d.main &&
        kt_place_is_country(frame->b) && !kt_is_bloc(frame->b) && !frame->product[0]) {
        r->d.with_one[frame->measure].of = frame->a;
        r->d.with_one[frame->measure].level = claim->value;
        r->d.with_one[frame->measure].currency = s->currency;
    }
    if (turnover) {
        r->d.trade = *frame;
        r->d.trade_block = r->block;
        const bool back = !claim->no_period && r->d.has_period && /* a former high */
                          claim->period.last < r->d.period.period.last;
        if (claim->kind == KT_CLAIM_LEVEL && frame->b != KT_PLACE_WORLD && !back) {
            r->d.trade_value = claim->value;
            r->d.trade_currency = s->currency;
        }
    }
    bool goes_there = false; /* "exports to Vietnam, the third market": spoken of next */
    for (int n = 0; n < r->n_mentions; n++)
        goes_there |= r->mention[n].place == frame->b && frame->a == r->d.main &&
                      (r->mention[n].role == KT_ROLE_TO || r->mention[n].role == KT_ROLE_FROM ||
                       r->mention[n].role == KT_ROLE_WITH);
    const bool part = claim->kind == KT_CLAIM_SHARE && r->tongue == 1 && /* "China paid 85 %" */
                      frame->a == r->d.main && r->d.partner == KT_PLACE_WORLD;
    if ((claim->kind != KT_CLAIM_RANK && !part) || goes_there || !r->d.a) {
        r->d.a = frame->a;
        r->d.b = frame->b;
    }
}

/* "72% экспорта Латвии пришлось на ЕС, у Литвы - 59%": the same of another one, in Russian. */
static void take_same_of(const kt_reading *r, const kt_stated *s, const kt_part *part,
                         kt_frame *frame)
{
    const kt_mention *whose = NULL;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->last <= part->first - 1 || m->first >= s->first)
            continue;
        if (whose || m->role != KT_ROLE_OWNER || !kt_word_at(r, m->first - 1, "у"))
            return;
        whose = m;
    }
    if (r->tongue != 2 || !whose || !part->before || !part->before->known ||
        whose->place == part->before->b)
        return;
    frame->a = whose->place;
    frame->b = part->before->b;
    frame->measure = part->before->measure;
}

static kt_status read_stated(kt_reading *r, kt_stated *s, const kt_part *part, kt_frame *frame,
                             kt_error *err)
{
    kt_claim claim = {.value_max = NAN};
    bool found;
    frame->known = 0;
    r->now = s;
    if (kt_is_against_another(r, s))
        return KT_OK;
    hedge(r, s, part->first, part->last);
    if (s->kind == KT_AMOUNT_RANK) {
        claim.kind = KT_CLAIM_RANK;
        claim.value = s->value;
        found = kt_frame_rank(r, s, part, frame);
    } else if (s->kind == KT_AMOUNT_MONEY) {
        found = kt_claim_money(r, s, part, frame, &claim);
    } else {
        found = kt_claim_rate(r, s, part, frame, &claim);
    }
    if (!found) {
        frame->known = 0;
        return KT_OK;
    }
    if (claim.kind != KT_CLAIM_RANK && claim.kind != KT_CLAIM_SHARE)
        kt_choose_pair(r, s, part, frame);
    kt_take_favour(r, frame);
    kt_take_holder(r, s, frame);
    kt_take_side(r, &claim, frame);
    kt_take_whole(r, s, part, frame);
    if (claim.kind != KT_CLAIM_RANK) {
        take_same_of(r, s, part, frame);
        kt_take_row(r, s, frame);
        kt_take_behind_dash(r, s, part, frame);
    }
    if (claim.kind != KT_CLAIM_RANK && claim.kind != KT_CLAIM_SHARE) {
        kt_take_abreast(r, s, frame);
        kt_take_whole_before(r, s, frame);
        kt_take_total(r, s, frame);
    }
    if ((claim.kind == KT_CLAIM_LEVEL || claim.kind == KT_CLAIM_GROWTH) &&
        kt_claim_is_target(r, s, part)) {
        claim.target_kind = claim.kind;
        claim.kind = KT_CLAIM_TARGET;
    }
    kt_claim_period(r, s, part, &claim);
    kt_claim_settle(r, &claim);
    kt_take_goods(r, s, part, frame);
    frame->known = 1;
    kt_frame told = *frame; /* what is said of one good says nothing of the next amount */
    if (claim.kind == KT_CLAIM_RANK || claim.kind == KT_CLAIM_SHARE)
        kt_take_goods_behind(r, s, &told);
    if (claim.kind == KT_CLAIM_SHARE)
        kt_take_goods_of_whole(r, s, part, &told);
    KT_TRY(add_claim(r, s, &told, &claim, err));
    r->lost |= !r->title && told.b == KT_PLACE_WORLD && told.a == r->d.main &&
               told.measure == KT_MEASURE_TURNOVER && claim.kind != KT_CLAIM_RANK &&
               claim.kind != KT_CLAIM_SHARE && !told.product[0] &&
               !kt_is_whole(r, r->first, r->last);
    turn_report(r, frame);
    turn_to_whole(r, frame);
    if (!r->title) {
        remember_claim(r, s, frame, &claim);
    } else if (!r->d.title_frame.known) {
        r->d.title_frame = *frame;
        r->d.title_block = r->block;
    }
    return KT_OK;
}

/* ---- the article ------------------------------------------------------------------------- */

/* "Exported 1.7 and imported 1.6 billion, up 7 % and down 4 %, respectively": the amount of
 * money that rate n belongs to; -1 where the sentence does not say so. */
static int respective(const kt_reading *r, int n)
{
    int money[KT_MAX_STATED], n_money = 0, n_before = 0, n_rates = 0;
    if (r->stated[n].kind == KT_AMOUNT_MONEY || r->stated[n].kind == KT_AMOUNT_RANK ||
        !kt_mark_within(r, r->first, r->last, KT_SENSE_RESPECTIVELY))
        return -1;
    for (int i = 0; i < r->n_stated; i++) {
        if (r->stated[i].kind == KT_AMOUNT_MONEY && n_rates == 0)
            money[n_money++] = i;
        const bool rate =
            r->stated[i].kind != KT_AMOUNT_MONEY && r->stated[i].kind != KT_AMOUNT_RANK;
        n_before += i < n && rate;
        n_rates += rate;
    }
    return n_rates == n_money && n_rates > 1 ? money[n_before] : -1;
}

/* "Der Handel wuchs um 25 Prozent (+44% bei den Exporten und +8% bei den Importen) auf 108
 * Milliarden": the amount before the bracket that n belongs to, in German; -1 none. */
static int behind_both(const kt_reading *r, int n)
{
    const int32_t to = r->stated[n].first - 1;
    int32_t open = to - 1;
    if (r->tongue != 0 || n < 2 || !kt_word_at(r, to, "auf") || !kt_sign_at(r, to - 1, ")"))
        return -1;
    while (open > r->first && !kt_sign_at(r, open, "("))
        open--;
    if (!kt_mark_within(r, open, to, KT_SENSE_EXPORT) &&
        !kt_mark_within(r, open, to, KT_SENSE_IMPORT))
        return -1;
    int i = n - 1;
    while (i >= 0 && r->stated[i].last > open)
        i--;
    return i >= 0 && r->stated[i].last == open ? i : -1;
}

/* A claim like the last one, of an amount in other money, or of that of a share. */
static kt_status tell_again(kt_reading *r, kt_stated *s, const kt_frame *frame, kt_error *err)
{
    kt_claim claim = r->claim[r->n_claims - 1];
    if (claim.kind == KT_CLAIM_SHARE)
        claim.kind = KT_CLAIM_LEVEL;
    claim.value = copysign(s->value, claim.value);
    claim.value_max = copysign(s->value_max, claim.value);
    memcpy(claim.currency, s->currency, strlen(s->currency) < 4 ? strlen(s->currency) + 1 : 0);
    return add_claim(r, s, frame, &claim, err);
}

/* The same of every other partner, or of the other flow, that an amount is told of. */
static kt_status tell_of_each(kt_reading *r, const kt_stated *s, const kt_part *part,
                              const kt_frame *frame, kt_error *err)
{
    kt_place other[KT_MAX_EACH];
    kt_claim *last = &r->claim[r->n_claims - 1];
    if (frame->measure != KT_MEASURE_BALANCE && last->kind != KT_CLAIM_SHARE &&
        kt_is_of_each_flow(r, s, part)) {
        kt_frame its = *frame;
        if (frame->measure == KT_MEASURE_TURNOVER)
            last->measure = KT_MEASURE_EXPORT;
        its.measure =
            last->measure == KT_MEASURE_EXPORT ? KT_MEASURE_IMPORT : KT_MEASURE_EXPORT;
        const kt_claim like = *last;
        KT_TRY(add_claim(r, s, &its, &like, err));
    }
    const int n = kt_others_of_each(r, s, frame, other);
    for (int i = 0; i < n; i++) {
        const kt_claim like = r->claim[r->n_claims - 1];
        kt_frame its = *frame;
        its.b = other[i];
        KT_TRY(add_claim(r, s, &its, &like, err));
    }
    return KT_OK;
}

/* "Читайте также: оборот упал до 7 млн": of another article, though in the same paragraph. */
static bool is_teaser(const kt_reading *r)
{
    const kt_mark *stop = r->tongue == 2 ? kt_mark_at(r, r->first, KT_SENSE_CAPTION) : NULL;
    const int32_t end = stop ? stop->first + stop->n : 0; /* the sign may be of the phrase */
    return stop && stop->first == r->first &&
           (kt_sign_at(r, end, ":") || kt_sign_at(r, end - 1, ":"));
}

/* "Trade was 3 billion (exports: 2 billion / imports: 1 billion), a rise of 27 %": the amount
 * before the brackets, which goes on behind them; -1 none. */
static int before_brackets(const kt_reading *r, int n)
{
    if (r->tongue != 1 || n < 2 || !kt_sign_at(r, r->stated[n - 1].last, ")") ||
        !kt_sign_at(r, r->stated[n - 1].first - 1, ":") ||
        kt_sign_at(r, r->stated[n].first - 1, "("))
        return -1;
    int32_t open = r->stated[n - 1].first;
    while (open > r->first && !kt_sign_at(r, open, "("))
        open--;
    int k = open > r->first ? n - 2 : -1;
    while (k >= 0 && r->stated[k].last > open)
        k--;
    return k;
}

static kt_status read_own(kt_reading *r, kt_error *err)
{
    kt_frame frame = {0}, last = {0}, of[KT_MAX_STATED] = {{0}};
    kt_part part = {0};
    const int64_t before = r->n_claims;

    r->counted = -1;
    if (is_teaser(r))
        return KT_OK;
    kt_find_periods(r);
    kt_find_amounts(r);
    kt_find_mentions(r);
    kt_note_towns(r);
    const kt_place reporter = r->d.main;
    kt_find_statistics(r);
    if (r->d.main != reporter) /* its pronouns stand for another country now */
        kt_find_mentions(r);
    kt_note_list_owner(r);
    r->d.frame_kept = r->d.frame_in_sentence = 0;
    for (int n = 0; n < r->n_stated; n++) {
        if (kt_is_told_again(r, n)) {
            of[n] = of[n - 1];
            if (of[n].known)
                KT_TRY(tell_again(r, &r->stated[n], &of[n], err));
            continue;
        }
        part = kt_part_of(r, n, &part);
        part.before = last.known ? &last : NULL;
        const bool aside = n > 0 && kt_is_apposed_rank(r, &r->stated[n - 1]);
        if (aside && !part.before)
            part.first = r->first;
        const int money = behind_both(r, n) >= 0 ? behind_both(r, n) : respective(r, n);
        if (money >= 0 && of[money].known) {
            part.before = &of[money];
            part.first = r->stated[n].first - 1;
        }
        const int outer = before_brackets(r, n);
        if (outer >= 0 && of[outer].known) {
            part.before = &of[outer];
            part.first = r->stated[n - 1].last;
        }
        KT_TRY(read_stated(r, &r->stated[n], &part, &frame, err));
        if (frame.known)
            KT_TRY(tell_of_each(r, &r->stated[n], &part, &frame, err));
        of[n] = frame;
        if (frame.known && !(last.known == 0 && kt_is_apposed_rank(r, &r->stated[n])))
            last = frame;
        part.before = NULL;
    }
    kt_leave_list(r, before);
    r->d.last_was_claim =
        r->n_claims > before || (r->d.last_was_claim && r->n_stated == 0) ||
        (r->n_stated == 0 && kt_mark_within(r, r->first, r->last, KT_SENSE_TURNOVER) != NULL);
    r->d.last_was_other = r->n_stated > 0 && r->n_claims == before;
    kt_note_land(r, r->n_claims > before);
    if (r->n_claims == before)
        kt_note_silent(r);
    kt_note_partner(r);
    kt_note_region(r);
    kt_discourse_remember(r);
    return KT_OK;
}

/* What was set apart tells of the country it begins with, of its trade with the article's own
 * where it names no other; nothing of the sentences that follow, where it is only an aside. */
static kt_status read_sentence(kt_reading *r, kt_error *err)
{
    const uint8_t flags = kt_token_at(r->tokens, r->first)->flags;
    const kt_mark *whose =
        flags & KT_TOKEN_APART ? kt_mark_at(r, r->first, KT_SENSE_COUNTRY) : NULL;
    const kt_discourse told = r->d;
    if (!whose)
        return read_own(r, err);
    r->d.main = kt_place_country(whose->meaning.code);
    kt_place other = told.main != r->d.main ? told.main : told.partner;
    const kt_place beside = kt_place_other_of(r->d.main, told.two[0], told.two[1]);
    if (r->tongue == 1 && beside && told.main != told.two[0] && told.main != told.two[1])
        other =
            beside; /* "Peru's main supplier is Laos, which sold it goods": not the report's */
    r->d.partner = other && other != r->d.main ? other : KT_PLACE_WORLD;
    r->d.frame = r->d.trade = (kt_frame){0};
    r->d.a = r->d.b = 0;
    KT_TRY(read_own(r, err));
    if (flags & KT_TOKEN_ASIDE)
        r->d = told;
    r->d.main = told.main;
    r->d.partner = told.partner;
    return KT_OK;
}

static bool is_title_block(const kt_reading *r, int32_t token)
{
    const kt_article *article = r->article;
    if (article->title < 0)
        return false;
    const kt_block *title = &article->block[article->title];
    return kt_token_at(r->tokens, token)->start >= title->start &&
           kt_token_at(r->tokens, token)->start < title->end;
}

/* "... Читайте также: ..." at the end of a paragraph: where it begins, else `last`. */
static int32_t teaser_within(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = first; t < last; t++) {
        const kt_mark *mark = kt_mark_at(r, t, KT_SENSE_CAPTION);
        const int32_t end = mark ? t + mark->n - kt_sign_at(r, t + mark->n - 1, ":") : t;
        if (mark && mark->first == t && end - t >= 2 && kt_sign_at(r, end, ":") &&
            (kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL))
            return t;
    }
    return last;
}

static kt_status read_block(kt_reading *r, int32_t first, int32_t last, kt_error *err)
{
    int32_t t = first;
    KT_TRY(kt_find_speaker(r, first, last, err));
    while (t < last) {
        r->first = t;
        r->last = last; /* signs are seen only inside it */
        r->last = kt_sentence_end(r, t);
        const int32_t aside = teaser_within(r, t > first ? t : t + 1, r->last);
        t = aside < r->last ? last : r->last;
        r->last = aside;
        if (r->last > r->first)
            KT_TRY(read_sentence(r, err));
    }
    return KT_OK;
}

static kt_status read_all(kt_reading *r, kt_error *err)
{
    int32_t first = 0;
    kt_discourse_begin(r);
    if (r->forced)
        r->d.partner = r->forced;
    r->first_main = r->d.main;
    r->first_partner = r->d.partner;
    for (int32_t t = 0; t < r->tokens->n_tokens; t++) {
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_BREAK)
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

/* A second time where the first shows with whom the trade is. */
static kt_status read_as_needed(kt_reading *r, kt_error *err)
{
    KT_TRY(read_all(r, err));
    r->forced = kt_partner_at_second_look(r);
    if (!r->forced)
        return KT_OK;
    r->d = (kt_discourse){0};
    r->n_claims = 0;
    r->block = 0;
    return read_all(r, err);
}

/* In the order of the text: what was set apart was read behind its sentence. */
static void sort_claims(kt_reading *r)
{
    for (int64_t n = 1; n < r->n_claims; n++) {
        const kt_claim claim = r->claim[n];
        int64_t to = n;
        for (; to > 0 && r->claim[to - 1].text_start > claim.text_start; to--)
            r->claim[to] = r->claim[to - 1];
        r->claim[to] = claim;
    }
}

kt_status kt_reading_run(kt_reading *r, kt_error *err)
{
    KT_TRY(read_as_needed(r, err));
    sort_claims(r);
    return KT_OK;
}
