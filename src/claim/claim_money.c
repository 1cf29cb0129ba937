/* claim_money.c: an amount of money in a sentence: a level, a change or a balance. */
#include "claim_kind.h"

#include <string.h>

/* "An increase of 400 million", "ein Minus von 334 Millionen". */
static const kt_mark *moved_by(const kt_reading *r, const kt_stated *s)
{
    const bool reckoned =
        kt_word_at(r, s->first - 1, "umgerechnet") || kt_word_at(r, s->first - 1, "insgesamt");
    const int32_t t = s->first - 1 - reckoned;
    if (!kt_word_at(r, t, "of") && !kt_word_at(r, t, "von") && !kt_word_at(r, t, "by"))
        return NULL;
    if (r->tongue == 0 && t > r->first && /* a noun: "stieg von" is where it rose from */
        !(kt_token_at(r->tokens, t - 1)->flags & KT_TOKEN_CAPITAL))
        return NULL;
    const kt_mark *up = kt_mark_before(r, t, KT_SENSE_UP);
    return up ? up : kt_mark_before(r, t, KT_SENSE_DOWN);
}

/* "Trade with Kyrgyzstan and Germany was 903 and 829 million, respectively": amounts in the
 * order of the partners. */
void kt_take_respective(const kt_reading *r, const kt_stated *s, kt_frame *frame)
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
    for (int owners = 0; owners < 2 && n_partners != n_money; owners++) {
        n_partners = 0; /* "the US and ASEAN followed with 5 and 3 billion, respectively" */
        for (int n = 0; n < r->n_mentions && n_partners < KT_MAX_STATED; n++) {
            const kt_mention *m = &r->mention[n];
            const bool end =
                m->role == KT_ROLE_WITH || m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM;
            const bool owner = r->tongue == 1 && m->role == KT_ROLE_OWNER && !m->adjective &&
                               !m->genitive && m->place != r->d.main;
            if (m->first < r->stated[0].first && !m->office && !m->pronoun &&
                (owners ? owner : end))
                partner[n_partners++] = m->place;
        }
    }
    if (n_partners == 0 && r->tongue == 1)
        for (int n = 0; n < r->n_mentions && n_partners < KT_MAX_STATED; n++) {
            const kt_mention *m = &r->mention[n]; /* "worth 2.2 and 1.5 billion to Kenya and" */
            if (m->first >= r->stated[r->n_stated - 1].last && !m->office && !m->pronoun &&
                (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM || m->role == KT_ROLE_WITH))
                partner[n_partners++] = m->place;
        }
    if (n_money > 1 && n_partners == n_money && before < n_money && partner[before] != frame->a)
        frame->b = partner[before];
}

/* "7.4 billion or 22.5 % more", in English also ", or 22.5 %, more", "(22.5 %) more": how the
 * rate beside it moves; 0 none. */
static int way_of_twin(const kt_reading *r, const kt_stated *s)
{
    for (int n = 0; n < r->n_stated; n++) {
        const kt_stated *twin = &r->stated[n];
        const int32_t gap = twin->first - s->last;
        const bool brackets = r->tongue == 1 && kt_sign_at(r, s->last, "(") && gap == 1 &&
                              kt_sign_at(r, twin->last, ")");
        const int32_t behind =
            twin->last +
            (brackets || (r->tongue == 1 && gap == 2 &&
                          (kt_sign_at(r, twin->last, ",") || kt_sign_at(r, twin->last, "-"))));
        if (gap < 1 || gap > (r->tongue == 2 ? 3 : 2) || twin->kind == KT_AMOUNT_MONEY ||
            twin->kind == KT_AMOUNT_RANK ||
            !(brackets || kt_word_at(r, twin->first - 1, "or") ||
              kt_word_at(r, twin->first - 1, "oder") ||
              kt_word_at(r, twin->first - 1, "\xD0\xB8\xD0\xBB\xD0\xB8")))
            continue;
        int cost;
        if (r->tongue == 1 &&
            (kt_word_at(r, s->first - 1, "to") ||
             (kt_word_at(r, s->first - 1, "at") && kt_word_at(r, s->first - 2, "stood"))))
            continue; /* "fell to 614 million, or 7.4 % lower": a level */
        if (r->tongue == 2 && !s->by && twin->by)
            continue; /* "составил 491 млн, или на 47% меньше": a level */
        if (r->tongue == 2 && s->by && twin->by)
            return kt_claim_direction(r, twin, r->first, r->last, &cost);
        if (kt_mark_at(r, behind, KT_SENSE_MORE))
            return 1;
        if (kt_mark_at(r, behind, KT_SENSE_LESS))
            return -1;
    }
    return 0;
}

