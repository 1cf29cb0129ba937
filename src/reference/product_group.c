/* product_group.c: codes and their groups, sorted; a product asks from its own length upwards.
 */
#include <kontor/product_group.h>

#include <kontor/csv.h>
#include <kontor/limits.h>
#include <kontor/memory.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_NAME = 64, LONGEST_CODE = 6, MOST_REVISIONS = 32 };

typedef struct entry {
    char code[LONGEST_CODE + 1];
    int32_t group; /* or KT_GROUP_NONE, KT_GROUP_SEVERAL */
} entry;

typedef char group_name[LONGEST_NAME];

struct kt_product_groups {
    entry *entry; /* in order of code */
    int64_t n_entries, n_room;
    group_name *name;
    int64_t n_groups, group_room;
    group_name title;
    kt_revision revision;
};

const kt_group_alias kt_group_end_use[] = {{"111", "raw"},
                                           {"21", "raw"},
                                           {"31", "raw"},
                                           {"121", "intermediate"},
                                           {"22", "intermediate"},
                                           {"322", "intermediate"},
                                           {"42", "intermediate"},
                                           {"53", "intermediate"},
                                           {"41", "capital"},
                                           {"521", "capital"},
                                           {"112", "consumer"},
                                           {"122", "consumer"},
                                           {"522", "consumer"},
                                           {"61", "consumer"},
                                           {"62", "consumer"},
                                           {"63", "consumer"},
                                           {"32", NULL},
                                           {"321", NULL},
                                           {"51", NULL},
                                           {"7", NULL},
                                           {NULL, NULL}};

/* ---- the header ---------------------------------------------------------------------------
 */

/* Letters and digits only, in capitals: "HS 2017" and "hs-2017" are the same. */
static void squeeze(kt_slice text, char out[LONGEST_NAME])
{
    size_t n = 0;
    for (size_t i = 0; i < text.size && n + 1 < LONGEST_NAME; i++) {
        const char c = text.data[i];
        if (c >= 'a' && c <= 'z')
            out[n++] = (char)(c - 'a' + 'A');
        else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            out[n++] = c;
    }
    out[n] = '\0';
}

/* *revision NONE for a table of any. */
static int is_code_title(kt_slice title, kt_revision *revision)
{
    char name[LONGEST_NAME], known[LONGEST_NAME];
    *revision = KT_REVISION_NONE;
    squeeze(title, name);
    if (strcmp(name, "CODE") == 0 || strcmp(name, "PRODUCT") == 0)
        return 1;
    if (strncmp(name, "HS", 2) == 0 && strlen(name) == 6) // HS2017
        memmove(name + 2, name + 4, 3);
    for (int r = KT_REVISION_NONE + 1; r < MOST_REVISIONS; r++) {
        squeeze(kt_slice_of(kt_revision_name((kt_revision)r)), known);
        if (known[0] && strcmp(name, known) == 0) {
            *revision = (kt_revision)r;
            return 1;
        }
    }
    return 0;
}

int kt_product_groups_is_header(kt_slice from, kt_slice to)
{
    static const char *const words[] = {"GROUP", "CLASS",   "SECTION", "BEC",   "BEC4",
                                        "BEC5",  "BECREV4", "BECREV5", "ENDUSE"};
    char name[LONGEST_NAME];
    kt_revision revision;
    if (!is_code_title(from, &revision))
        return 0;
    squeeze(to, name);
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        if (strcmp(name, words[w]) == 0)
            return 1;
    return is_code_title(to, &revision) && revision != KT_REVISION_NONE;
}

/* ---- rows ---------------------------------------------------------------------------------
 */

typedef struct reading {
    kt_product_groups *groups;
    const kt_group_alias *alias;
    int has_header;
} reading;

static kt_status read_header(reading *work, const kt_csv_row *row, kt_error *err)
{
    const kt_slice from = row->n_cells > 1 ? kt_slice_trim(row->cell[0]) : (kt_slice){0};
    const kt_slice to = row->n_cells > 1 ? kt_slice_trim(row->cell[1]) : (kt_slice){0};
    work->has_header = 1;
    if (row->n_cells < 2 || to.size == 0 || !is_code_title(from, &work->groups->revision))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 1,
                          "expected the columns code (or a classification such as HS 2017) and "
                          "group");
    snprintf(work->groups->title, sizeof work->groups->title, "%.*s", (int)to.size, to.data);
    return KT_OK;
}

static const char *alias_of(const kt_group_alias *alias, kt_slice group, int *named)
{
    *named = 0;
    for (; alias && alias->group; alias++)
        if (kt_slice_is(group, alias->group)) {
            *named = 1;
            return alias->name;
        }
    return NULL;
}

/* Position of a name, which is added where it is new. */
static kt_status find_name(kt_product_groups *groups, kt_slice name, int32_t *out,
                           kt_error *err)
{
    for (int64_t g = 0; g < groups->n_groups; g++)
        if (kt_slice_is(name, groups->name[g])) {
            *out = (int32_t)g;
            return KT_OK;
        }
    if (groups->n_groups == groups->group_room) {
        KT_TRY(
            kt_resize(&groups->name, groups->group_room * 2 + 16, sizeof *groups->name, err));
        groups->group_room = groups->group_room * 2 + 16;
    }
    snprintf(groups->name[groups->n_groups], LONGEST_NAME, "%.*s", (int)name.size, name.data);
    *out = (int32_t)groups->n_groups++;
    return KT_OK;
}

/* Digits, with the dots that printed tables have. */
static int read_code(kt_slice text, char out[LONGEST_CODE + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '.')
            continue;
        if (text.data[i] < '0' || text.data[i] > '9' || n == LONGEST_CODE)
            return 0;
        out[n++] = text.data[i];
    }
    out[n] = '\0';
    return n > 0;
}

