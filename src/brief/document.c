/* document.c: the blocks of a document, gathered in the order in which they are said. Texts,
 * charts and blocks' contents lie in one arena; tables are owned one by one. */
#include <kontor/document.h>

#include <kontor/arena.h>
#include <kontor/digest.h>
#include <kontor/memory.h>

#include <stdbool.h>
#include <string.h>

/* A section and the room its arrays have. */
typedef struct building {
    int64_t block_room, figure_room;
    uint64_t *figure_hash; /* beside section->figure */
} building;

struct kt_document {
    kt_arena arena;
    const char *language, *title, *subtitle;
    bool forgoes_figures;
    kt_section *section;
    building *building; /* beside section */
    int64_t n_sections, room;
    kt_table **table;
    int64_t n_tables, table_room;
    kt_picture **picture;
    int64_t n_pictures, picture_room;
};

kt_status kt_document_new(const char *language, kt_document **out, kt_error *err)
{
    kt_document *document;

    KT_TRY(kt_new(&document, 1, sizeof *document, err));
    document->title = document->subtitle = "";
    if (kt_arena_text(&document->arena, language, strlen(language), &document->language, err)) {
        kt_document_free(document);
        return KT_ERR_MEMORY;
    }
    *out = document;
    return KT_OK;
}

void kt_document_free(kt_document *document)
{
    if (!document)
        return;
    for (int64_t n = 0; n < document->n_tables; n++)
        kt_table_free(document->table[n]);
    kt_free(document->table);
    for (int64_t n = 0; n < document->n_pictures; n++)
        kt_picture_free(document->picture[n]);
    kt_free(document->picture);
    for (int64_t n = 0; n < document->n_sections; n++) {
        kt_free(document->section[n].block);
        kt_free(document->section[n].figure);
        kt_free(document->building[n].figure_hash);
    }
    kt_free(document->building);
    kt_free(document->section);
    kt_arena_clear(&document->arena);
    kt_free(document);
}

static kt_status keep(kt_document *document, const char *text, const char **out, kt_error *err)
{
    return kt_arena_text(&document->arena, text ? text : "", text ? strlen(text) : 0, out, err);
}

kt_status kt_document_set_title(kt_document *document, const char *title, const char *subtitle,
                                kt_error *err)
{
    KT_TRY(keep(document, title, &document->title, err));
    return keep(document, subtitle, &document->subtitle, err);
}

kt_status kt_document_begin_section(kt_document *document, const char *id, const char *title,
                                    kt_error *err)
{
    kt_section fresh = {0};

    if (document->n_sections == document->room) {
        const int64_t room = document->room * 2 + 16;
        KT_TRY(kt_resize(&document->section, room, sizeof *document->section, err));
        KT_TRY(kt_resize(&document->building, room, sizeof *document->building, err));
        document->room = room;
    }
    KT_TRY(keep(document, id, &fresh.id, err));
    KT_TRY(keep(document, title, &fresh.title, err));
    document->building[document->n_sections] = (building){0};
    document->section[document->n_sections++] = fresh;
    return KT_OK;
}

static kt_status add_block(kt_document *document, kt_block block, kt_error *err)
{
    kt_section *section = &document->section[document->n_sections - 1];
    building *build = &document->building[document->n_sections - 1];

    if (section->n_blocks == build->block_room) {
        const int64_t room = build->block_room * 2 + 8;
        KT_TRY(kt_resize(&section->block, room, sizeof *section->block, err));
        build->block_room = room;
    }
    section->block[section->n_blocks++] = block;
    return KT_OK;
}

kt_status kt_document_add_text(kt_document *document, kt_block_kind kind, const char *text,
                               kt_error *err)
{
    kt_block block = {.kind = kind};

    KT_TRY(keep(document, text, &block.text, err));
    return add_block(document, block, err);
}

