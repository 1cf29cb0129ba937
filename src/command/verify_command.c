/* verify_command.c: kontor verify: every checksum of the store, its kept sums, and the
 * register. */
#include "run_internal.h"

#include <kontor/covariates.h>
#include <kontor/register.h>

static const kt_parameter parameters[] = {
    {"dataset", "NAME", NULL, "Only this dataset (NAME or NAME@VERSION).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
};

/* One line for each dataset; *n_damaged counts those that cannot be trusted. */
static kt_status verify_one(const kt_run *run, const kt_store *store, int64_t n,
                            int64_t *n_damaged, kt_error *err)
{
    const kt_dataset_info *info = kt_store_info(store, n);
    const kt_sink *out = &run->options->out;
    const char *damage = kt_store_damage(store, n);
    kt_dataset *dataset = NULL;
    kt_error found = {0};
    char text[600];

    kt_status status = KT_OK;
    if (!damage) {
        status = kt_dataset_open(store, n, &dataset, &found);
        if (!status)
            status = kt_dataset_verify(dataset, run->options->progress, &found);
        kt_dataset_close(dataset);
        if (status == KT_ERR_STOPPED || status == KT_ERR_MEMORY) {
            *err = found;
            return status;
        }
        if (status)
            damage = kt_error_text(&found, text, sizeof text);
    }
    if (damage)
        ++*n_damaged;
    return kt_sink_format(out, err, "%s@%s: %s\n", info->name, info->version,
                          damage ? damage : "whole");
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

static kt_status verify_covariates(const kt_run *run, int64_t *n_damaged, kt_error *err)
{
    kt_covariates_list *list = NULL;
    char text[600];
    KT_TRY(kt_covariates_list_open(kt_run_store(run), &list, err));
    kt_status status = KT_OK;
    for (int64_t n = 0; !status && n < kt_covariates_list_count(list); n++) {
        const kt_covariates_info *info = kt_covariates_list_info(list, n);
        kt_error found = {0};
        const kt_status whole = check_covariates(run, list, n, &found);
        *n_damaged += whole != KT_OK;
        status =
            kt_sink_format(&run->options->out, err, "%s@%s: %s\n", info->name, info->version,
                           whole ? kt_error_text(&found, text, sizeof text) : "whole");
    }
    kt_covariates_list_close(list);
    return status;
}

static kt_status verify_register(const kt_run *run, int64_t *n_damaged, kt_error *err)
{
    kt_register *reg = NULL;
    kt_error found = {0};
    char text[600];

    kt_status status = kt_register_open(kt_run_store(run), KT_REGISTER_READ, &reg, &found);
    if (!status)
        status = kt_register_verify(reg, &found);
    kt_register_close(reg);
    if (status)
        ++*n_damaged;
    return kt_sink_format(&run->options->out, err, "register: %s\n",
                          status ? kt_error_text(&found, text, sizeof text) : "whole");
}

static kt_status run_verify(kt_run *run, kt_error *err)
{
    kt_store *store = NULL;
    int64_t n_damaged = 0;
    const char *wanted = kt_argument_text(run, "dataset", NULL);

    KT_TRY(kt_store_open(kt_run_store(run), &store, err));
    kt_status status = KT_OK;
    const int64_t n_datasets = kt_store_n_datasets(store);
    const int64_t only = wanted ? kt_store_find(store, wanted) : -1;
    if (wanted && only < 0)
        status = kt_fail(err, KT_ERR_MISSING, "no dataset \"%s\" in %s", wanted,
                         kt_store_folder(store));
    for (int64_t n = 0; !status && n < n_datasets; n++)
        if (!wanted || n == only)
            status = verify_one(run, store, n, &n_damaged, err);
    if (!status && !wanted)
        status = verify_covariates(run, &n_damaged, err);
    if (!status && !wanted)
        status = verify_register(run, &n_damaged, err);
    if (!status && n_damaged)
        status = kt_fail(err, KT_ERR_FORMAT,
                         "%lld damaged in %s; drop it and import its source again",
                         (long long)n_damaged, kt_store_folder(store));
    kt_store_close(store);
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
