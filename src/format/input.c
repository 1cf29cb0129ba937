/* input.c: the files of a source: where it leads, and in which order.
 *
 *     "-", pipe  -> input_stream.c      folder -> its files, by name, folders inside likewise
 *     file       -> mapped: zip, gzip -> unwrap.c; plain -> pieces
 *
 * The folder's tree is walked twice, first to add up the bytes that progress is told of. */
#include <kontor/input.h>

#include <kontor/file.h>
#include <kontor/limits.h>
#include <kontor/parallel.h>

#include "input_walk.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static kt_status walk_memory(kt_walk *walk, kt_slice bytes, kt_slice name, kt_error *err)
{
    const kt_wrap wrap = kt_wrap_of(bytes);
    bool wanted = false;
    if (wrap == KT_WRAP_ZIP)
        return kt_walk_zip(walk, bytes, err);
    if (wrap == KT_WRAP_GZIP)
        return kt_walk_gzip(walk, bytes, name, err);
    KT_TRY(kt_walk_begin(walk, name, (int64_t)bytes.size, &wanted, err));
    if (!wanted)
        return kt_walk_tell(walk, bytes.size, err);
    KT_TRY(kt_walk_hand(walk, bytes, bytes.size, err));
    return kt_walk_end(walk, err);
}

static bool is_same_state(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

typedef struct digesting {
    kt_digest *digest;
    kt_slice bytes;
} digesting;

static kt_status run_digest(void *with, kt_error *err)
{
    const digesting *own = with;
    (void)err;
    kt_digest_add(own->digest, own->bytes.data, own->bytes.size);
    return KT_OK;
}

/* The digest is made beside. Whoever writes to the file meanwhile makes one the lie of the
 * other.
 */
static kt_status walk_regular(kt_walk *walk, const char *path, const struct stat *before,
                              kt_error *err)
{
    kt_mapping mapping;
    struct stat after;
    KT_TRY(kt_file_map(path, &mapping, err));
    const kt_slice bytes = {mapping.data, mapping.size};
    digesting own = {walk->digest, bytes};
    kt_task *task = NULL;
    kt_status status = walk->digest ? kt_task_start(run_digest, &own, &task, err) : KT_OK;
    if (!status)
        status = walk_memory(walk, bytes, kt_slice_of(kt_path_name(path)), err);
    const kt_status digested = kt_task_wait(task, NULL); // it cannot fail
    (void)digested;
    kt_file_unmap(&mapping);
    if (!status && (stat(path, &after) != 0 || !is_same_state(before, &after)))
        status = kt_fail(err, KT_ERR_IO, "the file changed while it was read");
    return status;
}

static kt_status walk_pipe(kt_walk *walk, const char *path, kt_error *err)
{
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return kt_fail_errno(err, "cannot open %s", path);
    const kt_status status =
        kt_walk_descriptor(walk, descriptor, kt_slice_of(kt_path_name(path)), err);
    close(descriptor);
    return status;
}

static kt_status look_at(const char *path, struct stat *out, kt_error *err)
{
    if (stat(path, out) == 0)
        return KT_OK;
    if (errno == ENOENT || errno == ENOTDIR)
        return kt_fail(err, KT_ERR_MISSING, "no file or folder %s", path);
    return kt_fail_errno(err, "cannot look at %s", path);
}

static kt_status walk_file(kt_walk *walk, const char *path, const struct stat *about,
                           kt_error *err)
{
    const kt_status status = S_ISREG(about->st_mode) ? walk_regular(walk, path, about, err)
                                                     : walk_pipe(walk, path, err);
    if (status)
        kt_error_within(err, "reading %.150s", path);
    return status;
}

/* Add up the bytes of a file. */
static kt_status count_file(kt_walk *walk, const char *path, const struct stat *about,
                            kt_error *err)
{
    (void)path, (void)err;
    walk->total += about->st_size;
    return KT_OK;
}

typedef kt_status (*on_file)(kt_walk *walk, const char *path, const struct stat *about,
                             kt_error *err);

static kt_status each_file(kt_walk *walk, const char *folder, int depth, on_file visit,
                           kt_error *err);

static kt_status one_of_folder(kt_walk *walk, const char *folder, const char *name, int depth,
                               on_file visit, kt_error *err)
{
    char path[KT_MAX_PATH];
    struct stat about;
    if (kt_walk_hides(kt_slice_of(name)))
        return KT_OK;
    KT_TRY(kt_path_join(folder, name, path, err));
    KT_TRY(look_at(path, &about, err));
    if (S_ISDIR(about.st_mode))
        return each_file(walk, path, depth + 1, visit, err);
    return S_ISREG(about.st_mode) ? visit(walk, path, &about, err) : KT_OK;
}

static kt_status each_file(kt_walk *walk, const char *folder, int depth, on_file visit,
                           kt_error *err)
{
    kt_names names = {0};
    kt_status status = KT_OK;
    if (depth > KT_MAX_FOLDERS)
        return kt_fail(err, KT_ERR_LIMIT, "more than %d folders inside each other",
                       KT_MAX_FOLDERS);
    KT_TRY(kt_folder_list(folder, &names, err));
    for (int64_t n = 0; n < names.n_names && !status; n++)
        status = one_of_folder(walk, folder, names.name[n], depth, visit, err);
    kt_names_clear(&names);
    return status;
}

static kt_status walk_path(kt_walk *walk, const char *path, kt_error *err)
{
    struct stat about;
    KT_TRY(look_at(path, &about, err));
    if (S_ISDIR(about.st_mode)) {
        KT_TRY(each_file(walk, path, 1, count_file, err));
        return each_file(walk, path, 1, walk_file, err);
    }
    walk->total = S_ISREG(about.st_mode) ? about.st_size : 0;
    return walk_file(walk, path, &about, err);
}

kt_status kt_input_walk(const char *path, const kt_input_visitor *visitor, kt_digest *digest,
                        const kt_progress *progress, kt_error *err)
{
    kt_walk walk = {.visitor = visitor, .digest = digest, .progress = progress};
    const kt_slice source = kt_slice_of(path);
    kt_status status = KT_OK;
    if (kt_slice_is(source, "-")) {
        status = kt_walk_descriptor(&walk, STDIN_FILENO, source, err);
        if (status)
            kt_error_within(err, "reading standard input");
    } else {
        status = walk_path(&walk, path, err);
    }
    kt_walk_clear(&walk);
    return status;
}

kt_status kt_input_walk_bytes(kt_slice bytes, const char *name, const kt_input_visitor *visitor,
                              kt_error *err)
{
    kt_walk walk = {.visitor = visitor, .total = (int64_t)bytes.size};
    const kt_status status = walk_memory(&walk, bytes, kt_slice_of(name), err);
    kt_walk_clear(&walk);
    return status;
}
