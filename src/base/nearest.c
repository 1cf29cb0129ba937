/* nearest.c: dynamic programming over three rows; D[i][j] is the distance between the
 * first i characters of a and the first j of b.
 *
 *     D[i][j] = min(D[i-1][j] + 1, D[i][j-1] + 1, D[i-1][j-1] + (a_i != b_j),
 *                   D[i-2][j-2] + 1 where a_i b_j are a_{i-1} b_{j-1} the other way round)
 *
 * Source: Damerau (1964), Communications of the ACM 7(3), 171-176. */
#include <kontor/nearest.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 };

/* Characters of text; -1 when there are too many, or it is not UTF-8. */
static int characters(kt_slice text, uint32_t out[LONGEST])
{
    int n = 0;
    bool is_ascii = text.size <= LONGEST;
    for (size_t p = 0; is_ascii && p < text.size; p++) {
        is_ascii = (unsigned char)text.data[p] < 0x80;
        out[p] = (unsigned char)text.data[p];
    }
    if (is_ascii)
        return (int)text.size;
    if (!kt_utf8_valid(text.data, text.size))
        return -1;
    for (size_t at = 0; at < text.size;) {
        if (n == LONGEST)
            return -1;
        out[n++] = kt_utf8_next(text.data, text.size, &at);
    }
    return n;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* How many characters a text has if it is UTF-8: bytes that do not go on from the one before.
 */
static int n_leads(kt_slice text)
{
    int n = 0;
    for (size_t p = 0; p < text.size; p++)
        n += ((unsigned char)text.data[p] & 0xC0) != 0x80;
    return n;
}

int kt_edit_distance(kt_slice a, kt_slice b, int allowed)
{
    // Most names of a list are too short or too long: seen before they are taken apart.
    if (abs(n_leads(a) - n_leads(b)) > allowed)
        return allowed + 1;
    uint32_t left[LONGEST], right[LONGEST];
    int row[3][LONGEST + 1];
    const int n_left = characters(a, left), n_right = characters(b, right);

    if (n_left < 0 || n_right < 0 || abs(n_left - n_right) > allowed)
        return allowed + 1;
    for (int j = 0; j <= n_right; j++)
        row[0][j] = j;
    for (int i = 1; i <= n_left; i++) {
        int *now = row[i % 3];
        const int *before = row[(i + 2) % 3], *earlier = row[(i + 1) % 3];
        int smallest = i;
        now[0] = i;
        for (int j = 1; j <= n_right; j++) {
            now[j] = least(before[j] + 1, now[j - 1] + 1);
            now[j] = least(now[j], before[j - 1] + (left[i - 1] != right[j - 1]));
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                now[j] = least(now[j], earlier[j - 2] + 1);
            smallest = least(smallest, now[j]);
        }
        if (smallest > allowed + 1) /* a swap may still win one back */
            return allowed + 1;
    }
    return least(row[n_left % 3][n_right], allowed + 1);
}

int kt_edit_distance_allowed(kt_slice text)
{
    uint32_t letters[LONGEST];
    const int n = characters(text, letters);
    return n < 0 ? 0 : n < 5 ? 1 : n < 9 ? 2 : 3;
}

/* ---- a search over names ---------------------------------------------------------------- */

static kt_slice in_lower_case(kt_slice text, char room[4 * LONGEST])
{
    const size_t size = text.size < 4 * LONGEST ? text.size : 4 * LONGEST;
    for (size_t p = 0; p < size; p++)
        room[p] = (char)(text.data[p] >= 'A' && text.data[p] <= 'Z' ? text.data[p] | 32
                                                                    : text.data[p]);
    return (kt_slice){room, size};
}

kt_nearest kt_nearest_to(kt_slice asked)
{
    return (kt_nearest){.asked = asked, .allowed = kt_edit_distance_allowed(asked)};
}

void kt_nearest_try(kt_nearest *nearest, const char *name)
{
    char asked[4 * LONGEST], known[4 * LONGEST];
    if (nearest->allowed < 0)
        return;
    const int far = kt_edit_distance(in_lower_case(nearest->asked, asked),
                                     in_lower_case(kt_slice_of(name), known), nearest->allowed);
    if (far > nearest->allowed)
        return;
    nearest->name = name;
    nearest->allowed = far - 1;
}

const char *kt_nearest_hint(const kt_nearest *nearest, char room[96])
{
    snprintf(room, 96, nearest->name ? "; did you mean %.70s?" : ";", nearest->name);
    return room;
}
