/* country_find.c: from what a file says or a user typed to a country.
 *
 * A file's name must have one meaning: the spellings of data/country_spellings.csv first, then
 * the names people use. A user's word is held against the codes, then against the words of
 * several meanings (data/country_vague.csv: Congo, Korea), then against the names; when nothing
 * fits, the nearest names are offered (kontor/nearest.h). */
#include <kontor/country.h>

#include <kontor/memory.h>
#include <kontor/nearest.h>

#include "country_internal.h"
#include "fold.h"
#include "reference_table.h"

#include <limits.h>
#include <stdio.h>

enum { MOST_NEAR = 4 };

static const char *const spelling_columns[] = {"spelling", "code", NULL};
static const char *const vague_columns[] = {"word", "codes", NULL};

static kt_status read_spelling(void *with, const kt_reference_row *row, kt_error *err)
{
    kt_countries *countries = with;
    kt_country code = {0};
    const char *text = NULL;

    KT_TRY(kt_reference_country(row, 1, "code", &code, err));
    const int64_t at = kt_country_place(countries, code);
    if (at < 0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "unknown code \"%.*s\"",
                          (int)row->cell[1].size, row->cell[1].data);
    KT_TRY(kt_reference_text(row, 0, &countries->arena, &text, err));
    return kt_word_index_add(&countries->spellings, &countries->arena, text, (int32_t)at,
                             KT_RANK_NAME, err);
}

static kt_status read_vague(void *with, const kt_reference_row *row, kt_error *err)
{
    kt_countries *countries = with;
    kt_slice rest = row->cell[1];
    const char *word = NULL;

    KT_TRY(kt_reference_text(row, 0, &countries->arena, &word, err));
    while (rest.size > 0) {
        kt_country code = {0};
        const kt_slice text = kt_slice_cut(&rest, ' ');
        if (!kt_country_parse(text, &code) || kt_country_place(countries, code) < 0)
            return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "unknown code \"%.*s\"",
                              (int)text.size, text.data);
        KT_TRY(kt_word_index_add(&countries->vague, &countries->arena, word,
                                 (int32_t)kt_country_place(countries, code), KT_RANK_NAME,
                                 err));
    }
    return KT_OK;
}

kt_status kt_country_read_spellings(kt_countries *countries, kt_resources *resources,
                                    kt_error *err)
{
    KT_TRY(kt_reference_read(resources, "data/country_spellings.csv", spelling_columns,
                             read_spelling, countries, err));
    KT_TRY(kt_reference_read(resources, "data/country_vague.csv", vague_columns, read_vague,
                             countries, err));
    kt_word_index_sort(&countries->spellings);
    kt_word_index_sort(&countries->vague);
    return KT_OK;
}

bool kt_country_from_name(const kt_countries *countries, kt_slice name, kt_country *out)
{
    int32_t at[2];
    int64_t n = kt_word_index_firmest(&countries->spellings, name, at, 2);
    if (n == 0)
        n = kt_word_index_firmest(&countries->names, name, at, 2);
    if (n != 1)
        return false;
    *out = countries->info[at[0]].code;
    return true;
}

/* "Congo (COG), Democratic Republic of the Congo (COD)" */
static void list_countries(const kt_countries *countries, const int32_t at[], int64_t n,
                           char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int64_t e = 0; e < n; e++) {
        const kt_country_info *info = &countries->info[at[e]];
        char code[5];
        const int length = snprintf(out + used, size - used, "%s%s (%s)", e > 0 ? ", " : "",
                                    kt_country_name(countries, info->code, "en", KT_NAME),
                                    kt_country_print(info->code, code));
        if (length < 0 || (size_t)length >= size - used) {
            out[used] = '\0';
            return;
        }
        used += (size_t)length;
    }
}

/* Countries whose names are not far from what was asked, nearest first, each once. */
typedef struct near {
    int32_t at[MOST_NEAR];
    int distance[MOST_NEAR];
    int n;
} near;

static void take_near(near *found, int32_t country, int far)
{
    int place = 0;
    while (place < found->n && found->at[place] != country)
        place++;
    if (place == found->n && found->n == MOST_NEAR)
        place--; // in the place of the last, where it is nearer
    else if (place == found->n)
        found->distance[found->n++] = INT_MAX;
    if (found->distance[place] <= far)
        return;
    for (; place > 0 && found->distance[place - 1] > far; place--) {
        found->at[place] = found->at[place - 1];
        found->distance[place] = found->distance[place - 1];
    }
    found->at[place] = country;
    found->distance[place] = far;
}

