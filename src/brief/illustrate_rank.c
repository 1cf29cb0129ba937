/* illustrate_rank.c: the places of the largest partners over the years, and all partners on a
 * map. One kind of statistics serves all years, that of the last one: a line that changed its
 * source would show what nobody did. Places are drawn where the other country is among the
 * first 25: a picture without the one that it is about shows nothing. */
#include "brief_memory.h"
#include "illustrate.h"

#include <math.h>
#include <string.h>

enum { LEAST_PLACES = 8, MOST_PLACES = 25, PLACES_BEYOND = 2 };

typedef struct atlas {
    kt_work *work;
    const kt_view *view;
    const kt_dataset *dataset;
    kt_statistics statistics;
    kt_picture *picture;
    kt_country *country; /* of each line */
    bool gaps;           /* a year was left out */
    bool beyond;         /* a place was, since it is below the last that is drawn */
} atlas;

static kt_status rank_of_year(const atlas *a, int year, const kt_ranking **out, kt_error *err)
{
    const kt_known_partners *known;
    const kt_known_ranking *ranking;

    KT_TRY(kt_known_partners_of(a->work->world, a->dataset, a->work->rank_dataset,
                                a->view->self, year, &known, err));
    KT_TRY(kt_known_ranking_of(a->work->world, a->work->rank_dataset, known, NULL,
                               KT_MEASURE_TURNOVER, a->statistics, &ranking, err));
    *out = &ranking->ranking;
    return KT_OK;
}

static const char *name_of(const atlas *a, kt_country country)
{
    return kt_country_name(a->work->world->countries, country, a->work->brief->language,
                           KT_NAME);
}

/* ---- places over the years --------------------------------------------------------------- */

/* A line for each partner that stands high enough in the last year, in order of places. */
static kt_status begin_lines(atlas *a, const kt_ranking *last, kt_error *err)
{
    kt_ranks_picture *ranks = &a->picture->of.ranks;
    const kt_rank *other = kt_ranking_find(last, a->view->other);
    const int place = other && other->standing == KT_STANDS_RANKED ? other->rank : 0;

    ranks->most = place + PLACES_BEYOND < LEAST_PLACES  ? LEAST_PLACES
                  : place + PLACES_BEYOND > MOST_PLACES ? MOST_PLACES
                                                        : place + PLACES_BEYOND;
    ranks->marked = -1;
    KT_TRY(kt_arena_new(&a->picture->arena, &ranks->line, ranks->most + 1, sizeof *ranks->line,
                        err));
    KT_TRY(
        kt_arena_new(&a->work->arena, &a->country, ranks->most + 1, sizeof *a->country, err));
    for (int64_t n = 0; n < last->n_list && ranks->n_lines <= ranks->most; n++) {
        const kt_rank *rank = &last->list[n];
        double *value;
        if (rank->standing != KT_STANDS_RANKED || rank->rank > ranks->most)
            continue;
        if (rank->country.code == a->view->other.code)
            ranks->marked = ranks->n_lines;
        KT_TRY(kt_arena_new(&a->picture->arena, &value, ranks->n_years, sizeof *value, err));
        for (int64_t t = 0; t < ranks->n_years; t++)
            value[t] = NAN;
        KT_TRY(kt_picture_keep(a->picture, name_of(a, rank->country),
                               &ranks->line[ranks->n_lines].name, err));
        ranks->line[ranks->n_lines].value = value;
        a->country[ranks->n_lines++] = rank->country;
    }
    return KT_OK;
}

/* value is const for those who draw; here it is filled. */
static void put_year(atlas *a, const kt_ranking *ranking, int64_t t, double *const *value)
{
    const kt_ranks_picture *ranks = &a->picture->of.ranks;

    a->gaps = a->gaps || ranking->total.is_range || ranking->n_ranked == 0;
    if (ranking->total.is_range)
        return;
    for (int64_t n = 0; n < ranks->n_lines; n++) {
        const kt_rank *rank = kt_ranking_find(ranking, a->country[n]);
        if (rank && rank->standing == KT_STANDS_RANKED) {
            value[n][t] = rank->rank;
            a->beyond = a->beyond || rank->rank > ranks->most;
        }
    }
}

