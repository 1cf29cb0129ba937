/* figure.c: the list of a brief's figures. Texts are copied into one arena; a table of open
 * addresses finds a key, as each figure is asked for several times. */
#include <kontor/figure.h>

#include <kontor/arena.h>
#include <kontor/digest.h>
#include <kontor/memory.h>

#include <math.h>
#include <string.h>

struct kt_figures {
    kt_arena arena;
    kt_figure **figure; /* each in the arena, so that pointers handed out stay good */
    int64_t n_figures, room;
    int32_t *slot; /* n_slots, a power of 2: position in figure + 1, or 0 where it is free */
    size_t n_slots;
    kt_text key; /* of the figure that is being added */
    bool forgoes_keys;
};

kt_status kt_figures_new(kt_figures **out, kt_error *err)
{
    return kt_new(out, 1, sizeof **out, err);
}

void kt_figures_free(kt_figures *figures)
{
    if (!figures)
        return;
    kt_text_clear(&figures->key);
    kt_free(figures->slot);
    kt_free(figures->figure);
    kt_arena_clear(&figures->arena);
    kt_free(figures);
}

void kt_figures_forgo_keys(kt_figures *figures)
{
    figures->forgoes_keys = true;
}

int64_t kt_figures_count(const kt_figures *figures)
{
    return figures->n_figures;
}

const kt_figure *kt_figures_at(const kt_figures *figures, int64_t n)
{
    return figures->figure[n];
}

/* Where the key is, or would be. */
static size_t slot_of(const kt_figures *figures, const char *key)
{
    const size_t mask = figures->n_slots - 1;
    size_t at = (size_t)kt_digest_block(key, strlen(key)) & mask;

    while (figures->slot[at] && strcmp(figures->figure[figures->slot[at] - 1]->key, key) != 0)
        at = (at + 1) & mask;
    return at;
}

static const kt_figure *in_slot(const kt_figures *figures, size_t slot)
{
    const int32_t at = figures->slot[slot];
    return at ? figures->figure[at - 1] : NULL;
}

const kt_figure *kt_figures_find(const kt_figures *figures, const char *key)
{
    return figures->n_slots ? in_slot(figures, slot_of(figures, key)) : NULL;
}

/* A table with room for twice as many as there may be now. */
static kt_status make_slots(kt_figures *figures, kt_error *err)
{
    int32_t *slot = NULL;
    const size_t n_slots = figures->n_slots ? figures->n_slots * 2 : 512;

    KT_TRY(kt_new(&slot, n_slots, sizeof *slot, err));
    kt_free(figures->slot);
    figures->slot = slot;
    figures->n_slots = n_slots;
    for (int64_t n = 0; n < figures->n_figures; n++)
        slot[slot_of(figures, figures->figure[n]->key)] = (int32_t)(n + 1);
    return KT_OK;
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

static kt_status add_part(kt_text *key, const char *before, const char *part, kt_error *err)
{
    if (!part)
        return KT_OK;
    KT_TRY(kt_text_add(key, before, err));
    return kt_text_add(key, part, err);
}

/* "rank_export.a.BLR.2018.CIS.without-UKR" */
static kt_status make_key(const kt_figure *figure, kt_text *key, kt_error *err)
{
    char code[5], middle[2 + 2 + 16 + 24]; // ".a.", a reporter, ".", a period

    const char *reporter = reporter_text(figure, code);
    const size_t size = strlen(reporter);
    middle[0] = middle[2] = '.';
    middle[1] = figure->side;
    memcpy(middle + 3, reporter, size);
    middle[3 + size] = '.';
    kt_period_print(figure->period, middle + 4 + size);
    KT_TRY(kt_text_add(key, figure->id, err));
    KT_TRY(kt_text_add(key, middle, err));
    KT_TRY(add_part(key, ".", figure->of, err));
    KT_TRY(add_part(key, ".without-", figure->without, err));
    return add_part(key, ".", figure->product, err);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && a[0] == b[0] && strcmp(a, b) == 0);
}

/* Replace *text by a copy that lives with the figures; by the figure before's where it says the
 * same, as dataset, unit and method mostly do. */
static kt_status keep(kt_figures *figures, const char *before, const char **text, kt_error *err)
{
    if (!*text)
        return KT_OK;
    if (before && same_text(before, *text)) {
        *text = before;
        return KT_OK;
    }
    return kt_arena_text(&figures->arena, *text, strlen(*text), text, err);
}

/* A copy of the figure and its texts at the end of the list. */
static kt_status append(kt_figures *figures, const kt_figure *figure, const char *key,
                        const kt_figure **out, kt_error *err)
{
    static const kt_figure none;
    kt_figure *home;
    const kt_figure *before =
        figures->n_figures ? figures->figure[figures->n_figures - 1] : &none;

    if (figures->n_figures == figures->room) {
        const int64_t room = figures->room * 2 + 64;
        KT_TRY(kt_resize(&figures->figure, room, sizeof *figures->figure, err));
        figures->room = room;
    }
    KT_TRY(kt_arena_new(&figures->arena, &home, 1, sizeof *home, err));
    *home = *figure;
    home->key = key;
    KT_TRY(keep(figures, NULL, &home->key, err));
    KT_TRY(keep(figures, before->id, &home->id, err));
    KT_TRY(keep(figures, before->unit, &home->unit, err));
    KT_TRY(keep(figures, before->dataset, &home->dataset, err));
    KT_TRY(keep(figures, before->vintage, &home->vintage, err));
    KT_TRY(keep(figures, before->method, &home->method, err));
    KT_TRY(keep(figures, before->of, &home->of, err));
    KT_TRY(keep(figures, before->product, &home->product, err));
    KT_TRY(keep(figures, before->without, &home->without, err));
    figures->figure[figures->n_figures++] = home;
    *out = home;
    return KT_OK;
}

kt_status kt_figures_add(kt_figures *figures, const kt_figure *figure, const kt_figure **out,
                         kt_error *err)
{
    kt_text *key = &figures->key;
    const kt_figure *found;

    if (figures->forgoes_keys) {
        KT_TRY(append(figures, figure, NULL, &found, err));
        if (out)
            *out = found;
        return KT_OK;
    }
    kt_text_reset(key);
    if (figure->key)
        KT_TRY(kt_text_add(key, figure->key, err));
    else
        KT_TRY(make_key(figure, key, err));
    if ((size_t)figures->n_figures * 2 >= figures->n_slots)
        KT_TRY(make_slots(figures, err));
    size_t slot = slot_of(figures, key->data);
    found = in_slot(figures, slot);
    if (found && !same_text(found->dataset, figure->dataset)) {
        // The same question answered by another source: a figure of its own.
        KT_TRY(add_part(key, "@", figure->dataset ? figure->dataset : "", err));
        slot = slot_of(figures, key->data);
        found = in_slot(figures, slot);
    }
    if (!found) {
        KT_TRY(append(figures, figure, key->data, &found, err));
        figures->slot[slot] = (int32_t)figures->n_figures;
    }
    if (out)
        *out = found;
    return KT_OK;
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
