/* report_html.c: one page that can be sent to an editor: the article with its claims marked,
 * and the table of verdicts. No scripts, nothing from elsewhere. */
#include "report.h"

#include <kontor/period_text.h>

#include <stdio.h>
#include <string.h>

static const char style[] =
    "<style>body{font:16px/1.5 sans-serif;max-width:52em;margin:2em auto;padding:0 1em;"
    "color:#1a1a1a;background:#fff}mark{padding:0 .15em;border-radius:.2em}"
    ".matches{background:#cfe8cf}.does_not_match{background:#f6c9c9}"
    ".matches_other_side,.disputed{background:#fbe7b2}.unverifiable,.target{background:#dde3ee}"
    "table{border-collapse:collapse;width:100%;font-size:.9em}"
    "th,td{border-bottom:1px solid #ccc;padding:.35em .5em;text-align:left;"
    "vertical-align:top}a{color:inherit}"
    "@media(max-width:40em){table,tbody,tr,td{display:block}tr:first-child{display:none}"
    "tr{border-bottom:1px solid #ccc;padding:.5em 0}td{border:0;padding:0 .3em}}</style>";

/* Text without markup; controls become blanks. */
static kt_status add_escaped(kt_text *out, const char *data, size_t size, kt_error *err)
{
    for (size_t n = 0; n < size; n++) {
        const char c = data[n];
        if (c == '<')
            KT_TRY(kt_text_add(out, "&lt;", err));
        else if (c == '>')
            KT_TRY(kt_text_add(out, "&gt;", err));
        else if (c == '&')
            KT_TRY(kt_text_add(out, "&amp;", err));
        else if (c == '"')
            KT_TRY(kt_text_add(out, "&quot;", err));
        else
            KT_TRY(kt_text_append(out, (unsigned char)c < ' ' ? " " : &c, 1, err));
    }
    return KT_OK;
}

static kt_status add_string(kt_text *out, const char *text, kt_error *err)
{
    return add_escaped(out, text, strlen(text), err);
}

static const char *class_of(const kt_claim *claim, const kt_verdict *verdict)
{
    const char *name = kt_verdict_name((kt_verdict_kind)verdict->kind);
    return claim->kind == KT_CLAIM_TARGET || !name ? "target" : name;
}

static kt_status add_paragraph(kt_text *out, const kt_claims *claims,
                               const kt_verdicts *verdicts, kt_paragraph p, int64_t *next,
                               kt_error *err)
{
    size_t at = p.start;
    KT_TRY(kt_text_add(out, p.title ? "<h1>" : "<p>", err));
    for (; *next < claims->n_claims && claims->claim[*next].text_start < p.end; ++*next) {
        const kt_claim *claim = &claims->claim[*next];
        if (claim->text_start < at)
            continue;
        KT_TRY(add_escaped(out, claims->text.data + at, claim->text_start - at, err));
        KT_TRY(kt_text_format(out, err, "<mark class=\"%s\">",
                              class_of(claim, &verdicts->verdict[*next])));
        KT_TRY(add_escaped(out, claims->text.data + claim->text_start,
                           claim->text_end - claim->text_start, err));
        KT_TRY(kt_text_format(out, err, "</mark><sup><a href=\"#c%lld\">%lld</a></sup>",
                              (long long)*next + 1, (long long)*next + 1));
        at = claim->text_end;
    }
    KT_TRY(add_escaped(out, claims->text.data + at, p.end - at, err));
    return kt_text_add(out, p.title ? "</h1>\n" : "</p>\n", err);
}

static kt_status add_phrase(const kt_check_world *world, const char *key, const char *before,
                            kt_text *out, kt_error *err)
{
    kt_text phrase = {0};
    kt_status status = kt_report_phrase(world, key, &phrase, err);
    if (!status)
        status = kt_text_add(out, before, err);
    if (!status)
        status = add_string(out, kt_text_get(&phrase), err);
    kt_text_clear(&phrase);
    return status;
}

