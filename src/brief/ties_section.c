/* ties_section.c: what an analyst would add to the totals: how much more the two trade than
 * their sizes let expect, and how much of that is the fit of their baskets; whom the trade
 * matters more to; how much of it is an exchange of like for like; on how many products it
 * rests. In sentences, each with its figures and conventions; what a remainder consists of the
 * figures do not say, and so neither does the text. */
#include "ties.h"

#include <kontor/concentration.h>
#include <kontor/grubel_lloyd.h>
#include <kontor/memory.h>
#include <kontor/pair_products.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct telling {
    kt_work *work;
    kt_ties ties;
    bool begun; /* the section has its heading */
} telling;

static kt_status begin(telling *t, kt_error *err)
{
    if (t->begun)
        return KT_OK;
    t->begun = true;
    return kt_say_section(t->work, "ties", err);
}

/* ---- intensity ----------------------------------------------------------------------------
 */

static kt_figure tie_figure(const telling *t, int is_export, double coverage)
{
    const kt_view *view = &t->work->view[0];
    const kt_dataset_info *info = kt_store_info(t->work->world->store, t->ties.dataset);
    kt_figure figure = kt_figure_of_view(
        t->work, view,
        t->ties.stated_by == KT_RECONCILED                   ? KT_STATISTICS_RECONCILED
        : (t->ties.stated_by == KT_BY_EXPORTER) == is_export ? KT_STATISTICS_OWN
                                                             : KT_STATISTICS_MIRROR);
    figure.reporter =
        (t->ties.stated_by == KT_BY_EXPORTER) == is_export ? view->self : view->other;
    figure.period = kt_period_of_year(t->ties.year);
    figure.unit = "ratio";
    figure.dataset = info->name;
    figure.vintage = info->version;
    figure.of = "world";
    figure.coverage = coverage;
    return figure;
}

static kt_status put_tie(telling *t, int is_export, const char *id, double value,
                         const char *method, const kt_figure **out, kt_error *err)
{
    char name[48];
    kt_status status;
    kt_text full = {0};
    const kt_tie *tie = is_export ? &t->ties.export : &t->ties.import;
    kt_figure figure = tie_figure(t, is_export, tie->coverage);

    snprintf(name, sizeof name, "%s_%s", id, is_export ? "export" : "import");
    figure.id = name;
    figure.value = value;
    status = kt_text_format(&full, err, "%s; %lld exporters", method,
                            (long long)t->ties.n_exporters);
    if (!status && t->ties.digits)
        status = kt_text_format(&full, err, "; %s, %d digits",
                                t->ties.revision ? kt_revision_name(t->ties.revision)
                                                 : "several classifications",
                                t->ties.digits);
    figure.method = kt_text_get(&full);
    if (!status)
        status = kt_figure_put(t->work, &figure, out, err);
    kt_text_clear(&full);
    return status;
}

/* Which of the two factors lift the intensity. */
static const char *factors_word(const kt_figure *fit, const kt_figure *ties)
{
    return fit->value >= 1.0    ? ties->value >= 1.0 ? "both" : "fit"
           : ties->value >= 1.0 ? "ties"
                                : "neither";
}

static kt_status say_split(telling *t, int is_export, const kt_word *whose, kt_error *err)
{
    const kt_intensity_split *split = is_export ? &t->ties.export.split : &t->ties.import.split;
    const kt_figure *all = NULL, *fit = NULL, *ties = NULL;

    if (t->ties.digits == 0 || isnan(split->complementarity) || isnan(split->bias))
        return KT_OK;
    KT_TRY(put_tie(t, is_export, "intensity_without_own", split->intensity,
                   "Kojima (1964): (v_ij / X_i) / (M_j / (T - M_i))", &all, err));
    KT_TRY(put_tie(t, is_export, "basket_fit", split->complementarity,
                   "Drysdale (1967): sum of shares x_ik / X_i, m_jk / M_j by what others sell",
                   &fit, err));
    KT_TRY(put_tie(t, is_export, "ties_beyond_fit", split->bias,
                   "Drysdale (1967): intensity without own imports / fit", &ties, err));
    KT_SAY(t->work, "ties.split", err, whose[0], whose[1],
           KT_SAY_TEXT("factors", factors_word(fit, ties)), KT_SAY_RATIO("intensity", all),
           KT_SAY_RATIO("fit", fit), KT_SAY_RATIO("ties", ties));
    return KT_OK;
}

