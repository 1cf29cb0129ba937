/* claim_rate.c: a percentage or a multiple in a sentence: a growth or a share. */
#include "amount.h"
#include "claim_kind.h"

#include <math.h>
#include <string.h>

/* "Das zuvor eingebrochene Handelsvolumen um 86 %": a participle before its noun says how it
 * was, not what it did. */
static bool is_attribute(const kt_reading *r, int32_t t)
{
    static const char *const endings[] = {"ene",  "enen",  "ener",  "enem",  "enes",
                                          "ende", "enden", "ender", "endem", "endes"};
    const char *word = kt_token_word(r->tokens, t);
    const size_t size = strlen(word);
    if (r->tongue != 0 || !(kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_CAPITAL))
        return false;
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        if (size > strlen(endings[n]) + 3 &&
            strcmp(word + size - strlen(endings[n]), endings[n]) == 0)
            return true;
    return false;
}

/* "In dem sie zurückgegangen waren, sind sie 2017 um 22 % und 2018 um 26 % gestiegen": the verb
 * of a clause that is over, where the one at the end of this one is still to come. */
static bool is_of_clause_before(const kt_reading *r, const kt_stated *s, int32_t end)
{
    if (r->tongue != 0 || !(kt_sign_at(r, end, ",") || kt_sign_at(r, end + 1, ",")))
        return false;
    for (int32_t t = s->last; t < r->last && !kt_sign_at(r, t, ","); t++)
        if (kt_mark_at(r, t, KT_SENSE_UP) || kt_mark_at(r, t, KT_SENSE_DOWN))
            return true;
    return false;
}

int kt_claim_direction(const kt_reading *r, const kt_stated *s, int32_t first, int32_t last,
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
            if (t < s->first && ((mark->n == 1 && is_attribute(r, t)) ||
                                 is_of_clause_before(r, s, mark->first + mark->n)))
                continue;
            if (r->tongue == 1 && mark->first + mark->n == s->first && n < 2 &&
                (kt_word_at(r, t, "below") || kt_word_at(r, t, "above")) &&
                (kt_mark_at(r, s->last, KT_SENSE_UP) || kt_mark_at(r, s->last, KT_SENSE_DOWN)))
                continue; /* "below the 35 % rise expected in the poll" */
            const bool beside = n >= 2;
            const int32_t end = mark->first + mark->n;
            if (kt_is_after_another(r, s, t, end))
                continue;
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

/* "up 5 % to 3 million tonnes", "up 5 % year-on-year to reach 3,000 tons": growth of a
 * quantity. */
static bool grows_in_units(const kt_reading *r, const kt_stated *s)
{
    const int32_t far = s->last + (r->tongue == 0 ? 5 : 8);
    for (int32_t t = s->last; t < far && t < r->last; t++) {
        if (r->tongue == 1 && t >= s->last + 5 && kt_sign_at(r, t, ","))
            return false;
        if (kt_token_at(r->tokens, t)->kind != KT_TOKEN_NUMBER || kt_in_period(r, t))
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

/* "Exportierte 120.000 Tonnen Tee, ein Plus von 5 %": behind a quantity, and no money. */
static bool is_behind_units(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 6, NOUN = 3 };
    int32_t sign = s->first - 1;
    if (s != r->stated)
        return false;
    while (sign > r->first && s->first - sign < NEAR && !kt_sign_at(r, sign, ",") &&
           !kt_sign_at(r, sign, "(") && !kt_sign_at(r, sign, "-"))
        sign--;
    for (int32_t t = sign - 1; t > r->first && t >= sign - NOUN; t--) {
        const kt_mark *unit = kt_mark_at(r, t, KT_SENSE_UNIT);
        if (!unit || kt_mark_at(r, t, KT_SENSE_YEAR_WORD) ||
            kt_mark_at(r, t, KT_SENSE_MONTHS_WORD))
            continue;
        const kt_mark *scale = kt_mark_before(r, unit->first, KT_SENSE_SCALE);
        const int32_t number = (scale ? scale->first : unit->first) - 1;
        return number >= r->first &&
               (kt_token_at(r->tokens, number)->kind == KT_TOKEN_NUMBER ||
                (number > r->first && kt_sign_at(r, number, ".") &&
                 kt_token_at(r->tokens, number - 1)->kind == KT_TOKEN_WORD));
    }
    return false;
}

static bool in_brackets_behind_amount(const kt_reading *r, const kt_stated *s)
{
    if (!s->sign || !kt_sign_at(r, s->first - 1, "(") || !kt_sign_at(r, s->last, ")"))
        return false;
    const int32_t open = kt_sign_at(r, s->first - 2, ".") ? s->first - 2 : s->first - 1;
    for (int n = 0; n < r->n_stated; n++) /* "192 Mio. Fr. (+6 %)" */
        if (r->stated[n].last >= open && r->stated[n].last <= s->first - 1 &&
            r->stated[n].kind == KT_AMOUNT_MONEY)
            return true;
    return false;
}

/* The last "tons" behind a number between two tokens, in English and Russian; -1. */
static int32_t weighed_between(const kt_reading *r, int32_t first, int32_t last)
{
    static const char *const words[] = {"tons", "tonnes", "barrels",    "kilograms", "kg",
                                        "тонн", "тонны",  "баррелей",   "литров",    "голов",
                                        "штук", "единиц", "кубометров", "килограмм"};
    for (int32_t t = last - 1; t > first && r->tongue != 0; t--)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]) &&
                (kt_token_at(r->tokens, t - 1)->kind == KT_TOKEN_NUMBER ||
                 kt_mark_at(r, t - 1, KT_SENSE_SCALE) ||
                 kt_token_at(r->tokens, t - 2)->kind == KT_TOKEN_NUMBER))
                return t;
    return -1;
}

