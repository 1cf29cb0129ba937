/* partner.c: with whom the country trades whose trade an article tells of: one other country,
 * a bloc, or all the world. What is seen of each in all the sentences is a clue, with a weight
 * in data/claim_partner.csv; the largest sum is chosen. What headline and lead say
 * (discourse.c) is a clue among them. */
#include "reporter.h"

#define TOLD(where)                                                                            \
    where " not", where " whose", where " owner", where " to", where " from", where " with",   \
        where " between", where " other"
#define PART(what)    what " never", what " little", what " some", what " most"
#define OTHERS(where) where " none", where " one", where " two", where " more"

const char *const kt_partner_clues[] = {"rules",
                                        "rules main",
                                        "rules several",
                                        "named first",
                                        "named second",
                                        "named third",
                                        "named less",
                                        "named alone",
                                        PART("named"),
                                        PART("beside"),
                                        "beside alone",
                                        PART("flows"),
                                        TOLD("title"),
                                        TOLD("lead"),
                                        TOLD("first"),
                                        "title pair",
                                        "lead pair",
                                        "first pair",
                                        "title all",
                                        "lead all",
                                        "first all",
                                        "mutual never",
                                        "mutual once",
                                        "mutual often",
                                        "office",
                                        "office of main",
                                        "beside a person",
                                        "bloc",
                                        "world",
                                        "world rules",
                                        OTHERS("world others"),
                                        PART("world one beside"),
                                        PART("world nobody beside"),
                                        OTHERS("world flows"),
                                        OTHERS("world title"),
                                        OTHERS("world lead"),
                                        OTHERS("world first"),
                                        "world title all",
                                        "world lead all",
                                        "world first all",
                                        "world mutual never",
                                        "world mutual once",
                                        "world mutual often",
                                        "world office of main"};
enum {
    RULES,
    RULES_MAIN,
    RULES_SEVERAL,
    NAMED,
    NAMED_ALONE = NAMED + 4,
    NAMED_PART,
    BESIDE = NAMED_PART + 4,
    BESIDE_ALONE = BESIDE + 4,
    FLOWS,
    TELLING = FLOWS + 4,
    PAIR = TELLING + KT_N_TELLING * KT_N_NAMED_AS,
    ALL = PAIR + KT_N_TELLING,
    MUTUAL = ALL + KT_N_TELLING,
    OFFICE = MUTUAL + 3,
    OFFICE_OF_MAIN,
    PERSON,
    BLOC,
    WORLD,
    WORLD_RULES,
    WORLD_OTHERS,
    WORLD_ONE_BESIDE = WORLD_OTHERS + 4,
    WORLD_NOBODY_BESIDE = WORLD_ONE_BESIDE + 4,
    WORLD_FLOWS = WORLD_NOBODY_BESIDE + 4,
    WORLD_TELLING = WORLD_FLOWS + 4,
    WORLD_ALL = WORLD_TELLING + KT_N_TELLING * 4,
    WORLD_MUTUAL = WORLD_ALL + KT_N_TELLING,
    WORLD_OFFICE = WORLD_MUTUAL + 3,
    N_CLUES
};
const int kt_n_partner_clues = N_CLUES;
_Static_assert(sizeof kt_partner_clues / sizeof *kt_partner_clues == N_CLUES, "a name each");
_Static_assert((int)N_CLUES <= (int)KT_MAX_CLUES, "room in kt_weights");

typedef struct choice {
    const kt_sights *all;
    const kt_seen *main;
    kt_place known, before;
    int others, named, flows, flow_ends; /* of all but main */
    int most_beside, beside;
} choice;

/* 0 to 3: how large a part of the whole is. */
static int part_of(int part, int whole)
{
    return part <= 0 ? 0 : part * 10 < whole * 3 ? 1 : part * 10 < whole * 6 ? 2 : 3;
}

static int few(int n, int most)
{
    return n < most ? n : most;
}

static void count_others(choice *c)
{
    for (int n = 0; n < c->all->n; n++) {
        const kt_seen *of = &c->all->of[n];
        if (of == c->main || !of->named)
            continue;
        c->others++;
        c->named += of->named;
        c->flows += of->partner;
        c->flow_ends += of->partner > 0;
        c->beside += of->beside;
        if (of->beside > c->most_beside)
            c->most_beside = of->beside;
    }
}

