/* whose.c: whose trade an article tells of. What is seen of a country in all the sentences is a
 * clue each, with a weight in data/claim_reporter.csv; the largest sum is chosen. What
 * discourse.c makes of headline and lead is a clue among them. */
#include "reporter.h"

const char *const kt_reporter_clues[] = {"rules",
                                         "rules partner",
                                         "named most",
                                         "named second",
                                         "named third",
                                         "named less",
                                         "named most by far",
                                         "whose never",
                                         "whose little",
                                         "whose some",
                                         "whose most",
                                         "whose often",
                                         "whose alone",
                                         "whose by far",
                                         "only a partner",
                                         "only a partner of one",
                                         "end never",
                                         "end little",
                                         "end some",
                                         "end most",
                                         "owner never",
                                         "owner little",
                                         "owner some",
                                         "owner most",
                                         "title not",
                                         "title whose",
                                         "title owner",
                                         "title to",
                                         "title from",
                                         "title with",
                                         "title between",
                                         "title other",
                                         "lead not",
                                         "lead whose",
                                         "lead owner",
                                         "lead to",
                                         "lead from",
                                         "lead with",
                                         "lead between",
                                         "lead other",
                                         "first not",
                                         "first whose",
                                         "first owner",
                                         "first to",
                                         "first from",
                                         "first with",
                                         "first between",
                                         "first other",
                                         "title opens",
                                         "lead opens",
                                         "first opens",
                                         "office",
                                         "first office",
                                         "office of another",
                                         "beside a person",
                                         "dateline",
                                         "bloc",
                                         "whose partners",
                                         "partners of another",
                                         "own money",
                                         "own whole"};
enum {
    CLUE_RULES,
    CLUE_RULES_PARTNER,
    CLUE_NAMED,
    CLUE_NAMED_FAR = CLUE_NAMED + 4,
    CLUE_WHOSE,
    CLUE_WHOSE_OFTEN = CLUE_WHOSE + 4,
    CLUE_WHOSE_ALONE,
    CLUE_WHOSE_FAR,
    CLUE_ONLY_PARTNER,
    CLUE_PARTNER_OF_ONE,
    CLUE_END,
    CLUE_OWNER = CLUE_END + 4,
    CLUE_TELLING = CLUE_OWNER + 4,
    CLUE_OPENS = CLUE_TELLING + KT_N_TELLING * KT_N_NAMED_AS,
    CLUE_OFFICE = CLUE_OPENS + KT_N_TELLING,
    CLUE_FIRST_OFFICE,
    CLUE_OTHER_OFFICE,
    CLUE_PERSON,
    CLUE_DATELINE,
    CLUE_BLOC,
    CLUE_PARTNERS,
    CLUE_OTHER_PARTNERS,
    CLUE_MONEY,
    CLUE_WHOLE,
    N_CLUES
};
const int kt_n_reporter_clues = N_CLUES;
_Static_assert(sizeof kt_reporter_clues / sizeof *kt_reporter_clues == N_CLUES, "a name each");
_Static_assert((int)N_CLUES <= (int)KT_MAX_CLUES, "room in kt_weights");

/* 0 to 3: how large a part of the whole is. */
static int part_of(int part, int whole)
{
    return part == 0 ? 0 : part * 10 < whole * 3 ? 1 : part * 10 < whole * 6 ? 2 : 3;
}

/* The clues of candidate n into out, their number. */
static int clues_of(const kt_reading *r, const kt_sights *all, int n, int *out)
{
    const kt_seen *of = &all->of[n];
    int k = 0, before = 0, whose = 0, end = 0, owner = 0, second = 0, own = 0, partners = 0,
        whole = 0;
    for (int i = 0; i < all->n; i++) {
        const kt_seen *other = &all->of[i];
        before += other->named > of->named || (other->named == of->named && i < n);
        whose += other->count;
        own += other->count > 0;
        partners += other->partners;
        whole += other->whole;
        end += other->end;
        owner += other->owner;
        if (i != n && other->named > second)
            second = other->named;
    }
    if (of->place == r->d.main)
        out[k++] = CLUE_RULES;
    else if (of->place == r->d.partner)
        out[k++] = CLUE_RULES_PARTNER;
    out[k++] = CLUE_NAMED + (before < 3 ? before : 3);
    if (before == 0 && second > 0 && of->named >= 2 * second)
        out[k++] = CLUE_NAMED_FAR;
    out[k++] = CLUE_WHOSE + part_of(of->count, whose);
    if (of->count >= 3)
        out[k++] = CLUE_WHOSE_OFTEN;
    if (of->count && of->count == whose)
        out[k++] = CLUE_WHOSE_ALONE;
    if (of->place == all->far)
        out[k++] = CLUE_WHOSE_FAR;
    if (of->count == 0 && of->partner >= 2)
        out[k++] = CLUE_ONLY_PARTNER;
    if (of->count == 0 && of->partner >= 2 && own == 1)
        out[k++] = CLUE_PARTNER_OF_ONE;
    out[k++] = CLUE_END + part_of(of->end, end);
    out[k++] = CLUE_OWNER + part_of(of->owner, owner);
    for (int t = 0; t < KT_N_TELLING; t++) {
        if (all->has[t])
            out[k++] = CLUE_TELLING + t * KT_N_NAMED_AS + of->as[t];
        if (of->opens[t])
            out[k++] = CLUE_OPENS + t;
    }
    if (of->speaks)
        out[k++] = CLUE_OFFICE;
    else if (all->first_office)
        out[k++] = CLUE_OTHER_OFFICE;
    if (all->first_office == of->place)
        out[k++] = CLUE_FIRST_OFFICE;
    if (of->office)
        out[k++] = CLUE_PERSON;
    if (of->dateline)
        out[k++] = CLUE_DATELINE;
    if (kt_is_bloc(of->place))
        out[k++] = CLUE_BLOC;
    if (partners)
        out[k++] = of->partners ? CLUE_PARTNERS : CLUE_OTHER_PARTNERS;
    if (of->money && of->named)
        out[k++] = CLUE_MONEY;
    if (of->whole && whole == of->whole)
        out[k++] = CLUE_WHOLE;
    return k;
}

/* Whose flows are told of far more than those of the country of headline and lead; 0 none. */
static kt_place far_more(const kt_reading *r, kt_sights *all, kt_place known)
{
    const kt_seen of_known = *kt_seen_of(all, known);
    const kt_seen *best = &of_known;
    for (int n = 0; n < all->n; n++)
        if (all->of[n].count > best->count)
            best = &all->of[n];
    const bool only_partner = r->tongue == 1 && of_known.count == 0 && of_known.partner >= 2;
    const bool says =
        best->count >= (only_partner ? 1 : 2) && best->count >= 4 * of_known.count;
    return says && (!kt_is_bloc(known) || (r->tongue == 1 && of_known.count == 0)) ? best->place
                                                                                   : 0;
}

kt_place kt_find_owner(const kt_reading *r, kt_sights *all, kt_place known)
{
    int best = -1, most = 0;
    if (known)
        kt_seen_of(all, known);
    if (kt_place_is_country(r->d.partner))
        kt_seen_of(all, r->d.partner);
    all->far = far_more(r, all, known);
    for (int n = 0; n < all->n; n++) {
        int clue[N_CLUES], sum = 0;
        const int n_clues = clues_of(r, all, n, clue);
        for (int i = 0; i < n_clues; i++)
            sum += r->weights->reporter.of[clue[i]][0];
        if (best < 0 || sum > most) {
            best = n;
            most = sum;
        }
    }
    return best >= 0 ? all->of[best].place : known;
}
