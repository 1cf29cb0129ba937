/* figure.c: the list of a brief's figures. Texts are copied into one arena; a brief has some
 * hundreds of figures, so keys are looked for one after the other. */
#include <kontor/figure.h>

#include <kontor/arena.h>
#include <kontor/memory.h>

#include <math.h>
#include <string.h>

struct kt_figures {
    kt_arena arena;
    kt_figure **figure; /* each in the arena, so that pointers handed out stay good */
    int64_t n_figures, room;
};

kt_status kt_figures_new(kt_figures **out, kt_error *err)
{
    return kt_new(out, 1, sizeof **out, err);
}

void kt_figures_free(kt_figures *figures)
{
    if (!figures)
        return;
    kt_free(figures->figure);
    kt_arena_clear(&figures->arena);
    kt_free(figures);
}

int64_t kt_figures_count(const kt_figures *figures)
{
    return figures->n_figures;
}

const kt_figure *kt_figures_at(const kt_figures *figures, int64_t n)
{
    return figures->figure[n];
}

const kt_figure *kt_figures_find(const kt_figures *figures, const char *key)
{
    for (int64_t n = 0; n < figures->n_figures; n++)
        if (strcmp(figures->figure[n]->key, key) == 0)
            return figures->figure[n];
    return NULL;
}

/* "BLR", "reconciled", "unnamed". */
static const char *reporter_text(const kt_figure *figure, char code[5])
{
    switch (figure->reporter_kind) {
    case KT_REPORTER_COUNTRY:
        return kt_country_print(figure->reporter, code);
    case KT_REPORTER_RECONCILED:
        return "reconciled";
    case KT_REPORTER_UNNAMED:
        break;
    }
    return "unnamed";
}

/* "rank_export.a.BLR.2018.CIS.without-UKR" */
static kt_status make_key(const kt_figure *figure, kt_text *key, kt_error *err)
{
    char code[5], period[24];

    kt_period_print(figure->period, period);
    KT_TRY(kt_text_format(key, err, "%s.%c.%s.%s", figure->id, figure->side,
                          reporter_text(figure, code), period));
    if (figure->of)
        KT_TRY(kt_text_format(key, err, ".%s", figure->of));
    if (figure->without)
        KT_TRY(kt_text_format(key, err, ".without-%s", figure->without));
    if (figure->product)
        KT_TRY(kt_text_format(key, err, ".%s", figure->product));
    return KT_OK;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Replace *text by a copy that lives with the figures. */
static kt_status keep(kt_figures *figures, const char **text, kt_error *err)
{
    if (!*text)
        return KT_OK;
    return kt_arena_text(&figures->arena, *text, strlen(*text), text, err);
}

/* A copy of the figure and its texts at the end of the list. */
static kt_status append(kt_figures *figures, const kt_figure *figure, const char *key,
                        const kt_figure **out, kt_error *err)
{
    kt_figure *home;

    if (figures->n_figures == figures->room) {
        const int64_t room = figures->room * 2 + 64;
        KT_TRY(kt_resize(&figures->figure, room, sizeof *figures->figure, err));
        figures->room = room;
    }
    KT_TRY(kt_arena_new(&figures->arena, &home, 1, sizeof *home, err));
    *home = *figure;
    home->key = key;
    KT_TRY(keep(figures, &home->key, err));
    KT_TRY(keep(figures, &home->id, err));
    KT_TRY(keep(figures, &home->unit, err));
    KT_TRY(keep(figures, &home->dataset, err));
    KT_TRY(keep(figures, &home->vintage, err));
    KT_TRY(keep(figures, &home->method, err));
    KT_TRY(keep(figures, &home->of, err));
    KT_TRY(keep(figures, &home->product, err));
    KT_TRY(keep(figures, &home->without, err));
    figures->figure[figures->n_figures++] = home;
    *out = home;
    return KT_OK;
}

kt_status kt_figures_add(kt_figures *figures, const kt_figure *figure, const kt_figure **out,
                         kt_error *err)
{
    kt_status status = KT_OK;
    kt_text key = {0};
    const kt_figure *found = NULL;

    if (figure->key)
        status = kt_text_add(&key, figure->key, err);
    else
        status = make_key(figure, &key, err);
    if (status)
        goto done;
    found = kt_figures_find(figures, key.data);
    if (found && !same_text(found->dataset, figure->dataset)) {
        // The same question answered by another source: a figure of its own.
        status = kt_text_format(&key, err, "@%s", figure->dataset ? figure->dataset : "");
        if (status)
            goto done;
        found = kt_figures_find(figures, key.data);
    }
    if (!found)
        status = append(figures, figure, key.data, &found, err);
    if (!status && out)
        *out = found;
done:
    kt_text_clear(&key);
    return status;
}

static void put_text(kt_json *json, const char *key, const char *text)
{
    kt_json_key(json, key);
    kt_json_text(json, text);
}

static void put_number(kt_json *json, const char *key, double value)
{
    kt_json_key(json, key);
    kt_json_number(json, value);
}

static void put_figure(kt_json *json, const kt_figure *figure)
{
    char code[5], period[24];
    const char side[2] = {figure->side, '\0'};
    const int year = kt_period_year(figure->period);

    kt_json_begin_object(json);
    put_text(json, "key", figure->key);
    put_text(json, "id", figure->id);
    put_text(json, "side", side);
    if (year != 0) {
        kt_json_key(json, "year");
        kt_json_integer(json, year);
    } else {
        kt_period_print(figure->period, period);
        put_text(json, "period", period);
    }
    put_number(json, "value", figure->value);
    if (!isnan(figure->value_max))
        put_number(json, "value_max", figure->value_max);
    put_text(json, "unit", figure->unit);
    put_text(json, "reporter",
             figure->reporter_kind == KT_REPORTER_UNNAMED ? NULL : reporter_text(figure, code));
    kt_json_key(json, "mirror");
    kt_json_bool(json, figure->from == KT_FROM_MIRROR);
    put_text(json, "valuation", kt_valuation_name(figure->valuation));
    put_text(json, "status", kt_flow_status_name(figure->status));
    put_number(json, "coverage", figure->coverage);
    put_text(json, "dataset", figure->dataset);
    put_text(json, "vintage", figure->vintage);
    put_text(json, "method", figure->method);
    put_text(json, "of", figure->of);
    if (figure->product)
        put_text(json, "product", figure->product);
    if (figure->without)
        put_text(json, "without", figure->without);
    kt_json_end_object(json);
}

void kt_figures_put_json(const kt_figures *figures, kt_json *json)
{
    kt_json_begin_array(json);
    for (int64_t n = 0; n < figures->n_figures; n++)
        put_figure(json, figures->figure[n]);
    kt_json_end_array(json);
}
