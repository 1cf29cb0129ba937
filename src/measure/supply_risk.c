/* supply_risk.c: concentration of suppliers, and the loss of one. */
#include <kontor/supply_risk.h>

#include <math.h>

/* Entry of an array that may be left out; NaN where it is. */
static double entry(const double *value, int64_t i)
{
    return value ? value[i] : (double)NAN;
}

static double spare_of(const kt_supply *supply, int64_t i)
{
    const double spare = entry(supply->spare, i);
    return isnan(spare) ? 0.0 : spare;
}

kt_supply_risk kt_supply_risk_of(const kt_supply *supply)
{
    kt_supply_risk found = {.largest = -1, .hhi = NAN, .risk_hhi = NAN};
    double hhi = 0.0, risk_hhi = 0.0;

    for (int64_t i = 0; i < supply->n; i++) {
        const double delivered = supply->delivered[i];
        if (!(delivered > 0.0))
            continue;
        found.n++;
        found.total += delivered;
        if (found.largest < 0 || delivered > supply->delivered[found.largest])
            found.largest = i;
    }
    if (found.n == 0)
        return found;
    for (int64_t i = 0; i < supply->n; i++) {
        const double s = supply->delivered[i] / found.total;
        if (!(s > 0.0))
            continue;
        hhi += s * s;
        risk_hhi += s * s * entry(supply->risk, i); // NaN from the first that is not known
    }
    found.hhi = hhi;
    found.risk_hhi = risk_hhi;
    return found;
}

static kt_status check_supply(const kt_supply *supply, kt_error *err)
{
    for (int64_t i = 0; i < supply->n; i++) {
        const double number[] = {supply->delivered[i], entry(supply->spare, i),
                                 entry(supply->exports, i), entry(supply->risk, i)};
        for (int n = 0; n < 4; n++)
            if (number[n] < 0.0 || isinf(number[n]))
                return kt_fail(err, KT_ERR_RANGE,
                               "%g of supplier %lld, expected 0 or more and finite", number[n],
                               (long long)i + 1);
    }
    return KT_OK;
}

kt_status kt_supply_lose(const kt_supply *supply, int64_t lost, kt_supply_loss *out,
                         kt_error *err)
{
    KT_TRY(check_supply(supply, err));
    if (lost < 0 || lost >= supply->n)
        return kt_fail(err, KT_ERR_RANGE, "supplier %lld of %lld", (long long)lost + 1,
                       (long long)supply->n);
    const kt_supply_risk before = kt_supply_risk_of(supply);
    if (!(supply->delivered[lost] > 0.0))
        return kt_fail(err, KT_ERR_MISSING, "supplier %lld delivers nothing",
                       (long long)lost + 1);

    double spare = 0.0, exports = 0.0;
    for (int64_t i = 0; i < supply->n; i++) {
        if (i == lost || isnan(supply->delivered[i]))
            continue;
        spare += spare_of(supply, i);
        exports += entry(supply->exports, i);
    }
    const double gone = supply->delivered[lost];
    const double covered = fmin(gone, spare);
    const double after = before.total - gone + covered;
    kt_supply_loss loss = {.lost = gone / before.total,
                           .covered = covered / before.total,
                           .uncovered = (gone - covered) / before.total,
                           .hhi_after = NAN,
                           .need = exports > 0.0 ? gone / exports : (double)NAN};

    double hhi = 0.0;
    for (int64_t i = 0; i < supply->n; i++) {
        if (i == lost || isnan(supply->delivered[i]))
            continue;
        const double added = spare > 0.0 ? covered * (spare_of(supply, i) / spare) : 0.0;
        const double s = (supply->delivered[i] + added) / after;
        if (!(s > 0.0)) // also where nothing is left at all
            continue;
        hhi += s * s;
        loss.n_after++;
    }
    if (loss.n_after > 0)
        loss.hhi_after = hhi;
    *out = loss;
    return KT_OK;
}