kt_status kt_document_add_table(kt_document *document, kt_table *table, kt_error *err)
{
    kt_status status = kt_table_check(table, err);

    if (!status && document->n_tables == document->table_room) {
        const int64_t room = document->table_room * 2 + 8;
        status = kt_resize(&document->table, room, sizeof(kt_table *), err);
        if (!status)
            document->table_room = room;
    }
    if (status) {
        kt_table_free(table);
        return status;
    }
    document->table[document->n_tables++] = table;
    return add_block(document, (kt_block){.kind = KT_BLOCK_TABLE, .table = table}, err);
}

kt_status kt_document_add_chart(kt_document *document, const kt_chart *chart, kt_error *err)
{
    kt_chart *copy;

    KT_TRY(kt_arena_new(&document->arena, &copy, 1, sizeof *copy, err));
    *copy = *chart;
    KT_TRY(keep(document, chart->title, &copy->title, err));
    KT_TRY(keep(document, chart->text, &copy->text, err));
    if (chart->break_name)
        KT_TRY(keep(document, chart->break_name, &copy->break_name, err));
    if (chart->source)
        KT_TRY(keep(document, chart->source, &copy->source, err));
    for (int n = 0; n < chart->n_lines; n++) {
        double *value;
        KT_TRY(keep(document, chart->line[n].name, &copy->line[n].name, err));
        KT_TRY(kt_arena_new(&document->arena, &value, chart->n_years, sizeof *value, err));
        memcpy(value, chart->line[n].value, (size_t)chart->n_years * sizeof *value);
        copy->line[n].value = value;
    }
    return add_block(document, (kt_block){.kind = KT_BLOCK_CHART, .chart = copy}, err);
}

kt_status kt_document_insert_picture(kt_document *document, int64_t at, kt_picture *picture,
                                     kt_error *err)
{
    kt_section *section = &document->section[document->n_sections - 1];
    kt_status status = KT_OK;

    if (document->n_pictures == document->picture_room) {
        const int64_t room = document->picture_room * 2 + 8;
        status = kt_resize(&document->picture, room, sizeof(kt_picture *), err);
        if (!status)
            document->picture_room = room;
    }
    if (status) {
        kt_picture_free(picture);
        return status;
    }
    document->picture[document->n_pictures++] = picture;
    KT_TRY(add_block(document, (kt_block){.kind = KT_BLOCK_PICTURE, .picture = picture}, err));
    const kt_block block = section->block[section->n_blocks - 1];
    memmove(section->block + at + 1, section->block + at,
            (size_t)(section->n_blocks - 1 - at) * sizeof block);
    section->block[at] = block;
    return KT_OK;
}

void kt_document_forgo_figures(kt_document *document)
{
    document->forgoes_figures = true;
}

kt_status kt_document_cite(kt_document *document, const char *figure_key, kt_error *err)
{
    if (document->forgoes_figures)
        return KT_OK;
    kt_section *section = &document->section[document->n_sections - 1];
    building *build = &document->building[document->n_sections - 1];

    const uint64_t hash = kt_digest_block(figure_key, strlen(figure_key));

    for (int64_t n = 0; n < section->n_figures; n++)
        if (build->figure_hash[n] == hash && strcmp(section->figure[n], figure_key) == 0)
            return KT_OK;
    if (section->n_figures == build->figure_room) {
        const int64_t room = build->figure_room * 2 + 16;
        KT_TRY(kt_resize(&section->figure, room, sizeof *section->figure, err));
        KT_TRY(kt_resize(&build->figure_hash, room, sizeof *build->figure_hash, err));
        build->figure_room = room;
    }
    KT_TRY(keep(document, figure_key, &section->figure[section->n_figures], err));
    build->figure_hash[section->n_figures++] = hash;
    return KT_OK;
}

const char *kt_document_language(const kt_document *document)
{
    return document->language;
}

const char *kt_document_title(const kt_document *document)
{
    return document->title;
}

const char *kt_document_subtitle(const kt_document *document)
{
    return document->subtitle;
}

int64_t kt_document_n_sections(const kt_document *document)
{
    return document->n_sections;
}

const kt_section *kt_document_section(const kt_document *document, int64_t n)
{
    return &document->section[n];
}
