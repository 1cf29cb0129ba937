/* trade_axis.c: the products of a dataset at one level, which all its tables share. */
#include <kontor/trade_matrix.h>

#include <kontor/memory.h>

#include <stdlib.h>

static int is_hs(kt_revision revision)
{
    return revision >= KT_HS92 && revision <= KT_HS22;
}

static int compare_products(const void *left, const void *right)
{
    const kt_product *x = left, *y = right;
    return (x->code > y->code) - (x->code < y->code);
}

/* Sorted, each once. */
static void make_unique(kt_trade_axis *axis)
{
    int64_t n_kept = 0;
    if (axis->n_products > 1)
        qsort(axis->product, (size_t)axis->n_products, sizeof *axis->product, compare_products);
    for (int64_t k = 0; k < axis->n_products; k++)
        if (k == 0 || axis->product[k].code != axis->product[n_kept - 1].code)
            axis->product[n_kept++] = axis->product[k];
    axis->n_products = n_kept;
}

static int level_digits(kt_level level)
{
    static const int digits_of[] = {0, 0, 2, 4, 6};
    return digits_of[level];
}

/* What the codes are: how many digits the longest has, of which classification. */
static void survey(const kt_product *product, int64_t n, kt_trade_axis *axis)
{
    int seen = 0;
    for (int64_t k = 0; k < n; k++) {
        const int digits = kt_product_digits(product[k]);
        const kt_revision revision = kt_product_revision(product[k]);
        if (product[k].code == KT_TOTAL.code)
            continue;
        if (digits <= 6 && digits > axis->digits)
            axis->digits = digits;
        if (!seen || axis->revision == revision)
            axis->revision = revision;
        else
            axis->revision = KT_REVISION_NONE;
        seen = 1;
        if (axis->revision == KT_REVISION_NONE)
            break;
    }
}

kt_status kt_trade_axis_make(const kt_dataset *dataset, kt_level level, kt_trade_axis *out,
                             kt_error *err)
{
    kt_status status = KT_OK;
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    const kt_product *product;
    int64_t n;
    kt_trade_axis axis = {.level = KT_LEVEL_STATED};

    status = kt_dataset_products(dataset, &product, &n, err);
    if (status)
        goto done;
    survey(product, n, &axis);
    if (axis.digits == 0) {
        status = kt_fail(err, KT_ERR_MISSING,
                         "%s@%s holds totals only: this needs a dataset with products",
                         info->name, info->version);
        goto done;
    }
    if (is_hs(axis.revision) || axis.revision == KT_REVISION_NONE) {
        const int finest = axis.digits >= 6 ? 6 : axis.digits >= 4 ? 4 : 2;
        axis.digits = level == KT_LEVEL_STATED ? finest : level_digits(level);
        axis.level = axis.digits == 6 ? KT_LEVEL_6 : axis.digits == 4 ? KT_LEVEL_4 : KT_LEVEL_2;
        if (axis.digits > finest || axis.digits < 2) {
            status =
                kt_fail(err, KT_ERR_RANGE, "%s@%s has products of %d digits, %d are asked for",
                        info->name, info->version, finest, axis.digits);
            goto done;
        }
    } else if (level != KT_LEVEL_STATED) {
        status = kt_fail(err, KT_ERR_RANGE,
                         "%s@%s is in %s, which has no levels here: leave --level away",
                         info->name, info->version, kt_revision_name(axis.revision));
        goto done;
    }
    status = kt_new(&axis.product, n, sizeof *axis.product, err);
    if (status)
        goto done;
    for (int64_t k = 0; k < n; k++) {
        const kt_product at = axis.level == KT_LEVEL_STATED
                                  ? product[k]
                                  : kt_product_above(product[k], axis.digits);
        if (kt_product_digits(at) == axis.digits && !kt_product_is_unallocated(at))
            axis.product[axis.n_products++] = at;
    }
    make_unique(&axis);
    *out = axis;
    axis.product = NULL;
done:
    kt_free(axis.product);
    return status;
}

kt_status kt_trade_axis_totals(kt_trade_axis *out, kt_error *err)
{
    kt_trade_axis axis = {.level = KT_LEVEL_TOTAL, .n_products = 1};
    KT_TRY(kt_new(&axis.product, 1, sizeof *axis.product, err));
    axis.product[0] = KT_TOTAL;
    *out = axis;
    return KT_OK;
}

void kt_trade_axis_clear(kt_trade_axis *axis)
{
    kt_free(axis->product);
    *axis = (kt_trade_axis){0};
}

int64_t kt_trade_axis_find(const kt_trade_axis *axis, kt_product product)
{
    const kt_product *found = axis->n_products
                                  ? bsearch(&product, axis->product, (size_t)axis->n_products,
                                            sizeof *axis->product, compare_products)
                                  : NULL;
    return found ? found - axis->product : -1;
}
