/* pdf_language.c: the language of a PDF. The catalogue is written a second time behind the end,
 * with /Lang, a small cross-reference table that leads to it, and the old one named before. */
#include <kontor/pages.h>

#include <stdio.h>
#include <string.h>

/* The last place of a word in a text; NULL: none. */
static const char *find_last(const char *text, size_t size, const char *word)
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

/* "<< /Type /Catalog ... >>" of an object: what stands between "<<" and the ">>" before
 * "endobj". */
static bool find_catalogue(kt_slice pdf, int64_t object, kt_slice *out)
{
    char head[32];
    const int length = snprintf(head, sizeof head, "\n%lld 0 obj", (long long)object);
    const char *at = find_last(pdf.data, pdf.size, head);
    const char *end = pdf.data + pdf.size;

    if (!at)
        return false;
    at += length;
    const char *close = at;
    while (close + 6 <= end && memcmp(close, "endobj", 6) != 0)
        close++;
    const char *open = find_last(at, (size_t)(close - at), "<<");
    const char *last = find_last(at, (size_t)(close - at), ">>");
    for (const char *c = at; open && c < open; c++)
        if (c[0] == '<' && c[1] == '<')
            open = c; // the outermost
    if (close + 6 > end || !open || !last || last < open)
        return false;
    *out = (kt_slice){open + 2, (size_t)(last - open - 2)};
    return true;
}

kt_status kt_pdf_add_language(kt_text *pdf, const char *language, kt_error *err)
{
    const char *data = kt_text_get(pdf), *end = data + pdf->size;
    const char *trailer = find_last(data, pdf->size, "trailer");
    const char *last = find_last(data, pdf->size, "startxref");
    kt_slice catalogue;
    kt_text more = {0};

    if (!trailer || !last)
        return KT_OK;
    const int64_t root = number_behind(trailer, end, "/Root"),
                  size = number_behind(trailer, end, "/Size");
    const int64_t info = number_behind(trailer, end, "/Info"),
                  table = number_behind(last, end, "startxref");
    if (root < 0 || size < 0 || info < 0 || table < 0 || (size_t)table + 4 > pdf->size ||
        memcmp(data + table, "xref", 4) != 0 ||
        !find_catalogue((kt_slice){data, pdf->size}, root, &catalogue))
        return KT_OK;
    const size_t object = pdf->size;
    const bool tagged = find_last(catalogue.data, catalogue.size, "/StructTreeRoot") &&
                        !find_last(catalogue.data, catalogue.size, "/MarkInfo");
    kt_status status = kt_text_format(&more, err,
                                      "%lld 0 obj\n<<%.*s/Lang (%s) /ViewerPreferences << "
                                      "/DisplayDocTitle true >>%s\n>>\nendobj\n",
                                      (long long)root, (int)catalogue.size, catalogue.data,
                                      language, tagged ? " /MarkInfo << /Marked true >>" : "");
    if (!status)
        status =
            kt_text_format(&more, err,
                           "xref\n%lld 1\n%010zu 00000 n \ntrailer\n<< /Size %lld /Root "
                           "%lld 0 R /Info %lld 0 R /Prev %lld >>\nstartxref\n%zu\n%%%%EOF\n",
                           (long long)root, object, (long long)size, (long long)root,
                           (long long)info, (long long)table, object + more.size);
    if (!status)
        status = kt_text_append(pdf, kt_text_get(&more), more.size, err);
    kt_text_clear(&more);
    return status;
}
