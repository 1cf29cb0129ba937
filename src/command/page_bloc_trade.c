/* page_bloc_trade.c: the trade of a bloc's members with each other and with all others, as one
 * side states it, and how many of them state anything. Nobody counts twice: where two members
 * have reported as one, either they or the one count. */
#include "page_bloc_trade.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

const kt_reported_together kt_together[KT_N_TOGETHER] = {{"BLX", {"BEL", "LUX"}}};

kt_membership kt_bloc_member(const kt_page *page, const kt_bloc *bloc, kt_country country,
                             int year)
{
    const kt_country_info *info = kt_country_info_of(page->countries, country);
    if (info && info->kind == KT_IS_HISTORICAL && info->last_year && info->last_year < year)
        return KT_NOT_MEMBER;
    return kt_bloc_membership(page->blocs, bloc, country, year);
}

static int position(const kt_bloc_trade *t, kt_country country)
{
    for (int m = 0; m < t->n_members; m++)
        if (t->member[m].code == country.code)
            return m;
    return -1;
}

/* ---- figures ---------------------------------------------------------------------------- */

static void add_member(kt_bloc_trade *t, kt_country country, int weight)
{
    if (t->n_members == KT_BLOC_MEMBERS)
        return;
    t->weight[t->n_members] = weight;
    t->member[t->n_members++] = country;
    t->n_counted += weight;
}

kt_country kt_bloc_country(const kt_page *page, const char *code)
{
    kt_country country = {0};
    const kt_country none = {0};
    kt_error unknown = {0};
    const kt_status status =
        kt_country_find(page->countries, kt_slice_of(code), &country, &unknown);
    return status ? none : country;
}

void kt_bloc_find_members(kt_bloc_trade *t)
{
    const kt_page *page = t->page;
    for (int n = 0; n < KT_N_TOGETHER; n++) {
        t->whole[n] = kt_bloc_country(page, kt_together[n].as_one);
        for (int k = 0; k < 2; k++)
            t->part[2 * n + k] = kt_bloc_country(page, kt_together[n].parts[k]);
    }
    for (int64_t c = 0; c < kt_countries_count(page->countries); c++) {
        const kt_country country = kt_countries_at(page->countries, c)->code;
        if (kt_bloc_member(page, t->bloc, country, t->year) == KT_MEMBER)
            add_member(t, country, 1);
    }
}

/* It stays a partner of the others; what it states itself counts nowhere. */
static void silence(kt_bloc_trade *t, kt_country country)
{
    const int m = position(t, country);
    if (m < 0)
        return;
    t->n_counted -= t->weight[m];
    t->weight[m] = 0;
}

/* What a country states of its exports, 0 where it states none. */
static kt_status stated_exports(const kt_bloc_trade *t, kt_country country, double *out)
{
    kt_groups groups = {0};
    const kt_filter filter = {.exporter = country,
                              .first_year = t->year,
                              .last_year = t->year,
                              .stated_by = 1u << KT_BY_EXPORTER | 1u << KT_RECONCILED,
                              .kinds = 1u << KT_GOODS,
                              .whole_years = true,
                              .level = KT_LEVEL_TOTAL,
                              .leave_out = t->leave_out,
                              .n_leave_out = t->n_leave_out};
    *out = 0.0;
    KT_TRY(kt_dataset_group(t->dataset, &filter, KT_BY_KEY_EXPORTER, &groups, t->page->err));
    if (groups.n_groups > 0 && groups.group[0].value_usd > 0.0)
        *out = groups.group[0].value_usd;
    kt_groups_clear(&groups);
    return KT_OK;
}

/* Belgium and Luxembourg stand for Belgium-Luxembourg, or it for them: whoever
 * states more. */
static kt_status choose_reporters(kt_bloc_trade *t)
{
    for (int n = 0; n < KT_N_TOGETHER; n++) {
        const kt_country one = kt_bloc_country(t->page, kt_together[n].as_one);
        double as_one, apart[2];
        if (position(t, one) < 0)
            continue;
        KT_TRY(stated_exports(t, one, &as_one));
        for (int k = 0; k < 2; k++)
            KT_TRY(stated_exports(t, kt_bloc_country(t->page, kt_together[n].parts[k]),
                                  &apart[k]));
        if (as_one <= apart[0] + apart[1]) {
            silence(t, one);
            continue;
        }
        t->weight[position(t, one)] = 2;
        t->n_counted++;
        for (int k = 0; k < 2; k++)
            silence(t, kt_bloc_country(t->page, kt_together[n].parts[k]));
    }
    return KT_OK;
}

/* Trade with the whole counts only where none with a part of it is stated: who
 * states both states the same twice. */
static void find_twice(kt_bloc_trade *t, kt_bloc_part p, const kt_groups *groups)
{
    memset(t->names_part, 0, sizeof t->names_part);
    for (int64_t g = 0; g < groups->n_groups; g++) {
        const kt_group *group = &groups->group[g];
        const int self = position(t, p == KT_BLOC_IMPORTS ? group->importer : group->exporter);
        const kt_country other = p == KT_BLOC_IMPORTS ? group->exporter : group->importer;
        for (int n = 0; n < 2 * KT_N_TOGETHER && self >= 0; n++)
            if (t->part[n].code == other.code)
                t->names_part[self] |= 1u << n / 2;
    }
}

static bool is_twice(const kt_bloc_trade *t, int self, kt_country other)
{
    for (int n = 0; n < KT_N_TOGETHER; n++)
        if (t->whole[n].code == other.code)
            return t->names_part[self] >> n & 1;
    return false;
}

