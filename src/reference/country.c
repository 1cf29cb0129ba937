/* country.c: data/countries.csv in memory: codes, numbers, kinds, places.
 *
 * Countries are sorted by code, so a code is found by bisection. All other ways in (alpha-2,
 * aliases, numbers, names) lead to a place in that array. */
#include <kontor/country.h>

#include <kontor/limits.h>
#include <kontor/memory.h>

#include "country_internal.h"
#include "growing.h"
#include "reference_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"code",       "alpha2",    "numeric",  "kind",
                                      "first_year", "last_year", "latitude", "longitude",
                                      "numbers",    "aliases",   NULL};
enum { CODE, ALPHA2, NUMERIC, KIND, FIRST, LAST, LATITUDE, LONGITUDE, NUMBERS, ALIASES };

static const char *const kinds[] = {"country",   "territory", "historical",
                                    "aggregate", "world",     "unspecified"};

/* A row of the table before it has its final place. */
typedef struct code_row {
    kt_country_info info;
    const char *numbers, *aliases;
} code_row;

typedef struct code_rows {
    kt_arena *arena;
    code_row *row;
    int64_t n_rows, room;
} code_rows;

static kt_status read_kind(const kt_reference_row *row, kt_country_kind *out, kt_error *err)
{
    for (size_t n = 0; n < sizeof kinds / sizeof kinds[0]; n++) {
        if (kt_slice_is(row->cell[KIND], kinds[n])) {
            *out = (kt_country_kind)n;
            return KT_OK;
        }
    }
    return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "unknown kind of country");
}

static kt_status read_code_row(void *with, const kt_reference_row *row, kt_error *err)
{
    code_rows *rows = with;
    kt_country_info info = {0};
    int64_t numeric = 0, first = 0, last = 0;
    const kt_slice alpha2 = row->cell[ALPHA2];

    KT_TRY(kt_reference_country(row, CODE, "code", &info.code, err));
    if (info.code.code == 0 || (alpha2.size != 0 && alpha2.size != 2))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "no code, or an odd alpha-2");
    if (alpha2.size == 2)
        memcpy(info.alpha2, alpha2.data, 2);
    KT_TRY(kt_reference_integer(row, NUMERIC, "numeric", 0, 999, &numeric, err));
    KT_TRY(read_kind(row, &info.kind, err));
    KT_TRY(
        kt_reference_integer(row, FIRST, "first_year", KT_MIN_YEAR, KT_MAX_YEAR, &first, err));
    KT_TRY(kt_reference_integer(row, LAST, "last_year", KT_MIN_YEAR, KT_MAX_YEAR, &last, err));
    info.numeric = (int)numeric;
    info.first_year = (int16_t)first;
    info.last_year = (int16_t)last;
    KT_TRY(kt_reference_double(row, LATITUDE, "latitude", 90.0, &info.latitude, err));
    KT_TRY(kt_reference_double(row, LONGITUDE, "longitude", 180.0, &info.longitude, err));

    KT_TRY(kt_grow(&rows->row, rows->n_rows, &rows->room, err));
    code_row *out = &rows->row[rows->n_rows];
    *out = (code_row){.info = info};
    KT_TRY(kt_reference_text(row, NUMBERS, rows->arena, &out->numbers, err));
    KT_TRY(kt_reference_text(row, ALIASES, rows->arena, &out->aliases, err));
    rows->n_rows++;
    return KT_OK;
}

static int compare_rows(const void *left, const void *right)
{
    const code_row *a = left, *b = right;
    return (a->info.code.code > b->info.code.code) - (a->info.code.code < b->info.code.code);
}

static int compare_numbers(const void *left, const void *right)
{
    const kt_number_entry *a = left, *b = right;
    return (a->number > b->number) - (a->number < b->number);
}

/* ISO's number of Monaco is Comtrade's "Europe EU, nes": a number listed under `numbers` is
 * what trade data mean by it, and so comes before one that only ISO gives. */
static kt_status add_number(kt_countries *countries, int32_t number, int32_t at, kt_error *err)
{
    KT_TRY(kt_grow(&countries->number, countries->n_numbers, &countries->numbers_room, err));
    countries->number[countries->n_numbers++] = (kt_number_entry){number, at};
    return KT_OK;
}

static int has_number(const kt_countries *countries, int32_t number)
{
    for (int64_t n = 0; n < countries->n_numbers; n++) {
        if (countries->number[n].number == number)
            return 1;
    }
    return 0;
}

