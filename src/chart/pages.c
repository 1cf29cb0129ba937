/* pages.c: Cairo, Pango and librsvg behind our header. Nothing else includes them. They are
 * loaded when pages or a PNG are first asked for. */
#include <kontor/pages.h>

#include <kontor/library.h>
#include <kontor/limits.h>
#include <kontor/memory.h>
#include <kontor/moment.h>

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>

#define CAIRO_FUNCTIONS(EACH)                                                                  \
    EACH(cairo_create)                                                                         \
    EACH(cairo_destroy)                                                                        \
    EACH(cairo_image_surface_create)                                                           \
    EACH(cairo_line_to)                                                                        \
    EACH(cairo_move_to)                                                                        \
    EACH(cairo_paint)                                                                          \
    EACH(cairo_pdf_surface_create_for_stream)                                                  \
    EACH(cairo_pdf_surface_set_metadata)                                                       \
    EACH(cairo_restore)                                                                        \
    EACH(cairo_save)                                                                           \
    EACH(cairo_scale)                                                                          \
    EACH(cairo_set_line_width)                                                                 \
    EACH(cairo_set_source_rgb)                                                                 \
    EACH(cairo_show_page)                                                                      \
    EACH(cairo_status)                                                                         \
    EACH(cairo_status_to_string)                                                               \
    EACH(cairo_stroke)                                                                         \
    EACH(cairo_surface_destroy)                                                                \
    EACH(cairo_surface_finish)                                                                 \
    EACH(cairo_surface_status)                                                                 \
    EACH(cairo_surface_write_to_png_stream)                                                    \
    EACH(cairo_tag_begin)                                                                      \
    EACH(cairo_tag_end)
#define PANGO_FUNCTIONS(EACH)                                                                  \
    EACH(pango_font_description_free)                                                          \
    EACH(pango_font_description_from_string)                                                   \
    EACH(pango_font_description_set_absolute_size)                                             \
    EACH(pango_font_description_set_weight)                                                    \
    EACH(pango_language_from_string)                                                           \
    EACH(pango_context_set_language)                                                           \
    EACH(pango_layout_get_line_count)                                                          \
    EACH(pango_layout_get_line_readonly)                                                       \
    EACH(pango_layout_line_get_extents)                                                        \
    EACH(pango_layout_new)                                                                     \
    EACH(pango_layout_set_font_description)                                                    \
    EACH(pango_layout_set_text)                                                                \
    EACH(pango_layout_set_width)                                                               \
    EACH(pango_layout_set_wrap)
#define PANGOCAIRO_FUNCTIONS(EACH)                                                             \
    EACH(pango_cairo_create_context)                                                           \
    EACH(pango_cairo_show_layout_line)
#define RSVG_FUNCTIONS(EACH)                                                                   \
    EACH(rsvg_handle_get_intrinsic_size_in_pixels)                                             \
    EACH(rsvg_handle_new_from_data)                                                            \
    EACH(rsvg_handle_render_document)

typedef struct drawing {
#define POINTER(name) __typeof__(name) *(name);
    CAIRO_FUNCTIONS(POINTER)
    PANGO_FUNCTIONS(POINTER)
    PANGOCAIRO_FUNCTIONS(POINTER)
    RSVG_FUNCTIONS(POINTER)
    __typeof__(g_object_unref) *object_unref;
    __typeof__(g_error_free) *error_free;
#undef POINTER
} drawing;

