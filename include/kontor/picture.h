/* kontor/picture.h: what a picture shows, and how it is written as SVG.
 *
 * A picture is numbers and words that the caller has chosen; how it looks is decided here. It
 * knows no store and no language: every word comes in, numbers beside axes are written by the
 * locale. All pictures have a title, a line below it that says unit and period, a line with the
 * source, and a text that tells those who do not see it what it shows.
 *
 *     series     years along, amounts up: columns and lines, or lines alone; breaks marked
 *     treemap    parts of a whole as areas
 *     ranks      places over the years, one line a partner
 *     bars       amounts side by side; or two dots a line: before and after
 *     gap        both statements of the same flow, year by year, joined by a line
 *     map        amounts on the world: shaded countries, circles where a country is too small
 *     fan        a history, and what may come, as bands around a middle
 *     timeline   what was agreed or said, and when
 *     intervals  estimates with their intervals: names down, or periods along
 *
 * Colours are Okabe and Ito's (jfly.uni-koeln.de/color); nothing is told by colour alone:
 * shapes of marks, labels beside lines and dashes say the same, so print in black and white
 * does. Missing is NaN and leaves a gap; it is never drawn as 0. */
#ifndef KONTOR_PICTURE_H
#define KONTOR_PICTURE_H

#include <kontor/arena.h>
#include <kontor/error.h>
#include <kontor/locale.h>
#include <kontor/shapes.h>
#include <kontor/sink.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef enum kt_picture_kind {
    KT_PICTURE_SERIES = 0,
    KT_PICTURE_TREEMAP,
    KT_PICTURE_RANKS,
    KT_PICTURE_BARS,
    KT_PICTURE_GAP,
    KT_PICTURE_MAP,
    KT_PICTURE_FAN,
    KT_PICTURE_TIMELINE,
    KT_PICTURE_INTERVALS
} kt_picture_kind;

enum { KT_MAX_LINES = 6, KT_MAX_BREAKS_DRAWN = 8, KT_MAX_BANDS = 4, KT_MAX_CLASSES = 5 };

/* A value for each year; NaN: none. */
typedef struct kt_picture_line {
    const char *name;
    const double *value;
} kt_picture_line;

typedef enum kt_series_form { KT_COLUMNS_AND_LINES = 0, KT_LINES_ALONE } kt_series_form;

typedef struct kt_series_picture {
    kt_series_form form;
    int16_t first_year;
    int64_t n_years;
    int n_lines; /* 1 to KT_MAX_LINES */
    kt_picture_line line[KT_MAX_LINES];
    double scale;                            /* values are multiplied by it for the axis */
    int16_t break_year[KT_MAX_BREAKS_DRAWN]; /* first years made a new way */
    int n_breaks;
    const char *break_name; /* beside the first mark of a break */
} kt_series_picture;

typedef struct kt_tile {
    const char *name, *shown; /* "Tractors", "12.3%" */
    double size;              /* above 0; what is not is left out */
    int tone;                 /* tiles of one tone belong together; 0: the rest */
} kt_tile;

typedef struct kt_treemap_picture {
    kt_tile *tile; /* the largest first; a last one of tone 0 is what is left */
    int64_t n_tiles;
} kt_treemap_picture;

typedef struct kt_ranks_picture {
    int16_t first_year;
    int64_t n_years;
    int most; /* the lowest place that is drawn */
    kt_picture_line *line;
    int64_t n_lines;
    int64_t marked; /* the line that the picture is about; -1: none */
} kt_ranks_picture;

typedef struct kt_bar {
    const char *name, *shown;
    double value, before; /* before: NaN where there is none */
    int8_t marked;
} kt_bar;

typedef struct kt_bars_picture {
    kt_bar *bar;
    int64_t n_bars;
    double scale;
    const char *now_name, *before_name; /* NULL: bars of one value; else two dots a line */
} kt_bars_picture;

typedef struct kt_gap_panel {
    const char *title;
    const double *exporter, *importer;
    const char *const *shown; /* the ratio of a year, NULL where there is none */
} kt_gap_panel;

typedef struct kt_gap_picture {
    int16_t first_year;
    int64_t n_years;
    double scale;
    kt_gap_panel panel[2];
    int n_panels;
    const char *exporter_name, *importer_name; /* "the exporter's statistics" */
} kt_gap_picture;

