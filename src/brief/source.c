/* source.c: what the store and the register know of a pair, put in order of preference. */
#include <kontor/source.h>

#include <kontor/arena.h>
#include <kontor/memory.h>

#include "brief_memory.h"

#include <math.h>
#include <string.h>

struct kt_sources_memory {
    kt_arena arena;
    int64_t source_room, fact_room;
};

/* What a search works on. */
typedef struct search {
    const kt_store *store;
    kt_country a, b;
    char a_code[5], b_code[5];
    kt_brief_memory *memory; /* NULL: none */
    kt_sources found;
} search;

void kt_sources_clear(kt_sources *sources)
{
    for (int64_t n = 0; n < sources->n_sources; n++)
        kt_observations_clear(&sources->source[n].observations);
    kt_free(sources->source);
    kt_free(sources->fact);
    if (sources->memory)
        kt_arena_clear(&sources->memory->arena);
    kt_free(sources->memory);
    *sources = (kt_sources){0};
}

static kt_status keep(search *s, const char *text, const char **out, kt_error *err)
{
    return kt_arena_text(&s->found.memory->arena, text, strlen(text), out, err);
}

/* Append a source; its observations are given, also on failure. */
static kt_status add_source(search *s, kt_source source, kt_error *err)
{
    kt_status status = KT_OK;
    kt_sources *found = &s->found;

    if (found->n_sources == found->memory->source_room) {
        const int64_t room = found->memory->source_room * 2 + 8;
        status = kt_resize(&found->source, room, sizeof *found->source, err);
        if (!status)
            found->memory->source_room = room;
    }
    if (!status)
        status = keep(s, source.name, &source.name, err);
    if (!status)
        status = keep(s, source.version, &source.version, err);
    if (!status)
        status = keep(s, source.origin, &source.origin, err);
    if (status) {
        kt_observations_clear(&source.observations);
        return status;
    }
    for (int64_t r = 0; r < source.observations.n_rows; r++) {
        const int16_t year = source.observations.row[r].year;
        if (source.first_year == 0 || year < source.first_year)
            source.first_year = year;
        if (year > source.last_year)
            source.last_year = year;
    }
    source.n_figures = source.observations.n_rows;
    found->source[found->n_sources++] = source;
    return KT_OK;
}

/* ---- datasets --------------------------------------------------------------------------- */

static kt_source_kind kind_of(const kt_dataset_info *info)
{
    const unsigned both = 1u << KT_BY_EXPORTER | 1u << KT_BY_IMPORTER;

    if ((info->stated_by & both) == both)
        return KT_SOURCE_BOTH_SIDES;
    return info->stated_by & 1u << KT_RECONCILED ? KT_SOURCE_RECONCILED : KT_SOURCE_ONE_SIDE;
}

static void free_observations(void *what)
{
    kt_observations_clear(what);
    kt_free(what);
}

/* The rows, a's exports first. */
static kt_status copy_rows(const kt_observations *from, kt_country a, kt_observations *out,
                           kt_error *err)
{
    int64_t first = 0; // of a's exports
    const int64_t n_rows = from->n_rows;

    KT_TRY(kt_new(&out->row, n_rows, sizeof *out->row, err));
    while (first < n_rows && from->row[first].exporter.code != a.code)
        first++;
    for (int64_t r = 0; r < n_rows; r++)
        out->row[r] = from->row[(first + r) % n_rows];
    out->n_rows = n_rows;
    return KT_OK;
}

/* The pair's rows of dataset n, whichever is asked for first: read once for as long as the
 * memory lasts. */
