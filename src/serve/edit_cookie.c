/* edit_cookie.c: "a=1; kontor=0123...": read strictly, for only our own cookies count. */
#include "edit_cookie.h"

#include <kontor/text.h>

#include <string.h>

bool kt_cookie_token(const char *header, const char *name, char out[KT_COOKIE_TOKEN + 1])
{
    kt_slice rest = kt_slice_of(header);
    while (rest.data) {
        kt_slice value = kt_slice_trim(kt_slice_cut(&rest, ';'));
        const kt_slice found = kt_slice_cut(&value, '=');
        if (!value.data || !kt_slice_is(found, name))
            continue;
        if (value.size != KT_COOKIE_TOKEN)
            return false;
        for (size_t c = 0; c < value.size; c++)
            if (!memchr("0123456789abcdef", value.data[c], 16))
                return false;
        memcpy(out, value.data, KT_COOKIE_TOKEN);
        out[KT_COOKIE_TOKEN] = '\0';
        return true;
    }
    return false;
}

bool kt_is_form(const char *type)
{
    kt_slice rest = kt_slice_of(type);
    const kt_slice media = kt_slice_trim(kt_slice_cut(&rest, ';'));
    return kt_slice_equal_ascii_case(media, kt_slice_of("application/x-www-form-urlencoded"));
}