static kt_status read_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading *work = with;
    kt_product_groups *groups = work->groups;
    entry added = {.group = KT_GROUP_NONE};
    int named;

    if (!work->has_header)
        return read_header(work, row, err);
    const kt_slice group = row->n_cells > 1 ? kt_slice_trim(row->cell[1]) : (kt_slice){0};
    if (row->n_cells < 2 || group.size == 0 || group.size >= LONGEST_NAME)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 2, "expected a group of 1 to %d bytes",
                          LONGEST_NAME - 1);
    if (!read_code(kt_slice_trim(row->cell[0]), added.code))
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 1,
                          "\"%.*s\", expected a code of 1 to %d digits",
                          (int)(row->cell[0].size < 32 ? row->cell[0].size : 32),
                          row->cell[0].data, LONGEST_CODE);
    const char *alias = alias_of(work->alias, group, &named);
    if (!named || alias)
        KT_TRY(find_name(groups, alias ? kt_slice_of(alias) : group, &added.group, err));
    if (groups->n_entries == KT_MAX_PRODUCTS)
        return kt_fail_at(err, KT_ERR_LIMIT, row->line, 0, "more than %d rows",
                          KT_MAX_PRODUCTS);
    if (groups->n_entries == groups->n_room) {
        KT_TRY(kt_resize(&groups->entry, groups->n_room * 2 + 256, sizeof *groups->entry, err));
        groups->n_room = groups->n_room * 2 + 256;
    }
    groups->entry[groups->n_entries++] = added;
    return KT_OK;
}

/* ---- order --------------------------------------------------------------------------------
 */

static int by_code(const void *left, const void *right)
{
    return strcmp(((const entry *)left)->code, ((const entry *)right)->code);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(left, right);
}

/* Names into order; entries follow them. Few groups: positions are looked up by name. */
static kt_status sort_names(kt_product_groups *groups, kt_error *err)
{
    group_name *before = NULL;
    int32_t *place = NULL;
    const size_t n = (size_t)groups->n_groups;
    kt_status status = kt_new(&before, groups->n_groups, sizeof *before, err);
    if (!status)
        status = kt_new(&place, groups->n_groups, sizeof *place, err);
    if (!status && n > 0) {
        memcpy(before, groups->name, n * sizeof *before);
        qsort(groups->name, n, sizeof *groups->name, by_name);
        for (size_t g = 0; g < n; g++) {
            int32_t at = 0;
            while (strcmp(groups->name[at], before[g]) != 0)
                at++;
            place[g] = at;
        }
        for (int64_t e = 0; e < groups->n_entries; e++)
            if (groups->entry[e].group >= 0)
                groups->entry[e].group = place[groups->entry[e].group];
    }
    kt_free(place);
    kt_free(before);
    return status;
}

/* Each code once; one with several groups has none of them. */
static void merge_codes(kt_product_groups *groups)
{
    int64_t n_kept = 0;
    if (groups->n_entries > 1)
        qsort(groups->entry, (size_t)groups->n_entries, sizeof *groups->entry, by_code);
    for (int64_t e = 0; e < groups->n_entries; e++) {
        entry *last = n_kept ? &groups->entry[n_kept - 1] : NULL;
        if (!last || by_code(last, &groups->entry[e]) != 0)
            groups->entry[n_kept++] = groups->entry[e];
        else if (last->group != groups->entry[e].group)
            last->group = KT_GROUP_SEVERAL;
    }
    groups->n_entries = n_kept;
}

kt_status kt_product_groups_parse(kt_slice table, const kt_group_alias *alias,
                                  kt_product_groups **out, kt_error *err)
{
    kt_product_groups *groups = NULL;
    const kt_csv_options options = kt_csv_options_default();
    KT_TRY(kt_new(&groups, 1, sizeof *groups, err));
    reading work = {groups, alias, 0};
    kt_status status = kt_csv_parse(table, &options, read_row, &work, err);
    if (!status && groups->n_entries == 0)
        status = kt_fail(err, KT_ERR_MISSING, "a table of groups without rows");
    if (!status)
        status = sort_names(groups, err);
    if (status) {
        kt_product_groups_free(groups);
        return status;
    }
    merge_codes(groups);
    *out = groups;
    return KT_OK;
}

void kt_product_groups_free(kt_product_groups *groups)
{
    if (!groups)
        return;
    kt_free(groups->entry);
    kt_free(groups->name);
    kt_free(groups);
}

/* ---- asking -------------------------------------------------------------------------------
 */

int64_t kt_product_groups_count(const kt_product_groups *groups)
{
    return groups->n_groups;
}

const char *kt_product_groups_name(const kt_product_groups *groups, int64_t group)
{
    return groups->name[group];
}

const char *kt_product_groups_title(const kt_product_groups *groups)
{
    return groups->title;
}

kt_revision kt_product_groups_revision(const kt_product_groups *groups)
{
    return groups->revision;
}

int64_t kt_product_groups_find(const kt_product_groups *groups, kt_product product)
{
    char code[16];
    entry wanted = {.code = ""};
    kt_product_print(product, code);
    int digits = kt_product_digits(product);
    if (digits < 1 || digits > LONGEST_CODE || groups->n_entries == 0)
        return KT_GROUP_NONE;
    for (; digits > 0; digits--) {
        memcpy(wanted.code, code, (size_t)digits);
        wanted.code[digits] = '\0';
        const entry *found =
            bsearch(&wanted, groups->entry, (size_t)groups->n_entries, sizeof wanted, by_code);
        if (found)
            return found->group;
    }
    return KT_GROUP_NONE;
}
