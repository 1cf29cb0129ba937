/* desk_figure.c: the figures of an item before an editor: what each is, its value with all
 * digits, whose statistics state it, and how it was found, in the language of the page.
 *
 * Figures are kept with the names that programs know (src/bulletin). What has no phrase here is
 * shown by that name and marked as English. */
#include "desk_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char dash[] = "\xE2\x80\x93";

typedef struct worded {
    const char *name, *key;
} worded;

static const worded ids[] = {{"turnover", "edit.figure.turnover"},
                             {"export", "edit.figure.export"},
                             {"import", "edit.figure.import"},
                             {"balance", "edit.figure.balance"},
                             {"growth_turnover", "edit.figure.growth_turnover"},
                             {"growth_export", "edit.figure.growth_export"},
                             {"growth_import", "edit.figure.growth_import"},
                             {"turnover_passed", "edit.figure.turnover_passed"},
                             {"growth_turnover_passed", "edit.figure.growth_turnover_passed"},
                             {"rank_turnover", "edit.figure.rank_turnover"},
                             {"share_turnover", "edit.figure.share_turnover"},
                             {"partners_passed", "edit.figure.partners_passed"},
                             {"revision_turnover", "edit.figure.revision_turnover"},
                             {"target", "edit.figure.target"},
                             {"target_gap", "edit.figure.target_gap"},
                             {"years_before_turn", "edit.figure.years_before_turn"},
                             {NULL, NULL}};

static const worded methods[] = {
    {"exports plus imports", "edit.method.turnover"},
    {"exports minus imports", "edit.method.balance"},
    {"as stated", "edit.method.stated"},
    {"value / value of the year before - 1, nominal USD", "edit.method.growth"},
    {"place by turnover among partners with data", "edit.method.rank"},
    {"of the stated world total", "edit.method.share_stated"},
    {"of the sum over all partners; no world total is stated", "edit.method.share_sum"},
    {"partners passed beside the two that are named", "edit.method.passed"},
    {"exports plus imports; former version", "edit.method.turnover_former"},
    {"former version", "edit.method.former"},
    {"value of this version / value of the former one - 1", "edit.method.revision"},
    {"turnover / target - 1", "edit.method.target_gap"},
    {"years of the other direction without a gap before this one", "edit.method.turn"},
    {NULL, NULL}};

static const worded statuses[] = {{"reported", "edit.status.reported"},
                                  {"provisional", "edit.status.provisional"},
                                  {"estimated", "edit.status.estimated"},
                                  {"suppressed", "edit.status.suppressed"},
                                  {NULL, NULL}};

static const char *key_of(const worded *list, const char *name)
{
    while (list->name && strcmp(list->name, name) != 0)
        list++;
    return list->key;
}

static void say_name(kt_page *page, const worded *list, const char *name)
{
    const char *key = key_of(list, name);
    if (key) {
        kt_page_say(page, key);
        return;
    }
    kt_page_html(page, "<span lang=\"en\">");
    kt_page_text(page, name);
    kt_page_html(page, "</span>");
}

/* ---- cells ------------------------------------------------------------------------------ */

/* All digits of money and counts; shares as readers see them, with one digit more. */
static void write_value(kt_page *page, const kt_item_figure *figure)
{
    kt_text text = {0};
    const double value = figure->value;
    if (page->status)
        return;
    page->status =
        strcmp(figure->unit, "fraction") == 0
            ? kt_locale_percent(page->locale, value, 2, KT_SIGN_AUTO, &text, page->err)
            : kt_locale_number(page->locale, value, value == floor(value) ? 0 : 3, &text,
                               page->err);
    kt_page_html(page, "<td class=\"n\">");
    kt_page_text(page, kt_text_get(&text));
    if (strcmp(figure->unit, "USD") == 0)
        kt_page_html(page, " USD");
    kt_page_html(page, "</td>");
    kt_text_clear(&text);
}

/* Whose statistics. */
static void write_reporter(kt_page *page, const kt_item_figure *figure)
{
    kt_page_html(page, "<td>");
    if (!figure->reporter[0])
        kt_page_html(page, "%s", dash);
    else if (strcmp(figure->reporter, "reconciled") == 0)
        kt_page_say(page, "edit.reconciled");
    else
        kt_desk_countries(page, figure->reporter);
    if (figure->is_mirror) {
        kt_page_html(page, " (");
        kt_page_say(page, "edit.mirror");
        kt_page_html(page, ")");
    }
    kt_page_html(page, "</td>");
}

