/* illustrate.c: which pictures belong to which section; those that are made from tables. */
#include "illustrate.h"

#include <math.h>
#include <string.h>

kt_status kt_picture_keep(kt_picture *picture, const char *text, const char **out,
                          kt_error *err)
{
    return kt_arena_text(&picture->arena, text, strlen(text), out, err);
}

kt_status kt_picture_say(kt_work *work, kt_picture *picture, const char *key,
                         const kt_word *words, int n_words, const char **out, kt_error *err)
{
    const char *text;

    KT_TRY(kt_say(work, key, words, n_words, &text, err));
    return kt_picture_keep(picture, text, out, err);
}

kt_status kt_say_picture_source(kt_work *work, const char *dataset, const char *version,
                                const char **out, kt_error *err)
{
    const bool is_cited = strcmp(dataset, "facts") == 0;

    if (is_cited)
        KT_TRY(kt_say_vintage(work, &version, err));
    const kt_word words[] = {KT_SAY_TEXT("dataset", dataset), KT_SAY_TEXT("version", version)};
    return kt_say(work, is_cited ? "picture.facts" : "picture.source", words, 2, out, err);
}

int kt_table_find(const kt_table *table, const char *key)
{
    for (int n = 0; n < kt_table_n_columns(table); n++)
        if (strcmp(kt_table_column_at(table, n)->key, key) == 0)
            return n;
    return -1;
}

/* The number of a cell; NaN where it has none. */
static double number_at(const kt_table *table, int64_t row, int column)
{
    const kt_cell *cell = kt_table_cell_at(table, row, column);

    return cell->kind == KT_CELL_NUMBER || cell->kind == KT_CELL_FRACTION ? cell->number
           : cell->kind == KT_CELL_INTEGER ? (double)cell->integer
                                           : NAN;
}

/* ---- the two statements ------------------------------------------------------------------ */

/* Texts of the ratios as the table shows them. */
static kt_status ratio_text(kt_work *work, kt_picture *picture, double ratio, const char **out,
                            kt_error *err)
{
    kt_text text = {0};
    kt_status status = KT_OK;

    *out = NULL;
    if (isnan(ratio))
        return KT_OK;
    status = kt_locale_number(work->world->locale, ratio, 2, &text, err);
    if (!status)
        status = kt_picture_keep(picture, kt_text_get(&text), out, err);
    kt_text_clear(&text);
    return status;
}

/* One direction: columns own, mirror and ratio from `column` on. Of exports the country told
 * about is the exporter, of imports the importer. */
static kt_status fill_panel(kt_work *work, kt_picture *picture, const kt_table *table, int n,
                            kt_error *err)
{
    kt_gap_picture *gap = &picture->of.gap;
    const kt_view *view = &work->view[0];
    const int column = 1 + 3 * n;
    double *own, *mirror;
    const char **shown;
    const kt_word words[] = {KT_SAY_COUNTRY("self", n == 0 ? view->self : view->other),
                             KT_SAY_COUNTRY("other", n == 0 ? view->other : view->self)};

    KT_TRY(kt_picture_say(work, picture, "picture.flow", words, 2, &gap->panel[n].title, err));
    KT_TRY(kt_arena_new(&picture->arena, &own, gap->n_years, sizeof *own, err));
    KT_TRY(kt_arena_new(&picture->arena, &mirror, gap->n_years, sizeof *mirror, err));
    KT_TRY(kt_arena_new(&picture->arena, &shown, gap->n_years, sizeof *shown, err));
    for (int64_t t = 0; t < gap->n_years; t++)
        own[t] = mirror[t] = NAN;
    for (int64_t r = 0; r < kt_table_n_rows(table); r++) {
        const int64_t t = (int64_t)number_at(table, r, 0) - gap->first_year;
        own[t] = number_at(table, r, column);
        mirror[t] = number_at(table, r, column + 1);
        KT_TRY(ratio_text(work, picture, number_at(table, r, column + 2), &shown[t], err));
    }
    gap->panel[n].exporter = n == 0 ? own : mirror;
    gap->panel[n].importer = n == 0 ? mirror : own;
    gap->panel[n].shown = shown;
    return KT_OK;
}

