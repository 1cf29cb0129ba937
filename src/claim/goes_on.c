/* goes_on.c: a paragraph whose first words point at what was told last goes on with its period,
 * not with the report's: "That meant a surplus of 5 billion", "Das bedeutet ...", "Таким
 * образом, ...", "These goods took 40 % of all exports". */
#include "claim_kind.h"

#include <string.h>

enum { MAX_WORDS = 3 };

static const char *const openings[3][24][MAX_WORDS] = {{{"das", "bedeutet"},
                                                        {"das", "bedeutete"},
                                                        {"das", "entspricht"},
                                                        {"das", "entsprach"},
                                                        {"das", "ist"},
                                                        {"das", "sind"},
                                                        {"das", "war"},
                                                        {"das", "waren"},
                                                        {"das", "macht"},
                                                        {"das", "ergibt"},
                                                        {"das", "ergab"},
                                                        {"das", "führte"},
                                                        {"dies"},
                                                        {"diese"},
                                                        {"dieser"},
                                                        {"dieses"},
                                                        {"damit"},
                                                        {"somit"},
                                                        {"daraus"},
                                                        {"folglich"},
                                                        {"dadurch"},
                                                        {"unterm", "strich"},
                                                        {"im", "ergebnis"},
                                                        {"entsprechend"}},
                                                       {{"that"},
                                                        {"this"},
                                                        {"these"},
                                                        {"those"},
                                                        {"they"},
                                                        {"thus"},
                                                        {"hence"},
                                                        {"consequently"},
                                                        {"therefore"},
                                                        {"accordingly"},
                                                        {"as", "a", "result"},
                                                        {"the", "result"}},
                                                       {{"при", "этом"},
                                                        {"таким", "образом"},
                                                        {"это"},
                                                        {"эти"},
                                                        {"в", "результате"},
                                                        {"в", "итоге"},
                                                        {"соответственно"},
                                                        {"следовательно"},
                                                        {"тем", "самым"},
                                                        {"итого"}}};

static bool stands_at(const kt_reading *r, int32_t t, const char *const *words)
{
    for (int n = 0; n < MAX_WORDS && words[n]; n++)
        if (strcmp(kt_token_word(r->tokens, t + n), words[n]) != 0)
            return false;
    return words[0] != NULL;
}

bool kt_block_goes_on(const kt_reading *r)
{
    int32_t t = r->first;
    while (t > 0 && kt_token_at(r->tokens, t - 1)->kind != KT_TOKEN_BREAK)
        t--;
    while (t < r->first && kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN)
        t++; /* a quotation */
    for (size_t n = 0; n < sizeof openings[0] / sizeof *openings[0] && r->tongue < 3; n++)
        if (stands_at(r, t, openings[r->tongue][n]))
            return true;
    return false;
}
