/* pdf_end.c: the end of a PDF with a plain cross-reference table (ISO 32000-1, 7.5). */
#include "pdf_end.h"

#include <string.h>

const char *kt_pdf_find_last(const char *text, size_t size, const char *word)
{
    const size_t length = strlen(word);

    for (size_t at = size; at >= length; at--)
        if (memcmp(text + at - length, word, length) == 0)
            return text + at - length;
    return NULL;
}

/* The whole number behind a word, blanks apart; -1: none. */
static int64_t number_behind(const char *from, const char *end, const char *word)
{
    const char *at = NULL;
    int64_t value = 0;
    int n_digits = 0;

    for (const char *c = from; !at && c + strlen(word) <= end; c++)
        if (memcmp(c, word, strlen(word)) == 0)
            at = c + strlen(word);
    while (at && at < end && (*at == ' ' || *at == '\n' || *at == '\r'))
        at++;
    for (; at && at < end && *at >= '0' && *at <= '9' && n_digits < 15; at++, n_digits++)
        value = value * 10 + (*at - '0');
    return n_digits > 0 ? value : -1;
}

bool kt_pdf_read_end(const kt_text *pdf, kt_pdf_end *out)
{
    const char *data = kt_text_get(pdf), *end = data + pdf->size;
    const char *trailer = kt_pdf_find_last(data, pdf->size, "trailer");
    const char *last = kt_pdf_find_last(data, pdf->size, "startxref");

    if (!trailer || !last)
        return false;
    out->root = number_behind(trailer, end, "/Root");
    out->size = number_behind(trailer, end, "/Size");
    out->info = number_behind(trailer, end, "/Info");
    out->table = number_behind(last, end, "startxref");
    return out->root >= 0 && out->size >= 0 && out->info >= 0 && out->table >= 0 &&
           (size_t)out->table + 4 <= pdf->size && memcmp(data + out->table, "xref", 4) == 0;
}

kt_status kt_pdf_add_end(const kt_pdf_end *before, size_t table, kt_text *out, kt_error *err)
{
    return kt_text_format(
        out, err,
        "trailer\n<< /Size %lld /Root %lld 0 R /Info %lld 0 R /Prev %lld >>\nstartxref\n%zu\n"
        "%%%%EOF\n",
        (long long)before->size, (long long)before->root, (long long)before->info,
        (long long)before->table, table);
}
