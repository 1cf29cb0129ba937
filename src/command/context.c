/* context.c: reference tables and phrases, opened when first needed: a command that only lists
 * datasets does not pay for the names of all countries. */
#include "run_internal.h"

#include <kontor/brief.h>
#include <kontor/bulletin.h>
#include <kontor/file.h>
#include <kontor/item.h>
#include <kontor/memory.h>
#include <kontor/source.h>

#include <stdio.h>
#include <string.h>

enum { N_LANGUAGES = 3 };
/* Partners of all countries in two years, with their rankings, take some 80 MB. */
#define MEMORY_BYTES ((size_t)64 << 20)
static const char *const languages[N_LANGUAGES] = {"de", "en", "ru"};

struct kt_context {
    kt_resources *resources;
    kt_countries *countries;
    kt_blocs *blocs;
    kt_products *products;
    kt_shapes *shapes;
    kt_voices *voices;
    kt_locale *locale[N_LANGUAGES];
    kt_phrases *phrases[N_LANGUAGES];
    kt_store *store; /* kept between runs (kt_context_hold), as the register; else NULL */
    kt_register *reg;
    kt_brief_memory *memory; /* what briefs of the kept store share */
    char held[KT_MAX_PATH];  /* of which folder */
    uint64_t mark;
    int64_t last_hour, next_hour; /* kt_items_hours() of the register that is kept */
    bool has_hours;
};

kt_status kt_context_open(const char *data_folder, kt_context **out, kt_error *err)
{
    kt_context *context = NULL;
    KT_TRY(kt_new(&context, 1, sizeof *context, err));
    const kt_status status = kt_resources_open(data_folder, &context->resources, err);
    if (status)
        kt_free(context);
    else
        *out = context;
    return status;
}

void kt_context_close(kt_context *context)
{
    if (!context)
        return;
    kt_brief_memory_free(context->memory);
    kt_register_close(context->reg);
    kt_store_close(context->store);
    for (int l = 0; l < N_LANGUAGES; l++) {
        kt_phrases_free(context->phrases[l]);
        kt_locale_close(context->locale[l]);
    }
    kt_voices_close(context->voices);
    kt_shapes_free(context->shapes);
    kt_products_close(context->products);
    kt_blocs_close(context->blocs);
    kt_countries_close(context->countries);
    kt_resources_close(context->resources);
    kt_free(context);
}

/* What of a store's folder tells one snapshot from another. */
static kt_status mark_of(const char *folder, uint64_t *out, kt_error *err)
{
    static const char *const parts[] = {"datasets", "covariates", "models", "register.sqlite"};
    char path[KT_MAX_PATH];
    *out = 0;
    for (size_t n = 0; n < sizeof parts / sizeof *parts; n++) {
        KT_TRY(kt_path_join(folder, parts[n], path, err));
        *out = *out * 1099511628211u + kt_file_mark(path);
    }
    return KT_OK;
}

kt_status kt_context_hold(kt_context *context, const char *store, uint64_t *mark, kt_error *err)
{
    uint64_t now;
    kt_store *fresh = NULL;
    kt_register *reg = NULL;
    kt_brief_memory *memory = NULL;
    KT_TRY(mark_of(store, &now, err));
    const bool is_same =
        context->store && context->mark == now && strcmp(context->held, store) == 0;
    if (!is_same) {
        kt_status status = kt_store_open(store, &fresh, err);
        if (!status)
            status = kt_register_open(store, KT_REGISTER_READ, &reg, err);
        if (!status)
            status = kt_brief_memory_new(MEMORY_BYTES, &memory, err);
        if (status) {
            kt_register_close(reg);
            kt_store_close(fresh);
            return status;
        }
        kt_store_keep_open(fresh);
        kt_brief_memory_free(context->memory);
        kt_register_close(context->reg);
        kt_store_close(context->store);
        context->memory = memory;
        context->store = fresh;
        context->reg = reg;
        context->mark = now;
        context->has_hours = false;
        snprintf(context->held, sizeof context->held, "%s", store);
    }
    if (mark)
        *mark = now;
    return KT_OK;
}

kt_status kt_context_hour(kt_context *context, int64_t now, uint64_t *mark, kt_error *err)
{
    if (!context->has_hours || (context->next_hour && now >= context->next_hour))
        KT_TRY(
            kt_items_hours(context->reg, now, &context->last_hour, &context->next_hour, err));
    context->has_hours = true;
    *mark ^= (uint64_t)context->last_hour * 0x9E3779B97F4A7C15u;
    return KT_OK;
}

static bool is_held(const kt_run *run)
{
    return run->context->store && strcmp(run->context->held, kt_run_store(run)) == 0;
}

const char *kt_run_store(const kt_run *run)
{
    return kt_argument_text(run, "store", run->options->store);
}