static kt_status fill_gap(kt_work *work, kt_picture *picture, const kt_table *table,
                          kt_error *err)
{
    kt_gap_picture *gap = &picture->of.gap;
    const int64_t last = kt_table_n_rows(table) - 1;
    const char *unit_key, *unit;

    gap->scale = kt_unit_scale(work, &unit_key);
    KT_TRY(kt_say_label(work, unit_key, &unit, err));
    const kt_word word = KT_SAY_TEXT("unit", unit);
    gap->first_year = (int16_t)number_at(table, 0, 0);
    gap->n_years = (int64_t)number_at(table, last, 0) - gap->first_year + 1;
    gap->n_panels = 2;
    KT_TRY(kt_picture_say(work, picture, "picture.gap", NULL, 0, &picture->title, err));
    KT_TRY(
        kt_picture_say(work, picture, "picture.gap_unit", &word, 1, &picture->subtitle, err));
    KT_TRY(kt_picture_say(work, picture, "picture.gap_text", &word, 1, &picture->text, err));
    KT_TRY(
        kt_picture_say(work, picture, "picture.exporter", NULL, 0, &gap->exporter_name, err));
    KT_TRY(
        kt_picture_say(work, picture, "picture.importer", NULL, 0, &gap->importer_name, err));
    for (int n = 0; n < 2; n++)
        KT_TRY(fill_panel(work, picture, table, n, err));
    return KT_OK;
}

/* ---- structure --------------------------------------------------------------------------- */

/* The row's name; else its code, and what the heading above it is called: "710812 · Gold". */
static kt_status name_tile(kt_work *work, kt_picture *picture, const char *name,
                           const char *code, const char **out, kt_error *err)
{
    kt_product product;
    kt_text text = {0};
    const char *heading = "";

    // "3004 · Medicaments" beside 300490 is the heading's name: the tile is the code's.
    const bool of_heading =
        name && strlen(code) == 6 && strncmp(name, code, 4) == 0 && name[4] == ' ';
    if (name && name[0] != '\0' && !of_heading)
        return kt_picture_keep(picture, name, out, err);
    if (strlen(code) == 6 && kt_product_parse(kt_slice_of(code), KT_HS92, &product))
        heading = kt_product_name(work->world->products, kt_product_above(product, 4),
                                  work->brief->language);
    kt_status status = kt_text_format(&text, err, "%s%s%s", code,
                                      heading[0] != '\0' ? " \xC2\xB7 " : "", heading);
    if (!status)
        status = kt_picture_keep(picture, kt_text_get(&text), out, err);
    kt_text_clear(&text);
    return status;
}

static kt_status fill_tile(kt_work *work, kt_picture *picture, const kt_table *table,
                           int64_t row, kt_tile *tile, kt_error *err)
{
    const kt_cell *name = kt_table_cell_at(table, row, kt_table_find(table, "name"));
    const kt_cell *code = kt_table_cell_at(table, row, kt_table_find(table, "product"));
    kt_product product;
    kt_text text = {0};

    tile->size = number_at(table, row, kt_table_find(table, "share"));
    // Tiles of one section have one tone; without sections neighbours have different ones.
    const int section = kt_product_parse(kt_slice_of(code->text), KT_HS92, &product)
                            ? kt_product_section(work->world->products, product)
                            : 0;
    tile->tone = (section > 0 ? section : (int)row) % 5 + 1;
    KT_TRY(name_tile(work, picture, name->text, code->text, &tile->name, err));
    kt_status status =
        kt_locale_percent(work->world->locale, tile->size, 1, KT_SIGN_AUTO, &text, err);
    if (!status)
        status = kt_picture_keep(picture, kt_text_get(&text), &tile->shown, err);
    kt_text_clear(&text);
    return status;
}

