/* dataset_name.c: how a user names a dataset. */
#include "dataset_name.h"

#include <kontor/text.h>

bool kt_dataset_name_fits(const char *reference, const char *name, const char *version)
{
    kt_slice rest = kt_slice_of(reference);
    const kt_slice wanted = kt_slice_cut(&rest, '@');
    return kt_slice_equal_ascii_case(wanted, kt_slice_of(name)) &&
           (!rest.data || kt_slice_equal_ascii_case(rest, kt_slice_of(version)));
}
