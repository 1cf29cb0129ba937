/* suppliers.c: the partners of one country in one product and year. */
#include <kontor/suppliers.h>

#include <kontor/memory.h>

#include <math.h>
#include <stdlib.h>

static kt_level level_of(kt_product product)
{
    const kt_revision revision = kt_product_revision(product);
    const int digits = kt_product_digits(product);
    if (digits == 0)
        return KT_LEVEL_TOTAL;
    if (revision < KT_HS92 || revision > KT_HS22)
        return KT_LEVEL_STATED;
    return digits <= 2 ? KT_LEVEL_2 : digits <= 4 ? KT_LEVEL_4 : KT_LEVEL_6;
}

/* Sums by the countries of `keys`: several codes below the product become one group, and what
 * is not asked for is left out. */
static kt_status sum_partners(const kt_dataset *dataset, const kt_filter *filter, unsigned keys,
                              kt_groups *out, kt_error *err)
{
    KT_TRY(kt_dataset_group(dataset, filter, keys | KT_BY_KEY_PRODUCT, out, err));
    int64_t n_kept = 0;
    for (int64_t g = 0; g < out->n_groups; g++) {
        const kt_group *group = &out->group[g];
        kt_group *last = n_kept ? &out->group[n_kept - 1] : NULL;
        const int fits = filter->level == KT_LEVEL_STATED
                             ? group->product.code == filter->product.code
                             : kt_product_covers(filter->product, group->product);
        if (!fits)
            continue;
        if (!last || last->exporter.code != group->exporter.code ||
            last->importer.code != group->importer.code) {
            out->group[n_kept++] = *group;
            continue;
        }
        if (!isnan(group->value_usd))
            last->value_usd =
                isnan(last->value_usd) ? group->value_usd : last->value_usd + group->value_usd;
        last->quantity_tonnes += group->quantity_tonnes;
        last->n_without_quantity += group->n_without_quantity;
        if (group->status > last->status)
            last->status = group->status;
    }
    out->n_groups = n_kept;
    return KT_OK;
}

static double tonnes_of(const kt_group *group)
{
    return group->n_without_quantity ? (double)NAN : group->quantity_tonnes;
}

/* World and aggregates are no partners: counted among them they count twice. */
static int is_sum(const kt_countries *countries, kt_country country)
{
    const kt_country_info *info = kt_country_info_of(countries, country);
    return info && (info->kind == KT_IS_WORLD || info->kind == KT_IS_AGGREGATE);
}

static void add_group(kt_supplier *to, const kt_group *group)
{
    if (!isnan(group->value_usd))
        to->usd = isnan(to->usd) ? group->value_usd : to->usd + group->value_usd;
    to->tonnes += tonnes_of(group);
    if (group->status > to->status)
        to->status = group->status;
}

static int compare_suppliers(const void *left, const void *right)
{
    const kt_supplier *x = left, *y = right;
    const int x_none = isnan(x->usd) != 0, y_none = isnan(y->usd) != 0;
    if (x_none != y_none)
        return x_none - y_none;
    if (!x_none && x->usd != y->usd)
        return x->usd < y->usd ? 1 : -1;
    return (x->country.code > y->country.code) - (x->country.code < y->country.code);
}

static void take_partners(const kt_countries *countries, const kt_groups *groups,
                          kt_suppliers *out)
{
    for (int64_t g = 0; g < groups->n_groups; g++) {
        const kt_group *group = &groups->group[g];
        const kt_country partner = out->is_export ? group->importer : group->exporter;
        if (partner.code == out->country.code || is_sum(countries, partner))
            continue;
        if (!kt_country_ranks(countries, partner)) {
            if (!isnan(group->value_usd))
                out->unallocated_usd += group->value_usd;
            continue;
        }
        out->partner[out->n_partners++] = (kt_supplier){.country = partner,
                                                        .usd = group->value_usd,
                                                        .tonnes = tonnes_of(group),
                                                        .status = group->status};
        if (!isnan(group->value_usd))
            out->partners_usd += group->value_usd;
    }
    if (out->n_partners > 1)
        qsort(out->partner, (size_t)out->n_partners, sizeof *out->partner, compare_suppliers);
}

