/* diversify_facts.c: an importer's suppliers of a product from cited facts, where no dataset
 * has them: all that one page says of one period, result and not plan.
 *
 * Pages disagree and cover different months, so figures of two are never put together. Of the
 * groups of facts of one page and period the one with the most suppliers is taken, the newest
 * of equals, statistics before press. What the page states for all suppliers is what coverage
 * is held against; what it states for blocs is told beside, in no sum. */
#include "diversify_internal.h"
#include "say.h"

#include <kontor/memory.h>
#include <kontor/register.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct said {
    kt_period period;
    kt_country country; /* {0}: a bloc, by its code */
    char partner[16], page[160], whose[48];
    double usd, tonnes;
    int evidence_class;
} said;

typedef struct gathering {
    kt_diversify *d;
    const char *hs;
    int year; /* 0: any */
    said *said;
    int64_t n, room;
} gathering;

static int period_year(kt_period period)
{
    return period.first / 12;
}

static kt_status visit(void *with, const kt_fact *fact, kt_error *err)
{
    gathering *g = with;
    said one = {.period = fact->period,
                .usd = fact->value_usd,
                .tonnes = strcmp(fact->unit, "t") == 0 ? fact->quantity : (double)NAN,
                .evidence_class = fact->evidence_class};
    char importer[5];
    if (strcmp(fact->flow, "import") != 0 || strcmp(fact->status, "plan") == 0 ||
        strcmp(fact->hs, g->hs) != 0 ||
        strcmp(fact->a, kt_country_print(g->d->importer, importer)) != 0 ||
        (g->year && period_year(fact->period) != g->year) ||
        (isnan(one.usd) && isnan(one.tonnes)))
        return KT_OK;
    if (!kt_country_from_code(g->d->countries, kt_slice_of(fact->b), &one.country))
        one.country = (kt_country){0};
    snprintf(one.partner, sizeof one.partner, "%s", fact->b);
    snprintf(one.page, sizeof one.page, "%s", fact->source);
    snprintf(one.whose, sizeof one.whose, "%s", fact->stated_by);
    if (g->n == g->room) {
        KT_TRY(kt_resize(&g->said, 2 * g->room + 16, sizeof *g->said, err));
        g->room = 2 * g->room + 16;
    }
    g->said[g->n++] = one;
    return KT_OK;
}

static bool is_together(const said *x, const said *y)
{
    return kt_period_equal(x->period, y->period) && strcmp(x->page, y->page) == 0;
}

/* A page may say the same twice: once for a total and once in a sentence about one country. */
static bool is_said_before(const gathering *g, const said *one)
{
    for (const said *before = g->said; before < one; before++)
        if (before->country.code == one->country.code && is_together(before, one))
            return true;
    return false;
}

static bool is_supplier(const gathering *g, const said *one)
{
    return one->country.code && kt_country_ranks(g->d->countries, one->country) &&
           !isnan(one->usd) && !is_said_before(g, one);
}

/* The fact whose page and period are taken; -1: none has a supplier with a value. */
static int64_t choose(const gathering *g)
{
    int64_t best = -1, most = 0;
    for (int64_t n = 0; n < g->n; n++) {
        int64_t count = 0;
        for (int64_t m = 0; m < g->n; m++)
            count += is_together(&g->said[n], &g->said[m]) && is_supplier(g, &g->said[m]);
        const bool newer = best >= 0 && g->said[n].period.last > g->said[best].period.last;
        const bool firmer = best >= 0 &&
                            kt_period_equal(g->said[n].period, g->said[best].period) &&
                            g->said[n].evidence_class < g->said[best].evidence_class;
        if (count > most || (count == most && count > 0 && (newer || firmer))) {
            best = n;
            most = count;
        }
    }
    return best;
}

static int by_value(const void *left, const void *right)
{
    const kt_supplier *x = left, *y = right;
    if (x->usd != y->usd)
        return x->usd < y->usd ? 1 : -1;
    return (x->country.code > y->country.code) - (x->country.code < y->country.code);
}

