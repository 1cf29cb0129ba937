/* kontor/complexity.h: how much know-how do countries' exports show, and products need?
 *
 *     M_cp  = 1 where RCA_cp >= threshold, else 0         what country c makes
 *     d_c   = sum_p M_cp,  u_p = sum_c M_cp               diversity, ubiquity
 *     S_cc' = sum_p M_cp M_c'p / (d_c u_p)                likeness of baskets
 *     K_c   the eigenvector of S with the second largest eigenvalue, corr(K_c, d_c) > 0
 *     K_p   so that K_c = (1 / d_c) sum_p M_cp K_p        likewise for products
 *
 * Two conventions turn K into indices, and figures of one are not comparable with the other's:
 *
 *     py-ecomplexity   ECI = (K_c - mean K_c) / sd K_c,  PCI = (K_p - mean K_c) / sd K_c
 *                      sd over n. So ECI_c is the mean PCI of the products that c makes.
 *     R package        ECI = (K_c - mean K_c) / sd K_c,  PCI = (K_p - mean K_p) / sd K_p
 *                      sd over n - 1
 *
 * A country that makes nothing, or a product that nobody makes, has no place in it: it is left
 * out, counted, and its results are NaN.
 *
 * Sources: Hidalgo and Hausmann (2009), PNAS 106(26), 10570-10575; Hausmann, Hidalgo et al.
 * (2014), The Atlas of Economic Complexity, MIT Press; py-ecomplexity (The Growth Lab);
 * economiccomplexity 2.1 (CRAN). Pure functions. */
#ifndef KONTOR_COMPLEXITY_H
#define KONTOR_COMPLEXITY_H

#include <kontor/error.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* M of all cells: 1 where rca reaches the threshold, 0 elsewhere and where it is missing (NaN).
 * rca and made have n_cells values; exporters by products, as kt_rca_table() gives them. The
 * usual threshold is 1. */
void kt_complexity_made(const double *rca, int64_t n_cells, double threshold, uint8_t *made);

typedef enum kt_complexity_convention {
    KT_COMPLEXITY_PY, /* py-ecomplexity; the default */
    KT_COMPLEXITY_R   /* the R package economiccomplexity, method "eigenvalues" */
} kt_complexity_convention;
/* "py-ecomplexity" or "economiccomplexity (R)", to be printed beside every figure. */
const char *kt_complexity_convention_name(kt_complexity_convention convention);

typedef struct kt_complexity_options {
    kt_complexity_convention convention; /* KT_COMPLEXITY_PY */
    double tolerance; /* 1e-9: eigenvalues (0 to 1) closer than this are equal, and a
                         correlation nearer to 0 has no sign; 0 to 0.1 */
} kt_complexity_options;
kt_complexity_options kt_complexity_options_default(void);

/* All but KT_COMPLEXITY_FOUND leave every eci and pci NaN, for good reason: the formula then
 * has no answer, or any answer. */
typedef enum kt_complexity_outcome {
    KT_COMPLEXITY_FOUND,
    KT_COMPLEXITY_TOO_FEW,  /* fewer than two countries make anything */
    KT_COMPLEXITY_ALIKE,    /* all baskets are the same: the second eigenvalue is 0 */
    KT_COMPLEXITY_SPLIT,    /* the world falls into parts that share no product */
    KT_COMPLEXITY_TIED,     /* the second and third eigenvalue are equal */
    KT_COMPLEXITY_UNSIGNED, /* no correlation with diversity: up and down cannot be told */
} kt_complexity_outcome;
/* The reason in a few English words, for diagnostics. */
const char *kt_complexity_outcome_text(kt_complexity_outcome outcome);

typedef struct kt_complexity {
    int64_t n_countries, n_products; /* as given; the arrays have these lengths */
    int64_t n_countries_without;     /* that make nothing: NaN */
    int64_t n_products_without;      /* that nobody makes: NaN */
    double *diversity, *ubiquity;    /* counts; 0 for those left out */
    double *eci, *pci;
    double *pci_raw; /* K_p / sd K_c, not centred: py-ecomplexity weighs COI and COG with it;
                        by the R package's convention the same as pci */
    double eigenvalue[3]; /* 1, the second, the third; NaN where there is none */
    kt_complexity_outcome outcome;
    kt_complexity_convention convention;
} kt_complexity;

/* made[c * n_products + p], each 0 or 1. options NULL: the defaults.
 *
 * *out is owned by the caller, freed with kt_complexity_free(), on failure not written.
 * Errors: KT_ERR_RANGE another value in made, no countries or products, options out of range;
 * KT_ERR_LIMIT more of them than kontor/limits.h allows; KT_ERR_MISSING, KT_ERR_NUMERIC as
 * kt_eigen_largest(); KT_ERR_MEMORY. The order of products changes no bit, that of countries
 * nothing beyond rounding. Cost: 230 by 5,000: 20 ms, and what kt_eigen_largest() says of the
 * first call. */
KT_MUST_USE kt_status kt_complexity_compute(const uint8_t *made, int64_t n_countries,
                                            int64_t n_products,
                                            const kt_complexity_options *options,
                                            kt_complexity **out, kt_error *err);
/* NULL is allowed. */
void kt_complexity_free(kt_complexity *complexity);

KT_END_DECLS

#endif
