/* drop_command.c: kontor drop: one version of a dataset out of the store. */
#include "classification.h"
#include "gravity_models.h"

#include <kontor/covariates.h>

static const kt_parameter parameters[] = {
    {"name", "NAME@VERSION", NULL,
     "What to remove; the version may be left out where there is one.", KT_TYPE_TEXT,
     KT_PLACE_REQUIRED},
    {"model", NULL, NULL, "NAME is a gravity model, whatever else is called so.", KT_TYPE_FLAG,
     KT_PLACE_OPTION},
};

/* How many versions there are of the dataset that a reference without version names. */
static int64_t versions_of(const kt_store *store, const char *name)
{
    int64_t count = 0;
    for (int64_t n = 0; n < kt_store_n_datasets(store); n++)
        count += kt_slice_is(kt_slice_of(name), kt_store_info(store, n)->name);
    return count;
}

/* True where the reference names covariates and no flows. */
static kt_status names_covariates(const kt_run *run, const char *reference, bool *out,
                                  kt_error *err)
{
    kt_covariates_list *list = NULL;
    KT_TRY(kt_covariates_list_open(kt_run_store(run), &list, err));
    *out = kt_covariates_list_find(list, reference) >= 0;
    kt_covariates_list_close(list);
    return KT_OK;
}

static kt_status drop_covariates(const kt_run *run, const char *reference, kt_error *err)
{
    KT_TRY(kt_covariates_drop(kt_run_store(run), reference, err));
    return kt_sink_format(&run->options->out, err, "%s: dropped\n", reference);
}

/* A model is meant where nothing else has its name. What is gone is gone, so of two that have
 * it neither is. */
static kt_status drop_model(const kt_run *run, const char *name, bool *was_one, kt_error *err)
{
    kt_store *store = NULL;
    bool of_flows, of_covariates = false;
    *was_one = true;
    if (kt_argument_flag(run, "model"))
        return kt_models_drop(run, name, err);
    KT_TRY(kt_models_has(run, name, was_one, err));
    if (!*was_one)
        return KT_OK;
    KT_TRY(kt_store_open(kt_run_store(run), &store, err));
    of_flows = kt_store_find(store, name) >= 0;
    kt_store_close(store);
    KT_TRY(names_covariates(run, name, &of_covariates, err));
    bool of_groups = false;
    KT_TRY(kt_classification_has(run, name, &of_groups, err));
    return of_flows || of_covariates || of_groups
               ? kt_fail(err, KT_ERR_RANGE,
                         "%s is a gravity model and a dataset: name one, as kontor drop %s "
                         "--model or kontor drop %s@VERSION",
                         name, name, name)
               : kt_models_drop(run, name, err);
}

static kt_status run_drop(kt_run *run, kt_error *err)
{
    kt_store *store = NULL;
    const char *reference = kt_argument_text(run, "name", "");
    kt_dataset_info info = {0};
    bool was_model = false;

    KT_TRY(drop_model(run, reference, &was_model, err));
    if (was_model)
        return KT_OK;
    KT_TRY(kt_store_open(kt_run_store(run), &store, err));
    kt_status status = KT_OK;
    const int64_t n = kt_store_find(store, reference);
    bool covariates = false;
    if (n < 0)
        status = names_covariates(run, reference, &covariates, err);
    if (!status && covariates) {
        kt_store_close(store);
        return drop_covariates(run, reference, err);
    }
    bool table = false;
    if (!status && n < 0)
        status = kt_classification_drop(run, reference, &table, err);
    if (status || table) {
        kt_store_close(store);
        return status;
    }
    if (n < 0)
        status = kt_fail(err, KT_ERR_MISSING, "no dataset \"%s\" in %s", reference,
                         kt_store_folder(store));
    else if (versions_of(store, reference) > 1)
        status = kt_fail(err, KT_ERR_RANGE,
                         "%s has several versions; name one as %s@VERSION (kontor info)",
                         reference, reference);
    else
        info = *kt_store_info(store, n);
    kt_store_close(store);
    if (!status)
        status = kt_store_drop(kt_run_store(run), reference, err);
    if (!status)
        status = kt_sink_format(&run->options->out, err, "%s@%s: dropped, %lld bytes freed\n",
                                info.name, info.version, (long long)info.n_bytes);
    return status;
}

const kt_command kt_command_drop = {
    "drop",
    "remove a dataset, or a kept model",
    "Removes one version of a dataset, or of a table of groups, or a gravity model, for good. "
    "Its\n"
    "source is not touched. Where a model and a dataset have the same name, --model means the\n"
    "model and NAME@VERSION the dataset.\n\n"
    "  kontor drop dots@3f2a9c10\n"
    "  kontor drop eu --model\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_drop,
};
