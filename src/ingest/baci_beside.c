/* baci_beside.c: BACI's country and product tables, where they lie in the folder of a single
 * CSV: "country_codes_V202501.csv", "product_codes_HS92_V202501.csv", or without a version in
 * older releases. What they are is known by their headers; the names only tell which to open,
 * and that a table of another release or revision is not meant. */
#include "baci.h"

#include "reader.h"

#include <kontor/file.h>
#include <kontor/input.h>
#include <kontor/limits.h>

#include <stdio.h>
#include <string.h>

typedef struct look {
    kt_intake *in;
    kt_member *member;
} look;

static kt_status begin(void *with, const kt_input_member *of, bool *wanted, kt_error *err)
{
    look *to = with;
    snprintf(to->in->file, sizeof to->in->file, "%s", of->name);
    *wanted = true;
    return kt_member_new(to->in, &to->member, err);
}

static kt_status piece(void *with, const char *data, size_t size, kt_error *err)
{
    look *to = with;
    return kt_member_feed(to->member, data, size, err);
}

static kt_status end(void *with, kt_error *err)
{
    look *to = with;
    const kt_layout *layout = NULL;
    const kt_status status = kt_member_finish(to->member, &layout, err);
    kt_member_free(to->member);
    to->member = NULL;
    return status;
}

static kt_status read_table(kt_intake *in, const char *path, kt_error *err)
{
    look to = {in, NULL};
    const kt_input_visitor visitor = {begin, piece, end, &to};
    char file[sizeof in->file];
    const bool tables_only = in->tables_only;

    memcpy(file, in->file, sizeof file);
    in->tables_only = true;
    kt_status status = kt_input_walk(path, &visitor, NULL, NULL, err);
    if (status)
        kt_error_within(err, "reading %s", kt_path_name(path));
    kt_member_free(to.member);
    in->tables_only = tables_only;
    memcpy(in->file, file, sizeof file);
    return status;
}

/* May a table of this name be the one for these rows? */
static bool may_belong(const char *table, const kt_baci_name *rows)
{
    kt_baci_name name;
    kt_baci_name_parse(table, &name);
    if (name.version[0] && rows->version[0] && strcmp(name.version, rows->version) != 0)
        return false;
    return name.revision == KT_REVISION_NONE || name.revision == rows->revision;
}

static kt_status take_from(kt_intake *in, const char *folder, const kt_names *names,
                           const kt_baci_name *rows, kt_error *err)
{
    char path[KT_MAX_PATH];

    for (int64_t n = 0; n < names->n_names; n++) {
        const char *name = names->name[n];
        const bool countries = strstr(name, "country_codes") != NULL;
        const bool products = strstr(name, "product_codes") != NULL;
        if ((!countries && !products) || !may_belong(name, rows))
            continue;
        KT_TRY(kt_path_join(folder, name, path, err));
        if (!kt_folder_exists(path))
            KT_TRY(read_table(in, path, err));
    }
    return KT_OK;
}

kt_status kt_baci_look_beside(kt_intake *in, const kt_baci_name *name, kt_error *err)
{
    char folder[KT_MAX_PATH];
    kt_names names = {0};
    kt_baci_name rows = *name;

    if (!in->source || strcmp(in->source, "-") == 0 || kt_folder_exists(in->source))
        return KT_OK;
    const size_t size = strlen(in->source) - strlen(kt_path_name(in->source));
    if (size >= sizeof folder)
        return KT_OK;
    memcpy(folder, in->source, size);
    snprintf(folder + size, sizeof folder - size, "%s", size ? "" : ".");
    if (rows.revision == KT_REVISION_NONE)
        rows.revision = in->report->info.revision;
    KT_TRY(kt_folder_list(folder, &names, err));
    const kt_status status = take_from(in, folder, &names, &rows, err);
    kt_names_clear(&names);
    return status;
}
