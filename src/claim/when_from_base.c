/* when_from_base.c: of when a figure is, by what it is compared with. */
#include "claim_kind.h"

/* "Вырос на 74 млн в сравнении с первым кварталом прошлого года": what is compared with months
 * of last year, and names no period of its own, is of the same months of the year after. */
bool kt_take_from_base(kt_reading *r, kt_claim *claim, kt_when *when)
{
    const kt_period base = claim->base_period;
    const int now = r->published.year * 12 + r->published.month - 1,
              span = base.last - base.first;
    const bool whole = !claim->no_period && claim->period.last - claim->period.first == 11;
    if (r->title || claim->no_base || !r->published.year || span > 11 ||
        (span == 0 && now - base.last - 12 > 3) ||
        (span == 11 && (whole || base.first % 12 != 0)) || base.last + 12 >= now ||
        base.last + 24 < now)
        return false;
    *when = (kt_when){.known = 1,
                      .period = {(int16_t)(base.first + 12), (int16_t)(base.last + 12)}};
    claim->period = when->period;
    claim->no_period = 0;
    r->d.period = *when;
    r->d.has_period = 1;
    r->d.period_block = r->block;
    return true;
}

/* "So far this year 10 % lower than in the first eight months of 2018": of the same months. */
void kt_narrow_to_base(const kt_reading *r, kt_claim *claim, kt_when *when)
{
    const kt_period base = claim->base_period, year = claim->period;
    if (claim->no_period || claim->no_base || !r->published.year ||
        kt_period_year(year) != r->published.year || year.last - year.first != 11 ||
        base.last - base.first >= 11 || base.first + 12 != year.first)
        return;
    claim->period.last = (int16_t)(base.last + 12);
    when->period = claim->period;
    when->only_year = 0;
}

/* "Trade was 21.9 billion, a 7 % increase from 2016", in a report of months of 2018: of the
 * year behind the one that it is compared with. */
bool kt_year_after_base(const kt_reading *r, kt_when *when)
{
    const kt_when *base = r->n_when == 1 ? &r->when[0] : NULL;
    bool rate = false;
    for (int n = 0; n < r->n_stated; n++)
        rate |= r->stated[n].kind == KT_AMOUNT_PERCENT;
    if (r->tongue != 1 || !base || !base->base || !base->only_year || !base->known || !rate ||
        !r->d.has_period || r->d.period.only_year || !r->published.year ||
        kt_period_year(base->period) != r->published.year - 2)
        return false;
    *when = (kt_when){.known = 1,
                      .only_year = 1,
                      .first = base->first,
                      .last = base->last,
                      .period = kt_period_of_year(r->published.year - 1)};
    return true;
}