/* "1.9 million tonnes, 70 % more": a unit that is no money stands nearer than any amount. */
static bool is_of_quantity(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    kt_topic topic;
    int32_t from = r->first;
    if (r->tongue == 1 &&
        (kt_word_at(r, s->first - 1, "volume") || kt_word_at(r, s->first - 1, "volumes")))
        for (int32_t t = r->first; t < s->first; t++)
            if (kt_word_at(r, t, "prices") || kt_word_at(r, t, "value"))
                return true; /* "prices rose by 3 per cent and export volume by 1 per cent" */
    for (int n = 0; n < r->n_stated && r->stated[n].last <= s->first; n++)
        from = r->stated[n].last;
    int32_t counted = r->counted;
    if (counted >= s->first || counted < from)
        counted = weighed_between(r, from, s->first);
    return counted >= from && counted < s->first &&
           !kt_topic_find(r, s, counted > part->first ? counted : part->first, part->last,
                          &topic);
}

/* "Fell by 0.5 % a year on average from 2010 to 2020": of many years, no growth of one. */
static bool is_yearly_average(const kt_reading *r, const kt_stated *s)
{
    const kt_mark *yearly = kt_mark_at(r, s->last, KT_SENSE_YEARLY);
    const kt_mark *up = r->tongue == 1 ? kt_mark_at(r, s->last, KT_SENSE_UP) : NULL;
    if (!yearly && up && kt_word_at(r, up->first + up->n, "a") &&
        kt_word_at(r, up->first + up->n + 1, "year"))
        return !kt_mark_at(r, up->first + up->n, KT_SENSE_REL_YEAR); /* "30 % growth a year" */
    const bool told =
        kt_word_at(r, s->last, "annually") && /* "up 38 percent annually" */
        (kt_word_at(r, s->first - 1, "up") || kt_word_at(r, s->first - 1, "down"));
    if (yearly && yearly->first == s->last && !told &&
        !kt_mark_at(r, s->last, KT_SENSE_REL_YEAR) && !kt_mark_at(r, s->last, KT_SENSE_BASE))
        return true;
    return kt_mark_within(r, r->first, r->last, KT_SENSE_AVERAGE) && !kt_names_poll(r);
}

/* "Импорт втрое превысил экспорт", "экспорт вдвое меньше импорта": one flow is held against the
 * other, in Russian. */
