/* fuzz_claims.c: any bytes as an article: read in bounded time, every claim inside the input.
 */
#include <kontor/claim.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static kt_resources *resources;
    static kt_countries *countries;
    static kt_blocs *blocs;
    static kt_claim_reader *reader;
    kt_claims claims;

    if (!reader && (kt_resources_open(NULL, &resources, NULL) ||
                    kt_countries_open(resources, &countries, NULL) ||
                    kt_blocs_open(resources, &blocs, NULL) ||
                    kt_claim_reader_open(resources, countries, blocs, &reader, NULL)))
        abort();
    if (kt_claims_read(reader, (kt_slice){(const char *)data, size}, (kt_date){0}, &claims,
                       NULL))
        abort();
    for (int64_t n = 0; n < claims.n_claims; n++)
        if (claims.claim[n].start >= claims.claim[n].end || claims.claim[n].end > size)
            abort();
    kt_claims_clear(&claims);
    return 0;
}
