/* pair_products.c: the products of one direction of a pair in one year.
 *
 * First a look at the rows as they were stated: which classification, how many digits, is there
 * a total. Then the rows at that level, where the store has put what parents hold beyond their
 * children into unallocated codes; only classifications other than HS, whose levels the store
 * does not know, are taken as stated at their longest codes. */
#include <kontor/pair_products.h>

#include <kontor/memory.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

typedef struct survey {
    const kt_dataset *dataset;
    int digits; /* of the longest code */
    kt_revision revision;
    double stated_usd;
} survey;

static kt_status survey_rows(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    survey *seen = with;
    (void)err;

    for (int64_t r = 0; r < n_rows; r++) {
        if (rows[r].product.code == KT_TOTAL.code) {
            seen->stated_usd = kt_dataset_usd(seen->dataset, rows[r].value);
            continue;
        }
        const int digits = kt_product_digits(rows[r].product);
        if (digits <= 6 && digits > seen->digits) { // 7 marks unallocated
            seen->digits = digits;
            seen->revision = kt_product_revision(rows[r].product);
        }
    }
    return KT_OK;
}

typedef struct gathering {
    const kt_dataset *dataset;
    kt_pair_products *out;
    int64_t capacity;
    int as_stated;
} gathering;

static kt_status gather_rows(void *with, const kt_flow *rows, int64_t n_rows, kt_error *err)
{
    gathering *work = with;
    kt_pair_products *out = work->out;

    for (int64_t r = 0; r < n_rows; r++) {
        const kt_flow *row = &rows[r];
        const double usd = kt_dataset_usd(work->dataset, row->value);
        const int digits = kt_product_digits(row->product);
        if (row->product.code == KT_TOTAL.code || (work->as_stated && digits != out->digits))
            continue;
        if (kt_product_is_unallocated(row->product) || digits != out->digits) {
            if (!isnan(usd))
                out->unallocated_usd += usd;
            continue;
        }
        if (out->n_products == work->capacity) {
            const int64_t capacity = 2 * work->capacity + 256;
            KT_TRY(kt_resize(&out->product, capacity, sizeof *out->product, err));
            work->capacity = capacity;
        }
        out->product[out->n_products++] = (kt_pair_product){
            .product = row->product,
            .value_usd = usd,
            .quantity_tonnes = kt_dataset_tonnes(work->dataset, row->quantity),
            .unit_value_usd = NAN,
            .share = NAN,
            .status = row->status};
    }
    return KT_OK;
}

/* Largest value first, withheld ones last, then by code. */
static int compare_products(const void *left, const void *right)
{
    const kt_pair_product *x = left, *y = right;
    const int x_none = isnan(x->value_usd) != 0, y_none = isnan(y->value_usd) != 0;
    if (x_none != y_none)
        return x_none - y_none;
    if (!x_none && x->value_usd != y->value_usd)
        return x->value_usd < y->value_usd ? 1 : -1;
    return (x->product.code > y->product.code) - (x->product.code < y->product.code);
}

static void fill_sums(kt_pair_products *out)
{
    int64_t n_valued = 0;
    double sum = 0.0;

    if (out->n_products > 1)
        qsort(out->product, (size_t)out->n_products, sizeof *out->product, compare_products);
    for (int64_t p = 0; p < out->n_products; p++) {
        if (isnan(out->product[p].value_usd))
            continue;
        sum += out->product[p].value_usd;
        n_valued++;
    }
    out->n_withheld = out->n_products - n_valued;
    out->products_usd = n_valued ? sum : (double)NAN;

    const double known = sum + out->unallocated_usd;
    const bool is_stated = out->stated_usd > 0.0;
    out->total_usd = is_stated ? out->stated_usd : known > 0.0 ? known : (double)NAN;
    out->coverage = is_stated && out->digits ? known / out->stated_usd : (double)NAN;

    for (int64_t p = 0; p < out->n_products; p++) {
        kt_pair_product *product = &out->product[p];
        product->share = product->value_usd / out->total_usd;
        if (product->quantity_tonnes > 0.0)
            product->unit_value_usd = product->value_usd / product->quantity_tonnes;
    }
}

static int is_hs(kt_revision revision)
{
    return revision >= KT_HS92 && revision <= KT_HS22;
}

kt_status kt_pair_products_gather(const kt_dataset *dataset, kt_country exporter,
                                  kt_country importer, int16_t year, kt_stated_by stated_by,
                                  kt_pair_products *out, kt_error *err)
{
    kt_status status = KT_OK;
    survey seen = {.dataset = dataset, .stated_usd = NAN};
    kt_pair_products found = {.exporter = exporter,
                              .importer = importer,
                              .year = year,
                              .stated_by = (uint8_t)stated_by};
    gathering work = {.dataset = dataset, .out = &found};
    kt_filter filter = {.exporter = exporter,
                        .importer = importer,
                        .first_year = year,
                        .last_year = year,
                        .stated_by = (uint8_t)(1u << stated_by),
                        .kinds = 1u << KT_GOODS,
                        .whole_years = true,
                        .level = KT_LEVEL_STATED};

    status = kt_dataset_scan(dataset, &filter, survey_rows, &seen, err);
    if (status)
        goto done;
    found.digits = seen.digits;
    found.revision = seen.revision;
    found.stated_usd = seen.stated_usd;
    if (is_hs(seen.revision) && seen.digits >= 2) {
        filter.level = seen.digits == 6   ? KT_LEVEL_6
                       : seen.digits >= 4 ? KT_LEVEL_4
                                          : KT_LEVEL_2;
        found.digits = seen.digits == 6 ? 6 : seen.digits >= 4 ? 4 : 2;
    } else {
        work.as_stated = 1;
    }
    if (found.digits > 0)
        status = kt_dataset_scan(dataset, &filter, gather_rows, &work, err);
    if (status)
        goto done;
    fill_sums(&found);
    *out = found;
    found.product = NULL;
done:
    kt_free(found.product);
    return status;
}

void kt_pair_products_clear(kt_pair_products *products)
{
    kt_free(products->product);
    *products = (kt_pair_products){0};
}
