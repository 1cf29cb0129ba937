/* picture_fixture.h: one picture of each kind, of made-up numbers, with the letters that are
 * hard: long German words, Cyrillic, no-break spaces, and those that XML keeps for itself. */
#ifndef KONTOR_TESTS_PICTURE_FIXTURE_H
#define KONTOR_TESTS_PICTURE_FIXTURE_H

#include "check.h"

#include <kontor/picture.h>

enum { N_KINDS = KT_PICTURE_INTERVALS + 1 };

static const double FIXTURE_OWN[] = {537.0, 388.3, 870.6, NAN, 925.9, 952.8, 966.8, 574.4};
static const double FIXTURE_OTHER[] = {494.0, 340.1, NAN, NAN, 720.2, 761.0, 803.9, 540.0};
static const double FIXTURE_RANK[3][8] = {
    {1, 1, 1, 1, 1, 1, 1, 1}, {2, 3, NAN, 3, 2, 2, 3, 3}, {4, 2, 2, 2, 3, 4, 2, 2}};
static const double FIXTURE_FAN[5][8] = {{5, 6, 7, 8, NAN, NAN, NAN, NAN},
                                         {NAN, NAN, NAN, 8, 9, 10, 11, 12},
                                         {NAN, NAN, NAN, 8, 7, 6.5, 6, 5.8},
                                         {NAN, NAN, NAN, 8, 11, 13, 16, 19},
                                         {NAN, NAN, NAN, 8, 8.5, 9, 9, 9.5}};
static const char *const FIXTURE_RATIO[] = {"0,92", "0,88", NULL,   NULL,
                                            "0,78", "0,80", "0,83", "0,94"};
static kt_tile fixture_tiles[] = {
    {"Landwirtschaftliche Maschinen & Kraftfahrzeuge", "41,2\xC2\xA0%", 41.2, 1},
    {"Молочные продукты <сыр>", "22,0\xC2\xA0%", 22.0, 2},
    {"Metals", "15.0%", 15.0, 3},
    {"Furniture", "9.8%", 9.8, 4},
    {"Sugar", "7.0%", 7.0, 2},
    {"Glass", "3.0%", 3.0, 5},
    {"Other", "2.0%", 2.0, 0}};
static kt_bar fixture_bars[] = {{"Russische Föderation", "93,2\xC2\xA0%", 0.932, 0.951, 0},
                                {"Казахстан", "4,1\xC2\xA0%", 0.041, 0.02, 1},
                                {"Azerbaijan", "1.0%", 0.01, NAN, 0}};
static kt_place_on_map fixture_places[] = {{"KAZ", "Kasachstan", "895,6 Mio. USD", 895.6, 1},
                                           {"RUS", "Russland", "35 Mrd. USD", 35000.0, 0},
                                           {"MLT", "Malta", "2 Mio. USD", 2.0, 0},
                                           {"USA", "USA", "400 Mio. USD", 400.0, 0},
                                           {"BRA", "Brasilien", "", NAN, 0}};
static kt_event fixture_events[] = {
    {"Abkommen über Handel & Zusammenarbeit, mit einer langen Beschreibung, die umbrochen wird",
     "17. Januar 2006", 2006.05, NAN, 0},
    {"Сборка тракторов в Костанае", "2010–2019", 2010.0, 2019.0, 1},
    {"Target: $1 billion", "2020", 2020.0, NAN, 2}};

static const char FIXTURE_WORLD[] =
    "code,kind,longitude,latitude,shape\n"
    "BLR,country,28.0,53.5,235 540 40 20 50 -20 -20 -40 -50 5\n"
    "KAZ,country,67.3,48.2,500 500 200 50 170 -50 -100 -100 -200 20\n"
    "RUS,country,97.0,62.0,300 560 600 150 800 -50 -600 -150\n"
    "USA,country,-98.0,39.0,-1240 480 570 0 -100 -200 -300 0;-1600 600 100 100 50 -100\n"
    "MLT,country,14.4,35.9,\n"
    ",disputed,34.3,45.3,336 461 14 -4 5 -4 -20 -10\n"
    ",line,,,350 457 -14 4\n";

static void fixture_series(kt_picture *picture)
{
    picture->of.series = (kt_series_picture){.form = KT_COLUMNS_AND_LINES,
                                             .first_year = 2008,
                                             .n_years = 8,
                                             .n_lines = 2,
                                             .line = {{"Statistik von Belarus", FIXTURE_OWN},
                                                      {"Statistik Kasachstans", FIXTURE_OTHER}},
                                             .scale = 1.0,
                                             .break_year = {2010},
                                             .n_breaks = 1,
                                             .break_name = "Bruch in der Reihe"};
}

static void fixture_ranks(kt_picture *picture)
{
    static kt_picture_line lines[3] = {{"Russland", FIXTURE_RANK[0]},
                                       {"Ukraine", FIXTURE_RANK[1]},
                                       {"Казахстан", FIXTURE_RANK[2]}};

    picture->of.ranks = (kt_ranks_picture){
        .first_year = 2008, .n_years = 8, .most = 5, .line = lines, .n_lines = 3, .marked = 2};
}

