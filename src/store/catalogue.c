/* catalogue.c: the datasets of a store: one file each in STORE/datasets, NAME@VERSION.kontor.
 */
#include "dataset.h"

#include <kontor/file.h>
#include <kontor/memory.h>
#include <kontor/store.h>

#include "dataset_name.h"
#include "lock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct listed {
    kt_dataset_info info;
    char damage[512];             /* "" where there is none */
    _Atomic(kt_dataset *) opened; /* of a store that keeps them; NULL before first use */
} listed;

struct kt_store {
    char folder[KT_MAX_PATH];
    listed *listed; /* newest first */
    int64_t n_listed;
    bool keeps; /* datasets stay open until the store is closed */
};

static int64_t size_of(const char *path)
{
    kt_mapping mapping = {0};
    if (kt_file_map(path, &mapping, NULL) != KT_OK)
        return 0;
    const int64_t size = (int64_t)mapping.size;
    kt_file_unmap(&mapping);
    return size;
}

static kt_status list_file(const char *folder, const char *file, listed *out, bool *is_dataset,
                           kt_error *err)
{
    char path[KT_MAX_PATH];
    kt_dataset *dataset = NULL;
    kt_error damage = {0};
    *out = (listed){0};
    *is_dataset = kt_dataset_file_split(file, out->info.name, out->info.version);
    if (!*is_dataset)
        return KT_OK;
    KT_TRY(kt_path_join(folder, file, path, err));
    const kt_status status = kt_dataset_open_path(path, &dataset, &damage);
    if (status == KT_ERR_MEMORY)
        return kt_fail(err, status, "%s", damage.cause);
    *is_dataset = status != KT_ERR_MISSING; // dropped while we looked
    if (status) {
        kt_error_text(&damage, out->damage, sizeof out->damage);
        out->info.n_bytes = size_of(path);
        return KT_OK;
    }
    const kt_dataset_info *info = kt_dataset_info_of(dataset);
    if (strcmp(info->name, out->info.name) != 0 ||
        strcmp(info->version, out->info.version) != 0)
        snprintf(out->damage, sizeof out->damage, "the file %s holds %s@%s", file, info->name,
                 info->version);
    else
        out->info = *info;
    kt_dataset_close(dataset);
    return KT_OK;
}

static kt_dataset_age age_of(const kt_dataset_info *info)
{
    return (kt_dataset_age){info->released, info->imported_at, info->name, info->version};
}

static int compare_listed(const void *a, const void *b)
{
    const kt_dataset_age x = age_of(&((const listed *)a)->info);
    const kt_dataset_age y = age_of(&((const listed *)b)->info);
    return kt_dataset_age_compare(&x, &y);
}

static kt_status list_all(kt_store *store, const char *folder, const kt_names *names,
                          kt_error *err)
{
    KT_TRY(kt_new(&store->listed, names->n_names, sizeof *store->listed, err));
    for (int64_t i = 0; i < names->n_names; i++) {
        bool is_dataset = false;
        KT_TRY(list_file(folder, names->name[i], &store->listed[store->n_listed], &is_dataset,
                         err));
        store->n_listed += is_dataset;
    }
    qsort(store->listed, (size_t)store->n_listed, sizeof *store->listed, compare_listed);
    return KT_OK;
}

kt_status kt_store_open(const char *folder, kt_store **out, kt_error *err)
{
    kt_store *store = NULL;
    kt_names names = {0};
    char path[KT_MAX_PATH];
    KT_TRY(kt_path_join(folder, "datasets", path, err));
    KT_TRY(kt_new(&store, 1, sizeof *store, err));
    kt_status status = KT_OK;
    const int n = snprintf(store->folder, sizeof store->folder, "%s", folder);
    if (n < 0 || (size_t)n >= sizeof store->folder)
        status = kt_fail(err, KT_ERR_LIMIT, "path longer than %d bytes", KT_MAX_PATH - 1);
    if (!status && kt_file_exists(folder))
        status =
            kt_fail(err, KT_ERR_IO, "%s is a file, expected the folder of a store", folder);
    if (!status && kt_folder_exists(path)) {
        status = kt_folder_list(path, &names, err);
        if (!status)
            status = list_all(store, path, &names, err);
    }
    kt_names_clear(&names);
    if (status)
        kt_store_close(store);
    else
        *out = store;
    return status;
}

