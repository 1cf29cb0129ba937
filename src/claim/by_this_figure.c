/* by_this_figure.c: "По этому показателю Китай занимает пятое место": a rank by the figure told
 * in the sentence before is of its time, though it is told in the present tense. */
#include "claim_kind.h"

bool kt_is_by_figure_before(const kt_reading *r)
{
    enum { NEAR = 3 }; /* behind "but", "и" */
    static const char *const words[][3] = {
        {"по", "этому", "показателю"}, {"по", "данному", "показателю"},
        {"по", "этим", "показателям"}, {"by", "this", "measure"},
        {"by", "that", "measure"},     {"on", "this", "measure"},
        {"mit", "diesem", "wert"},     {"mit", "diesem", "volumen"},
        {"mit", "diesem", "ergebnis"}};
    for (int32_t t = r->first; t + 2 < r->last && t < r->first + NEAR; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n][0]) && kt_word_at(r, t + 1, words[n][1]) &&
                kt_word_at(r, t + 2, words[n][2]))
                return r->d.last_was_claim;
    return false;
}
