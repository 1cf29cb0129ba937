/* example_e1.h: a world of three countries and three products, small enough for a pencil.
 *
 *     from  to   p1  p2  p3
 *     A     B    60  30  10
 *     A     C    20  10   0
 *     B     A    10  40  50
 *     B     C     0  20  80
 *     C     A    30   0  20
 *     C     B    10  10  30 */
#ifndef KONTOR_TESTS_EXAMPLE_E1_H
#define KONTOR_TESTS_EXAMPLE_E1_H

static const double e1_export[3][3] = {{80, 40, 10}, {10, 60, 130}, {40, 10, 50}};
static const double e1_import[3][3] = {{40, 40, 70}, {70, 40, 40}, {20, 30, 80}};
static const double e1_world[3] = {130, 110, 190};

enum { A = 0, B = 1, C = 2 };

#endif
