/* pair_choice.c: between whom, by weighed clues. The rules (frame.c and others) propose a pair;
 * every other ordered pair of the places at hand stands beside it: those the sentence names,
 * the article's two, the last claim's, those of the amount before, the world. What speaks for a
 * pair are clues with weights in data/claim_pairs.csv, one column for each measure; the pair
 * with the largest sum is chosen. Ranks and shares are left as the rules read them. */
#include "trade_flow.h"

#include <string.h>

enum { MOST_PLACES = 14, MOST_SEEN = 64, N_NAMED = 19 };

/* How a place is named: not at all; here or elsewhere in the sentence, in nine parts. */
#define NAMED(SLOT)                                                                            \
    SLOT " unnamed", SLOT " here owner", SLOT " here whose", SLOT " here its",                 \
        SLOT " here to", SLOT " here from", SLOT " here with", SLOT " here between",           \
        SLOT " here source", SLOT " here in", SLOT " elsewhere owner",                         \
        SLOT " elsewhere whose", SLOT " elsewhere its", SLOT " elsewhere to",                  \
        SLOT " elsewhere from", SLOT " elsewhere with", SLOT " elsewhere between",             \
        SLOT " elsewhere source", SLOT " elsewhere in"
#define KNOWN(SLOT)                                                                            \
    SLOT " main", SLOT " partner", SLOT " last", SLOT " last paragraph", SLOT " before a",     \
        SLOT " before b", SLOT " subject", SLOT " there", SLOT " statistics", SLOT " speaker"

const char *const kt_pair_clues[] = {"rules",
                                     "rules first",
                                     "rules chained",
                                     "rules world",
                                     "rules named",
                                     "rules swapped",
                                     "rules a",
                                     "rules b",
                                     NAMED("a"),
                                     NAMED("b"),
                                     KNOWN("a"),
                                     KNOWN("b"),
                                     "left out owner",
                                     "left out whose",
                                     "left out its",
                                     "left out to",
                                     "left out from",
                                     "left out with",
                                     "left out between",
                                     "left out source",
                                     "left out in",
                                     "pair all",
                                     "pair foreign",
                                     "pair both",
                                     "world",
                                     "world all",
                                     "world foreign",
                                     "world both",
                                     "world partner named",
                                     "world article",
                                     "world last",
                                     "world before world",
                                     "world before pair",
                                     "before",
                                     "before swapped",
                                     "last",
                                     "last swapped",
                                     "last paragraph",
                                     "last paragraph swapped",
                                     "article",
                                     "article swapped",
                                     "near a",
                                     "near b",
                                     "near none",
                                     "beside a",
                                     "beside b",
                                     "beside none",
                                     "no main",
                                     "no partner",
                                     "silent article",
                                     "silent last",
                                     "silent world"};
enum {
    RULES,
    RULES_FIRST,
    RULES_CHAINED,
    RULES_WORLD,
    RULES_NAMED,
    RULES_SWAPPED,
    RULES_A,
    RULES_B,
    NAMED_A,
    NAMED_B = NAMED_A + N_NAMED,
    KNOWN_A = NAMED_B + N_NAMED,
    KNOWN_B = KNOWN_A + 10,
    LEFT_OUT = KNOWN_B + 10,
    PAIR_ALL = LEFT_OUT + 9,
    PAIR_FOREIGN,
    PAIR_BOTH,
    WORLD,
    WORLD_ALL,
    WORLD_FOREIGN,
    WORLD_BOTH,
    WORLD_PARTNER_NAMED,
    WORLD_ARTICLE,
    WORLD_LAST,
    WORLD_BEFORE_WORLD,
    WORLD_BEFORE_PAIR,
    BEFORE,
    BEFORE_SWAPPED,
    LAST,
    LAST_SWAPPED,
    LAST_PARAGRAPH,
    LAST_PARAGRAPH_SWAPPED,
    ARTICLE,
    ARTICLE_SWAPPED,
    NEAR_A,
    NEAR_B,
    NEAR_NONE,
    BESIDE_A,
    BESIDE_B,
    BESIDE_NONE,
    NO_MAIN,
    NO_PARTNER,
    SILENT_ARTICLE,
    SILENT_LAST,
    SILENT_WORLD,
    N_CLUES
};
const int kt_n_pair_clues = N_CLUES;
_Static_assert(sizeof kt_pair_clues / sizeof *kt_pair_clues == N_CLUES, "a name each");
_Static_assert((int)N_CLUES <= (int)KT_MAX_CLUES, "room in kt_weights");

