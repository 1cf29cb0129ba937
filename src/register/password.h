/* password.h: the few things that accounts ask of libsodium, loaded when first needed. Errors
 * of all: KT_ERR_MISSING the library. */
#ifndef KONTOR_PASSWORD_H
#define KONTOR_PASSWORD_H

#include <kontor/error.h>

#include <stdbool.h>
#include <stddef.h>

enum { KT_PASSWORD_HASH = 128 };

/* argon2id with 64 MiB and two passes (libsodium's "interactive"), with salt and parameters in
 * the text. KT_ERR_MEMORY: the 64 MiB are not to be had. */
KT_MUST_USE kt_status kt_password_hash(const char *password, char out[KT_PASSWORD_HASH],
                                       kt_error *err);
/* hash NULL: the same work, and never right. */
KT_MUST_USE kt_status kt_password_check(const char *hash, const char *password, bool *is_right,
                                        kt_error *err);
KT_MUST_USE kt_status kt_password_random(void *out, size_t size, kt_error *err);

#endif
