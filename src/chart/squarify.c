/* squarify.c: row by row along the shorter side of what is left. */
#include <kontor/squarify.h>

#include <math.h>

/* Worst ratio of sides among rectangles of areas from least to most in a row of area `sum`
 * along a side. */
static double worst(double least, double most, double sum, double side)
{
    const double square = side * side, area = sum * sum;

    return fmax(square * most / area, area / (square * least));
}

/* How many of the sizes from `first` on make the best row along the side. */
static int64_t row_of(const double *size, int64_t first, int64_t n, double unit, double side)
{
    double sum = size[first] * unit;
    double ratio = worst(sum, sum, sum, side);
    int64_t end = first + 1;

    for (; end < n; end++) {
        const double more = sum + size[end] * unit;
        const double next = worst(size[end] * unit, size[first] * unit, more, side);
        if (next > ratio)
            break;
        ratio = next;
        sum = more;
    }
    return end;
}

void kt_squarify(const double *size, int64_t n, kt_rectangle whole, kt_rectangle *out)
{
    kt_rectangle left = whole;
    double total = 0.0;

    for (int64_t k = 0; k < n; k++) {
        total += size[k];
        out[k] = (kt_rectangle){whole.x, whole.y, 0.0, 0.0};
    }
    if (!(total > 0.0) || !(whole.width > 0.0) || !(whole.height > 0.0))
        return;
    const double unit = whole.width * whole.height / total;
    for (int64_t first = 0; first < n;) {
        const int upright = left.width >= left.height; // the row stands at the left edge
        const double side = upright ? left.height : left.width;
        const int64_t end = row_of(size, first, n, unit, side);
        double sum = 0.0, at = 0.0;
        for (int64_t k = first; k < end; k++)
            sum += size[k] * unit;
        const double thick = sum / side;
        for (int64_t k = first; k < end; k++) {
            const double length = size[k] * unit / thick;
            out[k] = upright ? (kt_rectangle){left.x, left.y + at, thick, length}
                             : (kt_rectangle){left.x + at, left.y, length, thick};
            at += length;
        }
        if (upright) {
            left.x += thick;
            left.width -= thick;
        } else {
            left.y += thick;
            left.height -= thick;
        }
        first = end;
    }
}