static kt_status add_numbers(kt_countries *countries, const code_rows *rows, kt_error *err)
{
    for (int32_t at = 0; at < (int32_t)rows->n_rows; at++) {
        kt_slice rest = kt_slice_of(rows->row[at].numbers);
        while (rest.size > 0) {
            const kt_slice word = kt_slice_cut(&rest, ' ');
            int64_t number = 0;
            if (word.size == 0)
                continue;
            if (!kt_parse_i64(word, &number) || number < 0 || number > 9999 ||
                has_number(countries, (int32_t)number))
                return kt_fail(err, KT_ERR_FORMAT, "number \"%.*s\" is odd or stands twice",
                               (int)word.size, word.data);
            KT_TRY(add_number(countries, (int32_t)number, at, err));
        }
    }
    for (int32_t at = 0; at < (int32_t)rows->n_rows; at++) {
        const int32_t numeric = rows->row[at].info.numeric;
        if (numeric > 0 && !has_number(countries, numeric))
            KT_TRY(add_number(countries, numeric, at, err));
    }
    if (countries->n_numbers > 1)
        qsort(countries->number, (size_t)countries->n_numbers, sizeof *countries->number,
              compare_numbers);
    return KT_OK;
}

/* In upper case, as it is compared; false where it is too long to be a code. */
static bool spell_code(kt_slice text, char out[KT_LONGEST_CODE + 1])
{
    if (text.size == 0 || text.size > KT_LONGEST_CODE)
        return false;
    for (size_t n = 0; n < text.size; n++) {
        const char c = text.data[n];
        out[n] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    out[text.size] = '\0';
    return true;
}

static int compare_codes(const void *left, const void *right)
{
    const kt_code_entry *a = left, *b = right;
    return strcmp(a->text, b->text);
}

static kt_status add_code(kt_countries *countries, kt_slice code, int32_t at, kt_error *err)
{
    kt_code_entry entry = {.at = at};
    if (code.size == 0)
        return KT_OK;
    if (!spell_code(code, entry.text))
        return kt_fail(err, KT_ERR_FORMAT, "code \"%.*s\" has more than %d letters",
                       (int)code.size, code.data, (int)KT_LONGEST_CODE);
    KT_TRY(kt_grow(&countries->code, countries->n_codes, &countries->codes_room, err));
    countries->code[countries->n_codes++] = entry;
    return KT_OK;
}

static kt_status add_codes(kt_countries *countries, const code_rows *rows, kt_error *err)
{
    for (int32_t at = 0; at < (int32_t)rows->n_rows; at++) {
        const code_row *row = &rows->row[at];
        char code[5];
        KT_TRY(
            add_code(countries, kt_slice_of(kt_country_print(row->info.code, code)), at, err));
        if (kt_slice_of(row->info.alpha2).size > 0 && strcmp(row->info.alpha2, code) != 0)
            KT_TRY(add_code(countries, kt_slice_of(row->info.alpha2), at, err));
        kt_slice rest = kt_slice_of(row->aliases);
        while (rest.size > 0)
            KT_TRY(add_code(countries, kt_slice_cut(&rest, ' '), at, err));
    }
    if (countries->n_codes > 1)
        qsort(countries->code, (size_t)countries->n_codes, sizeof *countries->code,
              compare_codes);
    for (int64_t n = 1; n < countries->n_codes; n++) {
        if (compare_codes(&countries->code[n - 1], &countries->code[n]) == 0)
            return kt_fail(err, KT_ERR_FORMAT, "code \"%s\" stands twice",
                           countries->code[n].text);
    }
    return KT_OK;
}

kt_status kt_country_read_codes(kt_countries *countries, kt_resources *resources, kt_error *err)
{
    code_rows rows = {.arena = &countries->arena};
    kt_status status =
        kt_reference_read(resources, "data/countries.csv", columns, read_code_row, &rows, err);
    if (status)
        goto done;
    if (rows.n_rows > KT_MAX_COUNTRIES) {
        status = kt_fail(err, KT_ERR_LIMIT, "more than %d countries", KT_MAX_COUNTRIES);
        goto done;
    }
    if (rows.n_rows > 1)
        qsort(rows.row, (size_t)rows.n_rows, sizeof *rows.row, compare_rows);
    status = kt_arena_new(&countries->arena, &countries->info, rows.n_rows,
                          sizeof *countries->info, err);
    if (status)
        goto done;
    status = kt_arena_new(&countries->arena, &countries->code_text, rows.n_rows,
                          sizeof *countries->code_text, err);
    if (status)
        goto done;
    for (int64_t n = 0; n < rows.n_rows; n++) {
        countries->info[n] = rows.row[n].info;
        kt_country_print(rows.row[n].info.code, countries->code_text[n]);
    }
    countries->n_countries = rows.n_rows;
    status = add_numbers(countries, &rows, err);
    if (!status)
        status = add_codes(countries, &rows, err);
    if (status)
        kt_error_within(err, "data/countries.csv");
done:
    kt_free(rows.row);
    return status;
}

kt_status kt_countries_open(kt_resources *resources, kt_countries **out, kt_error *err)
{
    kt_countries *countries = NULL;
    KT_TRY(kt_new(&countries, 1, sizeof *countries, err));
    kt_status status = kt_country_read_codes(countries, resources, err);
    if (!status)
        status = kt_country_read_names(countries, resources, err);
    if (!status)
        status = kt_country_read_spellings(countries, resources, err);
    if (status) {
        kt_countries_close(countries);
        return status;
    }
    *out = countries;
    return KT_OK;
}

void kt_countries_close(kt_countries *countries)
{
    if (!countries)
        return;
    kt_word_index_clear(&countries->vague);
    kt_word_index_clear(&countries->spellings);
    kt_word_index_clear(&countries->names);
    kt_free(countries->other);
    kt_free(countries->capital);
    kt_free(countries->code);
    kt_free(countries->number);
    kt_arena_clear(&countries->arena);
    kt_free(countries);
}

int64_t kt_countries_count(const kt_countries *countries)
{
    return countries->n_countries;
}

const kt_country_info *kt_countries_at(const kt_countries *countries, int64_t n)
{
    return n >= 0 && n < countries->n_countries ? &countries->info[n] : NULL;
}

int64_t kt_country_place(const kt_countries *countries, kt_country country)
{
    int64_t low = 0, high = countries->n_countries;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (countries->info[middle].code.code < country.code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < countries->n_countries && countries->info[low].code.code == country.code ? low
                                                                                          : -1;
}

const kt_country_info *kt_country_info_of(const kt_countries *countries, kt_country country)
{
    return kt_countries_at(countries, kt_country_place(countries, country));
}

bool kt_country_ranks(const kt_countries *countries, kt_country country)
{
    const kt_country_info *info = kt_country_info_of(countries, country);
    return info && info->kind <= KT_IS_HISTORICAL;
}

bool kt_country_from_code(const kt_countries *countries, kt_slice alpha, kt_country *out)
{
    kt_code_entry wanted = {.at = 0};
    if (countries->n_codes == 0 || !spell_code(kt_slice_trim(alpha), wanted.text))
        return false;
    const kt_code_entry *found = bsearch(&wanted, countries->code, (size_t)countries->n_codes,
                                         sizeof wanted, compare_codes);
    if (!found)
        return false;
    *out = countries->info[found->at].code;
    return true;
}

bool kt_country_from_number(const kt_countries *countries, int number, kt_country *out)
{
    const kt_number_entry wanted = {number, 0};
    if (countries->n_numbers == 0)
        return false;
    const kt_number_entry *found =
        bsearch(&wanted, countries->number, (size_t)countries->n_numbers, sizeof wanted,
                compare_numbers);
    if (!found)
        return false;
    *out = countries->info[found->at].code;
    return true;
}

/* The haversine form, which is exact for near places. */
double kt_country_distance_km(const kt_countries *countries, kt_country a, kt_country b)
{
    const double radius_km = 6371.0088, degree = 0.017453292519943295;
    const kt_country_info *from = kt_country_info_of(countries, a);
    const kt_country_info *to = kt_country_info_of(countries, b);
    if (!from || !to)
        return NAN;
    const double across = sin((to->latitude - from->latitude) * degree / 2.0);
    const double along = sin((to->longitude - from->longitude) * degree / 2.0);
    const double h = across * across +
                     cos(from->latitude * degree) * cos(to->latitude * degree) * along * along;
    return isnan(h) ? NAN : 2.0 * radius_km * asin(fmin(1.0, sqrt(h)));
}