static kt_status gather(search *s, const kt_dataset *dataset, int64_t n, kt_observations *out,
                        kt_error *err)
{
    const bool in_order = s->a.code < s->b.code;
    const kt_memory_key key = {.kind = KT_KNOWN_PAIR,
                               .dataset = n,
                               .country = in_order ? s->a : s->b,
                               .partner = in_order ? s->b : s->a};
    kt_observations *fresh = NULL;

    if (!s->memory)
        return kt_observations_gather(dataset, s->a, s->b, 0, 0, out, err);
    const kt_observations *known = kt_memory_find(s->memory, &key);
    if (!known) {
        KT_TRY(kt_new(&fresh, 1, sizeof *fresh, err));
        const kt_status status =
            kt_observations_gather(dataset, key.country, key.partner, 0, 0, fresh, err);
        if (status) {
            kt_free(fresh);
            return status;
        }
        const size_t bytes = sizeof *fresh + (size_t)fresh->n_rows * sizeof *fresh->row;
        KT_TRY(kt_memory_keep(s->memory, &key, fresh, bytes, free_observations, err));
        known = fresh;
    }
    return copy_rows(known, s->a, out, err);
}

/* What dataset n has about the pair becomes a source; nothing where it has nothing. */
static kt_status look_in(search *s, int64_t n, kt_error *err)
{
    kt_status status;
    kt_dataset *dataset = NULL;
    kt_observations observations = {0};

    status = kt_dataset_open(s->store, n, &dataset, err);
    if (status)
        return status;
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    status = gather(s, dataset, n, &observations, err);
    if (!status && observations.n_rows > 0)
        status = add_source(s,
                            (kt_source){.kind = kind_of(info),
                                        .dataset = n,
                                        .name = info->name,
                                        .version = info->version,
                                        .origin = info->source,
                                        .synthetic = info->synthetic,
                                        .observations = observations},
                            err);
    else
        kt_observations_clear(&observations);
    kt_dataset_close(dataset);
    return status;
}

/* ---- cited facts ------------------------------------------------------------------------ */

static kt_status keep_fact(void *with, const kt_fact *fact, kt_error *err)
{
    search *s = with;
    kt_sources *found = &s->found;

    if (found->n_facts == found->memory->fact_room) {
        const int64_t room = found->memory->fact_room * 2 + 64;
        KT_TRY(kt_resize(&found->fact, room, sizeof *found->fact, err));
        found->memory->fact_room = room;
    }
    kt_fact *copy = &found->fact[found->n_facts];
    *copy = *fact;
    const char **text[] = {
        &copy->id,        &copy->a,     &copy->b,        &copy->flow,   &copy->product,
        &copy->hs,        &copy->unit,  &copy->modifier, &copy->status, &copy->statistics_of,
        &copy->stated_by, &copy->event, &copy->source,   &copy->note};
    for (size_t n = 0; n < sizeof text / sizeof *text; n++)
        KT_TRY(keep(s, *text[n], text[n], err));
    found->n_facts++;
    return KT_OK;
}

/* True where the fact is one figure of a series: a flow of all goods in a calendar year, as the
 * statistics of one of the two countries state it. */
static bool is_statistic(const search *s, const kt_fact *fact)
{
    return fact->evidence_class == 1 && !isnan(fact->value_usd) && fact->value_usd >= 0.0 &&
           kt_period_year(fact->period) != 0 && fact->product[0] == '\0' &&
           (strcmp(fact->flow, "export") == 0 || strcmp(fact->flow, "import") == 0) &&
           strcmp(fact->modifier, "exact") == 0 && strcmp(fact->status, "plan") != 0 &&
           (strcmp(fact->statistics_of, s->a_code) == 0 ||
            strcmp(fact->statistics_of, s->b_code) == 0);
}

/* The fact whose office or dataset gives the best series: most figures, then the newest page,
 * then the first. -1 when no fact is a statistic. */
static int64_t best_office(const search *s)
{
    int64_t best = -1, best_count = 0, best_day = 0;

    for (int64_t n = 0; n < s->found.n_facts; n++) {
        const kt_fact *fact = &s->found.fact[n];
        if (!is_statistic(s, fact))
            continue;
        int64_t count = 0, day = 0;
        for (int64_t m = 0; m < s->found.n_facts; m++) {
            const kt_fact *other = &s->found.fact[m];
            if (!is_statistic(s, other) || strcmp(other->stated_by, fact->stated_by) != 0)
                continue;
            const kt_date date = other->source_date;
            const int64_t other_day = date.year * 372 + date.month * 31 + date.day;
            count++;
            day = other_day > day ? other_day : day;
        }
        if (count > best_count || (count == best_count && day > best_day)) {
            best = n;
            best_count = count;
            best_day = day;
        }
    }
    return best;
}