/* One direction: exporter and importer as words. */
static kt_status say_intensity(telling *t, int is_export, kt_error *err)
{
    const kt_view *view = &t->work->view[0];
    const kt_tie *tie = is_export ? &t->ties.export : &t->ties.import;
    const kt_word whose[] = {KT_SAY_COUNTRY("exporter", is_export ? view->self : view->other),
                             KT_SAY_COUNTRY("importer", is_export ? view->other : view->self)};
    const kt_figure *ratio = NULL;

    KT_TRY(put_tie(t, is_export, "intensity", tie->intensity,
                   "(v_ij / X_i) / (M_j / T), sums over partners", &ratio, err));
    if (!ratio)
        return KT_OK;
    KT_TRY(begin(t, err));
    KT_SAY(t->work, is_export ? "ties.intensity" : "ties.intensity_back", err, whose[0],
           whose[1], KT_SAY_YEAR("year", t->ties.year),
           KT_SAY_TEXT("level", ratio->value >= 1.0 ? "above" : "below"),
           KT_SAY_RATIO("ratio", ratio));
    return say_split(t, is_export, whose, err);
}

static kt_status tell_ties(telling *t, kt_error *err)
{
    enum { CERTAIN = 95 };
    const double least = fmin(t->ties.export.coverage, t->ties.import.coverage);
    const kt_dataset_info *info;
    if (t->ties.year == 0)
        return KT_OK;
    KT_TRY(say_intensity(t, 1, err));
    KT_TRY(say_intensity(t, 0, err));
    if (!t->begun)
        return KT_OK;
    KT_TRY(kt_say_end(t->work, KT_BLOCK_PARAGRAPH, err));
    info = kt_store_info(t->work->world->store, t->ties.dataset);
    const kt_word words[] = {
        KT_SAY_TEXT("split", t->ties.digits ? "yes" : "no"),
        KT_SAY_TEXT("statistics", t->ties.stated_by == KT_RECONCILED ? "reconciled" : "own"),
        KT_SAY_TEXT("dataset", info->name),
        KT_SAY_COUNT("n", t->ties.n_exporters),
        KT_SAY_TEXT("revision", t->ties.revision ? kt_revision_name(t->ties.revision) : ""),
        KT_SAY_COUNT("digits", t->ties.digits),
        KT_SAY_TEXT("covered", isnan(least)              ? "unknown"
                               : least < CERTAIN / 100.0 ? "low"
                                                         : "yes")};
    return kt_say_block(t->work, KT_BLOCK_NOTE, "note.ties", words,
                        (int)(sizeof words / sizeof *words), err);
}

/* Why there is no intensity, where the pair is there and the world is not. */
static kt_status tell_no_world(telling *t, const kt_ties *few, kt_error *err)
{
    const kt_word words[] = {
        KT_SAY_TEXT("dataset", kt_store_info(t->work->world->store, few->dataset)->name),
        KT_SAY_YEAR("year", few->few_year), KT_SAY_COUNT("n", few->n_exporters),
        KT_SAY_COUNT("least", KT_LEAST_WORLD)};
    KT_TRY(begin(t, err));
    return kt_say_block(t->work, KT_BLOCK_NOTE, "note.no_world", words,
                        (int)(sizeof words / sizeof *words), err);
}

/* Totals may reach further than products: then they come first, in their own year, and the
 * split follows in its own. */
static kt_status tell_intensity(telling *t, kt_error *err)
{
    const kt_work *work = t->work;
    kt_ties products, totals = {.year = 0};
    KT_TRY(kt_ties_gather(t->work, work->product_dataset, &products, err));
    if (work->rank_dataset != work->product_dataset)
        KT_TRY(kt_ties_gather(t->work, work->rank_dataset, &totals, err));
    t->ties = totals;
    if (totals.year > products.year)
        KT_TRY(tell_ties(t, err));
    t->ties = products;
    KT_TRY(tell_ties(t, err));
    if (!t->begun && totals.year == 0 && (products.few_year || totals.few_year))
        return tell_no_world(t, products.few_year > totals.few_year ? &products : &totals, err);
    return KT_OK;
}

/* ---- dependence ---------------------------------------------------------------------------
 */

static const kt_figure *share_of(const kt_work *work, int side, int year)
{
    const kt_place *place = kt_place_find(&work->view[side], NULL, year);
    return place ? place->share[KT_MEASURE_TURNOVER] : NULL;
}

/* The last year in which both shares are known. */
static int common_year(const kt_work *work)
{
    for (int year = work->last_year; year >= work->first_year && year > 0; year--)
        if (share_of(work, 0, year) && share_of(work, 1, year))
            return year;
    return 0;
}

