/* test_mirror_peers.c: how unusual a gap is among flows of like size. */
#include <kontor/mirror.h>

#include "check.h"

enum { N = 1000 };

/* Flow p has size about p + 1 (so classes are 100 flows each) and, inside every class, gaps
 * that grow with p. */
typedef struct world {
    double exporter[N], importer[N];
} world;

static world world_of(void)
{
    world made;
    for (int p = 0; p < N; p++) {
        made.exporter[p] = 1000.0 * (p + 1);
        made.importer[p] = made.exporter[p] * (1.2 + 0.000001 * (p % 100));
    }
    return made;
}

static kt_mirror_peers *peers_of(const world *flows)
{
    kt_mirror_peers *peers = NULL;
    kt_error err = {0};
    CHECK_OK(kt_mirror_peers_from(flows->exporter, flows->importer, N, &peers, &err), err);
    return peers;
}

static void the_smallest_and_the_largest_gap_of_a_class_are_its_ends(void **state)
{
    (void)state;
    const world flows = world_of();
    kt_mirror_peers *peers = peers_of(&flows);
    int64_t n_like = 0;

    CHECK_INT(kt_mirror_peers_count(peers), N);
    CHECK_NEAR(kt_mirror_percentile(peers, flows.exporter[300], flows.importer[300], &n_like),
               0.0, 0.0);
    CHECK_INT(n_like, 99);
    CHECK_NEAR(kt_mirror_percentile(peers, flows.exporter[399], flows.importer[399], NULL), 1.0,
               0.0);
    CHECK_NEAR(kt_mirror_percentile(peers, flows.exporter[350], flows.importer[350], NULL),
               50.0 / 99.0, 1e-15);
    kt_mirror_peers_free(peers);
}

/* The slow twin: sort nothing, count everything. */
static void percentiles_agree_with_counting(void **state)
{
    (void)state;
    world flows;
    uint32_t seed = 3;
    for (int p = 0; p < N; p++) {
        seed = seed * 1664525u + 1013904223u;
        flows.exporter[p] = 1e3 + (double)(seed >> 8);
        seed = seed * 1664525u + 1013904223u;
        flows.importer[p] = flows.exporter[p] * (0.5 + (double)(seed >> 29) / 8.0);
    }
    kt_mirror_peers *peers = peers_of(&flows);

    for (int p = 0; p < N; p += 7) {
        const double size = flows.exporter[p] + flows.importer[p];
        const double gap = fabs(log(flows.importer[p] / flows.exporter[p]));
        int smaller_sizes = 0, low = 0, high = 0;
        for (int q = 0; q < N; q++)
            smaller_sizes += flows.exporter[q] + flows.importer[q] < size;
        const int class_of_p = smaller_sizes / 100;
        for (int q = 0; q < N; q++) {
            int below = 0;
            for (int r = 0; r < N; r++)
                below += flows.exporter[r] + flows.importer[r] <
                         flows.exporter[q] + flows.importer[q];
            if (below / 100 != class_of_p || q == p)
                continue;
            const double other = fabs(log(flows.importer[q] / flows.exporter[q]));
            low += other < gap;
            high += other <= gap;
        }
        CHECK_NEAR(kt_mirror_percentile(peers, flows.exporter[p], flows.importer[p], NULL),
                   (low + high) / 2.0 / 99.0, 1e-12);
    }
    kt_mirror_peers_free(peers);
}

static void fillings_zeros_and_missing_values_are_no_peers(void **state)
{
    (void)state;
    const double exporter[] = {100.0, 100.0, 0.0, NAN, 100.0, 100.0};
    const double importer[] = {106.0, 110.0, 5.0, 5.0, NAN, 120.0};
    kt_mirror_peers *peers = NULL;
    kt_error err = {0};
    CHECK_OK(kt_mirror_peers_from(exporter, importer, 6, &peers, &err), err);

    CHECK_INT(kt_mirror_peers_count(peers), 1);
    kt_mirror_peers_free(peers);
}

