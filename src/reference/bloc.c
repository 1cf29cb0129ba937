/* bloc.c: data/blocs.csv and data/bloc_names.csv: which blocs there are and what they are
 * called. Who belonged to them is in bloc_member.c. */
#include <kontor/bloc.h>

#include <kontor/limits.h>
#include <kontor/memory.h>

#include "bloc_internal.h"
#include "growing.h"
#include "reference_table.h"

#include <stdlib.h>
#include <string.h>

static const char *const bloc_columns[] = {"code", "first_year", "last_year", "source", NULL};
static const char *const name_columns[] = {
    "code", "language", "name", "subject", "genitive", "dative",      "object",
    "with", "between",  "in",   "from",    "to",       "other_names", NULL};
enum { CODE, LANGUAGE, FIRST_FORM, OTHER_NAMES = FIRST_FORM + KT_NAME_ADJECTIVE };

static const char *const languages[KT_N_BLOC_LANGUAGES] = {"de", "en", "ru"};

static int64_t place_of(const kt_blocs *blocs, kt_slice code)
{
    for (int64_t n = 0; n < blocs->n_blocs; n++) {
        if (kt_slice_equal_ascii_case(code, kt_slice_of(blocs->bloc[n].code)))
            return n;
    }
    return -1;
}

static kt_status read_bloc(void *with, const kt_reference_row *row, kt_error *err)
{
    kt_blocs *blocs = with;
    kt_bloc bloc = {0};
    int64_t first = 0, last = 0;

    if (row->cell[CODE].size == 0 || place_of(blocs, row->cell[CODE]) >= 0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "a bloc without a code, or twice");
    KT_TRY(kt_reference_text(row, CODE, &blocs->arena, &bloc.code, err));
    KT_TRY(kt_reference_integer(row, 1, "first_year", KT_MIN_YEAR, KT_MAX_YEAR, &first, err));
    KT_TRY(kt_reference_integer(row, 2, "last_year", KT_MIN_YEAR, KT_MAX_YEAR, &last, err));
    bloc.first_year = (int16_t)first;
    bloc.last_year = (int16_t)last;
    KT_TRY(kt_reference_text(row, 3, &blocs->arena, &bloc.source, err));
    KT_TRY(kt_grow(&blocs->bloc, blocs->n_blocs, &blocs->blocs_room, err));
    blocs->bloc[blocs->n_blocs++] = bloc;
    return kt_word_index_add(&blocs->names, &blocs->arena, bloc.code,
                             (int32_t)blocs->n_blocs - 1, 0, err);
}

static int language_place(kt_slice language)
{
    for (int n = 0; n < KT_N_BLOC_LANGUAGES; n++) {
        if (kt_slice_is(language, languages[n]))
            return n;
    }
    return -1;
}

static kt_status read_name(void *with, const kt_reference_row *row, kt_error *err)
{
    kt_blocs *blocs = with;
    const int64_t at = place_of(blocs, row->cell[CODE]);
    const int language = language_place(row->cell[LANGUAGE]);
    if (at < 0 || language < 0 || row->cell[FIRST_FORM].size == 0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "unknown bloc or language, or an empty name");

    const char **name = blocs->name[at][language];
    for (int form = 0; form < KT_NAME_ADJECTIVE; form++) {
        KT_TRY(kt_reference_text(row, FIRST_FORM + form, &blocs->arena, &name[form], err));
        if (name[form][0] == '\0')
            name[form] = name[KT_NAME];
    }
    for (int form = KT_NAME_ADJECTIVE; form < KT_N_NAME_FORMS; form++)
        name[form] = "";
    for (int form = 0; form < KT_NAME_WITH; form++)
        KT_TRY(
            kt_word_index_add(&blocs->names, &blocs->arena, name[form], (int32_t)at, 0, err));
    kt_slice rest = row->cell[OTHER_NAMES];
    while (rest.size > 0) {
        const kt_slice other = kt_slice_trim(kt_slice_cut(&rest, '|'));
        const char *text = NULL;
        KT_TRY(kt_arena_text(&blocs->arena, other.data, other.size, &text, err));
        KT_TRY(kt_word_index_add(&blocs->names, &blocs->arena, text, (int32_t)at, 1, err));
    }
    return KT_OK;
}

static kt_status read_all(kt_blocs *blocs, kt_resources *resources, kt_error *err)
{
    KT_TRY(kt_reference_read(resources, "data/blocs.csv", bloc_columns, read_bloc, blocs, err));
    KT_TRY(kt_arena_new(&blocs->arena, &blocs->name, blocs->n_blocs, sizeof *blocs->name, err));
    KT_TRY(kt_reference_read(resources, "data/bloc_names.csv", name_columns, read_name, blocs,
                             err));
    kt_word_index_sort(&blocs->names);
    KT_TRY(kt_bloc_read_members(blocs, resources, err));
    return kt_bloc_read_breaks(blocs, resources, err);
}

kt_status kt_blocs_open(kt_resources *resources, kt_blocs **out, kt_error *err)
{
    kt_blocs *blocs = NULL;
    KT_TRY(kt_new(&blocs, 1, sizeof *blocs, err));
    const kt_status status = read_all(blocs, resources, err);
    if (status) {
        kt_blocs_close(blocs);
        return status;
    }
    *out = blocs;
    return KT_OK;
}

void kt_blocs_close(kt_blocs *blocs)
{
    if (!blocs)
        return;
    kt_free(blocs->at_break);
    kt_free(blocs->member);
    kt_word_index_clear(&blocs->names);
    kt_free(blocs->bloc);
    kt_arena_clear(&blocs->arena);
    kt_free(blocs);
}

int64_t kt_blocs_count(const kt_blocs *blocs)
{
    return blocs->n_blocs;
}

const kt_bloc *kt_blocs_at(const kt_blocs *blocs, int64_t n)
{
    return n >= 0 && n < blocs->n_blocs ? &blocs->bloc[n] : NULL;
}

const kt_bloc *kt_bloc_find(const kt_blocs *blocs, kt_slice text)
{
    int32_t at = -1;
    const kt_slice word = kt_slice_trim(text);
    const int64_t exact = place_of(blocs, word);
    if (exact >= 0)
        return &blocs->bloc[exact];
    return kt_word_index_firmest(&blocs->names, word, &at, 1) == 1 ? &blocs->bloc[at] : NULL;
}

const char *kt_bloc_name(const kt_blocs *blocs, const kt_bloc *bloc, const char *language,
                         int form)
{
    const int64_t at = bloc - blocs->bloc;
    const int in = language_place(kt_slice_of(language));
    if (form < 0 || form >= KT_N_NAME_FORMS)
        form = KT_NAME;
    const char *name = in >= 0 ? blocs->name[at][in][form] : NULL;
    if (!name && form >= KT_NAME_ADJECTIVE)
        return "";
    return name ? name : bloc->code;
}
