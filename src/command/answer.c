/* answer.c: a table as the answer of a command. */
#include "answer_internal.h"

#include "run_internal.h"
#include "table_words.h"

#include <string.h>

kt_answer_form kt_answer_form_of(const kt_run *run)
{
    const char *format = kt_argument_text(run, "format", "text");
    if (strcmp(format, "csv") == 0)
        return KT_ANSWER_CSV;
    if (strcmp(format, "graphml") == 0)
        return KT_ANSWER_GRAPHML;
    return strcmp(format, "json") == 0 ? KT_ANSWER_JSON : KT_ANSWER_TEXT;
}

static kt_status answer(const kt_run *run, kt_table *table, int width, bool cells,
                        kt_error *err)
{
    const kt_sink *out = &run->options->out;
    kt_table_options options = kt_table_options_default();
    kt_locale *locale;
    const kt_phrases *phrases;

    switch (kt_answer_form_of(run)) {
    case KT_ANSWER_CSV:
        return kt_table_write_csv(table, out, err);
    case KT_ANSWER_JSON:
        KT_TRY(kt_table_speak(run, table, false, err));
        return kt_table_write_json(table, out, err);
    case KT_ANSWER_GRAPHML: // the command's own
    case KT_ANSWER_TEXT:
        break;
    }
    KT_TRY(kt_table_speak(run, table, cells, err));
    KT_TRY(kt_run_locale(run, &locale, &phrases, err));
    options.width = width;
    options.colour = run->options->colour ? KT_COLOUR_ALWAYS : KT_COLOUR_NEVER;
    return kt_table_write_text(table, locale, &options, out, err);
}

kt_status kt_answer_json(const kt_run *run, kt_table *table,
                         void (*put)(const void *with, kt_json *json), const void *with,
                         kt_error *err)
{
    kt_text text = {0};
    kt_json json;
    KT_TRY(kt_table_speak(run, table, false, err));
    kt_json_init(&json, &text);
    kt_json_begin_object(&json);
    put(with, &json);
    kt_table_put_members(table, &json);
    kt_json_end_object(&json);
    kt_status status = kt_json_finish(&json, err);
    if (!status)
        status = kt_text_add(&text, "\n", err);
    if (!status)
        status = kt_sink_write(&run->options->out, text.data, text.size, err);
    kt_text_clear(&text);
    return status;
}

kt_status kt_answer_table(const kt_run *run, kt_table *table, kt_error *err)
{
    return answer(run, table, run->options->width, true, err);
}

static int list_width(const kt_run *run)
{
    enum { PAGE = 80 };
    return run->options->width ? run->options->width : PAGE;
}

kt_status kt_answer_list(const kt_run *run, kt_table *table, kt_error *err)
{
    return answer(run, table, list_width(run), true, err);
}

kt_status kt_answer_names(const kt_run *run, kt_table *table, kt_error *err)
{
    return answer(run, table, list_width(run), false, err);
}

kt_status kt_answer_entry(const kt_run *run, int n, const char *const field[],
                          const char *const value[], kt_error *err)
{
    kt_table *table = NULL;
    const bool is_text = kt_answer_form_of(run) == KT_ANSWER_TEXT;
    KT_TRY(kt_table_new(&table, err));
    if (is_text) {
        kt_table_column(table, &(kt_column){.key = "field", .title = field[0]});
        kt_table_column(table, &(kt_column){.key = "value", .title = value[0]});
    }
    for (int f = 0; f < n && !is_text; f++)
        kt_table_column(table, &(kt_column){.key = field[f]});
    for (int f = is_text ? 1 : 0; f < n; f++) {
        const bool has = value[f] && value[f][0];
        if (is_text && has) {
            kt_table_row(table);
            kt_table_text(table, field[f]);
            kt_table_text(table, value[f]);
        } else if (!is_text) {
            if (f == 0)
                kt_table_row(table);
            if (has)
                kt_table_text(table, value[f]);
            else
                kt_table_missing(table, NULL);
        }
    }
    const kt_status status = kt_answer_list(run, table, err);
    kt_table_free(table);
    return status;
}