typedef struct kt_place_on_map {
    char code[5];
    const char *name, *shown;
    double value; /* >= 0; NaN: no data */
    int8_t marked;
} kt_place_on_map;

typedef struct kt_map_picture {
    const kt_shapes *shapes; /* kept */
    char self[5];            /* whose partners they are */
    const char *self_name;
    kt_place_on_map *place;
    int64_t n_places;
    double from[KT_MAX_CLASSES]; /* least value of each class, rising; the first is 0 */
    const char *class_name[KT_MAX_CLASSES];
    int n_classes;
    const char *no_data_name, *disputed_name; /* of the legend */
} kt_map_picture;

typedef struct kt_band {
    const char *name; /* "80 %" */
    const double *low, *high;
} kt_band;

typedef struct kt_fan_picture {
    int16_t first_year;
    int64_t n_years;
    double scale;
    kt_picture_line history, middle;
    kt_band band[KT_MAX_BANDS]; /* the widest first */
    int n_bands;
    double target; /* NaN: none */
    const char *target_name;
} kt_fan_picture;

typedef struct kt_event {
    const char *name, *date; /* as it is said */
    double from, to;         /* years with fraction; to: NaN for a single day */
    int lane;                /* 0 and up: kinds of events */
} kt_event;

typedef struct kt_timeline_picture {
    kt_event *event;
    int64_t n_events;
    const char *lane_name[4];
    int n_lanes;
} kt_timeline_picture;

/* An estimate and its interval; middle NaN: none. low and high NaN: a point that is given, as
 * the reference of an event study is: a cross without a bar. */
typedef struct kt_interval {
    double middle, low, high;
} kt_interval;

typedef enum kt_intervals_form {
    KT_INTERVALS_DOWN = 0, /* names at the left, values along: coefficients */
    KT_INTERVALS_ALONG     /* periods along, values up: an event study */
} kt_intervals_form;

typedef struct kt_intervals_panel {
    kt_intervals_form form;
    const char *title;       /* above it; NULL: none */
    const char *const *name; /* [n_names]; ALONG: NULL */
    const double *at;        /* [n_names], rising: ALONG; DOWN: NULL */
    int64_t n_names;
    const kt_interval *value; /* [n_lines * n_names], one line after the other */
} kt_intervals_panel;

typedef struct kt_intervals_picture {
    kt_intervals_panel *panel;
    int n_panels;
    const char *const *line_name; /* [n_lines] */
    int n_lines;                  /* 1 to KT_MAX_LINES */
    const char *reference_name;   /* of the legend, where there is such a point; NULL */
} kt_intervals_picture;

/* Whatever the fields point to lies in the arena, unless they say otherwise. */
typedef struct kt_picture {
    kt_arena arena;
    kt_picture_kind kind;
    const char *title, *subtitle, *source;
    const char *text; /* for those who do not see it */
    union {
        kt_series_picture series;
        kt_treemap_picture treemap;
        kt_ranks_picture ranks;
        kt_bars_picture bars;
        kt_gap_picture gap;
        kt_map_picture map;
        kt_fan_picture fan;
        kt_timeline_picture timeline;
        kt_intervals_picture intervals;
    } of;
} kt_picture;

/* Errors: KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_picture_new(kt_picture_kind kind, kt_picture **out, kt_error *err);
/* NULL is allowed. */
void kt_picture_free(kt_picture *picture);

typedef enum kt_picture_use {
    KT_PICTURE_ALONE = 0, /* a file of its own, on white */
    KT_PICTURE_IN_PAGE    /* within HTML, whose style sheet colours it; no background */
} kt_picture_use;

typedef struct kt_picture_options {
    double width; /* default 680, from 320 to 2000: in the unit in which letters are 12 high */
    kt_picture_use use; /* default ALONE */
    int number;         /* default 0; pictures of one page need different ones, for their ids */
} kt_picture_options;
kt_picture_options kt_picture_options_default(void);

/* The picture as one SVG element. options NULL: default. locale: writes the numbers of axes.
 * Errors: KT_ERR_RANGE a width outside what is allowed; KT_ERR_MEMORY; what the sink returns.
 */
KT_MUST_USE kt_status kt_picture_write_svg(const kt_picture *picture, kt_locale *locale,
                                           const kt_picture_options *options,
                                           const kt_sink *sink, kt_error *err);

KT_END_DECLS

#endif
