/* chart_command.c: kontor chart: one picture alone, as SVG, PNG or PDF.
 *
 * The pictures of a pair are those of its brief: the brief is made and the picture taken out,
 * so that both say the same. */
#include "chart_internal.h"
#include "deliver.h"

#include <kontor/brief.h>
#include <kontor/pages.h>

#include <string.h>

#define DEFAULT_WIDTH 680

static const kt_parameter parameters[] = {
    {"kind", "KIND", "series,structure,ranks,mirror,map,suppliers,timeline", "What to draw.",
     KT_TYPE_CHOICE, KT_PLACE_REQUIRED},
    {"what", "A B", NULL, "Two countries; for suppliers an importer and a product.",
     KT_TYPE_TEXT, KT_PLACE_REPEATED},
    {"years", "A-B", NULL, "Which years (default: the last ten growth steps).", KT_TYPE_YEARS,
     KT_PLACE_OPTION},
    {"year", "Y", NULL, "The last year.", KT_TYPE_YEAR, KT_PLACE_OPTION},
    {"flow", "FLOW", "export,import", "Of structure: which way (default export).",
     KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"width", "N", NULL, "Width; letters are 12 high (320 to 2000, default 680).",
     KT_TYPE_INTEGER, KT_PLACE_OPTION},
    {"zoom", "N", NULL, "Of PNG: pixels a unit (1 to 8, default 2).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"dataset", "NAME", NULL, "Which dataset (default: docs/brief.md).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"format", "FORMAT", "svg,png,pdf", "Form of the answer (default svg).", KT_TYPE_CHOICE,
     KT_PLACE_OPTION},
    {"output", "FILE", NULL, "Write to this file (default: standard output).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
};

/* ---- the picture in the brief ------------------------------------------------------------ */

static const struct {
    const char *name;
    kt_picture_kind kind;
} KIND[] = {{"structure", KT_PICTURE_TREEMAP},
            {"ranks", KT_PICTURE_RANKS},
            {"mirror", KT_PICTURE_GAP},
            {"map", KT_PICTURE_MAP},
            {"timeline", KT_PICTURE_TIMELINE}};
enum { N_KINDS = sizeof KIND / sizeof *KIND };

/* Picture number `which` of a kind; NULL: there is none. */
static const kt_picture *find(const kt_document *document, kt_picture_kind kind, int which)
{
    for (int64_t s = 0; s < kt_document_n_sections(document); s++) {
        const kt_section *section = kt_document_section(document, s);
        for (int64_t n = 0; n < section->n_blocks; n++)
            if (section->block[n].kind == KT_BLOCK_PICTURE &&
                section->block[n].picture->kind == kind && which-- == 0)
                return section->block[n].picture;
    }
    return NULL;
}

static const kt_chart *find_chart(const kt_document *document)
{
    for (int64_t s = 0; s < kt_document_n_sections(document); s++) {
        const kt_section *section = kt_document_section(document, s);
        for (int64_t n = 0; n < section->n_blocks; n++)
            if (section->block[n].kind == KT_BLOCK_CHART)
                return section->block[n].chart;
    }
    return NULL;
}

static kt_status write_picture(const kt_run *run, const kt_picture *picture, kt_error *err)
{
    kt_locale *locale;
    const kt_phrases *phrases;
    kt_text svg = {0}, answer = {0};
    kt_picture_options options = kt_picture_options_default();
    const char *format = kt_argument_text(run, "format", "svg");
    const kt_sink sink = kt_sink_text(&svg), out = kt_sink_text(&answer);
    const kt_pages_info info = {.title = picture->title,
                                .alternative = picture->text,
                                .language = kt_run_language(run),
                                .now = run->options->now};

    KT_TRY(kt_run_locale(run, &locale, &phrases, err));
    options.width = (double)kt_argument_integer(run, "width", DEFAULT_WIDTH);
    kt_status status = kt_picture_write_svg(picture, locale, &options, &sink, err);
    const kt_slice drawn = {svg.data, svg.size};
    if (!status && strcmp(format, "png") == 0)
        status =
            kt_svg_write_png(drawn, (double)kt_argument_integer(run, "zoom", 2), &out, err);
    else if (!status && strcmp(format, "pdf") == 0)
        status = kt_svg_write_pdf(drawn, &info, &out, err);
    if (!status)
        status = kt_deliver(run, strcmp(format, "svg") == 0 ? &svg : &answer, err);
    kt_text_clear(&answer);
    kt_text_clear(&svg);
    return status;
}

static kt_status write_series(const kt_run *run, const kt_document *document, kt_error *err)
{
    const kt_chart *chart = find_chart(document);
    kt_picture *picture;

    if (!chart)
        return kt_fail(err, KT_ERR_MISSING,
                       "no two years of turnover to draw; kontor brief tells what is known");
    KT_TRY(kt_chart_picture(chart, &picture, err));
    const kt_status status = write_picture(run, picture, err);
    kt_picture_free(picture);
    return status;
}

static kt_status take_out(const kt_run *run, const kt_brief *brief, kt_error *err)
{
    const kt_document *document = kt_brief_document(brief);
    const char *kind = kt_argument_text(run, "kind", "");
    const int which = strcmp(kind, "structure") == 0 &&
                      strcmp(kt_argument_text(run, "flow", "export"), "import") == 0;

    if (strcmp(kind, "series") == 0)
        return write_series(run, document, err);
    for (int n = 0; n < N_KINDS; n++)
        if (strcmp(KIND[n].name, kind) == 0) {
            const kt_picture *picture = find(document, KIND[n].kind, which);
            if (picture)
                return write_picture(run, picture, err);
        }
    return kt_fail(err, KT_ERR_MISSING,
                   "nothing to draw: the data have no %s of this pair; kontor brief tells what "
                   "is known",
                   kind);
}

/* ---- the brief --------------------------------------------------------------------------- */

static kt_status request_of(const kt_run *run, const kt_countries *countries,
                            kt_brief_request *request, kt_error *err)
{
    int first, last;

    *request = kt_brief_request_default();
    if (!kt_argument_at(run, 2) || kt_argument_at(run, 3))
        return kt_fail(err, KT_ERR_USAGE, "expected two countries behind the kind of chart");
    KT_TRY(kt_country_find(countries, kt_slice_of(kt_argument_at(run, 1)), &request->a, err));
    KT_TRY(kt_country_find(countries, kt_slice_of(kt_argument_at(run, 2)), &request->b, err));
    kt_argument_years(run, &first, &last);
    request->first_year = (int16_t)(kt_argument_text(run, "years", NULL) ? first : 0);
    request->last_year = (int16_t)last;
    request->dataset = kt_argument_text(run, "dataset", NULL);
    request->now = run->options->now;
    request->pictures = KT_PICTURES_ALL;
    request->figures = KT_FIGURES_TOLD;
    return KT_OK;
}

static kt_status draw_pair(kt_run *run, kt_error *err)
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
    KT_TRY(kt_run_shapes(run, &world.shapes, err));
    KT_TRY(request_of(run, world.countries, &request, err));

    kt_status status = kt_run_open_store(run, &store, err);
    if (!status)
        status = kt_run_open_register(run, &reg, err);
    world.store = store;
    world.reg = reg;
    world.memory = kt_run_brief_memory(run);
    if (!status)
        status = kt_brief_make(&request, &world, &brief, err);
    if (!status)
        status = take_out(run, brief, err);
    kt_brief_free(brief);
    kt_run_close_register(run, reg);
    kt_run_close_store(run, store);
    return status;
}

