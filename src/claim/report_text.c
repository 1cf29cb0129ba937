/* report_text.c: the article with its claims marked, and the table of verdicts under it. */
#include "report.h"

#include <kontor/period_text.h>
#include <kontor/table.h>

#include <stdio.h>
#include <string.h>

/* Text of the article, made fit for a terminal. */
static kt_status add_clean(kt_text *out, const char *data, size_t size, kt_error *err)
{
    const size_t from = out->size;
    KT_TRY(kt_text_append(out, data, size, err));
    for (size_t at = from; at < out->size; at++)
        if (out->data[at] == '\n' || out->data[at] == '\t' || out->data[at] == '\r')
            out->data[at] = ' ';
    out->size = from + kt_text_make_printable(out->data + from, out->size - from);
    out->data[out->size] = '\0';
    return KT_OK;
}

static const char *colour_of(const kt_verdict *verdict)
{
    switch ((kt_verdict_kind)verdict->kind) {
    case KT_VERDICT_MATCHES:
        return "\033[32m";
    case KT_VERDICT_DOES_NOT_MATCH:
        return "\033[1;31m";
    case KT_VERDICT_MATCHES_OTHER_SIDE:
    case KT_VERDICT_DISPUTED:
        return "\033[33m";
    default:
        return "\033[36m";
    }
}

static kt_status add_mark(kt_text *out, const kt_claims *claims, const kt_verdicts *verdicts,
                          int64_t n, bool colour, kt_error *err)
{
    const kt_claim *claim = &claims->claim[n];
    KT_TRY(kt_text_add(out, colour ? colour_of(&verdicts->verdict[n]) : "[", err));
    KT_TRY(add_clean(out, claims->text.data + claim->text_start,
                     claim->text_end - claim->text_start, err));
    return kt_text_format(out, err, colour ? "\033[0m[%lld]" : "][%lld]", (long long)n + 1);
}

static kt_status add_paragraph(kt_text *out, const kt_claims *claims,
                               const kt_verdicts *verdicts, kt_paragraph p, int64_t *next,
                               bool colour, kt_error *err)
{
    size_t at = p.start;
    for (; *next < claims->n_claims && claims->claim[*next].text_start < p.end; ++*next) {
        const kt_claim *claim = &claims->claim[*next];
        if (claim->text_start < at)
            continue;
        KT_TRY(add_clean(out, claims->text.data + at, claim->text_start - at, err));
        KT_TRY(add_mark(out, claims, verdicts, *next, colour, err));
        at = claim->text_end;
    }
    KT_TRY(add_clean(out, claims->text.data + at, p.end - at, err));
    return kt_text_add(out, "\n\n", err);
}

/* Lines of at most `width` columns; escape sequences take none. */
static kt_status write_wrapped(const char *text, size_t size, int width, const kt_sink *sink,
                               kt_error *err)
{
    size_t line = 0;
    int column = 0;
    while (line < size) {
        size_t end = line, cut = 0;
        column = 0;
        while (end < size && text[end] != '\n') {
            size_t next = end;
            if (text[end] == '\033') {
                while (next < size && text[next] != 'm')
                    next++;
                end = next + (next < size);
                continue;
            }
            kt_utf8_next(text, size, &next);
            column += kt_utf8_width(text + end, next - end);
            if (width > 0 && column > width && cut > line)
                break;
            if (text[end] == ' ')
                cut = end;
            end = next;
        }
        const bool wrapped = end < size && text[end] != '\n';
        const size_t stop = wrapped ? cut : end;
        KT_TRY(kt_sink_write(sink, text + line, stop - line, err));
        KT_TRY(kt_sink_add(sink, "\n", err));
        line = stop + 1;
    }
    return KT_OK;
}

static kt_status add_column(const kt_check_world *world, kt_table *table, const char *key,
                            const char *phrase, kt_align align, kt_error *err)
{
    kt_text title = {0};
    const kt_status status = kt_report_phrase(world, phrase, &title, err);
    if (!status)
        kt_table_column(table,
                        &(kt_column){.key = key, .title = kt_text_get(&title), .align = align});
    kt_text_clear(&title);
    return status;
}

