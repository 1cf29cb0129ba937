/* measure_members.c: groups of countries of the user's own: --members FILE, columns
 * country,group.
 *
 * A group stands in every table as one country, with a code of its own ("_01"), and its members
 * stand there no more: exports of the group are those of its members, trade among them
 * included. A question about a group's flow is asked of each member and summed. */
#include "measure_internal.h"

#include <kontor/csv.h>
#include <kontor/file.h>
#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

enum { MOST_GROUPS = 99, LARGEST = 1 << 22 };

typedef struct reading {
    kt_measure_work *work;
    int at_country, at_group;
    bool has_header;
    int64_t room;
} reading;

static kt_country code_of(int64_t group)
{
    return KT_COUNTRY('_', '0' + (group + 1) / 10, '0' + (group + 1) % 10);
}

static kt_status find_group(kt_measure_work *work, const kt_csv_row *row, kt_slice name,
                            int64_t *out, kt_error *err)
{
    for (*out = 0; *out < work->n_country_groups; ++*out)
        if (kt_slice_is(name, work->country_group[*out]))
            return KT_OK;
    if (name.size == 0 || name.size >= sizeof *work->country_group ||
        work->n_country_groups == MOST_GROUPS)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "expected a group of 1 to %d bytes, of at most %d groups",
                          (int)sizeof *work->country_group - 1, MOST_GROUPS);
    KT_TRY(kt_resize(&work->country_group, work->n_country_groups + 1,
                     sizeof *work->country_group, err));
    snprintf(work->country_group[work->n_country_groups++], sizeof *work->country_group, "%.*s",
             (int)name.size, name.data);
    return KT_OK;
}

static kt_status add_member(reading *r, const kt_csv_row *row, kt_error *err)
{
    kt_measure_work *work = r->work;
    kt_measure_member member = {.group = {0}};
    int64_t group;
    if (row->n_cells <= r->at_country || row->n_cells <= r->at_group)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "a row with too few cells");
    KT_TRY(find_group(work, row, kt_slice_trim(row->cell[r->at_group]), &group, err));
    member.group = code_of(group);
    const kt_status status =
        kt_country_find(work->countries, row->cell[r->at_country], &member.country, err);
    if (status) {
        kt_error_within(err, "line %lld", (long long)row->line);
        return status;
    }
    for (int64_t m = 0; m < work->n_members; m++)
        if (work->member[m].country.code == member.country.code)
            return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                              "a country that is in a group already");
    if (work->n_members == r->room) {
        KT_TRY(kt_resize(&work->member, 2 * r->room + 32, sizeof *work->member, err));
        r->room = 2 * r->room + 32;
    }
    work->member[work->n_members++] = member;
    return KT_OK;
}

static kt_status read_row(void *with, const kt_csv_row *row, kt_error *err)
{
    reading *r = with;
    if (r->has_header)
        return add_member(r, row, err);
    r->has_header = true;
    r->at_country = kt_csv_column(row, "country");
    r->at_group = kt_csv_column(row, "group");
    return r->at_country < 0 || r->at_group < 0
               ? kt_fail_at(err, KT_ERR_FORMAT, row->line, 1,
                            "expected the columns country and group")
               : KT_OK;
}

kt_status kt_measure_read_members(kt_measure_work *work, kt_error *err)
{
    const char *path = kt_argument_text(work->run, "members", NULL);
    const kt_csv_options options = kt_csv_options_default();
    reading r = {.work = work};
    kt_text bytes = {0};
    if (!path)
        return KT_OK;
    kt_status status = kt_file_read(path, LARGEST, &bytes, err);
    if (!status)
        status = kt_csv_parse((kt_slice){bytes.data, bytes.size}, &options, read_row, &r, err);
    if (status)
        kt_error_within(err, "reading %s", path);
    kt_text_clear(&bytes);
    return status;
}

kt_status kt_measure_find_country(kt_measure_work *work, const char *text, kt_country *out,
                                  kt_error *err)
{
    for (int64_t g = 0; g < work->n_country_groups; g++)
        if (kt_slice_equal_ascii_case(kt_slice_of(text), kt_slice_of(work->country_group[g]))) {
            *out = code_of(g);
            return KT_OK;
        }
    return kt_country_find(work->countries, kt_slice_of(text), out, err);
}

