/* kontor/error.h: how every function that can fail says so.
 *
 * Such a function returns a kt_status and fills one kt_error that the caller owns, starts as
 * {0} and may leave out (NULL). The cause is written once, where the failure was seen; on the
 * way up each caller may add what it was doing. The first cause is never replaced. Messages are
 * in English and say what was found and what was expected. */
#ifndef KONTOR_ERROR_H
#define KONTOR_ERROR_H

#include <kontor/compiler.h>

#include <stddef.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* Few, and each lets the caller act. */
typedef enum kt_status {
    KT_OK = 0,
    KT_ERR_MEMORY,  /* a request for memory failed: ask for less */
    KT_ERR_IO,      /* the system refused: look at the disk, the path, the rights */
    KT_ERR_FORMAT,  /* the input is not what it should be: line and column say where */
    KT_ERR_RANGE,   /* a value outside what is allowed */
    KT_ERR_MISSING, /* not there: a country, a year, a dataset */
    KT_ERR_LIMIT,   /* more than kontor/limits.h allows */
    KT_ERR_NUMERIC, /* the arithmetic has no answer */
    KT_ERR_STOPPED, /* the user or the caller asked to stop */
    KT_ERR_USAGE,   /* a command was called wrongly: exit status 2 */
    KT_ERR_MISMATCH /* a claim does not match, and the caller asked to be told: status 3 */
} kt_status;

typedef struct kt_error {
    kt_status status;
    int64_t line;      /* place in the input, from 1; 0 when there is none */
    int64_t column;    /* byte in that line, from 1; 0 when there is none */
    char cause[256];   /* written once, where the failure was seen */
    char context[256]; /* "importing a.zip: reading b.csv", added on the way up */
} kt_error;

/* Write the cause, unless err holds one already, and return status (never KT_OK). A text that
 * does not fit is cut at a character. */
kt_status kt_fail(kt_error *err, kt_status status, const char *format, ...) KT_PRINTF(3, 4);

/* The same with the place in the input. */
kt_status kt_fail_at(kt_error *err, kt_status status, int64_t line, int64_t column,
                     const char *format, ...) KT_PRINTF(5, 6);

/* The same for a failed system call: appends what errno says and returns KT_ERR_IO, or
 * KT_ERR_MEMORY for ENOMEM. Call it before anything can change errno. */
kt_status kt_fail_errno(kt_error *err, const char *format, ...) KT_PRINTF(2, 3);

/* Put "doing this: " before the context. Nothing happens where err is NULL or holds no cause.
 */
void kt_error_within(kt_error *err, const char *format, ...) KT_PRINTF(2, 3);

/* Back to {0}, to use the same error again after a failure that was dealt with. */
void kt_error_clear(kt_error *err);

/* One line "context:line:column: cause" into out (always terminated); returns out. */
const char *kt_error_text(const kt_error *err, char *out, size_t size);

/* The name of a status: "memory", "format", ... */
const char *kt_status_name(kt_status status);

/* Hand a failure on; only in a function that holds nothing to release. */
#define KT_TRY(call)                                                                           \
    do {                                                                                       \
        const kt_status kt_try_status = (call);                                                \
        if (kt_try_status)                                                                     \
            return kt_try_status;                                                              \
    } while (0)

KT_END_DECLS

#endif
