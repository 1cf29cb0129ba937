/* register_internal.h: what the parts of the register share. */
#ifndef KONTOR_REGISTER_INTERNAL_H
#define KONTOR_REGISTER_INTERNAL_H

#include <kontor/register.h>

#include "register_database.h"

/* NULL where nothing is there yet, and only reading was asked for. */
kt_database *kt_register_database(const kt_register *reg);
/* The time given to kt_register_begin(); asserts that it was. */
int64_t kt_register_now(const kt_register *reg);

#endif
