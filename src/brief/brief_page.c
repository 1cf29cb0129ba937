/* brief_page.c: cited pages, and what products, periods, dates and hedged amounts are called in
 * a language. */
#include "brief_internal.h"

#include <kontor/memory.h>
#include <kontor/period_text.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

kt_status kt_page_number(kt_work *work, const char *source, kt_date date, int evidence_class,
                         int64_t *out, kt_error *err)
{
    for (int64_t n = 0; n < work->n_pages; n++)
        if (strcmp(work->page[n].source, source) == 0 &&
            work->page[n].evidence_class == evidence_class) {
            *out = n + 1;
            return KT_OK;
        }
    if (work->n_pages == work->page_room) {
        const int64_t room = work->page_room * 2 + 32;
        KT_TRY(kt_resize(&work->page, room, sizeof *work->page, err));
        work->page_room = room;
    }
    kt_page *page = &work->page[work->n_pages];
    *page = (kt_page){.date = date, .evidence_class = evidence_class};
    KT_TRY(kt_arena_text(&work->arena, source, strlen(source), &page->source, err));
    *out = ++work->n_pages;
    return KT_OK;
}

/* The text of a locale's own making, in the arena. */
static kt_status keep(kt_work *work, kt_text *text, const char **out, kt_error *err)
{
    const kt_status status =
        kt_arena_text(&work->arena, kt_text_get(text), text->size, out, err);

    kt_text_clear(text);
    return status;
}

kt_status kt_say_period(kt_work *work, kt_period period, const char **out, kt_error *err)
{
    kt_text text = {0};
    const kt_status status =
        kt_period_say(work->world->locale, work->world->phrases, period, &text, err);

    if (!status)
        return keep(work, &text, out, err);
    kt_text_clear(&text);
    return status;
}

kt_status kt_say_product(kt_work *work, const kt_dataset *dataset, kt_product product,
                         const char **out, kt_error *err)
{
    const kt_products *products = work->world->products;
    const char *language = work->brief->language;
    char heading[256];

    *out = kt_product_name(products, product, language);
    if ((*out)[0] != '\0')
        return KT_OK;
    kt_slice text = kt_dataset_description(dataset, product);
    if (!text.data || text.size == 0)
        text = kt_slice_of(
            kt_product_heading_name(products, product, language, heading, sizeof heading));
    return kt_arena_text(&work->arena, text.data, text.size, out, err);
}

kt_status kt_say_date(kt_work *work, kt_date date, const char **out, kt_error *err)
{
    kt_text text = {0};

    *out = "";
    if (date.year == 0)
        return KT_OK;
    const kt_status status = kt_locale_date(work->world->locale, date, &text, err);
    if (status) {
        kt_text_clear(&text);
        return status;
    }
    return keep(work, &text, out, err);
}

kt_status kt_say_vintage(kt_work *work, const char **version, kt_error *err)
{
    kt_date date;
    return kt_date_parse(kt_slice_of(*version), &date) ? kt_say_date(work, date, version, err)
                                                       : KT_OK;
}

kt_status kt_say_modified(kt_work *work, const kt_figure *figure, const char *modifier,
                          const char **out, kt_error *err)
{
    kt_status status;
    kt_text to = {0};

    if (!isnan(figure->value_max)) {
        KT_TRY(kt_amount_money(work, figure->value_max, &to, err));
        const kt_word words[] = {KT_SAY_MONEY("amount", figure),
                                 KT_SAY_TEXT("to", kt_text_get(&to))};
        status = kt_say(work, "amount.range", words, 2, out, err);
        kt_text_clear(&to);
        return status;
    }
    const kt_word words[] = {KT_SAY_MONEY("amount", figure), KT_SAY_TEXT("modifier", modifier)};
    return kt_say(work, "amount.modified", words, 2, out, err);
}
