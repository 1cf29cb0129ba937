/* test_product_links.c: the network of products, and its files. */
#include <kontor/product_space.h>

#include <kontor/text.h>

#include "check.h"
#include "example_space.h"

enum { COUNTRIES = 70, PRODUCTS = 120 };

static uint8_t world[COUNTRIES * PRODUCTS];

static kt_product_links *links_of(const uint8_t *made, int64_t n_countries, int64_t n_products,
                                  double threshold)
{
    kt_product_space *space = NULL;
    kt_product_links *links = NULL;
    kt_error err = {0};
    CHECK_OK(kt_product_space_new(made, n_countries, n_products, &space, &err), err);
    CHECK_OK(kt_product_space_links(space, threshold, &links, &err), err);
    kt_product_space_free(space);
    return links;
}

static void check_link(const kt_product_links *links, int l, int a, int b, double phi, int tree)
{
    CHECK_INT(links->link[l].a + 1, a);
    CHECK_INT(links->link[l].b + 1, b);
    CHECK_NEAR(links->link[l].proximity, phi, 1e-15);
    CHECK_INT(links->link[l].in_tree, tree);
}

/* phi: 12, 13, 24 are 2/3; 34, 45 are 1/2; 14, 25 are 1/3. */
static void the_network_of_the_example_is_as_drawn_by_hand(void **state)
{
    (void)state;
    kt_product_links *links = links_of(example_made, 4, 5, 0.5);
    CHECK_INT(links->n_links, 5);
    CHECK_INT(links->n_in_tree, 4);
    CHECK_INT(links->n_parts, 1);
    check_link(links, 0, 1, 2, 2.0 / 3, 1);
    check_link(links, 1, 1, 3, 2.0 / 3, 1);
    check_link(links, 2, 2, 4, 2.0 / 3, 1);
    check_link(links, 3, 3, 4, 0.5, 0); // would close a ring
    check_link(links, 4, 4, 5, 0.5, 1);
    kt_product_links_free(links);

    links = links_of(example_made, 4, 5, 2.0); // the tree alone
    CHECK_INT(links->n_links, 4);
    CHECK_INT(links->n_in_tree, 4);
    kt_product_links_free(links);
}

/* The other classic: links by falling strength, each that joins two pieces (Kruskal). */
static double kruskal(const kt_product_space *space, int64_t *n_in_tree)
{
    int piece[PRODUCTS];
    double sum = 0.0;
    *n_in_tree = 0;
    for (int p = 0; p < PRODUCTS; p++)
        piece[p] = p;
    for (;;) {
        double best = 0.0;
        int from = -1, to = -1;
        for (int p = 0; p < PRODUCTS; p++)
            for (int q = 0; q < p; q++)
                if (piece[p] != piece[q] && kt_product_space_proximity(space, p, q) > best) {
                    best = kt_product_space_proximity(space, p, q);
                    from = piece[p];
                    to = piece[q];
                }
        if (from < 0)
            return sum;
        for (int p = 0; p < PRODUCTS; p++)
            piece[p] = piece[p] == from ? to : piece[p];
        sum += best;
        ++*n_in_tree;
    }
}

static void no_other_tree_is_stronger(void **state)
{
    (void)state;
    const double shares[] = {0.02, 0.3};
    kt_error err = {0};
    for (int w = 0; w < 2; w++) {
        kt_product_space *space = NULL;
        kt_product_links *links = NULL;
        int64_t n_in_tree;
        double sum = 0.0;
        make_world(world, COUNTRIES, PRODUCTS, shares[w], 1);
        CHECK_OK(kt_product_space_new(world, COUNTRIES, PRODUCTS, &space, &err), err);
        CHECK_OK(kt_product_space_links(space, 2.0, &links, &err), err);
        for (int64_t l = 0; l < links->n_links; l++)
            sum += links->link[l].proximity;
        CHECK_NEAR(sum, kruskal(space, &n_in_tree), 1e-12);
        CHECK_INT(links->n_in_tree, n_in_tree);
        kt_product_links_free(links);
        kt_product_space_free(space);
    }
}

