/* kontor/gzip.h: bytes packed for the way, as a browser unpacks them (RFC 1952). */
#ifndef KONTOR_GZIP_H
#define KONTOR_GZIP_H

#include <kontor/error.h>
#include <kontor/text.h>

KT_BEGIN_DECLS

/* One member of a gzip, without a name or a time, so that the same bytes give the same; plain:
 * less than 1 GB. Appended. Errors: KT_ERR_MEMORY; KT_ERR_LIMIT; *out is then as it was. */
KT_MUST_USE kt_status kt_gzip(kt_slice plain, kt_text *out, kt_error *err);

KT_END_DECLS

#endif
