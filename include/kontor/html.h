/* kontor/html.h: a page's markup told apart from its text, with the place of every byte.
 *
 * A reader of our own, as claims are marked in the very bytes that came in: every tag and every
 * piece of text is handed on with its offsets, entities decoded. It is lenient like a browser:
 * what is not closed ends with the page, a "<" that begins no tag is text. Nothing is nested by
 * recursion, so any depth is survived; time and memory are linear in the input. */
#ifndef KONTOR_HTML_H
#define KONTOR_HTML_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_html_kind {
    KT_HTML_OPEN,  /* <p class="x">; also <br/> */
    KT_HTML_CLOSE, /* </p> */
    KT_HTML_TEXT,  /* between tags, or one entity decoded */
    KT_HTML_RAW    /* the contents of script and style */
} kt_html_kind;

/* One piece; slices live for the call. */
typedef struct kt_html_piece {
    kt_html_kind kind;
    kt_slice name;       /* of a tag, as written */
    kt_slice attributes; /* of an opening tag: everything behind its name */
    kt_slice text;       /* of TEXT and RAW: decoded */
    size_t start, end;   /* bytes of the input it was made of */
} kt_html_piece;

typedef kt_status (*kt_html_visit)(void *with, const kt_html_piece *piece, kt_error *err);
/* Errors: only what visit returns. */
KT_MUST_USE kt_status kt_html_read(kt_slice input, kt_html_visit visit, void *with,
                                   kt_error *err);

/* The value of an attribute, as written, without its quotes; data NULL when it is not there. */
kt_slice kt_html_attribute(kt_slice attributes, const char *name);

/* True where the bytes look like a page: a tag that pages begin with in the first 4 kB. */
bool kt_html_is(kt_slice input);

KT_END_DECLS

#endif