static bool holds_against_other(const kt_reading *r, const kt_stated *s)
{
    enum { BEFORE = 4, BEHIND = 3 };
    static const char verb[] = "превы";
    const int32_t from = s->first - BEFORE > r->first ? s->first - BEFORE : r->first;
    for (int32_t t = from; t < s->last + BEHIND && t + 1 < r->last && r->tongue == 2; t++) {
        const bool more = kt_mark_at(r, t, KT_SENSE_MORE) || kt_mark_at(r, t, KT_SENSE_LESS) ||
                          strncmp(kt_token_word(r->tokens, t), verb, sizeof verb - 1) == 0;
        const bool flow = kt_mark_at(r, t + 1, KT_SENSE_EXPORT) != NULL ||
                          kt_mark_at(r, t + 1, KT_SENSE_IMPORT) != NULL;
        if (more && flow &&
            (kt_mark_within(r, r->first, t, KT_SENSE_EXPORT) ||
             kt_mark_within(r, r->first, t, KT_SENSE_IMPORT)))
            return true;
    }
    return false;
}

/* "The share was 10.8 times that of the other", "weighs 2.5 times more for one than for the
 * other": two things of one time. */
static bool compares_two(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    enum { NEAR = 4 };
    if (kt_is_multiple_of_flow(r, s))
        return true;
    if (s->kind != KT_AMOUNT_TIMES)
        return false;
    if (r->tongue == 0 && kt_word_at(r, s->last, "wie")) {
        for (int n = 0; n < r->n_when; n++) /* "doppelt so hoch wie im Jahr 2010" */
            if (r->when[n].first > s->last && r->when[n].first <= s->last + NEAR)
                return false;
        return true; /* "doppelt so hoch wie die Importe" */
    }
    const bool higher = kt_word_at(r, s->last, "higher") || kt_word_at(r, s->last, "larger") ||
                        kt_word_at(r, s->last, "bigger") || kt_word_at(r, s->last, "greater");
    if (higher && kt_word_at(r, s->last + 1, "than") &&
        (kt_mark_within(r, s->last + 2, s->last + 8, KT_SENSE_EXPORT) ||
         kt_mark_within(r, s->last + 2, s->last + 8, KT_SENSE_IMPORT)))
        return true; /* "which is 19 times higher than Kenya's exports to India" */
    if (higher && kt_word_at(r, s->last + 1, "than") &&
        kt_mark_within(r, s->last + 2, s->last + 6, KT_SENSE_PERCENT))
        return true; /* "three times higher than the 5 percent increase of all exports" */
    const int32_t end = s->last + 4 < r->last ? s->last + 4 : r->last;
    for (int32_t t = s->last; t < end; t++)
        if (kt_mark_at(r, t, KT_SENSE_SHARE) ||
            (kt_word_at(r, t, "чем") && kt_word_at(r, t + 1, "для")))
            return kt_mark_within(r, part->first, s->first, KT_SENSE_SHARE) ||
                   kt_word_at(r, t, "чем");
    return false;
}

/* "Доля импорта выросла в 4 раза", "доля Китая удвоилась": a rate of a share is none of the
 * flow. */
static bool is_of_share(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    if (r->tongue == 1 && s->kind == KT_AMOUNT_GROW && /* "fuels doubled their share" */
        kt_mark_within(r, s->last, s->last + 3, KT_SENSE_SHARE))
        return true;
    const bool rate = s->by || s->kind == KT_AMOUNT_GROW || s->kind == KT_AMOUNT_TIMES;
    for (int32_t t = part->first; t < s->first && r->tongue == 2 && rate; t++)
        if (kt_mark_at(r, t, KT_SENSE_SHARE) &&
            (kt_mark_at(r, t + 1, KT_SENSE_IMPORT) || kt_mark_at(r, t + 1, KT_SENSE_EXPORT) ||
             kt_mark_at(r, t + 1, KT_SENSE_COUNTRY)))
            return true;
    return false;
}

/* A period that is compared with begins at a token: "112% к 2017 году". */
static bool is_base_at(const kt_reading *r, int32_t t)
{
    for (int n = 0; n < r->n_when; n++)
        if (r->when[n].base && r->when[n].first == t)
            return true;
    return false;
}

/* "Оборот составил 61% по сравнению с 2008 годом", "с Россией - 59,5%" behind it. */
static bool is_level_of_before(const kt_reading *r, const kt_stated *s, bool moved)
{
    if (r->tongue != 2 || s->kind != KT_AMOUNT_PERCENT || s->by || s->sign || moved)
        return false;
    const kt_mark *base = kt_mark_at(r, s->last, KT_SENSE_BASE);
    if (!base)
        base = kt_mark_at(r, s->last, KT_SENSE_STANDARD);
    return base && base->first == s->last && kt_mark_before(r, s->first, KT_SENSE_RISE_TO) &&
           !kt_mark_within(r, r->first, s->first, KT_SENSE_SHARE);
}