static kt_observation observation_of(const search *s, int64_t n)
{
    const kt_fact *fact = &s->found.fact[n];
    const bool from_a = strcmp(fact->a, s->a_code) == 0;
    const bool exports = strcmp(fact->flow, "export") == 0;
    const bool a_exports = from_a == exports;
    const bool stated_by_a = strcmp(fact->statistics_of, s->a_code) == 0;

    return (kt_observation){.exporter = a_exports ? s->a : s->b,
                            .importer = a_exports ? s->b : s->a,
                            .year = (int16_t)kt_period_year(fact->period),
                            .stated_by =
                                stated_by_a == a_exports ? KT_BY_EXPORTER : KT_BY_IMPORTER,
                            .valuation = KT_VALUATION_UNKNOWN,
                            .status = KT_REPORTED,
                            .value_usd = fact->value_usd,
                            .origin = n + 1};
}

static kt_status add_statistics(search *s, kt_error *err)
{
    kt_observations observations = {0};
    const int64_t best = best_office(s);
    kt_date newest = {0};
    char version[16];

    if (best < 0)
        return KT_OK;
    KT_TRY(kt_new(&observations.row, s->found.n_facts, sizeof *observations.row, err));
    for (int64_t n = 0; n < s->found.n_facts; n++) {
        const kt_fact *fact = &s->found.fact[n];
        if (!is_statistic(s, fact) ||
            strcmp(fact->stated_by, s->found.fact[best].stated_by) != 0)
            continue;
        observations.row[observations.n_rows++] = observation_of(s, n);
        const kt_date date = fact->source_date;
        if (date.year * 372 + date.month * 31 + date.day >
            newest.year * 372 + newest.month * 31 + newest.day)
            newest = date;
    }
    version[0] = '\0';
    if (newest.year != 0)
        kt_date_print(newest, version);
    return add_source(s,
                      (kt_source){.kind = KT_SOURCE_FACTS,
                                  .dataset = -1,
                                  .name = "facts",
                                  .version = version,
                                  .origin = s->found.fact[best].stated_by,
                                  .observations = observations},
                      err);
}

/* Facts that are no statistics: they are told, not computed with. */
static kt_status add_statements(search *s, kt_error *err)
{
    int64_t n_statements = 0;

    for (int64_t n = 0; n < s->found.n_facts; n++)
        n_statements += !is_statistic(s, &s->found.fact[n]);
    if (n_statements == 0)
        return KT_OK;
    return add_source(s,
                      (kt_source){.kind = KT_SOURCE_STATEMENTS,
                                  .dataset = -1,
                                  .name = "facts",
                                  .version = "",
                                  .origin = ""},
                      err);
}

/* ---- order ------------------------------------------------------------------------------ */

/* Last year for which cited statistics have both sides: somebody's exports and the other's
 * imports of the same flow. */
static int last_year_of_both(const kt_source *source)
{
    int last = 0;
    const kt_observations *all = &source->observations;

    for (int64_t r = 0; r < all->n_rows; r++)
        for (int64_t q = 0; q < all->n_rows; q++)
            if (all->row[r].year == all->row[q].year && all->row[r].year > last &&
                all->row[r].exporter.code == all->row[q].exporter.code &&
                all->row[r].stated_by != all->row[q].stated_by)
                last = all->row[r].year;
    return last;
}

/* True where each of the two countries states something of the pair. */
static bool both_speak(const search *s, const kt_source *source)
{
    bool a = false, b = false;

    for (int64_t n = 0; n < source->observations.n_rows; n++) {
        const kt_observation *row = &source->observations.row[n];
        const kt_country by = row->stated_by == KT_BY_EXPORTER   ? row->exporter
                              : row->stated_by == KT_BY_IMPORTER ? row->importer
                                                                 : (kt_country){0};
        a = a || by.code == s->a.code;
        b = b || by.code == s->b.code;
    }
    return a && b;
}

