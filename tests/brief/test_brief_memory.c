/* test_brief_memory.c: a brief is the same with a shared memory and without one, whatever was
 * asked before; what is remembered is what would be made anew; a full memory is emptied. */
#include "brief/brief_memory.h"
#include "brief_fixture.h"

#include <kontor/arena.h>

/* The brief as JSON: every figure, sentence and table of it. */
static void make_json(const fixture *f, kt_country a, kt_country b, kt_brief_memory *memory,
                      kt_text *out)
{
    kt_error err = {0};
    kt_brief *brief = NULL;
    kt_brief_world world = f->world;
    const kt_brief_request request = fixture_request(a, b);
    const kt_sink sink = kt_sink_text(out);

    world.memory = memory;
    kt_text_reset(out);
    CHECK_OK(kt_brief_make(&request, &world, &brief, &err), err);
    CHECK_OK(kt_brief_write_json(brief, &sink, &err), err);
    kt_brief_free(brief);
}

static void check_same(const fixture *f, size_t limit)
{
    kt_error err = {0};
    kt_brief_memory *memory = NULL;
    kt_text alone = {0}, shared = {0};
    const kt_country pair[][2] = {{BLR, KAZ}, {KAZ, BLR}, {BLR, RUS},
                                  {RUS, KAZ}, {BLR, USA}, {BLR, KAZ}};

    CHECK_OK(kt_brief_memory_new(limit, &memory, &err), err);
    for (int round = 0; round < 2; round++)
        for (int p = 0; p < (int)(sizeof pair / sizeof pair[0]); p++) {
            make_json(f, pair[p][0], pair[p][1], NULL, &alone);
            make_json(f, pair[p][0], pair[p][1], memory, &shared);
            CHECK_TEXT(kt_text_get(&shared), kt_text_get(&alone));
        }
    kt_text_clear(&shared);
    kt_text_clear(&alone);
    kt_brief_memory_free(memory);
}

static void a_brief_is_the_same_whatever_was_asked_before(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f);
    fixture_tiny(&f);
    static const char *const language[] = {"de", "en", "ru"};
    for (int l = 0; l < 3; l++) {
        fixture_speak(&f, language[l]);
        check_same(&f, (size_t)64 << 20);
    }
    check_same(&f, 1); // emptied before each brief
    fixture_close(&f);
}

static void the_same_question_costs_no_more_memory(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_brief_memory *memory = NULL;
    kt_text json = {0};

    fixture_open(&f);
    fixture_tiny(&f);
    fixture_speak(&f, "en");
    CHECK_OK(kt_brief_memory_new((size_t)64 << 20, &memory, &err), err);
    CHECK_INT((int64_t)kt_brief_memory_bytes(memory), 0);
    make_json(&f, BLR, KAZ, memory, &json);
    const size_t bytes = kt_brief_memory_bytes(memory);
    CHECK(bytes > 0);
    make_json(&f, KAZ, BLR, memory, &json); // the same two countries
    make_json(&f, BLR, KAZ, memory, &json);
    CHECK_INT((int64_t)kt_brief_memory_bytes(memory), (int64_t)bytes);
    kt_memory_tidy(memory); // within its limit
    CHECK_INT((int64_t)kt_brief_memory_bytes(memory), (int64_t)bytes);
    kt_text_clear(&json);
    kt_brief_memory_free(memory);
    kt_brief_memory_free(NULL);
    fixture_close(&f);
}

/* ---- keys -------------------------------------------------------------------------------- */

static int n_freed;

static void count_free(void *what)
{
    n_freed++;
    kt_free(what);
}

static void what_is_kept_is_found_by_all_of_its_key(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_brief_memory *memory = NULL;
    kt_memory_key key = {.kind = KT_KNOWN_RANKING, .dataset = 1, .country = BLR, .year = 2018};
    char *what = NULL;

    n_freed = 0;
    CHECK_OK(kt_brief_memory_new(100, &memory, &err), err);
    CHECK(!kt_memory_find(memory, &key));
    CHECK_OK(kt_new(&what, 1, 1, &err), err);
    CHECK_OK(kt_memory_keep(memory, &key, what, 1, count_free, &err), err);
    CHECK(kt_memory_find(memory, &key) == what);
    const kt_memory_key others[] = {
        {.kind = KT_KNOWN_PARTNERS, .dataset = 1, .country = BLR, .year = 2018},
        {.kind = KT_KNOWN_RANKING, .dataset = 2, .country = BLR, .year = 2018},
        {.kind = KT_KNOWN_RANKING, .dataset = 1, .country = KAZ, .year = 2018},
        {.kind = KT_KNOWN_RANKING, .dataset = 1, .country = BLR, .year = 2017},
        {.kind = KT_KNOWN_RANKING, .dataset = 1, .country = BLR, .year = 2018, .measure = 1},
        {.kind = KT_KNOWN_RANKING, .dataset = 1, .country = BLR, .year = 2018, .side = 1},
    };
    for (size_t n = 0; n < sizeof others / sizeof others[0]; n++)
        CHECK(!kt_memory_find(memory, &others[n]));
    // More than there are chains: every one is found again, and freed once.
    for (int year = 0; year < 5000; year++) {
        key.year = -1 - year;
        CHECK_OK(kt_new(&what, 1, 1, &err), err);
        *what = (char)(year % 100);
        CHECK_OK(kt_memory_keep(memory, &key, what, 1, count_free, &err), err);
    }
    for (int year = 0; year < 5000; year++) {
        key.year = -1 - year;
        const char *found = kt_memory_find(memory, &key);
        CHECK(found && *found == (char)(year % 100));
    }
    kt_memory_tidy(memory); // far beyond its limit
    CHECK_INT(n_freed, 5001);
    CHECK(!kt_memory_find(memory, &key));
    CHECK_INT((int64_t)kt_brief_memory_bytes(memory), 0);
    kt_brief_memory_free(memory);
    CHECK_INT(n_freed, 5001);
}