/* "Экспорт в Чехию составил 127%": more than all of what it was, and no word of growth. */
static bool is_more_than_all(const kt_reading *r, const kt_stated *s, bool moved)
{
    return r->tongue == 2 && s->kind == KT_AMOUNT_PERCENT && !s->by && !s->sign && !moved &&
           s->value > 1.0 && kt_mark_before(r, s->first, KT_SENSE_RISE_TO);
}

/* A percentage behind a dash that goes on from such a one in the sentence. */
static bool is_like_index(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    const kt_stated *before = s - 1;
    while (before >= r->stated && before < s && kt_sign_at(r, before->first - 1, "-"))
        before--;
    return part->before && part->before->known && kt_sign_at(r, s->first - 1, "-") &&
           before >= r->stated && s->kind == KT_AMOUNT_PERCENT && !s->by && !s->sign &&
           is_level_of_before(r, before, false);
}

/* "Темпы роста экспорта - 109,7 процента, импорта - 93 процента": of the level before. */
static bool is_pace(const kt_reading *r, const kt_stated *s)
{
    enum { LEAST = 50 }; /* percent: a lower one is a growth */
    if (r->tongue != 2 || s->kind != KT_AMOUNT_PERCENT || s->by || s->sign ||
        s->value * 100.0 < LEAST)
        return false;
    for (int32_t t = r->first; t + 1 < s->first; t++)
        if (kt_starts_with(r, t, "темп") && kt_starts_with(r, t + 1, "рост"))
            return true;
    return false;
}

/* The bracket ends, or says what is compared with. */
static bool closes(const kt_reading *r, int32_t t)
{
    return kt_sign_at(r, t, ")") || (r->tongue == 0 && (kt_mark_at(r, t, KT_SENSE_BASE) ||
                                                        kt_mark_at(r, t, KT_SENSE_BASE_YEAR)));
}

/* "Экспорт составил 245 млн долларов (103,3%), импорт - 56 млн (92,5%)": of the level of the
 * year before; told by one of them that is no share, as it is more than all. */
static bool is_index(const kt_reading *r, const kt_stated *s)
{
    bool more_than_all = false, behind_money = false;
    if (r->tongue == 1 || s->kind != KT_AMOUNT_PERCENT || s->sign || s->by)
        return false;
    for (int n = 1; n < r->n_stated; n++) {
        const kt_stated *rate = &r->stated[n];
        if (rate->kind != KT_AMOUNT_PERCENT || rate->sign || rate->by ||
            rate[-1].kind != KT_AMOUNT_MONEY || rate[-1].last != rate->first - 1 ||
            !kt_sign_at(r, rate->first - 1, "(") || !closes(r, rate->last))
            continue;
        behind_money |= rate == s;
        more_than_all |= rate->value > 1.0;
    }
    return behind_money && more_than_all;
}

/* "15 percent of the total;". */
static bool is_of_total(const kt_reading *r, int32_t t)
{
    return kt_word_at(r, t, "of") && kt_word_at(r, t + 1, "the") &&
           kt_word_at(r, t + 2, "total") &&
           (t + 3 >= r->last || kt_token_at(r->tokens, t + 3)->kind == KT_TOKEN_SIGN);
}

