/* frame_share.c: the pair of a share ("49 % of Belarus's trade"): a is the country whose trade
 * is the whole, b the partner. */
#include "claim_kind.h"
#include "trade_flow.h"

#include <string.h>

/* "На экспорт Чехии в Польшу приходится 3% от общего объема": the flow at t, though the whole
 * is nearer. */
static bool falls_on(const kt_reading *r, int32_t t, const kt_part *part)
{
    return kt_word_at(r, t - 1, "на") && kt_mark_within(r, t, part->last, KT_SENSE_SHARE_OF);
}

/* The flow that a share is of, nearest to it; false: none is named. */
static bool shared_flow(const kt_reading *r, const kt_stated *s, const kt_part *part,
                        kt_topic *out)
{
    static const kt_sense flows[] = {KT_SENSE_TURNOVER, KT_SENSE_EXPORT, KT_SENSE_IMPORT};
    kt_topic t = {0};
    bool found = false;
    int best = 1000;
    const int behind = kt_mark_at(r, s->last, KT_SENSE_OF) ? 4 : 1; /* "11 % of imports" */
    for (int32_t p = part->first; p < part->last; p++)
        for (int n = 0; n < 3; n++) {
            const kt_mark *mark = kt_mark_at(r, p, flows[n]);
            if (r->tongue == 0 &&
                (kt_mark_at(r, p, KT_SENSE_BUYER) || kt_mark_at(r, p, KT_SENSE_SUPPLIER)))
                mark = NULL; /* "Exportmärkte" */
            if (r->tongue == 1 && p + 1 == s->first && kt_mark_at(r, p, KT_SENSE_SHARE_OF))
                mark = NULL; /* "Chile supplies a tenth of Peru's oil imports" */
            const bool own = mark && r->tongue == 2 && n > 0 &&
                             (kt_mark_before(r, mark->first, KT_SENSE_SHARE) ||
                              falls_on(r, mark->first, part)); /* "доля импорта" */
            const int d = own    ? 0
                          : mark ? (mark->first >= s->last ? kt_steps(r, s->last, mark->first)
                                                           : kt_steps(r, p, s->first) + behind)
                                 : 1000;
            if (mark && mark->first == p && d < best) {
                best = d;
                t = (kt_topic){.sense = flows[n], .first = p, .last = p + mark->n};
                found = true;
            }
        }
    if (kt_find_share_of_balance(r, s, part, out) || kt_find_share_of_what(r, s, out))
        return true;
    if (!found && r->tongue == 2 && kt_sign_at(r, s->first - 1, "(")) {
        const kt_mark *buy = kt_mark_within(r, r->first, s->first, KT_SENSE_BUY),
                      *sell = kt_mark_within(r, r->first, s->first, KT_SENSE_SELL);
        const kt_mark *verb = buy ? buy : sell; /* "ввозил из Перу (12%)" */
        found = !buy != !sell;
        if (found)
            t = (kt_topic){.sense = buy ? KT_SENSE_IMPORT : KT_SENSE_EXPORT,
                           .first = verb->first,
                           .last = verb->first + verb->n};
    }
    if (!found && kt_mark_within(r, r->first, part->last, KT_SENSE_FOREIGN)) {
        const kt_mark *mark = kt_mark_within(r, r->first, part->last, KT_SENSE_FOREIGN);
        t = (kt_topic){
            .sense = KT_SENSE_TURNOVER, .first = mark->first, .last = mark->first + mark->n};
        found = true;
    }
    *out = t;
    return found;
}

/* "Italy (6.3 per cent), Switzerland (5.4)", "Турция (с долей 12%)": the country directly
 * before it; 0. */
static kt_place directly_before(const kt_reading *r, const kt_stated *s)
{
    int32_t open = s->first - 1;
    open -= r->tongue == 2 && kt_word_at(r, open, "по"); /* "Перу и Чили (по 10%)" */
    open -= r->tongue == 2 && kt_sign_at(r, open, "-") && !kt_is_behind_partner(r, s);
    const kt_mark *share = r->tongue == 2 ? kt_mark_before(r, open + 1, KT_SENSE_SHARE) : NULL;
    if (share)
        open = share->first - 1 - kt_word_at(r, share->first - 1, "с");
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].last == open && !r->mention[n].pronoun &&
            (kt_sign_at(r, open, "(") || (r->tongue == 0 && kt_word_at(r, open, "mit")) ||
             (r->tongue == 1 && kt_word_at(r, open, "with")) ||
             (kt_sign_at(r, open, "-") &&
              (share || kt_is_behind_partner(r, s))))) /* "США - с долей 30%" */
            return r->mention[n].place;
    return 0;
}