const char *kt_run_language(const kt_run *run)
{
    return kt_argument_text(run, "lang", run->options->language);
}

kt_resources *kt_run_resources(const kt_run *run)
{
    return run->context->resources;
}

kt_status kt_run_countries(const kt_run *run, const kt_countries **out, kt_error *err)
{
    kt_context *context = run->context;
    if (!context->countries)
        KT_TRY(kt_countries_open(context->resources, &context->countries, err));
    *out = context->countries;
    return KT_OK;
}

kt_status kt_run_blocs(const kt_run *run, const kt_blocs **out, kt_error *err)
{
    kt_context *context = run->context;
    if (!context->blocs)
        KT_TRY(kt_blocs_open(context->resources, &context->blocs, err));
    *out = context->blocs;
    return KT_OK;
}

kt_status kt_run_fail_bloc(const kt_blocs *blocs, const char *text, kt_error *err)
{
    char codes[224] = "";
    size_t used = 0;
    for (int64_t n = 0; n < kt_blocs_count(blocs); n++) {
        const char *code = kt_blocs_at(blocs, n)->code;
        const size_t size = strlen(code);
        if (used + size + 2 > sizeof codes)
            break;
        used += (size_t)snprintf(codes + used, sizeof codes - used, " %s", code);
    }
    return kt_fail(err, KT_ERR_MISSING, "no bloc \"%.20s\"; there are%s", text, codes);
}

kt_status kt_run_products(const kt_run *run, const kt_products **out, kt_error *err)
{
    kt_context *context = run->context;
    if (!context->products)
        KT_TRY(kt_products_open(context->resources, &context->products, err));
    *out = context->products;
    return KT_OK;
}

kt_status kt_run_shapes(const kt_run *run, const kt_shapes **out, kt_error *err)
{
    kt_context *context = run->context;
    kt_slice table;
    if (!context->shapes) {
        KT_TRY(kt_resource_get(context->resources, "data/world.csv", &table, err));
        KT_TRY(kt_shapes_parse(table, &context->shapes, err));
    }
    *out = context->shapes;
    return KT_OK;
}

kt_status kt_run_voices(const kt_run *run, kt_voices **out, kt_error *err)
{
    kt_context *context = run->context;
    if (!context->voices)
        KT_TRY(kt_voices_open(context->resources, &context->voices, err));
    *out = context->voices;
    return KT_OK;
}

kt_status kt_run_locale(const kt_run *run, kt_locale **locale, const kt_phrases **phrases,
                        kt_error *err)
{
    kt_context *context = run->context;
    const char *language = kt_run_language(run);
    int l = 0;
    while (l < N_LANGUAGES && strcmp(languages[l], language) != 0)
        l++;
    if (l == N_LANGUAGES)
        return kt_fail(err, KT_ERR_USAGE, "language \"%s\", expected de, en or ru", language);
    if (!context->locale[l])
        KT_TRY(kt_locale_open(language, &context->locale[l], err));
    if (!context->phrases[l]) {
        char name[32];
        kt_slice text;
        snprintf(name, sizeof name, "lang/%s.txt", language);
        KT_TRY(kt_resource_get(context->resources, name, &text, err));
        const kt_status status = kt_phrases_parse(text, &context->phrases[l], err);
        if (status) {
            kt_error_within(err, "reading %s", name);
            return status;
        }
    }
    *locale = context->locale[l];
    *phrases = context->phrases[l];
    return KT_OK;
}

kt_status kt_run_country(const kt_run *run, const char *name, kt_country *out, kt_error *err)
{
    const kt_countries *countries;
    const char *text = kt_argument_text(run, name, NULL);
    if (!text) {
        *out = (kt_country){0};
        return KT_OK;
    }
    KT_TRY(kt_run_countries(run, &countries, err));
    return kt_country_find(countries, kt_slice_of(text), out, err);
}

kt_status kt_run_find_store(const kt_run *run, kt_store **out, kt_error *err)
{
    if (!is_held(run))
        return kt_store_open(kt_run_store(run), out, err);
    *out = run->context->store;
    return KT_OK;
}

void kt_run_close_store(const kt_run *run, kt_store *store)
{
    if (store != run->context->store)
        kt_store_close(store);
}

kt_status kt_run_open_store(const kt_run *run, kt_store **out, kt_error *err)
{
    KT_TRY(kt_run_find_store(run, out, err));
    kt_status status = KT_OK;
    for (int64_t n = 0; !status && n < kt_store_n_datasets(*out); n++) {
        const kt_dataset_info *info = kt_store_info(*out, n);
        const char *damage = kt_store_damage(*out, n);
        if (damage)
            status = kt_sink_format(&run->options->notes, err,
                                    "left out, cannot be read: %s@%s: %s\n", info->name,
                                    info->version, damage);
    }
    if (status)
        kt_run_close_store(run, *out);
    return status;
}