static kt_status tell_dependence(telling *t, kt_error *err)
{
    kt_work *work = t->work;
    const double alike = 1.05;
    const int year = common_year(work);
    const kt_figure *ratio = NULL;

    if (year == 0)
        return KT_OK;
    const kt_figure *a = share_of(work, 0, year), *b = share_of(work, 1, year);
    const bool a_more = a->value >= b->value;
    const double smaller = a_more ? b->value : a->value;
    if (!(smaller > 0.0))
        return KT_OK;
    kt_figure figure = *a;
    figure.key = NULL;
    figure.id = "dependence_ratio";
    figure.side = a_more ? 'a' : 'b';
    figure.value = (a_more ? a->value : b->value) / smaller;
    figure.unit = "ratio";
    figure.coverage = fmin(a->coverage, b->coverage);
    figure.method = "larger over smaller share of the pair's turnover in all turnover, each by "
                    "its own source";
    KT_TRY(kt_figure_put(work, &figure, &ratio, err));
    KT_TRY(begin(t, err));
    KT_SAY(work, "ties.dependence", err, KT_SAY_YEAR("year", year),
           KT_SAY_PERCENT("share_a", a), KT_SAY_PERCENT("share_b", b),
           KT_SAY_TEXT("alike", ratio->value < alike ? "yes" : "no"),
           KT_SAY_COUNTRY("heavier", a_more ? work->view[0].self : work->view[1].self),
           KT_SAY_COUNTRY("lighter", a_more ? work->view[1].self : work->view[0].self),
           KT_SAY_RATIO("ratio", ratio));
    return kt_say_end(work, KT_BLOCK_PARAGRAPH, err);
}

/* ---- products of the pair -----------------------------------------------------------------
 */

typedef struct both_ways {
    kt_pair_products out, in;
    kt_stated_by by;
} both_ways;

/* Both directions from one kind of statements, so that they can be compared: reconciled, else
 * all by a. */
static kt_status gather_pair(telling *t, const kt_dataset *dataset, int year, both_ways *both,
                             kt_error *err)
{
    const kt_brief *brief = t->work->brief;
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    const bool reconciled = info->stated_by >> KT_RECONCILED & 1;
    both->by = reconciled ? KT_RECONCILED : KT_BY_EXPORTER;
    KT_TRY(kt_pair_products_gather(dataset, brief->a, brief->b, (int16_t)year, both->by,
                                   &both->out, err));
    return kt_pair_products_gather(dataset, brief->b, brief->a, (int16_t)year,
                                   reconciled ? KT_RECONCILED : KT_BY_IMPORTER, &both->in, err);
}

static int by_code(const void *left, const void *right)
{
    const uint32_t x = ((const kt_pair_product *)left)->product.code;
    const uint32_t y = ((const kt_pair_product *)right)->product.code;
    return x < y ? -1 : x > y;
}

/* Exports and imports by product, side by side; no row in one direction is 0 there. *n:
 * products of either direction. The lists are left in order of codes. */
static kt_status align(both_ways *both, double **x, double **m, int64_t *n, kt_error *err)
{
    const kt_pair_product *out = both->out.product, *in = both->in.product;
    const int64_t n_out = both->out.n_products, n_in = both->in.n_products;
    int64_t i = 0, j = 0;
    KT_TRY(kt_new(x, n_out + n_in, sizeof **x, err));
    KT_TRY(kt_new(m, n_out + n_in, sizeof **m, err));
    qsort(both->out.product, (size_t)n_out, sizeof *out, by_code);
    qsort(both->in.product, (size_t)n_in, sizeof *in, by_code);
    for (*n = 0; i < n_out || j < n_in; ++*n) {
        const bool take_out = j == n_in || (i < n_out && by_code(&out[i], &in[j]) <= 0);
        const bool take_in = i == n_out || (j < n_in && by_code(&out[i], &in[j]) >= 0);
        if (take_out)
            (*x)[*n] = out[i].value_usd;
        if (take_in)
            (*m)[*n] = in[j].value_usd;
        i += take_out;
        j += take_in;
    }
    return KT_OK;
}

/* The weakest of what the figure rests on. */
static kt_flow_status weakest(const kt_pair_products *products, kt_flow_status before)
{
    for (int64_t k = 0; k < products->n_products; k++)
        if (products->product[k].status > (uint8_t)before)
            before = (kt_flow_status)products->product[k].status;
    return before;
}

static kt_figure pair_figure(const telling *t, const kt_dataset_info *info,
                             const both_ways *both, const char *id)
{
    const kt_view *view = &t->work->view[0];
    const bool reconciled = both->by == KT_RECONCILED;
    kt_figure figure = kt_figure_of_view(
        t->work, view, reconciled ? KT_STATISTICS_RECONCILED : KT_STATISTICS_OWN);
    figure.reporter = view->self;
    figure.id = id;
    figure.period = kt_period_of_year(both->out.n_products ? both->out.year : both->in.year);
    figure.dataset = info->name;
    figure.vintage = info->version;
    return figure;
}

