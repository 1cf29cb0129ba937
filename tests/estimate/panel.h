/* panel.h: a CSV file as named columns of numbers, and factors made of them; for tests and
 * benchmarks. Texts are numbered in the order in which they are met. */
#ifndef KONTOR_TESTS_PANEL_H
#define KONTOR_TESTS_PANEL_H

#include <kontor/csv.h>
#include <kontor/input.h>
#include <kontor/memory.h>
#include <kontor/model_frame.h>
#include <kontor/text.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PANEL_COLUMNS = 64, PANEL_TEXTS = 8192, PANEL_OWNED = 256 };

typedef struct panel {
    int64_t n, room;
    int n_columns;
    char name[PANEL_COLUMNS][40];
    double *value[PANEL_COLUMNS];
    char text[PANEL_TEXTS][16]; /* of all text columns together */
    int n_texts;
    void *owned[PANEL_OWNED]; /* what was made of it */
    int n_owned;
    kt_csv *csv;
} panel;

static inline double panel_text(panel *p, const kt_slice *cell)
{
    char text[16];
    snprintf(text, sizeof text, "%.*s", (int)cell->size, cell->data);
    for (int t = p->n_texts - 1; t >= 0; t--)
        if (!strcmp(p->text[t], text))
            return t;
    if (p->n_texts == PANEL_TEXTS)
        return NAN;
    memcpy(p->text[p->n_texts], text, sizeof text);
    return p->n_texts++;
}

static inline kt_status panel_row(void *with, const kt_csv_row *row, kt_error *err)
{
    panel *p = with;
    (void)err;
    if (row->line == 1) {
        p->n_columns = row->n_cells;
        for (int c = 0; c < row->n_cells; c++)
            snprintf(p->name[c], sizeof p->name[c], "%.*s", (int)row->cell[c].size,
                     row->cell[c].data);
        return KT_OK;
    }
    if (p->n == p->room) {
        p->room = p->room ? 2 * p->room : 1024;
        for (int c = 0; c < p->n_columns; c++)
            KT_TRY(kt_resize(&p->value[c], p->room, sizeof **p->value, err));
    }
    for (int c = 0; c < p->n_columns; c++) {
        char text[64], *end = text;
        snprintf(text, sizeof text, "%.*s", (int)row->cell[c].size, row->cell[c].data);
        double value = strtod(text, &end);
        if (end == text)
            value = row->cell[c].size == 0 ? NAN : panel_text(p, &row->cell[c]);
        p->value[c][p->n] = value;
    }
    p->n++;
    return KT_OK;
}

static inline kt_status panel_begin(void *with, const kt_input_member *member, bool *wanted,
                                    kt_error *err)
{
    panel *p = with;
    (void)member;
    *wanted = true;
    return kt_csv_new(NULL, panel_row, p, &p->csv, err);
}

static inline kt_status panel_piece(void *with, const char *data, size_t size, kt_error *err)
{
    return kt_csv_feed(((panel *)with)->csv, data, size, err);
}

static inline kt_status panel_end(void *with, kt_error *err)
{
    return kt_csv_finish(((panel *)with)->csv, err);
}

static inline kt_status panel_read(panel *p, const char *path, kt_error *err)
{
    const kt_input_visitor visitor = {panel_begin, panel_piece, panel_end, p};
    const kt_status status = kt_input_walk(path, &visitor, NULL, NULL, err);
    kt_csv_free(p->csv);
    p->csv = NULL;
    return status;
}

static inline void panel_clear(panel *p)
{
    for (int c = 0; c < p->n_columns; c++)
        kt_free(p->value[c]);
    for (int o = 0; o < p->n_owned; o++)
        kt_free(p->owned[o]);
    memset(p, 0, sizeof *p);
}

static inline double *panel_column(const panel *p, const char *name)
{
    for (int c = 0; c < p->n_columns; c++)
        if (!strcmp(p->name[c], name))
            return p->value[c];
    return NULL;
}

/* Memory that ends with the panel; NULL when there is none. */
static inline void *panel_own(panel *p, size_t n, size_t size)
{
    void *block = NULL;
    if (p->n_owned == PANEL_OWNED || kt_new(&block, n, size, NULL))
        return NULL;
    p->owned[p->n_owned++] = block;
    return block;
}

/* A new column, all 0. */
static inline double *panel_add(panel *p, const char *name)
{
    double *value = NULL;
    if (p->n_columns == PANEL_COLUMNS || kt_new(&value, p->room, sizeof *value, NULL))
        return NULL;
    snprintf(p->name[p->n_columns], sizeof p->name[0], "%s", name);
    p->value[p->n_columns++] = value;
    return value;
}

/* Keep the rows for which keep[r] is not 0. */
static inline void panel_keep(panel *p, const double *keep)
{
    int64_t to = 0;
    for (int64_t r = 0; r < p->n; r++) {
        if (keep[r] == 0.0)
            continue;
        for (int c = 0; c < p->n_columns; c++)
            if (p->value[c] != keep)
                p->value[c][to] = p->value[c][r];
        to++;
    }
    p->n = to;
}

typedef struct panel_key {
    double value[3];
    int64_t row;
} panel_key;

static inline int panel_compare(const void *a, const void *b)
{
    const panel_key *x = a, *y = b;
    for (int k = 0; k < 3; k++)
        if (x->value[k] < y->value[k] || x->value[k] > y->value[k])
            return x->value[k] < y->value[k] ? -1 : 1;
    return 0;
}

/* The interaction of up to three columns; NULL: not there. Levels in the order of their values.
 */
static inline kt_frame_factor panel_factor(panel *p, const char *name, const double *a,
                                           const double *b, const double *c)
{
    kt_frame_factor factor = {.name = name};
    panel_key *key = NULL;
    int32_t *level = panel_own(p, (size_t)p->n + 1, sizeof *level);
    if (!level || kt_new(&key, p->n + 1, sizeof *key, NULL))
        return factor;
    for (int64_t r = 0; r < p->n; r++)
        key[r] = (panel_key){{a[r], b ? b[r] : 0.0, c ? c[r] : 0.0}, r};
    qsort(key, (size_t)p->n, sizeof *key, panel_compare);
    for (int64_t i = 0; i < p->n; i++) {
        if (i == 0 || panel_compare(&key[i - 1], &key[i]))
            factor.n_levels++;
        level[key[i].row] = factor.n_levels - 1;
    }
    kt_free(key);
    factor.level = level;
    return factor;
}

#endif
