/* rank_section.c: each country's place among the other's partners: sentences for the turnover,
 * a table for exports and imports too. */
#include "brief_internal.h"

#include <math.h>

kt_status kt_say_place(kt_work *work, const kt_view *view, const kt_place *place, kt_error *err)
{
    const kt_figure *rank = place->rank[KT_MEASURE_TURNOVER];
    const bool range = rank && !isnan(rank->value_max);
    const kt_word words[] = {
        KT_SAY_VIEW(view),
        KT_SAY_YEAR("year", place->year),
        KT_SAY_TEXT("range", range ? "yes" : "no"),
        KT_SAY_RANK("rank", rank),
        KT_SAY_PERCENT("share", place->share[KT_MEASURE_TURNOVER]),
        KT_SAY_TEXT("statistics", kt_statistics_word(place->statistics)),
        KT_SAY_TEXT("disputed_known", kt_known_word(place->without)),
        KT_SAY_RANK("without", place->without),
        KT_SAY_COUNTRY("disputed", place->disputed),
        {.name = "bloc", .kind = KT_WORD_BLOC, .bloc = place->bloc},
    };
    const int n_words = (int)(sizeof words / sizeof *words);

    if (!rank)
        return KT_OK;
    return kt_say_sentence(work, place->bloc ? "place.bloc" : "place.world", words,
                           place->bloc ? n_words : n_words - 1, err);
}

/* "3", "3-5", and behind it in brackets the place without disputed members. */
static kt_status rank_text(const kt_figure *rank, const kt_figure *without, kt_text *out,
                           kt_error *err)
{
    KT_TRY(kt_text_format(out, err, "%d", (int)rank->value));
    if (!isnan(rank->value_max))
        KT_TRY(kt_text_format(out, err, "\xE2\x80\x93%d", (int)rank->value_max));
    if (!without)
        return KT_OK;
    KT_TRY(kt_text_format(out, err, " (%d", (int)without->value));
    if (!isnan(without->value_max))
        KT_TRY(kt_text_format(out, err, "\xE2\x80\x93%d", (int)without->value_max));
    return kt_text_add(out, ")", err);
}

static kt_status put_rank(kt_work *work, kt_table *table, const kt_figure *rank,
                          const kt_figure *without, kt_error *err)
{
    kt_status status;

    if (!rank) {
        kt_table_missing(table, NULL);
        return KT_OK;
    }
    KT_TRY(kt_document_cite(work->brief->document, rank->key, err));
    if (without)
        KT_TRY(kt_document_cite(work->brief->document, without->key, err));
    kt_text text = kt_work_text(work);
    status = rank_text(rank, without, &text, err);
    if (!status)
        kt_table_number(table, rank->value, kt_text_get(&text));
    kt_work_give_back(work, &text);
    return status;
}

static kt_status put_share(kt_work *work, kt_table *table, const kt_figure *share,
                           kt_error *err)
{
    kt_status status;

    if (!share) {
        kt_table_missing(table, NULL);
        return KT_OK;
    }
    KT_TRY(kt_document_cite(work->brief->document, share->key, err));
    kt_text text = kt_work_text(work);
    status = kt_amount_percent(work, share, KT_SIGN_AUTO, &text, err);
    if (!status)
        kt_table_fraction(table, share->value, kt_text_get(&text));
    kt_work_give_back(work, &text);
    return status;
}

static kt_status put_place(kt_work *work, kt_table *table, const kt_place *place, kt_error *err)
{
    const char *among;

    if (place->bloc)
        among = kt_bloc_name(work->world->blocs, place->bloc, work->brief->language, KT_NAME);
    else
        KT_TRY(kt_say_label(work, "label.world", &among, err));
    kt_table_row(table);
    kt_table_text(table, among);
    kt_table_integer(table, place->year);
    for (int m = KT_MEASURE_TURNOVER; m <= KT_MEASURE_IMPORT; m++) {
        KT_TRY(put_rank(work, table, place->rank[m],
                        m == KT_MEASURE_TURNOVER ? place->without : NULL, err));
        KT_TRY(put_share(work, table, place->share[m], err));
    }
    kt_table_integer(table, place->n_ranked);
    kt_table_fraction(table, place->coverage, NULL);
    return KT_OK;
}

static kt_status add_columns(kt_work *work, kt_table *table, kt_error *err)
{
    static const struct {
        const char *key, *label;
        int decimals;
    } column[] = {{"among", "column.among", 0},
                  {"year", "column.year", 0},
                  {"rank_turnover", "column.rank_turnover", 0},
                  {"share_turnover", "column.share", 1},
                  {"rank_export", "column.rank_export", 0},
                  {"share_export", "column.share", 1},
                  {"rank_import", "column.rank_import", 0},
                  {"share_import", "column.share", 1},
                  {"n_partners", "column.n_partners", 0},
                  {"coverage", "column.coverage", 1}};

    for (size_t n = 0; n < sizeof column / sizeof *column; n++) {
        const char *title;
        KT_TRY(kt_say_label(work, column[n].label, &title, err));
        kt_table_column(table, &(kt_column){.key = column[n].key,
                                            .title = title,
                                            .align = n == 0 ? KT_LEFT : KT_RIGHT,
                                            .decimals = column[n].decimals});
    }
    return KT_OK;
}

