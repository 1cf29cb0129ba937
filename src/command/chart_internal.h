/* chart_internal.h: pictures that are not part of a brief. */
#ifndef KONTOR_COMMAND_CHART_INTERNAL_H
#define KONTOR_COMMAND_CHART_INTERNAL_H

#include "run_internal.h"

#include <kontor/picture.h>

/* Who supplies the first country given with the product given second; owned by the caller. */
KT_MUST_USE kt_status kt_chart_suppliers(const kt_run *run, kt_picture **out, kt_error *err);

#endif
