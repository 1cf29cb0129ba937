/* dataset_name.c: how a dataset is named, by its user and as a file. */
#include "dataset_name.h"

#include <kontor/file.h>
#include <kontor/text.h>

#include "dataset.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- names ------------------------------------------------------------------------------ */

bool kt_store_name_valid(const char *name)
{
    const size_t n = strnlen(name, KT_MAX_NAME);
    if (n == 0 || n == KT_MAX_NAME || name[0] == '.')
        return false;
    for (size_t i = 0; i < n; i++) {
        const char c = name[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
              c == '.'))
            return false;
    }
    return true;
}

bool kt_dataset_name_fits(const char *reference, const char *name, const char *version)
{
    kt_slice rest = kt_slice_of(reference);
    const kt_slice wanted = kt_slice_cut(&rest, '@');
    return kt_slice_equal_ascii_case(wanted, kt_slice_of(name)) &&
           (!rest.data || kt_slice_equal_ascii_case(rest, kt_slice_of(version)));
}

kt_status kt_dataset_name_settle(const char *name, char version[KT_MAX_NAME],
                                 const char *checksum, kt_error *err)
{
    if (version[0] == '\0')
        snprintf(version, KT_MAX_NAME, "%.8s", checksum);
    if (!kt_store_name_valid(name))
        return kt_fail(err, KT_ERR_RANGE,
                       "\"%.63s\" cannot name a dataset: a-z, 0-9, '-', '_' and '.'", name);
    if (!kt_store_name_valid(version))
        return kt_fail(err, KT_ERR_RANGE,
                       "\"%.63s\" cannot name a version: a-z, 0-9, '-', '_' and '.'", version);
    return KT_OK;
}

kt_status kt_dataset_name_taken(const char *name, const char *version, kt_error *err)
{
    return kt_fail(err, KT_ERR_RANGE,
                   "%s@%s is in the store already and was made from other bytes: drop it "
                   "first, or import under another name",
                   name, version);
}

/* ---- order ------------------------------------------------------------------------------ */

static int64_t day_of(kt_date date)
{
    return (int64_t)date.year * 512 + date.month * 32 + date.day;
}

int kt_dataset_age_compare(const kt_dataset_age *x, const kt_dataset_age *y)
{
    if (day_of(x->released) != day_of(y->released))
        return day_of(x->released) > day_of(y->released) ? -1 : 1;
    if (x->imported_at != y->imported_at)
        return x->imported_at > y->imported_at ? -1 : 1;
    const int order = strcmp(x->name, y->name);
    return order ? order : strcmp(y->version, x->version);
}

/* ---- files ------------------------------------------------------------------------------ */

kt_status kt_dataset_file_path(const char *folder, const char *name, const char *version,
                               char out[KT_MAX_PATH], kt_error *err)
{
    char file[2 * KT_MAX_NAME + 16];
    snprintf(file, sizeof file, "%s@%s%s", name, version, KT_STORE_SUFFIX);
    return kt_path_join(folder, file, out, err);
}

bool kt_dataset_file_split(const char *file, char name[KT_MAX_NAME], char version[KT_MAX_NAME])
{
    const size_t n = strlen(file), m = strlen(KT_STORE_SUFFIX);
    const char *at = strchr(file, '@');
    if (n <= m || !at || strcmp(file + n - m, KT_STORE_SUFFIX) != 0)
        return false;
    const size_t n_name = (size_t)(at - file);
    if (n_name + 1 + m > n)
        return false;
    const size_t n_version = n - m - n_name - 1;
    if (n_name >= KT_MAX_NAME || n_version >= KT_MAX_NAME)
        return false;
    memcpy(name, file, n_name);
    memcpy(version, at + 1, n_version);
    name[n_name] = version[n_version] = '\0';
    return kt_store_name_valid(name) && kt_store_name_valid(version);
}

static bool ends_with(const char *name, const char *suffix)
{
    const size_t n = strlen(name), m = strlen(suffix);
    return n >= m && strcmp(name + n - m, suffix) == 0;
}

kt_status kt_dataset_remove_unfinished(const char *folder, kt_error *err)
{
    kt_names names = {0};
    char path[KT_MAX_PATH];
    kt_status status = kt_folder_list(folder, &names, err);
    for (int64_t i = 0; i < names.n_names && !status; i++) {
        if (!ends_with(names.name[i], KT_UNFINISHED) &&
            !ends_with(names.name[i], KT_UNFINISHED "-lines"))
            continue;
        status = kt_path_join(folder, names.name[i], path, err);
        if (!status && unlink(path) != 0)
            status = kt_fail_errno(err, "cannot remove the unfinished %s", path);
    }
    kt_names_clear(&names);
    return status;
}

kt_status kt_dataset_file_commit(int descriptor, const char *fresh, const char *path,
                                 kt_error *err)
{
    const kt_status status = kt_file_commit(descriptor, fresh, path, err);
    if (status && !kt_file_exists(fresh))
        unlink(path);
    return status;
}

static kt_status sync_folder(const char *path, kt_error *err)
{
    const int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    kt_status status = KT_OK;
    if (descriptor < 0)
        return kt_fail_errno(err, "cannot open %s", path);
    if (fsync(descriptor) != 0)
        status = kt_fail_errno(err, "cannot make the removal in %s durable", path);
    close(descriptor);
    return status;
}

kt_status kt_dataset_file_remove(const char *folder, const char *path, kt_error *err)
{
    if (unlink(path) != 0)
        return kt_fail_errno(err, "cannot remove %s", path);
    return sync_folder(folder, err);
}