static kt_status add_row(const kt_check_world *world, const kt_claims *claims,
                         const kt_verdicts *verdicts, int64_t n, kt_table *table, kt_error *err)
{
    const kt_claim *claim = &claims->claim[n];
    kt_text text = {0}, what = {0}, verdict = {0}, period = {0};
    kt_status status = add_clean(&text, claims->text.data + claim->text_start,
                                 claim->text_end - claim->text_start, err);
    if (!status)
        status = kt_report_what(world, claim, &what, err);
    if (!status)
        status = kt_report_phrase(world, kt_report_verdict_key(claim, &verdicts->verdict[n]),
                                  &verdict, err);
    if (!status && !claim->no_period)
        status = kt_period_say(world->locale, world->phrases, claim->period, &period, err);
    if (!status) {
        kt_table_row(table);
        kt_table_integer(table, n + 1);
        kt_table_text(table, kt_text_get(&text));
        kt_table_text(table, kt_text_get(&what));
        kt_table_text(table, kt_text_get(&period));
        kt_table_text(table, kt_text_get(&verdict));
    }
    kt_text_clear(&text);
    kt_text_clear(&what);
    kt_text_clear(&verdict);
    kt_text_clear(&period);
    return status;
}

static kt_status write_table(const kt_check_world *world, const kt_claims *claims,
                             const kt_verdicts *verdicts, int width, const kt_sink *sink,
                             kt_error *err)
{
    kt_table *table = NULL;
    kt_text notes = {0};
    kt_status status = kt_table_new(&table, err);
    if (!status)
        status = add_column(world, table, "number", "check.number", KT_RIGHT, err);
    if (!status)
        status = add_column(world, table, "claim", "check.claim", KT_LEFT, err);
    if (!status)
        status = add_column(world, table, "about", "check.about", KT_LEFT, err);
    if (!status)
        status = add_column(world, table, "period", "check.period", KT_LEFT, err);
    if (!status)
        status = add_column(world, table, "verdict", "check.verdict", KT_LEFT, err);
    for (int64_t n = 0; n < claims->n_claims && !status; n++) {
        status = add_row(world, claims, verdicts, n, table, err);
        if (!status && verdicts->verdict[n].note[0])
            status = kt_text_format(&notes, err, "[%lld] %s\n", (long long)n + 1,
                                    verdicts->verdict[n].note);
    }
    if (!status)
        status = kt_table_write_text(table, world->locale, NULL, sink, err);
    if (!status && notes.size)
        status = kt_sink_add(sink, "\n", err);
    if (!status && notes.size)
        status = write_wrapped(notes.data, notes.size, width, sink, err);
    kt_text_clear(&notes);
    kt_table_free(table);
    return status;
}

kt_status kt_report_text(const kt_check_world *world, const kt_claims *claims,
                         const kt_verdicts *verdicts, const kt_claim_report_options *options,
                         const kt_sink *sink, kt_error *err)
{
    kt_text out = {0};
    kt_paragraph paragraph;
    int64_t next = 0;
    kt_status status = KT_OK;
    for (int64_t n = 0; !status && n < kt_claims_n_paragraphs(claims); n++)
        if (kt_claims_paragraph(claims, n, &paragraph))
            status =
                add_paragraph(&out, claims, verdicts, paragraph, &next, options->colour, err);
    if (!status && options->follows)
        status = kt_sink_add(sink, "\n", err);
    if (!status)
        status = write_wrapped(out.data, out.size, options->width, sink, err);
    kt_text_reset(&out);
    if (!status && claims->n_claims == 0) {
        status = kt_report_phrase(world, "check.none", &out, err);
        if (!status)
            status = kt_sink_format(sink, err, "%s\n", kt_text_get(&out));
    } else if (!status) {
        status = write_table(world, claims, verdicts, options->width, sink, err);
    }
    kt_text_clear(&out);
    return status;
}
