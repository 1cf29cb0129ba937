/* check.c: what our tests add to cmocka: comparisons that print both values, shared data,
 * scratch folders, and the loop that makes one request after the other fail. */
#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

void kt_check_int(int64_t found, int64_t expected, const char *what, const char *file, int line)
{
    if (found == expected)
        return;
    print_error("%s is %lld, expected %lld\n", what, (long long)found, (long long)expected);
    _fail(file, line);
}

void kt_check_near(double found, double expected, double tolerance, const char *what,
                   const char *file, int line)
{
    const double scale = fabs(expected) > 1.0 ? fabs(expected) : 1.0;
    if ((isnan(found) && isnan(expected)) || found == expected ||
        fabs(found - expected) <= tolerance * scale)
        return;
    print_error("%s is %.17g, expected %.17g within %g\n", what, found, expected, tolerance);
    _fail(file, line);
}

const char *kt_shared(const char *name)
{
    /* A few paths may be in use at once. */
    static char paths[8][1024];
    static unsigned turn;
    char *path = paths[turn++ % 8];
    const char *folder = getenv("KONTOR_TEST_DATA");
    snprintf(path, sizeof paths[0], "%s/%s", folder && *folder ? folder : "../shared", name);
    if (access(path, R_OK) != 0) {
        print_message("there is no %s: skipped\n", path);
        skip();
    }
    return path;
}

void kt_scratch_make(char path[256])
{
    const char *folder = getenv("TMPDIR");
    const int length =
        snprintf(path, 256, "%s/kontor-test-XXXXXX", folder && *folder ? folder : "/tmp");
    if (length >= 256 || !mkdtemp(path))
        fail_msg("cannot make a scratch folder %s: %s", path, strerror(errno));
}

/* Depth-first; links are removed and not followed. */
static void remove_below(const char *path, int depth)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return;
    if (!S_ISDIR(about.st_mode)) {
        unlink(path);
        return;
    }
    chmod(path, 0700);
    DIR *folder = opendir(path);
    if (!folder)
        return;
    const struct dirent *entry;
    while (depth < 32 && (entry = readdir(folder)) != NULL) {
        char inner[4096];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) < (int)sizeof inner)
            remove_below(inner, depth + 1);
    }
    closedir(folder);
    rmdir(path);
}

void kt_scratch_remove(const char *path)
{
    /* Only what kt_scratch_make() made: a wrong path must not cost anybody's files. */
    if (strstr(path, "/kontor-test-"))
        remove_below(path, 0);
}

void kt_check_faults(kt_fault kind, kt_status (*once)(void *with, kt_error *err), void *with)
{
    const kt_status expected = kind == KT_FAULT_MEMORY ? KT_ERR_MEMORY : KT_ERR_IO;
    char text[600];
    for (int64_t n = 1; n <= 1000000; n++) {
        kt_error err = {0};
        kt_fault_at(kind, n);
        const kt_status status = once(with, &err);
        if (!kt_fault_off()) {
            if (status)
                fail_msg("without a fault: %s", kt_error_text(&err, text, sizeof text));
            if (n == 1)
                fail_msg("there was no request that could fail");
            return;
        }
        if (status != expected || err.status != expected || !err.cause[0])
            fail_msg("request %lld failed: returned \"%s\", expected \"%s\", error \"%s\"",
                     (long long)n, kt_status_name(status), kt_status_name(expected),
                     kt_error_text(&err, text, sizeof text));
    }
    fail_msg("still failing after a million requests");
}