static void fixture_fan(kt_picture *picture)
{
    picture->of.fan = (kt_fan_picture){.first_year = 2015,
                                       .n_years = 8,
                                       .scale = 1.0,
                                       .history = {"History", FIXTURE_FAN[0]},
                                       .middle = {"Median", FIXTURE_FAN[1]},
                                       .band = {{"95%", FIXTURE_FAN[2], FIXTURE_FAN[3]},
                                                {"50%", FIXTURE_FAN[4], FIXTURE_FAN[1]}},
                                       .n_bands = 2,
                                       .target = 15.0,
                                       .target_name = "Target 15"};
}

static void fixture_gap(kt_picture *picture)
{
    picture->of.gap =
        (kt_gap_picture){.first_year = 2008,
                         .n_years = 8,
                         .scale = 1.0,
                         .n_panels = 2,
                         .exporter_name = "exporter",
                         .importer_name = "importer",
                         .panel = {{"Exports", FIXTURE_OWN, FIXTURE_OTHER, FIXTURE_RATIO},
                                   {"Imports", FIXTURE_OTHER, FIXTURE_OWN, FIXTURE_RATIO}}};
}

/* Two models; the second has no third coefficient, and the first period is the reference. */
static const kt_interval FIXTURE_INTERVAL[] = {{0.5, 0.25, 0.75}, {-0.2, -0.4, 0.0},
                                               {0.1, 0.05, 0.15}, {0.6, 0.3, 0.9},
                                               {-0.1, -0.3, 0.1}, {NAN, NAN, NAN}};
static const kt_interval FIXTURE_PERIOD[] = {{0.0, NAN, NAN}, {0.2, 0.1, 0.3}, {0.4, 0.2, 0.6},
                                             {0.0, NAN, NAN}, {0.3, 0.2, 0.4}, {NAN, NAN, NAN}};
static const char *const FIXTURE_COEFFICIENT[] = {"rta & <cu>", "log(dist)",
                                                  "a name that is longer than the picture has "
                                                  "room for at its left side, so it is cut"};
static const double FIXTURE_AT[] = {1986.0, 1990.0, 2006.0};
static const char *const FIXTURE_MODEL[] = {"(1)", "(2)"};
static kt_intervals_panel fixture_panels[] = {
    {KT_INTERVALS_DOWN, NULL, FIXTURE_COEFFICIENT, NULL, 3, FIXTURE_INTERVAL},
    {KT_INTERVALS_ALONG, "year & rta", NULL, FIXTURE_AT, 3, FIXTURE_PERIOD}};

static void fixture_map(kt_picture *picture, const kt_shapes *shapes)
{
    picture->of.map = (kt_map_picture){.shapes = shapes,
                                       .self = "BLR",
                                       .self_name = "Belarus",
                                       .place = fixture_places,
                                       .n_places = 5,
                                       .from = {0.0, 10.0, 1000.0},
                                       .class_name = {"under 10", "10 to 1,000", "above 1,000"},
                                       .n_classes = 3,
                                       .no_data_name = "no data",
                                       .disputed_name = "disputed border"};
}

/* Fill a picture that is new. shapes: of FIXTURE_WORLD or the real table; kept. */
static void fixture_fill(kt_picture *picture, const kt_shapes *shapes)
{
    picture->title = "Warenumsatz von Belarus & Kasachstan «nach Jahren»";
    picture->subtitle = "Mio. USD <nominal>";
    picture->source = "Quelle: Testdaten";
    picture->text = "Was das Bild zeigt, in einem Satz; \"zitiert\" & <geklammert>.";
    switch (picture->kind) {
    case KT_PICTURE_SERIES:
        fixture_series(picture);
        break;
    case KT_PICTURE_TREEMAP:
        picture->of.treemap = (kt_treemap_picture){fixture_tiles, 7};
        break;
    case KT_PICTURE_RANKS:
        fixture_ranks(picture);
        break;
    case KT_PICTURE_BARS:
        picture->of.bars = (kt_bars_picture){.bar = fixture_bars,
                                             .n_bars = 3,
                                             .scale = 100.0,
                                             .now_name = "2018",
                                             .before_name = "2013"};
        break;
    case KT_PICTURE_GAP:
        fixture_gap(picture);
        break;
    case KT_PICTURE_MAP:
        fixture_map(picture, shapes);
        break;
    case KT_PICTURE_FAN:
        fixture_fan(picture);
        break;
    case KT_PICTURE_TIMELINE:
        picture->of.timeline =
            (kt_timeline_picture){.event = fixture_events,
                                  .n_events = 3,
                                  .lane_name = {"Abkommen", "Vorhaben", "Ziele"},
                                  .n_lanes = 3};
        break;
    case KT_PICTURE_INTERVALS:
        picture->of.intervals = (kt_intervals_picture){.panel = fixture_panels,
                                                       .n_panels = 2,
                                                       .line_name = FIXTURE_MODEL,
                                                       .n_lines = 2,
                                                       .reference_name = "reference"};
        break;
    }
}

#endif
