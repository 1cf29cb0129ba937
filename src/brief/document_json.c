/* document_json.c: the sections of a document as JSON. Text is joined to one string, in which
 * no-break spaces are plain ones, so that a program can search it. */
#include <kontor/document.h>

#include "wrap.h"

/* Paragraphs, items and notes, each on its own line. */
static kt_status join_text(const kt_section *section, kt_text *out, kt_error *err)
{
    const kt_sink sink = kt_sink_text(out);

    for (int64_t n = 0; n < section->n_blocks; n++) {
        const kt_block *block = &section->block[n];
        if (!block->text)
            continue;
        if (out->size > 0)
            KT_TRY(kt_text_add(out, "\n", err));
        KT_TRY(kt_wrap_write(&sink, kt_slice_of(block->text), err));
    }
    return KT_OK;
}

static void put_tables(const kt_section *section, kt_json *json)
{
    int64_t n_tables = 0;

    kt_json_key(json, "table");
    for (int64_t n = 0; n < section->n_blocks; n++)
        if (section->block[n].kind == KT_BLOCK_TABLE && n_tables++ == 0)
            kt_table_put_json(section->block[n].table, json);
    if (n_tables == 0)
        kt_json_null(json);
    if (n_tables < 2)
        return;
    kt_json_key(json, "tables");
    kt_json_begin_array(json);
    for (int64_t n = 0; n < section->n_blocks; n++)
        if (section->block[n].kind == KT_BLOCK_TABLE)
            kt_table_put_json(section->block[n].table, json);
    kt_json_end_array(json);
}

static void put_chart(const kt_chart *chart, kt_json *json)
{
    kt_json_key(json, "chart");
    kt_json_begin_object(json);
    kt_json_key(json, "title");
    kt_json_text(json, chart->title);
    kt_json_key(json, "first_year");
    kt_json_integer(json, chart->first_year);
    kt_json_key(json, "lines");
    kt_json_begin_array(json);
    for (int n = 0; n < chart->n_lines; n++) {
        kt_json_begin_object(json);
        kt_json_key(json, "name");
        kt_json_text(json, chart->line[n].name);
        kt_json_key(json, "values");
        kt_json_begin_array(json);
        for (int64_t t = 0; t < chart->n_years; t++)
            kt_json_number(json, chart->line[n].value[t]);
        kt_json_end_array(json);
        kt_json_end_object(json);
    }
    kt_json_end_array(json);
    kt_json_end_object(json);
}

static void put_section(const kt_section *section, kt_json *json)
{
    kt_text text = {0};

    kt_json_begin_object(json);
    kt_json_key(json, "id");
    kt_json_text(json, section->id);
    kt_json_key(json, "title");
    kt_json_text(json, section->title);
    kt_json_key(json, "text");
    if (!json->error.status && join_text(section, &text, &json->error) == KT_OK)
        kt_json_text(json, kt_text_get(&text));
    kt_json_key(json, "figures");
    kt_json_begin_array(json);
    for (int64_t n = 0; n < section->n_figures; n++)
        kt_json_text(json, section->figure[n]);
    kt_json_end_array(json);
    put_tables(section, json);
    for (int64_t n = 0; n < section->n_blocks; n++)
        if (section->block[n].kind == KT_BLOCK_CHART) {
            put_chart(section->block[n].chart, json);
            break;
        }
    kt_json_end_object(json);
    kt_text_clear(&text);
}

void kt_document_put_json(const kt_document *document, kt_json *json)
{
    kt_json_begin_array(json);
    for (int64_t n = 0; n < kt_document_n_sections(document); n++)
        put_section(kt_document_section(document, n), json);
    kt_json_end_array(json);
}