static kt_status fill_lines(atlas *a, int last, kt_error *err)
{
    kt_ranks_picture *ranks = &a->picture->of.ranks;
    double **value = NULL;
    kt_status status = KT_OK;

    for (int64_t t = ranks->n_years - 1; !status && t >= 0; t--) {
        const kt_ranking *ranking;
        status = rank_of_year(a, ranks->first_year + (int)t, &ranking, err);
        if (!status && ranks->first_year + (int)t == last) {
            status = begin_lines(a, ranking, err);
            if (!status)
                status =
                    kt_arena_new(&a->work->arena, &value, ranks->n_lines, sizeof *value, err);
            for (int64_t n = 0; !status && n < ranks->n_lines; n++)
                memcpy(&value[n], &ranks->line[n].value, sizeof value[n]);
        }
        if (!status)
            put_year(a, ranking, t, value);
    }
    return status;
}

static kt_status draw_ranks(atlas *a, int first, int last, kt_error *err)
{
    kt_ranks_picture *ranks = &a->picture->of.ranks;

    ranks->first_year = (int16_t)first;
    ranks->n_years = last - first + 1;
    KT_TRY(fill_lines(a, last, err));
    const kt_word words[] = {KT_SAY_VIEW(a->view),
                             KT_SAY_WHOSE(a->work, a->view, a->statistics),
                             KT_SAY_YEAR("from", first),
                             KT_SAY_YEAR("to", last),
                             KT_SAY_TEXT("gaps", a->gaps ? "yes" : "no"),
                             KT_SAY_TEXT("beyond", a->beyond ? "yes" : "no"),
                             KT_SAY_COUNT("most", ranks->most)};
    KT_TRY(kt_picture_say(a->work, a->picture, "picture.ranks", words, 10, &a->picture->title,
                          err));
    KT_TRY(kt_picture_say(a->work, a->picture, "picture.ranks_unit", words, 10,
                          &a->picture->subtitle, err));
    return kt_picture_say(a->work, a->picture, "picture.ranks_text", words, 10,
                          &a->picture->text, err);
}

/* ---- the map ----------------------------------------------------------------------------- */

static kt_status money(atlas *a, double usd, const char **out, kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_amount_money(a->work, usd, &text, err);

    if (!status)
        status = kt_picture_keep(a->picture, kt_text_get(&text), out, err);
    kt_text_clear(&text);
    return status;
}

/* Classes by powers of ten below the largest value: trade spreads over many of them. */
static kt_status classes(atlas *a, double largest, kt_error *err)
{
    kt_map_picture *map = &a->picture->of.map;
    const double top = pow(10.0, floor(log10(largest)));
    const char *amount[KT_MAX_CLASSES];

    map->n_classes = KT_MAX_CLASSES;
    for (int n = 0; n < map->n_classes; n++) {
        map->from[n] = n == 0 ? 0.0 : top * pow(10.0, n + 1 - KT_MAX_CLASSES);
        KT_TRY(money(a, map->from[n], &amount[n], err));
    }
    for (int n = 0; n < map->n_classes; n++) {
        const bool first = n == 0, last = n + 1 == map->n_classes;
        const kt_word words[] = {KT_SAY_TEXT("from", amount[n]),
                                 KT_SAY_TEXT("to", last ? "" : amount[n + 1])};
        KT_TRY(kt_picture_say(a->work, a->picture,
                              first  ? "picture.class_under"
                              : last ? "picture.class_over"
                                     : "picture.class_between",
                              words, 2, &map->class_name[n], err));
    }
    return KT_OK;
}

static kt_status put_place(atlas *a, const kt_rank *rank, kt_error *err)
{
    kt_map_picture *map = &a->picture->of.map;
    kt_place_on_map *place = &map->place[map->n_places++];

    *place = (kt_place_on_map){
        .value = rank->usd, .shown = "", .marked = rank->country.code == a->view->other.code};
    (void)kt_country_print(rank->country, place->code);
    KT_TRY(kt_picture_keep(a->picture, name_of(a, rank->country), &place->name, err));
    return place->marked && !isnan(rank->usd) ? money(a, rank->usd, &place->shown, err) : KT_OK;
}

