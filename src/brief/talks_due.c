/* talks_due.c: agreements, projects and targets that name a day: what is due next, and what was
 * due lately. The nearest first. */
#include "talks.h"

#include <string.h>

enum { MOST = 6, YEARS_PAST = 2 };

typedef struct due {
    kt_work *work;
    int64_t today;
    kt_entry entry[MOST];
    int n_entries;
} due;

static int64_t day_of(kt_date date)
{
    // A year alone is due at its end.
    return date.year * 372 + (date.month ? date.month : 12) * 31 + (date.day ? date.day : 31);
}

static kt_status keep(void *with, const kt_entry *entry, kt_error *err)
{
    due *d = with;
    const int64_t day = day_of(entry->due);

    if (entry->due.year == 0 || day < d->today - (int64_t)YEARS_PAST * 372 ||
        (d->n_entries == MOST && day >= day_of(d->entry[MOST - 1].due)))
        return KT_OK;
    kt_entry copy = *entry;
    const char **text[] = {&copy.kind, &copy.title, &copy.status, &copy.source};
    for (size_t n = 0; n < sizeof text / sizeof *text; n++)
        KT_TRY(kt_arena_text(&d->work->arena, *text[n], strlen(*text[n]), text[n], err));
    int at = d->n_entries < MOST ? d->n_entries++ : MOST - 1;
    while (at > 0 && day_of(d->entry[at - 1].due) > day) {
        d->entry[at] = d->entry[at - 1];
        at--;
    }
    d->entry[at] = copy;
    return KT_OK;
}

static kt_status kind_of(kt_work *work, const char *kind, const char **out, kt_error *err)
{
    kt_text key = {0};
    kt_status status = kt_text_format(&key, err, "kind.%s", kind);

    *out = kind;
    if (!status && kt_phrase(work->world->phrases, key.data).data)
        status = kt_say_label(work, key.data, out, err);
    kt_text_clear(&key);
    return status;
}

static kt_status tell(due *d, const kt_entry *entry, kt_error *err)
{
    kt_work *work = d->work;
    const char *date, *kind, *text;
    int64_t page;

    KT_TRY(kt_say_date(work, entry->due, &date, err));
    KT_TRY(kind_of(work, entry->kind, &kind, err));
    KT_TRY(kt_page_number(work, entry->source, entry->source_date, entry->evidence_class, &page,
                          err));
    const kt_word words[] = {
        KT_SAY_TEXT("due", date),
        KT_SAY_TEXT("past", day_of(entry->due) < d->today ? "yes" : "no"),
        KT_SAY_TEXT("kind", kind),
        KT_SAY_TEXT("title", entry->title),
        KT_SAY_TEXT("status_known", entry->status[0] != '\0' ? "yes" : "no"),
        KT_SAY_TEXT("status", entry->status),
        KT_SAY_COUNT("page", page)};
    KT_TRY(kt_say(work, "talks.due", words, 7, &text, err));
    return kt_document_add_text(work->brief->document, KT_BLOCK_ITEM, text, err);
}

kt_status kt_section_talks_due(kt_work *work, kt_error *err)
{
    due d = {.work = work, .today = day_of(kt_moment_date(work->request->now))};
    char a[5], b[5];

    KT_TRY(kt_register_entries(work->world->reg, kt_country_print(work->request->a, a),
                               kt_country_print(work->request->b, b), keep, &d, err));
    if (d.n_entries == 0)
        return KT_OK;
    KT_TRY(kt_say_section(work, "talks_due", err));
    for (int n = 0; n < d.n_entries; n++)
        KT_TRY(tell(&d, &d.entry[n], err));
    return kt_say_block(work, KT_BLOCK_NOTE, "talks.due_note", NULL, 0, err);
}