static kt_status add_row(const kt_check_world *world, const kt_claims *claims,
                         const kt_verdicts *verdicts, int64_t n, kt_text *out, kt_error *err)
{
    const kt_claim *claim = &claims->claim[n];
    const kt_verdict *verdict = &verdicts->verdict[n];
    kt_text what = {0};
    KT_TRY(kt_text_format(out, err, "<tr id=\"c%lld\"><td>%lld</td><td>", (long long)n + 1,
                          (long long)n + 1));
    KT_TRY(add_escaped(out, claims->text.data + claim->text_start,
                       claim->text_end - claim->text_start, err));
    kt_status status = kt_report_what(world, claim, &what, err);
    if (!status)
        status = kt_text_add(out, "</td><td>", err);
    if (!status)
        status = add_string(out, kt_text_get(&what), err);
    kt_text_clear(&what);
    if (status)
        return status;
    KT_TRY(kt_text_add(out, "</td><td>", err));
    if (!claim->no_period)
        KT_TRY(kt_period_say(world->locale, world->phrases, claim->period, out, err));
    KT_TRY(kt_text_format(out, err, "</td><td class=\"%s\">", class_of(claim, verdict)));
    KT_TRY(add_phrase(world, kt_report_verdict_key(claim, verdict), "", out, err));
    KT_TRY(kt_text_add(out, "</td><td>", err));
    KT_TRY(add_string(out, verdict->note, err));
    return kt_text_add(out, "</td></tr>\n", err);
}

static kt_status add_table(const kt_check_world *world, const kt_claims *claims,
                           const kt_verdicts *verdicts, kt_text *out, kt_error *err)
{
    static const char *const heads[] = {"check.number", "check.claim",   "check.about",
                                        "check.period", "check.verdict", "check.note"};
    if (claims->n_claims == 0) {
        KT_TRY(add_phrase(world, "check.none", "<p>", out, err));
        return kt_text_add(out, "</p>\n", err);
    }
    KT_TRY(add_phrase(world, "check.title", "<h2>", out, err));
    KT_TRY(kt_text_add(out, "</h2>\n<table>\n<tr>", err));
    for (size_t n = 0; n < sizeof heads / sizeof *heads; n++) {
        KT_TRY(add_phrase(world, heads[n], "<th scope=\"col\">", out, err));
        KT_TRY(kt_text_add(out, "</th>", err));
    }
    KT_TRY(kt_text_add(out, "</tr>\n", err));
    for (int64_t n = 0; n < claims->n_claims; n++)
        KT_TRY(add_row(world, claims, verdicts, n, out, err));
    return kt_text_add(out, "</table>\n", err);
}

/* The article and its table. */
static kt_status add_part(const kt_check_world *world, const kt_claims *claims,
                          const kt_verdicts *verdicts, kt_text *out, kt_error *err)
{
    kt_paragraph paragraph;
    int64_t next = 0;
    KT_TRY(kt_text_format(out, err, "<article lang=\"%s\">\n", claims->language));
    for (int64_t n = 0; n < kt_claims_n_paragraphs(claims); n++)
        if (kt_claims_paragraph(claims, n, &paragraph))
            KT_TRY(add_paragraph(out, claims, verdicts, paragraph, &next, err));
    KT_TRY(kt_text_add(out, "</article>\n", err));
    return add_table(world, claims, verdicts, out, err);
}

static kt_status add_page(const kt_check_world *world, const kt_claims *claims,
                          const kt_verdicts *verdicts, kt_text *out, kt_error *err)
{
    KT_TRY(kt_text_format(out, err,
                          "<!doctype html>\n<html lang=\"%s\"><head>"
                          "<meta charset=\"utf-8\"><meta name=\"viewport\" "
                          "content=\"width=device-width, initial-scale=1\"><title>",
                          kt_locale_language(world->locale)));
    KT_TRY(claims->title[0] ? add_string(out, claims->title, err)
                            : add_phrase(world, "check.title", "", out, err));
    KT_TRY(kt_text_add(out, "</title>", err));
    KT_TRY(kt_text_add(out, style, err));
    KT_TRY(kt_text_add(out, "</head><body>\n", err));
    KT_TRY(add_part(world, claims, verdicts, out, err));
    return kt_text_add(out, "</body></html>\n", err);
}

kt_status kt_report_html(const kt_check_world *world, const kt_claims *claims,
                         const kt_verdicts *verdicts, const kt_claim_report_options *options,
                         const kt_sink *sink, kt_error *err)
{
    kt_text out = {0};
    kt_status status = options->form == KT_CLAIM_PART
                           ? add_part(world, claims, verdicts, &out, err)
                           : add_page(world, claims, verdicts, &out, err);
    if (!status)
        status = kt_sink_write(sink, out.data, out.size, err);
    kt_text_clear(&out);
    return status;
}