/* "Китай (с долей 10,1%) и Южная Корея (6,9%)" among the buyers of Russian goods: told in
 * brackets behind one of a list. */
static bool is_of_list(const kt_reading *r, const kt_stated *s, kt_place listed, kt_frame *out)
{
    kt_measure measure;
    const kt_place owner = kt_list_owner(r, &measure);
    if (!owner || !listed || listed == owner)
        return false;
    *out = (kt_frame){.known = 1,
                      .sense = KT_SENSE_PARTNER,
                      .measure = (uint8_t)measure,
                      .a = owner,
                      .b = listed};
    const bool exported = kt_mark_within(r, r->first, s->first, KT_SENSE_EXPORT) != NULL;
    const bool imported = kt_mark_within(r, r->first, s->first, KT_SENSE_IMPORT) != NULL;
    const bool sold = kt_mark_within(r, r->first, s->first, KT_SENSE_SELL) != NULL;
    const bool bought = kt_mark_within(r, r->first, s->first, KT_SENSE_BUY) != NULL;
    if (sold != bought) /* "ввозят в основном из Перу (30%)" */
        out->measure = sold ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
    if (measure == KT_MEASURE_TURNOVER && exported != imported) /* "партнеры по импорту" */
        out->measure = exported ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
    for (const kt_stated *told = s;
         measure == KT_MEASURE_TURNOVER && told >= r->stated && told < r->stated + r->n_stated;
         told--) { /* "Россия (15% экспорта), Латвия (9%)" */
        const bool export = kt_mark_at(r, told->last, KT_SENSE_EXPORT) != NULL;
        if (told->kind != s->kind || !(export || kt_mark_at(r, told->last, KT_SENSE_IMPORT)))
            continue;
        out->measure = export ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
        break;
    }
    if (r->d.frame.known && r->d.frame.a == owner)
        memcpy(out->product, r->d.frame.product, sizeof out->product);
    return true;
}

/* "Доля десяти крупнейших стран", "доля каждой из них", "доля других стран", "на остальные
 * страны - 2%", "на них приходится 87%": of several, of which none is named. */
static bool is_of_several(const kt_reading *r, const kt_stated *s)
{
    const kt_mark *share = NULL;
    for (int32_t t = s->first - 1; t >= r->first && r->tongue == 2 && !share; t--)
        share = kt_mark_at(r, t, KT_SENSE_SHARE);
    const int32_t behind = share ? share->first + share->n : r->last;
    const bool number =
        kt_mark_at(r, behind, KT_SENSE_NUMBER) ||
        (behind < r->last && kt_token_at(r->tokens, behind)->kind == KT_TOKEN_NUMBER);
    if (kt_mark_at(r, behind, KT_SENSE_REGION) || kt_word_at(r, behind, "каждой") ||
        kt_word_at(r, behind, "каждого") || kt_word_at(r, behind, "каждому") ||
        (number && kt_mark_within(r, behind, behind + 3, KT_SENSE_LARGEST)))
        return true;
    for (int32_t t = s->first - 1; t > r->first && t > s->first - 4 && r->tongue == 2; t--)
        if (kt_word_at(r, t, "них") && kt_word_at(r, t - 1, "на"))
            return true;
    const int32_t before =
        s->first - kt_sign_at(r, s->first - 1, "-") - kt_sign_at(r, s->first - 1, "(");
    return r->tongue == 2 && kt_mark_before(r, before, KT_SENSE_REGION);
}

/* Named in the sentence, and never as whose trade it is. */
static bool is_bare(const kt_reading *r, kt_place place)
{
    bool named = false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->place != place)
            continue;
        if (m->genitive || m->adjective || m->pronoun || m->role != KT_ROLE_OWNER ||
            kt_mark_before(r, m->first, KT_SENSE_FROM) ||
            kt_mark_before(r, m->first, KT_SENSE_OF))
            return false;
        named = true;
    }
    return named && r->tongue != 2;
}

static bool find_share(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out);

/* No country in the sentence but the article's own. */
static bool names_nobody_else(const kt_reading *r)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && r->mention[n].place != r->d.main)
            return false;
    return true;
}

