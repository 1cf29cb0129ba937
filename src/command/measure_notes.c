/* measure_notes.c: what must be said below the table of an indicator: level and convention, how
 * much of trade it rests on, whose statements, which dataset. Sentences are phrases of lang/.
 */
#include "measure_internal.h"

#include "table_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct notes {
    kt_measure_work *work;
    kt_locale *locale;
    const kt_phrases *phrases;
} notes;

static kt_status put(notes *to, const char *key, const kt_argument *arguments, int n,
                     kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_phrase_fill(to->phrases, to->locale, key, arguments, n, &text, err);
    if (!status)
        kt_table_note(to->work->table, kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

/* A note about one percentage. */
static kt_status put_percent(notes *to, const char *key, double fraction, kt_error *err)
{
    kt_text text = {0};
    kt_status status = kt_locale_percent(to->locale, fraction, 1, KT_SIGN_AUTO, &text, err);
    if (!status) {
        const kt_argument share = {"share", kt_text_get(&text), 100.0 * fraction};
        status = put(to, key, &share, 1, err);
    }
    kt_text_clear(&text);
    return status;
}

/* ---- level and convention -----------------------------------------------------------------
 */

static kt_status put_level(notes *to, kt_error *err)
{
    char by[KT_WORD_ROOM], convention[KT_WORD_ROOM];
    const kt_measure_work *work = to->work;
    const kt_trade_axis *axis = work->group ? &work->base : &work->axis;
    KT_TRY(kt_word_of(work->run, work->grouped_by, by, err));
    KT_TRY(kt_word_of(work->run, work->kind->convention, convention, err));
    const kt_argument arguments[] = {
        {"level",
         axis->digits == 0 ? "totals"
         : work->group     ? "groups"
                           : "digits",
         0.0},
        {"revision", axis->revision ? kt_revision_name(axis->revision) : "?", 0.0},
        {"by", by, 0.0},
        {"digits", NULL, (double)axis->digits},
        {"n", NULL, (double)axis->n_products},
        {"convention", convention, 0.0}};
    return put(to, "measure.level", arguments, 6, err);
}

static kt_status put_groups(notes *to, kt_error *err)
{
    kt_text none = {0}, several = {0};
    const kt_measure_work *work = to->work;
    const double all = work->in_groups + work->in_none + work->in_several;
    if (!work->group || !(all > 0.0))
        return KT_OK;
    kt_status status =
        kt_locale_percent(to->locale, work->in_none / all, 2, KT_SIGN_AUTO, &none, err);
    if (!status)
        status = kt_locale_percent(to->locale, work->in_several / all, 2, KT_SIGN_AUTO,
                                   &several, err);
    if (!status) {
        const kt_argument arguments[] = {{"none", kt_text_get(&none), 0.0},
                                         {"several", kt_text_get(&several), 0.0}};
        status = put(to, "measure.groups", arguments, 2, err);
    }
    kt_text_clear(&several);
    kt_text_clear(&none);
    return status;
}

static kt_status put_unallocated(notes *to, kt_error *err)
{
    const double shown = 0.0005; // less would be printed as 0.0 %
    const kt_measure_work *work = to->work;
    if (work->kind->takes & KT_SHOWS_UNALLOCATED || work->most_unallocated < shown)
        return KT_OK;
    return put_percent(to, "measure.unallocated", work->most_unallocated, err);
}

/* ---- coverage and data --------------------------------------------------------------------
 */

static kt_status put_coverage(notes *to, kt_error *err)
{
    const double certain = 0.95, too_much = 1.05;
    const kt_measure_work *work = to->work;
    if (work->n_coverage_unknown)
        KT_TRY(put(to, "measure.coverage_unknown", NULL, 0, err));
    if (work->least_coverage < certain)
        KT_TRY(put_percent(to, "measure.coverage_low", work->least_coverage, err));
    if (work->most_coverage > too_much)
        KT_TRY(put_percent(to, "measure.coverage_much", work->most_coverage, err));
    return KT_OK;
}

static kt_status put_without_data(notes *to, kt_error *err)
{
    char years[64] = "";
    const kt_measure_work *work = to->work;
    const int room = sizeof work->without_data / sizeof work->without_data[0];
    for (int n = 0; n < work->n_without_data && n < room; n++)
        snprintf(years + strlen(years), sizeof years - strlen(years), "%s%d", n ? ", " : "",
                 work->without_data[n]);
    const kt_argument arguments[] = {{"years", years, 0.0},
                                     {"more", work->n_without_data > room ? "yes" : "no", 0.0}};
    return work->n_without_data ? put(to, "measure.no_data", arguments, 2, err) : KT_OK;
}

static kt_status put_source(notes *to, kt_error *err)
{
    char dataset[2 * KT_MAX_NAME + 2];
    const kt_measure_work *work = to->work;
    snprintf(dataset, sizeof dataset, "%s@%s", work->info->name, work->info->version);
    char source[KT_WORD_ROOM];
    KT_TRY(kt_word_of(work->run, work->kind->source, source, err));
    const kt_argument arguments[] = {{"dataset", dataset, 0.0},
                                     {"synthetic", work->info->synthetic ? "yes" : "no", 0.0},
                                     {"source", source, 0.0}};
    return put(to, "measure.source", arguments, 3, err);
}

kt_status kt_measure_say(kt_measure_work *work, const char *key, const kt_say_value *value,
                         int n, kt_error *err)
{
    kt_text text = {0};
    if (work->is_csv)
        return KT_OK;
    const kt_status status = kt_say_phrase(work->run, key, value, n, &text, err);
    if (!status)
        snprintf(work->said, sizeof work->said, "%s", kt_text_get(&text));
    kt_text_clear(&text);
    return status;
}

kt_status kt_measure_notes(kt_measure_work *work, kt_error *err)
{
    notes to = {.work = work};
    if (work->is_csv)
        return KT_OK;
    KT_TRY(kt_run_locale(work->run, &to.locale, &to.phrases, err));
    if (work->said[0])
        kt_table_note(work->table, work->said);
    KT_TRY(kt_measure_note_members(work, err));
    KT_TRY(put_level(&to, err));
    KT_TRY(put_groups(&to, err));
    KT_TRY(put_unallocated(&to, err));
    if (work->kind->takes & KT_TRADED)
        KT_TRY(kt_measure_note_traded(work, err));
    const kt_argument n = {"n", NULL, (double)work->n_exporters};
    if (work->n_exporters)
        KT_TRY(put(&to, "measure.world", &n, 1, err));
    KT_TRY(put_coverage(&to, err));
    if (work->took_mirror)
        KT_TRY(put(&to, "measure.mirror", NULL, 0, err));
    if (work->took_world_rows)
        KT_TRY(put(&to, "measure.world_rows", NULL, 0, err));
    KT_TRY(put_without_data(&to, err));
    return put_source(&to, err);
}
