/* kontor/resource.h: the small files that travel inside the program (data/ and lang/), and the
 * folder that may replace them file by file, so that phrases and names can change without C. */
#ifndef KONTOR_RESOURCE_H
#define KONTOR_RESOURCE_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_resources kt_resources;

/* folder: where replacements are looked for first ($KONTOR_DATA; NULL: nowhere). Copied.
 * Errors: KT_ERR_MEMORY; KT_ERR_MISSING when the folder is named and not there. */
KT_MUST_USE kt_status kt_resources_open(const char *folder, kt_resources **out, kt_error *err);
void kt_resources_close(kt_resources *resources);

/* The bytes of "data/blocs.csv" or "lang/de.txt". They live as long as `resources`. A replaced
 * file is read when first asked for, so this is for one thread at a time.
 * Errors: KT_ERR_MISSING, KT_ERR_IO, KT_ERR_FORMAT where it is not UTF-8. */
KT_MUST_USE kt_status kt_resource_get(kt_resources *resources, const char *name, kt_slice *out,
                                      kt_error *err);

/* Names of the embedded files, in order; NULL past the last. */
const char *kt_resource_name(int64_t n);

KT_END_DECLS

#endif