/* Place of a source in the order of kontor/source.h. reconciled_until: the last year of the
 * pair in the newest reconciled dataset, 0 where there is none. */
static int place_of(const search *s, const kt_source *source, int reconciled_until)
{
    switch (source->kind) {
    case KT_SOURCE_BOTH_SIDES:
        return both_speak(s, source) ? 1 : 2;
    case KT_SOURCE_RECONCILED:
        return 4;
    case KT_SOURCE_ONE_SIDE:
        return 5;
    case KT_SOURCE_STATEMENTS:
        return 7;
    case KT_SOURCE_FACTS:
        break;
    }
    return reconciled_until != 0 && last_year_of_both(source) > reconciled_until ? 3 : 6;
}

/* By place; those of one place stay as they are, newest first. */
static void sort(search *s)
{
    kt_sources *found = &s->found;
    int until = 0;

    for (int64_t n = found->n_sources - 1; n >= 0; n--)
        if (found->source[n].kind == KT_SOURCE_RECONCILED)
            until = found->source[n].last_year;
    for (int64_t n = 1; n < found->n_sources; n++) {
        const kt_source moving = found->source[n];
        int64_t to = n;
        const int place = place_of(s, &moving, until);
        while (to > 0 && place_of(s, &found->source[to - 1], until) > place) {
            found->source[to] = found->source[to - 1];
            to--;
        }
        found->source[to] = moving;
    }
}

/* Bring the source that was asked for to the front. */
static kt_status prefer(search *s, const char *reference, kt_error *err)
{
    const bool facts = strcmp(reference, "facts") == 0;
    const int64_t wanted = facts ? -1 : kt_store_find(s->store, reference);
    kt_sources *found = &s->found;

    if (!facts && wanted < 0)
        return kt_fail(err, KT_ERR_MISSING,
                       "no dataset %s in the store %s; 'kontor info' lists what is there",
                       reference, kt_store_folder(s->store));
    for (int64_t n = 0; n < found->n_sources; n++) {
        if (found->source[n].dataset != wanted)
            continue;
        const kt_source chosen = found->source[n];
        memmove(found->source + 1, found->source, (size_t)n * sizeof *found->source);
        found->source[0] = chosen;
        return KT_OK;
    }
    return kt_fail(err, KT_ERR_MISSING, "%s knows nothing of the pair %s and %s", reference,
                   s->a_code, s->b_code);
}

static kt_status look_everywhere(search *s, const kt_register *reg, const char *reference,
                                 kt_error *err)
{
    const bool asked = reference && strcmp(reference, "facts") != 0;
    const int64_t wanted = asked ? kt_store_find(s->store, reference) : -1;

    for (int64_t n = 0; n < kt_store_n_datasets(s->store); n++)
        if (n == wanted || !kt_store_damage(s->store, n))
            KT_TRY(look_in(s, n, err));
    KT_TRY(kt_register_facts(reg, s->a_code, s->b_code, keep_fact, s, err));
    KT_TRY(add_statistics(s, err));
    return add_statements(s, err);
}

kt_status kt_sources_find(const kt_store *store, const kt_register *reg, kt_country a,
                          kt_country b, const char *reference, kt_sources *out, kt_error *err)
{
    return kt_sources_find_known(store, reg, a, b, reference, NULL, out, err);
}

kt_status kt_sources_find_known(const kt_store *store, const kt_register *reg, kt_country a,
                                kt_country b, const char *reference, kt_brief_memory *memory,
                                kt_sources *out, kt_error *err)
{
    kt_status status;
    search s = {.store = store, .a = a, .b = b, .memory = memory};

    kt_country_print(a, s.a_code);
    kt_country_print(b, s.b_code);
    status = kt_new(&s.found.memory, 1, sizeof *s.found.memory, err);
    if (!status)
        status = look_everywhere(&s, reg, reference, err);
    if (!status)
        sort(&s);
    if (!status && reference)
        status = prefer(&s, reference, err);
    if (status)
        kt_sources_clear(&s.found);
    else
        *out = s.found;
    return status;
}