typedef struct pair {
    kt_place a, b;
} pair;

typedef struct choice {
    const kt_reading *r;
    const kt_part *part;
    pair rules, before, last, article;
    bool symmetric; /* a turnover: the order says nothing */
    bool same_paragraph, silent, partner_named, all, foreign, both;
    int near; /* mention before the amount, behind the one before it; -1 */
    bool beside;
    int n_places;
    kt_place place[MOST_PLACES];
    uint8_t named[MOST_PLACES]; /* 0 to N_NAMED - 1 */
    const int16_t (*weight)[KT_MAX_CLUE_COLUMNS];
    int column;
} choice;

static bool is_pair(pair p, kt_place a, kt_place b)
{
    return p.a == a && p.b == b;
}

/* 0 to 8: owner, whose, its, to, from, with, between, source, in; -1 none. */
static int part_played(const kt_mention *m)
{
    static const int8_t of_role[] = {0, 3, 4, 5, 6, 7, 8, -1};
    if (m->role != KT_ROLE_OWNER)
        return of_role[m->role];
    return m->pronoun ? 2 : m->adjective || m->genitive ? 1 : 0;
}

static bool is_here(const choice *c, const kt_mention *m)
{
    return m->first >= c->part->first && m->first < c->part->last;
}

/* By its mention nearest to the amount, those in the amount's own part first. */
static uint8_t how_named(const choice *c, const kt_stated *s, kt_place place)
{
    const kt_mention *best = NULL;
    int32_t least = 0;
    for (int n = 0; n < c->r->n_mentions; n++) {
        const kt_mention *m = &c->r->mention[n];
        if (m->place != place || m->office || part_played(m) < 0)
            continue;
        const int32_t steps = m->last <= s->first ? s->first - m->last : m->first - s->last + 3;
        const int32_t cost = steps + (is_here(c, m) ? 0 : 1000);
        if (!best || cost < least) {
            best = m;
            least = cost;
        }
    }
    if (!best)
        return 0;
    return (uint8_t)(1 + part_played(best) + (is_here(c, best) ? 0 : 9));
}

static void add_place(choice *c, const kt_stated *s, kt_place place)
{
    for (int n = 0; n < c->n_places; n++)
        if (c->place[n] == place)
            return;
    if (!place || c->n_places == MOST_PLACES)
        return;
    c->named[c->n_places] = how_named(c, s, place);
    c->place[c->n_places++] = place;
}

static void gather(choice *c, const kt_stated *s)
{
    const kt_reading *r = c->r;
    add_place(c, s, c->rules.a);
    add_place(c, s, c->rules.b);
    add_place(c, s, KT_PLACE_WORLD);
    add_place(c, s, c->article.a);
    add_place(c, s, c->article.b);
    add_place(c, s, c->last.a);
    add_place(c, s, c->last.b);
    add_place(c, s, c->before.a);
    add_place(c, s, c->before.b);
    int32_t behind = r->first; /* the amount before */
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].last <= s->first)
            behind = r->stated[n].last;
    c->near = -1;
    c->silent = true;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->office || kt_is_of_part_behind(r, s, m))
            continue;
        add_place(c, s, m->place);
        c->silent &= m->place == 0;
        c->partner_named |= (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM ||
                             m->role == KT_ROLE_WITH || m->role == KT_ROLE_BETWEEN) &&
                            m->place != KT_PLACE_WORLD;
        if (m->role != KT_ROLE_RIVAL && m->first >= behind && m->last <= s->first)
            c->near = n;
    }
    c->beside = c->near >= 0 && r->mention[c->near].last >= s->first - 1;
    c->all = kt_mark_within(r, c->part->first, c->part->last, KT_SENSE_ALL) != NULL;
    c->foreign = kt_mark_within(r, c->part->first, c->part->last, KT_SENSE_FOREIGN) != NULL;
    c->both = kt_mark_within(r, c->part->first, c->part->last, KT_SENSE_BOTH) != NULL;
}

typedef struct clues {
    int n;
    uint8_t of[MOST_SEEN];
} clues;

static void add(clues *out, bool seen, int clue)
{
    if (seen && out->n < MOST_SEEN)
        out->of[out->n++] = (uint8_t)clue;
}

