/* second_flow.c: the second of two flows that a sentence tells: not the first once more, seen
 * from the other side, though its words by themselves would say so. */
#include "trade_flow.h"

#include <string.h>

/* "Закупки удобрений у России выросли. Поставки достигли 1,5 млрд": the word goes with either
 * side's view; of what was bought it tells the same flow. */
bool kt_names_deliveries(const kt_reading *r, const kt_part *part)
{
    for (int32_t t = part->first; t < part->last && r->tongue == 2; t++)
        if (kt_mark_at(r, t, KT_SENSE_EXPORT) && kt_starts_with(r, t, "постав"))
            return true;
    return false;
}

/* "Exports rose to 3.4 billion, imports to 1.6": the second are no other view of the first. */
bool kt_is_told_before(const kt_reading *r, const kt_part *part, kt_place exporter,
                       kt_place importer, bool export_like)
{
    const kt_frame *before = part->before;
    const kt_part earlier = {r->first, part->first, NULL};
    if (!before || !before->known || kt_names_deliveries(r, &earlier))
        return false;
    return (before->measure == KT_MEASURE_EXPORT && before->a == exporter &&
            before->b == importer && before->sense == KT_SENSE_EXPORT && !export_like) ||
           (before->measure == KT_MEASURE_IMPORT && before->a == importer &&
            before->b == exporter && before->sense == KT_SENSE_IMPORT && export_like);
}

/* "Die Ausfuhr Deutschlands auf die Inseln erreichte 5, die Einfuhr von den Inseln 3": from
 * there, though "von" could say whose. */
static void turn_back(const kt_reading *r, const kt_part *part, kt_frame *out)
{
    const kt_frame *before = part->before;
    if (r->tongue != 0 || !before || !before->known || before->measure != KT_MEASURE_EXPORT ||
        out->measure != KT_MEASURE_IMPORT || out->a != before->b || out->b != before->a)
        return;
    for (int n = 0; n < r->n_mentions; n++) {
        const int32_t t = r->mention[n].first;
        const int32_t von = kt_word_at(r, t - 1, "von") ? t - 1 : t - 2;
        if (r->mention[n].place == out->a && t >= part->first && t < part->last &&
            kt_word_at(r, von, "von") &&
            !strstr(kt_token_word(r->tokens, von - 1), "statistik")) {
            out->a = before->a;
            out->b = before->b;
            return;
        }
    }
}

/* "Белорусский экспорт возрос на 35%, а сербский импорт - в 1,7 раза": two flows, though the
 * words by themselves are of one. */
static void turn_twin(const kt_reading *r, const kt_part *part, kt_frame *out)
{
    const kt_frame *before = part->before;
    if (r->tongue != 2 || !before || !before->known || before->a == out->a ||
        before->a != out->b || before->b != out->a || before->a != r->d.main ||
        out->measure != KT_MEASURE_IMPORT || before->measure != KT_MEASURE_EXPORT)
        return;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].adjective && r->mention[n].place == out->a &&
            r->mention[n].first >= part->first && r->mention[n].last < part->last &&
            kt_mark_at(r, r->mention[n].last, KT_SENSE_IMPORT)) {
            out->a = before->a;
            out->b = before->b;
            return;
        }
}

/* "Imports from Peru rose, while trade in the opposite direction shrank": the other flow. */
static void turn_trade(const kt_reading *r, const kt_part *part, kt_frame *out)
{
    const kt_frame *before = part->before;
    if (r->tongue != 1 || !before || !before->known || out->measure != KT_MEASURE_TURNOVER ||
        (before->measure != KT_MEASURE_EXPORT && before->measure != KT_MEASURE_IMPORT) ||
        !kt_mark_within(r, part->first, part->last, KT_SENSE_REVERSE))
        return;
    out->a = before->a;
    out->b = before->b;
    out->measure = before->measure;
    for (int n = 0; n < r->n_stated; n++) /* "shrank by 18 % to 3 billion": turned already */
        if (r->now && r->stated[n].last <= r->now->first &&
            kt_mark_within(r, part->first, r->stated[n].first, KT_SENSE_REVERSE))
            return;
    out->measure = before->measure == KT_MEASURE_EXPORT ? KT_MEASURE_IMPORT : KT_MEASURE_EXPORT;
}

void kt_turn_second(const kt_reading *r, const kt_part *part, kt_frame *out)
{
    turn_back(r, part, out);
    turn_twin(r, part, out);
    turn_trade(r, part, out);
}
