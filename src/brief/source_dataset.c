/* source_dataset.c: the dataset that answers a question about a country, a pair or the world.
 * Datasets are looked at one after the other, newest first; each gets points in the order of
 * kontor/source.h, and the first of those that no other surpasses is taken. How far a dataset
 * reaches takes a walk over its years, so that point is asked for only where those before it
 * are equal. */
#include <kontor/source.h>

#include <kontor/memory.h>

#include <string.h>

/* Fewer partners are a part of a country's trade: its five largest, or who alone reports.
 * Likewise fewer exporters are no world. */
enum { LEAST_PARTNERS = 30 };

/* The points, as many as there are steps. */
enum { OF_WORLD, OWN, DIGITS, WHOLE, SIDES, COVERED, LAST, N_POINTS };

static const int by_level[N_POINTS] = {OF_WORLD, OWN, DIGITS, WHOLE, SIDES, COVERED, LAST};
static const int by_year[N_POINTS] = {OF_WORLD, OWN, WHOLE, COVERED, LAST, DIGITS, SIDES};

typedef struct candidate {
    int64_t dataset;
    bool fits, knows_last;
    int point[N_POINTS];
} candidate;

typedef struct chooser {
    const kt_store *store;
    const kt_source_question *q;
} chooser;

/* What a dataset has about a country, or a pair. */
typedef struct view {
    int64_t n_partners;        /* of the direction with more; World is none */
    bool own, theirs, nobodys; /* statements of the country, of its partners, reconciled ones */
    bool world;                /* a total is stated */
} view;

static bool wants(const kt_source_question *q, bool exports)
{
    return q->exports == q->imports || (exports ? q->exports : q->imports);
}

static kt_filter filter_of(const kt_source_question *q, kt_product product, bool exports)
{
    return (kt_filter){.exporter = exports ? q->country : q->partner,
                       .importer = exports ? q->partner : q->country,
                       .product = product,
                       .first_year = (int16_t)(q->of_a_span ? 0 : q->first_year),
                       .last_year = (int16_t)q->last_year,
                       .kinds = 1u << KT_GOODS,
                       .whole_years = true,
                       .level = KT_LEVEL_TOTAL};
}

static kt_status look(const kt_dataset *dataset, const kt_source_question *q,
                      kt_product product, view *out, kt_error *err)
{
    for (int direction = 0; direction < 2; direction++) {
        const bool exports = direction == 0;
        const kt_filter filter = filter_of(q, product, exports);
        const unsigned key = exports ? KT_BY_KEY_IMPORTER : KT_BY_KEY_EXPORTER;
        kt_groups groups = {0};
        int64_t n_partners = 0;
        if (!wants(q, exports))
            continue;
        KT_TRY(kt_dataset_group(dataset, &filter, KT_BY_KEY_STATED_BY | key, &groups, err));
        for (int64_t g = 0; g < groups.n_groups; g++) {
            const kt_group *group = &groups.group[g];
            const kt_country other = exports ? group->importer : group->exporter;
            const bool by_exporter = group->stated_by == KT_BY_EXPORTER;
            n_partners += other.code != KT_WORLD.code;
            out->world |= other.code == KT_WORLD.code;
            if (group->stated_by == KT_RECONCILED)
                out->nobodys = true;
            else if (by_exporter == exports)
                out->own = true;
            else
                out->theirs = true;
        }
        out->n_partners = n_partners > out->n_partners ? n_partners : out->n_partners;
        kt_groups_clear(&groups);
    }
    return KT_OK;
}

/* True where the exports of many countries stand in the dataset as they state them, in the last
 * year asked for, or of the dataset. */
static kt_status holds_world(const kt_dataset *dataset, const kt_source_question *q, bool *out,
                             kt_error *err)
{
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    const int last =
        q->last_year && q->last_year < info->last_year ? q->last_year : info->last_year;
    const kt_filter filter = {.first_year = (int16_t)last,
                              .last_year = (int16_t)last,
                              .kinds = 1u << KT_GOODS,
                              .whole_years = true,
                              .stated_by = 1u << KT_BY_EXPORTER | 1u << KT_RECONCILED,
                              .level = KT_LEVEL_TOTAL};
    kt_groups groups = {0};
    KT_TRY(kt_dataset_group(dataset, &filter, KT_BY_KEY_EXPORTER, &groups, err));
    *out = groups.n_groups >= LEAST_PARTNERS;
    kt_groups_clear(&groups);
    return KT_OK;
}

/* ---- products --------------------------------------------------------------------------- */

/* Digits of the dataset's products, as far as they matter; 0 where it does not hold those that
 * are needed. *product: the code asked for, in the dataset's classification. */
