/* meter.c: counters, and a histogram of the time that answers take. */
#include "meter.h"

static const double bounds[KT_METER_BOUNDS] = {0.0005, 0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0};

void kt_meter_request(kt_meter *meter, int status, size_t bytes, double seconds)
{
    int b = 0;
    while (b < KT_METER_BOUNDS && seconds > bounds[b])
        b++;
    atomic_fetch_add(&meter->by_status[status > 0 && status < KT_METER_STATUSES ? status : 0],
                     1);
    atomic_fetch_add(&meter->within[b], 1);
    atomic_fetch_add(&meter->microseconds, (int64_t)(seconds * 1e6));
    atomic_fetch_add(&meter->bytes, (int64_t)bytes);
}

static kt_status write_requests(kt_meter *meter, kt_text *out, kt_error *err)
{
    KT_TRY(
        kt_text_add(out,
                    "# HELP kontor_requests_total Requests by status; 0: ended by the client."
                    "\n# TYPE kontor_requests_total counter\n",
                    err));
    for (int s = 0; s < KT_METER_STATUSES; s++) {
        const long long n = (long long)atomic_load(&meter->by_status[s]);
        if (n > 0 || s == 200)
            KT_TRY(
                kt_text_format(out, err, "kontor_requests_total{status=\"%d\"} %lld\n", s, n));
    }
    return KT_OK;
}

static kt_status write_times(kt_meter *meter, kt_text *out, kt_error *err)
{
    long long sum = 0;
    char bound[32];
    KT_TRY(kt_text_add(out,
                       "# HELP kontor_request_seconds Time from first to last byte.\n"
                       "# TYPE kontor_request_seconds histogram\n",
                       err));
    for (int b = 0; b <= KT_METER_BOUNDS; b++) {
        sum += (long long)atomic_load(&meter->within[b]);
        if (b < KT_METER_BOUNDS)
            kt_print_double(bounds[b], bound);
        KT_TRY(kt_text_format(out, err, "kontor_request_seconds_bucket{le=\"%s\"} %lld\n",
                              b < KT_METER_BOUNDS ? bound : "+Inf", sum));
    }
    kt_print_double((double)atomic_load(&meter->microseconds) / 1e6, bound);
    return kt_text_format(out, err,
                          "kontor_request_seconds_sum %s\nkontor_request_seconds_count %lld\n",
                          bound, sum);
}

static kt_status write_logins(const kt_meter_now *now, kt_text *out, kt_error *err)
{
    static const char *const results[KT_N_LOGINS] = {"done", "refused", "throttled"};
    KT_TRY(kt_text_add(out,
                       "# HELP kontor_logins_total Tries to log in, by how they ended.\n"
                       "# TYPE kontor_logins_total counter\n",
                       err));
    for (int n = 0; n < KT_N_LOGINS; n++)
        KT_TRY(kt_text_format(out, err, "kontor_logins_total{result=\"%s\"} %lld\n", results[n],
                              (long long)now->logins[n]));
    return KT_OK;
}

kt_status kt_meter_write(kt_meter *meter, const kt_meter_now *now, kt_text *out, kt_error *err)
{
    const struct {
        const char *name, *type, *help;
        long long value;
    } rows[] = {
        {"response_bytes_total", "counter", "Bytes of bodies sent.",
         (long long)atomic_load(&meter->bytes)},
        {"cache_hits_total", "counter", "Answers sent from the cache.",
         (long long)atomic_load(&meter->hits)},
        {"answers_made_total", "counter", "Answers made anew.",
         (long long)atomic_load(&meter->made)},
        {"answers_refused_total", "counter", "Answers refused, too many for one address.",
         (long long)atomic_load(&meter->refused)},
        {"store_changes_total", "counter", "Times that the store was found changed.",
         (long long)atomic_load(&meter->reloads)},
        {"cache_bytes", "gauge", "Memory of answers kept.", (long long)now->cached_bytes},
        {"cache_answers", "gauge", "Answers kept.", (long long)now->n_cached},
        {"connections", "gauge", "Open connections.", (long long)now->n_connections},
        {"requests_under_way", "gauge", "Requests that are not over.",
         (long long)now->n_requests},
        {"uptime_seconds", "gauge", "Seconds since the start.",
         (long long)(now->now - now->started)},
    };
    KT_TRY(write_requests(meter, out, err));
    KT_TRY(write_times(meter, out, err));
    KT_TRY(write_logins(now, out, err));
    for (size_t n = 0; n < sizeof rows / sizeof *rows; n++)
        KT_TRY(kt_text_format(out, err,
                              "# HELP kontor_%s %s\n# TYPE kontor_%s %s\nkontor_%s %lld\n",
                              rows[n].name, rows[n].help, rows[n].name, rows[n].type,
                              rows[n].name, rows[n].value));
    return KT_OK;
}
