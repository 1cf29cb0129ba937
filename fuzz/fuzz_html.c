/* fuzz_html.c: any bytes as a page: pieces come in order, inside the input, and no byte of text
 * is given twice. */
#include <kontor/html.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct walk {
    size_t at, size;
} walk;

static kt_status visit(void *with, const kt_html_piece *piece, kt_error *err)
{
    walk *w = with;
    (void)err;
    if (piece->start < w->at || piece->end < piece->start || piece->end > w->size)
        abort();
    w->at = piece->end;
    if (piece->kind == KT_HTML_OPEN)
        kt_html_attribute(piece->attributes, "class");
    return KT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    walk w = {0, size};
    if (kt_html_read((kt_slice){(const char *)data, size}, visit, &w, NULL))
        abort();
    return 0;
}
