/* talks_sides.c: one table that both delegations can read: every figure of the last year as the
 * one side states it and as the other does. Exports and imports are seen from a, so b's imports
 * stand beside a's exports. */
#include "talks.h"

#include <math.h>

typedef struct sides {
    kt_work *work;
    kt_table *table;
    double scale;
    int year;
} sides;

/* Has this side a column: statistics of its own? */
static bool tells(const kt_work *work, int v)
{
    return work->view[v].year != 0 && work->view[v].lead == KT_STATISTICS_OWN;
}

/* The measure as the other view calls it. */
static kt_measure seen_from(int v, kt_measure measure)
{
    if (v == 0 || measure == KT_MEASURE_TURNOVER || measure == KT_MEASURE_BALANCE)
        return measure;
    return measure == KT_MEASURE_EXPORT ? KT_MEASURE_IMPORT : KT_MEASURE_EXPORT;
}

static kt_status put_value(sides *s, const kt_figure *figure, kt_error *err)
{
    const char *shown;

    if (figure)
        KT_TRY(kt_document_cite(s->work->brief->document, figure->key, err));
    KT_TRY(kt_amount_cell(s->work, figure, s->scale, &shown, err));
    kt_table_number(s->table, figure ? figure->value : NAN, shown);
    return KT_OK;
}

static kt_status put_change(sides *s, const kt_figure *figure, kt_error *err)
{
    kt_text text = {0};
    kt_status status = KT_OK;

    if (!figure) {
        kt_table_missing(s->table, NULL);
        return KT_OK;
    }
    KT_TRY(kt_document_cite(s->work->brief->document, figure->key, err));
    status = kt_amount_percent(s->work, figure, KT_SIGN_ALWAYS, &text, err);
    if (!status)
        kt_table_fraction(s->table, figure->value, kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

static kt_status put_measure(sides *s, kt_measure measure, const char *label, kt_error *err)
{
    const char *title;

    KT_TRY(kt_say_label(s->work, label, &title, err));
    kt_table_row(s->table);
    kt_table_text(s->table, title);
    for (int v = 0; v < 2; v++) {
        const kt_view *view = &s->work->view[v];
        const kt_figure *value = NULL, *change = NULL;
        if (tells(s->work, v)) {
            // Values as a's view has them, whoever states them; changes as who states them.
            const kt_statistics whose = v == 1 ? KT_STATISTICS_MIRROR : view->lead;
            KT_TRY(kt_figure_amount(s->work, &s->work->view[0], whose, measure, s->year, &value,
                                    err));
            if (measure != KT_MEASURE_BALANCE)
                KT_TRY(kt_figure_growth(s->work, view, seen_from(v, measure), s->year, &change,
                                        err));
        }
        KT_TRY(put_value(s, value, err));
        KT_TRY(put_change(s, change, err));
    }
    return KT_OK;
}

/* Place and share of the other country in the whole trade of each. */
static kt_status put_place(sides *s, kt_error *err)
{
    const char *title;
    kt_text text = {0};
    kt_status status = KT_OK;

    KT_TRY(kt_say_label(s->work, "talks.place", &title, err));
    kt_table_row(s->table);
    kt_table_text(s->table, title);
    for (int v = 0; !status && v < 2; v++) {
        const kt_place *place = kt_place_find(&s->work->view[v], NULL, s->year);
        const kt_figure *rank = place ? place->rank[KT_MEASURE_TURNOVER] : NULL;
        const kt_figure *share = place ? place->share[KT_MEASURE_TURNOVER] : NULL;
        kt_text_reset(&text);
        if (rank && !isnan(rank->value_max))
            status =
                kt_text_format(&text, err, "%d–%d", (int)rank->value, (int)rank->value_max);
        else if (rank)
            status = kt_text_format(&text, err, "%d", (int)rank->value);
        if (!status && rank)
            status = kt_document_cite(s->work->brief->document, rank->key, err);
        kt_table_number(s->table, rank ? rank->value : NAN, rank ? kt_text_get(&text) : NULL);
        kt_text_reset(&text);
        if (!status && share)
            status = kt_amount_percent(s->work, share, KT_SIGN_AUTO, &text, err);
        if (!status && share)
            status = kt_document_cite(s->work->brief->document, share->key, err);
        kt_table_fraction(s->table, share ? share->value : NAN,
                          share ? kt_text_get(&text) : NULL);
    }
    kt_text_clear(&text);
    return status;
}

static kt_status add_columns(sides *s, kt_error *err)
{
    static const char *const key[] = {"value_a", "change_a", "value_b", "change_b"};
    const char *title;

    KT_TRY(kt_say_label(s->work, "column.what", &title, err));
    kt_table_column(s->table, &(kt_column){.key = "what", .title = title});
    for (int n = 0; n < 4; n++) {
        const kt_word by = KT_SAY_COUNTRY("reporter", s->work->view[n / 2].self);
        if (n % 2 == 0)
            KT_TRY(kt_say(s->work, "talks.by", &by, 1, &title, err));
        else
            KT_TRY(kt_say_label(s->work, "talks.change", &title, err));
        kt_table_column(s->table, &(kt_column){.key = key[n],
                                               .title = title,
                                               .align = KT_RIGHT,
                                               .decimals = 1,
                                               .scale = n % 2 == 0 ? s->scale : 1.0});
    }
    return KT_OK;
}

static kt_status fill(sides *s, const char *unit, kt_error *err)
{
    static const char *const label[] = {"column.turnover", "column.export", "column.import",
                                        "column.balance"};
    const char *text;
    const kt_word words[] = {KT_SAY_VIEW(&s->work->view[0]), KT_SAY_YEAR("year", s->year),
                             KT_SAY_TEXT("unit", unit)};

    KT_TRY(kt_say(s->work, "talks.sides", words, 4, &text, err));
    kt_table_title(s->table, text);
    KT_TRY(add_columns(s, err));
    for (int m = KT_MEASURE_TURNOVER; m < KT_N_MEASURES; m++)
        KT_TRY(put_measure(s, (kt_measure)m, label[m], err));
    KT_TRY(put_place(s, err));
    KT_TRY(kt_say(s->work, "talks.sides_note", words, 4, &text, err));
    kt_table_note(s->table, text);
    return KT_OK;
}

kt_status kt_section_talks_sides(kt_work *work, kt_error *err)
{
    sides s = {.work = work,
               .year = work->view[0].year ? work->view[0].year : work->view[1].year};
    const char *unit_key, *unit;

    if (s.year == 0 || (!tells(work, 0) && !tells(work, 1)))
        return KT_OK; // nobody's statistics are no side's
    s.scale = kt_unit_scale(work, &unit_key);
    KT_TRY(kt_say_section(work, "talks_sides", err));
    KT_TRY(kt_say_label(work, unit_key, &unit, err));
    KT_TRY(kt_table_new(&s.table, err));
    const kt_status status = fill(&s, unit, err);
    if (status) {
        kt_table_free(s.table);
        return status;
    }
    return kt_document_add_table(work->brief->document, s.table, err);
}