/* "Сальдо сложилось отрицательным и составило 550 млн"; of two such words ("отрицательное
 * сальдо сменилось положительным") the last one before the amount counts. 0: none is said. */
static int sign_said(const kt_reading *r, const kt_stated *s)
{
    static const char minus[] = "отрицательн", plus[] = "положительн";
    int sign = 0, n_minus = 0, n_plus = 0;
    bool complement = false;
    for (int32_t t = r->first; t < s->first && r->tongue == 1; t++)
        sign = kt_word_at(r, t, "negative")   ? -1
               : kt_word_at(r, t, "positive") ? 1
                                              : sign; /* "was negative, at $10 billion" */
    if (r->tongue == 1)
        return sign;
    for (int32_t t = r->first; t < r->last && r->tongue == 2; t++) {
        const char *word = kt_token_word(r->tokens, t);
        const bool is_minus = strncmp(word, minus, sizeof minus - 1) == 0;
        const bool is_plus = strncmp(word, plus, sizeof plus - 1) == 0;
        n_minus += is_minus;
        n_plus += is_plus;
        complement |= is_minus && (strcmp(word + sizeof minus - 1, "ым") == 0 ||
                                   !kt_mark_at(r, t, KT_SENSE_DEFICIT));
        if (t < s->first && (is_minus || is_plus))
            sign = is_minus ? -1 : 1;
    }
    if (n_minus && n_plus)
        return sign;
    return complement ? -1 : 0;
}

/* "Um 3,9 Mrd. Euro, also um 5 Prozent, gestiegen": behind the same told once more in between;
 * t where nothing is. */
static int32_t behind_twin(const kt_reading *r, const kt_stated *s, int32_t t)
{
    enum { NEAR = 4 };
    const kt_stated *twin = s + 1;
    const bool between = s >= r->stated && twin < r->stated + r->n_stated && t == s->last &&
                         kt_sign_at(r, t, ",") && twin->first - t <= NEAR &&
                         kt_sign_at(r, twin->last, ",");
    return between ? twin->last + 1 : t;
}

/* A German verb stands at the end, behind the amounts of its clause: "um 3,9 Mrd. auf 5,7 Mrd.
 * deutlich zurückging"; 0 none. */