void kt_store_close(kt_store *store)
{
    if (!store)
        return;
    for (int64_t n = 0; n < store->n_listed; n++) {
        kt_dataset *opened = atomic_load(&store->listed[n].opened);
        if (opened)
            opened->is_kept = false;
        kt_dataset_close(opened);
    }
    kt_free(store->listed);
    kt_free(store);
}

void kt_store_keep_open(kt_store *store)
{
    store->keeps = true;
}

int64_t kt_store_n_datasets(const kt_store *store)
{
    return store->n_listed;
}

const kt_dataset_info *kt_store_info(const kt_store *store, int64_t n)
{
    return &store->listed[n].info;
}

const char *kt_store_damage(const kt_store *store, int64_t n)
{
    return store->listed[n].damage[0] ? store->listed[n].damage : NULL;
}

const char *kt_store_folder(const kt_store *store)
{
    return store->folder;
}

int64_t kt_store_find(const kt_store *store, const char *reference)
{
    for (int64_t n = 0; n < store->n_listed; n++) {
        const kt_dataset_info *info = &store->listed[n].info;
        if (kt_dataset_name_fits(reference, info->name, info->version))
            return n;
    }
    return -1;
}

static kt_status path_of(const kt_store *store, int64_t n, char out[KT_MAX_PATH], kt_error *err)
{
    char folder[KT_MAX_PATH];
    const kt_dataset_info *info = &store->listed[n].info;
    KT_TRY(kt_path_join(store->folder, "datasets", folder, err));
    return kt_dataset_file_path(folder, info->name, info->version, out, err);
}

/* The dataset becomes the store's; where another thread was faster, its one is taken. */
static kt_dataset *keep(listed *entry, kt_dataset *dataset)
{
    kt_dataset *before = NULL;
    dataset->is_kept = true;
    if (atomic_compare_exchange_strong(&entry->opened, &before, dataset))
        return dataset;
    dataset->is_kept = false;
    kt_dataset_close(dataset);
    return before;
}

kt_status kt_dataset_open(const kt_store *store, int64_t n, kt_dataset **out, kt_error *err)
{
    char path[KT_MAX_PATH];
    if (n < 0 || n >= store->n_listed)
        return kt_fail(err, KT_ERR_MISSING, "there is no such dataset");
    kt_dataset *opened = atomic_load(&store->listed[n].opened);
    if (!opened) {
        KT_TRY(path_of(store, n, path, err));
        KT_TRY(kt_dataset_open_path(path, &opened, err));
        if (store->keeps)
            opened = keep(&store->listed[n], opened);
    }
    *out = opened;
    return KT_OK;
}

/* ---- removal -------------------------------------------------------------------------------
 */

static kt_status remove_one(const kt_store *store, const char *reference, kt_error *err)
{
    char path[KT_MAX_PATH], datasets[KT_MAX_PATH];
    const int64_t n = kt_store_find(store, reference);
    if (n < 0)
        return kt_fail(err, KT_ERR_MISSING, "the store %s has no dataset %s", store->folder,
                       reference);
    KT_TRY(path_of(store, n, path, err));
    KT_TRY(kt_path_join(store->folder, "datasets", datasets, err));
    return kt_dataset_file_remove(datasets, path, err);
}

kt_status kt_store_drop(const char *folder, const char *reference, kt_error *err)
{
    kt_store *store = NULL;
    int lock = -1;
    if (!kt_folder_exists(folder))
        return kt_fail(err, KT_ERR_MISSING, "the store %s has no dataset %s", folder,
                       reference);
    kt_status status = kt_lock_take(folder, KT_LOCK_TRY, &lock, err);
    if (!status)
        status = kt_store_open(folder, &store, err);
    if (!status)
        status = remove_one(store, reference, err);
    kt_store_close(store);
    kt_lock_release(lock);
    return status;
}
