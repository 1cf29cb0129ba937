/* chart_suppliers.c: who supplies an importer with a product: the largest suppliers as bars. */
#include "chart_internal.h"

#include <kontor/source.h>
#include <kontor/suppliers.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_BARS = 15 };

typedef struct supply {
    const kt_run *run;
    const kt_countries *countries;
    kt_locale *locale;
    const kt_phrases *phrases;
    const kt_products *products;
    const char *language;
    const kt_dataset_info *info;
    kt_country importer;
    kt_product product;
    kt_suppliers suppliers;
    kt_picture *picture;
} supply;

static kt_status keep(supply *s, const kt_text *text, const char **out, kt_error *err)
{
    return kt_arena_text(&s->picture->arena, kt_text_get(text), text->size, out, err);
}

/* Of the amounts: what the largest is told in, so that none is 0.0 beside its bar. */
static double scale_of(const kt_suppliers *suppliers)
{
    double most = 0.0;
    for (int64_t n = 0; n < suppliers->n_partners; n++)
        most = fmax(most, suppliers->partner[n].usd); // NaN: left out
    return most < 1e6 ? 1e-3 : 1e-6;
}

/* A phrase with what this picture can say. */
static kt_status say(supply *s, const char *key, const char **out, kt_error *err)
{
    char year[16], code[16];
    kt_text text = {0}, coverage = {0};
    kt_status status = KT_OK;
    const char *name = kt_product_name(s->products, s->product, s->language);

    snprintf(year, sizeof year, "%d", s->suppliers.year);
    if (!isnan(s->suppliers.coverage))
        status = kt_locale_percent(s->locale, s->suppliers.coverage, 1, KT_SIGN_AUTO, &coverage,
                                   err);
    const kt_argument arguments[] = {
        {"country_genitive",
         kt_country_name(s->countries, s->importer, s->language, KT_NAME_GENITIVE), 0.0},
        {"country_object",
         kt_country_name(s->countries, s->importer, s->language, KT_NAME_OBJECT), 0.0},
        {"code", kt_product_print(s->product, code), 0.0},
        {"name", name, 0.0},
        {"named", name[0] != '\0' ? "yes" : "no", 0.0},
        {"year", year, 0.0},
        {"dataset", s->info->name, 0.0},
        {"version", s->info->version, 0.0},
        {"unit", scale_of(&s->suppliers) > 1e-6 ? "thousand" : "million", 0.0},
        {"covered", coverage.size > 0 ? "yes" : "no", 0.0},
        {"coverage", kt_text_get(&coverage), 0.0},
        {"by",
         s->suppliers.stated_by == KT_BY_IMPORTER   ? "importer"
         : s->suppliers.stated_by == KT_BY_EXPORTER ? "exporter"
                                                    : "reconciled",
         0.0},
    };
    if (!status)
        status = kt_phrase_fill(s->phrases, s->locale, key, arguments,
                                sizeof arguments / sizeof *arguments, &text, err);
    if (!status)
        status = keep(s, &text, out, err);
    kt_text_clear(&coverage);
    kt_text_clear(&text);
    return status;
}

/* "12.3 · 45.6%": million or thousand USD and the share of what is stated, else of the sum. */
static kt_status put_bar(supply *s, const kt_supplier *supplier, kt_bar *bar, kt_error *err)
{
    const kt_suppliers *all = &s->suppliers;
    const double whole =
        isnan(all->stated_usd) ? all->partners_usd + all->unallocated_usd : all->stated_usd;
    const char *name = kt_country_name(s->countries, supplier->country, s->language, KT_NAME);
    kt_text text = {0};
    kt_status status = kt_arena_text(&s->picture->arena, name, strlen(name), &bar->name, err);

    bar->value = supplier->usd;
    bar->before = NAN;
    if (!status)
        status = kt_locale_number(s->locale, supplier->usd * scale_of(all), 1, &text, err);
    if (!status)
        status = kt_text_add(&text, " \xC2\xB7 ", err);
    if (!status)
        status =
            kt_locale_percent(s->locale, supplier->usd / whole, 1, KT_SIGN_AUTO, &text, err);
    if (!status)
        status = keep(s, &text, &bar->shown, err);
    kt_text_clear(&text);
    return status;
}

