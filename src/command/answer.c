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

kt_status kt_answer_table(const kt_run *run, kt_table *table, kt_error *err)
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
    KT_TRY(kt_table_speak(run, table, true, err));
    KT_TRY(kt_run_locale(run, &locale, &phrases, err));
    options.width = run->options->width;
    options.colour = run->options->colour ? KT_COLOUR_ALWAYS : KT_COLOUR_NEVER;
    return kt_table_write_text(table, locale, &options, out, err);
}