/* "cited ID; MODIFIER; class N; SOURCE": the words of the program become the reader's, what is
 * cited stays as it is. */
static void say_citation(kt_page *page, const char *method)
{
    kt_slice rest = kt_slice_of(method + strlen("cited "));
    char id[64], modifier[32], class[8];
    const kt_slice part[3] = {kt_slice_cut(&rest, ';'), kt_slice_trim(kt_slice_cut(&rest, ';')),
                              kt_slice_trim(kt_slice_cut(&rest, ';'))};
    snprintf(id, sizeof id, "%.*s", (int)part[0].size, part[0].data ? part[0].data : "");
    snprintf(modifier, sizeof modifier, "%.*s", (int)part[1].size,
             part[1].data ? part[1].data : "");
    const bool is_class = kt_slice_starts(part[2], "class ");
    snprintf(class, sizeof class, "%.*s", is_class ? (int)part[2].size - 6 : 0,
             is_class ? part[2].data + 6 : "");
    const kt_argument words[] = {
        {"id", id, 0.0}, {"modifier", modifier, 0.0}, {"class", class, 0.0}};
    kt_page_say_with(page, "edit.method.cited", words, 3);
    const kt_slice source = kt_slice_trim(rest);
    if (source.size == 0)
        return;
    kt_page_html(page, " · ");
    kt_page_text(page, source.data); // the last part, so it ends where the method does
}

/* Dataset, method, valuation and status, as far as they are known. */
static void write_source(kt_page *page, const kt_item_figure *figure)
{
    kt_text coverage = {0};
    kt_page_html(page, "<td class=\"source\">");
    if (strcmp(figure->dataset, "facts") == 0)
        kt_page_say(page, "edit.facts");
    else
        kt_page_text(page, figure->dataset);
    kt_page_html(page, " ");
    kt_page_text(page, figure->vintage);
    kt_page_html(page, figure->method[0] ? " · " : "");
    if (strncmp(figure->method, "cited ", 6) == 0)
        say_citation(page, figure->method);
    else if (figure->method[0])
        say_name(page, methods, figure->method);
    if (figure->valuation[0] && strcmp(figure->valuation, "unknown") != 0)
        kt_page_html(page, " · %s", strcmp(figure->valuation, "CIF") == 0 ? "CIF" : "FOB");
    if (figure->status[0]) {
        kt_page_html(page, " · ");
        say_name(page, statuses, figure->status);
    }
    if (!isnan(figure->coverage) && !page->status) {
        page->status = kt_locale_percent(page->locale, figure->coverage, 1, KT_SIGN_AUTO,
                                         &coverage, page->err);
        const kt_argument words[] = {{"coverage", kt_text_get(&coverage), 0.0}};
        kt_page_html(page, " · ");
        kt_page_say_with(page, "edit.coverage", words, 1);
    }
    kt_text_clear(&coverage);
    kt_page_html(page, "</td>");
}

static kt_status write_figure(void *with, const kt_item_figure *figure, kt_error *err)
{
    kt_page *page = with;
    (void)err; // the page keeps its own
    kt_page_html(page, "<tr><th scope=\"row\">");
    say_name(page, ids, figure->id);
    kt_page_html(page, "</th><td>");
    kt_page_text(page, figure->period[0] ? figure->period : dash);
    kt_page_html(page, "</td>");
    write_value(page, figure);
    write_reporter(page, figure);
    write_source(page, figure);
    kt_page_html(page, "</tr>\n");
    return page->status;
}

void kt_desk_figures(kt_page *page, const kt_register *reg, int64_t id)
{
    static const char *const keys[] = {"edit.figure", "edit.period", "edit.value",
                                       "edit.reporter", "edit.source"};
    kt_desk_columns(page, "edit.figures", keys, 5);
    if (!page->status)
        page->status = kt_item_figures(reg, id, write_figure, page, page->err);
    kt_page_html(page, "</tbody></table></div>\n");
}
