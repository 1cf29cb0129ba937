#include "gravity_internal.h"
kt_status kt_gravity_read_store(kt_gravity *g, const char *const *wanted, int n_wanted,
                                kt_error *err)
{
    (void)g;
    (void)wanted;
    (void)n_wanted;
    return kt_fail(err, KT_ERR_USAGE, "no data: --data FILE");
}