static kt_status draw_map(atlas *a, int year, kt_error *err)
{
    kt_map_picture *map = &a->picture->of.map;
    const kt_ranking *ranking;
    const kt_word words[] = {KT_SAY_VIEW(a->view),
                             KT_SAY_WHOSE(a->work, a->view, a->statistics),
                             KT_SAY_YEAR("year", year)};
    double largest = 0.0;

    map->shapes = a->work->world->shapes;
    (void)kt_country_print(a->view->self, map->self);
    KT_TRY(kt_picture_keep(a->picture, name_of(a, a->view->self), &map->self_name, err));
    KT_TRY(
        kt_picture_say(a->work, a->picture, "picture.map", words, 6, &a->picture->title, err));
    KT_TRY(kt_picture_say(a->work, a->picture, "picture.map_unit", words, 6,
                          &a->picture->subtitle, err));
    KT_TRY(kt_picture_say(a->work, a->picture, "picture.map_text", words, 6, &a->picture->text,
                          err));
    KT_TRY(kt_picture_say(a->work, a->picture, "picture.no_data", NULL, 0, &map->no_data_name,
                          err));
    KT_TRY(kt_picture_say(a->work, a->picture, "picture.disputed", NULL, 0, &map->disputed_name,
                          err));
    KT_TRY(rank_of_year(a, year, &ranking, err));
    kt_status status =
        kt_arena_new(&a->picture->arena, &map->place, ranking->n_list, sizeof *map->place, err);
    for (int64_t n = 0; !status && n < ranking->n_list; n++) {
        status = put_place(a, &ranking->list[n], err);
        largest = ranking->list[n].usd > largest ? ranking->list[n].usd : largest;
    }
    if (!status && largest > 0.0)
        status = classes(a, largest, err);
    return status;
}

/* ---- both -------------------------------------------------------------------------------- */

static kt_status add(atlas *a, kt_picture_kind kind, int first, int last, kt_error *err)
{
    const kt_dataset_info *info = kt_dataset_info_of(a->dataset);
    const kt_document *document = a->work->brief->document;
    const kt_section *section =
        kt_document_section(document, kt_document_n_sections(document) - 1);
    const char *source;

    KT_TRY(kt_picture_new(kind, &a->picture, err));
    kt_status status =
        kind == KT_PICTURE_MAP ? draw_map(a, last, err) : draw_ranks(a, first, last, err);
    if (!status)
        status = kt_say_picture_source(a->work, info->name, info->version, &source, err);
    if (!status)
        status = kt_picture_keep(a->picture, source, &a->picture->source, err);
    if (status || (kind == KT_PICTURE_MAP ? a->picture->of.map.n_classes == 0
                                          : a->picture->of.ranks.marked < 0)) {
        kt_picture_free(a->picture);
        return status;
    }
    // Places before the first table, the map behind everything.
    int64_t at = kind == KT_PICTURE_MAP ? section->n_blocks : 0;
    while (at < section->n_blocks && !section->block[at].table)
        at++;
    return kt_document_insert_picture(a->work->brief->document, at, a->picture, err);
}

kt_status kt_illustrate_rank(kt_work *work, kt_error *err)
{
    atlas a = {.work = work, .view = &work->view[0]};
    kt_dataset *dataset;

    if (work->rank_dataset < 0)
        return KT_OK;
    KT_TRY(kt_dataset_open(work->world->store, work->rank_dataset, &dataset, err));
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    int last = work->last_year == 0 || work->last_year > info->last_year ? info->last_year
                                                                         : work->last_year;
    const kt_place *place = kt_place_find(a.view, NULL, last);
    const int first = work->first_year > info->first_year ? work->first_year : info->first_year;
    kt_status status = KT_OK;
    a.dataset = dataset;
    if (place) {
        a.statistics = place->statistics;
        if (first < last)
            status = add(&a, KT_PICTURE_RANKS, first, last, err);
        if (!status && work->world->shapes)
            status = add(&a, KT_PICTURE_MAP, first, last, err);
    }
    kt_dataset_close(dataset);
    return status;
}
