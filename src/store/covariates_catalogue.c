/* covariates_catalogue.c: the datasets of covariates in a store: one file each in
 * STORE/covariates, NAME@VERSION.kontor. */
#include <kontor/covariates.h>

#include <kontor/file.h>
#include <kontor/memory.h>

#include "covariates_file.h"
#include "dataset.h"
#include "dataset_name.h"
#include "lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct listed {
    kt_covariates_info info;
    char damage[512]; // "" where there is none
} listed;

struct kt_covariates_list {
    char folder[KT_MAX_PATH]; // of the files
    listed *listed;           // newest first
    int64_t n_listed;
};

static kt_status list_file(const char *folder, const char *file, listed *out, bool *is_dataset,
                           kt_error *err)
{
    char path[KT_MAX_PATH];
    kt_error damage = {0};
    kt_covariates_info info;

    *out = (listed){0};
    *is_dataset = kt_dataset_file_split(file, out->info.name, out->info.version);
    if (!*is_dataset)
        return KT_OK;
    KT_TRY(kt_path_join(folder, file, path, err));
    const kt_status status = kt_covariates_look(path, &info, &damage);
    if (status == KT_ERR_MEMORY)
        return kt_fail(err, status, "%s", damage.cause);
    *is_dataset = status != KT_ERR_MISSING; // dropped while we looked
    if (status)
        kt_error_text(&damage, out->damage, sizeof out->damage);
    else if (strcmp(info.name, out->info.name) != 0 ||
             strcmp(info.version, out->info.version) != 0)
        snprintf(out->damage, sizeof out->damage, "the file %.200s holds %s@%s", file,
                 info.name, info.version);
    else
        out->info = info;
    return KT_OK;
}

static kt_dataset_age age_of(const kt_covariates_info *info)
{
    return (kt_dataset_age){info->released, info->imported_at, info->name, info->version};
}

static int compare_listed(const void *a, const void *b)
{
    const kt_dataset_age x = age_of(&((const listed *)a)->info);
    const kt_dataset_age y = age_of(&((const listed *)b)->info);
    return kt_dataset_age_compare(&x, &y);
}

static kt_status list_all(kt_covariates_list *list, kt_error *err)
{
    kt_names names = {0};

    if (!kt_folder_exists(list->folder))
        return KT_OK;
    KT_TRY(kt_folder_list(list->folder, &names, err));
    kt_status status = kt_new(&list->listed, names.n_names, sizeof *list->listed, err);
    for (int64_t n = 0; n < names.n_names && !status; n++) {
        bool is_dataset = false;
        status = list_file(list->folder, names.name[n], &list->listed[list->n_listed],
                           &is_dataset, err);
        list->n_listed += !status && is_dataset;
    }
    if (!status)
        qsort(list->listed, (size_t)list->n_listed, sizeof *list->listed, compare_listed);
    kt_names_clear(&names);
    return status;
}

kt_status kt_covariates_list_open(const char *folder, kt_covariates_list **out, kt_error *err)
{
    kt_covariates_list *list = NULL;

    KT_TRY(kt_new(&list, 1, sizeof *list, err));
    kt_status status = kt_path_join(folder, KT_COVARIATES_FOLDER, list->folder, err);
    if (!status)
        status = list_all(list, err);
    if (status)
        kt_covariates_list_close(list);
    else
        *out = list;
    return status;
}

void kt_covariates_list_close(kt_covariates_list *list)
{
    if (!list)
        return;
    kt_free(list->listed);
    kt_free(list);
}

int64_t kt_covariates_list_count(const kt_covariates_list *list)
{
    return list->n_listed;
}

const kt_covariates_info *kt_covariates_list_info(const kt_covariates_list *list, int64_t n)
{
    return &list->listed[n].info;
}

const char *kt_covariates_list_damage(const kt_covariates_list *list, int64_t n)
{
    return list->listed[n].damage[0] ? list->listed[n].damage : NULL;
}

int64_t kt_covariates_list_find(const kt_covariates_list *list, const char *reference)
{
    for (int64_t n = 0; n < list->n_listed; n++) {
        const kt_covariates_info *info = &list->listed[n].info;
        if (kt_dataset_name_fits(reference, info->name, info->version))
            return n;
    }
    return -1;
}

static kt_status path_of(const kt_covariates_list *list, int64_t n, char out[KT_MAX_PATH],
                         kt_error *err)
{
    const kt_covariates_info *info = &list->listed[n].info;
    return kt_dataset_file_path(list->folder, info->name, info->version, out, err);
}

kt_status kt_covariates_open(const kt_covariates_list *list, int64_t n, kt_covariates **out,
                             kt_error *err)
{
    char path[KT_MAX_PATH];

    if (n < 0 || n >= list->n_listed)
        return kt_fail(err, KT_ERR_MISSING, "there is no such dataset");
    KT_TRY(path_of(list, n, path, err));
    return kt_covariates_open_path(path, out, err);
}

/* ---- removal ----------------------------------------------------------------------------- */

static kt_status remove_one(const kt_covariates_list *list, const char *reference,
                            kt_error *err)
{
    char path[KT_MAX_PATH];
    const int64_t n = kt_covariates_list_find(list, reference);

    if (n < 0)
        return kt_fail(err, KT_ERR_MISSING, "there are no covariates %s", reference);
    KT_TRY(path_of(list, n, path, err));
    return kt_dataset_file_remove(list->folder, path, err);
}

kt_status kt_covariates_drop(const char *folder, const char *reference, kt_error *err)
{
    kt_covariates_list *list = NULL;
    int lock = -1;

    if (!kt_folder_exists(folder))
        return kt_fail(err, KT_ERR_MISSING, "there are no covariates %s", reference);
    kt_status status = kt_lock_take(folder, KT_LOCK_TRY, &lock, err);
    if (!status)
        status = kt_covariates_list_open(folder, &list, err);
    if (!status)
        status = remove_one(list, reference, err);
    kt_covariates_list_close(list);
    kt_lock_release(lock);
    return status;
}
