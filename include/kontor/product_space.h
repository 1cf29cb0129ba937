/* kontor/product_space.h: which products are made by the same countries, and what follows.
 *
 *     phi_pq     = (sum_c M_cp M_cq) / max(u_p, u_q)            proximity; phi_pp = 1
 *     density_cp = sum_q M_cq phi_pq / sum_q phi_pq             0 to 1; distance = 1 - density
 *     COI_c      = sum_p density_cp (1 - M_cp) K_p              what lies near, and its worth
 *     COG_cp     = (1 - M_cp) sum_q (1 - M_cq) K_q phi_qp / sum_r phi_qr
 *                                                               what p would open
 *
 * M, u and K as in kontor/complexity.h, sums over all products, p itself among them. K_p is
 * pci_raw of its convention: py-ecomplexity weighs with K_p / sd K_c (so COG is divided by sd
 * K_c as there) and gives COI as z-score; the R package weighs with PCI and gives COI as it is.
 * Both forms of COI come back, the convention says which one is the package's.
 *
 * A country that makes nothing, or a product that nobody makes, is left out: NaN.
 *
 * No table of phi is needed for density and COG: a product of 5,000 by 5,000 with 230 by 5,000
 * is 5.7 billion multiplications; grouped by ubiquity it takes one addition for each 1 of M and
 * each country (src/measure/product_space_kernel.c). The table can be had where it is wanted.
 *
 * Sources: Hidalgo, Klinger, Barabasi and Hausmann (2007), Science 317, 482-487; Hausmann,
 * Hidalgo et al. (2014), The Atlas of Economic Complexity, MIT Press; py-ecomplexity (The
 * Growth Lab); economiccomplexity 2.1 (CRAN). */
#ifndef KONTOR_PRODUCT_SPACE_H
#define KONTOR_PRODUCT_SPACE_H

#include <kontor/complexity.h>
#include <kontor/error.h>
#include <kontor/sink.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* M, packed. Never changes once made, so any number of threads may read it. 230 by 5,000: 3 MB.
 * With countries and products exchanged it is the space of countries. */
typedef struct kt_product_space kt_product_space;

/* made[c * n_products + p], each 0 or 1, borrowed. *out is owned by the caller, freed with
 * kt_product_space_free(), on failure not written. Errors: KT_ERR_RANGE another value in made,
 * no countries or products; KT_ERR_LIMIT more of them than kontor/limits.h allows;
 * KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_product_space_new(const uint8_t *made, int64_t n_countries,
                                           int64_t n_products, kt_product_space **out,
                                           kt_error *err);
/* NULL is allowed. */
void kt_product_space_free(kt_product_space *space);

/* phi of one pair, NaN where one of them is left out: a few counts of bits. */
double kt_product_space_proximity(const kt_product_space *space, int64_t p, int64_t q);

/* Rows `first` to first + n_rows - 1 of the table of phi, into phi[n_rows * n_products]. All of
 * 5,000 products are 200 MB, and most of the time goes into getting that memory: who reads row
 * by row asks for some at a time. Up to n_threads work; the bits do not depend on it. Errors:
 * KT_ERR_RANGE rows that are not there. */
KT_MUST_USE kt_status kt_product_space_rows(const kt_product_space *space, int64_t first,
                                            int64_t n_rows, int n_threads, double *phi,
                                            kt_error *err);

/* density[c * n_products + p]. Up to n_threads work; the bits do not depend on it. Errors:
 * KT_ERR_MEMORY; on failure density may be partly written. Cost on one thread: 230 by 5,000,
 * half of it made: 50 ms. */
KT_MUST_USE kt_status kt_product_space_density(const kt_product_space *space, int n_threads,
                                               double *density, kt_error *err);

/* Where to put the outlook; borrowed, each may be NULL where it is not wanted. */
typedef struct kt_outlook {
    double *coi_raw; /* [n_countries] in units of sd K_c, or of PCI (R) */
    double *coi; /* [n_countries] z-score of it: mean 0, sd over n 1; NaN where all are equal */
    double *cog; /* [n_countries * n_products] 0 for what is made already */
} kt_outlook;

/* density as kt_product_space_density() gave it; complexity of the same M. Where the complexity
 * was not found, all is NaN. Errors: KT_ERR_RANGE complexity of another size; KT_ERR_MEMORY; on
 * failure the outlook may be partly written. */
KT_MUST_USE kt_status kt_product_space_outlook(const kt_product_space *space,
                                               const kt_complexity *complexity,
                                               const double *density, int n_threads,
                                               const kt_outlook *outlook, kt_error *err);

/* ---- the network ------------------------------------------------------------------------- */

typedef struct kt_product_link {
    int32_t a, b; /* products, a < b */
    double proximity;
    int in_tree; /* 1: of the maximum spanning tree; 0: only strong */
} kt_product_link;

/* The maximum spanning tree, which leaves no product alone that shares a maker with another,
 * and every link of at least the threshold. Strongest first, then by a and b. */
typedef struct kt_product_links {
    kt_product_link *link;
    int64_t n_links, n_in_tree;
    int64_t n_products; /* as given to the space */
    int64_t n_parts;    /* trees: 1 unless products fall into groups without common makers */
    double threshold;
} kt_product_links;

/* threshold: above 0; above 1: the tree alone. Hidalgo et al. show links from 0.55. Of equal
 * proximities the tree takes those of products with the lower index first. *out is owned by the
 * caller, freed with kt_product_links_free(), on failure not written. Errors: KT_ERR_RANGE
 * another threshold; KT_ERR_MEMORY. Cost: all pairs once, by Prim's algorithm: 5,000 products
 * 60 ms. */
KT_MUST_USE kt_status kt_product_space_links(const kt_product_space *space, double threshold,
                                             kt_product_links **out, kt_error *err);
/* NULL is allowed. */
void kt_product_links_free(kt_product_links *links);

/* What is known of the products, all borrowed and [n_products]. */
typedef struct kt_product_labels {
    const char *const *code; /* unique, terminated */
    const char *const *name; /* terminated, or NULL */
    const double *pci;       /* or NULL; a missing one (NaN) is left out */
} kt_product_labels;

/* "source,target,proximity,kind" with kind "tree" or "link", a line a link. Errors: the sink's.
 */
KT_MUST_USE kt_status kt_product_links_write_csv(const kt_product_links *links,
                                                 const kt_product_labels *labels,
                                                 const kt_sink *sink, kt_error *err);
/* GraphML (graphml.graphdrawing.org), undirected: every product that has a link as a node with
 * its code, name and pci; every link as an edge with its proximity and kind. Characters that
 * XML does not allow become U+FFFD. Errors: the sink's. */
KT_MUST_USE kt_status kt_product_links_write_graphml(const kt_product_links *links,
                                                     const kt_product_labels *labels,
                                                     const kt_sink *sink, kt_error *err);

KT_END_DECLS

#endif
