/* gravity_models.c: gravity models of the store: in, out, and what is there. */
#include "gravity_models.h"

#include "answer_internal.h"
#include "say.h"

#include <kontor/file.h>
#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

static const char FOLDER[] = "models";
static const char ENDING[] = ".csv";

/* ---- names ---------------------------------------------------------------------------------
 */

static bool is_name(kt_slice text)
{
    for (size_t n = 0; n < text.size; n++) {
        const char c = text.data[n];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-' || c == '_'))
            return false;
    }
    return text.size >= 1 && text.size <= KT_MAX_MODEL_NAME;
}

bool kt_model_is_name(const char *text)
{
    return is_name(kt_slice_of(text));
}

kt_status kt_model_check_name(const char *text, kt_error *err)
{
    return kt_model_is_name(text)
               ? KT_OK
               : kt_fail(err, KT_ERR_USAGE,
                         "\"%.80s\" is no name of a model: 1 to %d letters, digits, - and _",
                         text, KT_MAX_MODEL_NAME);
}

static kt_status path_of(const kt_run *run, const char *name, char out[KT_MAX_PATH],
                         kt_error *err)
{
    char folder[KT_MAX_PATH], file[KT_MAX_MODEL_NAME + sizeof ENDING];
    KT_TRY(kt_model_check_name(name, err));
    snprintf(file, sizeof file, "%s%s", name, ENDING);
    KT_TRY(kt_path_join(kt_run_store(run), FOLDER, folder, err));
    return kt_path_join(folder, file, out, err);
}

kt_status kt_models_list(const kt_run *run, kt_names *out, kt_error *err)
{
    char folder[KT_MAX_PATH];
    kt_names names = {0};
    int64_t n_kept = 0;
    *out = (kt_names){0};
    KT_TRY(kt_path_join(kt_run_store(run), FOLDER, folder, err));
    if (!kt_folder_exists(folder))
        return KT_OK;
    KT_TRY(kt_folder_list(folder, &names, err));
    for (int64_t n = 0; n < names.n_names; n++) {
        char *file = names.name[n];
        const size_t length = strlen(file), ending = sizeof ENDING - 1;
        const bool is_one = length > ending && strcmp(file + length - ending, ENDING) == 0 &&
                            is_name((kt_slice){file, length - ending});
        file[is_one ? length - ending : 0] = '\0';
        if (is_one)
            names.name[n_kept++] = file;
        else
            kt_free(file);
    }
    names.n_names = n_kept;
    *out = names;
    return KT_OK;
}

static kt_status none_of(const kt_run *run, const char *name, kt_error *err)
{
    kt_names names = {0};
    kt_text list = {0};
    kt_status status = kt_models_list(run, &names, err);
    for (int64_t n = 0; n < names.n_names && !status && list.size < 120; n++)
        status = kt_text_format(&list, err, "%s %s", n ? "," : "", names.name[n]);
    kt_names_clear(&names);
    if (!status)
        status =
            kt_fail(err, KT_ERR_MISSING, "no model \"%.64s\" is kept in %s; there %s%s", name,
                    kt_run_store(run), list.size ? "are" : "is none", kt_text_get(&list));
    kt_text_clear(&list);
    return status;
}

kt_status kt_models_has(const kt_run *run, const char *name, bool *is_there, kt_error *err)
{
    char path[KT_MAX_PATH];
    *is_there = false;
    if (!kt_model_is_name(name))
        return KT_OK;
    KT_TRY(path_of(run, name, path, err));
    *is_there = kt_file_exists(path);
    return KT_OK;
}

/* ---- in and out ----------------------------------------------------------------------------
 */

kt_status kt_models_read(const kt_run *run, const char *name, kt_kept_part part, kt_kept *out,
                         kt_error *err)
{
    char path[KT_MAX_PATH];
    KT_TRY(path_of(run, name, path, err));
    return kt_file_exists(path) ? kt_kept_read(path, part, out, err) : none_of(run, name, err);
}

kt_status kt_models_check(const kt_run *run, const char *name, kt_error *err)
{
    kt_kept kept;
    kt_gravity g = {.run = run};
    KT_TRY(kt_models_read(run, name, KT_KEPT_WHOLE, &kept, err));
    const kt_status status = kt_kept_request(&kept, &g, err);
    kt_gravity_clear(&g);
    kt_kept_clear(&kept);
    return status;
}

/* When the one that is there was made; "" where there is none. */
static kt_status made_before(const char *path, char out[32], kt_error *err)
{
    kt_kept kept;
    kt_error unheard = {0};
    out[0] = '\0';
    if (!kt_file_exists(path))
        return KT_OK;
    const kt_status status = kt_kept_read(path, KT_KEPT_HEAD, &kept, &unheard);
    if (status == KT_ERR_MEMORY)
        return kt_fail(err, KT_ERR_MEMORY, "%s", unheard.cause);
    const char *made = status ? NULL : kt_kept_text(&kept, "made");
    snprintf(out, 32, "%.24s", made ? made : "unreadable");
    if (!status)
        kt_kept_clear(&kept);
    return KT_OK;
}

