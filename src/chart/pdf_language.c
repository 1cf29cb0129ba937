/* pdf_language.c: the language of a PDF. The catalogue is written a second time behind the end,
 * with /Lang, a small cross-reference table that leads to it, and the old one named before. */
#include "pdf_end.h"

#include <kontor/pages.h>

#include <stdio.h>
#include <string.h>

/* "<< /Type /Catalog ... >>" of an object: what stands between "<<" and the ">>" before
 * "endobj". */
static bool find_catalogue(kt_slice pdf, int64_t object, kt_slice *out)
{
    char head[32];
    const int length = snprintf(head, sizeof head, "\n%lld 0 obj", (long long)object);
    const char *at = kt_pdf_find_last(pdf.data, pdf.size, head);
    const char *end = pdf.data + pdf.size;

    if (!at)
        return false;
    at += length;
    const char *close = at;
    while (close + 6 <= end && memcmp(close, "endobj", 6) != 0)
        close++;
    const char *open = kt_pdf_find_last(at, (size_t)(close - at), "<<");
    const char *last = kt_pdf_find_last(at, (size_t)(close - at), ">>");
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
    kt_pdf_end end;
    kt_slice catalogue;
    kt_text more = {0};

    if (!kt_pdf_read_end(pdf, &end) ||
        !find_catalogue((kt_slice){pdf->data, pdf->size}, end.root, &catalogue))
        return KT_OK;
    const size_t object = pdf->size;
    const bool tagged = kt_pdf_find_last(catalogue.data, catalogue.size, "/StructTreeRoot") &&
                        !kt_pdf_find_last(catalogue.data, catalogue.size, "/MarkInfo");
    kt_status status = kt_text_format(&more, err,
                                      "%lld 0 obj\n<<%.*s/Lang (%s) /ViewerPreferences << "
                                      "/DisplayDocTitle true >>%s\n>>\nendobj\n",
                                      (long long)end.root, (int)catalogue.size, catalogue.data,
                                      language, tagged ? " /MarkInfo << /Marked true >>" : "");
    const size_t table = object + more.size;
    if (!status)
        status = kt_text_format(&more, err, "xref\n%lld 1\n%010zu 00000 n \n",
                                (long long)end.root, object);
    if (!status)
        status = kt_pdf_add_end(&end, table, &more, err);
    if (!status)
        status = kt_text_append(pdf, kt_text_get(&more), more.size, err);
    kt_text_clear(&more);
    return status;
}
