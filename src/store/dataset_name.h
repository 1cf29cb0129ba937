/* dataset_name.h: how a user names a dataset. */
#ifndef KONTOR_STORE_DATASET_NAME_H
#define KONTOR_STORE_DATASET_NAME_H

#include <stdbool.h>

/* True where reference is NAME or NAME@VERSION of the dataset. Stored names are in lower case;
 * a release may be written as its publisher does: V202501 fits v202501. */
bool kt_dataset_name_fits(const char *reference, const char *name, const char *version);

#endif
