/* lock.c: flock() on a file that says who holds it. The kernel lets go when the process ends,
 * however it ends; the file itself stays. */
#include "lock.h"

#include <kontor/file.h>
#include <kontor/store.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

/* What the holder wrote: its number, or "" while it is about to. */
static void read_holder(int descriptor, char out[32])
{
    const ssize_t n = pread(descriptor, out, 31, 0);
    ssize_t length = 0;
    while (length < n && out[length] >= '0' && out[length] <= '9')
        length++;
    out[length] = '\0';
}

static void write_holder(int descriptor)
{
    char text[32];
    const int length = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    /* Only a help for people: a lock without a name locks as well. */
    if (ftruncate(descriptor, 0) == 0 && pwrite(descriptor, text, (size_t)length, 0) < 0)
        return;
}

kt_status kt_lock_take(const char *folder, kt_lock_mode mode, int *descriptor, kt_error *err)
{
    char path[KT_MAX_PATH];
    KT_TRY(kt_path_join(folder, "lock", path, err));
    const int held = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (held < 0)
        return kt_fail_errno(err, "cannot open %s", path);
    int failed;
    do {
        failed = flock(held, mode == KT_LOCK_WAIT ? LOCK_EX : LOCK_EX | LOCK_NB);
    } while (failed && errno == EINTR);
    if (failed) {
        kt_status status;
        char holder[32];
        if (errno == EWOULDBLOCK) {
            read_holder(held, holder);
            status = kt_fail(err, KT_ERR_IO,
                             "another program writes to the store %s (process %s): try again "
                             "when it is done",
                             folder, holder[0] ? holder : "unknown");
        } else {
            status = kt_fail_errno(err, "cannot lock %s", path);
        }
        close(held);
        return status;
    }
    write_holder(held);
    *descriptor = held;
    return KT_OK;
}

void kt_lock_release(int descriptor)
{
    if (descriptor >= 0)
        close(descriptor);
}

kt_status kt_store_lock(const char *folder, int *lock, kt_error *err)
{
    return kt_lock_take(folder, KT_LOCK_WAIT, lock, err);
}

void kt_store_unlock(int lock)
{
    kt_lock_release(lock);
}
