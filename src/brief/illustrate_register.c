/* illustrate_register.c: agreements, projects and targets about the pair on a line of years. */
#include "illustrate.h"

#include <math.h>
#include <string.h>

enum { MOST_EVENTS = 12, N_LANES = 3 };

static const char *const LANE[N_LANES] = {"agreement", "venture", "target"};
static const char *const LANE_KEY[N_LANES] = {"kind.agreement", "kind.venture", "kind.target"};

typedef struct line {
    kt_work *work;
    kt_picture *picture;
    int64_t room;
} line;

/* A day as a year with its fraction; the month is enough for the eye. */
static double year_of(kt_date date)
{
    return date.year + (date.month > 0 ? (date.month - 1) / 12.0 : 0.0) +
           (date.day > 0 ? (date.day - 1) / 372.0 : 0.0);
}

/* Programmes stand with projects. */
static int lane_of(const char *kind)
{
    for (int n = 0; n < N_LANES; n++)
        if (strcmp(kind, LANE[n]) == 0)
            return n;
    return 1;
}

static kt_status put_event(void *with, const kt_entry *entry, kt_error *err)
{
    line *l = with;
    kt_timeline_picture *timeline = &l->picture->of.timeline;
    const char *date;

    if (entry->announced.year == 0)
        return KT_OK;
    if (timeline->n_events == MOST_EVENTS) { // the newest stay
        memmove(timeline->event, timeline->event + 1,
                (MOST_EVENTS - 1) * sizeof *timeline->event);
        timeline->n_events--;
    }
    KT_TRY(kt_say_date(l->work, entry->announced, &date, err));
    kt_event event = {
        .from = year_of(entry->announced), .to = NAN, .lane = lane_of(entry->kind)};
    KT_TRY(kt_picture_keep(l->picture, date, &event.date, err));
    KT_TRY(kt_picture_keep(l->picture, entry->title, &event.name, err));
    int64_t at = timeline->n_events++;
    while (at > 0 && timeline->event[at - 1].from > event.from) {
        timeline->event[at] = timeline->event[at - 1];
        at--;
    }
    timeline->event[at] = event;
    return KT_OK;
}

static kt_status fill(line *l, kt_error *err)
{
    kt_timeline_picture *timeline = &l->picture->of.timeline;
    char a[5], b[5];

    KT_TRY(kt_arena_new(&l->picture->arena, &timeline->event, MOST_EVENTS + 1,
                        sizeof *timeline->event, err));
    KT_TRY(kt_picture_say(l->work, l->picture, "picture.timeline", NULL, 0, &l->picture->title,
                          err));
    KT_TRY(kt_picture_say(l->work, l->picture, "picture.timeline_text", NULL, 0,
                          &l->picture->text, err));
    KT_TRY(kt_picture_say(l->work, l->picture, "picture.register", NULL, 0, &l->picture->source,
                          err));
    timeline->n_lanes = N_LANES;
    for (int n = 0; n < N_LANES; n++)
        KT_TRY(kt_picture_say(l->work, l->picture, LANE_KEY[n], NULL, 0,
                              &timeline->lane_name[n], err));
    return kt_register_entries(l->work->world->reg, kt_country_print(l->work->request->a, a),
                               kt_country_print(l->work->request->b, b), put_event, l, err);
}

kt_status kt_illustrate_register(kt_work *work, kt_error *err)
{
    line l = {.work = work};
    const kt_document *document = work->brief->document;
    const kt_section *section =
        kt_document_section(document, kt_document_n_sections(document) - 1);

    KT_TRY(kt_picture_new(KT_PICTURE_TIMELINE, &l.picture, err));
    const kt_status status = fill(&l, err);
    if (status || l.picture->of.timeline.n_events < 2) {
        kt_picture_free(l.picture);
        return status;
    }
    return kt_document_insert_picture(work->brief->document, section->n_blocks > 0 ? 1 : 0,
                                      l.picture, err);
}