static kt_status say_exchange(telling *t, const kt_dataset_info *info, both_ways *both,
                              kt_error *err)
{
    double *x = NULL, *m = NULL;
    int64_t n = 0;
    const kt_figure *share = NULL;
    kt_status status = align(both, &x, &m, &n, err);
    if (!status && both->out.digits == both->in.digits && both->out.digits > 0) {
        kt_figure figure = pair_figure(t, info, both, "intra_industry_share");
        figure.value = kt_grubel_lloyd_all(x, m, n).gl;
        figure.unit = "fraction";
        figure.coverage = fmin(both->out.coverage, both->in.coverage);
        figure.status = weakest(&both->out, weakest(&both->in, KT_REPORTED));
        figure.method = "Grubel and Lloyd (1975): 1 - sum |X - M| / sum (X + M)";
        status = kt_figure_put(t->work, &figure, &share, err);
    }
    kt_free(m);
    kt_free(x);
    if (status || !share)
        return status;
    KT_TRY(begin(t, err));
    KT_SAY(t->work, "ties.exchange", err, KT_SAY_YEAR("year", both->out.year),
           KT_SAY_COUNT("digits", both->out.digits), KT_SAY_PERCENT("share", share));
    return KT_OK;
}

/* On how many products one direction rests. */
static kt_status say_spread(telling *t, const kt_dataset_info *info, const both_ways *both,
                            int is_export, kt_error *err)
{
    enum { FEW = 5 };
    const kt_pair_products *products = is_export ? &both->out : &both->in;
    const kt_view *view = &t->work->view[0];
    double *x = NULL;
    const kt_figure *effective = NULL, *largest = NULL;

    if (products->n_products - products->n_withheld < FEW)
        return KT_OK;
    KT_TRY(kt_new(&x, products->n_products, sizeof *x, err));
    for (int64_t k = 0; k < products->n_products; k++)
        x[k] = products->product[k].value_usd;
    const kt_concentration c = kt_concentration_of(x, products->n_products, 0);
    kt_free(x);
    kt_figure figure = pair_figure(
        t, info, both, is_export ? "effective_products_export" : "effective_products_import");
    figure.value = c.effective;
    figure.unit = "number";
    figure.coverage = products->coverage;
    figure.status = weakest(products, KT_REPORTED);
    figure.method = "1 / sum of squared shares of products (HHI)";
    KT_TRY(kt_figure_put(t->work, &figure, &effective, err));
    figure.id = is_export ? "largest_product_export" : "largest_product_import";
    figure.value = c.largest;
    figure.unit = "fraction";
    figure.method = "share of the largest product in the sum of products";
    KT_TRY(kt_figure_put(t->work, &figure, &largest, err));
    if (!effective || !largest)
        return KT_OK;
    KT_TRY(begin(t, err));
    KT_SAY(t->work, "ties.spread", err,
           KT_SAY_COUNTRY("exporter", is_export ? view->self : view->other),
           KT_SAY_COUNTRY("importer", is_export ? view->other : view->self),
           KT_SAY_COUNT("n", c.n_active), KT_SAY_COUNT("digits", products->digits),
           KT_SAY_RATIO("effective", effective), KT_SAY_PERCENT("largest", largest));
    return KT_OK;
}

static kt_status tell_products(telling *t, kt_error *err)
{
    kt_work *work = t->work;
    kt_dataset *dataset = NULL;
    both_ways both = {.by = KT_RECONCILED};
    if (work->product_dataset < 0)
        return KT_OK;
    KT_TRY(kt_dataset_open(work->world->store, work->product_dataset, &dataset, err));
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    const int year = work->last_year && work->last_year < info->last_year ? work->last_year
                                                                          : info->last_year;
    kt_status status = gather_pair(t, dataset, year, &both, err);
    if (!status && both.out.n_products > 0 && both.in.n_products > 0)
        status = say_exchange(t, info, &both, err);
    if (!status)
        status = say_spread(t, info, &both, 1, err);
    if (!status)
        status = say_spread(t, info, &both, 0, err);
    if (!status && t->begun)
        status = kt_say_end(work, KT_BLOCK_PARAGRAPH, err);
    kt_pair_products_clear(&both.in);
    kt_pair_products_clear(&both.out);
    kt_dataset_close(dataset);
    return status;
}

kt_status kt_section_ties(kt_work *work, kt_error *err)
{
    telling t = {.work = work};
    KT_TRY(tell_intensity(&t, err));
    KT_TRY(tell_dependence(&t, err));
    return tell_products(&t, err);
}
