/* fuzz_input.c: any bytes as a file, a gzip or a zip. */
#include <kontor/input.h>

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct seen {
    int open;
    uint64_t n_bytes;
} seen;

static kt_status begin(void *with, const kt_input_member *member, bool *wanted, kt_error *err)
{
    seen *own = with;
    (void)err;
    assert(own->open == 0 && member->name && member->size >= 0);
    own->open = *wanted = member->name[0] != 'n';
    return KT_OK;
}

static kt_status piece(void *with, const char *data, size_t size, kt_error *err)
{
    seen *own = with;
    (void)err;
    assert(own->open == 1 && size > 0);
    own->n_bytes += (unsigned char)data[size - 1] > 0 ? size : size + 1;
    return KT_OK;
}

static kt_status end(void *with, kt_error *err)
{
    seen *own = with;
    (void)err;
    assert(own->open == 1);
    own->open = 0;
    return KT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    seen own = {0};
    kt_error err = {0};
    const kt_input_visitor visitor = {begin, piece, end, &own};
    const kt_status status =
        kt_input_walk_bytes((kt_slice){(const char *)data, size}, "x.gz", &visitor, &err);
    if (status ? err.cause[0] == '\0' : own.open != 0)
        __builtin_trap();
    return 0;
}
