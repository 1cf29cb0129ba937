/* The cache: what is kept, for whom, and how much. The responses are counters. */
#include "check.h"

#include "serve/page_cache.h"

static int n_freed;

static void count_freed(kt_http_response *response)
{
    (void)response;
    n_freed++;
}

static kt_page_cache *new_cache(size_t limit)
{
    kt_error err = {0};
    kt_page_cache *cache = NULL;
    CHECK_OK(kt_page_cache_new(limit, count_freed, &cache, &err), err);
    n_freed = 0;
    return cache;
}

static kt_http_response *response(int n)
{
    static char place[64]; // addresses only, never looked into
    return (kt_http_response *)(void *)&place[n];
}

static bool keep(kt_page_cache *cache, const char *key, uint64_t mark, int n, size_t size)
{
    kt_cached held;
    if (!kt_page_cache_keep(cache, key, mark, "\"tag\"", response(n), size, &held))
        return false;
    kt_page_cache_let_go(cache, held.entry);
    return true;
}

static bool has(kt_page_cache *cache, const char *key, uint64_t mark)
{
    kt_cached found;
    if (!kt_page_cache_find(cache, key, mark, &found))
        return false;
    kt_page_cache_let_go(cache, found.entry);
    return true;
}

static void what_is_kept_is_found_with_its_mark_only(void **state)
{
    (void)state;
    kt_page_cache *cache = new_cache(100000);
    kt_cached found;
    CHECK(!has(cache, "/a", 1));
    CHECK(keep(cache, "/a", 1, 0, 10));
    CHECK(kt_page_cache_find(cache, "/a", 1, &found));
    CHECK(found.response == response(0));
    CHECK_TEXT(found.etag, "\"tag\"");
    CHECK_INT(found.size, 10);
    kt_page_cache_let_go(cache, found.entry);
    CHECK(!has(cache, "/b", 1));
    CHECK(!has(cache, "/a", 2)); // another snapshot
    CHECK_INT(n_freed, 1);
    CHECK_INT(kt_page_cache_bytes(cache), 0);
    kt_page_cache_free(cache);
}

static void a_newer_snapshot_takes_the_place(void **state)
{
    (void)state;
    kt_page_cache *cache = new_cache(100000);
    CHECK(keep(cache, "/a", 1, 0, 10));
    CHECK(!keep(cache, "/a", 1, 1, 10)); // there already: still the caller's
    CHECK(keep(cache, "/a", 2, 1, 10));
    CHECK_INT(n_freed, 1);
    CHECK(has(cache, "/a", 2));
    CHECK_INT(kt_page_cache_count(cache), 1);
    kt_page_cache_free(cache);
    CHECK_INT(n_freed, 2);
}

static void it_never_holds_more_than_its_limit(void **state)
{
    (void)state;
    const size_t limit = 20000;
    kt_page_cache *cache = new_cache(limit);
    char key[16];
    for (int n = 0; n < 1000; n++) {
        snprintf(key, sizeof key, "/%d", n);
        CHECK(keep(cache, key, 1, n % 64, 100));
        CHECK(has(cache, "/0", 1)); // asked for, so it stays
        CHECK(kt_page_cache_bytes(cache) <= limit);
    }
    CHECK(!has(cache, "/1", 1));
    CHECK(has(cache, "/999", 1));
    CHECK(!keep(cache, "/large", 1, 0, limit / 4)); // would drive out too many
    kt_page_cache_free(cache);
    CHECK_INT(n_freed, 1000);
}

static void what_someone_is_sending_stays_until_it_is_sent(void **state)
{
    (void)state;
    kt_page_cache *cache = new_cache(100000);
    kt_cached found;
    CHECK(keep(cache, "/a", 1, 0, 10));
    CHECK(kt_page_cache_find(cache, "/a", 1, &found));
    CHECK(keep(cache, "/a", 2, 1, 10)); // replaced meanwhile
    CHECK_INT(n_freed, 0);
    kt_page_cache_let_go(cache, found.entry);
    CHECK_INT(n_freed, 1);
    kt_page_cache_free(cache);
}

static void without_memory_nothing_is_kept_and_nothing_lost(void **state)
{
    (void)state;
    kt_page_cache *cache = new_cache(100000);
    for (int n = 1; n <= 2; n++) {
        kt_fault_at(KT_FAULT_MEMORY, n);
        const bool kept = keep(cache, "/a", 1, 0, 10);
        CHECK(kt_fault_off());
        CHECK(!kept);
    }
    CHECK(keep(cache, "/a", 1, 0, 10));
    kt_page_cache_free(cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(what_is_kept_is_found_with_its_mark_only),
        KT_TEST(a_newer_snapshot_takes_the_place),
        KT_TEST(it_never_holds_more_than_its_limit),
        KT_TEST(what_someone_is_sending_stays_until_it_is_sent),
        KT_TEST(without_memory_nothing_is_kept_and_nothing_lost),
    };
    return kt_run_tests(tests);
}
