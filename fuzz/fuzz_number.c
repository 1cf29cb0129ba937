/* fuzz_number.c: whatever the bytes say, a number that is read agrees with its text printed
 * back, and dates, periods and codes read nothing they cannot print. */
#include <kontor/flow.h>
#include <kontor/moment.h>
#include <kontor/text.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const kt_slice slice = {(const char *)data, size};
    char text[32];
    int64_t whole, again = 0;
    double value, back = 0.0;
    kt_date date;
    kt_period period, same = {0, 0};
    kt_product product;

    for (int decimals = 0; decimals <= 18; decimals += 3) {
        if (!kt_parse_decimal(slice, decimals, &whole))
            continue;
        const size_t length = kt_print_decimal(whole, decimals, text);
        if (!kt_parse_decimal((kt_slice){text, length}, decimals, &again) || again != whole)
            abort();
    }
    if (kt_parse_i64(slice, &whole) && whole != INT64_MIN &&
        (!kt_parse_decimal(slice, 0, &again) || again != whole))
        abort();
    if (kt_parse_double(slice, &value)) {
        const size_t length = kt_print_double(value, text);
        if (!kt_parse_double((kt_slice){text, length}, &back) || back != value)
            abort();
    }
    if (kt_date_parse(slice, &date) && kt_date_print(date, text) != (int)size)
        abort();
    if (kt_period_parse(slice, &period)) {
        const int length = kt_period_print(period, text);
        if (!kt_period_parse((kt_slice){text, (size_t)length}, &same) ||
            !kt_period_equal(period, same))
            abort();
    }
    if (kt_product_parse(slice, KT_HS92, &product) &&
        !kt_slice_equal(kt_slice_of(kt_product_print(product, text)), slice))
        abort();
    if (kt_utf8_valid(slice.data, size) && kt_utf8_width(slice.data, size) > 2 * (int)size)
        abort();
    return 0;
}