static kt_status run_chart(kt_run *run, kt_error *err)
{
    kt_picture *picture = NULL;
    const bool is_svg = strcmp(kt_argument_text(run, "format", "svg"), "svg") == 0;

    KT_TRY(kt_deliver_check(run, is_svg ? KT_CONTENT_TEXT : KT_CONTENT_BYTES, err));
    if (strcmp(kt_argument_text(run, "kind", ""), "suppliers") != 0)
        return draw_pair(run, err);
    KT_TRY(kt_chart_suppliers(run, &picture, err));
    const kt_status status = write_picture(run, picture, err);
    kt_picture_free(picture);
    return status;
}

const kt_command kt_command_chart = {
    "chart",
    "one picture about two countries, as SVG, PNG or PDF",
    "series: turnover as both sides state it; structure: the largest products as areas;\n"
    "ranks: places of the largest partners over the years, where the second country is among\n"
    "the first 25; mirror: both statements of each flow; map: partners of the first country;\n"
    "suppliers: who supplies an importer with a product; timeline: agreements, projects and\n"
    "targets.\n\n"
    "  kontor chart series BLR KAZ --lang de --output turnover.svg\n"
    "  kontor chart map BLR KAZ --format png --output map.png\n"
    "  kontor chart suppliers DEU 2709 --format pdf --output oil.pdf\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_chart,
};