static kt_status fill(supply *s, kt_error *err)
{
    kt_bars_picture *bars = &s->picture->of.bars;

    bars->scale = scale_of(&s->suppliers);
    KT_TRY(say(s, "picture.suppliers", &s->picture->title, err));
    KT_TRY(say(s, "picture.suppliers_unit", &s->picture->subtitle, err));
    KT_TRY(say(s, "picture.suppliers_text", &s->picture->text, err));
    KT_TRY(say(s, "picture.suppliers_source", &s->picture->source, err));
    KT_TRY(kt_arena_new(&s->picture->arena, &bars->bar, MOST_BARS, sizeof *bars->bar, err));
    for (int64_t n = 0; n < s->suppliers.n_partners && bars->n_bars < MOST_BARS; n++)
        if (!isnan(s->suppliers.partner[n].usd))
            KT_TRY(put_bar(s, &s->suppliers.partner[n], &bars->bar[bars->n_bars++], err));
    return KT_OK;
}

/* The importer's own statements, else nobody's, else the exporters'. */
static kt_status gather(supply *s, const kt_dataset *dataset, kt_error *err)
{
    static const kt_stated_by order[] = {KT_BY_IMPORTER, KT_RECONCILED, KT_BY_EXPORTER};
    int first, last;

    kt_argument_years(s->run, &first, &last);
    const int16_t year = (int16_t)(last ? last : s->info->last_year);
    for (size_t n = 0; n < sizeof order / sizeof *order; n++) {
        kt_suppliers_clear(&s->suppliers);
        s->suppliers = (kt_suppliers){0};
        if (!(s->info->stated_by >> order[n] & 1))
            continue;
        KT_TRY(kt_suppliers_gather(dataset, s->countries, s->importer, s->product, year, 0,
                                   order[n], &s->suppliers, err));
        if (s->suppliers.n_partners > 0)
            return KT_OK;
    }
    return kt_fail(err, KT_ERR_MISSING, "%s@%s holds no suppliers of \"%s\" in %d",
                   s->info->name, s->info->version, kt_argument_at(s->run, 2), year);
}

static kt_status draw(supply *s, const kt_dataset *dataset, kt_error *err)
{
    const char *text = kt_argument_at(s->run, 2);

    s->info = kt_dataset_info_of(dataset);
    if (!kt_product_parse(kt_slice_of(text), s->info->revision, &s->product))
        return kt_fail(err, KT_ERR_RANGE, "product \"%s\", expected a code of %s", text,
                       kt_revision_name(s->info->revision));
    KT_TRY(gather(s, dataset, err));
    KT_TRY(kt_picture_new(KT_PICTURE_BARS, &s->picture, err));
    return fill(s, err);
}

kt_status kt_chart_suppliers(const kt_run *run, kt_picture **out, kt_error *err)
{
    supply s = {.run = run, .language = kt_run_language(run)};
    kt_store *store = NULL;
    kt_dataset *dataset = NULL;
    int first, last;

    if (!kt_argument_at(run, 2) || kt_argument_at(run, 3))
        return kt_fail(err, KT_ERR_USAGE,
                       "expected an importer and a product behind suppliers");
    KT_TRY(kt_run_countries(run, &s.countries, err));
    KT_TRY(kt_run_products(run, &s.products, err));
    KT_TRY(kt_run_locale(run, &s.locale, &s.phrases, err));
    KT_TRY(kt_country_find(s.countries, kt_slice_of(kt_argument_at(run, 1)), &s.importer, err));
    kt_argument_years(run, &first, &last);
    kt_status status = kt_run_open_store(run, &store, err);
    if (!status)
        status = kt_run_choose(run, store,
                               &(kt_source_question){.country = s.importer,
                                                     .imports = true,
                                                     .first_year = last,
                                                     .last_year = last,
                                                     .need = KT_NEED_PRODUCTS,
                                                     .product = kt_argument_at(run, 2)},
                               &dataset, err);
    if (!status && !dataset)
        status = kt_fail(err, KT_ERR_MISSING, "no dataset in %s has suppliers of \"%s\"%s",
                         kt_store_folder(store), kt_argument_at(run, 2),
                         last ? " in that year" : "");
    if (!status)
        status = draw(&s, dataset, err);
    if (status)
        kt_picture_free(s.picture);
    else
        *out = s.picture;
    kt_suppliers_clear(&s.suppliers);
    kt_dataset_close(dataset);
    kt_run_close_store(run, store);
    return status;
}
