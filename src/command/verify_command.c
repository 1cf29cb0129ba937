/* verify_command.c: kontor verify: every checksum of the store, its kept sums, and the
 * register. */
#include "answer_internal.h"
#include "gravity_models.h"
#include "run_internal.h"

#include <kontor/covariates.h>
#include <kontor/register.h>

#include <string.h>

static const kt_parameter parameters[] = {
    {"dataset", "NAME", NULL, "Only this dataset (NAME or NAME@VERSION).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"format", "FORMAT", "text,csv,json", "Form of the answer (default text).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
};

/* What was looked at so far. */
typedef struct inspection {
    const kt_run *run;
    kt_table *table; /* NULL: each line is written as soon as it is known */
    int64_t n_damaged;
} inspection;

/* Who asks from elsewhere is not told where the store lies. */
static kt_status leave_out_folder(const kt_run *run, const char *text, kt_text *out,
                                  kt_error *err)
{
    const char *folder = kt_run_store(run), *at;
    const size_t n = strlen(folder);
    while (run->options->is_remote && n > 1 && (at = strstr(text, folder)) != NULL) {
        KT_TRY(kt_text_append(out, text, (size_t)(at - text), err));
        KT_TRY(kt_text_add(out, "the store", err));
        text = at + n;
    }
    return kt_text_add(out, text, err);
}

/* kind: "dataset", "covariates", "model", "register". version: NULL for what has none. result,
 * found: whether something is wrong with it, and what. */
static kt_status report(inspection *seen, const char *kind, const char *name,
                        const char *version, kt_status result, const kt_error *found,
                        kt_error *err)
{
    char text[600];
    kt_text damage = {0};
    const bool is_whole = result == KT_OK;
    if (result == KT_ERR_STOPPED || result == KT_ERR_MEMORY) {
        *err = *found;
        return result;
    }
    seen->n_damaged += !is_whole;
    if (!is_whole)
        KT_TRY(
            leave_out_folder(seen->run, kt_error_text(found, text, sizeof text), &damage, err));
    kt_status status = KT_OK;
    if (!seen->table) {
        status =
            kt_sink_format(&seen->run->options->out, err, "%s%s%s%s: %s\n",
                           strcmp(kind, "model") == 0 ? "model " : "", name, version ? "@" : "",
                           version ? version : "", is_whole ? "whole" : kt_text_get(&damage));
    } else {
        kt_table_row(seen->table);
        kt_table_text(seen->table, kind);
        kt_table_text(seen->table, name);
        kt_table_text(seen->table, version ? version : "");
        kt_table_text(seen->table, is_whole ? "yes" : "no");
        kt_table_text(seen->table, is_whole ? "" : kt_text_get(&damage));
    }
    kt_text_clear(&damage);
    return status;
}

static kt_status check_dataset(const kt_run *run, const kt_store *store, int64_t n,
                               kt_error *found)
{
    kt_dataset *dataset = NULL;
    const char *damage = kt_store_damage(store, n);
    if (damage)
        return kt_fail(found, KT_ERR_FORMAT, "%s", damage);
    KT_TRY(kt_dataset_open(store, n, &dataset, found));
    const kt_status status = kt_dataset_verify(dataset, run->options->progress, found);
    kt_dataset_close(dataset);
    return status;
}

static kt_status verify_datasets(inspection *seen, const kt_store *store, const char *wanted,
                                 kt_error *err)
{
    const int64_t only = wanted ? kt_store_find(store, wanted) : -1;
    if (wanted && only < 0)
        return kt_fail(err, KT_ERR_MISSING, "no dataset \"%s\" in %s", wanted,
                       kt_store_folder(store));
    for (int64_t n = 0; n < kt_store_n_datasets(store); n++) {
        const kt_dataset_info *info = kt_store_info(store, n);
        kt_error found = {0};
        if (wanted && n != only)
            continue;
        const kt_status result = check_dataset(seen->run, store, n, &found);
        KT_TRY(report(seen, "dataset", info->name, info->version, result, &found, err));
    }
    return KT_OK;
}

/* A dataset of covariates; *found says what is wrong with it. */
static kt_status check_covariates(const kt_run *run, const kt_covariates_list *list, int64_t n,
                                  kt_error *found)
{
    kt_covariates *covariates = NULL;
    const char *damage = kt_covariates_list_damage(list, n);
    if (damage)
        return kt_fail(found, KT_ERR_FORMAT, "%s", damage);
    KT_TRY(kt_covariates_open(list, n, &covariates, found));
    const kt_status status = kt_covariates_verify(covariates, run->options->progress, found);
    kt_covariates_close(covariates);
    return status;
}

static kt_status verify_covariates(inspection *seen, kt_error *err)
{
    kt_covariates_list *list = NULL;
    KT_TRY(kt_covariates_list_open(kt_run_store(seen->run), &list, err));
    kt_status status = KT_OK;
    for (int64_t n = 0; !status && n < kt_covariates_list_count(list); n++) {
        const kt_covariates_info *info = kt_covariates_list_info(list, n);
        kt_error found = {0};
        const kt_status result = check_covariates(seen->run, list, n, &found);
        status = report(seen, "covariates", info->name, info->version, result, &found, err);
    }
    kt_covariates_list_close(list);
    return status;
}

static kt_status check_register(const kt_run *run, kt_error *found)
{
    kt_register *reg = NULL;
    KT_TRY(kt_register_open(kt_run_store(run), KT_REGISTER_READ, &reg, found));
    const kt_status status = kt_register_verify(reg, found);
    kt_register_close(reg);
    return status;
}

static kt_status verify_register(inspection *seen, kt_error *err)
{
    kt_error found = {0};
    const kt_status result = check_register(seen->run, &found);
    return report(seen, "register", "register", NULL, result, &found, err);
}

/* Models that kontor gravity --keep has put into the store. */
static kt_status verify_models(inspection *seen, kt_error *err)
{
    kt_names names = {0};
    kt_status status = kt_models_list(seen->run, &names, err);
    for (int64_t n = 0; !status && n < names.n_names; n++) {
        kt_error found = {0};
        const kt_status result = kt_models_check(seen->run, names.name[n], &found);
        status = report(seen, "model", names.name[n], NULL, result, &found, err);
    }
    kt_names_clear(&names);
    return status;
}

static kt_status verify_all(inspection *seen, kt_error *err)
{
    kt_store *store = NULL;
    const char *wanted = kt_argument_text(seen->run, "dataset", NULL);
    KT_TRY(kt_store_open(kt_run_store(seen->run), &store, err));
    kt_status status = verify_datasets(seen, store, wanted, err);
    kt_store_close(store);
    if (!status && !wanted)
        status = verify_covariates(seen, err);
    if (!status && !wanted)
        status = verify_models(seen, err);
    if (!status && !wanted)
        status = verify_register(seen, err);
    return status;
}

static kt_status make_table(kt_table **out, kt_error *err)
{
    static const char *const keys[] = {"kind", "name", "version", "whole", "damage"};
    KT_TRY(kt_table_new(out, err));
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        kt_table_column(*out, &(kt_column){.key = keys[k]});
    return KT_OK;
}

static kt_status run_verify(kt_run *run, kt_error *err)
{
    inspection seen = {.run = run};
    kt_status status = KT_OK;
    if (kt_answer_form_of(run) != KT_ANSWER_TEXT)
        status = make_table(&seen.table, err);
    if (!status)
        status = verify_all(&seen, err);
    if (!status && seen.table)
        status = kt_answer_table(run, seen.table, err);
    kt_table_free(seen.table);
    if (!status && seen.n_damaged && !run->options->is_remote)
        status = kt_fail(err, KT_ERR_FORMAT,
                         "%lld damaged in %s; drop it and import its source again",
                         (long long)seen.n_damaged, kt_run_store(run));
    return status;
}

const kt_command kt_command_verify = {
    "verify",
    "check every checksum of the store, and its sums",
    "Walks all datasets and the register and says of each whether it is whole; a damaged block "
    "is\n"
    "named. The sums that a dataset keeps, of pairs, products and exporters by product, are "
    "held\n"
    "against its rows: the first that these do not make is named, with both numbers. The exit\n"
    "status is 1 when something is damaged.\n\n"
    "  kontor verify\n"
    "  kontor verify --dataset baci-hs92@V202501\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_verify,
};