static void every_strong_link_is_there_once_strongest_first(void **state)
{
    (void)state;
    kt_product_space *space = NULL;
    kt_product_links *links = NULL;
    kt_error err = {0};
    int64_t n_strong = 0, n_found = 0, n_tree = 0;
    make_world(world, COUNTRIES, PRODUCTS, 0.3, 2);
    CHECK_OK(kt_product_space_new(world, COUNTRIES, PRODUCTS, &space, &err), err);
    CHECK_OK(kt_product_space_links(space, 0.4, &links, &err), err);
    for (int p = 0; p < PRODUCTS; p++)
        for (int q = 0; q < p; q++)
            n_strong += kt_product_space_proximity(space, p, q) >= 0.4;
    for (int64_t l = 0; l < links->n_links; l++) {
        const kt_product_link *link = &links->link[l];
        CHECK(link->a < link->b);
        CHECK(link->in_tree || link->proximity >= 0.4);
        CHECK_NEAR(link->proximity, kt_product_space_proximity(space, link->a, link->b), 0.0);
        CHECK(l == 0 || link[-1].proximity > link->proximity || link[-1].a < link->a ||
              (link[-1].a == link->a && link[-1].b < link->b));
        n_found += link->proximity >= 0.4;
        n_tree += link->in_tree;
    }
    CHECK_INT(n_found, n_strong);
    CHECK_INT(n_tree, links->n_in_tree);
    kt_product_links_free(links);
    kt_product_space_free(space);
}

static void products_without_common_makers_are_parts(void **state)
{
    (void)state;
    /* 1 and 2 by one country, 3 by another, 4 by none. */
    const uint8_t made[] = {1, 1, 0, 0, 0, 0, 1, 0};
    const uint8_t nothing[] = {0, 0};
    kt_product_links *links = links_of(made, 2, 4, 0.55);
    CHECK_INT(links->n_links, 1);
    CHECK_INT(links->n_parts, 2);
    CHECK_INT(links->n_products, 4);
    kt_product_links_free(links);
    links = links_of(nothing, 1, 2, 0.55);
    CHECK_INT(links->n_links, 0);
    CHECK_INT(links->n_parts, 0);
    kt_product_links_free(links);
}

static void a_threshold_of_nothing_is_refused(void **state)
{
    (void)state;
    kt_product_space *space = NULL;
    kt_product_links *links = NULL;
    kt_error err = {0};
    CHECK_OK(kt_product_space_new(example_made, 4, 5, &space, &err), err);
    CHECK_FAILS(kt_product_space_links(space, 0.0, &links, &err), KT_ERR_RANGE, err);
    CHECK_FAILS(kt_product_space_links(space, NAN, &links, &err), KT_ERR_RANGE, err);
    CHECK(!links);
    kt_product_space_free(space);
}

/* ---- files --------------------------------------------------------------------------------
 */

static const char *const codes[] = {"01", "02", "0,3", "\"04\"", "05"};
static const char *const names[] = {"Live animals", "Meat & \"offal\"", "<fish>", "\x01\tmilk",
                                    "K\xC3\xA4se"};
static const double pci[] = {-1.5, 0.25, NAN, 1.0, 3.0};

static void csv_has_a_line_for_each_link(void **state)
{
    (void)state;
    const kt_product_labels labels = {.code = codes};
    kt_product_links *links = links_of(example_made, 4, 5, 0.5);
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_error err = {0};
    CHECK_OK(kt_product_links_write_csv(links, &labels, &sink, &err), err);
    CHECK_TEXT(kt_text_get(&text), "source,target,proximity,kind\n"
                                   "01,02,0.6666666666666666,tree\n"
                                   "01,\"0,3\",0.6666666666666666,tree\n"
                                   "02,\"\"\"04\"\"\",0.6666666666666666,tree\n"
                                   "\"0,3\",\"\"\"04\"\"\",0.5,link\n"
                                   "\"\"\"04\"\"\",05,0.5,tree\n");
    kt_text_clear(&text);
    kt_product_links_free(links);
}