static int clues_of_world(const choice *c, int *out)
{
    const kt_sights *all = c->all;
    int k = 0;
    out[k++] = WORLD;
    if (c->known == KT_PLACE_WORLD)
        out[k++] = WORLD_RULES;
    out[k++] = WORLD_OTHERS + few(c->others, 3);
    out[k++] = WORLD_ONE_BESIDE + part_of(c->most_beside, all->amounts);
    out[k++] = WORLD_NOBODY_BESIDE + part_of(all->amounts - c->beside, all->amounts);
    out[k++] = WORLD_FLOWS + few(c->flow_ends, 3);
    for (int t = 0; t < KT_N_TELLING; t++) {
        const int others = all->others[t] - (c->main->as[t] != KT_NOT_NAMED);
        if (all->has[t])
            out[k++] = WORLD_TELLING + t * 4 + few(others > 0 ? others : 0, 3);
        if (all->whole[t])
            out[k++] = WORLD_ALL + t;
    }
    out[k++] = WORLD_MUTUAL + (all->both < 2 ? all->both : 2);
    if (c->main->speaks)
        out[k++] = WORLD_OFFICE;
    return k;
}

/* The clues of candidate n into out, their number. */
static int clues_of(const choice *c, int n, int *out)
{
    const kt_sights *all = c->all;
    const kt_seen *of = &all->of[n];
    int k = 0, before = 0;
    for (int i = 0; i < all->n; i++) {
        const kt_seen *other = &all->of[i];
        before += other != c->main &&
                  (other->named > of->named || (other->named == of->named && i < n));
    }
    if (of->place == c->known)
        out[k++] = RULES;
    if (of->place == c->before)
        out[k++] = RULES_MAIN;
    out[k++] = NAMED + few(before, 3);
    if (c->others == 1)
        out[k++] = NAMED_ALONE;
    out[k++] = NAMED_PART + part_of(of->named, c->named);
    out[k++] = BESIDE + part_of(of->beside, all->amounts);
    if (of->beside && of->beside == c->beside)
        out[k++] = BESIDE_ALONE;
    out[k++] = FLOWS + part_of(of->partner, c->flows);
    for (int t = 0; t < KT_N_TELLING; t++) {
        if (all->has[t])
            out[k++] = TELLING + t * KT_N_NAMED_AS + of->as[t];
        if (of->as[t] && c->main->as[t] && all->others[t] == 2)
            out[k++] = PAIR + t;
        if (all->whole[t])
            out[k++] = ALL + t;
    }
    out[k++] = MUTUAL + (all->both < 2 ? all->both : 2);
    if (of->speaks)
        out[k++] = OFFICE;
    if (c->main->speaks)
        out[k++] = OFFICE_OF_MAIN;
    if (of->office)
        out[k++] = PERSON;
    if (kt_is_bloc(of->place))
        out[k++] = BLOC;
    return k;
}

static int sum_of(const kt_reading *r, const int *clue, int n_clues)
{
    int sum = 0;
    for (int i = 0; i < n_clues; i++)
        sum += r->weights->partner.of[clue[i]][0];
    return sum;
}

kt_place kt_find_partner(const kt_reading *r, kt_sights *all, kt_place known, kt_place before)
{
    int clue[N_CLUES];
    if (!r->d.main || !kt_place_is_country(r->d.main))
        return known;
    if (kt_place_is_country(known))
        kt_seen_of(all, known);
    choice c = {.all = all, .main = kt_seen_of(all, r->d.main), .known = known};
    c.before = before != r->d.main ? before : 0;
    count_others(&c);
    kt_place best = KT_PLACE_WORLD;
    int most = sum_of(r, clue, clues_of_world(&c, clue));
    for (int n = 0; n < all->n; n++) {
        if (&all->of[n] == c.main || !kt_place_is_country(all->of[n].place))
            continue;
        const int sum = sum_of(r, clue, clues_of(&c, n, clue));
        if (sum > most) {
            most = sum;
            best = all->of[n].place;
        }
    }
    return !known && most <= r->weights->partner.of[RULES_SEVERAL][0] ? known : best;
}
