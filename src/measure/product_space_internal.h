/* product_space_internal.h: what the files of the product space share. */
#ifndef KONTOR_MEASURE_PRODUCT_SPACE_INTERNAL_H
#define KONTOR_MEASURE_PRODUCT_SPACE_INTERNAL_H

#include <kontor/product_space.h>

#include "incidence.h"

struct kt_product_space {
    kt_incidence in;
};

#endif