/* "70 Prozent mit der EU, 30 Prozent mit der restlichen Welt": what is left has no partner. */
static bool is_with_world(const kt_reading *r, const kt_part *part)
{
    bool world = false;
    for (int n = 0; n < r->n_mentions && r->tongue == 0; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first < part->first || m->first >= part->last || m->office)
            continue;
        if (m->place != KT_PLACE_WORLD && m->place != r->d.main)
            return false;
        world |= m->place == KT_PLACE_WORLD && m->role != KT_ROLE_OWNER;
    }
    return world;
}

/* "Der Anteil unserer Waren auf dem russischen Markt liegt bei 8 %": of what is sold there. */
static bool is_of_market(const kt_reading *r, const kt_part *part)
{
    enum { NEAR = 4 };
    const kt_mark *share = kt_mark_within(r, r->first, part->last, KT_SENSE_SHARE);
    for (int32_t t = share ? share->first + 1 : part->last; t + 1 < part->last; t++)
        if (r->tongue == 0 && (kt_word_at(r, t, "auf") || kt_word_at(r, t, "am")))
            for (int32_t p = t + 1; p < t + NEAR && p < part->last; p++)
                if (kt_mark_at(r, p, KT_SENSE_MARKET))
                    return true;
    return false;
}

/* "49 % of Belarus's trade": a whose trade is the whole, b the partner. */
/* "В структуре экспорта основная доля пришлась на машины (28%)", behind the trade of the
 * article's two: of their trade. */
static bool of_pair_before(const kt_reading *r, kt_place a)
{
    const kt_frame *last = &r->d.frame;
    return last->known && r->block - r->d.frame_block <= 1 && a == r->d.main &&
           kt_place_is_country(r->d.partner) && !last->product[0] &&
           kt_place_other_of(a, last->a, last->b) == r->d.partner;
}

/* The first export or import in tokens first to last - 1; NULL. */
static const kt_mark *one_way(const kt_reading *r, int32_t first, int32_t last)
{
    const kt_mark *export = kt_mark_within(r, first, last, KT_SENSE_EXPORT);
    const kt_mark *import = kt_mark_within(r, first, last, KT_SENSE_IMPORT);
    return !export || (import && import->first < export->first) ? import : export;
}

/* "Экспорт составил 61% товарооборота", "97% товарооборота составил экспорт", "на импорт
 * пришлось 40%", "доля экспорта в товарообороте": which way the trade goes is no partner's
 * share. */
static bool is_of_one_way(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    enum { NEAR = 5 };
    const int32_t near = s->last + NEAR < part->last ? s->last + NEAR : part->last;
    const int32_t back = s->first - NEAR > r->first ? s->first - NEAR : r->first;
    const kt_mark *whole = kt_mark_within(r, s->last, near, KT_SENSE_TURNOVER);
    const kt_mark *share = kt_mark_within(r, part->first, s->first, KT_SENSE_SHARE);
    if (r->tongue != 2 || s->kind == KT_AMOUNT_RANK)
        return false;
    if (whole && (one_way(r, part->first, s->first) || one_way(r, whole->first, part->last)))
        return true;
    const kt_mark *its = share ? one_way(r, share->first, share->first + 3) : NULL;
    if (its && kt_word_at(r, its->first + 1, "в") &&
        kt_mark_within(r, its->first, s->first, KT_SENSE_TURNOVER))
        return true;
    if (!kt_mark_within(r, r->first, s->first, KT_SENSE_TURNOVER))
        return false;
    const kt_mark *on = one_way(r, back, s->first), *behind = one_way(r, s->last, near);
    if (behind)
        return kt_word_at(r, behind->first, "экспорт") ||
               kt_word_at(r, behind->first, "импорт");
    return on && kt_word_at(r, on->first - 1, "на");
}

