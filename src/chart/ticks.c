/* ticks.c: round numbers along an axis. Steps are tried from small to large, so the first that
 * fits is the finest. */
#include <kontor/ticks.h>

#include <math.h>

static const double STEP[] = {1.0, 2.0, 2.5, 5.0};
enum { N_STEPS = sizeof STEP / sizeof *STEP };
/* How far a value may lie beyond a mark and still count as on it: rounding of the division. */
#define NEARLY 1e-9

static kt_ticks cover(double least, double largest, double step, int power, int which)
{
    kt_ticks out = {.step = step};
    const double low = floor(least / step + NEARLY), high = ceil(largest / step - NEARLY);

    out.first = low * step;
    out.last = high * step;
    out.n = high - low < 1000.0 ? (int)(high - low) + 1 : 1000;
    out.decimals = power >= 0 ? 0 : -power;
    if (which == 2 && power <= 0) // 2.5, 0.25
        out.decimals++;
    return out;
}

kt_ticks kt_ticks_choose(double least, double largest, int most)
{
    const int marks = most < 3 ? 3 : most; // on both sides of 0 there are never fewer

    if (!isfinite(least) || !isfinite(largest) || least > largest) {
        least = 0.0;
        largest = 1.0;
    }
    // Numbers that differ by less than rounding have no step between them.
    if (largest - least <= fabs(largest) * 1e-12) {
        largest = largest > 0.0 ? largest : largest < 0.0 ? 0.0 : 1.0;
        least = least > 0.0 ? 0.0 : least;
    }
    int power = (int)floor(log10((largest - least) / marks)) - 1;
    for (;; power++)
        for (int n = 0; n < N_STEPS; n++) {
            const kt_ticks out = cover(least, largest, STEP[n] * pow(10.0, power), power, n);
            if (out.n >= 2 && out.n <= marks)
                return out;
        }
}

double kt_ticks_at(const kt_ticks *ticks, int k)
{
    const double at = (round(ticks->first / ticks->step) + k) * ticks->step;

    return at == 0.0 ? 0.0 : at;
}