/* Rows with a share, the largest first as they stand, and what is left of the whole. */
static kt_status fill_treemap(kt_work *work, kt_picture *picture, const kt_table *table,
                              kt_error *err)
{
    kt_treemap_picture *treemap = &picture->of.treemap;
    const int share = kt_table_find(table, "share");
    double sum = 0.0;

    KT_TRY(kt_picture_keep(picture, kt_table_get_title(table), &picture->title, err));
    KT_TRY(
        kt_picture_say(work, picture, "picture.structure", NULL, 0, &picture->subtitle, err));
    KT_TRY(
        kt_picture_say(work, picture, "picture.structure_text", NULL, 0, &picture->text, err));
    KT_TRY(kt_arena_new(&picture->arena, &treemap->tile, kt_table_n_rows(table) + 1,
                        sizeof *treemap->tile, err));
    for (int64_t r = 0; r < kt_table_n_rows(table); r++) {
        const double size = number_at(table, r, share);
        if (!(size > 0.0)) // withheld, or 0
            continue;
        KT_TRY(fill_tile(work, picture, table, r, &treemap->tile[treemap->n_tiles++], err));
        sum += size;
    }
    if (treemap->n_tiles == 0 || sum >= 0.999)
        return KT_OK;
    kt_tile *rest = &treemap->tile[treemap->n_tiles++];
    *rest = (kt_tile){.size = 1.0 - sum, .shown = ""};
    return kt_picture_say(work, picture, "picture.rest", NULL, 0, &rest->name, err);
}

/* ---- sections ---------------------------------------------------------------------------- */

/* Make a picture from a table and put it before block `at`. */
static kt_status insert(kt_work *work, kt_picture_kind kind, const kt_table *table, int64_t at,
                        int64_t dataset, kt_error *err)
{
    kt_picture *picture;
    const char *source;

    KT_TRY(kt_picture_new(kind, &picture, err));
    kt_status status = kind == KT_PICTURE_GAP ? fill_gap(work, picture, table, err)
                                              : fill_treemap(work, picture, table, err);
    if (!status && dataset >= 0) {
        const kt_dataset_info *info = kt_store_info(work->world->store, dataset);
        status = kt_say_picture_source(work, info->name, info->version, &source, err);
        if (!status)
            status = kt_picture_keep(picture, source, &picture->source, err);
    }
    if (status || (kind == KT_PICTURE_TREEMAP && picture->of.treemap.n_tiles < 2)) {
        kt_picture_free(picture);
        return status;
    }
    return kt_document_insert_picture(work->brief->document, at, picture, err);
}

kt_status kt_illustrate_mirror(kt_work *work, const kt_section *section, kt_error *err)
{
    for (int64_t n = 0; n < section->n_blocks; n++) {
        const kt_table *table = section->block[n].table;
        if (table && kt_table_n_rows(table) > 1 && kt_table_n_columns(table) == 7)
            return insert(work, KT_PICTURE_GAP, table, n, work->source->dataset, err);
    }
    return KT_OK;
}

kt_status kt_illustrate_products(kt_work *work, const kt_section *section, kt_error *err)
{
    for (int64_t n = 0; n < section->n_blocks; n++) {
        const kt_table *table = section->block[n].table;
        const int64_t before = section->n_blocks;
        if (!table || kt_table_find(table, "share") < 0 || kt_table_find(table, "name") < 0)
            continue;
        KT_TRY(insert(work, KT_PICTURE_TREEMAP, table, n, work->product_dataset, err));
        n += section->n_blocks - before; // the table has moved on
    }
    return KT_OK;
}

kt_status kt_illustrate(kt_work *work, kt_error *err)
{
    const kt_document *document = work->brief->document;
    const kt_section *section =
        kt_document_section(document, kt_document_n_sections(document) - 1);

    if (work->request->pictures == KT_PICTURES_NONE)
        return KT_OK;
    if (strcmp(section->id, "mirror") == 0)
        return kt_illustrate_mirror(work, section, err);
    if (strcmp(section->id, "products") == 0)
        return kt_illustrate_products(work, section, err);
    if (strcmp(section->id, "rank") == 0)
        return kt_illustrate_rank(work, err);
    return strcmp(section->id, "register") == 0 ? kt_illustrate_register(work, err) : KT_OK;
}
