/* font_width.h: how wide a text is in the chart's font (Liberation Sans, Arial, Helvetica: all
 * of the same widths), without asking for a font at run time. */
#ifndef KONTOR_CHART_FONT_WIDTH_H
#define KONTOR_CHART_FONT_WIDTH_H

#include <kontor/text.h>

typedef enum kt_weight { KT_REGULAR = 0, KT_BOLD } kt_weight;

/* In the unit of size. A character that the table lacks counts as a wide letter. */
double kt_font_width(kt_slice text, double size, kt_weight weight);

/* Take off *rest as many words as fit into width, at least one; no-break spaces do not break.
 */
kt_slice kt_font_line(kt_slice *rest, double size, kt_weight weight, double width);

/* Bytes of text that fit into width; all of it where it fits, else room is left for "…". */
size_t kt_font_fit(kt_slice text, double size, kt_weight weight, double width);

#endif
