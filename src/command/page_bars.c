/* page_bars.c: the largest rows of a ranking as a picture of bars. */
#include "page_internal.h"

#include <math.h>
#include <string.h>

enum { MOST_BARS = 12 };

/* A ranking and the picture that is made of it. */
typedef struct bars {
    kt_page *page;
    const kt_table *table;
    kt_picture *picture;
    int name, value, share; /* columns; share -1: there is none */
} bars;

static int column_of(const kt_table *table, const char *key)
{
    for (int c = 0; c < kt_table_n_columns(table); c++)
        if (strcmp(kt_table_column_at(table, c)->key, key) == 0)
            return c;
    return -1;
}

static kt_status keep(bars *b, const char *text, const char **out)
{
    return kt_arena_text(&b->picture->arena, text, strlen(text), out, b->page->err);
}

/* "29,667.3 · 47.9%": what the two cells of the table say. */
static kt_status put_bar(bars *b, int64_t row, kt_bar *bar)
{
    kt_page *page = b->page;
    kt_text text = {0};
    bar->value = kt_table_cell_at(b->table, row, b->value)->number;
    bar->before = NAN;
    kt_status status = keep(b, kt_table_cell_at(b->table, row, b->name)->text, &bar->name);
    if (!status)
        status = kt_table_show(b->table, row, b->value, page->locale, &text, page->err);
    if (!status && b->share >= 0)
        status = kt_text_add(&text, " · ", page->err);
    if (!status && b->share >= 0)
        status = kt_table_show(b->table, row, b->share, page->locale, &text, page->err);
    if (!status)
        status = keep(b, kt_text_get(&text), &bar->shown);
    kt_text_clear(&text);
    return status;
}

/* Who does not see it is told what the bars say, one after the other. */
static kt_status put_text(bars *b)
{
    const kt_bars_picture *all = &b->picture->of.bars;
    kt_text text = {0};
    kt_status status = kt_text_format(&text, b->page->err, "%s: ", b->picture->title);
    for (int64_t n = 0; n < all->n_bars && !status; n++)
        status = kt_text_format(&text, b->page->err, "%s%s %s", n > 0 ? "; " : "",
                                all->bar[n].name, all->bar[n].shown);
    if (!status)
        status = keep(b, kt_text_get(&text), &b->picture->text);
    kt_text_clear(&text);
    return status;
}

static kt_status fill(bars *b)
{
    kt_bars_picture *all = &b->picture->of.bars;
    const int64_t n_notes = kt_table_n_notes(b->table);
    const char *title = kt_table_get_title(b->table);
    all->scale = 1e-6;
    KT_TRY(keep(b, title ? title : "", &b->picture->title));
    KT_TRY(keep(b, kt_table_column_at(b->table, b->value)->title, &b->picture->subtitle));
    KT_TRY(keep(b, n_notes > 0 ? kt_table_note_at(b->table, n_notes - 1) : "",
                &b->picture->source)); // whose statistics, which dataset
    KT_TRY(
        kt_arena_new(&b->picture->arena, &all->bar, MOST_BARS, sizeof *all->bar, b->page->err));
    for (int64_t r = 0; r < kt_table_n_rows(b->table) && all->n_bars < MOST_BARS; r++)
        if (kt_table_cell_at(b->table, r, b->value)->kind == KT_CELL_NUMBER &&
            kt_table_cell_at(b->table, r, b->value)->number > 0.0)
            KT_TRY(put_bar(b, r, &all->bar[all->n_bars++]));
    return put_text(b);
}

void kt_page_bars(kt_page *page, const kt_table *table, const char *name_key)
{
    bars b = {.page = page,
              .table = table,
              .name = column_of(table, name_key),
              .value = column_of(table, "value_usd"),
              .share = column_of(table, "share")};
    if (page->status || b.name < 0 || b.value < 0)
        return;
    page->status = kt_picture_new(KT_PICTURE_BARS, &b.picture, page->err);
    if (!page->status)
        page->status = fill(&b);
    if (!page->status && b.picture->of.bars.n_bars > 1)
        kt_page_picture(page, b.picture);
    kt_picture_free(b.picture);
}