bool kt_frame_share(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out)
{
    if (kt_is_of_payment(r, s, part) || kt_is_share_of_weight(r, s) ||
        kt_is_share_of_other(r, s))
        return false;
    if (kt_mark_within(r, part->first, part->last, KT_SENSE_MEMBERS) ||
        (part->before && kt_mark_within(r, r->first, s->first, KT_SENSE_MEMBERS)))
        return false; /* of the trade with all members of a bloc: no pair's share of a trade */
    if ((r->tongue == 2 && names_nobody_else(r) && kt_is_of_group(r, part)) ||
        kt_is_of_town(r, part) || kt_is_of_counted(r, s, part))
        return false;
    if (is_of_several(r, s) || is_of_market(r, part) ||
        (is_of_one_way(r, s, part) && !kt_is_share_of_goods(r, s)))
        return false;
    const kt_place listed = directly_before(r, s);
    if (r->tongue == 2 && is_of_list(r, s, listed, out))
        return true;
    if (kt_find_sold_share(r, s, out) || kt_find_bought_share(r, s, part, out))
        return true;
    kt_topic none;
    r->now = s;
    r->chained = 0;
    if (kt_is_share_of_goods(r, s))
        return kt_find_share_of_goods(r, s, part, out);
    if (r->tongue == 0 && kt_names_company(r, part->first, part->last))
        return false; /* "85 % gehen in fünf Regionen" */
    if (r->tongue == 0 && kt_mark_within(r, part->first, part->last, KT_SENSE_OTHER) &&
        !shared_flow(r, s, part, &none))
        return false; /* "der größte Investor, mit einem Marktanteil von 48 %" */
    if (is_with_world(r, part) || kt_is_share_of_several(r, part) ||
        !find_share(r, s, part, out))
        return false;
    if (kt_is_same_partner(r, s, part)) { /* "auf Platz fünf mit einem Anteil von 5,4 %" */
        out->a = part->before->a;
        out->b = part->before->b;
        return true;
    }
    const kt_frame *flow = part->before; /* "поставил на 17 млрд, или 23% всего импорта" */
    if (r->tongue == 2 && flow && flow->known && s > r->stated && s < r->stated + r->n_stated &&
        s[-1].kind == KT_AMOUNT_MONEY && flow->measure == KT_MEASURE_EXPORT &&
        out->measure == KT_MEASURE_IMPORT && out->a == flow->a && out->b == flow->b) {
        out->a = flow->b;
        out->b = flow->a;
        return true;
    }
    kt_measure measure; /* "поставок" in a list of suppliers are the buyer's imports */
    if (kt_list_owner(r, &measure) == out->a && out->a && out->b != KT_PLACE_WORLD &&
        measure != KT_MEASURE_TURNOVER && out->measure != KT_MEASURE_TURNOVER)
        out->measure = (uint8_t)measure;
    if (listed && listed != out->a)
        out->b = listed;
    if (r->tongue == 0)
        kt_take_in_turn(r, s, out);
    kt_take_row_behind(r, s, part, out);
    kt_topic what;
    if (out->b == r->d.main && out->a != KT_PLACE_WORLD && is_bare(r, out->a) &&
        !kt_find_share_of_what(r, s, &what)) {
        if (part->before && part->before->known && part->before->a == out->a &&
            part->before->b == out->b && part->before->measure == out->measure &&
            out->measure == KT_MEASURE_IMPORT)
            out->measure =
                KT_MEASURE_EXPORT; /* "China bought 5 billion, or 28 % of the total" */
        out->b = out->a;           /* "China, with a share of 18 %": of the trade reported on */
        out->a = r->d.main;
    }
    return true;
}

/* "Экспорт из Украины", not "из балтийской страны". */
static bool is_named_from(const kt_reading *r, kt_place from, const kt_part *part)
{
    for (int n = 0; n < r->n_mentions && from; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role == KT_ROLE_FROM && m->place == from && m->first >= part->first &&
            m->last <= part->last)
            return !m->pronoun;
    }
    return false;
}

/* "Wichtigster Handelspartner der Schweiz ist Deutschland mit 20 % der Ausfuhren": hers; 0. */
static kt_place of_whose_partner(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    const kt_mark *noun = NULL;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns && !noun; n++)
        noun = kt_mark_within(r, part->first, s->first, nouns[n]);
    if (!noun)
        return 0;
    const kt_mention *whose = kt_whose_partners(r, s, part, noun);
    const int32_t gap = whose ? whose->first - noun->first - noun->n : -1;
    const bool for_it = gap >= 0 && (kt_mark_before(r, whose->first, KT_SENSE_FOR) ||
                                     kt_mark_before(r, whose->first - 1, KT_SENSE_FOR));
    return for_it || (gap >= 0 && gap <= 1) ? whose->place : 0;
}

/* "Exports of ore came to 20 billion, making up 45 % of Chile's total exports", "Exports of ore
 * came to 20 billion. They are 45 % of all that Chile sells": the frame of the goods just told
 * of, what part of all they are; "экспорт угля составил 5 млрд, или 15% всего экспорта"; not in
 * German; NULL. */
