/* each_other.c: "Казахстан и Грузия поставили друг другу товаров на 300 млн", "sold each other
 * goods worth $300 million", "lieferten einander": both flows together. */
#include "trade_flow.h"

bool kt_is_to_each_other(const kt_reading *r, const kt_stated *s, const kt_topic *t)
{
    static const char *const words[][2] = {{"each", "other"}, {"one", "another"},
                                           {"друг", "другу"}, {"друг", "у"},
                                           {"друг", "от"},    {"einander", ""}};
    if (t->sense != KT_SENSE_SELL && t->sense != KT_SENSE_BUY && t->sense != KT_SENSE_GOODS &&
        t->sense != KT_SENSE_EXPORT && t->sense != KT_SENSE_IMPORT)
        return false;
    for (int32_t p = s->first - 1; p >= r->first; p--) {
        if (kt_sign_at(r, p, ",") || kt_sign_at(r, p, ";"))
            return false;
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, p, words[n][0]) &&
                (!words[n][1][0] || kt_word_at(r, p + 1, words[n][1])))
                return true;
    }
    return false;
}
