/* column_map.c: the file that tells which columns of a user's table are which of ours. */
#include "column_map.h"

#include <kontor/file.h>
#include <kontor/limits.h>

#include <string.h>

/* Lines about the dataset; all others are about columns. */
static const char *const dataset_fields[] = {"name",    "version",  "source",
                                             "licence", "released", "revision"};

bool kt_column_map_is_of_dataset(kt_slice ours)
{
    for (size_t f = 0; f < sizeof dataset_fields / sizeof dataset_fields[0]; f++)
        if (kt_slice_is(ours, dataset_fields[f]))
            return true;
    return false;
}

static kt_status take_line(kt_column_map *mapping, kt_slice line, int64_t number, kt_error *err)
{
    kt_column_map_line *to = &mapping->line[mapping->n_lines];

    if (mapping->n_lines == KT_MAX_COLUMN_MAP)
        return kt_fail_at(err, KT_ERR_LIMIT, number, 1, "more than %d lines",
                          KT_MAX_COLUMN_MAP);
    kt_slice rest = line;
    kt_slice ours = kt_slice_cut(&rest, '=');
    if (!rest.data)
        return kt_fail_at(err, KT_ERR_FORMAT, number, 1,
                          "expected \"our_column = their column\" or \"our_column := value\"");
    to->constant = ours.size > 0 && ours.data[ours.size - 1] == ':';
    if (to->constant)
        ours.size--;
    to->ours = kt_slice_trim(ours);
    to->theirs = kt_slice_trim(rest);
    if (to->ours.size == 0 || (to->theirs.size == 0 && !to->constant))
        return kt_fail_at(err, KT_ERR_FORMAT, number, 1, "a name is missing");
    if (kt_column_map_is_of_dataset(to->ours) && !to->constant &&
        !kt_slice_is(to->ours, "revision"))
        return kt_fail_at(err, KT_ERR_FORMAT, number, 1,
                          "%.*s is of the whole dataset: write it with :=", (int)to->ours.size,
                          to->ours.data);
    for (int n = 0; n < mapping->n_lines; n++)
        if (kt_slice_equal(mapping->line[n].ours, to->ours))
            return kt_fail_at(err, KT_ERR_FORMAT, number, 1, "%.*s is there already",
                              (int)to->ours.size, to->ours.data);
    mapping->n_lines++;
    return KT_OK;
}

kt_status kt_column_map_parse(kt_slice text, kt_column_map *mapping, kt_error *err)
{
    kt_slice rest = text;

    if (!kt_utf8_valid(text.data, text.size))
        return kt_fail(err, KT_ERR_FORMAT, "not UTF-8");
    for (int64_t number = 1; rest.data && rest.size > 0; number++) {
        const kt_slice line = kt_slice_trim(kt_slice_cut(&rest, '\n'));
        if (line.size > 0 && line.data[0] != '#')
            KT_TRY(take_line(mapping, line, number, err));
    }
    return KT_OK;
}

kt_status kt_column_map_read(const char *path, kt_column_map *mapping, kt_error *err)
{
    enum { LARGEST = 1 << 16 }; // a mapping is a page of text

    kt_status status = kt_file_read(path, LARGEST, &mapping->bytes, err);
    if (!status)
        status = kt_column_map_parse((kt_slice){mapping->bytes.data, mapping->bytes.size},
                                     mapping, err);
    if (status)
        kt_error_within(err, "reading the mapping %s", path);
    return status;
}

void kt_column_map_clear(kt_column_map *mapping)
{
    kt_text_clear(&mapping->bytes);
    mapping->n_lines = 0;
}

const kt_column_map_line *kt_column_map_find(const kt_column_map *mapping, const char *ours)
{
    for (int n = 0; mapping && n < mapping->n_lines; n++)
        if (kt_slice_is(mapping->line[n].ours, ours))
            return &mapping->line[n];
    return NULL;
}

bool kt_column_map_has_columns(const kt_column_map *mapping)
{
    for (int n = 0; mapping && n < mapping->n_lines; n++)
        if (!kt_column_map_is_of_dataset(mapping->line[n].ours) || !mapping->line[n].constant)
            return true;
    return false;
}

static kt_status copy(const kt_column_map *mapping, const char *field, char *out, size_t size,
                      kt_error *err)
{
    const kt_column_map_line *line = kt_column_map_find(mapping, field);
    if (!line)
        return KT_OK;
    if (line->theirs.size >= size)
        return kt_fail(err, KT_ERR_LIMIT, "%s in the mapping is longer than %zu bytes", field,
                       size - 1);
    memcpy(out, line->theirs.data, line->theirs.size);
    out[line->theirs.size] = '\0';
    return KT_OK;
}

kt_status kt_column_map_apply(const kt_column_map *mapping, kt_dataset_info *info,
                              kt_error *err)
{
    KT_TRY(copy(mapping, "name", info->name, sizeof info->name, err));
    KT_TRY(copy(mapping, "version", info->version, sizeof info->version, err));
    KT_TRY(copy(mapping, "source", info->source, sizeof info->source, err));
    KT_TRY(copy(mapping, "licence", info->licence, sizeof info->licence, err));
    const kt_column_map_line *released = kt_column_map_find(mapping, "released");
    if (released && !kt_date_parse(released->theirs, &info->released))
        return kt_fail(err, KT_ERR_FORMAT,
                       "released := %.*s in the mapping, expected 2019, 2019-10 or 2019-10-25",
                       (int)released->theirs.size, released->theirs.data);
    return KT_OK;
}
