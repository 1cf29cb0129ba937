/* register_section.c: agreements, programmes, ventures and targets about the pair, newest
 * first. What the register holds is quoted in the language in which it was noted. */
#include "brief_internal.h"

#include <kontor/memory.h>

#include <math.h>
#include <string.h>

enum { MOST_ROWS = 10 }; /* of each list */

/* Entries as they are gathered; texts in the arena of the work. */
typedef struct entries {
    kt_work *work;
    kt_entry *entry;
    int64_t n_entries, room;
} entries;

static kt_status keep_entry(void *with, const kt_entry *entry, kt_error *err)
{
    entries *all = with;

    if (all->n_entries == all->room) {
        const int64_t room = all->room * 2 + 32;
        KT_TRY(kt_resize(&all->entry, room, sizeof *all->entry, err));
        all->room = room;
    }
    kt_entry *copy = &all->entry[all->n_entries];
    *copy = *entry;
    const char **text[] = {&copy->id,       &copy->kind,     &copy->title,  &copy->parties,
                           &copy->product,  &copy->hs_guess, &copy->place,  &copy->unit,
                           &copy->modifier, &copy->status,   &copy->source, &copy->a,
                           &copy->b};
    for (size_t n = 0; n < sizeof text / sizeof *text; n++)
        KT_TRY(kt_arena_text(&all->work->arena, *text[n], strlen(*text[n]), text[n], err));
    all->n_entries++;
    return KT_OK;
}

static int64_t day_of(kt_date date)
{
    return date.year * 372 + date.month * 31 + date.day;
}

/* Newest first; entries of one date stay in the register's order. */
static void sort(entries *all)
{
    for (int64_t n = 1; n < all->n_entries; n++) {
        const kt_entry moving = all->entry[n];
        int64_t to = n;
        while (to > 0 && day_of(all->entry[to - 1].announced) < day_of(moving.announced)) {
            all->entry[to] = all->entry[to - 1];
            to--;
        }
        all->entry[to] = moving;
    }
}

/* ---- one entry --------------------------------------------------------------------------- */

/* The amount as a figure, NULL where none is stated in USD. */
static kt_status figure_of(kt_work *work, const kt_entry *entry, const kt_figure **out,
                           kt_error *err)
{
    kt_status status;
    kt_text key = {0};
    char vintage[16] = "";
    const int year = entry->due.year != 0 ? entry->due.year : entry->announced.year;

    if (entry->source_date.year != 0)
        kt_date_print(entry->source_date, vintage);
    status = kt_text_format(&key, err, "register_value.%s", entry->id);
    if (!status) {
        const kt_figure value = {.key = key.data,
                                 .id = "register_value",
                                 .side = 'a',
                                 .period = kt_period_of_year(year),
                                 .value = entry->value_usd_low,
                                 .value_max = entry->value_usd_high > entry->value_usd_low
                                                  ? entry->value_usd_high
                                                  : NAN,
                                 .unit = "USD",
                                 .coverage = NAN,
                                 .reporter_kind = KT_REPORTER_UNNAMED,
                                 .dataset = "facts",
                                 .vintage = vintage,
                                 .method = entry->source};
        status = kt_figure_put(work, &value, out, err);
    }
    kt_text_clear(&key);
    return status;
}

/* "agreement" in the reader's language, else as it stands. */
static kt_status kind_of(kt_work *work, const kt_entry *entry, const char **out, kt_error *err)
{
    kt_text key = {0};
    kt_status status = kt_text_format(&key, err, "kind.%s", entry->kind);

    *out = entry->kind;
    if (!status && kt_phrase(work->world->phrases, key.data).data)
        status = kt_say_label(work, key.data, out, err);
    kt_text_clear(&key);
    return status;
}

static const char *known(const char *text)
{
    return text[0] != '\0' ? "yes" : "no";
}

static kt_status put_entry(kt_work *work, const kt_entry *entry, kt_error *err)
{
    const char *date, *due, *kind, *amount = "", *text;
    const kt_figure *figure;
    int64_t page;

    KT_TRY(kt_say_date(work, entry->announced, &date, err));
    KT_TRY(kt_say_date(work, entry->due, &due, err));
    KT_TRY(kind_of(work, entry, &kind, err));
    KT_TRY(figure_of(work, entry, &figure, err));
    if (figure)
        KT_TRY(kt_say_modified(work, figure, entry->modifier, &amount, err));
    KT_TRY(kt_page_number(work, entry->source, entry->source_date, entry->evidence_class, &page,
                          err));
    const kt_word words[] = {KT_SAY_TEXT("dated", known(date)),
                             KT_SAY_TEXT("date", date),
                             KT_SAY_TEXT("due_known", known(due)),
                             KT_SAY_TEXT("due", due),
                             KT_SAY_TEXT("kind", kind),
                             KT_SAY_TEXT("title", entry->title),
                             KT_SAY_TEXT("priced", known(amount)),
                             KT_SAY_TEXT("amount", amount),
                             KT_SAY_TEXT("status_known", known(entry->status)),
                             KT_SAY_TEXT("status", entry->status),
                             KT_SAY_COUNT("class", entry->evidence_class),
                             KT_SAY_COUNT("page", page)};
    KT_TRY(kt_say(work,
                  strcmp(entry->kind, "target") == 0 ? "register.target" : "register.item",
                  words, (int)(sizeof words / sizeof *words), &text, err));
    return kt_document_add_text(work->brief->document, KT_BLOCK_ITEM, text, err);
}

/* ---- one list ---------------------------------------------------------------------------- */

static kt_status tell(const entries *all, int targets, kt_error *err)
{
    kt_work *work = all->work;
    int64_t n_told = 0, n_left_out = 0;

    for (int64_t n = 0; n < all->n_entries; n++) {
        if ((strcmp(all->entry[n].kind, "target") == 0) != targets)
            continue;
        if (n_told == MOST_ROWS) {
            n_left_out++;
            continue;
        }
        if (n_told++ == 0)
            KT_TRY(kt_say_block(work, KT_BLOCK_PARAGRAPH,
                                targets ? "register.targets" : "register.others", NULL, 0,
                                err));
        KT_TRY(put_entry(work, &all->entry[n], err));
    }
    if (n_left_out == 0)
        return KT_OK;
    const kt_word more = KT_SAY_COUNT("n", n_left_out);
    return kt_say_block(work, KT_BLOCK_NOTE, "note.more_entries", &more, 1, err);
}

kt_status kt_section_register(kt_work *work, kt_error *err)
{
    kt_status status;
    entries all = {.work = work};
    char a[5], b[5];

    status = kt_register_entries(work->world->reg, kt_country_print(work->request->a, a),
                                 kt_country_print(work->request->b, b), keep_entry, &all, err);
    if (status || all.n_entries == 0)
        goto done;
    sort(&all);
    status = kt_say_section(work, "register", err);
    if (!status)
        status = kt_say_block(work, KT_BLOCK_PARAGRAPH, "register.lead", NULL, 0, err);
    if (!status)
        status = tell(&all, 1, err);
    if (!status)
        status = tell(&all, 0, err);
done:
    kt_free(all.entry);
    return status;
}
