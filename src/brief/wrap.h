/* wrap.h: text in lines of a page, measured as a terminal shows it. */
#ifndef KONTOR_BRIEF_WRAP_H
#define KONTOR_BRIEF_WRAP_H

#include <kontor/sink.h>
#include <kontor/text.h>

/* Take the next line off *rest: as many words as fit into width columns, at least one; a word
 * that is wider stands alone. width 0: all of it. A line feed ends a line. Blanks at the break
 * belong to neither side; no-break spaces do not break. */
kt_slice kt_wrap_line(kt_slice *rest, int width);

/* The widest word, in columns: below this a column cannot become narrower. */
int kt_wrap_narrowest(kt_slice text);

/* Columns of text as it is written by kt_wrap_write(). */
int kt_wrap_width(kt_slice text);

/* Write text with no-break spaces as plain ones: what is copied from a terminal shall be found
 * by a search. Control characters become blanks, so that a hostile name cannot steer the
 * terminal. */
KT_MUST_USE kt_status kt_wrap_write(const kt_sink *sink, kt_slice text, kt_error *err);

/* n times the terminated text. */
KT_MUST_USE kt_status kt_wrap_repeat(const kt_sink *sink, const char *text, int n,
                                     kt_error *err);

/* A paragraph: every line ends with a line feed; the first is indented by `first` blanks, the
 * others by `indent`. */
KT_MUST_USE kt_status kt_wrap_paragraph(const kt_sink *sink, kt_slice text, int width,
                                        int first, int indent, kt_error *err);

#endif
