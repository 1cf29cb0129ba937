/* login_throttle.c: buckets of tries, as limiter.c has them for answers. */
#include "login_throttle.h"

#include <kontor/digest.h>
#include <kontor/memory.h>

#include <arpa/inet.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { N_BUCKETS = 8192 };

typedef struct bucket {
    double spent, since; /* tries spent at that time: all zero is a full bucket */
} bucket;

struct kt_throttle {
    pthread_mutex_t lock;
    char secret[80];
    bucket bucket[N_BUCKETS];
};

kt_status kt_throttle_new(const char *secret, kt_throttle **out, kt_error *err)
{
    kt_throttle *throttle = NULL;
    KT_TRY(kt_new(&throttle, 1, sizeof *throttle, err));
    pthread_mutex_init(&throttle->lock, NULL);
    snprintf(throttle->secret, sizeof throttle->secret, "%s", secret);
    *out = throttle;
    return KT_OK;
}

void kt_throttle_free(kt_throttle *throttle)
{
    if (!throttle)
        return;
    pthread_mutex_destroy(&throttle->lock);
    kt_free(throttle);
}

static bucket *place_of(kt_throttle *throttle, char kind, const char *text)
{
    char key[192];
    const int n = snprintf(key, sizeof key, "%s%c%.64s", throttle->secret, kind, text);
    return &throttle->bucket[kt_digest_block(key, (size_t)n) % N_BUCKETS];
}

static bucket *place_of_client(kt_throttle *throttle, const char *client)
{
    unsigned char bytes[16];
    char network[64];
    if (inet_pton(AF_INET6, client, bytes) != 1)
        return place_of(throttle, 'c', client);
    memset(bytes + 8, 0, 8);
    return place_of(throttle, 'c', inet_ntop(AF_INET6, bytes, network, sizeof network));
}

static bool has_one(bucket *b, double clock)
{
    b->spent = fmax(0.0, b->spent - (clock - b->since) / KT_THROTTLE_PAUSE_S);
    b->since = clock;
    return b->spent <= KT_THROTTLE_TRIES - 1.0;
}

bool kt_throttle_take(kt_throttle *throttle, const char *name, const char *client, double clock)
{
    bucket *by_name = place_of(throttle, 'n', name);
    bucket *by_client = place_of_client(throttle, client);
    pthread_mutex_lock(&throttle->lock);
    const bool name_has = has_one(by_name, clock), client_has = has_one(by_client, clock);
    if (name_has && client_has) {
        by_name->spent += 1.0;
        by_client->spent += 1.0;
    }
    pthread_mutex_unlock(&throttle->lock);
    return name_has && client_has;
}

void kt_throttle_give_back(kt_throttle *throttle, const char *name, const char *client)
{
    bucket *by_name = place_of(throttle, 'n', name);
    bucket *by_client = place_of_client(throttle, client);
    pthread_mutex_lock(&throttle->lock);
    by_name->spent = fmax(0.0, by_name->spent - 1.0);
    by_client->spent = fmax(0.0, by_client->spent - 1.0);
    pthread_mutex_unlock(&throttle->lock);
}