kt_status kt_run_open_register(const kt_run *run, kt_register **out, kt_error *err)
{
    if (!is_held(run))
        return kt_register_open(kt_run_store(run), KT_REGISTER_READ, out, err);
    *out = run->context->reg;
    return KT_OK;
}

void kt_run_close_register(const kt_run *run, kt_register *reg)
{
    if (reg != run->context->reg)
        kt_register_close(reg);
}

kt_brief_memory *kt_run_brief_memory(const kt_run *run)
{
    return is_held(run) ? run->context->memory : NULL;
}

kt_status kt_run_dataset(const kt_run *run, const kt_store *store, kt_dataset **out,
                         kt_error *err)
{
    const char *wanted = kt_argument_text(run, "dataset", NULL);
    const int64_t n_datasets = kt_store_n_datasets(store);
    if (wanted) {
        const int64_t n = kt_store_find(store, wanted);
        if (n < 0)
            return kt_fail(err, KT_ERR_MISSING,
                           "no dataset \"%s\" in %s; kontor info lists what is there", wanted,
                           kt_store_folder(store));
        return kt_dataset_open(store, n, out, err);
    }
    for (int64_t n = 0; n < n_datasets; n++)
        if (!kt_store_damage(store, n))
            return kt_dataset_open(store, n, out, err);
    return kt_fail(err, KT_ERR_MISSING,
                   "no dataset in %s; bring one in with kontor import FILE",
                   kt_store_folder(store));
}

kt_status kt_run_remark_choice(const kt_run *run, const kt_store *store, int64_t dataset,
                               const int64_t *other, int n_others, kt_error *err)
{
    const kt_sink *notes = &run->options->notes;
    const int n_named = n_others < KT_SOURCE_OTHERS ? n_others : KT_SOURCE_OTHERS;
    if (n_others == 0)
        return KT_OK;
    const kt_dataset_info *info = kt_store_info(store, dataset);
    KT_TRY(kt_sink_format(notes, err, "answered from %s@%s; also fit: ", info->name,
                          info->version));
    for (int n = 0; n < n_named; n++) {
        info = kt_store_info(store, other[n]);
        KT_TRY(kt_sink_format(notes, err, "%s%s@%s", n ? ", " : "", info->name, info->version));
    }
    if (n_others > n_named)
        KT_TRY(kt_sink_format(notes, err, " and %d more", n_others - n_named));
    return kt_sink_add(notes, "; --dataset NAME chooses\n", err);
}

kt_status kt_run_choose(const kt_run *run, const kt_store *store,
                        const kt_source_question *question, kt_dataset **out, kt_error *err)
{
    const char *wanted = kt_argument_text(run, "dataset", NULL);
    kt_source_choice choice;
    KT_TRY(kt_source_choose(store, question, wanted, &choice, err));
    *out = NULL;
    if (choice.dataset < 0)
        return KT_OK;
    KT_TRY(kt_dataset_open(store, choice.dataset, out, err));
    const kt_status status =
        kt_run_remark_choice(run, store, choice.dataset, choice.other, choice.n_others, err);
    if (status) {
        kt_dataset_close(*out);
        *out = NULL;
    }
    return status;
}

kt_status kt_run_choose_world(const kt_run *run, const kt_store *store, kt_dataset **out,
                              kt_error *err)
{
    const kt_source_question question = {.need = KT_NEED_PARTNERS, .of_world = true};
    return kt_run_choose(run, store, &question, out, err);
}

void kt_run_part(const kt_run *run, int64_t n_rows, int64_t *first, int64_t *last)
{
    const int64_t skip = kt_argument_integer(run, "skip", 0);
    const int64_t limit = kt_argument_integer(run, "limit", n_rows);
    *first = skip < n_rows ? skip : n_rows;
    *last = limit < n_rows - *first ? *first + limit : n_rows;
    if (run->options->n_rows)
        *run->options->n_rows = n_rows;
}

kt_status kt_run_product(const kt_run *run, const kt_dataset_info *info, kt_product *out,
                         kt_error *err)
{
    const char *text = kt_argument_text(run, "product", NULL);
    *out = (kt_product){0};
    return text ? kt_product_of(info, text, out, err) : KT_OK;
}

kt_status kt_product_of(const kt_dataset_info *info, const char *text, kt_product *out,
                        kt_error *err)
{
    if (info->revision == KT_REVISION_NONE)
        return kt_fail(err, KT_ERR_MISSING,
                       "%s has no products of one classification, so --product has no meaning",
                       info->name);
    if (!kt_product_parse(kt_slice_of(text), info->revision, out))
        return kt_fail(err, KT_ERR_RANGE, "product \"%s\", expected one to six digits of %s",
                       text, kt_revision_name(info->revision));
    return KT_OK;
}