/* What no partner has: against the stated total where there is one. */
static void set_coverage(kt_suppliers *found)
{
    found->coverage = NAN;
    found->missing_usd = found->unallocated_usd;
    if (!(found->stated_usd > 0.0))
        return;
    found->coverage = (found->partners_usd + found->unallocated_usd) / found->stated_usd;
    found->missing_usd = fmax(0.0, found->stated_usd - found->partners_usd);
}

kt_status kt_suppliers_gather(const kt_dataset *dataset, const kt_countries *countries,
                              kt_country country, kt_product product, int16_t year,
                              int is_export, kt_stated_by stated_by, kt_suppliers *out,
                              kt_error *err)
{
    kt_status status = KT_OK;
    kt_groups groups = {0}, world = {0};
    kt_suppliers found = {.country = country,
                          .product = product,
                          .year = year,
                          .is_export = is_export != 0,
                          .stated_by = stated_by,
                          .stated_usd = NAN,
                          .stated_tonnes = NAN,
                          .coverage = NAN};
    kt_filter filter = {.product = product,
                        .first_year = year,
                        .last_year = year,
                        .stated_by = (uint8_t)(1u << stated_by),
                        .kinds = 1u << KT_GOODS,
                        .whole_years = true,
                        .level = level_of(product)};
    const unsigned partner_key = is_export ? KT_BY_KEY_IMPORTER : KT_BY_KEY_EXPORTER;

    if (is_export)
        filter.exporter = country;
    else
        filter.importer = country;
    status = sum_partners(dataset, &filter, partner_key, &groups, err);
    if (status)
        goto done;
    if (is_export)
        filter.importer = KT_WORLD;
    else
        filter.exporter = KT_WORLD;
    status = sum_partners(dataset, &filter, partner_key, &world, err);
    if (!status)
        status = kt_new(&found.partner, groups.n_groups, sizeof *found.partner, err);
    if (status)
        goto done;
    take_partners(countries, &groups, &found);
    if (world.n_groups > 0 && world.group[0].value_usd > 0.0) {
        found.stated_usd = world.group[0].value_usd;
        found.stated_tonnes = tonnes_of(&world.group[0]);
    }
    set_coverage(&found);
    *out = found;
    found.partner = NULL;
done:
    kt_free(found.partner);
    kt_groups_clear(&world);
    kt_groups_clear(&groups);
    return status;
}

void kt_suppliers_clear(kt_suppliers *suppliers)
{
    kt_free(suppliers->partner);
    *suppliers = (kt_suppliers){0};
}

/* ---- groups of countries ------------------------------------------------------------------
 */

static int compare_codes(const void *left, const void *right)
{
    const kt_supplier *x = left, *y = right;
    return (x->country.code > y->country.code) - (x->country.code < y->country.code);
}

/* Equal codes, side by side, become one. */
static void merge_partners(kt_suppliers *joined)
{
    int64_t n = 0;
    if (joined->n_partners > 1)
        qsort(joined->partner, (size_t)joined->n_partners, sizeof *joined->partner,
              compare_codes);
    for (int64_t p = 0; p < joined->n_partners; p++) {
        const kt_supplier *from = &joined->partner[p];
        kt_supplier *to = n ? &joined->partner[n - 1] : NULL;
        if (!to || to->country.code != from->country.code) {
            joined->partner[n++] = *from;
            continue;
        }
        if (!isnan(from->usd))
            to->usd = isnan(to->usd) ? from->usd : to->usd + from->usd;
        to->tonnes += from->tonnes;
        to->status = from->status > to->status ? from->status : to->status;
    }
    joined->n_partners = n;
    if (n > 1)
        qsort(joined->partner, (size_t)n, sizeof *joined->partner, compare_suppliers);
}

