/* product_links.c: the network of products: maximum spanning tree and strong links.
 *
 * Prim's algorithm needs, for each product that joins the tree, its proximity to all that have
 * not: every pair once. So the strong links fall out of the same pass, and no table is kept. */
#include <kontor/product_space.h>

#include <kontor/memory.h>

#include "product_space_internal.h"
#include "product_space_kernel.h"

#include <stdlib.h>

/* The growing list of links. */
typedef struct list {
    kt_product_link *link;
    int64_t n, capacity;
} list;

static kt_status append(list *l, kt_product_link link, kt_error *err)
{
    if (l->n == l->capacity) {
        const int64_t more = l->capacity ? 2 * l->capacity : 1024;
        KT_TRY(kt_resize(&l->link, more, sizeof *l->link, err));
        l->capacity = more;
    }
    l->link[l->n++] = link;
    return KT_OK;
}

/* Of products not in the tree, by place in rest[]. */
typedef struct search {
    const kt_incidence *in;
    int64_t n_rest;
    int32_t *rest;   /* positions of the products */
    double *best;    /* the largest proximity to the tree, 0: none */
    int32_t *parent; /* to which position of the tree, -1: none */
    double *phi;     /* to the product that has just joined */
} search;

static kt_product_link link_of(const kt_incidence *in, int64_t k, int64_t q, double phi,
                               int in_tree)
{
    const int32_t a = in->product[k], b = in->product[q];
    return (kt_product_link){a < b ? a : b, a < b ? b : a, phi, in_tree};
}

/* Before: a link is stronger, or as strong and of products with a lower index. */
static int comes_before(kt_product_link x, kt_product_link y)
{
    if (x.proximity != y.proximity)
        return x.proximity > y.proximity;
    return x.a != y.a ? x.a < y.a : x.b < y.b;
}

/* Which of the rest joins next, and by which link; without any link the lowest index. */
static int64_t choose(const search *s)
{
    const kt_incidence *in = s->in;
    int64_t chosen = 0;
    for (int64_t r = 1; r < s->n_rest; r++) {
        if (s->best[r] < s->best[chosen])
            continue;
        if (s->best[r] > s->best[chosen]) {
            chosen = r;
        } else if (s->parent[r] < 0) { // then the other has none either
            if (in->product[s->rest[r]] < in->product[s->rest[chosen]])
                chosen = r;
        } else if (comes_before(
                       link_of(in, s->rest[r], s->parent[r], s->best[r], 1),
                       link_of(in, s->rest[chosen], s->parent[chosen], s->best[chosen], 1))) {
            chosen = r;
        }
    }
    return chosen;
}

/* Take place r out of the rest; the last one fills it. */
static void take_out(search *s, int64_t r)
{
    s->n_rest--;
    s->rest[r] = s->rest[s->n_rest];
    s->best[r] = s->best[s->n_rest];
    s->parent[r] = s->parent[s->n_rest];
}

/* Position k has joined: what does it offer to the rest, and which strong links has it? */
static kt_status look_around(search *s, int32_t k, double threshold, list *strong,
                             kt_error *err)
{
    const kt_incidence *in = s->in;
    kt_phi_of(in, k, s->rest, s->n_rest, s->phi);
    for (int64_t r = 0; r < s->n_rest; r++) {
        const double phi = s->phi[r];
        if (phi >= threshold)
            KT_TRY(append(strong, link_of(in, k, s->rest[r], phi, 0), err));
        if (phi < s->best[r] || !(phi > 0.0))
            continue;
        if (phi > s->best[r] || comes_before(link_of(in, k, s->rest[r], phi, 1),
                                             link_of(in, s->parent[r], s->rest[r], phi, 1))) {
            s->best[r] = phi;
            s->parent[r] = k;
        }
    }
    return KT_OK;
}

static kt_status grow_tree(search *s, double threshold, list *tree, list *strong,
                           int64_t *n_parts, kt_error *err)
{
    while (s->n_rest > 0) {
        const int64_t r = choose(s);
        const int32_t k = s->rest[r];
        if (s->parent[r] < 0)
            ++*n_parts;
        else
            KT_TRY(append(tree, link_of(s->in, k, s->parent[r], s->best[r], 1), err));
        take_out(s, r);
        KT_TRY(look_around(s, k, threshold, strong, err));
    }
    return KT_OK;
}

/* ---- order ------------------------------------------------------------------------------- */

static int compare(const void *x, const void *y)
{
    const kt_product_link *l = x, *m = y;
    if (l->proximity != m->proximity)
        return l->proximity > m->proximity ? -1 : 1;
    if (l->a != m->a)
        return l->a < m->a ? -1 : 1;
    return (l->b > m->b) - (l->b < m->b);
}

/* One ordered list of both: where a link is in the tree and strong, it is the tree's. */
static kt_status merge(list *tree, list *strong, kt_error *err)
{
    for (int64_t t = 0; t < tree->n; t++)
        KT_TRY(append(strong, tree->link[t], err));
    if (strong->n > 0)
        qsort(strong->link, (size_t)strong->n, sizeof *strong->link, compare);
    int64_t n = 0;
    for (int64_t i = 0; i < strong->n; i++) {
        const kt_product_link link = strong->link[i];
        if (n > 0 && compare(&strong->link[n - 1], &link) == 0)
            strong->link[n - 1].in_tree |= link.in_tree;
        else
            strong->link[n++] = link;
    }
    strong->n = n;
    return KT_OK;
}

kt_status kt_product_space_links(const kt_product_space *space, double threshold,
                                 kt_product_links **out, kt_error *err)
{
    kt_status status = KT_OK;
    const kt_incidence *in = &space->in;
    const int64_t n = in->n_products;
    kt_arena arena = {0};
    list tree = {0}, strong = {0};
    search s = {.in = in, .n_rest = n};
    kt_product_links *fresh = NULL;

    if (!(threshold > 0.0)) {
        status = kt_fail(err, KT_ERR_RANGE, "threshold %g, expected above 0", threshold);
        goto done;
    }
    status = kt_new(&fresh, 1, sizeof *fresh, err);
    if (status)
        goto done;
    status = kt_arena_new(&arena, &s.rest, n, sizeof *s.rest, err);
    if (status)
        goto done;
    status = kt_arena_new(&arena, &s.best, n, sizeof *s.best, err);
    if (status)
        goto done;
    status = kt_arena_new(&arena, &s.parent, n, sizeof *s.parent, err);
    if (status)
        goto done;
    status = kt_arena_new(&arena, &s.phi, n, sizeof *s.phi, err);
    if (status)
        goto done;
    for (int64_t k = 0; k < n; k++) {
        s.rest[k] = (int32_t)k;
        s.parent[k] = -1;
    }
    status = grow_tree(&s, threshold, &tree, &strong, &fresh->n_parts, err);
    if (status)
        goto done;
    status = merge(&tree, &strong, err);
    if (status)
        goto done;
    fresh->link = strong.link;
    fresh->n_links = strong.n;
    fresh->n_in_tree = tree.n;
    fresh->n_products = in->n_all_products;
    fresh->threshold = threshold;
    *out = fresh;
    strong = (list){0};
    fresh = NULL;
done:
    kt_free(fresh);
    kt_free(strong.link);
    kt_free(tree.link);
    kt_arena_clear(&arena);
    return status;
}

void kt_product_links_free(kt_product_links *links)
{
    if (!links)
        return;
    kt_free(links->link);
    kt_free(links);
}