static void graphml_says_nodes_and_edges(void **state)
{
    (void)state;
    const kt_product_labels labels = {.code = codes, .name = names, .pci = pci};
    kt_product_links *links = links_of(example_made, 4, 5, 2.0);
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_error err = {0};
    CHECK_OK(kt_product_links_write_graphml(links, &labels, &sink, &err), err);
    const char *graph = strstr(kt_text_get(&text), "  <graph ");
    CHECK(graph != NULL);
    CHECK_TEXT(graph,
               "  <graph id=\"products\" edgedefault=\"undirected\">\n"
               "    <node id=\"01\"><data key=\"name\">Live animals</data>"
               "<data key=\"pci\">-1.5</data></node>\n"
               "    <node id=\"02\"><data key=\"name\">Meat &amp; &quot;offal&quot;</data>"
               "<data key=\"pci\">0.25</data></node>\n"
               "    <node id=\"0,3\"><data key=\"name\">&lt;fish&gt;</data></node>\n"
               "    <node id=\"&quot;04&quot;\"><data key=\"name\">\xEF\xBF\xBD&#9;milk</data>"
               "<data key=\"pci\">1</data></node>\n"
               "    <node id=\"05\"><data key=\"name\">K\xC3\xA4se</data>"
               "<data key=\"pci\">3</data></node>\n"
               "    <edge source=\"01\" target=\"02\"><data key=\"proximity\">"
               "0.6666666666666666</data><data key=\"kind\">tree</data></edge>\n"
               "    <edge source=\"01\" target=\"0,3\"><data key=\"proximity\">"
               "0.6666666666666666</data><data key=\"kind\">tree</data></edge>\n"
               "    <edge source=\"02\" target=\"&quot;04&quot;\"><data key=\"proximity\">"
               "0.6666666666666666</data><data key=\"kind\">tree</data></edge>\n"
               "    <edge source=\"&quot;04&quot;\" target=\"05\"><data key=\"proximity\">"
               "0.5</data><data key=\"kind\">tree</data></edge>\n"
               "  </graph>\n</graphml>\n");
    kt_text_clear(&text);
    kt_product_links_free(links);
}

static void a_product_without_links_is_no_node(void **state)
{
    (void)state;
    const uint8_t made[] = {1, 1, 0, 0, 0, 0, 1, 0};
    const kt_product_labels labels = {.code = codes};
    kt_product_links *links = links_of(made, 2, 4, 0.55);
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_error err = {0};
    CHECK_OK(kt_product_links_write_graphml(links, &labels, &sink, &err), err);
    CHECK(strstr(kt_text_get(&text), "<node id=\"02\">") != NULL);
    CHECK(strstr(kt_text_get(&text), "<node id=\"0,3\">") == NULL);
    kt_text_clear(&text);
    kt_product_links_free(links);
}

static kt_status use_once(void *with, kt_error *err)
{
    const kt_product_labels labels = {.code = codes};
    kt_product_links *links = NULL;
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);
    kt_status status = kt_product_space_links(with, 0.5, &links, err);
    CHECK((status == KT_OK) == (links != NULL));
    if (!status)
        status = kt_product_links_write_graphml(links, &labels, &sink, err);
    kt_text_clear(&text);
    kt_product_links_free(links);
    return status;
}

static void lack_of_memory_is_survived(void **state)
{
    (void)state;
    kt_product_space *space = NULL;
    kt_error err = {0};
    CHECK_OK(kt_product_space_new(example_made, 4, 5, &space, &err), err);
    kt_check_faults(KT_FAULT_MEMORY, use_once, space);
    kt_product_space_free(space);
    kt_product_links_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_network_of_the_example_is_as_drawn_by_hand),
        KT_TEST(no_other_tree_is_stronger),
        KT_TEST(every_strong_link_is_there_once_strongest_first),
        KT_TEST(products_without_common_makers_are_parts),
        KT_TEST(a_threshold_of_nothing_is_refused),
        KT_TEST(csv_has_a_line_for_each_link),
        KT_TEST(graphml_says_nodes_and_edges),
        KT_TEST(a_product_without_links_is_no_node),
        KT_TEST(lack_of_memory_is_survived),
    };
    return kt_run_tests(tests);
}