kt_status kt_suppliers_join(const kt_suppliers *list, int64_t n_list, kt_country country,
                            kt_country (*as)(const void *with, kt_country country),
                            const void *with, kt_suppliers *out, kt_error *err)
{
    kt_suppliers joined = {.country = country};
    int64_t n = 0;
    for (int64_t l = 0; l < n_list; l++)
        n += list[l].n_partners;
    KT_TRY(kt_new(&joined.partner, n, sizeof *joined.partner, err));
    for (int64_t l = 0; l < n_list; l++) {
        const kt_suppliers *from = &list[l];
        if (l == 0) {
            joined.product = from->product;
            joined.year = from->year;
            joined.is_export = from->is_export;
            joined.stated_by = from->stated_by;
        }
        joined.partners_usd += from->partners_usd;
        joined.unallocated_usd += from->unallocated_usd;
        joined.stated_usd += from->stated_usd; // NaN stays
        joined.stated_tonnes += from->stated_tonnes;
        for (int64_t p = 0; p < from->n_partners; p++) {
            joined.partner[joined.n_partners] = from->partner[p];
            joined.partner[joined.n_partners++].country = as(with, from->partner[p].country);
        }
    }
    merge_partners(&joined);
    set_coverage(&joined);
    *out = joined;
    return KT_OK;
}

/* ---- the world ----------------------------------------------------------------------------
 */

/* groups hold each exporter's own total beside its partners. */
static double coverage_of(const kt_groups *groups, const kt_supplier *list, int64_t n)
{
    double known = 0.0, stated = 0.0;
    int64_t at = 0;
    for (int64_t g = 0; g < groups->n_groups; g++) {
        const kt_group *group = &groups->group[g];
        if (group->importer.code != KT_WORLD.code || !(group->value_usd > 0.0))
            continue;
        while (at < n && list[at].country.code < group->exporter.code)
            at++;
        if (at == n || list[at].country.code != group->exporter.code || isnan(list[at].usd))
            continue;
        known += list[at].usd;
        stated += group->value_usd;
    }
    return stated > 0.0 ? known / stated : (double)NAN;
}

kt_status kt_suppliers_of_world(const kt_dataset *dataset, const kt_countries *countries,
                                kt_product product, int16_t year, kt_stated_by stated_by,
                                kt_supplier **out, int64_t *n, double *coverage, kt_error *err)
{
    kt_status status = KT_OK;
    kt_supplier *list = NULL;
    kt_groups groups = {0};
    const kt_filter filter = {.product = product,
                              .first_year = year,
                              .last_year = year,
                              .stated_by = (uint8_t)(1u << stated_by),
                              .kinds = 1u << KT_GOODS,
                              .whole_years = true,
                              .level = level_of(product)};
    int64_t n_list = 0;

    status =
        sum_partners(dataset, &filter, KT_BY_KEY_EXPORTER | KT_BY_KEY_IMPORTER, &groups, err);
    if (!status)
        status = kt_new(&list, groups.n_groups, sizeof *list, err);
    if (status)
        goto done;
    for (int64_t g = 0; g < groups.n_groups; g++) {
        const kt_group *group = &groups.group[g];
        const kt_supplier *last = n_list ? &list[n_list - 1] : NULL;
        if (!kt_country_ranks(countries, group->exporter) || is_sum(countries, group->importer))
            continue;
        if (!last || last->country.code != group->exporter.code)
            list[n_list++] = (kt_supplier){.country = group->exporter, .usd = NAN};
        add_group(&list[n_list - 1], group);
    }
    if (coverage)
        *coverage = coverage_of(&groups, list, n_list);
    *out = list;
    *n = n_list;
    list = NULL;
done:
    kt_free(list);
    kt_groups_clear(&groups);
    return status;
}
