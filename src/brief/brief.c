/* brief.c: the order of a brief: gather, rank, tell section by section, hand over. */
#include "brief_internal.h"
#include "brief_memory.h"
#include "talks.h"

#include <kontor/memory.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

kt_brief_request kt_brief_request_default(void)
{
    return (kt_brief_request){.target_usd = NAN};
}

/* "1.5 bn": takes the word off the end and says what it multiplies by. */
static double take_scale(kt_slice *amount)
{
    static const struct {
        const char *word;
        double by;
    } scales[] = {{"bn", 1e9},  {"mrd", 1e9}, {"млрд", 1e9}, {"mn", 1e6},
                  {"mio", 1e6}, {"m", 1e6},   {"млн", 1e6}};

    for (size_t n = 0; n < sizeof scales / sizeof *scales; n++) {
        const kt_slice word = kt_slice_of(scales[n].word);
        if (amount->size <= word.size)
            continue;
        const size_t before = amount->size - word.size;
        if (kt_slice_equal_ascii_case((kt_slice){amount->data + before, word.size}, word)) {
            *amount = kt_slice_trim((kt_slice){amount->data, before});
            return scales[n].by;
        }
    }
    return 1.0;
}

kt_status kt_brief_parse_target(kt_slice text, double *usd, int16_t *year, kt_error *err)
{
    kt_slice rest = text;
    kt_slice amount = kt_slice_trim(kt_slice_cut(&rest, '@'));
    const double scale = take_scale(&amount);
    double value;
    int64_t until = 0;

    if (!kt_parse_double(amount, &value) || !(value > 0.0) || isinf(value * scale))
        return kt_fail(err, KT_ERR_USAGE,
                       "target \"%.*s\": expected an amount in USD above 0, as 1bn@2020",
                       (int)(text.size < 64 ? text.size : 64), text.data ? text.data : "");
    if (rest.data && (!kt_parse_i64(kt_slice_trim(rest), &until) || until < KT_MIN_YEAR ||
                      until > KT_MAX_YEAR))
        return kt_fail(
            err, KT_ERR_USAGE, "target \"%.*s\": expected a year from %d to %d behind the @",
            (int)(text.size < 64 ? text.size : 64), text.data, KT_MIN_YEAR, KT_MAX_YEAR);
    *usd = value * scale;
    *year = (int16_t)until;
    return KT_OK;
}

static kt_status check(const kt_brief_request *request, kt_error *err)
{
    char code[5];

    if (request->a.code == request->b.code)
        return kt_fail(err, KT_ERR_RANGE,
                       "%s and %s are the same country: a brief is about two",
                       kt_country_print(request->a, code), code);
    if (request->first_year != 0 && request->last_year != 0 &&
        request->first_year > request->last_year)
        return kt_fail(err, KT_ERR_RANGE, "the years %d to %d run backwards",
                       request->first_year, request->last_year);
    if (!isnan(request->target_usd) &&
        (!(request->target_usd > 0.0) || isinf(request->target_usd)))
        return kt_fail(err, KT_ERR_RANGE, "a target must be an amount above 0");
    return KT_OK;
}

/* True where anything shown comes from a synthetic dataset. */
static int is_synthetic(const kt_work *work)
{
    const kt_store *store = work->world->store;
    const int64_t used[] = {work->source->dataset, work->rank_dataset, work->product_dataset};

    for (int n = 0; n < 3; n++)
        if (used[n] >= 0 && kt_store_info(store, used[n])->synthetic)
            return 1;
    return 0;
}

static kt_status say_title(kt_work *work, kt_error *err)
{
    const char *title, *subtitle, *date;
    const bool has_years = work->first_year != 0;
    const kt_word words[] = {
        KT_SAY_TEXT("years", !has_years                            ? "none"
                             : work->first_year == work->last_year ? "one"
                                                                   : "many"),
        KT_SAY_YEAR("from", work->first_year), KT_SAY_YEAR("to", work->last_year),
        KT_SAY_TEXT("synthetic", work->brief->synthetic ? "yes" : "no")};

    KT_TRY(kt_say_date(work, kt_moment_date(work->request->now), &date, err));
    const kt_word day = KT_SAY_TEXT("date", date);
    KT_TRY(kt_say(work, work->request->purpose == KT_BRIEF_FOR_TALKS ? "talks.title" : "title",
                  words, 4, &title, err));
    KT_TRY(kt_say(work, "subtitle", &day, 1, &subtitle, err));
    return kt_document_set_title(work->brief->document, title, subtitle, err);
}