/* "China (1.3 billion or 31 percent)": of the whole that the level is of. */
static bool is_share_of_level(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    const kt_claim *level = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (r->tongue == 1 && s->kind == KT_AMOUNT_PERCENT && !s->by && !s->sign && level &&
        level->kind == KT_CLAIM_LEVEL && s > r->stated && s < r->stated + r->n_stated &&
        s[-1].kind == KT_AMOUNT_MONEY && s[-1].last == s->first - 1 &&
        kt_sign_at(r, s->first - 1, "(") && kt_sign_at(r, s->last, ")") &&
        level->text_end == kt_token_at(r->tokens, s[-1].last - 1)->end && part->before &&
        part->before->known && part->before->b != KT_PLACE_WORLD && r->n_stated >= 4 &&
        (kt_mark_within(r, r->first, s->first, KT_SENSE_BUYER) ||
         kt_mark_within(r, r->first, s->first, KT_SENSE_PARTNER) ||
         kt_mark_within(r, r->first, s->first, KT_SENSE_SUPPLIER)))
        return true; /* "the top markets were the US at 738 million (14.1 percent), ..." */
    int cost;
    if (r->tongue == 1 && kt_sign_at(r, s->first - 2, ",") && /* "grew to 5 billion, or 2 %" */
        kt_claim_direction(r, s, r->first, part->last, &cost))
        return false;
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    return r->tongue == 1 && s->kind == KT_AMOUNT_PERCENT && !s->by && !s->sign && last &&
           last->kind == KT_CLAIM_LEVEL && s > r->stated && s < r->stated + r->n_stated &&
           s[-1].kind == KT_AMOUNT_MONEY && kt_word_at(r, s->first - 1, "or") &&
           s->first - s[-1].last == 1 + kt_sign_at(r, s[-1].last, ",") &&
           last->text_end == kt_token_at(r->tokens, s[-1].last - 1)->end && part->before &&
           part->before->known &&
           (part->before->b != KT_PLACE_WORLD || part->before->product[0]) &&
           !kt_mark_at(r, s->last, KT_SENSE_UP) && !kt_mark_at(r, s->last, KT_SENSE_DOWN) &&
           !kt_mark_at(r, s->last, KT_SENSE_MORE) && !kt_mark_at(r, s->last, KT_SENSE_LESS) &&
           (!kt_mark_at(r, s->last, KT_SENSE_OF) || is_of_total(r, s->last));
}

/* "0.41 per cent higher than the target of 3 million": no rate of the trade, in English. */
static bool is_against_target(const kt_reading *r, const kt_stated *s)
{
    static const char *const words[] = {"target", "targets", "goal", "projection", "forecast"};
    const int32_t than = s->last + 1;
    if (r->tongue != 1 || !kt_word_at(r, than, "than"))
        return false;
    for (int32_t t = than + 1; t < than + 4; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]))
                return true;
    return false;
}

/* "After the baht picked up 6.1 percent": a currency moves, in English. */
static bool is_of_money(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    for (int32_t t = part->first; t < s->first && r->tongue == 1; t++) {
        const kt_mark *money = kt_mark_at(r, t, KT_SENSE_CURRENCY);
        if (!money || money->first != t || kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD ||
            !(kt_word_at(r, t - 1, "the") || kt_word_at(r, t - 1, "its") || t == r->first))
            continue;
        const int32_t behind = t + money->n;
        if (kt_mark_at(r, behind, KT_SENSE_UP) || kt_mark_at(r, behind, KT_SENSE_DOWN) ||
            kt_mark_at(r, behind + 1, KT_SENSE_UP) || kt_mark_at(r, behind + 1, KT_SENSE_DOWN))
            return true;
    }
    return false;
}

/* "Rose by 11 billion (12.1%) over the same period": as the change before the bracket, in
 * English; 0 none. */
static int way_of_change_before(const kt_reading *r, const kt_stated *s)
{
    const kt_claim *last = r->n_claims > 0 ? &r->claim[r->n_claims - 1] : NULL;
    if (r->tongue != 1 || s <= r->stated || s >= r->stated + r->n_stated || !last ||
        last->kind != KT_CLAIM_CHANGE || last->measure == KT_MEASURE_BALANCE || s->sign ||
        !kt_sign_at(r, s->first - 1, "(") || s[-1].last != s->first - 1 ||
        last->text_end != kt_token_at(r->tokens, s[-1].last - 1)->end)
        return 0;
    return last->value < 0.0 ? -1 : 1;
}

/* "Exports to the US, Europe and Japan fell by 3, 8 and 2 percent, respectively": one of them
 * has no code, so that nobody knows whose is whose. */
static bool lacks_partner(const kt_reading *r, const kt_stated *s)
{
    int n_rates = 0, n_partners = 0, n_flows = 0;
    const kt_stated *first = NULL;
    if (r->tongue != 1 || s->kind != KT_AMOUNT_PERCENT ||
        !kt_mark_within(r, s->last, r->last, KT_SENSE_RESPECTIVELY))
        return false;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].kind == KT_AMOUNT_PERCENT) {
            first = first ? first : &r->stated[n];
            n_rates++;
        }
    for (int n = 0; n < r->n_mentions && first; n++) {
        const kt_mention *m = &r->mention[n];
        n_partners += m->last <= first->first && !m->pronoun && !m->office && !m->adjective &&
                      !m->genitive && m->place != r->d.main;
    }
    for (int32_t t = r->first; first && t < first->first; t++)
        n_flows += kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT);
    return n_flows == 1 && n_partners >= 2 && n_rates == n_partners + 1;
}

