/* bulletin.c: the order of the work: the desk is set, each kind of item offers its drafts, the
 * best are told in three languages and added to the register in one step. */
#include "bulletin_internal.h"

#include <stdio.h>
#include <string.h>

kt_bulletin_request kt_bulletin_request_default(void)
{
    return (kt_bulletin_request){.least_score = 30.0, .top = 20};
}

/* ---- a draft as an item -------------------------------------------------------------------
 */

/* Everything of an item that has to live while it is added. */
typedef struct telling_texts {
    kt_text headline[KT_N_ITEM_LANGUAGES], body[KT_N_ITEM_LANGUAGES];
    kt_text countries, figures;
} telling_texts;

static void texts_clear(telling_texts *texts)
{
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        kt_text_clear(&texts->headline[l]);
        kt_text_clear(&texts->body[l]);
    }
    kt_text_clear(&texts->countries);
    kt_text_clear(&texts->figures);
}

static kt_status tell_headline(const kt_desk *desk, const kt_draft *draft, int language,
                               kt_text *out, kt_error *err)
{
    kt_text plain = {0};
    const kt_bulletin_world *world = desk->world;

    if (draft->dataset || !desk->info->synthetic)
        return kt_voices_say(world->voices, language, world->countries, draft, &draft->line[0],
                             out, err);
    kt_status status = kt_voices_say(world->voices, language, world->countries, draft,
                                     &draft->line[0], &plain, err);
    if (!status)
        status = kt_voices_mark(world->voices, language, kt_text_get(&plain), out, err);
    kt_text_clear(&plain);
    return status;
}

static kt_status tell(const kt_desk *desk, const kt_draft *draft, int language,
                      telling_texts *texts, kt_error *err)
{
    kt_text *body = &texts->body[language];

    KT_TRY(tell_headline(desk, draft, language, &texts->headline[language], err));
    for (int n = 1; n < draft->n_lines; n++) {
        if (body->size > 0)
            KT_TRY(kt_text_add(body, " ", err));
        KT_TRY(kt_voices_say(desk->world->voices, language, desk->world->countries, draft,
                             &draft->line[n], body, err));
    }
    return KT_OK;
}

static kt_status put_figures(const kt_draft *draft, kt_text *out, kt_error *err)
{
    kt_figures *figures = NULL;
    kt_json json;

    kt_status status = kt_figures_new(&figures, err);
    for (int n = 0; n < draft->n_figures && !status; n++)
        status = kt_figures_add(figures, &draft->figure[n], NULL, err);
    if (!status) {
        kt_json_init(&json, out);
        kt_figures_put_json(figures, &json);
        status = kt_json_finish(&json, err);
    }
    kt_figures_free(figures);
    return status;
}

static kt_status fill_texts(const kt_desk *desk, const kt_draft *draft, telling_texts *texts,
                            kt_error *err)
{
    char code[5];

    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        KT_TRY(tell(desk, draft, l, texts, err));
    for (int c = 0; c < draft->n_countries; c++)
        KT_TRY(kt_text_format(&texts->countries, err, "%s%s", c ? " " : "",
                              kt_country_print(draft->country[c], code)));
    return put_figures(draft, &texts->figures, err);
}

/* Of a cited page its date, where it has one; of a dataset its release, else its import. */
static kt_date as_of(const kt_desk *desk, const kt_draft *draft)
{
    if (draft->dataset)
        return draft->as_of.year ? draft->as_of : kt_moment_date(desk->request->now);
    return desk->info->released.year ? desk->info->released
                                     : kt_moment_date(desk->info->imported_at);
}

static kt_status add(const kt_desk *desk, const kt_draft *draft, kt_bulletin_made *made,
                     kt_error *err)
{
    telling_texts texts = {0};
    kt_item_fate fate = KT_ITEM_NEW;
    const kt_dataset_info *info = desk->info;

    kt_status status = fill_texts(desk, draft, &texts, err);
    if (!status) {
        kt_item item = {.key = draft->key,
                        .kind = draft->kind,
                        .section = draft->section,
                        .countries = kt_text_get(&texts.countries),
                        .products = "",
                        .dataset = draft->dataset ? draft->dataset : info->name,
                        .vintage = draft->dataset ? draft->vintage : info->version,
                        .as_of = as_of(desk, draft),
                        .period = draft->period,
                        .score = draft->score,
                        .synthetic = !draft->dataset && info->synthetic,
                        .figures = kt_text_get(&texts.figures)};
        for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
            item.text[l] =
                (kt_item_text){kt_text_get(&texts.headline[l]), kt_text_get(&texts.body[l])};
        status = kt_item_add(desk->world->reg, &item, &fate, err);
    }
    texts_clear(&texts);
    if (status)
        return status;
    int64_t *const count[] = {&made->n_new, &made->n_same, &made->n_renewed, &made->n_kept};
    ++*count[fate];
    return KT_OK;
}

/* ---- all of them --------------------------------------------------------------------------
 */

static kt_status add_all(const kt_desk *desk, kt_bulletin_made *made, kt_error *err)
{
    kt_register *reg = desk->world->reg;
    int64_t n_new, n_changed;

    KT_TRY(kt_register_begin(reg, desk->request->now, err));
    kt_status status = KT_OK;
    for (int n = 0; n < desk->n_drafts && !status; n++)
        status = add(desk, &desk->draft[n], made, err);
    if (status) {
        kt_register_abort(reg);
        return status;
    }
    return kt_register_commit(reg, &n_new, &n_changed, err);
}

static void name_version(const kt_dataset_info *info, char out[2 * KT_MAX_NAME])
{
    snprintf(out, 2 * KT_MAX_NAME, "%s@%s", info->name, info->version);
}

kt_status kt_bulletin_make(const kt_bulletin_request *request, const kt_bulletin_world *world,
                           kt_bulletin_made *out, kt_error *err)
{
    kt_desk desk;
    kt_bulletin_made made = {0};

    kt_status status = kt_desk_open(&desk, request, world, err);
    if (!status)
        status = kt_trade_items(&desk, err);
    if (!status)
        status = kt_rank_items(&desk, err);
    if (!status)
        status = kt_target_items(&desk, err);
    if (!status)
        status = kt_revision_items(&desk, err);
    if (!status)
        status = kt_fact_items(&desk, err);
    if (!status)
        status = add_all(&desk, &made, err);
    if (!status) {
        made.n_found = desk.n_found;
        made.year = desk.year;
        made.position = desk.choice.dataset;
        made.n_others = desk.choice.n_others;
        for (int n = 0; n < made.n_others && n < KT_SOURCE_OTHERS; n++)
            made.other[n] = desk.choice.other[n];
        name_version(desk.info, made.dataset);
        if (desk.before_info)
            name_version(desk.before_info, made.before);
        *out = made;
    }
    kt_desk_close(&desk);
    return status;
}
