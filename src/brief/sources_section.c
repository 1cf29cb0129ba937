/* sources_section.c: where the figures come from, which other sources know the pair, how the
 * figures are made, and the numbered pages. */
#include "brief_internal.h"

#include <math.h>
#include <string.h>

static const char *const KIND_KEY[] = {"source.both_sides", "source.reconciled",
                                       "source.one_side", "source.facts", "source.statements"};

/* An item as it stands: names of datasets and addresses must not get a capital. */
static kt_status say_item(kt_work *work, const char *key, const kt_word *words, int n_words,
                          kt_error *err)
{
    const char *text;

    KT_TRY(kt_say(work, key, words, n_words, &text, err));
    return kt_document_add_text(work->brief->document, KT_BLOCK_ITEM, text, err);
}

static const char *span_word(int from, int to)
{
    return from == to ? "one" : "many";
}

/* A dataset of the store: name, version, where it was read from and when; the years are those
 * of the pair where it gives the series, else its own. */
static kt_status say_dataset(kt_work *work, int64_t n, const char *key, kt_error *err)
{
    const kt_dataset_info *info = kt_store_info(work->world->store, n);
    const bool is_series = n == work->source->dataset;
    const int first_year = is_series ? work->source->first_year : info->first_year;
    const int last_year = is_series ? work->source->last_year : info->last_year;
    const char *imported;

    KT_TRY(kt_say_date(work, kt_moment_date(info->imported_at), &imported, err));
    const kt_word words[] = {
        KT_SAY_TEXT("dataset", info->name),
        KT_SAY_TEXT("version", info->version),
        KT_SAY_TEXT("origin", info->source),
        KT_SAY_TEXT("imported", imported),
        KT_SAY_YEAR("from", first_year),
        KT_SAY_YEAR("to", last_year),
        KT_SAY_TEXT("licence", info->licence),
        KT_SAY_TEXT("licence_known", info->licence[0] != '\0' ? "yes" : "no"),
        KT_SAY_TEXT("synthetic", info->synthetic ? "yes" : "no"),
        KT_SAY_TEXT("span", span_word(first_year, last_year))};
    return say_item(work, key, words, 10, err);
}

static kt_status say_used(kt_work *work, kt_error *err)
{
    const kt_source *source = work->source;

    if (source->dataset >= 0) {
        KT_TRY(say_dataset(work, source->dataset, "sources.series", err));
    } else if (source->kind == KT_SOURCE_FACTS) {
        const char *version = source->version;
        KT_TRY(kt_say_vintage(work, &version, err));
        const kt_word words[] = {
            KT_SAY_TEXT("origin", source->origin), KT_SAY_TEXT("version", version),
            KT_SAY_YEAR("from", source->first_year), KT_SAY_YEAR("to", source->last_year),
            KT_SAY_TEXT("span", span_word(source->first_year, source->last_year))};
        KT_TRY(kt_say_block(work, KT_BLOCK_ITEM, "sources.facts", words, 5, err));
    }
    if (work->rank_dataset >= 0 && work->rank_dataset != source->dataset &&
        work->view[0].n_places + work->view[1].n_places > 0)
        KT_TRY(say_dataset(work, work->rank_dataset, "sources.ranks", err));
    if (work->product_dataset >= 0 && work->product_dataset != source->dataset)
        KT_TRY(say_dataset(work, work->product_dataset, "sources.products", err));
    return KT_OK;
}

static kt_status say_other(kt_work *work, const kt_source *source, kt_error *err)
{
    const char *kind;

    KT_TRY(kt_say_label(work, KIND_KEY[source->kind], &kind, err));
    const kt_word words[] = {
        KT_SAY_TEXT("dataset", source->name),
        KT_SAY_TEXT("version", source->version),
        KT_SAY_TEXT("version_known", source->version[0] != '\0' ? "yes" : "no"),
        KT_SAY_TEXT("kind", kind),
        KT_SAY_YEAR("from", source->first_year),
        KT_SAY_YEAR("to", source->last_year),
        KT_SAY_TEXT("span", span_word(source->first_year, source->last_year))};
    return say_item(work, "sources.other", words, 7, err);
}

/* The sources that were not taken for the series; statements stand in a section of their own.
 */
static kt_status say_others(kt_work *work, kt_error *err)
{
    bool begun = false;

    for (int64_t n = 1; n < work->sources.n_sources; n++) {
        const kt_source *source = &work->sources.source[n];
        if (source->kind == KT_SOURCE_STATEMENTS || source->n_figures == 0)
            continue;
        if (!begun)
            KT_TRY(kt_say_block(work, KT_BLOCK_PARAGRAPH, "sources.others_lead", NULL, 0, err));
        begun = true;
        KT_TRY(say_other(work, source, err));
    }
    return KT_OK;
}

static kt_status say_pages(kt_work *work, kt_error *err)
{
    if (work->n_pages == 0)
        return KT_OK;
    KT_TRY(kt_say_block(work, KT_BLOCK_PARAGRAPH, "sources.pages_lead", NULL, 0, err));
    for (int64_t n = 0; n < work->n_pages; n++) {
        const kt_page *page = &work->page[n];
        const char *date;
        KT_TRY(kt_say_date(work, page->date, &date, err));
        const kt_word words[] = {KT_SAY_COUNT("n", n + 1), KT_SAY_TEXT("page", page->source),
                                 KT_SAY_TEXT("dated", page->date.year != 0 ? "yes" : "no"),
                                 KT_SAY_TEXT("date", date),
                                 KT_SAY_COUNT("class", page->evidence_class)};
        KT_TRY(say_item(work, "sources.page", words, 5, err));
    }
    return KT_OK;
}

kt_status kt_section_sources(kt_work *work, kt_error *err)
{
    KT_TRY(kt_say_section(work, "sources", err));
    if (work->source->kind != KT_SOURCE_STATEMENTS)
        KT_TRY(kt_say_block(work, KT_BLOCK_PARAGRAPH, "sources.lead", NULL, 0, err));
    KT_TRY(say_used(work, err));
    KT_TRY(say_others(work, err));
    if (work->source->kind != KT_SOURCE_STATEMENTS)
        KT_TRY(kt_say_block(work, KT_BLOCK_PARAGRAPH, "sources.method", NULL, 0, err));
    return say_pages(work, err);
}