static kt_status fill_table(kt_work *work, const kt_view *view, kt_table *table, kt_error *err)
{
    const char *text;
    const kt_word words[] = {
        KT_SAY_VIEW(view),
        KT_SAY_TEXT("statistics", kt_statistics_word(view->place[0].statistics))};
    bool without = false;

    KT_TRY(kt_say(work, "place.table", words, 3, &text, err));
    kt_table_title(table, text);
    KT_TRY(add_columns(work, table, err));
    for (int64_t n = 0; n < view->n_places; n++) {
        KT_TRY(put_place(work, table, &view->place[n], err));
        without = without || view->place[n].without;
    }
    if (without) {
        KT_TRY(kt_say_label(work, "note.disputed", &text, err));
        kt_table_note(table, text);
    }
    return KT_OK;
}

static bool same_place(const kt_figure *now, const kt_figure *then)
{
    return now->value == then->value && isnan(now->value_max) && isnan(then->value_max);
}

/* How the place moved since the brief's first year. */
static kt_status say_move(kt_work *work, const kt_view *view, const kt_place *now,
                          kt_error *err)
{
    const kt_place *then = kt_place_find(view, now->bloc, work->first_year);
    const kt_figure *rank = now->rank[KT_MEASURE_TURNOVER];

    if (!then || then == now || !rank || !then->rank[KT_MEASURE_TURNOVER] ||
        then->statistics != now->statistics)
        return KT_OK;
    const kt_word words[] = {
        KT_SAY_VIEW(view),
        KT_SAY_YEAR("year", now->year),
        KT_SAY_RANK("rank", rank),
        KT_SAY_TEXT("range", isnan(rank->value_max) ? "no" : "yes"),
        KT_SAY_PERCENT("share", now->share[KT_MEASURE_TURNOVER]),
        KT_SAY_YEAR("before", then->year),
        KT_SAY_RANK("rank_before", then->rank[KT_MEASURE_TURNOVER]),
        KT_SAY_TEXT("range_before",
                    isnan(then->rank[KT_MEASURE_TURNOVER]->value_max) ? "no" : "yes"),
        KT_SAY_PERCENT("share_before", then->share[KT_MEASURE_TURNOVER]),
        KT_SAY_TEXT("moved", same_place(rank, then->rank[KT_MEASURE_TURNOVER]) ? "no" : "yes"),
        KT_SAY_BLOC("bloc", now->bloc),
    };
    const int n_words = (int)(sizeof words / sizeof *words);

    return kt_say_sentence(work, now->bloc ? "place.bloc_move" : "place.world_move", words,
                           now->bloc ? n_words : n_words - 1, err);
}

static kt_status tell_view(kt_work *work, const kt_view *view, kt_error *err)
{
    kt_table *table = NULL;

    if (view->n_places == 0)
        return KT_OK;
    for (int64_t n = 0; n < view->n_places; n++)
        KT_TRY(say_move(work, view, &view->place[n], err));
    KT_TRY(kt_say_end(work, KT_BLOCK_PARAGRAPH, err));
    KT_TRY(kt_table_new(&table, err));
    const kt_status status = fill_table(work, view, table, err);
    if (status) {
        kt_table_free(table);
        return status;
    }
    return kt_document_add_table(work->brief->document, table, err);
}

kt_status kt_say_rank_dataset(kt_work *work, kt_error *err)
{
    const kt_view *view = &work->view[work->view[0].n_places > 0 ? 0 : 1];

    if (view->n_places == 0 || work->rank_dataset == work->source->dataset)
        return KT_OK;
    const kt_dataset_info *info = kt_store_info(work->world->store, work->rank_dataset);
    KT_SAY(work, "place.other_dataset", err, KT_SAY_TEXT("dataset", info->name),
           KT_SAY_TEXT("version", info->version), KT_SAY_YEAR("year", view->place[0].year));
    return KT_OK;
}

kt_status kt_section_rank(kt_work *work, kt_error *err)
{
    if (work->view[0].n_places + work->view[1].n_places == 0)
        return KT_OK;
    KT_TRY(kt_say_section(work, "rank", err));
    KT_TRY(tell_view(work, &work->view[0], err));
    KT_TRY(tell_view(work, &work->view[1], err));
    KT_TRY(kt_say_rank_dataset(work, err));
    KT_TRY(kt_say_end(work, KT_BLOCK_NOTE, err));
    return kt_say_block(work, KT_BLOCK_NOTE, "note.coverage", NULL, 0, err);
}