const char *kt_measure_country_label(const kt_measure_work *work, kt_country country)
{
    for (int64_t g = 0; g < work->n_country_groups; g++)
        if (code_of(g).code == country.code)
            return work->country_group[g];
    return kt_country_name(work->countries, country, work->language, KT_NAME);
}

kt_country kt_measure_first_member(const kt_measure_work *work, kt_country country)
{
    for (int64_t m = 0; m < work->n_members; m++)
        if (work->member[m].group.code == country.code)
            return work->member[m].country;
    return country;
}

/* ---- gathering ----------------------------------------------------------------------------
 */

kt_country kt_measure_group_of(const void *with, kt_country country)
{
    const kt_measure_work *work = with;
    for (int64_t m = 0; m < work->n_members; m++)
        if (work->member[m].country.code == country.code)
            return work->member[m].group;
    return country;
}

kt_status kt_measure_join(kt_measure_work *work, kt_trade_matrix *table, kt_error *err)
{
    kt_trade_matrix joined = {.axis = NULL};
    if (work->n_members == 0)
        return KT_OK;
    const kt_status status =
        kt_trade_matrix_join(table, 1, kt_measure_group_of, work, &joined, err);
    kt_trade_matrix_clear(table);
    *table = joined;
    return status;
}

int64_t kt_measure_expand(const kt_measure_work *work, kt_country side, kt_country *out)
{
    int64_t n = 0;
    for (int64_t m = 0; m < work->n_members; m++)
        if (work->member[m].group.code == side.code)
            out[n++] = work->member[m].country;
    if (n == 0)
        out[n++] = side;
    return n;
}

kt_status kt_measure_gather_members(kt_measure_work *work, const kt_trade_axis *axis,
                                    const kt_trade_request *request, kt_trade_matrix *out,
                                    kt_error *err)
{
    kt_country *exporter = NULL, *importer = NULL;
    kt_trade_matrix *list = NULL;
    int64_t n = 0, n_exporters = 0, n_importers = 0;

    kt_status status = kt_new(&exporter, work->n_members + 1, sizeof *exporter, err);
    if (!status)
        status = kt_new(&importer, work->n_members + 1, sizeof *importer, err);
    if (!status) {
        n_exporters = kt_measure_expand(work, request->exporter, exporter);
        n_importers = kt_measure_expand(work, request->importer, importer);
        status = kt_new(&list, n_exporters * n_importers, sizeof *list, err);
    }
    for (int64_t e = 0; e < n_exporters && !status; e++)
        for (int64_t i = 0; i < n_importers && !status; i++) {
            kt_trade_request one = *request;
            one.exporter = exporter[e];
            one.importer = importer[i];
            status = kt_trade_matrix_gather(work->dataset, work->countries, axis, &one,
                                            &list[n++], err);
        }
    if (!status)
        status = kt_trade_matrix_join(list, n, kt_measure_group_of, work, out, err);
    if (!status)
        out->request = *request;
    for (int64_t t = 0; t < n; t++)
        kt_trade_matrix_clear(&list[t]);
    kt_free(list);
    kt_free(importer);
    kt_free(exporter);
    return status;
}

kt_status kt_measure_note_members(kt_measure_work *work, kt_error *err)
{
    kt_status status = KT_OK;
    for (int64_t g = 0; !status && g < work->n_country_groups; g++) {
        kt_text members = {0};
        char code[5];
        for (int64_t m = 0; !status && m < work->n_members; m++)
            if (work->member[m].group.code == code_of(g).code)
                status = kt_text_format(&members, err, "%s%s", members.size ? " " : "",
                                        kt_country_print(work->member[m].country, code));
        const kt_say_value said[] = {
            {.name = "group", .as = KT_AS_TEXT, .text = work->country_group[g]},
            {.name = "members", .as = KT_AS_TEXT, .text = kt_text_get(&members)}};
        if (!status)
            status = kt_say_note(work->run, work->table, "measure.members", said, 2, err);
        kt_text_clear(&members);
    }
    return status;
}

void kt_measure_members_clear(kt_measure_work *work)
{
    kt_free(work->member);
    kt_free(work->country_group);
}