static kt_status note_kept(const kt_run *run, const char *name, const char *before,
                           kt_error *err)
{
    kt_text text = {0};
    const kt_say_value values[] = {{"name", .text = name},
                                   {"before", .text = before[0] ? before : "none"}};
    kt_status status = kt_say_phrase(run, "gravity.kept", values, 2, &text, err);
    if (!status)
        status = kt_sink_format(&run->options->notes, err, "%s\n", kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

kt_status kt_models_keep(const kt_run *run, const char *name, kt_slice bytes, kt_error *err)
{
    char path[KT_MAX_PATH], folder[KT_MAX_PATH], before[32];
    int lock;
    KT_TRY(path_of(run, name, path, err));
    KT_TRY(kt_path_join(kt_run_store(run), FOLDER, folder, err));
    KT_TRY(kt_folder_make(folder, err));
    KT_TRY(kt_store_lock(kt_run_store(run), &lock, err));
    kt_status status = made_before(path, before, err);
    if (!status)
        status = kt_file_replace(path, bytes.data, bytes.size, err);
    kt_store_unlock(lock);
    return status ? status : note_kept(run, name, before, err);
}

kt_status kt_models_drop(const kt_run *run, const char *name, kt_error *err)
{
    char path[KT_MAX_PATH];
    int lock;
    KT_TRY(path_of(run, name, path, err));
    if (!kt_file_exists(path))
        return none_of(run, name, err);
    KT_TRY(kt_store_lock(kt_run_store(run), &lock, err));
    kt_status status = KT_OK;
    if (remove(path) != 0)
        status = kt_fail_errno(err, "cannot remove %s", path);
    kt_store_unlock(lock);
    return status ? status
                  : kt_sink_format(&run->options->out, err, "%s: model dropped\n", name);
}

/* ---- what is there -------------------------------------------------------------------------
 */

static const char *or_none(const kt_kept *kept, const char *kind)
{
    const char *text = kt_kept_text(kept, kind);
    return text ? text : "";
}

static kt_status add_model(const kt_run *run, kt_table *table, const char *name, kt_error *err)
{
    static const char *const kinds[] = {"formula", "family", "flows"};
    kt_kept kept = {0};
    kt_error found = {0};
    const kt_status status = kt_models_read(run, name, KT_KEPT_HEAD, &kept, &found);
    if (status == KT_ERR_MISSING) // dropped meanwhile
        return KT_OK;
    if (status == KT_ERR_MEMORY)
        return kt_fail(err, status, "%s", found.cause);
    kt_table_row(table);
    kt_table_text(table, name);
    for (size_t n = 0; n < sizeof kinds / sizeof *kinds; n++)
        kt_table_text(table, or_none(&kept, kinds[n]));
    const double n = kt_kept_number(&kept, "observations");
    if (n >= 0.0 && n < 1e15)
        kt_table_integer(table, (int64_t)n);
    else
        kt_table_missing(table, NULL);
    kt_table_text(table, or_none(&kept, "made"));
    kt_table_text(table, status || !kt_kept_text(&kept, "formula") ? "damaged" : "");
    kt_kept_clear(&kept);
    return KT_OK;
}

kt_status kt_models_table(const kt_run *run, kt_table **out, kt_error *err)
{
    kt_names names = {0};
    *out = NULL;
    KT_TRY(kt_models_list(run, &names, err));
    kt_status status = names.n_names ? kt_table_new(out, err) : KT_OK;
    if (*out) {
        kt_table_title(*out, "Gravity models");
        kt_table_column(*out, &(kt_column){.key = "name", .title = "model"});
        kt_table_column(*out, &(kt_column){.key = "formula"});
        kt_table_column(*out, &(kt_column){.key = "family"});
        kt_table_column(*out, &(kt_column){.key = "flows"});
        kt_table_column(*out, &(kt_column){.key = "observations", .align = KT_RIGHT});
        kt_table_column(*out, &(kt_column){.key = "estimated"});
        kt_table_column(*out, &(kt_column){.key = "note"});
    }
    for (int64_t n = 0; n < names.n_names && !status; n++)
        status = add_model(run, *out, names.name[n], err);
    kt_names_clear(&names);
    if (!status && *out)
        status = kt_table_check(*out, err);
    if (status) {
        kt_table_free(*out);
        *out = NULL;
    }
    return status;
}

/* "rta 0.5572; log(dist) -0.91" */
static kt_status list_coefficients(const kt_kept *kept, kt_text *out, kt_error *err)
{
    for (int64_t n = 0; n < kept->n_rows; n++)
        if (strcmp(kept->row[n].kind, "coefficient") == 0)
            KT_TRY(kt_text_format(out, err, "%s%s %.6g", out->size ? "; " : "",
                                  kept->row[n].name, kept->row[n].value));
    return KT_OK;
}

kt_status kt_models_tell(const kt_run *run, const char *name, kt_error *err)
{
    static const char *const fields[] = {
        "model",  "formula",    "family",  "observations", "coefficients",
        "flows",  "covariates", "product", "stated by",    "zeros",
        "years",  "domestic",   "subset",  "let",          "weights",
        "offset", "estimated",  "version", "checksum"};
    static const char *const kinds[] = {
        "",        "formula",   "family", "",        "",         "flows",  "covariates",
        "product", "stated-by", "zeros",  "years",   "domestic", "subset", "let",
        "weights", "offset",    "made",   "version", "checksum"};
    enum { N = sizeof fields / sizeof *fields, OBSERVATIONS = 3, COEFFICIENTS = 4 };
    const char *value[N] = {name};
    char count[32];
    kt_text list = {0};
    kt_kept kept;
    KT_TRY(kt_models_read(run, name, KT_KEPT_WHOLE, &kept, err));
    for (int n = 1; n < N; n++)
        value[n] = kinds[n][0] ? kt_kept_text(&kept, kinds[n]) : NULL;
    kt_print_double(kt_kept_number(&kept, "observations"), count);
    value[OBSERVATIONS] = count;
    kt_status status = list_coefficients(&kept, &list, err);
    value[COEFFICIENTS] = kt_text_get(&list);
    if (!status)
        status = kt_answer_entry(run, N, fields, value, err);
    kt_text_clear(&list);
    kt_kept_clear(&kept);
    return status;
}
