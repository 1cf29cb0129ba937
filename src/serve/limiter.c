/* limiter.c: a bucket of tokens for each address, in a table of fixed size: addresses that meet
 * in one place share its bucket, so memory is bounded and nobody gets more than the rate. */
#include "limiter.h"

#include <kontor/digest.h>
#include <kontor/memory.h>

#include <math.h>
#include <pthread.h>
#include <string.h>

enum { N_BUCKETS = 4096 };

struct kt_limiter {
    pthread_mutex_t lock;
    double rate;
    struct bucket {
        double tokens, since;
        bool is_used;
    } bucket[N_BUCKETS];
};

kt_status kt_limiter_new(int rate, kt_limiter **out, kt_error *err)
{
    kt_limiter *limiter = NULL;
    KT_TRY(kt_new(&limiter, 1, sizeof *limiter, err));
    pthread_mutex_init(&limiter->lock, NULL);
    limiter->rate = rate;
    *out = limiter;
    return KT_OK;
}

void kt_limiter_free(kt_limiter *limiter)
{
    if (!limiter)
        return;
    pthread_mutex_destroy(&limiter->lock);
    kt_free(limiter);
}

bool kt_limiter_allows(kt_limiter *limiter, const char *client, double clock)
{
    struct bucket *bucket =
        &limiter->bucket[kt_digest_block(client, strlen(client)) % N_BUCKETS];
    pthread_mutex_lock(&limiter->lock);
    if (!bucket->is_used)
        *bucket = (struct bucket){limiter->rate, clock, true};
    bucket->tokens =
        fmin(limiter->rate, bucket->tokens + (clock - bucket->since) * limiter->rate);
    bucket->since = clock;
    const bool allows = bucket->tokens >= 1.0;
    if (allows)
        bucket->tokens -= 1.0;
    pthread_mutex_unlock(&limiter->lock);
    return allows;
}
