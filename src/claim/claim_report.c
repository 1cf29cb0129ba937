/* claim_report.c: what all forms share, and the forms for programs: JSON and CSV. */
#include "report.h"

#include <kontor/csv.h>
#include <kontor/json.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

kt_status kt_report_phrase(const kt_check_world *world, const char *key, kt_text *out,
                           kt_error *err)
{
    return kt_phrase_fill(world->phrases, world->locale, key, NULL, 0, out, err);
}

static kt_status place_name(const kt_check_world *world, const char *code, kt_text *out,
                            kt_error *err)
{
    kt_country country;
    const char *language = kt_locale_language(world->locale);
    if (strcmp(code, "WLD") == 0)
        return kt_report_phrase(world, "check.world", out, err);
    const kt_bloc *bloc = kt_bloc_find(world->blocs, kt_slice_of(code));
    if (bloc)
        return kt_text_add(out, kt_bloc_name(world->blocs, bloc, language, KT_NAME), err);
    if (!kt_country_parse(kt_slice_of(code), &country))
        return kt_text_add(out, code, err);
    return kt_text_add(out, kt_country_name(world->countries, country, language, KT_NAME), err);
}

kt_status kt_report_what(const kt_check_world *world, const kt_claim *claim, kt_text *out,
                         kt_error *err)
{
    static const char *const measures[] = {"check.turnover", "check.export", "check.import",
                                           "check.balance"};
    static const char *const basis[] = {"goods", "services", "both"};
    kt_text a = {0}, b = {0}, measure = {0}, group = {0};
    kt_status status = place_name(world, claim->a, &a, err);
    if (!status)
        status = place_name(world, claim->b, &b, err);
    if (!status)
        status = kt_report_phrase(world, measures[claim->measure], &measure, err);
    if (!status)
        status = kt_group_say(world, claim, &group, err);
    if (!status) {
        const kt_argument arguments[] = {
            {"services", basis[claim->basis], 0},
            {"measure", kt_text_get(&measure), 0},
            {"product", claim->product[0] ? claim->product : "none", 0},
            {"a", kt_text_get(&a), 0},
            {"b", kt_text_get(&b), 0},
            {"group", group.size ? kt_text_get(&group) : "none", 0}};
        status =
            kt_phrase_fill(world->phrases, world->locale, "check.what", arguments, 6, out, err);
    }
    kt_text_clear(&a);
    kt_text_clear(&b);
    kt_text_clear(&measure);
    kt_text_clear(&group);
    return status;
}

