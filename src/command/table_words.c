/* table_words.c: words of tables in German and Russian, by their English ones. Sentences live
 * in lang/; here are heads of columns and what cells say instead of a number. */
#include "table_words.h"

#include <kontor/csv.h>
#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

typedef struct pair {
    char english[KT_WORD_ROOM], own[KT_WORD_ROOM];
} pair;

typedef struct words {
    pair *pair; /* as the file has them */
    int64_t n, room;
    int column; /* of the language; -1: not known yet */
    const char *language;
} words;

static kt_status read_word(void *with, const kt_csv_row *row, kt_error *err)
{
    words *w = with;
    if (w->column < 0) {
        w->column = kt_csv_column(row, w->language);
        return w->column < 0 ? kt_fail_at(err, KT_ERR_FORMAT, row->line, 1,
                                          "no column for the language %s", w->language)
                             : KT_OK;
    }
    if (row->n_cells <= w->column || row->cell[0].size >= sizeof w->pair->english ||
        row->cell[w->column].size >= sizeof w->pair->own)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 1,
                          "a row with too few cells, or a longer word than a table takes");
    if (w->n == w->room) {
        KT_TRY(kt_resize(&w->pair, w->room * 2 + 256, sizeof *w->pair, err));
        w->room = w->room * 2 + 256;
    }
    pair *fresh = &w->pair[w->n++];
    snprintf(fresh->english, sizeof fresh->english, "%.*s", (int)row->cell[0].size,
             row->cell[0].data);
    snprintf(fresh->own, sizeof fresh->own, "%.*s", (int)row->cell[w->column].size,
             row->cell[w->column].data);
    return KT_OK;
}

/* English needs none. */
static kt_status read_words(const kt_run *run, words *out, kt_error *err)
{
    kt_slice text;
    const kt_csv_options options = kt_csv_options_default();
    *out = (words){.column = -1, .language = kt_run_language(run)};
    if (strcmp(out->language, "en") == 0)
        return KT_OK;
    KT_TRY(kt_resource_get(kt_run_resources(run), "data/table_words.csv", &text, err));
    const kt_status status = kt_csv_parse(text, &options, read_word, out, err);
    if (status) {
        kt_error_within(err, "reading data/table_words.csv");
        kt_free(out->pair);
    }
    return status;
}

static const char *find(const words *w, const char *english, size_t size)
{
    for (int64_t n = 0; n < w->n; n++)
        if (strlen(w->pair[n].english) == size &&
            memcmp(w->pair[n].english, english, size) == 0)
            return w->pair[n].own;
    return NULL;
}

static const char *reword(void *with, const char *english)
{
    return english ? find(with, english, strlen(english)) : NULL;
}

/* "RCA: BLR": what stands before the colon. */
static void reword_title(const words *w, kt_table *table)
{
    char title[KT_WORD_ROOM + 128];
    const char *before = kt_table_get_title(table);
    const char *colon = before ? strchr(before, ':') : NULL;
    const size_t size = !before ? 0 : colon ? (size_t)(colon - before) : strlen(before);
    const char *own = size ? find(w, before, size) : NULL;
    if (!own)
        return;
    snprintf(title, sizeof title, "%s%s", own, before + size);
    kt_table_title(table, title);
}

kt_status kt_table_speak(const kt_run *run, kt_table *table, bool cells, kt_error *err)
{
    words w;
    KT_TRY(read_words(run, &w, err));
    if (w.n > 0) {
        reword_title(&w, table);
        kt_table_reword(table, reword, &w, cells);
    }
    kt_free(w.pair);
    return kt_table_check(table, err);
}

kt_status kt_word_of(const kt_run *run, const char *english, char out[KT_WORD_ROOM],
                     kt_error *err)
{
    words w;
    KT_TRY(read_words(run, &w, err));
    const char *own = find(&w, english, strlen(english));
    snprintf(out, KT_WORD_ROOM, "%s", own ? own : english);
    kt_free(w.pair);
    return KT_OK;
}
