/* lapack.c: finding and loading LAPACK at run time.
 *
 * Linked in, OpenBLAS would cost every start of the program some 15 ms, and most commands never
 * need it. The serial build comes first: with threads inside the library the bits of a result
 * would depend on their number. Where only a build with threads is there, it is told to use
 * one.
 */
#include "lapack.h"

#include <kontor/library.h>

#if defined(__x86_64__)
#define MULTIARCH "x86_64-linux-gnu"
#elif defined(__aarch64__)
#define MULTIARCH "aarch64-linux-gnu"
#elif defined(__riscv)
#define MULTIARCH "riscv64-linux-gnu"
#elif defined(__powerpc64__)
#define MULTIARCH "powerpc64le-linux-gnu"
#elif defined(__s390x__)
#define MULTIARCH "s390x-linux-gnu"
#else
#define MULTIARCH "none"
#endif

const char *const *kt_lapack_names(void)
{
    static const char *const names[] = {
        "/usr/lib/" MULTIARCH "/openblas-serial/libopenblas.so.0",
        "libopenblas.so.0",
        "liblapack.so.3",
        NULL,
    };
    return names;
}

/* Only OpenBLAS has this, and only its builds with threads heed it. */
static void use_one_thread(void *library)
{
    void (*set_threads)(int) = NULL;
    if (kt_library_function(library, "openblas_set_num_threads", &set_threads, NULL) == KT_OK)
        set_threads(1);
}

kt_status kt_lapack_open(const char *const *names, kt_lapack *out, kt_error *err)
{
    for (; *names; names++) {
        const char *const name[] = {*names, NULL};
        kt_lapack found = {0};
        if (kt_library_open(name, "", &found.library, NULL))
            continue;
        if (kt_library_function(found.library, "dsyevr_", &found.dsyevr, NULL) == KT_OK) {
            use_one_thread(found.library);
            *out = found;
            return KT_OK;
        }
        kt_library_close(found.library);
    }
    return kt_fail(err, KT_ERR_MISSING,
                   "no LAPACK found, which eigenvalues need: install libopenblas0-serial "
                   "(Debian), or another libopenblas.so.0 or liblapack.so.3");
}

void kt_lapack_close(kt_lapack *lapack)
{
    kt_library_close(lapack->library);
    *lapack = (kt_lapack){0};
}
