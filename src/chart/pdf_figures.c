/* pdf_figures.c: what pictures say, for who does not see them. Each element "Figure" is written
 * a second time behind the end, with /Alt, which Cairo 1.16 cannot write. */
#include "pdf_end.h"

#include <kontor/pages.h>

#include <string.h>

/* As Cairo writes an element; before it stands the number of the object. */
static const char figure[] = " 0 obj\n<< /Type /StructElem\n   /S /Figure\n";

/* The next figure from a place on: its number, and what stands between it and "endobj". */
static bool find_figure(const kt_text *pdf, size_t *at, int64_t *object, kt_slice *rest)
{
    const size_t length = sizeof figure - 1;
    const char *data = kt_text_get(pdf), *end = data + pdf->size;

    for (; *at + length < pdf->size; (*at)++) {
        if (data[*at] != ' ' || memcmp(data + *at, figure, length) != 0)
            continue;
        size_t first = *at;
        while (first > 0 && data[first - 1] >= '0' && data[first - 1] <= '9')
            first--;
        kt_slice number = {data + first, *at - first};
        *rest = (kt_slice){data + *at + length, 0};
        while (rest->data + rest->size + 6 <= end &&
               memcmp(rest->data + rest->size, "endobj", 6) != 0)
            rest->size++;
        *at += length;
        return kt_parse_i64(number, object);
    }
    return false;
}

static int64_t count_figures(const kt_text *pdf)
{
    int64_t object, n = 0;
    kt_slice rest;

    for (size_t at = 0; find_figure(pdf, &at, &object, &rest);)
        n++;
    return n;
}

/* A text as PDF keeps it: UTF-16 in hexadecimal digits, with its mark. */
static kt_status add_words(const char *words, kt_text *out, kt_error *err)
{
    const size_t size = strlen(words);

    KT_TRY(kt_text_add(out, "<FEFF", err));
    for (size_t at = 0; at < size;) {
        const uint32_t c = kt_utf8_next(words, size, &at);
        if (c < 0x10000)
            KT_TRY(kt_text_format(out, err, "%04X", c));
        else
            KT_TRY(kt_text_format(out, err, "%04X%04X", 0xD800 + ((c - 0x10000) >> 10),
                                  0xDC00 + ((c - 0x10000) & 0x3FF)));
    }
    return kt_text_add(out, ">", err);
}

/* The figures with their words into `more`, their places into `table`. */
static kt_status add_figures(const kt_text *pdf, const char *words, int64_t n_words,
                             kt_text *more, kt_text *table, kt_error *err)
{
    int64_t object;
    kt_slice rest;
    size_t at = 0;

    for (int64_t n = 0; n < n_words; n++, words += strlen(words) + 1) {
        if (!find_figure(pdf, &at, &object, &rest))
            return KT_OK; // they were counted
        KT_TRY(kt_text_format(table, err, "%lld 1\n%010zu 00000 n \n", (long long)object,
                              pdf->size + more->size));
        KT_TRY(kt_text_format(more, err, "%lld%s   /Alt ", (long long)object, figure));
        KT_TRY(add_words(words, more, err));
        KT_TRY(kt_text_add(more, "\n", err));
        KT_TRY(kt_text_add_slice(more, rest, err));
        KT_TRY(kt_text_add(more, "endobj\n", err));
    }
    return KT_OK;
}

kt_status kt_pdf_add_alternatives(kt_text *pdf, const char *words, int64_t n_words,
                                  kt_error *err)
{
    kt_pdf_end end;
    kt_text more = {0}, table = {0};

    if (n_words == 0 || count_figures(pdf) != n_words || !kt_pdf_read_end(pdf, &end))
        return KT_OK;
    kt_status status = add_figures(pdf, words, n_words, &more, &table, err);
    const size_t begin = pdf->size + more.size;
    if (!status)
        status = kt_text_add(&more, "xref\n", err);
    if (!status)
        status = kt_text_append(&more, kt_text_get(&table), table.size, err);
    if (!status)
        status = kt_pdf_add_end(&end, begin, &more, err);
    if (!status)
        status = kt_text_append(pdf, kt_text_get(&more), more.size, err);
    kt_text_clear(&table);
    kt_text_clear(&more);
    return status;
}