static kt_status grade_products(const kt_dataset *dataset, const kt_source_question *q,
                                int *digits, kt_product *product, kt_error *err)
{
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    const kt_product *its = NULL;
    int64_t n = 0;
    bool holds = !q->product;

    *digits = 0;
    if (q->product && (info->revision == KT_REVISION_NONE ||
                       !kt_product_parse(kt_slice_of(q->product), info->revision, product)))
        return KT_OK;
    KT_TRY(kt_dataset_products(dataset, &its, &n, err));
    for (int64_t k = 0; k < n; k++) {
        const int d = kt_product_digits(its[k]);
        if (d <= 6 && d > *digits)
            *digits = d;
        holds = holds || kt_product_covers(*product, its[k]);
    }
    if (q->digits && *digits > q->digits)
        *digits = q->digits;
    if (!holds)
        *digits = 0;
    return KT_OK;
}

/* Products of one country alone: a finer report of another country knows it as a partner only,
 * and so next to nothing. */
static kt_status states_itself(const kt_dataset *dataset, const kt_source_question *q,
                               kt_product product, bool *own, kt_error *err)
{
    *own = false;
    for (int direction = 0; direction < 2 && !*own; direction++) {
        const bool exports = direction == 0;
        const int its = exports ? KT_BY_EXPORTER : KT_BY_IMPORTER;
        const kt_filter filter = filter_of(q, product, exports);
        kt_groups groups = {0};
        if (!wants(q, exports))
            continue;
        KT_TRY(kt_dataset_group(dataset, &filter, KT_BY_KEY_STATED_BY, &groups, err));
        for (int64_t g = 0; g < groups.n_groups; g++)
            *own |=
                groups.group[g].stated_by == its || groups.group[g].stated_by == KT_RECONCILED;
        kt_groups_clear(&groups);
    }
    return KT_OK;
}

/* ---- points ----------------------------------------------------------------------------- */

static int sides_of(const kt_dataset_info *info, bool reconciled)
{
    const unsigned both = 1u << KT_BY_EXPORTER | 1u << KT_BY_IMPORTER;
    return (info->stated_by & both) == both ? 3 : reconciled ? 2 : 1;
}

static bool covers_years(const kt_dataset_info *info, const kt_source_question *q)
{
    if (q->of_a_span && info->first_year == info->last_year)
        return false;
    return (!q->last_year || info->first_year <= q->last_year) &&
           (!q->first_year || info->last_year >= q->first_year);
}

/* All countries: what the dataset says of itself is enough. */
static void grade_all(const kt_dataset_info *info, const kt_source_question *q, candidate *c)
{
    const bool reconciled = info->stated_by & 1u << KT_RECONCILED;
    c->fits = true;
    c->knows_last = true;
    c->point[SIDES] = sides_of(info, reconciled);
    c->point[LAST] =
        q->last_year && q->last_year < info->last_year ? q->last_year : info->last_year;
}

static kt_status grade(const kt_dataset *dataset, const kt_source_question *q, candidate *c,
                       kt_error *err)
{
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    kt_product product = {0};
    view seen = {0};
    bool is_so = false;

    if (!covers_years(info, q) || (q->need == KT_NEED_PRODUCTS && !info->has_products))
        return KT_OK;
    if (q->need != KT_NEED_PARTNERS && info->has_products)
        KT_TRY(grade_products(dataset, q, &c->point[DIGITS], &product, err));
    if ((q->need == KT_NEED_PRODUCTS || q->product) && c->point[DIGITS] == 0)
        return KT_OK;
    if (q->of_world || !q->country.code) {
        KT_TRY(holds_world(dataset, q, &is_so, err));
        c->point[OF_WORLD] = is_so;
    }
    if (!q->country.code) {
        grade_all(info, q, c);
    } else {
        KT_TRY(look(dataset, q, product, &seen, err));
        c->fits = seen.own || seen.theirs || seen.nobodys;
        c->point[SIDES] = sides_of(info, seen.nobodys);
        c->point[WHOLE] =
            q->partner.code ? seen.own && seen.theirs : seen.n_partners >= LEAST_PARTNERS;
        c->point[COVERED] = seen.nobodys || seen.world;
        if (c->fits && !q->partner.code && q->need == KT_NEED_PRODUCTS) {
            KT_TRY(states_itself(dataset, q, product, &is_so, err));
            c->point[OWN] = is_so;
        }
    }
    c->fits = c->fits && (!q->of_both_sides || sides_of(info, seen.nobodys || is_so) > 1);
    return KT_OK;
}