/* What is seen of one end: `named` and `known` are the first clues of its kind. */
static void add_end(const choice *c, int n, int named, int known, clues *out)
{
    const kt_discourse *d = &c->r->d;
    const kt_place place = c->place[n];
    if (place == KT_PLACE_WORLD)
        return;
    const bool last = place == c->last.a || place == c->last.b;
    add(out, true, named + c->named[n]);
    add(out, place == d->main, known);
    add(out, place != d->main && place == d->partner, known + 1);
    add(out, last, known + (c->same_paragraph ? 2 : 3));
    add(out, place == c->before.a, known + 4);
    add(out, place != c->before.a && place == c->before.b, known + 5);
    add(out, place == d->subject, known + 6);
    add(out, place == d->there, known + 7);
    add(out, place == d->statistics_of, known + 8);
    add(out, place == d->speaker_country, known + 9);
}

/* Places 0 and 1 are those of the rules; both named in the amount's own part. */
static bool rules_are_named(const choice *c)
{
    return c->named[0] >= 1 && c->named[0] <= 9 && c->named[1] >= 1 && c->named[1] <= 9;
}

static void add_rules(const choice *c, kt_place a, kt_place b, clues *out)
{
    const bool swapped = is_pair(c->rules, b, a);
    if (is_pair(c->rules, a, b) || (c->symmetric && swapped)) {
        add(out, true, RULES);
        add(out, true, c->before.a ? RULES_CHAINED : RULES_FIRST);
        add(out, b == KT_PLACE_WORLD, RULES_WORLD);
        add(out, rules_are_named(c), RULES_NAMED);
    } else {
        add(out, swapped, RULES_SWAPPED);
        add(out, !swapped && a == c->rules.a, RULES_A);
        add(out, !swapped && a != c->rules.a && b == c->rules.b, RULES_B);
    }
}

/* Pairs that were spoken of before. */
static void add_spoken(const choice *c, kt_place a, kt_place b, clues *out)
{
    const int last = c->same_paragraph ? LAST : LAST_PARAGRAPH;
    add(out, is_pair(c->before, a, b), BEFORE);
    add(out, is_pair(c->before, b, a), BEFORE_SWAPPED);
    add(out, is_pair(c->last, a, b), last);
    add(out, is_pair(c->last, b, a), last + 1);
    add(out, is_pair(c->article, a, b), ARTICLE);
    add(out, is_pair(c->article, b, a), ARTICLE_SWAPPED);
    add(out, c->silent && is_pair(c->article, a, b), SILENT_ARTICLE);
    add(out, c->silent && is_pair(c->last, a, b), SILENT_LAST);
    add(out, c->article.a && a != c->article.a && b != c->article.a, NO_MAIN);
    add(out, kt_place_is_country(c->article.b) && a != c->article.b && b != c->article.b,
        NO_PARTNER);
}

static void add_world(const choice *c, clues *out)
{
    const kt_place world = KT_PLACE_WORLD;
    add(out, true, WORLD);
    add(out, c->all, WORLD_ALL);
    add(out, c->foreign, WORLD_FOREIGN);
    add(out, c->both, WORLD_BOTH);
    add(out, c->partner_named, WORLD_PARTNER_NAMED);
    add(out, c->article.b == world, WORLD_ARTICLE);
    add(out, c->last.a == world || c->last.b == world, WORLD_LAST);
    if (c->before.a)
        add(out, true,
            c->before.a == world || c->before.b == world ? WORLD_BEFORE_WORLD
                                                         : WORLD_BEFORE_PAIR);
    add(out, c->silent, SILENT_WORLD);
}

static void clues_of(const choice *c, int n, int m, clues *out)
{
    const kt_place a = c->place[n], b = c->place[m];
    out->n = 0;
    add_rules(c, a, b, out);
    add_end(c, n, NAMED_A, KNOWN_A, out);
    add_end(c, m, NAMED_B, KNOWN_B, out);
    for (int i = 0; i < c->r->n_mentions; i++) {
        const kt_mention *other = &c->r->mention[i];
        if (!other->office && other->place && other->place != a && other->place != b &&
            part_played(other) >= 0 && is_here(c, other))
            add(out, true, LEFT_OUT + part_played(other));
    }
    if (b == KT_PLACE_WORLD) {
        add_world(c, out);
    } else {
        add(out, c->all, PAIR_ALL);
        add(out, c->foreign, PAIR_FOREIGN);
        add(out, c->both, PAIR_BOTH);
    }
    add_spoken(c, a, b, out);
    if (c->near < 0)
        return;
    const kt_place near = c->r->mention[c->near].place;
    const int which = near == a ? 0 : near == b ? 1 : 2;
    add(out, true, NEAR_A + which);
    add(out, c->beside, BESIDE_A + which);
}