static kt_status tell(kt_work *work, kt_error *err)
{
    static kt_status (*const section[])(kt_work *, kt_error *) = {
        kt_section_summary,    kt_section_totals,   kt_section_growth,   kt_section_mirror,
        kt_section_rank,       kt_section_ties,     kt_section_products, kt_section_target,
        kt_section_statements, kt_section_register, kt_section_sources};

    size_t first = 0;

    KT_TRY(say_title(work, err));
    if (work->request->purpose == KT_BRIEF_FOR_TALKS) {
        KT_TRY(kt_talks_tell(work, err));
        first = 1; // the summary stands on their first page
    }
    for (size_t n = first; n < sizeof section / sizeof *section; n++) {
        const int64_t before = kt_document_n_sections(work->brief->document);
        KT_TRY(section[n](work, err));
        if (kt_document_n_sections(work->brief->document) > before)
            KT_TRY(kt_illustrate(work, err));
    }
    return KT_OK;
}

static kt_status make(kt_work *work, kt_error *err)
{
    const kt_brief_request *request = work->request;

    KT_TRY(kt_document_new(work->brief->language, &work->brief->document, err));
    KT_TRY(kt_figures_new(&work->brief->figures, err));
    if (request->figures == KT_FIGURES_TOLD) {
        kt_document_forgo_figures(work->brief->document);
        kt_figures_forgo_keys(work->brief->figures);
    }
    KT_TRY(kt_work_gather(work, err));
    KT_TRY(kt_work_rank(work, err));
    KT_TRY(kt_work_judge(work, err));
    KT_TRY(kt_source_dataset(work->world->store, request->a, request->b, 0, KT_NEED_PRODUCTS,
                             request->dataset, &work->product_dataset, err));
    work->brief->synthetic = is_synthetic(work);
    return tell(work, err);
}

static kt_status make_with_memory(const kt_brief_request *request, const kt_brief_world *world,
                                  kt_brief **out, kt_error *err)
{
    kt_status status;
    kt_brief *brief = NULL;
    kt_work work = {
        .request = request, .world = world, .rank_dataset = -1, .product_dataset = -1};

    KT_TRY(kt_new(&brief, 1, sizeof *brief, err));
    brief->a = request->a;
    brief->b = request->b;
    snprintf(brief->language, sizeof brief->language, "%s", kt_locale_language(world->locale));
    work.brief = brief;
    status = make(&work, err);
    kt_work_clear(&work);
    if (status)
        kt_brief_free(brief);
    else
        *out = brief;
    return status;
}

kt_status kt_brief_make(const kt_brief_request *request, const kt_brief_world *world,
                        kt_brief **out, kt_error *err)
{
    kt_brief_world own = *world;

    KT_TRY(check(request, err));
    if (world->memory)
        kt_memory_tidy(world->memory);
    else
        KT_TRY(kt_brief_memory_new(0, &own.memory, err));
    const kt_status status = make_with_memory(request, &own, out, err);
    if (!world->memory)
        kt_brief_memory_free(own.memory);
    return status;
}

void kt_brief_free(kt_brief *brief)
{
    if (!brief)
        return;
    kt_figures_free(brief->figures);
    kt_document_free(brief->document);
    kt_free(brief);
}

const kt_document *kt_brief_document(const kt_brief *brief)
{
    return brief->document;
}

const kt_figures *kt_brief_figures(const kt_brief *brief)
{
    return brief->figures;
}

kt_status kt_brief_write_text(const kt_brief *brief, kt_locale *locale,
                              const kt_document_options *options, const kt_sink *sink,
                              kt_error *err)
{
    return kt_document_write_text(brief->document, locale, options, sink, err);
}

kt_status kt_brief_write_json(const kt_brief *brief, const kt_sink *sink, kt_error *err)
{
    kt_status status;
    kt_text text = {0};
    kt_json json;
    char code[5];

    kt_json_init(&json, &text);
    kt_json_begin_object(&json);
    kt_json_key(&json, "a");
    kt_json_text(&json, kt_country_print(brief->a, code));
    kt_json_key(&json, "b");
    kt_json_text(&json, kt_country_print(brief->b, code));
    kt_json_key(&json, "lang");
    kt_json_text(&json, brief->language);
    kt_json_key(&json, "title");
    kt_json_text(&json, kt_document_title(brief->document));
    kt_json_key(&json, "synthetic");
    kt_json_bool(&json, brief->synthetic != 0);
    kt_json_key(&json, "figures");
    kt_figures_put_json(brief->figures, &json);
    kt_json_key(&json, "sections");
    kt_document_put_json(brief->document, &json);
    kt_json_end_object(&json);
    status = kt_json_finish(&json, err);
    if (!status)
        status = kt_text_add(&text, "\n", err);
    if (!status)
        status = kt_sink_write(sink, text.data, text.size, err);
    kt_text_clear(&text);
    return status;
}