const char *kt_report_verdict_key(const kt_claim *claim, const kt_verdict *verdict)
{
    static const char *const keys[] = {
        "check.target",   "check.matches",        "check.matches_other_side",
        "check.disputed", "check.does_not_match", "check.unverifiable"};
    return keys[claim->kind == KT_CLAIM_TARGET ? 0 : verdict->kind];
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void put_text(kt_json *json, const char *key, const char *text)
{
    kt_json_key(json, key);
    kt_json_text(json, text && text[0] ? text : NULL);
}

static void put_period(kt_json *json, const char *key, kt_period period, bool known)
{
    char text[24] = "";
    if (known)
        kt_period_print(period, text);
    put_text(json, key, text);
}

static void put_evidence(kt_json *json, const kt_verdict *verdict)
{
    kt_json_key(json, "evidence");
    kt_json_begin_array(json);
    for (int n = 0; n < verdict->n_evidence; n++) {
        const kt_evidence *e = &verdict->evidence[n];
        kt_json_begin_object(json);
        kt_json_key(json, "value");
        kt_json_number(json, e->value);
        put_period(json, "period", e->period, true);
        put_text(json, "reporter", e->reporter);
        put_text(json, "dataset", e->dataset);
        put_text(json, "vintage", e->vintage);
        kt_json_key(json, "class");
        kt_json_integer(json, e->evidence_class);
        put_text(json, "source", e->source);
        kt_json_end_object(json);
    }
    kt_json_end_array(json);
}

static void put_claim(kt_json *json, const kt_claims *claims, const kt_claim *claim,
                      const kt_verdict *verdict)
{
    char measure[40];
    kt_json_begin_object(json);
    kt_json_key(json, "text");
    kt_json_slice(json, (kt_slice){claims->text.data + claim->text_start,
                                   claim->text_end - claim->text_start});
    kt_json_key(json, "start");
    kt_json_integer(json, (int64_t)claim->start);
    kt_json_key(json, "end");
    kt_json_integer(json, (int64_t)claim->end);
    put_text(json, "measure", kt_claim_measure(claim, measure));
    put_text(json, "kind", kt_claim_kind_name((kt_claim_kind)claim->kind));
    put_text(json, "target_kind",
             claim->kind == KT_CLAIM_TARGET
                 ? kt_claim_kind_name((kt_claim_kind)claim->target_kind)
                 : NULL);
    put_text(json, "a", claim->a);
    put_text(json, "b", claim->b);
    put_text(json, "product", claim->product);
    put_period(json, "period", claim->period, !claim->no_period);
    put_period(json, "base_period", claim->base_period, !claim->no_base);
    kt_json_key(json, "value");
    kt_json_number(json, claim->value);
    kt_json_key(json, "value_max");
    kt_json_number(json, claim->value_max);
    put_text(json, "currency", claim->currency);
    put_text(json, "modifier", kt_modifier_name((kt_modifier)claim->modifier));
    put_text(json, "speaker", claim->speaker);
    put_text(json, "statistics_of", claim->statistics_of);
    put_text(json, "within", claim->among == KT_AMONG_GROUP ? claim->group : NULL);
    put_text(json, "outside", claim->among == KT_AMONG_OTHERS ? claim->group : NULL);
    put_text(json, "verdict", kt_verdict_name((kt_verdict_kind)verdict->kind));
    put_evidence(json, verdict);
    kt_json_key(json, "readings_tried");
    kt_json_integer(json, verdict->readings_tried);
    kt_json_key(json, "note");
    kt_json_text(json, verdict->note);
    kt_json_end_object(json);
}

static kt_status write_json(const kt_claims *claims, const kt_verdicts *verdicts,
                            const kt_sink *sink, kt_error *err)
{
    kt_text out = {0};
    kt_json json;
    char date[16] = "";
    if (claims->published.year)
        kt_date_print(claims->published, date);
    kt_json_init(&json, &out);
    kt_json_begin_object(&json);
    kt_json_key(&json, "article");
    kt_json_begin_object(&json);
    put_text(&json, "title", claims->title);
    put_text(&json, "published", date);
    put_text(&json, "lang", claims->language);
    put_text(&json, "place", claims->place);
    put_text(&json, "agency", claims->agency);
    kt_json_end_object(&json);
    kt_json_key(&json, "claims");
    kt_json_begin_array(&json);
    for (int64_t n = 0; n < claims->n_claims; n++)
        put_claim(&json, claims, &claims->claim[n], &verdicts->verdict[n]);
    kt_json_end_array(&json);
    kt_json_end_object(&json);
    kt_status status = kt_json_finish(&json, err);
    if (!status)
        status = kt_text_add(&out, "\n", err);
    if (!status)
        status = kt_sink_write(sink, out.data, out.size, err);
    kt_text_clear(&out);
    return status;
}

/* ---- CSV --------------------------------------------------------------------------------- */

static kt_status cell(const kt_sink *sink, const char *text, size_t size, kt_error *err)
{
    KT_TRY(kt_csv_write_cell(sink, (kt_slice){text, size}, err));
    return kt_sink_add(sink, ",", err);
}

static kt_status text_cell(const kt_sink *sink, const char *text, kt_error *err)
{
    return cell(sink, text ? text : "", text ? strlen(text) : 0, err);
}

static kt_status number_cell(const kt_sink *sink, double value, kt_error *err)
{
    char text[32];
    return cell(sink, text, kt_print_double(value, text), err);
}

static kt_status period_cell(const kt_sink *sink, kt_period period, bool known, kt_error *err)
{
    char text[24] = "";
    if (known)
        kt_period_print(period, text);
    return text_cell(sink, text, err);
}

static kt_status write_row(const kt_claims *claims, const kt_claim *claim,
                           const kt_verdict *verdict, const char *name, const kt_sink *sink,
                           kt_error *err)
{
    char measure[40];
    const char *texts[] = {kt_claim_measure(claim, measure),
                           kt_claim_kind_name((kt_claim_kind)claim->kind),
                           claim->kind == KT_CLAIM_TARGET
                               ? kt_claim_kind_name((kt_claim_kind)claim->target_kind)
                               : "",
                           claim->a,
                           claim->b,
                           claim->product};
    KT_TRY(text_cell(sink, name, err));
    KT_TRY(cell(sink, claims->text.data + claim->text_start,
                claim->text_end - claim->text_start, err));
    KT_TRY(number_cell(sink, (double)claim->start, err));
    KT_TRY(number_cell(sink, (double)claim->end, err));
    for (size_t n = 0; n < sizeof texts / sizeof *texts; n++)
        KT_TRY(text_cell(sink, texts[n], err));
    KT_TRY(period_cell(sink, claim->period, !claim->no_period, err));
    KT_TRY(period_cell(sink, claim->base_period, !claim->no_base, err));
    KT_TRY(number_cell(sink, claim->value, err));
    KT_TRY(number_cell(sink, claim->value_max, err));
    KT_TRY(text_cell(sink, claim->currency, err));
    KT_TRY(text_cell(sink, kt_modifier_name((kt_modifier)claim->modifier), err));
    KT_TRY(text_cell(sink, claim->speaker, err));
    KT_TRY(text_cell(sink, claim->statistics_of, err));
    KT_TRY(text_cell(sink, claim->among == KT_AMONG_GROUP ? claim->group : "", err));
    KT_TRY(text_cell(sink, claim->among == KT_AMONG_OTHERS ? claim->group : "", err));
    KT_TRY(text_cell(sink, kt_verdict_name((kt_verdict_kind)verdict->kind), err));
    KT_TRY(number_cell(sink, verdict->readings_tried, err));
    KT_TRY(kt_csv_write_cell(sink, kt_slice_of(verdict->note), err));
    return kt_sink_add(sink, "\n", err);
}

static kt_status write_csv(const kt_claims *claims, const kt_verdicts *verdicts,
                           const kt_claim_report_options *options, const kt_sink *sink,
                           kt_error *err)
{
    if (!options->follows)
        KT_TRY(kt_sink_add(sink,
                           "article,text,start,end,measure,kind,target_kind,a,b,product,period,"
                           "base_period,value,value_max,currency,modifier,speaker,"
                           "statistics_of,within,outside,verdict,readings_tried,note\n",
                           err));
    for (int64_t n = 0; n < claims->n_claims; n++)
        KT_TRY(write_row(claims, &claims->claim[n], &verdicts->verdict[n], options->name, sink,
                         err));
    return KT_OK;
}

kt_status kt_claim_report_write(const kt_check_world *world, const kt_claims *claims,
                                const kt_verdicts *verdicts,
                                const kt_claim_report_options *options, const kt_sink *sink,
                                kt_error *err)
{
    switch (options->form) {
    case KT_CLAIM_JSON:
        return write_json(claims, verdicts, sink, err);
    case KT_CLAIM_CSV:
        return write_csv(claims, verdicts, options, sink, err);
    case KT_CLAIM_HTML:
    case KT_CLAIM_PART:
        return kt_report_html(world, claims, verdicts, options, sink, err);
    default:
        return kt_report_text(world, claims, verdicts, options, sink, err);
    }
}