static int sum_of(const choice *c, int n, int m)
{
    clues seen;
    int sum = 0;
    clues_of(c, n, m, &seen);
    for (int i = 0; i < seen.n; i++)
        sum += c->weight[seen.of[i]][c->column];
    return sum;
}

/* One named by itself, and the owner of the list that it is one of, who is not: "Чили нарастила
 * поставки" among the suppliers of Peru. */
static bool is_of_list(const choice *c)
{
    kt_measure measure;
    const kt_place owner = kt_list_owner(c->r, &measure);
    const int other = owner && owner == c->rules.b ? 0 : owner == c->rules.a ? 1 : -1;
    return owner && other >= 0 && measure != KT_MEASURE_TURNOVER && !c->named[!other] &&
           c->named[other] >= 1 && c->named[other] <= 9;
}

/* "192 Millionen (+6,1 %)": said of the amount that the bracket stands behind, "(plus 6 % auf 3
 * Milliarden)" of the one before it there, in German. */
static bool is_aside(const kt_reading *r, const kt_stated *s, const kt_frame *before)
{
    if (before && kt_is_come_to(r, s))
        return true;
    return r->tongue == 0 && before && s->sign && s > r->stated &&
           s < r->stated + r->n_stated && s[-1].kind == KT_AMOUNT_MONEY &&
           s->first - s[-1].last <= 2 && kt_sign_at(r, s->first - 1, "(") &&
           kt_sign_at(r, s->last, ")");
}

void kt_choose_pair(const kt_reading *r, const kt_stated *s, const kt_part *part,
                    kt_frame *frame)
{
    const kt_frame *before = part->before && part->before->known ? part->before : NULL;
    choice c = {.r = r,
                .part = part,
                .rules = {frame->a, frame->b},
                .last = {r->d.a, r->d.b},
                .article = {r->d.main, r->d.partner},
                .symmetric = frame->measure == KT_MEASURE_TURNOVER,
                .same_paragraph = r->d.frame_block == r->block,
                .weight = r->weights->pairs.of,
                .column = frame->measure};
    kt_frame next = *frame;
    if (is_aside(r, s, before) || kt_is_of_rival(r, s) || kt_find_next_seller(r, s, &next) ||
        kt_find_flow_over(r, s, &next) || kt_find_whole_of_share(r, s, &next) ||
        kt_take_row_behind(r, s, part, &next) || kt_take_which_lands(r, s, &next) ||
        frame->a == frame->b || /* inside a bloc, or told in turn */
        kt_names_partner_in_turn(r, s) ||
        kt_where_named(r, part->first, part->last) > part->first ||
        kt_names_owner_in_turn(r, s) ||
        kt_mark_within(r, r->first, r->last, KT_SENSE_RESPECTIVELY))
        return;
    if (before)
        c.before = (pair){before->a, before->b};
    gather(&c, s);
    if ((c.both && kt_place_is_country(frame->b)) || /* "between the two states" */
        (frame->b == KT_PLACE_WORLD && kt_is_total(r, part)))
        return;
    if (is_of_list(&c))
        return;
    const kt_place usual = kt_place_other_of(r->d.main, r->d.usual[0], r->d.usual[1]);
    if (c.both && c.symmetric && r->tongue == 2 && frame->b == KT_PLACE_WORLD && usual) {
        frame->a = r->d.main; /* "взаимная торговля": of the two named most often */
        frame->b = usual;
        return;
    }
    int most = sum_of(&c, 0, 1);
    for (int n = 0; n < c.n_places; n++)
        for (int m = 0; m < c.n_places; m++) {
            if (n == m || c.place[n] == KT_PLACE_WORLD ||
                (c.symmetric && is_pair(c.rules, c.place[m], c.place[n])))
                continue;
            const int sum = sum_of(&c, n, m);
            if (sum > most) {
                most = sum;
                frame->a = c.place[n];
                frame->b = c.place[m];
            }
        }
}
