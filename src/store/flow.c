/* flow.c: codes of countries, products and periods, their texts, and the order of keys.
 *
 * A product packs what orders it, highest bits first:
 *
 *     27       23 22                                     3 2        0
 *     | revision | digits, padded with zeros to six       | how many |
 *
 * so 08, 0805, 080510 stand in that order, and all of chapter 08 lies between 08 and 09. */
#include <kontor/flow.h>

#include <kontor/limits.h>

#include <stdio.h>
#include <string.h>

enum { UNALLOCATED = 7, REVISION_SHIFT = 23 };

static const uint32_t TEN_TO[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

/* ---- countries ------------------------------------------------------------------------------
 */

bool kt_country_parse(kt_slice text, kt_country *out)
{
    if (text.size < 1 || text.size > 4)
        return false;
    uint32_t code = 0;
    for (size_t p = 0; p < text.size; p++) {
        const char c = text.data[p];
        if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
        code |= (uint32_t)(unsigned char)c << (24 - 8 * p);
    }
    *out = (kt_country){code};
    return true;
}

const char *kt_country_print(kt_country country, char out[5])
{
    for (int p = 0; p < 4; p++)
        out[p] = (char)(country.code >> (24 - 8 * p) & 0xFF);
    out[4] = '\0';
    return out;
}

/* ---- revisions ------------------------------------------------------------------------------
 */

static const char *const REVISION_NAMES[KT_N_REVISIONS] = {
    [KT_REVISION_NONE] = "", [KT_HS92] = "HS92",   [KT_HS96] = "HS96",   [KT_HS02] = "HS02",
    [KT_HS07] = "HS07",      [KT_HS12] = "HS12",   [KT_HS17] = "HS17",   [KT_HS22] = "HS22",
    [KT_SITC1] = "SITC1",    [KT_SITC2] = "SITC2", [KT_SITC3] = "SITC3", [KT_SITC4] = "SITC4",
    [KT_BEC4] = "BEC4",      [KT_BEC5] = "BEC5",
};

const char *kt_revision_name(kt_revision revision)
{
    if ((unsigned)revision >= KT_N_REVISIONS || !REVISION_NAMES[revision])
        return "";
    return REVISION_NAMES[revision];
}

bool kt_revision_parse(kt_slice text, kt_revision *out)
{
    for (unsigned r = 1; r < KT_N_REVISIONS; r++) {
        if (REVISION_NAMES[r] && kt_slice_is(text, REVISION_NAMES[r])) {
            *out = (kt_revision)r;
            return true;
        }
    }
    return false;
}

static bool is_hs(kt_revision revision)
{
    return revision >= KT_HS92 && revision < KT_SITC1;
}

/* ---- products -------------------------------------------------------------------------------
 */

bool kt_product_parse(kt_slice digits, kt_revision revision, kt_product *out)
{
    if (kt_slice_is(digits, "TOTAL")) {
        *out = KT_TOTAL;
        return true;
    }
    if (digits.size < 1 || digits.size > 6 || kt_revision_name(revision)[0] == '\0')
        return false;
    uint32_t number = 0;
    for (size_t p = 0; p < digits.size; p++) {
        if (digits.data[p] < '0' || digits.data[p] > '9')
            return false;
        number = number * 10 + (uint32_t)(digits.data[p] - '0');
    }
    number *= TEN_TO[6 - digits.size];
    *out = (kt_product){(uint32_t)revision << REVISION_SHIFT | number << 3 |
                        (uint32_t)digits.size};
    return true;
}

kt_revision kt_product_revision(kt_product product)
{
    return (kt_revision)(product.code >> REVISION_SHIFT & (KT_N_REVISIONS - 1));
}

int kt_product_digits(kt_product product)
{
    return (int)(product.code & 7);
}

/* The digits, padded to six, as a number. */
static uint32_t number_of(kt_product product)
{
    return (product.code >> 3) & 0xFFFFF;
}

/* Digits of the code itself, for an unallocated product those of its parent. They are not kept,
 * so the shortest that gives the number: steps of two in the HS, where no heading ends in 00,
 * else of one. */
static int own_digits(kt_product product)
{
    const int digits = kt_product_digits(product);
    if (digits != UNALLOCATED)
        return digits;
    const kt_revision revision = kt_product_revision(product);
    if (revision == KT_REVISION_NONE)
        return 0;
    const int step = is_hs(revision) ? 2 : 1;
    int own = step;
    while (own < 6 && number_of(product) % TEN_TO[6 - own] != 0)
        own += step;
    return own;
}

const char *kt_product_print(kt_product product, char out[16])
{
    const int digits = own_digits(product);
    const bool unallocated = kt_product_digits(product) == UNALLOCATED;
    if (digits == 0)
        snprintf(out, 16, "TOTAL%s", unallocated ? "*" : "");
    else
        snprintf(out, 16, "%0*u%s", digits, number_of(product) / TEN_TO[6 - digits],
                 unallocated ? "*" : "");
    return out;
}

kt_product kt_product_above(kt_product product, int digits)
{
    const int own = own_digits(product);
    if (digits <= 0)
        return KT_TOTAL;
    if (digits > own || digits == kt_product_digits(product))
        return product;
    uint32_t number = number_of(product);
    number -= number % TEN_TO[6 - digits];
    return (kt_product){(uint32_t)kt_product_revision(product) << REVISION_SHIFT | number << 3 |
                        (uint32_t)digits};
}

bool kt_product_covers(kt_product product, kt_product below)
{
    if (product.code == KT_TOTAL.code || product.code == below.code)
        return true;
    const int digits = kt_product_digits(product);
    if (digits == UNALLOCATED || digits > own_digits(below))
        return false;
    return kt_product_above(below, digits).code == product.code;
}

kt_product kt_product_unallocated(kt_product parent)
{
    return (kt_product){parent.code | UNALLOCATED};
}

bool kt_product_is_unallocated(kt_product product)
{
    const kt_revision revision = kt_product_revision(product);
    if (kt_product_digits(product) == UNALLOCATED)
        return true;
    if (is_hs(revision))
        return number_of(product) / TEN_TO[4] == 99;
    if (revision >= KT_SITC1 && revision <= KT_SITC4)
        return number_of(product) / TEN_TO[5] == 9;
    return false;
}

/* ---- periods --------------------------------------------------------------------------------
 */

kt_period kt_period_of_months(int year, int first_month, int last_month)
{
    return (kt_period){(int16_t)(year * 12 + first_month - 1),
                       (int16_t)(year * 12 + last_month - 1)};
}

kt_period kt_period_of_year(int year)
{
    return kt_period_of_months(year, 1, 12);
}

int kt_period_year(kt_period period)
{
    return period.first % 12 == 0 && period.last == period.first + 11 ? period.first / 12 : 0;
}

bool kt_period_equal(kt_period a, kt_period b)
{
    return a.first == b.first && a.last == b.last;
}

static int two_digits(const char *at)
{
    if (at[0] < '0' || at[0] > '9' || at[1] < '0' || at[1] > '9')
        return -1;
    return (at[0] - '0') * 10 + (at[1] - '0');
}

/* "2018" or "2018-10". */
static bool parse_point(kt_slice text, kt_period *out)
{
    if (text.size != 4 && text.size != 7)
        return false;
    const int century = two_digits(text.data), in_century = two_digits(text.data + 2);
    if (century < 0 || in_century < 0)
        return false;
    const int year = century * 100 + in_century;
    if (year < KT_MIN_YEAR || year > KT_MAX_YEAR)
        return false;
    if (text.size == 4) {
        *out = kt_period_of_year(year);
        return true;
    }
    const int month = two_digits(text.data + 5);
    if (text.data[4] != '-' || month < 1 || month > 12)
        return false;
    *out = kt_period_of_months(year, month, month);
    return true;
}

bool kt_period_parse(kt_slice text, kt_period *out)
{
    kt_slice rest = text;
    const kt_slice from = kt_slice_cut(&rest, '/');
    kt_period first, last;
    if (!parse_point(from, &first))
        return false;
    last = first;
    if (rest.data && !parse_point(rest, &last))
        return false;
    if (first.first > last.first || from.size != (rest.data ? rest.size : from.size))
        return false;
    *out = (kt_period){first.first, last.last};
    return true;
}

int kt_period_print(kt_period period, char out[24])
{
    const int first_year = period.first / 12, last_year = period.last / 12;
    const int first_month = period.first % 12 + 1, last_month = period.last % 12 + 1;
    if (first_month == 1 && last_month == 12 && first_year == last_year && first_year >= 1000 &&
        first_year <= 9999) { // the most frequent, printed by the hundred
        for (int p = 3, rest = first_year; p >= 0; p--, rest /= 10)
            out[p] = (char)('0' + rest % 10);
        out[4] = '\0';
        return 4;
    }
    if (first_month == 1 && last_month == 12)
        return first_year == last_year ? snprintf(out, 24, "%04d", first_year)
                                       : snprintf(out, 24, "%04d/%04d", first_year, last_year);
    if (period.first == period.last)
        return snprintf(out, 24, "%04d-%02d", first_year, first_month);
    return snprintf(out, 24, "%04d-%02d/%04d-%02d", first_year, first_month, last_year,
                    last_month);
}

/* ---- names and order ------------------------------------------------------------------------
 */

const char *kt_stated_by_name(kt_stated_by by)
{
    static const char *const names[] = {"exporter", "importer", "reconciled"};
    return (unsigned)by < sizeof names / sizeof *names ? names[by] : "unknown";
}

const char *kt_kind_name(kt_kind kind)
{
    static const char *const names[] = {"goods", "services", "re-export"};
    return (unsigned)kind < sizeof names / sizeof *names ? names[kind] : "unknown";
}

const char *kt_valuation_name(kt_valuation valuation)
{
    static const char *const names[] = {"unknown", "FOB", "CIF"};
    return (unsigned)valuation < sizeof names / sizeof *names ? names[valuation] : "unknown";
}

const char *kt_flow_status_name(kt_flow_status status)
{
    static const char *const names[] = {"reported", "provisional", "estimated", "suppressed"};
    return (unsigned)status < sizeof names / sizeof *names ? names[status] : "unknown";
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int kt_flow_compare(const kt_flow *a, const kt_flow *b)
{
    int by = order(a->exporter.code, b->exporter.code);
    if (!by)
        by = order(a->importer.code, b->importer.code);
    if (!by)
        by = order(a->period.first, b->period.first);
    if (!by)
        by = order(a->period.last, b->period.last);
    if (!by)
        by = order(a->product.code, b->product.code);
    if (!by)
        by = order(a->stated_by, b->stated_by);
    return by ? by : order(a->kind, b->kind);
}