static void among_a_few_there_is_no_percentile(void **state)
{
    (void)state;
    const world flows = world_of();
    kt_mirror_peers *few = NULL, *none = NULL;
    kt_error err = {0};
    int64_t n_like = -1;
    CHECK_OK(kt_mirror_peers_from(flows.exporter, flows.importer, 200, &few, &err), err);
    CHECK_OK(kt_mirror_peers_from(NULL, NULL, 0, &none, &err), err);

    // Classes of 20: enough for a flow from elsewhere, one too few for one of their own.
    CHECK_NEAR(kt_mirror_percentile(few, 1000.0, 1300.0, &n_like), 1.0, 0.0);
    CHECK_INT(n_like, 20);
    CHECK_NEAR(kt_mirror_percentile(few, flows.exporter[0], flows.importer[0], &n_like), NAN,
               0.0);
    CHECK_INT(n_like, 19);
    CHECK_NEAR(kt_mirror_percentile(none, 1000.0, 1300.0, &n_like), NAN, 0.0);
    CHECK_INT(n_like, 0);
    kt_mirror_peers_free(none);
    kt_mirror_peers_free(few);
}

static void a_gap_of_one_report_is_not_rated(void **state)
{
    (void)state;
    const world flows = world_of();
    kt_mirror_peers *peers = peers_of(&flows);
    kt_mirror_gap gap = {.standing = KT_MIRROR_ESTIMATED,
                         .exporter_usd = 5000.0,
                         .importer_usd = 9000.0,
                         .percentile = NAN};
    kt_mirror_rate(peers, &gap);
    CHECK_NEAR(gap.percentile, NAN, 0.0);
    gap.standing = KT_MIRROR_TWO_REPORTS;
    kt_mirror_rate(peers, &gap);
    CHECK_NEAR(gap.percentile, 1.0, 0.0);
    CHECK_INT(gap.n_like, 100);
    kt_mirror_peers_free(peers);
}

static void peers_in_any_order_are_the_same_peers(void **state)
{
    (void)state;
    const world flows = world_of();
    kt_mirror_peers *peers = peers_of(&flows), *turned = NULL;
    kt_mirror_peer flow[N];
    kt_error err = {0};
    for (int p = 0; p < N; p++)
        CHECK(kt_mirror_peer_of(flows.exporter[p], flows.importer[p], &flow[N - 1 - p]));
    CHECK(!kt_mirror_peer_of(100.0, 106.0, &flow[0])); // filled from the other
    CHECK_OK(kt_mirror_peers_of(flow, N, &turned, &err), err);
    for (int p = 0; p < N; p += 7)
        CHECK_NEAR(kt_mirror_percentile(turned, flows.exporter[p], flows.importer[p], NULL),
                   kt_mirror_percentile(peers, flows.exporter[p], flows.importer[p], NULL),
                   0.0);
    kt_mirror_peers_free(turned);
    kt_mirror_peers_free(peers);
}

static kt_status gather_once(void *with, kt_error *err)
{
    const world *flows = with;
    kt_mirror_peers *peers = NULL;
    const kt_status status =
        kt_mirror_peers_from(flows->exporter, flows->importer, N, &peers, err);
    kt_mirror_peers_free(peers);
    if (status)
        return status;
    kt_mirror_peer flow[2];
    CHECK(kt_mirror_peer_of(flows->exporter[0], flows->importer[0], &flow[1]));
    CHECK(kt_mirror_peer_of(flows->exporter[1], flows->importer[1], &flow[0]));
    KT_TRY(kt_mirror_peers_of(flow, 2, &peers, err));
    kt_mirror_peers_free(peers);
    return KT_OK;
}

static void peers_survive_lack_of_memory(void **state)
{
    (void)state;
    world flows = world_of();
    kt_check_faults(KT_FAULT_MEMORY, gather_once, &flows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(the_smallest_and_the_largest_gap_of_a_class_are_its_ends),
        KT_TEST(percentiles_agree_with_counting),
        KT_TEST(fillings_zeros_and_missing_values_are_no_peers),
        KT_TEST(among_a_few_there_is_no_percentile),
        KT_TEST(a_gap_of_one_report_is_not_rated),
        KT_TEST(peers_in_any_order_are_the_same_peers),
        KT_TEST(peers_survive_lack_of_memory),
    };
    return kt_run_tests(tests);
}
