/* source_dataset.c: the dataset that answers about a country's partners or products. Datasets
 * are looked at one after the other, newest first, and the best is kept. */
#include <kontor/source.h>

#include <string.h>

/* Fewer partners are a part of a country's trade: its five largest, or who alone reports. */
enum { LEAST_PARTNERS = 30 };

/* What a dataset has about a country, or a pair. */
typedef struct view {
    int64_t n_partners;        /* of the direction with more; World is none */
    bool own, theirs, nobodys; /* statements of the country, of its partners, reconciled ones */
} view;

static kt_status look(const kt_dataset *dataset, kt_country country, kt_country partner,
                      int year, view *out, kt_error *err)
{
    for (int direction = 0; direction < 2; direction++) {
        const bool exports = direction == 0;
        const kt_filter filter = {.exporter = exports ? country : partner,
                                  .importer = exports ? partner : country,
                                  .first_year = (int16_t)year,
                                  .last_year = (int16_t)year,
                                  .kinds = 1u << KT_GOODS,
                                  .whole_years = true,
                                  .level = KT_LEVEL_TOTAL};
        const unsigned key = exports ? KT_BY_KEY_IMPORTER : KT_BY_KEY_EXPORTER;
        kt_groups groups = {0};
        int64_t n_partners = 0;
        KT_TRY(kt_dataset_group(dataset, &filter, KT_BY_KEY_STATED_BY | key, &groups, err));
        for (int64_t g = 0; g < groups.n_groups; g++) {
            const kt_group *group = &groups.group[g];
            const kt_country other = exports ? group->importer : group->exporter;
            const bool by_exporter = group->stated_by == KT_BY_EXPORTER;
            n_partners += other.code != KT_WORLD.code;
            if (group->stated_by == KT_RECONCILED)
                out->nobodys = true;
            else if (by_exporter == exports)
                out->own = true;
            else
                out->theirs = true;
        }
        out->n_partners = n_partners > out->n_partners ? n_partners : out->n_partners;
        kt_groups_clear(&groups);
    }
    return KT_OK;
}

/* How well a dataset fits, higher is better; 0 not at all. */
static kt_status grade(const kt_dataset *dataset, kt_country country, kt_country partner,
                       int year, kt_source_need need, int *out, kt_error *err)
{
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    const unsigned both = 1u << KT_BY_EXPORTER | 1u << KT_BY_IMPORTER;
    const kt_product *product = NULL;
    int64_t n_products = 0;
    int digits = 0;
    view seen = {0};

    *out = 0;
    if (need == KT_NEED_PRODUCTS && !info->has_products)
        return KT_OK;
    KT_TRY(look(dataset, country, partner, year, &seen, err));
    if (!seen.own && !seen.theirs && !seen.nobodys)
        return KT_OK;
    *out = (info->stated_by & both) == both ? 3 : seen.nobodys ? 2 : 1;
    if (partner.code ? seen.own && seen.theirs : seen.n_partners >= LEAST_PARTNERS)
        *out += 4;
    if (need != KT_NEED_PRODUCTS)
        return KT_OK;
    KT_TRY(kt_dataset_products(dataset, &product, &n_products, err));
    for (int64_t n = 0; n < n_products; n++) {
        const int its = kt_product_digits(product[n]);
        if (its <= 6 && its > digits)
            digits = its;
    }
    *out += 10 * digits;
    return KT_OK;
}

/* Products of one country alone: a finer report of another country knows it as a partner only,
 * and so next to nothing. *grade rises by more than levels of products make up where the
 * country states something itself, or nobody does. */
static kt_status prefer_own(const kt_dataset *dataset, kt_country country, int year, int *grade,
                            kt_error *err)
{
    enum { MORE_THAN_LEVELS = 100 };
    bool own = false;
    for (int direction = 0; direction < 2; direction++) {
        kt_filter filter = {.first_year = (int16_t)year,
                            .last_year = (int16_t)year,
                            .kinds = 1u << KT_GOODS,
                            .whole_years = true,
                            .level = KT_LEVEL_TOTAL};
        const int its = direction == 0 ? KT_BY_EXPORTER : KT_BY_IMPORTER;
        kt_groups groups = {0};
        *(direction == 0 ? &filter.exporter : &filter.importer) = country;
        KT_TRY(kt_dataset_group(dataset, &filter, KT_BY_KEY_STATED_BY, &groups, err));
        for (int64_t g = 0; g < groups.n_groups; g++)
            own |=
                groups.group[g].stated_by == its || groups.group[g].stated_by == KT_RECONCILED;
        kt_groups_clear(&groups);
    }
    *grade += own ? MORE_THAN_LEVELS : 0;
    return KT_OK;
}

kt_status kt_source_dataset(const kt_store *store, kt_country country, kt_country partner,
                            int year, kt_source_need need, const char *reference, int64_t *out,
                            kt_error *err)
{
    int64_t best = -1, wanted = -1;
    int best_grade = 0;

    if (reference && strcmp(reference, "facts") == 0) {
        *out = -1;
        return KT_OK;
    }
    if (reference) {
        wanted = kt_store_find(store, reference);
        if (wanted < 0)
            return kt_fail(err, KT_ERR_MISSING,
                           "no dataset %s in the store %s; 'kontor info' lists what is there",
                           reference, kt_store_folder(store));
    }
    for (int64_t n = 0; n < kt_store_n_datasets(store); n++) {
        kt_dataset *dataset = NULL;
        int found = 0;
        if (reference ? n != wanted : kt_store_damage(store, n) != NULL)
            continue;
        KT_TRY(kt_dataset_open(store, n, &dataset, err));
        kt_status status = grade(dataset, country, partner, year, need, &found, err);
        if (!status && found && need == KT_NEED_PRODUCTS && country.code && !partner.code)
            status = prefer_own(dataset, country, year, &found, err);
        kt_dataset_close(dataset);
        KT_TRY(status);
        if (found > best_grade) {
            best = n;
            best_grade = found;
        }
    }
    *out = best;
    return KT_OK;
}