bool kt_is_of_world(const kt_reading *r, const kt_stated *s)
{
    enum { FAR = 6 };
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER,
                                     KT_SENSE_SELL,   KT_SENSE_BUY,    KT_SENSE_SHARE};
    const int32_t t = s->last + 1 + kt_word_at(r, s->last + 1, "the");
    if (r->tongue != 1 || !kt_word_at(r, s->last, "of") ||
        !(kt_word_at(r, t, "world") || kt_word_at(r, t, "global") ||
          kt_word_at(r, t, "world's")))
        return false;
    for (int32_t p = t; p < t + FAR && p < r->last && !kt_sign_at(r, p, ","); p++)
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
            if (kt_mark_at(r, p, flows[n]))
                return false;
    return true;
}

/* "Мы вдвое сократили сроки оформления": what somebody moved is a noun that means nothing to
 * the reader, and the sentence names no flow; in Russian. */
static bool moves_other_thing(const kt_reading *r)
{
    static const char *const verbs[] = {"увеличи", "сократи", "снизи",   "повыси",
                                        "подня",   "нарасти", "уменьши", "расшири",
                                        "урезал",  "удвои",   "утрои"};
    static const char *const endings[] = {"л", "ла", "ло", "ли"};
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_TURNOVER,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_BALANCE,
                                     KT_SENSE_FOREIGN, KT_SENSE_SELL,    KT_SENSE_BUY};
    for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
        if (r->tongue != 2 || kt_mark_within(r, r->first, r->last, flows[n]))
            return false;
    for (int32_t t = r->first; t + 1 < r->last; t++) {
        const kt_token *noun = kt_token_at(r->tokens, t + 1);
        bool verb = false, past = false;
        verb |= KT_BEGINS_WITH_ONE_OF(r, t, verbs);
        for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
            past |= kt_ends_in(kt_token_word(r->tokens, t), endings[n]);
        if (verb && past && noun->kind == KT_TOKEN_WORD &&
            (kt_mark_at(r, t + 1, KT_SENSE_COUNT) ||
             (noun->size > 6 && !kt_is_marked(r, t + 1) &&
              !kt_ends_in(kt_token_word(r->tokens, t + 1), "о"))))
            return true;
    }
    return false;
}

/* "(118,7% im Vergleich zu 2020)", "das sind 118 Prozent gegenüber 2017": of the level of then.
 */
static bool is_of_level_then(const kt_reading *r, const kt_stated *s)
{
    static const char *const are[] = {"sind", "waren", "ist", "war", "entspricht", "entsprach"};
    const kt_mark *against = kt_mark_at(r, s->last, KT_SENSE_BASE);
    if (!against)
        against = kt_mark_at(r, s->last, KT_SENSE_BASE_YEAR);
    return s->kind == KT_AMOUNT_PERCENT && s->value >= 0.9 && against &&
           against->first == s->last &&
           (kt_sign_at(r, s->first - 1, "(") ||
            (r->tongue == 0 && KT_IS_ONE_OF(r, s->first - 1, are)));
}

