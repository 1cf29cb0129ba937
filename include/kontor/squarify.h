/* kontor/squarify.h: a rectangle divided into rectangles whose areas are in proportion to given
 * sizes, none much longer than it is wide.
 *
 * Source: Bruls, Huizing and van Wijk (2000), Squarified Treemaps, Proc. Joint Eurographics and
 * IEEE TCVG Symposium on Visualization, 33-42. Rows are laid along the shorter side as long as
 * the worst ratio of sides in the row does not become worse. Pure. */
#ifndef KONTOR_SQUARIFY_H
#define KONTOR_SQUARIFY_H

#include <kontor/compiler.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_rectangle {
    double x, y, width, height;
} kt_rectangle;

/* size[n]: above 0, the largest first; out[n]. The areas of out add up to that of `whole`.
 * Without a positive sum every rectangle is empty. Cost: n steps a row. */
void kt_squarify(const double *size, int64_t n, kt_rectangle whole, kt_rectangle *out);

KT_END_DECLS

#endif
