/* accept.c: lists of wishes with weights. */
#include "accept.h"

#include <string.h>

/* "q=0.8" in thousandths; -1 where it is malformed. */
static int weight_of(kt_slice text)
{
    int weight, scale = 100;
    if (text.size == 0 || text.size > 5 || (text.data[0] != '0' && text.data[0] != '1'))
        return -1;
    weight = (text.data[0] - '0') * 1000;
    if (text.size > 1 && text.data[1] != '.')
        return -1;
    for (size_t n = 2; n < text.size; n++, scale /= 10) {
        if (text.data[n] < '0' || text.data[n] > '9')
            return -1;
        weight += (text.data[n] - '0') * scale;
    }
    return weight <= 1000 ? weight : -1;
}

/* Cut the next wish off the list: its name, and its weight, 1000 when it has none. */
static kt_slice next_wish(kt_slice *list, int *weight)
{
    kt_slice part = kt_slice_cut(list, ',');
    const kt_slice name = kt_slice_trim(kt_slice_cut(&part, ';'));
    *weight = 1000;
    while (part.data) {
        kt_slice value = kt_slice_cut(&part, ';');
        const kt_slice key = kt_slice_trim(kt_slice_cut(&value, '='));
        if (kt_slice_equal_ascii_case(key, kt_slice_of("q")))
            *weight = weight_of(kt_slice_trim(value));
    }
    return name;
}

/* 3 the type itself, 2 all of its kind, 1 everything, 0 something else. */
static int exactness(kt_slice wish, const char *type)
{
    const char *slash = strchr(type, '/');
    const size_t n_kind = slash ? (size_t)(slash - type) + 1 : 0;
    if (kt_slice_equal_ascii_case(wish, kt_slice_of(type)))
        return 3;
    if (wish.size == n_kind + 1 && wish.data[n_kind] == '*' && n_kind > 0 &&
        kt_slice_equal_ascii_case((kt_slice){wish.data, n_kind}, (kt_slice){type, n_kind}))
        return 2;
    return kt_slice_is(wish, "*/*");
}

int kt_accept_media(const char *accept, const char *type)
{
    kt_slice list = kt_slice_of(accept);
    int best = 0, found = 0;
    if (kt_slice_trim(list).size == 0)
        return 1000;
    while (list.data) {
        int weight;
        const kt_slice wish = next_wish(&list, &weight);
        const int fits = exactness(wish, type);
        if (weight >= 0 && fits > best) {
            best = fits;
            found = weight;
        }
    }
    return found;
}

const char *kt_accept_language(const char *accept)
{
    static const char *const languages[] = {"de", "en", "ru"};
    kt_slice list = kt_slice_of(accept);
    const char *found = "en";
    int most = 0;
    while (list.data) {
        int weight;
        const kt_slice wish = next_wish(&list, &weight);
        for (size_t n = 0; n < sizeof languages / sizeof *languages; n++) {
            const bool fits =
                wish.size >= 2 && (wish.size == 2 || wish.data[2] == '-') &&
                kt_slice_equal_ascii_case((kt_slice){wish.data, 2}, kt_slice_of(languages[n]));
            if (fits && weight > most) {
                most = weight;
                found = languages[n];
            }
        }
    }
    return found;
}