bool kt_claim_rate(kt_reading *r, kt_stated *s, const kt_part *part, kt_frame *frame,
                   kt_claim *claim)
{
    int cost, far;
    if (kt_is_part_of_growth(r, s, part) || lacks_partner(r, s) || moves_other_thing(r) ||
        holds_against_other(r, s) || kt_is_unknown_in_brackets(r, s))
        return false;
    if (is_of_money(r, s, part) || is_against_target(r, s) || kt_is_of_world(r, s))
        return false;
    if (is_yearly_average(r, s) || compares_two(r, s, part) || is_of_share(r, s, part))
        return false;
    if (is_share_of_level(r, s, part)) {
        claim->kind = KT_CLAIM_SHARE;
        claim->value = s->value;
        *frame = *part->before;
        return true;
    }
    int sign = kt_claim_direction(r, s, part->first, part->last, &cost);
    if (!sign && kt_rises_to(r, s) && kt_sign_at(r, s->first - 1, "("))
        sign = 1;
    if (!sign)
        sign = way_of_change_before(r, s);
    if (!sign)
        sign = kt_way_past(r, s);
    const bool own = sign != 0;
    if (!sign && s->kind != KT_AMOUNT_GROW)
        sign = kt_claim_direction(r, s, r->first, part->first, &far);
    if (!sign && s->kind != KT_AMOUNT_GROW) /* a verb at the end: "um 3 % und ... gestiegen" */
        sign = kt_claim_direction(r, s, part->last, r->last, &far);
    const bool in_brackets = is_index(r, s);
    const bool index = in_brackets || is_pace(r, s) || is_level_of_before(r, s, own) ||
                       is_more_than_all(r, s, own) || (!own && is_like_index(r, s, part));
    if (kt_word_at(r, s->last, "of") && grows_in_units(r, s))
        return false; /* "70 % of the 4,000 tonnes" */
    if ((!index && !(r->tongue == 0 && !own && is_of_level_then(r, s)) &&
         kt_is_share(r, s, part, own, cost)) ||
        (!index && !own && !s->by && kt_before_was_share(r, part) &&
         s->kind != KT_AMOUNT_GROW)) {
        claim->kind = KT_CLAIM_SHARE;
        claim->value = s->value;
        claim->value_max = s->value_max;
        if (kt_is_good_in_brackets(r, s) && kt_frame_find(r, s, part, frame))
            return true;
        return kt_frame_share(r, s, part, frame);
    }
    bool standard = false;
    for (int32_t t = s->last; t < s->last + 3 && t < part->last && !standard; t++)
        standard = kt_mark_at(r, t, KT_SENSE_STANDARD) ||
                   (kt_word_at(r, t, "к") &&
                    (kt_mark_at(r, t + 1, KT_SENSE_MONTH) || is_base_at(r, t + 1)));
    standard |= !own && is_of_level_then(r, s);
    if (s->sign)
        sign = s->sign;
    if (!sign && s->by && r->tongue == 2 && kt_sign_at(r, s->first - 1, "-"))
        sign = r->d.last_sign; /* "Импорт - на 48,8%": the verb of the sentence before */
    if (!sign && r->tongue == 1 && s->kind == KT_AMOUNT_TIMES && part->before &&
        part->before->known && kt_sign_at(r, s->first - 1, "-"))
        sign = r->d.last_sign; /* "oil - an increase of 2.7 times, cars - 6.4 times" */
    if (!sign && s->kind == KT_AMOUNT_TIMES &&
        (standard || kt_mark_within(r, s->last, part->last, KT_SENSE_BASE) ||
         (r->tongue == 1 && kt_word_at(r, s->last + 2, "as") &&
          kt_mark_at(r, s->last + 3, KT_SENSE_BASE_YEAR)) || /* "as much as a year earlier" */
         kt_is_multiple(r, s)))
        sign = 1;
    if (!sign && s->kind != KT_AMOUNT_GROW && !standard && !index)
        return false;
    if (is_of_quantity(r, s, part) || grows_in_units(r, s) || is_behind_units(r, s))
        return false;
    if ((in_brackets || in_brackets_behind_amount(r, s)) && part->before && part->before->known)
        *frame = *part->before; /* "3.07 trillion (+10.3%) including ..." */
    else if (!kt_frame_find(r, s, part, frame))
        return false;
    if (r->tongue == 1 && s >= r->stated && s + 1 < r->stated + r->n_stated &&
        s[1].kind == KT_AMOUNT_MONEY && s[1].first == s->last + 1 &&
        kt_word_at(r, s->last,
                   "to")) /* "dropped 5 % to 2 million and 4 % to 3, respectively" */
        kt_take_respective(r, s + 1, frame);
    r->d.last_sign = sign;
    claim->kind = KT_CLAIM_GROWTH;
    claim->value_max = NAN;
    if (s->kind == KT_AMOUNT_GROW) {
        claim->value = s->factor - 1.0;
    } else if (s->kind == KT_AMOUNT_TIMES) {
        claim->value = own && sign < 0 ? 1.0 / s->factor - 1.0 : s->factor - 1.0;
    } else if (index || (standard && !own && !s->by && !s->sign) ||
               kt_is_what_is_left(r, s, sign)) {
        claim->value = s->value - 1.0;
    } else {
        claim->value = sign * s->value;
        claim->value_max = sign * s->value_max;
    }
    return true;
}