/* key: folded. Of a text as short as a code, a code may be meant. */
static int64_t nearest(const kt_countries *countries, kt_slice key, int32_t at[MOST_NEAR])
{
    enum { CODE = 3 };
    near found = {.n = 0};
    const int allowed = kt_edit_distance_allowed(key);
    for (int64_t e = 0; e < countries->names.n_entries; e++) {
        const kt_word_entry *entry = &countries->names.entry[e];
        const int far = kt_edit_distance(key, entry->key, allowed);
        if (far <= allowed)
            take_near(&found, entry->value, far);
    }
    for (int64_t c = 0; key.size <= CODE + 1 && c < countries->n_countries; c++) {
        char folded[8];
        const kt_slice code = kt_slice_of(countries->code_text[c]);
        const size_t size = kt_fold_text(code, KT_FOLD_LETTERS, folded);
        const int far = kt_edit_distance(key, (kt_slice){folded, size}, 1);
        if (far <= 1)
            take_near(&found, (int32_t)c, far);
    }
    memcpy(at, found.at, (size_t)found.n * sizeof *at);
    return found.n;
}

static kt_status ambiguous(const kt_countries *countries, kt_slice text, const int32_t at[],
                           int64_t n, kt_error *err)
{
    char list[180];
    list_countries(countries, at, n, list, sizeof list);
    return kt_fail(err, KT_ERR_RANGE, "\"%.*s\" may be %s", (int)text.size, text.data, list);
}

kt_status kt_country_find(const kt_countries *countries, kt_slice text, kt_country *out,
                          kt_error *err)
{
    char folded[KT_LONGEST_NAME], list[140];
    int32_t at[MOST_NEAR];
    const kt_slice word = kt_slice_trim(text);

    if (kt_country_from_code(countries, word, out))
        return KT_OK;
    if (word.size == 0 || word.size > sizeof folded)
        return kt_fail(err, KT_ERR_MISSING, "%s is no country; a code or a name is expected",
                       word.size == 0 ? "an empty text" : "a long text");
    int64_t n = kt_word_index_firmest(&countries->vague, word, at, MOST_NEAR);
    if (n > 0)
        return ambiguous(countries, word, at, n, err);
    n = kt_word_index_firmest(&countries->names, word, at, MOST_NEAR);
    if (n == 0)
        n = kt_word_index_firmest(&countries->spellings, word, at, MOST_NEAR);
    if (n > 1)
        return ambiguous(countries, word, at, n, err);
    if (n == 1) {
        *out = countries->info[at[0]].code;
        return KT_OK;
    }
    const kt_slice key = {folded, kt_fold_text(word, KT_FOLD_LETTERS, folded)};
    n = nearest(countries, key, at);
    const int shown = word.size < 60 ? (int)word.size : 60;
    if (n == 0)
        return kt_fail(err, KT_ERR_MISSING, "no country is called \"%.*s\"", shown, word.data);
    list_countries(countries, at, n, list, sizeof list);
    return kt_fail(err, KT_ERR_MISSING, "no country is called \"%.*s\"; near: %s", shown,
                   word.data, list);
}

int kt_country_guess(const kt_countries *countries, kt_slice text, kt_country out[], int most)
{
    char folded[KT_LONGEST_NAME];
    int32_t at[MOST_NEAR];
    const kt_slice word = kt_slice_trim(text);
    if (word.size == 0 || word.size > sizeof folded)
        return 0;
    int64_t n = kt_word_index_firmest(&countries->vague, word, at, MOST_NEAR);
    if (n == 0)
        n = kt_word_index_firmest(&countries->names, word, at, MOST_NEAR);
    if (n == 0)
        n = kt_word_index_firmest(&countries->spellings, word, at, MOST_NEAR);
    if (n == 0)
        n = nearest(countries, (kt_slice){folded, kt_fold_text(word, KT_FOLD_LETTERS, folded)},
                    at);
    if (n > most)
        n = most;
    for (int64_t c = 0; c < n; c++)
        out[c] = countries->info[at[c]].code;
    return (int)n;
}
