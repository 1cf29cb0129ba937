/* brief_command.c: kontor brief: the whole answer about two countries. */
#include "deliver.h"

#include <kontor/brief.h>

#include <string.h>

static const kt_parameter parameters[] = {
    {"a", "A", NULL, "The country from whose view it is told.", KT_TYPE_TEXT,
     KT_PLACE_REQUIRED},
    {"b", "B", NULL, "The other country.", KT_TYPE_TEXT, KT_PLACE_REQUIRED},
    {"years", "A-B", NULL, "Which years (default: the last ten growth steps).", KT_TYPE_YEARS,
     KT_PLACE_OPTION},
    {"year", "Y", NULL, "The last year; the ten growth steps before it come with it.",
     KT_TYPE_YEAR, KT_PLACE_OPTION},
    {"bloc", "BLOC", NULL, "Only this bloc beside the world (default: all that both share).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"target", "USD[@YEAR]", NULL, "How far it is to a turnover of so much.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"dataset", "NAME", NULL,
     "Which dataset; \"facts\" for cited facts (default: docs/brief.md).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"for", "PURPOSE", "talks", "For talks: two pages and an annex.", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
    {"format", "FORMAT", "text,json,html,pdf,md,xlsx,docx",
     "Form of the answer (default text).", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"output", "FILE", NULL, "Write to this file (default: standard output).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
};

static kt_status read_request(const kt_run *run, const kt_blocs *blocs,
                              kt_brief_request *request, kt_error *err)
{
    const char *bloc = kt_argument_text(run, "bloc", NULL);
    const char *target = kt_argument_text(run, "target", NULL);
    int first, last;

    *request = kt_brief_request_default();
    KT_TRY(kt_run_country(run, "a", &request->a, err));
    KT_TRY(kt_run_country(run, "b", &request->b, err));
    kt_argument_years(run, &first, &last);
    request->first_year = (int16_t)(kt_argument_text(run, "years", NULL) ? first : 0);
    request->last_year = (int16_t)last;
    if (bloc) {
        request->bloc = kt_bloc_find(blocs, kt_slice_of(bloc));
        if (!request->bloc)
            return kt_run_fail_bloc(blocs, bloc, err);
    }
    if (target)
        KT_TRY(kt_brief_parse_target(kt_slice_of(target), &request->target_usd,
                                     &request->target_year, err));
    request->dataset = kt_argument_text(run, "dataset", NULL);
    if (kt_argument_text(run, "for", NULL))
        request->purpose = KT_BRIEF_FOR_TALKS;
    request->now = run->options->now;
    return KT_OK;
}

/* Forms of the answer; who draws needs pictures, who lists figures all of them; bytes are not
 * for a terminal. */
static const struct form {
    const char *name;
    bool draws;
    kt_brief_detail figures;
    kt_content content;
} FORM[] = {{"text", false, KT_FIGURES_TOLD, KT_CONTENT_TEXT},
            {"json", false, KT_FIGURES_ALL, KT_CONTENT_TEXT},
            {"md", false, KT_FIGURES_TOLD, KT_CONTENT_TEXT},
            {"html", true, KT_FIGURES_TOLD, KT_CONTENT_TEXT},
            {"pdf", true, KT_FIGURES_TOLD, KT_CONTENT_BYTES},
            {"docx", true, KT_FIGURES_TOLD, KT_CONTENT_BYTES},
            {"xlsx", false, KT_FIGURES_ALL, KT_CONTENT_BYTES}};

static const struct form *form_of(const kt_run *run)
{
    const char *name = kt_argument_text(run, "format", "text");
    size_t n = 0;

    while (strcmp(FORM[n].name, name) != 0) // one of them: the argument was checked
        n++;
    return &FORM[n];
}

static kt_status write_plain(const kt_run *run, const kt_brief *brief, kt_locale *locale,
                             const kt_sink *sink, kt_error *err)
{
    kt_document_options options = kt_document_options_default();

    if (run->options->width)
        options.width = run->options->width;
    options.colour = run->options->colour && !kt_argument_text(run, "output", NULL)
                         ? KT_COLOUR_ALWAYS
                         : KT_COLOUR_NEVER;
    return kt_brief_write_text(brief, locale, &options, sink, err);
}

static kt_status write_html(const kt_run *run, const kt_brief *brief, kt_locale *locale,
                            const kt_sink *sink, kt_error *err)
{
    kt_slice style;

    KT_TRY(kt_resource_get(kt_run_resources(run), "web/document.css", &style, err));
    return kt_document_write_html(kt_brief_document(brief), locale, style, sink, err);
}

static kt_status write_form(const kt_run *run, const kt_brief *brief,
                            const kt_brief_world *world, const kt_sink *sink, kt_error *err)
{
    const char *form = form_of(run)->name;
    const kt_document *document = kt_brief_document(brief);
    kt_locale *locale = world->locale;
    const int64_t now = run->options->now;

    if (strcmp(form, "json") == 0)
        return kt_brief_write_json(brief, sink, err);
    if (strcmp(form, "md") == 0)
        return kt_document_write_md(document, locale, sink, err);
    if (strcmp(form, "html") == 0)
        return write_html(run, brief, locale, sink, err);
    if (strcmp(form, "pdf") == 0)
        return kt_document_write_pdf(document, locale, now, sink, err);
    if (strcmp(form, "docx") == 0)
        return kt_document_write_docx(document, locale, now, sink, err);
    if (strcmp(form, "xlsx") == 0)
        return kt_brief_write_xlsx(brief, locale, world->phrases, now, sink, err);
    return write_plain(run, brief, locale, sink, err);
}

static kt_status write_brief(const kt_run *run, const kt_brief *brief,
                             const kt_brief_world *world, kt_error *err)
{
    kt_text answer = {0};
    const kt_sink sink = kt_sink_text(&answer);
    kt_status status = write_form(run, brief, world, &sink, err);

    if (!status)
        status = kt_deliver(run, &answer, err);
    kt_text_clear(&answer);
    return status;
}

static kt_status run_brief(kt_run *run, kt_error *err)
{
    kt_brief_world world = {0};
    kt_brief_request request;
    kt_store *store = NULL;
    kt_register *reg = NULL;
    kt_brief *brief = NULL;

    KT_TRY(kt_run_countries(run, &world.countries, err));
    KT_TRY(kt_run_blocs(run, &world.blocs, err));
    KT_TRY(kt_run_products(run, &world.products, err));
    KT_TRY(kt_run_locale(run, &world.locale, &world.phrases, err));
    KT_TRY(read_request(run, world.blocs, &request, err));
    KT_TRY(kt_deliver_check(run, form_of(run)->content, err));
    request.figures = form_of(run)->figures;
    if (form_of(run)->draws) {
        KT_TRY(kt_run_shapes(run, &world.shapes, err));
        request.pictures = KT_PICTURES_ALL;
    }

    kt_status status = kt_run_open_store(run, &store, err);
    if (!status)
        status = kt_run_open_register(run, &reg, err);
    world.store = store;
    world.reg = reg;
    world.memory = kt_run_brief_memory(run);
    if (!status)
        status = kt_brief_make(&request, &world, &brief, err);
    if (!status)
        status = write_brief(run, brief, &world, err);
    kt_brief_free(brief);
    kt_run_close_register(run, reg);
    kt_run_close_store(run, store);
    return status;
}

const kt_command kt_command_brief = {
    "brief",
    "the whole answer about two countries",
    "Turnover, exports, imports and balance by year, as both sides state them; growth; rank "
    "and\n"
    "share of each in the other's trade; where the statistics differ; what has been said and "
    "agreed;\n"
    "and where every figure comes from.\n\n"
    "  kontor brief BLR KAZ --lang de\n"
    "  kontor brief Germany Uzbekistan --years 2010-2019\n"
    "  kontor brief BLR KAZ --target 1bn@2020 --format json\n"
    "  kontor brief BLR KAZ --for talks --lang de\n"
    "  kontor brief BLR KAZ --lang ru --format pdf --output brief.pdf\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_brief,
};
