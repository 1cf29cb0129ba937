/* resource.c: the embedded files, and a folder whose files come before them.
 *
 * The table kt_embedded is written by scripts/embed.sh at build time: sorted by name, ended by
 * a row of zeros. A replaced file is read once and kept until the resources are closed. */
#include <kontor/resource.h>

#include <kontor/file.h>
#include <kontor/limits.h>
#include <kontor/memory.h>

#include <string.h>

extern const struct kt_embedded_file {
    const char *name;
    const char *data;
    size_t size;
} kt_embedded[];

typedef struct replaced replaced;
struct replaced {
    replaced *next;
    char *name;
    kt_text bytes;
};

struct kt_resources {
    char *folder; /* NULL: nowhere */
    replaced *first;
};

kt_status kt_resources_open(const char *folder, kt_resources **out, kt_error *err)
{
    kt_status status = KT_OK;
    kt_resources *resources = NULL;

    if (folder && !kt_folder_exists(folder))
        return kt_fail(err, KT_ERR_MISSING, "there is no folder %s", folder);
    KT_TRY(kt_new(&resources, 1, sizeof *resources, err));
    if (folder)
        status = kt_copy_text(folder, strlen(folder), &resources->folder, err);
    if (status) {
        kt_resources_close(resources);
        return status;
    }
    *out = resources;
    return KT_OK;
}

static void free_replaced(replaced *file)
{
    if (!file)
        return;
    kt_text_clear(&file->bytes);
    kt_free(file->name);
    kt_free(file);
}

void kt_resources_close(kt_resources *resources)
{
    if (!resources)
        return;
    while (resources->first) {
        replaced *next = resources->first->next;
        free_replaced(resources->first);
        resources->first = next;
    }
    kt_free(resources->folder);
    kt_free(resources);
}

/* A name is a place below the folder and nowhere else. */
static bool is_plain(const char *name)
{
    return name[0] != '\0' && name[0] != '/' && !strstr(name, "..");
}

/* Read path, which replaces `name`, and keep it. */
static kt_status read_replaced(kt_resources *resources, const char *path, const char *name,
                               kt_error *err)
{
    kt_status status = KT_OK;
    replaced *file = NULL;

    KT_TRY(kt_new(&file, 1, sizeof *file, err));
    status = kt_copy_text(name, strlen(name), &file->name, err);
    if (!status)
        status = kt_file_read(path, KT_MAX_FILE, &file->bytes, err);
    if (!status && !kt_utf8_valid(file->bytes.data, file->bytes.size))
        status = kt_fail(err, KT_ERR_FORMAT, "%s is not UTF-8", path);
    if (status) {
        free_replaced(file);
        return status;
    }
    file->next = resources->first;
    resources->first = file;
    return KT_OK;
}

/* Without the mark that some editors put before UTF-8. */
static kt_slice without_mark(const char *data, size_t size)
{
    const kt_slice whole = {data, size};
    if (kt_slice_starts(whole, "\xEF\xBB\xBF"))
        return (kt_slice){data + 3, size - 3};
    return whole;
}

kt_status kt_resource_get(kt_resources *resources, const char *name, kt_slice *out,
                          kt_error *err)
{
    char path[KT_MAX_PATH];
    if (!is_plain(name))
        return kt_fail(err, KT_ERR_MISSING, "\"%s\" is no name of a resource", name);
    for (const replaced *file = resources->first; file; file = file->next) {
        if (strcmp(file->name, name) == 0) {
            *out = without_mark(file->bytes.data, file->bytes.size);
            return KT_OK;
        }
    }
    if (resources->folder) {
        KT_TRY(kt_path_join(resources->folder, name, path, err));
        if (kt_file_exists(path)) {
            KT_TRY(read_replaced(resources, path, name, err));
            *out = without_mark(resources->first->bytes.data, resources->first->bytes.size);
            return KT_OK;
        }
    }
    for (const struct kt_embedded_file *file = kt_embedded; file->name; file++) {
        if (strcmp(file->name, name) == 0) {
            *out = (kt_slice){file->data, file->size};
            return KT_OK;
        }
    }
    return kt_fail(err, KT_ERR_MISSING, "there is no resource %s", name);
}

const char *kt_resource_name(int64_t n)
{
    int64_t at = 0;
    while (at < n && kt_embedded[at].name)
        at++;
    return kt_embedded[at].name;
}
