/* password.c: libsodium, the only file that includes it. */
#include "password.h"

#include <kontor/library.h>

#include <assert.h>
#include <string.h>

#include <sodium.h>

#define FUNCTIONS(each)                                                                        \
    each(sodium_init) each(crypto_pwhash_str_alg) each(crypto_pwhash_str_verify)               \
        each(randombytes_buf)

typedef struct sodium {
    void *library;
#define MEMBER(name) __typeof__(name) *name; // NOLINT(bugprone-macro-parentheses): a name
    FUNCTIONS(MEMBER)
#undef MEMBER
} sodium;

static_assert(KT_PASSWORD_HASH >= crypto_pwhash_STRBYTES, "no room for a hash");

static kt_status load(sodium *s, kt_error *err)
{
    static const char *const names[] = {"libsodium.so.23", "libsodium.so.26", NULL};
    KT_TRY(kt_library_open(names, "libsodium23", &s->library, err));
#define LOAD(name) KT_TRY(kt_library_function(s->library, #name, &s->name, err));
    FUNCTIONS(LOAD)
#undef LOAD
    if (s->sodium_init() < 0)
        return kt_fail(err, KT_ERR_MISSING, "libsodium does not start");
    return KT_OK;
}

kt_status kt_password_hash(const char *password, char out[KT_PASSWORD_HASH], kt_error *err)
{
    sodium s = {0};
    kt_status status = load(&s, err);
    if (!status && s.crypto_pwhash_str_alg(
                       out, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                       crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
        status = kt_fail(err, KT_ERR_MEMORY, "no memory to hash a password");
    kt_library_close(s.library);
    return status;
}

kt_status kt_password_check(const char *hash, const char *password, bool *is_right,
                            kt_error *err)
{
    // Of a random password that nobody has kept; its parameters are those above.
    static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$VWZ1qDAS05CdgJVv8aGs7w$"
                                 "sm8tJfaHoFtC61F+1c+5dSjVhpWXis/6phuY78EEQ4w";
    sodium s = {0};
    char own[KT_PASSWORD_HASH] = {0};
    const char *against = hash ? hash : nobody;
    const size_t size = strlen(against);
    kt_status status = load(&s, err);
    if (!status && size >= sizeof own)
        status = kt_fail(err, KT_ERR_FORMAT, "a password's hash is too long");
    if (!status) {
        memcpy(own, against, size);
        const bool fits = s.crypto_pwhash_str_verify(own, password, strlen(password)) == 0;
        *is_right = fits && hash;
    }
    kt_library_close(s.library);
    return status;
}

kt_status kt_password_random(void *out, size_t size, kt_error *err)
{
    sodium s = {0};
    const kt_status status = load(&s, err);
    if (!status)
        s.randombytes_buf(out, size);
    kt_library_close(s.library);
    return status;
}