/* "CIS 770.502 million USD, 4,438,200 tonnes; ..." */
static kt_status tell_blocs(kt_diversify *d, const said *one, kt_error *err)
{
    const size_t used = strlen(d->fact_blocs);
    kt_text text = {0};
    const kt_say_value value[] = {
        {.name = "name", .as = KT_AS_TEXT, .text = one->partner},
        {.name = "has_usd", .as = KT_AS_TEXT, .text = isnan(one->usd) ? "no" : "yes"},
        {.name = "usd", .as = KT_AS_NUMBER, .number = one->usd / 1e6, .decimals = 3},
        {.name = "has_tonnes", .as = KT_AS_TEXT, .text = isnan(one->tonnes) ? "no" : "yes"},
        {.name = "tonnes", .as = KT_AS_NUMBER, .number = one->tonnes}};
    const kt_status status = kt_say_phrase(d->run, "diversify.bloc", value, 5, &text, err);
    if (!status)
        snprintf(d->fact_blocs + used, sizeof d->fact_blocs - used, "%s%s", used ? "; " : "",
                 kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

static kt_status fill(gathering *g, int64_t chosen, kt_error *err)
{
    kt_diversify *d = g->d;
    const said *of = &g->said[chosen];
    kt_suppliers *supply = &d->supply;

    *supply = (kt_suppliers){.country = d->importer,
                             .product = d->product,
                             .year = (int16_t)period_year(of->period),
                             .stated_by = KT_BY_IMPORTER,
                             .stated_usd = NAN,
                             .stated_tonnes = NAN,
                             .coverage = NAN};
    KT_TRY(kt_new(&supply->partner, g->n, sizeof *supply->partner, err));
    for (int64_t m = 0; m < g->n; m++) {
        const said *one = &g->said[m];
        if (!is_together(of, one))
            continue;
        if (is_supplier(g, one)) {
            supply->partner[supply->n_partners++] =
                (kt_supplier){one->country, one->usd, one->tonnes, KT_REPORTED};
            supply->partners_usd += one->usd;
        } else if (one->country.code == KT_WORLD.code) {
            supply->stated_usd = one->usd;
            supply->stated_tonnes = one->tonnes;
        } else if (!kt_country_ranks(d->countries, one->country)) {
            KT_TRY(tell_blocs(d, one, err));
        }
    }
    qsort(supply->partner, (size_t)supply->n_partners, sizeof *supply->partner, by_value);
    if (supply->stated_usd > 0.0) {
        supply->coverage = supply->partners_usd / supply->stated_usd;
        supply->missing_usd = fmax(0.0, supply->stated_usd - supply->partners_usd);
    }
    d->year = supply->year;
    kt_period_print(of->period, d->period);
    snprintf(d->fact_page, sizeof d->fact_page, "%s", of->page);
    snprintf(d->fact_whose, sizeof d->fact_whose, "%s", of->whose);
    d->fact_class = of->evidence_class;
    return KT_OK;
}

kt_status kt_diversify_from_facts(kt_diversify *d, const char *product, kt_error *err)
{
    kt_register *reg = NULL;
    int first, last;
    char code[5];
    kt_argument_years(d->run, &first, &last);
    gathering g = {.d = d, .hs = product, .year = last};

    if (!kt_product_parse(kt_slice_of(product), KT_HS17, &d->product))
        return kt_fail(err, KT_ERR_RANGE,
                       "product \"%s\", expected one to six digits of the HS", product);
    KT_TRY(kt_register_open(kt_run_store(d->run), KT_REGISTER_READ, &reg, err));
    kt_status status =
        kt_register_facts(reg, kt_country_print(d->importer, code), NULL, visit, &g, err);
    const int64_t chosen = status ? -1 : choose(&g);
    if (!status && chosen < 0)
        status =
            kt_fail(err, KT_ERR_MISSING,
                    "no dataset in %s and no cited fact names suppliers of %s to %s%s with "
                    "their values; bring data in with kontor import FILE",
                    kt_run_store(d->run), product, kt_country_print(d->importer, code),
                    last ? " in that year" : "");
    else if (!status)
        status = fill(&g, chosen, err);
    kt_free(g.said);
    kt_register_close(reg);
    return status;
}
