/* kontor/library.h: outside libraries that are loaded when first used: those that most commands
 * never need, and whose loading would slow the start of all of them. */
#ifndef KONTOR_LIBRARY_H
#define KONTOR_LIBRARY_H

#include <kontor/error.h>

#include <stddef.h>

KT_BEGIN_DECLS

/* Load the first of the names that is there; names ends with NULL. *out is closed with
 * kt_library_close(). package: what to install, for the error. Errors: KT_ERR_MISSING. */
KT_MUST_USE kt_status kt_library_open(const char *const *names, const char *package, void **out,
                                      kt_error *err);
/* The code stays in the process, so threads of the library's own are safe; NULL is allowed. */
void kt_library_close(void *library);

/* A function of the library into the pointer at `function`, which has the size of any function
 * pointer. Errors: KT_ERR_MISSING, naming it. */
KT_MUST_USE kt_status kt_library_function(void *library, const char *name, void *function,
                                          kt_error *err);

KT_END_DECLS

#endif
