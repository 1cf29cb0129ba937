/* fuzz_baci_rows.c: any bytes behind BACI's header: the fast reader, fed in pieces as the first
 * byte says, takes and refuses what the plain one does. */
#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const kt_slice rows = {(const char *)data + 1, size - 1};
    const char *name = "BACI_HS92_Y1995_V202501.csv";
    /* A blank in the header sends all rows through kontor/csv.h. */
    const fuzz_outcome slow = fuzz_read(name, kt_slice_of("t,i,j,k,v, q\n"), rows, 0);
    const fuzz_outcome fast =
        fuzz_read(name, kt_slice_of("t,i,j,k,v,q\n"), rows, (size_t)data[0] * 2);
    if (slow.status != fast.status)
        abort();
    if (!slow.status && (slow.sum != fast.sum || slow.n_read != fast.n_read ||
                         slow.n_refused != fast.n_refused))
        abort();
    return 0;
}
