/* respond.c: from a reply to a response: its headers, its tag, whether it is packed. */
#include "respond.h"

#include <kontor/digest.h>
#include <kontor/gzip.h>

#include <stdio.h>
#include <string.h>

enum { LEAST_PACKED = 1024 }; /* bytes: less goes into one packet anyway */

/* What the answer depends on: how it is packed, and what the reply names. */
static const char *vary_of(const kt_reply *reply, char out[64])
{
    snprintf(out, 64, "%s%sAccept-Encoding", reply->vary ? reply->vary : "",
             reply->vary ? ", " : "");
    return out;
}

kt_http_response *kt_respond(kt_http *http, kt_reply *reply, const char *etag, bool has_tls)
{
    char cache_control[64], retry[8], vary[64];
    kt_http_response *response = NULL;
    if (reply->max_age_s > 0)
        snprintf(cache_control, sizeof cache_control, "public, max-age=%d", reply->max_age_s);
    else
        snprintf(cache_control, sizeof cache_control, "no-store");
    snprintf(retry, sizeof retry, "1");
    const kt_http_pair headers[] = {
        {"Content-Type", reply->type},
        {"ETag", etag && etag[0] ? etag : NULL},
        {"Cache-Control", cache_control},
        {"Vary", reply->max_age_s > 0 ? vary_of(reply, vary) : reply->vary},
        {"Content-Encoding", reply->is_packed ? "gzip" : NULL},
        {"Location", reply->location},
        {"Content-Disposition", reply->status == 200 && reply->file[0] ? reply->file : NULL},
        {"Set-Cookie", reply->cookie[0] ? reply->cookie : NULL},
        {"Allow", reply->allow},
        {"Link", reply->link[0] ? reply->link : NULL},
        {"X-Total-Count", reply->total[0] ? reply->total : NULL},
        {"X-Kontor-Remarks", reply->remarks[0] ? reply->remarks : NULL},
        {"Retry-After", reply->status == 429 || reply->status == 503 ? retry : NULL},
        {"Access-Control-Allow-Origin", reply->is_open ? "*" : NULL},
        {"Access-Control-Allow-Methods", reply->is_open && reply->allow ? reply->allow : NULL},
        {"Access-Control-Allow-Headers",
         reply->is_open && reply->allow ? "Accept, If-None-Match" : NULL},
        {"Access-Control-Expose-Headers",
         reply->is_open ? "ETag, Link, X-Total-Count, X-Kontor-Remarks" : NULL},
        {"Cross-Origin-Resource-Policy", reply->is_open ? "cross-origin" : "same-origin"},
        {"Content-Security-Policy", reply->policy},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"},
        {"Strict-Transport-Security", has_tls ? "max-age=31536000" : NULL},
    };
    if (kt_http_response_new(http, &reply->body, headers,
                             (int)(sizeof headers / sizeof *headers), &response, NULL))
        return NULL;
    return response;
}

void kt_tag_of(const kt_text *body, char out[32])
{
    snprintf(out, 32, "\"%016llx\"",
             (unsigned long long)kt_digest_block(kt_text_get(body), body->size));
}

bool kt_is_held_by_client(const kt_http_request *request, const char *etag)
{
    kt_slice list = kt_slice_of(kt_http_header(request, "If-None-Match"));
    while (list.data) {
        kt_slice tag = kt_slice_trim(kt_slice_cut(&list, ','));
        if (kt_slice_starts(tag, "W/"))
            tag = (kt_slice){tag.data + 2, tag.size - 2};
        if (kt_slice_is(tag, etag) || kt_slice_is(tag, "*"))
            return true;
    }
    return false;
}

bool kt_takes_gzip(const kt_http_request *request)
{
    kt_slice list = kt_slice_of(kt_http_header(request, "Accept-Encoding"));
    while (list.data) {
        kt_slice weight = kt_slice_cut(&list, ',');
        const kt_slice name = kt_slice_trim(kt_slice_cut(&weight, ';'));
        double q = 1.0;
        if (!kt_slice_equal_ascii_case(name, kt_slice_of("gzip")))
            continue;
        weight = kt_slice_trim(weight);
        if (kt_slice_starts(weight, "q=") &&
            !kt_parse_double((kt_slice){weight.data + 2, weight.size - 2}, &q))
            return false;
        return q > 0.0;
    }
    return false;
}

/* Texts shrink to a fifth; pictures and office files are packed as they are. */
static bool is_text(const char *type)
{
    return type && (strncmp(type, "text/", 5) == 0 || strstr(type, "json") ||
                    strcmp(type, "image/svg+xml") == 0 || strstr(type, "+xml") ||
                    strstr(type, "javascript"));
}

void kt_pack(const kt_http_request *request, kt_reply *reply)
{
    kt_text packed = {0};
    if (reply->status != 200 || reply->max_age_s == 0 || reply->body.size < LEAST_PACKED ||
        !is_text(reply->type) || !kt_takes_gzip(request))
        return;
    if (kt_gzip((kt_slice){reply->body.data, reply->body.size}, &packed, NULL) ||
        packed.size >= reply->body.size) {
        kt_text_clear(&packed);
        return;
    }
    kt_text_clear(&reply->body);
    reply->body = packed;
    reply->is_packed = true;
}