#define FIND(name)                                                                             \
    if (!status)                                                                               \
        status = kt_library_function(library, #name, &d->name, err);

static kt_status load_cairo(drawing *d, kt_error *err)
{
    static const char *const names[] = {"libcairo.so.2", NULL};
    void *library;

    KT_TRY(kt_library_open(names, "libcairo2", &library, err));
    kt_status status = KT_OK;
    CAIRO_FUNCTIONS(FIND)
    kt_library_close(library);
    return status;
}

static kt_status load_pango(drawing *d, kt_error *err)
{
    static const char *const names[] = {"libpango-1.0.so.0", NULL};
    static const char *const cairo_names[] = {"libpangocairo-1.0.so.0", NULL};
    void *library;

    KT_TRY(kt_library_open(names, "libpango-1.0-0", &library, err));
    kt_status status = KT_OK;
    PANGO_FUNCTIONS(FIND)
    kt_library_close(library);
    if (!status)
        status = kt_library_open(cairo_names, "libpangocairo-1.0-0", &library, err);
    if (status)
        return status;
    PANGOCAIRO_FUNCTIONS(FIND)
    kt_library_close(library);
    return status;
}

static kt_status load_rsvg(drawing *d, kt_error *err)
{
    static const char *const names[] = {"librsvg-2.so.2", NULL};
    static const char *const object_names[] = {"libgobject-2.0.so.0", NULL};
    static const char *const glib_names[] = {"libglib-2.0.so.0", NULL};
    void *library;

    KT_TRY(kt_library_open(names, "librsvg2-2", &library, err));
    kt_status status = KT_OK;
    RSVG_FUNCTIONS(FIND)
    kt_library_close(library);
    if (!status)
        status = kt_library_open(object_names, "libglib2.0-0", &library, err);
    if (status)
        return status;
    status = kt_library_function(library, "g_object_unref", &d->object_unref, err);
    kt_library_close(library);
    if (!status)
        status = kt_library_open(glib_names, "libglib2.0-0", &library, err);
    if (status)
        return status;
    status = kt_library_function(library, "g_error_free", &d->error_free, err);
    kt_library_close(library);
    return status;
}

static kt_status load(drawing *d, kt_error *err)
{
    KT_TRY(load_cairo(d, err));
    KT_TRY(load_pango(d, err));
    return load_rsvg(d, err);
}

/* ---- bytes out --------------------------------------------------------------------------- */

/* What Cairo's callback sees. */
typedef struct outlet {
    const kt_sink *sink;
    kt_error error; /* why the sink failed */
} outlet;

static cairo_status_t write_out(void *with, const unsigned char *data, unsigned size)
{
    outlet *to = with;

    if (!to->error.status &&
        kt_sink_write(to->sink, (const char *)data, size, &to->error) == KT_OK)
        return CAIRO_STATUS_SUCCESS;
    return CAIRO_STATUS_WRITE_ERROR;
}

static kt_status judge(const drawing *d, const outlet *to, cairo_status_t found, kt_error *err)
{
    if (to->error.status)
        return kt_fail(err, to->error.status, "%s", to->error.cause);
    if (found == CAIRO_STATUS_SUCCESS)
        return KT_OK;
    return kt_fail(err, found == CAIRO_STATUS_NO_MEMORY ? KT_ERR_MEMORY : KT_ERR_IO,
                   "drawing: %s", d->cairo_status_to_string(found));
}

/* ---- pages ------------------------------------------------------------------------------- */

struct kt_pages {
    drawing d;
    kt_text whole; /* the file, until its language is added */
    kt_sink inner;
    outlet to;
    const kt_sink *sink;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoContext *context; /* one for all texts: it keeps the fonts that were found */
    kt_text words;         /* what the pictures say, each with its '\0' */
    int64_t n_words;
    char language[16];
    bool begun;
};

static void describe(kt_pages *pages, const kt_pages_info *info)
{
    const kt_date date = kt_moment_date(info->now);
    char created[40];

    snprintf(created, sizeof created, "%04d-%02d-%02dT00:00:00Z", date.year, date.month,
             date.day);
    pages->d.cairo_pdf_surface_set_metadata(pages->surface, CAIRO_PDF_METADATA_TITLE,
                                            info->title);
    pages->d.cairo_pdf_surface_set_metadata(pages->surface, CAIRO_PDF_METADATA_CREATOR,
                                            "kontor");
    pages->d.cairo_pdf_surface_set_metadata(pages->surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                            created);
}

kt_status kt_pages_open(double width, double height, const kt_pages_info *info,
                        const kt_sink *sink, kt_pages **out, kt_error *err)
{
    kt_pages *pages;

    KT_TRY(kt_new(&pages, 1, sizeof *pages, err));
    kt_status status = load(&pages->d, err);
    if (status)
        goto failed;
    pages->sink = sink;
    pages->inner = kt_sink_text(&pages->whole);
    pages->to.sink = &pages->inner;
    snprintf(pages->language, sizeof pages->language, "%s", info->language);
    pages->surface =
        pages->d.cairo_pdf_surface_create_for_stream(write_out, &pages->to, width, height);
    describe(pages, info);
    pages->cairo = pages->d.cairo_create(pages->surface);
    status = judge(&pages->d, &pages->to, pages->d.cairo_status(pages->cairo), err);
    if (status)
        goto failed;
    pages->context = pages->d.pango_cairo_create_context(pages->cairo);
    pages->d.pango_context_set_language(pages->context,
                                        pages->d.pango_language_from_string(pages->language));
    *out = pages;
    return KT_OK;
failed:
    kt_pages_free(pages);
    return status;
}

void kt_pages_next(kt_pages *pages)
{
    if (pages->begun)
        pages->d.cairo_show_page(pages->cairo);
    pages->begun = true;
}

kt_status kt_pages_finish(kt_pages *pages, kt_error *err)
{
    pages->d.cairo_show_page(pages->cairo);
    KT_TRY(judge(&pages->d, &pages->to, pages->d.cairo_status(pages->cairo), err));
    pages->d.cairo_surface_finish(pages->surface);
    KT_TRY(judge(&pages->d, &pages->to, pages->d.cairo_surface_status(pages->surface), err));
    KT_TRY(kt_pdf_add_alternatives(&pages->whole, kt_text_get(&pages->words), pages->n_words,
                                   err));
    KT_TRY(kt_pdf_add_language(&pages->whole, pages->language, err));
    return kt_sink_write(pages->sink, kt_text_get(&pages->whole), pages->whole.size, err);
}

void kt_pages_free(kt_pages *pages)
{
    if (!pages)
        return;
    if (pages->context)
        pages->d.object_unref(pages->context);
    if (pages->cairo)
        pages->d.cairo_destroy(pages->cairo);
    if (pages->surface)
        pages->d.cairo_surface_destroy(pages->surface);
    kt_text_clear(&pages->words);
    kt_text_clear(&pages->whole);
    kt_free(pages);
}

void kt_pages_begin(kt_pages *pages, const char *element)
{
    pages->d.cairo_tag_begin(pages->cairo, element, "");
}

void kt_pages_end(kt_pages *pages, const char *element)
{
    pages->d.cairo_tag_end(pages->cairo, element);
}

void kt_pages_rule(kt_pages *pages, double x1, double y1, double x2, double y2, double width,
                   double grey)
{
    const drawing *d = &pages->d;

    d->cairo_set_source_rgb(pages->cairo, grey, grey, grey);
    d->cairo_set_line_width(pages->cairo, width);
    d->cairo_move_to(pages->cairo, x1, y1);
    d->cairo_line_to(pages->cairo, x2, y2);
    d->cairo_stroke(pages->cairo);
}

/* ---- text -------------------------------------------------------------------------------- */

struct kt_paragraph {
    kt_pages *pages;
    PangoLayout *layout;
    double width, line_height, baseline, grey;
    bool align_right;
};

static PangoFontDescription *font_of(const drawing *d, const kt_type *type)
{
    PangoFontDescription *font = d->pango_font_description_from_string(
        type->face == KT_FACE_SERIF ? "Liberation Serif, Times New Roman, serif"
                                    : "Liberation Sans, Arial, Helvetica, sans-serif");

    d->pango_font_description_set_absolute_size(font, type->size * PANGO_SCALE);
    if (type->bold)
        d->pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    return font;
}

kt_status kt_paragraph_new(kt_pages *pages, const kt_type *type, const char *text, double width,
                           kt_paragraph **out, kt_error *err)
{
    const drawing *d = &pages->d;
    kt_paragraph *paragraph;

    KT_TRY(kt_new(&paragraph, 1, sizeof *paragraph, err));
    paragraph->pages = pages;
    paragraph->layout = d->pango_layout_new(pages->context);
    PangoFontDescription *font = font_of(d, type);
    d->pango_layout_set_font_description(paragraph->layout, font);
    d->pango_font_description_free(font);
    d->pango_layout_set_wrap(paragraph->layout, PANGO_WRAP_WORD_CHAR);
    d->pango_layout_set_width(paragraph->layout,
                              width > 0.0 ? (int)ceil(width * PANGO_SCALE) : -1);
    d->pango_layout_set_text(paragraph->layout, text, -1);
    paragraph->width = width;
    paragraph->line_height = type->size * (type->leading > 0.0 ? type->leading : 1.35);
    paragraph->baseline = paragraph->line_height * 0.5 + type->size * 0.34;
    paragraph->grey = type->grey;
    paragraph->align_right = type->align_right != 0;
    *out = paragraph;
    return KT_OK;
}

int kt_paragraph_n_lines(const kt_paragraph *paragraph)
{
    return paragraph->pages->d.pango_layout_get_line_count(paragraph->layout);
}

double kt_paragraph_line_height(const kt_paragraph *paragraph)
{
    return paragraph->line_height;
}

static double width_of(const kt_paragraph *paragraph, int line)
{
    const drawing *d = &paragraph->pages->d;
    PangoRectangle logical;

    d->pango_layout_line_get_extents(d->pango_layout_get_line_readonly(paragraph->layout, line),
                                     NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

double kt_paragraph_width(const kt_paragraph *paragraph)
{
    double most = 0.0;

    for (int n = 0; n < kt_paragraph_n_lines(paragraph); n++)
        most = fmax(most, width_of(paragraph, n));
    return most;
}

void kt_paragraph_draw(const kt_paragraph *paragraph, int first, int end, double x, double y)
{
    const drawing *d = &paragraph->pages->d;
    cairo_t *cairo = paragraph->pages->cairo;

    d->cairo_set_source_rgb(cairo, paragraph->grey, paragraph->grey, paragraph->grey);
    for (int n = first; n < end; n++) {
        const double indent =
            paragraph->align_right ? paragraph->width - width_of(paragraph, n) : 0.0;
        d->cairo_move_to(cairo, x + indent,
                         y + (n - first) * paragraph->line_height + paragraph->baseline);
        d->pango_cairo_show_layout_line(
            cairo, d->pango_layout_get_line_readonly(paragraph->layout, n));
    }
}

void kt_paragraph_free(kt_paragraph *paragraph)
{
    if (!paragraph)
        return;
    paragraph->pages->d.object_unref(paragraph->layout);
    kt_free(paragraph);
}

/* ---- pictures ---------------------------------------------------------------------------- */

static kt_status open_svg(const drawing *d, kt_slice svg, RsvgHandle **out, double *width,
                          double *height, kt_error *err)
{
    GError *error = NULL;

    *out = d->rsvg_handle_new_from_data((const guint8 *)svg.data, svg.size, &error);
    if (!*out) {
        const kt_status status = kt_fail(err, KT_ERR_FORMAT, "not an SVG: %s",
                                         error ? error->message : "no reason given");
        if (error)
            d->error_free(error);
        return status;
    }
    if (d->rsvg_handle_get_intrinsic_size_in_pixels(*out, width, height) && *width > 0.0 &&
        *height > 0.0)
        return KT_OK;
    d->object_unref(*out);
    return kt_fail(err, KT_ERR_FORMAT, "an SVG without width and height");
}

static kt_status render(const drawing *d, RsvgHandle *handle, cairo_t *cairo, double x,
                        double y, double width, double height, kt_error *err)
{
    GError *error = NULL;
    const RsvgRectangle where = {x, y, width, height};

    if (d->rsvg_handle_render_document(handle, cairo, &where, &error))
        return KT_OK;
    const kt_status status =
        kt_fail(err, KT_ERR_IO, "drawing a picture: %s", error ? error->message : "no reason");
    if (error)
        d->error_free(error);
    return status;
}

kt_status kt_svg_size(kt_slice svg, double *width, double *height, kt_error *err)
{
    drawing d;
    RsvgHandle *handle;

    KT_TRY(load_rsvg(&d, err));
    KT_TRY(open_svg(&d, svg, &handle, width, height, err));
    d.object_unref(handle);
    return KT_OK;
}

/* An element for readers aloud beside the picture and not around it, since Cairo 1.16 takes the
 * groups of a picture for wrong nesting. What belongs to it is a white line: an element with
 * nothing in it would not be written. */
static kt_status describe_picture(kt_pages *pages, const char *alternative, double x, double y,
                                  kt_error *err)
{
    KT_TRY(kt_text_append(&pages->words, alternative, strlen(alternative) + 1, err));
    pages->n_words++;
    kt_pages_begin(pages, "Figure");
    kt_pages_rule(pages, x, y, x + 1.0, y, 0.1, 1.0);
    kt_pages_end(pages, "Figure");
    return KT_OK;
}

kt_status kt_pages_picture(kt_pages *pages, kt_slice svg, const char *alternative, double x,
                           double y, double width, double height, kt_error *err)
{
    RsvgHandle *handle;
    double own_width, own_height;

    KT_TRY(open_svg(&pages->d, svg, &handle, &own_width, &own_height, err));
    kt_status status = render(&pages->d, handle, pages->cairo, x, y, width, height, err);
    pages->d.object_unref(handle);
    if (!status && alternative)
        status = describe_picture(pages, alternative, x, y, err);
    return status;
}

/* The picture on white, with a margin of 12 units, into an image. */
static kt_status paint_png(const drawing *d, RsvgHandle *handle, double width, double height,
                           double zoom, const kt_sink *sink, kt_error *err)
{
    outlet to = {.sink = sink};
    const double wide = ceil((width + 24.0) * zoom), high = ceil((height + 24.0) * zoom);

    if (!(wide * high <= KT_MAX_PIXELS))
        return kt_fail(err, KT_ERR_RANGE,
                       "a picture of %g times %g pixels, expected at most %g", wide, high,
                       (double)KT_MAX_PIXELS);
    cairo_surface_t *image =
        d->cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)wide, (int)high);
    cairo_t *cairo = d->cairo_create(image);
    d->cairo_set_source_rgb(cairo, 1.0, 1.0, 1.0);
    d->cairo_paint(cairo);
    kt_status status =
        render(d, handle, cairo, 12.0 * zoom, 12.0 * zoom, width * zoom, height * zoom, err);
    if (!status)
        status =
            judge(d, &to, d->cairo_surface_write_to_png_stream(image, write_out, &to), err);
    d->cairo_destroy(cairo);
    d->cairo_surface_destroy(image);
    return status;
}

kt_status kt_svg_write_png(kt_slice svg, double zoom, const kt_sink *sink, kt_error *err)
{
    drawing d;
    RsvgHandle *handle;
    double width, height;

    if (!(zoom > 0.0 && zoom <= 8.0))
        return kt_fail(err, KT_ERR_RANGE, "a zoom of %g, expected above 0 to 8", zoom);
    KT_TRY(load(&d, err));
    KT_TRY(open_svg(&d, svg, &handle, &width, &height, err));
    const kt_status status = paint_png(&d, handle, width, height, zoom, sink, err);
    d.object_unref(handle);
    return status;
}

kt_status kt_svg_write_pdf(kt_slice svg, const kt_pages_info *info, const kt_sink *sink,
                           kt_error *err)
{
    kt_pages *pages = NULL;
    double width, height;

    KT_TRY(kt_svg_size(svg, &width, &height, err));
    // A unit of the SVG is 3/4 point, as a pixel of the web is.
    KT_TRY(kt_pages_open(width * 0.75 + 18.0, height * 0.75 + 18.0, info, sink, &pages, err));
    kt_pages_next(pages);
    kt_status status = kt_pages_picture(pages, svg, info->alternative, 9.0, 9.0, width * 0.75,
                                        height * 0.75, err);
    if (!status)
        status = kt_pages_finish(pages, err);
    kt_pages_free(pages);
    return status;
}