static int way_of_verb(const kt_reading *r, const kt_stated *s)
{
    int depth = 0;
    for (int32_t t = behind_twin(r, s, s->last); t < r->last && r->tongue == 0; t++) {
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
    if (moved && r->tongue == 1 && s->first < s->core &&
        (kt_word_at(r, s->first, "below") || kt_word_at(r, s->first, "above") ||
         kt_word_at(r, s->first, "past") || kt_word_at(r, s->first, "under")))
        moved = NULL; /* "fell below 100 million" */
    if (moved && r->tongue == 1 &&
        (kt_word_at(r, moved->first, "below") || kt_word_at(r, moved->first, "above")))
        moved = NULL; /* "above the 9 billion surplus expected": what is compared with */
    if (moved && kt_is_attribute_of_gap(r, s))
        moved = NULL; /* "narrow $5.5-billion trade deficit" */
    if (moved && part->before && kt_word_at(r, s->first, "over") && s->first + 1 <= s->core) {
        moved = NULL; /* "an 8 % rise over US$4.75 billion last year": what it rose from */
        s->first++;
        s->modifier = KT_MODIFIER_EXACT;
    }
    return moved;
}

/* "Up 8.9 percent (21.7 billion) from 2017": behind the brackets stands what it rose from. */
static bool is_rise_in_money(const kt_reading *r, const kt_stated *s, const kt_stated *before,
                             const kt_claim *last)
{
    static const char *const words[] = {"from", "over", "compared", "versus", "on"};
    bool from = false;
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        from |= kt_word_at(r, s->last + 1, words[n]);
    if (s + 1 < r->stated + r->n_stated && s[1].kind == KT_AMOUNT_MONEY &&
        kt_word_at(r, s[1].first - 1, "to") && s[1].first - s->last <= 5)
        from = true; /* "up 22 % on year (193 million) to 1.1 billion" */
    if (s + 1 < r->stated + r->n_stated && s[1].kind == KT_AMOUNT_MONEY &&
        kt_word_at(r, s[1].first - 1, "from")) /* "(1.5 billion) in 2023, from 52 billion" */
        from = true;
    return from && r->tongue == 1 && before->kind == KT_AMOUNT_PERCENT &&
           s->first - before->last <= (kt_sign_at(r, before->last, "(") ? 1 : 4) &&
           kt_sign_at(r, s->first - 1, "(") && kt_sign_at(r, s->last, ")") &&
           last->kind == KT_CLAIM_GROWTH &&
           last->text_end == kt_token_at(r->tokens, before->last - 1)->end;
}

/* "Um 11,1 Mrd. Kronen (440 Mio. Euro) schlechter", "um 5,5 % bzw. 263 Mio. Euro": the same
 * once more, a change as the claim just made; 0 none. */
static int way_of_same(const kt_reading *r, const kt_stated *s)
{
    if (s <= r->stated || s >= r->stated + r->n_stated || r->n_claims == 0)
        return 0;
    const kt_stated *before = s - 1;
    const kt_claim *last = &r->claim[r->n_claims - 1];
    if (r->tongue == 2) /* "в 5,1 раза или на 7,4 млрд долларов", "на 7,5% или 5 млрд" */
        return kt_word_at(r, s->first - 1, "или") &&
                       s->first - before->last <= (s->by ? 12 : 2) &&
                       last->kind == KT_CLAIM_GROWTH &&
                       last->text_end == kt_token_at(r->tokens, before->last - 1)->end
                   ? (last->value < 0.0 ? -1 : 1)
                   : 0;
    if (is_rise_in_money(r, s, before, last) || kt_is_rate_in_money(r, s))
        return last->value < 0.0 ? -1 : 1;
    if (r->tongue == 1) /* "increased by 60 % to Russia, or 2.2 billion" */
        return before->kind != KT_AMOUNT_MONEY && before->kind != KT_AMOUNT_RANK &&
                       kt_word_at(r, s->first - 1, "or") && s->first - before->last <= 6 &&
                       last->kind == KT_CLAIM_GROWTH &&
                       last->text_end == kt_token_at(r->tokens, before->last - 1)->end
                   ? (last->value < 0.0 ? -1 : 1)
                   : 0;
    const bool in_brackets = before->kind == KT_AMOUNT_MONEY && before->last + 1 == s->first &&
                             kt_sign_at(r, before->last, "(") &&
                             strcmp(before->currency, s->currency) != 0;
    const bool joined =
        before->kind != KT_AMOUNT_MONEY && s->first - before->last <= 2 &&
        (kt_word_at(r, before->last, "bzw") || kt_word_at(r, before->last, "oder") ||
         kt_word_at(r, before->last, "beziehungsweise"));
    const bool moved = before->by || kt_mark_at(r, s->last + 1, KT_SENSE_MORE) ||
                       kt_mark_at(r, s->last + 1, KT_SENSE_LESS) || moved_by(r, before);
    const bool
        in_money = /* "um 4,4 Prozent (650 Mio. Dollar) gesunken", "Rückgang von 4 % (" */
        before->kind == KT_AMOUNT_PERCENT && moved && before->last + 1 == s->first &&
        kt_sign_at(r, before->last, "(") &&
        (kt_sign_at(r, s->last, ")") || kt_sign_at(r, s->last + 1, ")")); /* "650 Mio.)" */
    if (last->text_end != kt_token_at(r->tokens, before->last - 1)->end ||
        !((in_money && last->kind == KT_CLAIM_GROWTH) ||
          (in_brackets && last->kind == KT_CLAIM_CHANGE) ||
          (joined && last->kind == KT_CLAIM_GROWTH)))
        return 0;
    return last->value < 0.0 ? -1 : 1;
}

/* A change was told before in the sentence. */
static bool changed_before(const kt_reading *r)
{
    for (int64_t n = r->n_claims - 1; n >= 0; n--) {
        if (r->claim[n].sentence_start != kt_token_at(r->tokens, r->first)->start)
            return false;
        if (r->claim[n].kind == KT_CLAIM_CHANGE)
            return true;
    }
    return false;
}

/* What parts an amount from one before it that it only goes on from. */
static bool goes_on(const kt_reading *r, int32_t t)
{
    return kt_sign_at(r, t, "-") || kt_sign_at(r, t, "(") || kt_sign_at(r, t, ",") ||
           kt_mark_at(r, t, KT_SENSE_AND);
}

static bool names_trade(const kt_reading *r)
{
    static const kt_sense flows[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT};
    return KT_ANY_WITHIN(r, r->first, r->last, flows);
}

/* "Экспорт в Туркмению - 73 тыс. долларов": small, but told of trade. */
static bool is_in_thousands(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 2 && s->value >= 1e3 && s->currency[0] && names_trade(r) &&
           kt_mark_within(r, s->core, s->last, KT_SENSE_SCALE);
}

/* "Exports to Tajikistan totaled 4,690 dollars", "fell to 0.005 million": small, but told of
 * trade, in English. */
static bool is_small_trade(const kt_reading *r, const kt_stated *s)
{
    if (r->tongue != 1 || !s->currency[0] || !names_trade(r))
        return false;
    const bool scaled = kt_mark_within(r, s->core, s->last, KT_SENSE_SCALE) != NULL;
    return scaled || (s->value >= 1e3 && (kt_mark_before(r, s->first, KT_SENSE_RISE_TO) ||
                                          kt_sign_at(r, s->first - 1, "(")));
}

/* "Довести товарооборот до миллиарда": dollars, in which trade is told, unless the article
 * names none of them and other money; in German the only money that it names, or NULL. */
static const char *currency_to_come(const kt_reading *r)
{
    const char *other = NULL;
    bool several = false;
    for (int32_t m = 0; m < r->marks->n_marks; m++) {
        const kt_meaning *meaning = &r->marks->mark[m].meaning;
        if (meaning->sense != KT_SENSE_CURRENCY)
            continue;
        if (strcmp(meaning->text, "USD") == 0 && r->tongue != 0)
            return meaning->text;
        several |= other && strcmp(other, meaning->text) != 0;
        other = other ? other : meaning->text;
    }
    if (r->tongue == 0)
        return several ? NULL : other;
    return other ? other : "USD";
}

/* "Trade averaged 3 billion a year", "Im Durchschnitt der Jahre 2010 bis 2015 betrug der Handel
 * 3 Mrd.": of many years, no level of one. What economists expect on average is none of these.
 */
static bool is_average(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    for (int n = 0; n + 1 < r->n_when && r->tongue == 0; n++) {
        const kt_when *from = &r->when[n], *to = from + 1; /* "von 2015 bis 2018 jährlich" */
        if (from->only_year && to->only_year && to->last <= s->first &&
            to->first - from->last <= 1 &&
            (kt_word_at(r, from->last, "bis") || kt_word_at(r, from->last, "und")) &&
            kt_mark_within(r, to->last, s->first, KT_SENSE_YEARLY))
            return true;
    }
    if (kt_mark_within(r, part->first, s->first, KT_SENSE_AVERAGE) && !kt_names_poll(r))
        return true;
    for (int32_t t = part->first; t < s->first && r->tongue == 1; t++)
        if (kt_word_at(r, t, "average") && !kt_mark_at(r, t, KT_SENSE_BASE) &&
            (kt_mark_within(r, t, t + 4, KT_SENSE_TURNOVER) ||
             kt_mark_within(r, t, t + 4, KT_SENSE_EXPORT) ||
             kt_mark_within(r, t, t + 4, KT_SENSE_IMPORT)))
            return true;
    return r->tongue == 1 && kt_word_at(r, s->last, "on") &&
           kt_word_at(r, s->last + 1, "average");
}

/* "6.42 trillion yen (53 billion)": the same in dollars, in English. */
static bool is_in_other_money(const kt_reading *r, const kt_stated *s)
{
    return r->tongue == 1 && s > r->stated && kt_sign_at(r, s->first - 1, "(") &&
           kt_sign_at(r, s->last, ")") && s[-1].kind == KT_AMOUNT_MONEY &&
           s[-1].last == s->first - 1 && s[-1].currency[0] &&
           strcmp(s[-1].currency, "USD") != 0;
}

/* "Der Saldo liegt bei minus 5,6 Milliarden", "a balance of -$17.7 billion", "die Bilanz ist
 * negativ, das Minus sank auf 706 Mio.", "mit 5 Milliarden negativ"; the balance of another
 * time is as the one before. */
static bool is_in_the_red(const kt_reading *r, const kt_stated *s, const kt_frame *frame)
{
    static const char *const words[] = {"negativ", "negative", "negativen", "negativer"};
    static const char *const behind[] = {"negativ", "minus", "tiefrot"}; /* "im Minus" */
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    bool said = false;
    if (kt_word_at(r, s->first - 1, "minus") || kt_word_at(r, s->first - 1, "минус") ||
        kt_word_at(r, s->first - 1, "negative") || /* "was a negative 24 million" */
        kt_sign_at(r, s->first, "-") ||
        (kt_sign_at(r, s->first - 1, "-") &&
         !(kt_token_at(r->tokens, s->first)->flags & KT_TOKEN_SPACED) &&
         ((kt_token_at(r->tokens, s->first - 1)->flags & KT_TOKEN_SPACED) ||
          kt_sign_at(r, s->first - 2, "("))))
        return true;
    if (r->tongue != 0)
        return false;
    if (kt_mark_within(r, r->first, r->last, KT_SENSE_SURPLUS) ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_DEFICIT))
        return false;
    for (int32_t t = r->first; t < s->first; t++) {
        said |= kt_word_at(r, t, "minus") &&
                (kt_word_at(r, t - 1, "das") || kt_word_at(r, t - 1, "ein"));
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            said |= kt_word_at(r, t, words[n]);
        said &= strncmp(kt_token_word(r->tokens, t), "positiv", strlen("positiv")) != 0;
    }
    for (size_t n = 0; n < sizeof behind / sizeof *behind; n++)
        said |= kt_word_at(r, s->last, behind[n]) || kt_word_at(r, s->last + 1, behind[n]);
    return said || (last && r->d.last_was_claim && !s->by && last->value < 0.0 &&
                    last->kind == KT_CLAIM_LEVEL && last->measure == KT_MEASURE_BALANCE &&
                    kt_place_of(last->a) == frame->a &&
                    kt_mark_within(r, r->first, s->first, KT_SENSE_BALANCE));
}