static const kt_frame *of_goods_before(const kt_reading *r, const kt_stated *s,
                                       const kt_part *part, const kt_frame *share)
{
    const bool they = !part->before && r->d.last_was_claim &&
                      kt_mark_at(r, r->first, KT_SENSE_IT) && r->d.frame.product[0];
    const kt_frame *goods = they ? &r->d.frame : part->before;
    const bool of = kt_mark_at(r, s->last, KT_SENSE_OF) ||
                    (r->tongue == 2 && kt_mark_at(r, s->last, KT_SENSE_ITS));
    return r->tongue != 0 && goods && goods->known && !share->b && share->a == goods->a &&
                   goods->b == KT_PLACE_WORLD && goods->measure == share->measure && of &&
                   (they || r->tongue == 2 ||
                    kt_mark_within(r, s->last, s->last + 6, KT_SENSE_ALL))
               ? goods
               : NULL;
}

/* "Nach Togo", "in die Schweiz"; not "ein Anteil an Togos Exporten". */
static bool goes_to(const kt_reading *r, kt_place to)
{
    for (int n = 0; n < r->n_mentions && to; n++) {
        const kt_mention *m = &r->mention[n];
        for (int32_t t = m->first - 1; m->place == to && t >= r->first && t >= m->first - 2;
             t--)
            if (kt_word_at(r, t, "nach") || kt_word_at(r, t, "in") || kt_word_at(r, t, "ins"))
                return m->role == KT_ROLE_TO;
    }
    return false;
}

/* "China ist mit einem Anteil von 18 Prozent der größte Handelspartner Kasachstans", "die
 * wichtigsten Partner Perus waren China (29 Prozent) und Chile (6 Prozent)": of the trade by
 * which partners are told of, where the sentence names no flow. In German. */
static bool find_partners_share(const kt_reading *r, const kt_stated *s, const kt_part *part,
                                kt_frame *out)
{
    static const kt_sense nouns[] = {KT_SENSE_PARTNER, KT_SENSE_BUYER, KT_SENSE_SUPPLIER};
    static const kt_measure measures[] = {KT_MEASURE_TURNOVER, KT_MEASURE_EXPORT,
                                          KT_MEASURE_IMPORT};
    const kt_part all = {r->first, r->last, NULL};
    const kt_mark *noun = NULL;
    size_t which = 0;
    const kt_place listed = directly_before(r, s);
    if ((r->tongue == 0 && part->before && part->before->known) ||
        !(listed || kt_mark_within(r, part->first, s->first, KT_SENSE_SHARE) ||
          (r->tongue == 1 && kt_mark_at(r, s->last, KT_SENSE_SHARE))) ||
        kt_word_at(r, s->last, "an") || kt_word_at(r, s->last, "am"))
        return false;
    for (size_t n = 0; n < sizeof nouns / sizeof *nouns && !noun; n++) {
        noun = kt_mark_within(r, r->first, r->last, nouns[n]);
        which = n;
    }
    if (!noun || kt_is_of_other(r, noun))
        return false;
    const kt_mention *whose = kt_whose_partners(r, s, &all, noun);
    *out = (kt_frame){.known = 1, .sense = (uint8_t)nouns[which]};
    out->measure = (uint8_t)measures[which];
    out->a = whose ? whose->place : r->d.main;
    out->b = listed != out->a ? listed : 0;
    for (int n = 0; n < r->n_mentions && !out->b; n++) {
        const kt_mention *m = &r->mention[n];
        const bool next = r->tongue == 2 && part->before && m->first < part->first;
        if (m->place && m->place != out->a && m->role == KT_ROLE_OWNER && !m->office &&
            !m->adjective && !m->genitive && !kt_is_among(r, m) && !next)
            out->b = m->place; /* "за ней следует Чили с долей 5%": named beside it */
    }
    return out->a && kt_place_is_country(out->b);
}

/* "В торговле Киргизии со странами ЕАЭС на Россию приходится 68%": the whole is the trade with
 * the bloc, the partner is named behind it. In Russian. */
static bool is_whole(const kt_reading *r, const kt_stated *s, const kt_mention *m, kt_place a)
{
    if (r->tongue != 2 || m->sense != KT_SENSE_BLOC || m->role != KT_ROLE_WITH)
        return false;
    for (const kt_mention *k = m + 1; k < r->mention + r->n_mentions && k->last <= s->first;
         k++)
        if (k->sense == KT_SENSE_COUNTRY && !k->office && k->place != a)
            return true;
    return false;
}