static kt_status find_left_out(kt_bloc_trade *t)
{
    const kt_country *country;
    int64_t n;
    KT_TRY(kt_dataset_countries(t->dataset, &country, &n, t->page->err));
    KT_TRY(kt_new(&t->leave_out, n, sizeof *t->leave_out, t->page->err));
    for (int64_t c = 0; c < n; c++) {
        const kt_country_info *info = kt_country_info_of(t->page->countries, country[c]);
        if (info && (info->kind == KT_IS_WORLD || info->kind == KT_IS_AGGREGATE))
            t->leave_out[t->n_leave_out++] = country[c];
    }
    return KT_OK;
}

/* Members' own statements: of exports, those of exporters. What others state of
 * them need not be all of it, so it does not take their place. */
static kt_stated_by whose(const kt_bloc_trade *t, kt_bloc_part p)
{
    if (t->info->stated_by >> KT_RECONCILED & 1)
        return KT_RECONCILED;
    return p == KT_BLOC_IMPORTS ? KT_BY_IMPORTER : KT_BY_EXPORTER;
}

static void add_group(kt_bloc_trade *t, kt_bloc_part p, const kt_group *group)
{
    const int from = position(t, group->exporter), to = position(t, group->importer);
    const int self = p == KT_BLOC_IMPORTS ? to : from;
    kt_bloc_sums *of = &t->of[p];
    const kt_country other = p == KT_BLOC_IMPORTS ? group->exporter : group->importer;
    if (self < 0 || t->weight[self] == 0 || isnan(group->value_usd) ||
        group->exporter.code == group->importer.code || is_twice(t, self, other))
        return;
    of->with_all[self] += group->value_usd;
    if (from >= 0 && to >= 0)
        of->inside[self] += group->value_usd;
    if ((p == KT_BLOC_INSIDE) != (from >= 0 && to >= 0))
        return;
    t->value[p] += group->value_usd;
    t->n_stating[p] += of->is_there[self] ? 0 : t->weight[self];
    of->is_there[self] = true;
}

static kt_status take_coverage(kt_bloc_trade *t, kt_bloc_part p, kt_filter *filter)
{
    kt_groups stated = {0};
    double named = 0.0, all = 0.0;
    *(p == KT_BLOC_IMPORTS ? &filter->exporter : &filter->importer) = KT_WORLD;
    KT_TRY(kt_dataset_group(t->dataset, filter,
                            p == KT_BLOC_IMPORTS ? KT_BY_KEY_IMPORTER : KT_BY_KEY_EXPORTER,
                            &stated, t->page->err));
    for (int64_t g = 0; g < stated.n_groups; g++) {
        const kt_group *group = &stated.group[g];
        const int m = position(t, p == KT_BLOC_IMPORTS ? group->importer : group->exporter);
        if (m >= 0 && t->weight[m] > 0 && group->value_usd > 0.0) {
            named += t->of[p].with_all[m];
            all += group->value_usd;
        }
    }
    t->coverage[p] = all > 0.0 ? named / all : (double)NAN;
    kt_groups_clear(&stated);
    return KT_OK;
}

/* Parts that go by the same statements, from `first` on, in one pass over the
 * pairs. */
static kt_status gather(kt_bloc_trade *t, kt_bloc_part first, kt_filter *filter)
{
    kt_groups groups = {0};
    filter->stated_by = (uint8_t)(1u << t->by[first]);
    KT_TRY(kt_dataset_group(t->dataset, filter, KT_BY_KEY_EXPORTER | KT_BY_KEY_IMPORTER,
                            &groups, t->page->err));
    for (int p = (int)first; p < KT_N_BLOC_PARTS && t->by[p] == t->by[first]; p++) {
        find_twice(t, (kt_bloc_part)p, &groups);
        for (int64_t g = 0; g < groups.n_groups; g++)
            add_group(t, (kt_bloc_part)p, &groups.group[g]);
    }
    kt_groups_clear(&groups);
    return KT_OK;
}

static kt_status gather_all(kt_bloc_trade *t)
{
    const kt_filter filter = {.first_year = t->year,
                              .last_year = t->year,
                              .kinds = 1u << KT_GOODS,
                              .whole_years = true,
                              .level = KT_LEVEL_TOTAL,
                              .leave_out = t->leave_out,
                              .n_leave_out = t->n_leave_out};
    for (int p = 0; p < KT_N_BLOC_PARTS; p++)
        t->by[p] = whose(t, (kt_bloc_part)p);
    for (int p = 0; p < KT_N_BLOC_PARTS; p++) {
        kt_filter own = filter;
        if (p == 0 || t->by[p] != t->by[p - 1])
            KT_TRY(gather(t, (kt_bloc_part)p, &own));
    }
    for (int p = 0; p < KT_N_BLOC_PARTS; p++) {
        kt_filter own = filter;
        own.stated_by = (uint8_t)(1u << t->by[p]);
        if (p == KT_BLOC_EXPORTS && t->n_stating[KT_BLOC_INSIDE] > 0)
            t->coverage[p] = t->coverage[KT_BLOC_INSIDE]; // the same members,
                                                          // the same statements
        else if (t->n_stating[p] > 0)
            KT_TRY(take_coverage(t, (kt_bloc_part)p, &own));
        if (t->n_stating[p] == 0)
            t->value[p] = t->coverage[p] = (double)NAN;
    }
    return KT_OK;
}

kt_status kt_bloc_gather(kt_bloc_trade *t)
{
    kt_status status = find_left_out(t);
    if (!status)
        status = choose_reporters(t);
    if (!status)
        status = gather_all(t);
    kt_free(t->leave_out);
    t->leave_out = NULL;
    return status;
}
