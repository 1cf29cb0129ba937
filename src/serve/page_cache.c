/* page_cache.c: a table of chains, and a list from the last used to the one not used longest.
 *
 * One lock holds both: what is done under it takes well under a microsecond. An entry that
 * someone is sending is taken out of table and list at once and freed by the last who has it.
 */
#include "page_cache.h"

#include <kontor/digest.h>
#include <kontor/memory.h>

#include <pthread.h>
#include <string.h>

enum { N_CHAINS = 4096, OVERHEAD = 1024 };

typedef struct entry entry;
struct entry {
    entry *next;          /* in its chain */
    entry *newer, *older; /* in the list */
    char *key;
    uint64_t hash, mark;
    char etag[32];
    kt_http_response *response;
    size_t size, cost;
    int n_users; /* the table is one of them */
};

struct kt_page_cache {
    pthread_mutex_t lock;
    void (*free_response)(kt_http_response *response);
    size_t limit, bytes;
    int64_t n_entries;
    entry *newest, *oldest;
    entry *chain[N_CHAINS];
};

kt_status kt_page_cache_new(size_t limit, void (*free_response)(kt_http_response *response),
                            kt_page_cache **out, kt_error *err)
{
    kt_page_cache *cache = NULL;
    KT_TRY(kt_new(&cache, 1, sizeof *cache, err));
    pthread_mutex_init(&cache->lock, NULL);
    cache->limit = limit;
    cache->free_response = free_response;
    *out = cache;
    return KT_OK;
}

static void release(kt_page_cache *cache, entry *e)
{
    if (--e->n_users > 0)
        return;
    cache->free_response(e->response);
    kt_free(e->key);
    kt_free(e);
}

static void unlist(kt_page_cache *cache, entry *e)
{
    *(e->newer ? &e->newer->older : &cache->newest) = e->older;
    *(e->older ? &e->older->newer : &cache->oldest) = e->newer;
}

static void list_first(kt_page_cache *cache, entry *e)
{
    e->newer = NULL;
    e->older = cache->newest;
    *(cache->newest ? &cache->newest->newer : &cache->oldest) = e;
    cache->newest = e;
}

static void take_out(kt_page_cache *cache, entry *e)
{
    entry **at = &cache->chain[e->hash % N_CHAINS];
    while (*at != e)
        at = &(*at)->next;
    *at = e->next;
    unlist(cache, e);
    cache->bytes -= e->cost;
    cache->n_entries--;
    release(cache, e);
}

void kt_page_cache_free(kt_page_cache *cache)
{
    if (!cache)
        return;
    while (cache->oldest)
        take_out(cache, cache->oldest);
    pthread_mutex_destroy(&cache->lock);
    kt_free(cache);
}

static entry *look_up(const kt_page_cache *cache, const char *key, uint64_t hash)
{
    entry *e = cache->chain[hash % N_CHAINS];
    while (e && (e->hash != hash || strcmp(e->key, key) != 0))
        e = e->next;
    return e;
}

bool kt_page_cache_find(kt_page_cache *cache, const char *key, uint64_t mark, kt_cached *out)
{
    const uint64_t hash = kt_digest_block(key, strlen(key));
    pthread_mutex_lock(&cache->lock);
    entry *e = look_up(cache, key, hash);
    if (e && e->mark != mark) {
        take_out(cache, e);
        e = NULL;
    }
    if (e) {
        unlist(cache, e);
        list_first(cache, e);
        e->n_users++;
        *out = (kt_cached){e->response, e->etag, e->size, e};
    }
    pthread_mutex_unlock(&cache->lock);
    return e != NULL;
}

void kt_page_cache_let_go(kt_page_cache *cache, void *held)
{
    pthread_mutex_lock(&cache->lock);
    release(cache, held);
    pthread_mutex_unlock(&cache->lock);
}

bool kt_page_cache_keep(kt_page_cache *cache, const char *key, uint64_t mark, const char *etag,
                        kt_http_response *response, size_t size, kt_cached *out)
{
    entry *e = NULL;
    const size_t n = strlen(key), cost = size + n + OVERHEAD;
    if (cost > cache->limit / 4 || strlen(etag) >= sizeof e->etag ||
        kt_new(&e, 1, sizeof *e, NULL))
        return false;
    if (kt_copy_text(key, n, &e->key, NULL)) {
        kt_free(e);
        return false;
    }
    e->hash = kt_digest_block(key, n);
    e->mark = mark;
    memcpy(e->etag, etag, strlen(etag) + 1);
    e->response = response;
    e->size = size;
    e->cost = cost;
    e->n_users = 2; // the table and the caller

    pthread_mutex_lock(&cache->lock);
    entry *before = look_up(cache, key, e->hash);
    const bool is_new = !before || before->mark != mark;
    if (is_new) {
        if (before)
            take_out(cache, before);
        e->next = cache->chain[e->hash % N_CHAINS];
        cache->chain[e->hash % N_CHAINS] = e;
        list_first(cache, e);
        cache->bytes += cost;
        cache->n_entries++;
        while (cache->bytes > cache->limit)
            take_out(cache, cache->oldest);
        *out = (kt_cached){response, e->etag, size, e};
    }
    pthread_mutex_unlock(&cache->lock);
    if (!is_new) {
        kt_free(e->key);
        kt_free(e);
    }
    return is_new;
}

size_t kt_page_cache_bytes(kt_page_cache *cache)
{
    pthread_mutex_lock(&cache->lock);
    const size_t bytes = cache->bytes;
    pthread_mutex_unlock(&cache->lock);
    return bytes;
}

int64_t kt_page_cache_count(kt_page_cache *cache)
{
    pthread_mutex_lock(&cache->lock);
    const int64_t n = cache->n_entries;
    pthread_mutex_unlock(&cache->lock);
    return n;
}