/* ---- what is known of partners ----------------------------------------------------------- */

static void known_rankings_are_those_that_are_made_anew(void **state)
{
    (void)state;
    fixture f;
    kt_error err = {0};
    kt_dataset *dataset = NULL;
    const kt_known_partners *known, *again;
    fixture_open(&f);
    fixture_tiny(&f);
    fixture_speak(&f, "en");
    CHECK_OK(kt_brief_memory_new((size_t)1 << 20, &f.world.memory, &err), err);
    CHECK_OK(kt_dataset_open(f.store, 0, &dataset, &err), err);
    CHECK_OK(kt_known_partners_of(&f.world, dataset, 0, BLR, 2018, &known, &err), err);
    CHECK_OK(kt_known_partners_of(&f.world, dataset, 0, BLR, 2018, &again, &err), err);
    CHECK(known == again);
    CHECK(known->has_statistics);
    CHECK_INT(known->statistics, KT_STATISTICS_OWN);
    CHECK(!known->made_up);
    // Two statements there are of the flows with Kazakhstan only: 780 and 570, 115 and 75.
    CHECK_INT(known->n_peers, 2);
    CHECK(known->peer[0].exporter_usd == 75e6 && known->peer[0].peer.size_usd == 95e6);
    CHECK(known->peer[1].exporter_usd == 780e6 && known->peer[1].peer.size_usd == 675e6);
    for (int by = KT_MEASURE_TURNOVER; by <= KT_MEASURE_IMPORT; by++)
        for (int s = KT_STATISTICS_OWN; s <= KT_STATISTICS_MIRROR; s++) {
            const kt_known_ranking *found;
            kt_ranking fresh = {0};
            CHECK_OK(kt_known_ranking_of(&f.world, 0, known, NULL, (kt_measure)by,
                                         (kt_statistics)s, &found, &err),
                     err);
            const kt_ranking *kept = &found->ranking;
            CHECK_OK(kt_partners_rank(&known->partners, f.countries, f.blocs, NULL,
                                      (kt_measure)by, (kt_statistics)s, &fresh, &err),
                     err);
            CHECK_INT(kept->n_list, fresh.n_list);
            CHECK_INT(kept->n_ranked, fresh.n_ranked);
            for (int64_t n = 0; n < fresh.n_list; n++) {
                CHECK(kept->list[n].country.code == fresh.list[n].country.code);
                CHECK_INT(kept->list[n].rank, fresh.list[n].rank);
                CHECK(kt_known_rank_of(found, fresh.list[n].country) == &kept->list[n]);
            }
            CHECK(!kt_known_rank_of(found, (kt_country){0}));
            kt_ranking_clear(&fresh);
        }
    kt_dataset_close(dataset);
    kt_brief_memory_free(f.world.memory);
    fixture_close(&f);
}

static kt_status make_twice(void *with, kt_error *err)
{
    const fixture *f = with;
    kt_brief_world world = f->world;
    kt_brief *brief = NULL, *again = NULL;
    const kt_brief_request request = fixture_request(BLR, KAZ);

    KT_TRY(kt_brief_memory_new(1, &world.memory, err));
    kt_status status = kt_brief_make(&request, &world, &brief, err);
    if (!status)
        status = kt_brief_make(&request, &world, &again, err);
    kt_brief_free(again);
    kt_brief_free(brief);
    kt_brief_memory_free(world.memory);
    return status;
}

static void every_refused_request_is_reported(void **state)
{
    (void)state;
    fixture f;
    const kt_flow row[] = {
        fixture_flow(BLR, KAZ, 2018, KT_BY_EXPORTER, 8000000),
        fixture_flow(KAZ, BLR, 2018, KT_BY_IMPORTER, 3000000),
        fixture_flow(BLR, KAZ, 2018, KT_BY_IMPORTER, 9000000),
    };

    fixture_open(&f);
    fixture_write(&f, (fixture_dataset){.name = "few"}, row, 3);
    fixture_speak(&f, "de");
    kt_check_faults(KT_FAULT_MEMORY, make_twice, &f);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_brief_is_the_same_whatever_was_asked_before),
        KT_TEST(the_same_question_costs_no_more_memory),
        KT_TEST(what_is_kept_is_found_by_all_of_its_key),
        KT_TEST(known_rankings_are_those_that_are_made_anew),
        KT_TEST(every_refused_request_is_reported),
    };
    return kt_run_tests(tests);
}
