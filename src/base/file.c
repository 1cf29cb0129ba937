/* file.c: whole files in and out, and folders.
 *
 * A file is replaced in four steps, each of which leaves either the old or the new file whole:
 * write path.new, fsync it, rename it over path, fsync the folder so that the name survives a
 * power cut. errno is read on the spot, before the clean-up can overwrite it. */
#define _GNU_SOURCE /* sync_file_range() */
#include <kontor/file.h>

#include <kontor/memory.h>
#include <kontor/sink.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static kt_status open_to_read(const char *path, int *out, kt_error *err)
{
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        *out = descriptor;
        return KT_OK;
    }
    if (errno == ENOENT || errno == ENOTDIR)
        return kt_fail(err, KT_ERR_MISSING, "there is no file %s", path);
    return kt_fail_errno(err, "cannot open %s", path);
}

kt_status kt_file_map(const char *path, kt_mapping *out, kt_error *err)
{
    kt_status status = KT_OK;
    int descriptor = -1;
    struct stat about;

    KT_TRY(open_to_read(path, &descriptor, err));
    if (fstat(descriptor, &about) != 0) {
        status = kt_fail_errno(err, "cannot look at %s", path);
        goto done;
    }
    if (!S_ISREG(about.st_mode)) {
        status = kt_fail(err, KT_ERR_IO, "%s is not a file", path);
        goto done;
    }
    if (about.st_size == 0) { /* which mmap() refuses */
        *out = (kt_mapping){NULL, 0};
        goto done;
    }
    const size_t size = (size_t)about.st_size;
    void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (data == MAP_FAILED) {
        status = kt_fail_errno(err, "cannot map %s", path);
        goto done;
    }
    *out = (kt_mapping){data, size};
done:
    close(descriptor);
    return status;
}

void kt_file_unmap(kt_mapping *mapping)
{
    /* The bytes are const for the caller; munmap() wants them otherwise. */
    const union {
        const char *in;
        void *out;
    } bytes = {.in = mapping->data};
    if (mapping->data)
        munmap(bytes.out, mapping->size);
    *mapping = (kt_mapping){NULL, 0};
}

/* All that descriptor holds, appended to out in pieces. */
static kt_status read_all(int descriptor, const char *path, size_t limit, kt_text *out,
                          kt_error *err)
{
    char piece[16384];
    size_t total = 0;
    for (;;) {
        const ssize_t n = read(descriptor, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return kt_fail_errno(err, "cannot read %s", path);
        if (n == 0)
            return KT_OK;
        if ((size_t)n > limit - total)
            return kt_fail(err, KT_ERR_LIMIT, "%s is longer than %zu bytes", path, limit);
        total += (size_t)n;
        KT_TRY(kt_text_append(out, piece, (size_t)n, err));
    }
}

kt_status kt_file_read(const char *path, size_t limit, kt_text *out, kt_error *err)
{
    const size_t before = out->size;
    const int from_input = strcmp(path, "-") == 0;
    int descriptor = STDIN_FILENO;

    if (!from_input)
        KT_TRY(open_to_read(path, &descriptor, err));
    const kt_status status =
        read_all(descriptor, from_input ? "standard input" : path, limit, out, err);
    if (!from_input)
        close(descriptor);
    if (status && out->data) {
        out->size = before;
        out->data[before] = '\0';
    }
    return status;
}

/* The folder in which path stands, into folder. */
static void folder_of(const char *path, char folder[KT_MAX_PATH])
{
    const size_t length = (size_t)(kt_path_name(path) - path);
    if (length == 0)
        snprintf(folder, KT_MAX_PATH, ".");
    else
        snprintf(folder, KT_MAX_PATH, "%.*s", (int)(length > 1 ? length - 1 : 1), path);
}

static kt_status sync_folder(const char *path, kt_error *err)
{
    kt_status status = KT_OK;
    char folder[KT_MAX_PATH];
    folder_of(path, folder);
    const int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        /* A folder that may be written but not listed cannot be made durable by us. */
        if (errno == EACCES)
            return KT_OK;
        return kt_fail_errno(err, "cannot open folder %s", folder);
    }
    /* Some network file systems do not know how; what they can do is done. */
    if (fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS)
        status = kt_fail_errno(err, "cannot make folder %s durable", folder);
    close(descriptor);
    return status;
}

void kt_file_write_back(int descriptor, uint64_t from, uint64_t size)
{
#ifdef SYNC_FILE_RANGE_WRITE
    (void)sync_file_range(descriptor, (off_t)from, (off_t)size, SYNC_FILE_RANGE_WRITE);
#else
    (void)descriptor, (void)from, (void)size;
#endif
}

kt_status kt_file_commit(int descriptor, const char *fresh, const char *path, kt_error *err)
{
    if (strlen(path) >= KT_MAX_PATH)
        return kt_fail(err, KT_ERR_LIMIT, "path longer than %d bytes", KT_MAX_PATH - 1);
    if (fsync(descriptor) != 0)
        return kt_fail_errno(err, "cannot make %s durable", fresh);
    if (rename(fresh, path) != 0)
        return kt_fail_errno(err, "cannot rename %s to %s", fresh, path);
    return sync_folder(path, err);
}

