/* fuzz_lookup.c: whatever a user types, looking it up is quick, reads nothing outside, and what
 * is found can be named. */
#include <kontor/bloc.h>
#include <kontor/country.h>
#include <kontor/product.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static kt_resources *resources;
    static kt_countries *countries;
    static kt_blocs *blocs;
    static kt_products *products;
    const kt_slice text = {(const char *)data, size};
    kt_country country = {0};
    kt_product found[8];

    if (!products && (kt_resources_open(NULL, &resources, NULL) ||
                      kt_countries_open(resources, &countries, NULL) ||
                      kt_blocs_open(resources, &blocs, NULL) ||
                      kt_products_open(resources, &products, NULL)))
        abort();
    kt_error err = {0};
    const kt_status status = kt_country_find(countries, text, &country, &err);
    if (status ? !err.cause[0] : !kt_country_info_of(countries, country))
        abort();
    if (kt_country_from_name(countries, text, &country) &&
        !kt_country_name(countries, country, "ru", KT_NAME_WITH)[0])
        abort();
    const kt_bloc *bloc = kt_bloc_find(blocs, text);
    if (bloc && !kt_bloc_name(blocs, bloc, "de", KT_NAME_IN)[0])
        abort();
    const int64_t n = kt_product_search(products, text, found, 8);
    for (int64_t at = 0; at < n; at++) {
        if (!kt_product_name(products, found[at], "en")[0])
            abort();
    }
    return 0;
}