bool kt_claim_money(kt_reading *r, kt_stated *s, const kt_part *part, kt_frame *frame,
                    kt_claim *claim)
{
    int cost;
    if (!s->currency[0] && is_in_other_money(r, s))
        s->currency = "USD";
    if (!s->currency[0] && s + 1 < r->stated + r->n_stated && s[1].kind == KT_AMOUNT_MONEY &&
        s[1].first - s->last <= 4)
        s->currency = s[1].currency; /* "by 4.4 billion to 50.1 billion dollars" */
    if (!s->currency[0] && s >= r->stated + 2 && s < r->stated + r->n_stated &&
        s[-2].kind == KT_AMOUNT_MONEY && s[-1].kind == KT_AMOUNT_MONEY &&
        s[-1].first == s[-2].last + 1 && kt_sign_at(r, s[-2].last, "("))
        s->currency = s[-2].currency; /* "17 Mrd. Dollar (12 Mrd. Euro) auf 50 Milliarden" */
    if (!s->currency[0] && !r->d.currency && names_trade(r) && currency_to_come(r)) {
        s->currency = currency_to_come(r);
    } else if (!s->currency[0]) {
        if (!r->d.currency)
            return false;
        s->currency = r->block == r->d.currency_block ? r->d.currency : r->d.first_currency;
    }
    if ((s->value < 1e5 && !is_in_thousands(r, s) && !is_small_trade(r, s)) ||
        is_average(r, s, part)) /* prices and fees */
        return false;
    if (!kt_frame_find(r, s, part, frame))
        return false;
    kt_take_respective(r, s, frame);
    int sign = kt_claim_direction(r, s, part->first, part->last, &cost);
    if (!sign && s->by && ((r->tongue == 2 && goes_on(r, s->first - 1)) || r->tongue == 1) &&
        changed_before(r)) {
        sign = r->d.last_sign; /* "с Украиной вырос на 78 млн, с Азербайджаном - на 57 млн" */
        cost = 0;
    }
    if (!sign && s->by && (sign = way_of_verb(r, s)) != 0)
        cost = 0;
    if (!sign && (sign = kt_way_past(r, s)) != 0)
        cost = 0;
    if (!sign && s->by && r->tongue == 0 && part->before && changed_before(r)) {
        sign = r->claim[r->n_claims - 1].value < 0.0 ? -1
                                                     : 1; /* "um 6 zurück, die der EU um 16" */
        cost = 0;
    }
    if (!sign && s->by && r->tongue == 0 && !frame->excess &&
        kt_mark_at(r, s->last, KT_SENSE_HEDGE))
        return false; /* "der Rekord wurde um knapp eine Milliarde übertroffen" */
    if (s->by && !sign && !frame->excess && r->tongue == 1 && !way_of_same(r, s) &&
        !(frame->measure == KT_MEASURE_BALANCE && kt_in_favour(r)))
        return false; /* "the goal has been exceeded by 20 billion" */
    const kt_mark *more = kt_mark_at(r, s->last, KT_SENSE_MORE);
    const kt_mark *less = kt_mark_at(r, s->last, KT_SENSE_LESS);
    for (int i = 0; i < r->n_stated; i++) /* "auf 4 Mrd. Euro mehr als verdoppelt" */
        if (r->stated[i].first == s->last)
            more = less = NULL;
    const bool beside = s->last < part->last &&
                        !(r->tongue == 0 && kt_word_at(r, s->first - 1, "mit")) &&
                        ((more && more->first == s->last) || (less && less->first == s->last));
    const bool trade_verb =
        r->tongue == 2 && (kt_mark_within(r, part->first, s->first, KT_SENSE_SELL) ||
                           kt_mark_within(r, part->first, s->first, KT_SENSE_BUY) ||
                           kt_mark_within(r, part->first, s->first, KT_SENSE_SWAP));
    const int in_brackets = kt_way_in_brackets(r, s, frame);
    const int noun = in_brackets ? in_brackets : kt_way_of_noun(r, s);
    const bool short_of = less == NULL && !kt_word_at(r, s->last, "down") &&
                          kt_mark_at(r, s->last, KT_SENSE_DOWN) &&
                          kt_mark_at(r, s->last, KT_SENSE_BASE);
    if (frame->measure == KT_MEASURE_BALANCE && r->tongue == 1) { /* "balance: 2 bn deficit" */
        const kt_mark *deficit = kt_mark_at(r, s->last, KT_SENSE_DEFICIT);
        frame->deficit |= deficit && deficit->first == s->last;
    }
    claim->kind = KT_CLAIM_LEVEL;
    claim->value = s->value;
    claim->value_max = s->value_max;
    const int reach = r->tongue == 0 ? 30 : 10; /* German verbs stand at the end */
    const kt_mark *moved = moved_mark(r, s, part);
    const int twin = way_of_twin(r, s);
    const int same = way_of_same(r, s);
    if (same) {
        const bool size = r->claim[r->n_claims - 1].kind == KT_CLAIM_GROWTH; /* of a deficit */
        claim->kind = KT_CLAIM_CHANGE;
        claim->value = same * s->value * (size && frame->deficit ? -1.0 : 1.0);
    } else if (frame->excess) {
        if (!kt_mark_within(r, s->first, s->core, KT_SENSE_MODIFIER))
            s->modifier = KT_MODIFIER_EXACT;
        claim->value = frame->deficit ? -s->value : s->value;
    } else if (noun) {
        claim->kind = KT_CLAIM_CHANGE;
        claim->value = noun * s->value * (frame->deficit ? -1.0 : 1.0);
    } else if (twin && !(trade_verb && s->by) && frame->measure != KT_MEASURE_BALANCE) {
        claim->kind = KT_CLAIM_CHANGE;
        claim->value = twin * s->value;
    } else if (moved && (frame->measure != KT_MEASURE_BALANCE || r->tongue == 1 ||
                         (r->tongue == 0 && !kt_word_at(r, moved->first, "plus") &&
                          !kt_word_at(r, moved->first, "minus")))) {
        claim->kind = KT_CLAIM_CHANGE;
        claim->value = (moved->meaning.sense == KT_SENSE_UP ? 1 : -1) * s->value *
                       (frame->measure == KT_MEASURE_BALANCE && frame->deficit ? -1.0 : 1.0);
    } else if ((s->by && sign && cost <= reach && !trade_verb &&
                !kt_word_at(r, s->first, "в")) ||
               beside || short_of) {
        claim->kind = KT_CLAIM_CHANGE;
        const int way = beside ? (less ? -1 : 1) : short_of ? -1 : sign;
        claim->value = way * s->value * (frame->deficit ? -1.0 : 1.0);
    } else if (frame->deficit) {
        claim->value = -s->value;
        claim->value_max = -s->value_max;
    }
    if (claim->kind == KT_CLAIM_LEVEL && frame->measure == KT_MEASURE_BALANCE &&
        claim->value * sign_said(r, s) < 0.0)
        claim->value = -claim->value;
    if (claim->kind == KT_CLAIM_LEVEL && frame->measure == KT_MEASURE_BALANCE &&
        claim->value > 0.0 && is_in_the_red(r, s, frame))
        claim->value = -claim->value;
    if (claim->kind == KT_CLAIM_CHANGE && r->tongue != 0 && sign)
        r->d.last_sign = sign;
    memcpy(claim->currency, s->currency, strlen(s->currency) < 4 ? strlen(s->currency) + 1 : 0);
    r->d.currency = s->currency;
    r->d.currency_block = r->block;
    if (!r->d.first_currency)
        r->d.first_currency = s->currency;
    return true;
}