static kt_status find_last(const chooser *ch, candidate *c, kt_error *err)
{
    kt_dataset *dataset = NULL;
    kt_status status = kt_dataset_open(ch->store, c->dataset, &dataset, err);

    for (int direction = 0; direction < 2 && !status; direction++) {
        const kt_filter filter = filter_of(ch->q, KT_TOTAL, direction == 0);
        kt_groups groups = {0};
        if (!wants(ch->q, direction == 0))
            continue;
        status = kt_dataset_group(dataset, &filter, KT_BY_KEY_PERIOD, &groups, err);
        for (int64_t g = 0; !status && g < groups.n_groups; g++) {
            const int year = kt_period_year(groups.group[g].period);
            if (year > c->point[LAST])
                c->point[LAST] = year;
        }
        kt_groups_clear(&groups);
    }
    kt_dataset_close(dataset);
    c->knows_last = true;
    return status;
}

/* *better: x, which is newer, stands behind y all the same. */
static kt_status surpasses(const chooser *ch, candidate *y, candidate *x, bool *better,
                           kt_error *err)
{
    const int *order = ch->q->need == KT_NEED_EITHER ? by_year : by_level;
    *better = false;
    for (int n = 0; n < N_POINTS; n++) {
        const int point = order[n];
        if (point == LAST) {
            KT_TRY(x->knows_last ? KT_OK : find_last(ch, x, err));
            KT_TRY(y->knows_last ? KT_OK : find_last(ch, y, err));
        }
        if (x->point[point] != y->point[point]) {
            *better = y->point[point] > x->point[point];
            return KT_OK;
        }
    }
    return KT_OK;
}

/* ---- the choice ------------------------------------------------------------------------- */

/* The candidates in order, best first; each finds its place among those before it. */
static kt_status sort(const chooser *ch, candidate *all, int64_t n, kt_error *err)
{
    for (int64_t from = 1; from < n; from++) {
        int64_t to = from;
        bool better = true;
        while (to > 0 && better) {
            KT_TRY(surpasses(ch, &all[to], &all[to - 1], &better, err));
            if (better) {
                const candidate moving = all[to];
                all[to] = all[to - 1];
                all[to - 1] = moving;
                to--;
            }
        }
    }
    return KT_OK;
}

static kt_status gather(const chooser *ch, int64_t wanted, candidate *all, int64_t *n,
                        kt_error *err)
{
    for (int64_t d = 0; d < kt_store_n_datasets(ch->store); d++) {
        kt_dataset *dataset = NULL;
        if (wanted >= 0 ? d != wanted : kt_store_damage(ch->store, d) != NULL)
            continue;
        KT_TRY(kt_dataset_open(ch->store, d, &dataset, err));
        all[*n] = (candidate){.dataset = d};
        const kt_status status = grade(dataset, ch->q, &all[*n], err);
        kt_dataset_close(dataset);
        KT_TRY(status);
        *n += all[*n].fits;
    }
    return KT_OK;
}

/* True where y answers the question as fully as the chosen x: what only knows the country as a
 * partner in another's report is no alternative to its own statements. */
static bool is_alternative(const candidate *x, const candidate *y)
{
    static const int substance[] = {OF_WORLD, OWN, WHOLE};
    for (size_t n = 0; n < sizeof substance / sizeof *substance; n++)
        if (y->point[substance[n]] < x->point[substance[n]])
            return false;
    return true;
}

kt_status kt_source_choose(const kt_store *store, const kt_source_question *question,
                           const char *reference, kt_source_choice *out, kt_error *err)
{
    const chooser ch = {store, question};
    kt_source_choice choice = {.dataset = -1};
    candidate *all = NULL;
    int64_t wanted = -1, n = 0;

    if (reference && strcmp(reference, "facts") == 0) {
        *out = choice;
        return KT_OK;
    }
    if (reference) {
        wanted = kt_store_find(store, reference);
        if (wanted < 0)
            return kt_fail(err, KT_ERR_MISSING,
                           "no dataset %s in the store %s; 'kontor info' lists what is there",
                           reference, kt_store_folder(store));
    }
    KT_TRY(kt_new(&all, kt_store_n_datasets(store) + 1, sizeof *all, err));
    kt_status status = gather(&ch, wanted, all, &n, err);
    if (!status)
        status = sort(&ch, all, n, err);
    if (!status && n > 0) {
        choice.dataset = all[0].dataset;
        for (int64_t o = 1; o < n; o++) {
            if (!is_alternative(&all[0], &all[o]))
                continue;
            if (choice.n_others < KT_SOURCE_OTHERS)
                choice.other[choice.n_others] = all[o].dataset;
            choice.n_others++;
        }
    }
    if (!status)
        *out = choice;
    kt_free(all);
    return status;
}

kt_status kt_source_dataset(const kt_store *store, kt_country country, kt_country partner,
                            int year, kt_source_need need, const char *reference, int64_t *out,
                            kt_error *err)
{
    const kt_source_question question = {.country = country,
                                         .partner = partner,
                                         .first_year = year,
                                         .last_year = year,
                                         .need = need};
    kt_source_choice choice;
    KT_TRY(kt_source_choose(store, &question, reference, &choice, err));
    *out = choice.dataset;
    return KT_OK;
}