kt_status kt_file_replace(const char *path, const void *data, size_t size, kt_error *err)
{
    kt_status status = KT_OK;
    int descriptor = -1;
    char fresh[KT_MAX_PATH];

    const int length = snprintf(fresh, sizeof fresh, "%s.new", path);
    if (length < 0 || (size_t)length >= sizeof fresh) {
        status = kt_fail(err, KT_ERR_LIMIT, "path longer than %d bytes", KT_MAX_PATH - 5);
        goto done;
    }
    descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        status = kt_fail_errno(err, "cannot create %s", fresh);
        goto done;
    }
    const kt_sink out = kt_sink_descriptor(&descriptor);
    status = kt_sink_write(&out, data, size, err);
    if (!status)
        status = kt_file_commit(descriptor, fresh, path, err);
    if (status)
        unlink(fresh);
    close(descriptor); /* after fsync() there is nothing left that could fail */
done:
    if (status)
        kt_error_within(err, "replacing %s", path);
    return status;
}

uint64_t kt_file_mark(const char *path)
{
    struct stat found;
    uint64_t mark = 14695981039346656037u; // FNV-1a over the words
    if (stat(path, &found) != 0)
        return 0;
    const uint64_t word[] = {(uint64_t)found.st_ino,         (uint64_t)found.st_size,
                             (uint64_t)found.st_mtim.tv_sec, (uint64_t)found.st_mtim.tv_nsec,
                             (uint64_t)found.st_ctim.tv_sec, (uint64_t)found.st_ctim.tv_nsec};
    for (size_t n = 0; n < sizeof word / sizeof *word; n++)
        mark = (mark ^ word[n]) * 1099511628211u;
    return mark ? mark : 1;
}

bool kt_file_exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

bool kt_folder_exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static kt_status make_one_folder(const char *path, kt_error *err)
{
    if (mkdir(path, 0777) == 0 || kt_folder_exists(path))
        return KT_OK;
    return kt_fail_errno(err, "cannot make folder %s", path);
}

kt_status kt_folder_make(const char *path, kt_error *err)
{
    char part[KT_MAX_PATH];
    const size_t length = strlen(path);
    if (length == 0)
        return kt_fail(err, KT_ERR_IO, "a folder without a name");
    if (length >= sizeof part)
        return kt_fail(err, KT_ERR_LIMIT, "path longer than %d bytes", KT_MAX_PATH - 1);
    if (kt_folder_exists(path))
        return KT_OK;
    memcpy(part, path, length + 1);
    for (size_t at = 1; at < length; at++) {
        if (part[at] != '/')
            continue;
        part[at] = '\0';
        KT_TRY(make_one_folder(part, err));
        part[at] = '/';
    }
    return make_one_folder(part, err);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static kt_status list_into(DIR *folder, const char *path, kt_names *names, kt_error *err)
{
    int64_t capacity = 0;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (!entry)
            return errno ? kt_fail_errno(err, "cannot read folder %s", path) : KT_OK;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (names->n_names == capacity) {
            capacity = capacity ? capacity * 2 : 16;
            KT_TRY(kt_resize(&names->name, capacity, sizeof *names->name, err));
        }
        KT_TRY(kt_copy_text(entry->d_name, strlen(entry->d_name), &names->name[names->n_names],
                            err));
        names->n_names++;
    }
}

kt_status kt_folder_list(const char *path, kt_names *out, kt_error *err)
{
    kt_names names = {0};
    DIR *folder = opendir(path);
    if (!folder && errno == ENOENT)
        return kt_fail(err, KT_ERR_MISSING, "there is no folder %s", path);
    if (!folder)
        return kt_fail_errno(err, "cannot open folder %s", path);
    const kt_status status = list_into(folder, path, &names, err);
    closedir(folder);
    if (status) {
        kt_names_clear(&names);
        return status;
    }
    if (names.n_names > 1)
        qsort(names.name, (size_t)names.n_names, sizeof *names.name, by_name);
    *out = names;
    return KT_OK;
}

void kt_names_clear(kt_names *names)
{
    for (int64_t n = 0; n < names->n_names; n++)
        kt_free(names->name[n]);
    kt_free(names->name);
    *names = (kt_names){0};
}

kt_status kt_path_join(const char *folder, const char *name, char out[KT_MAX_PATH],
                       kt_error *err)
{
    const size_t n_folder = strlen(folder), n_name = strlen(name);
    const bool slash = n_folder > 0 && folder[n_folder - 1] != '/';
    if (n_folder >= KT_MAX_PATH || n_name >= KT_MAX_PATH - n_folder - slash)
        return kt_fail(err, KT_ERR_LIMIT, "path longer than %d bytes", KT_MAX_PATH - 1);
    memcpy(out, folder, n_folder);
    if (slash)
        out[n_folder] = '/';
    memcpy(out + n_folder + slash, name, n_name);
    out[n_folder + slash + n_name] = '\0';
    return KT_OK;
}

const char *kt_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