/* "The EU took 72 % of Latvian exports, 59 % of Lithuanian exports": the same partner of
 * another one, in English. */
static bool goes_on_with(const kt_reading *r, const kt_part *part, kt_place whose)
{
    return r->tongue == 1 && kt_before_was_share(r, part) && part->before->a != whose &&
           part->before->b != whose;
}

static bool find_share(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out)
{
    r->now = s;
    r->chained = 0;
    kt_topic t;
    const bool found = shared_flow(r, s, part, &t);
    if (!found && find_partners_share(r, s, part, out))
        return true;
    if (!found) {
        const bool listed = r->tongue == 1 && directly_before(r, s) != 0;
        const bool go_on = r->d.frame.known && r->block - r->d.frame_block <= (listed ? 1 : 0);
        if (!(part->before && part->before->known) && !go_on)
            return false;
        *out = part->before && part->before->known ? *part->before : r->d.frame;
        if (r->tongue == 0 && kt_mark_within(r, part->first, s->first, KT_SENSE_BUYER))
            out->measure = KT_MEASURE_EXPORT;
        else if (r->tongue == 0 && kt_mark_within(r, part->first, s->first, KT_SENSE_SUPPLIER))
            out->measure = KT_MEASURE_IMPORT;
        kt_ends e = {0};
        const kt_topic nowhere = {.first = -100, .last = -100};
        kt_ends_gather(r, part->first, part->last, &nowhere, &e);
        kt_place other = e.to ? e.to : e.with ? e.with : kt_first_owner(&e, out->a);
        if (r->tongue != 2 && out->measure == KT_MEASURE_IMPORT && e.from)
            other = e.from; /* "zu 18 Prozent aus Litauen und zu 11 Prozent aus Polen" */
        if (!other)
            other = e.in; /* "auf Italien entfielen 9,8 Prozent" */
        if (r->tongue == 1 && !kt_before_was_share(r, part) && out->b == r->d.main && other &&
            other != out->a &&
            out->measure != KT_MEASURE_TURNOVER) { /* "Japan bought 20 % more, and the US
                                                      accounted for 14 % of the total" */
            out->a = r->d.main;
            out->measure =
                out->measure == KT_MEASURE_IMPORT ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
        }
        if (other && other != out->a)
            out->b = other;
        if (!kt_take_goods_of_next(r, s, out) && r->tongue == 2 &&
            !out->product[0]) /* "13% этой суммы дали удобрения" */
            kt_find_product(r, s, &nowhere, part->first, out);
        return true;
    }
    *out = (kt_frame){
        .known = 1, .sense = (uint8_t)t.sense, .measure = (uint8_t)kt_measure_of(t.sense)};
    kt_ends e = {0};
    kt_ends_gather(r, part->first, part->last, &t, &e);
    out->a = kt_whose_whole(r, s, e.attached, &t);
    for (int n = 0; n < r->n_mentions && kt_find_share_of_what(r, s, &t); n++)
        if (r->mention[n].last == t.first || (r->tongue == 2 && r->mention[n].first == t.last))
            out->a = r->mention[n].place; /* "what Peru sells", "что вывозит Перу" */
    if (r->tongue == 0 && out->measure == KT_MEASURE_EXPORT && e.to && e.from && e.to != e.from)
        out->a = e.from; /* "10 % aller Lieferungen aus A gingen nach B" */
    if (!out->a && r->tongue == 0 && out->measure == KT_MEASURE_EXPORT && !part->before &&
        goes_to(r, e.to))
        out->a = kt_first_owner(&e, e.to); /* "Togos Exporte nach Mali machten 9 % aller aus" */
    if (r->tongue == 0 && out->measure == KT_MEASURE_IMPORT && !e.from && goes_to(r, e.to) &&
        !kt_first_owner(&e, e.to) && !part->before) {
        out->a = e.to; /* "9 % der Importe nach Togo waren Erdöl" */
        out->b = KT_PLACE_WORLD;
    }
    if (!out->a && r->tongue == 2 && out->measure != KT_MEASURE_TURNOVER && e.to &&
        is_named_from(r, e.from, part) &&
        e.from != e.to) { /* "экспорт из A в B составлял 18%" */
        out->a = out->measure == KT_MEASURE_EXPORT ? e.from : e.to;
        out->b = out->measure == KT_MEASURE_EXPORT ? e.to : e.from;
    }
    if (r->tongue == 2 && out->measure == KT_MEASURE_IMPORT && e.source && out->a == e.source &&
        kt_first_owner(&e, e.source)) {
        out->a = kt_first_owner(&e, e.source); /* "импорта российских товаров ... Латвии" */
        out->b = e.source;
    }
    if (!out->a && r->tongue == 2 && t.sense == KT_SENSE_EXPORT && e.to && !part->before)
        out->a = kt_first_owner(&e, e.to); /* "Эстония экспортировала в Финляндию (17%" */
    const bool buys = kt_mark_within(r, part->first, part->last, KT_SENSE_BUY) != NULL;
    const kt_place whence = e.from ? e.from : buys && r->tongue == 2 ? e.in : 0;
    if (t.sense == KT_SENSE_IMPORT && whence && !part->before &&
        (!out->a || out->a == whence)) /* "из Перу Чили ввезла 8% всего импорта", "Peru buys */
        out->a = kt_first_owner(&e, whence); /* 8 % of all imports from Chile" */
    for (int n = 0; n < r->n_mentions && r->tongue == 2; n++)
        if (r->mention[n].last == s->first && !r->mention[n].adjective &&
            kt_mark_before(r, r->mention[n].first, KT_SENSE_SHARE_OF))
            out->a = r->mention[n].place; /* "кофе дает Перу треть экспорта" */
    if (!out->a && part->before && part->before->known)
        out->a = part->before->a;
    if (!out->a && r->tongue != 2)
        out->a = of_whose_partner(r, s, part);
    if (!out->a && r->tongue == 0 && e.with && out->measure == KT_MEASURE_TURNOVER) {
        out->a = kt_first_owner(&e, e.with); /* "Togos Handel mit Mali machte 3 % aus" */
        out->b = out->a ? e.with : 0;
    }
    if (!out->a) /* whose: our, its */
        for (int n = 0; n < r->n_mentions; n++)
            if (r->mention[n].pronoun && r->mention[n].role == KT_ROLE_OWNER &&
                r->mention[n].place == r->d.main)
                out->a = r->mention[n].place;
    for (int n = 0; n < r->n_mentions && !out->b; n++) {
        const kt_mention *m = &r->mention[n];
        const kt_place place = m->place ? m->place : kt_find_there(r, n);
        if (m->first >= part->first && m->first < part->last && !m->office &&
            m->role != KT_ROLE_RIVAL && place != out->a && place != KT_PLACE_WORLD &&
            !is_whole(r, s, m, out->a))
            out->b = place;
    }
    const bool it =
        r->tongue == 0 && r->d.last_was_claim && kt_mark_at(r, r->first, KT_SENSE_IT);
    if (!out->a && !out->b && it && r->d.frame.known && r->d.frame.measure == out->measure)
        out->a = r->d.frame.a; /* "das sind 5 % der gesamten Ausfuhren": of those just told */
    if (!out->a && !out->b)
        out->a = r->d.main;
    if (!out->a && out->b)
        out->a = kt_other_end(r, out->b, true, part);
    if (!out->b && kt_mark_within(r, part->first, part->last, KT_SENSE_PRODUCT)) {
        kt_find_product(r, s, &t, part->first, out);
        if (out->product[0])
            out->b = of_pair_before(r, out->a) ? r->d.partner : KT_PLACE_WORLD;
    }
    const kt_frame *goods = of_goods_before(r, s, part, out);
    if (goods) {
        out->b = KT_PLACE_WORLD;
        memcpy(out->product, goods->product, sizeof out->product);
    }
    if (!out->b && out->a && goes_on_with(r, part, out->a))
        out->b = part->before->b;
    if (!out->b && out->a && r->d.frame.known && r->d.frame_block == r->block)
        out->b = r->d.frame.a == out->a ? r->d.frame.b : r->d.frame.a;
    if (!out->b && out->a)
        out->b = kt_other_end(r, out->a, false, part);
    if (out->b && out->a && !out->product[0] && out->measure != KT_MEASURE_TURNOVER)
        kt_find_product(r, s, &t, part->first, out);
    return out->a && out->b && out->a != out->b &&
           (out->b != KT_PLACE_WORLD || out->product[0] || goods);
}
