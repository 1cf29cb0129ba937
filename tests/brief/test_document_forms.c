/* test_document_forms.c: a brief as HTML, Markdown, PDF, Word file and workbook: every number
 * of its tables and every sentence stands in each, nothing is fetched from elsewhere, and what
 * is shown is also told in words. */
#include "brief_fixture.h"

#include "xml_check.h"
#include "zip_read.h"

#include <kontor/shapes.h>

static const char WORLD[] = "code,kind,longitude,latitude,shape\n"
                            "BLR,country,28.0,53.5,235 540 40 20 50 -20 -20 -40 -50 5\n"
                            "KAZ,country,67.3,48.2,500 500 200 50 170 -50 -100 -100 -200 20\n"
                            ",line,,,350 457 -14 4\n";

typedef struct forms {
    fixture f;
    kt_brief *brief;
    kt_shapes *shapes;
} forms;

static void forms_open(forms *all, const char *language)
{
    kt_error err = {0};
    kt_brief_request request = fixture_request(BLR, KAZ);

    fixture_open(&all->f);
    fixture_tiny(&all->f);
    fixture_speak(&all->f, language);
    CHECK_OK(kt_shapes_parse(kt_slice_of(WORLD), &all->shapes, &err), err);
    all->f.world.shapes = all->shapes;
    request.pictures = KT_PICTURES_ALL;
    all->brief = fixture_brief(&all->f, &request);
}

static void forms_close(forms *all)
{
    kt_brief_free(all->brief);
    kt_shapes_free(all->shapes);
    fixture_close(&all->f);
}

typedef enum form { HTML, MD, DOCX, PDF, XLSX } form;

static kt_status write_form(const forms *all, form which, kt_text *out, kt_error *err)
{
    const kt_document *document = kt_brief_document(all->brief);
    const kt_sink sink = kt_sink_text(out);
    kt_locale *locale = all->f.locale;

    switch (which) {
    case HTML:
        return kt_document_write_html(document, locale, kt_slice_of("p{}\n"), &sink, err);
    case MD:
        return kt_document_write_md(document, locale, &sink, err);
    case DOCX:
        return kt_document_write_docx(document, locale, FIXTURE_NOW, &sink, err);
    case PDF:
        return kt_document_write_pdf(document, locale, FIXTURE_NOW, &sink, err);
    case XLSX:
        break;
    }
    return kt_brief_write_xlsx(all->brief, locale, all->f.phrases, FIXTURE_NOW, &sink, err);
}

/* Call for every block. */
typedef void (*block_visit)(const forms *all, const kt_block *block, const char *text);
static void each_block(const forms *all, const char *text, block_visit visit)
{
    const kt_document *document = kt_brief_document(all->brief);
    int64_t n_blocks = 0;

    for (int64_t s = 0; s < kt_document_n_sections(document); s++)
        for (int64_t n = 0; n < kt_document_section(document, s)->n_blocks; n++, n_blocks++)
            visit(all, &kt_document_section(document, s)->block[n], text);
    CHECK(n_blocks > 20);
}

/* A text as HTML and XML have it. */
static void escaped(const char *text, kt_text *out)
{
    kt_error err = {0};
    kt_text_reset(out);
    for (const char *c = text; *c; c++)
        CHECK_OK(kt_text_format(out, &err,
                                *c == '&'   ? "&amp;"
                                : *c == '<' ? "&lt;"
                                : *c == '>' ? "&gt;"
                                : *c == '"' ? "&quot;"
                                            : "%c",
                                *c),
                 err);
}

/* Every sentence and every shown cell stands between tags; *from moves on with each find, so
 * the order is right, too. */
static void find_marked_up(const forms *all, const kt_block *block, const char *text)
{
    kt_error err = {0};
    kt_text piece = {0}, shown = {0}, marked = {0};

    if (block->text) {
        escaped(block->text, &piece);
        if (!strstr(text, kt_text_get(&piece)))
            fail_msg("lost: %s", kt_text_get(&piece));
    }
    const kt_table *table = block->table;
    const char *at = text;
    if (table && kt_table_get_title(table)) {
        escaped(kt_table_get_title(table), &piece);
        at = strstr(text, kt_text_get(&piece));
        CHECK(at != NULL);
    }
    for (int64_t r = 0; table && r < kt_table_n_rows(table); r++)
        for (int c = 0; c < kt_table_n_columns(table); c++) {
            kt_text_reset(&shown);
            CHECK_OK(kt_table_show(table, r, c, all->f.locale, &shown, &err), err);
            kt_text_reset(&marked);
            escaped(kt_text_get(&shown), &piece);
            CHECK_OK(kt_text_format(&marked, &err, ">%s<", kt_text_get(&piece)), err);
            at = strstr(at, kt_text_get(&marked));
            if (!at)
                fail_msg("lost: %s in row %d", kt_text_get(&shown), (int)r);
            at++; // so that what stands twice is found twice
        }
    kt_text_clear(&marked);
    kt_text_clear(&shown);
    kt_text_clear(&piece);
}

/* The number itself, with all its digits. */
static void find_value(const forms *all, const kt_block *block, const char *text)
{
    char value[64], digits[32];

    (void)all;
    for (int64_t r = 0; block->table && r < kt_table_n_rows(block->table); r++)
        for (int c = 0; c < kt_table_n_columns(block->table); c++) {
            const kt_cell *cell = kt_table_cell_at(block->table, r, c);
            if (cell->kind != KT_CELL_NUMBER && cell->kind != KT_CELL_FRACTION)
                continue;
            (void)kt_print_double(cell->number, digits);
            snprintf(value, sizeof value, "data-value=\"%s\"", digits);
            if (!strstr(text, value))
                fail_msg("lost: %s", value);
        }
}

static void find_in_workbook(const forms *all, const kt_block *block, const char *text)
{
    char value[64];

    (void)all;
    for (int64_t r = 0; block->table && r < kt_table_n_rows(block->table); r++)
        for (int c = 0; c < kt_table_n_columns(block->table); c++) {
            const kt_cell *cell = kt_table_cell_at(block->table, r, c);
            const double scale = kt_table_column_at(block->table, c)->scale;
            if (cell->kind == KT_CELL_NUMBER || cell->kind == KT_CELL_FRACTION) {
                snprintf(value, sizeof value, "<v>%.16G</v>",
                         cell->kind == KT_CELL_NUMBER ? cell->number * scale : cell->number);
                if (!strstr(text, value))
                    fail_msg("lost: %s", value);
            }
        }
}

static void html_holds_every_sentence_and_number_and_fetches_nothing(void **state)
{
    (void)state;
    static const char *const language[] = {"de", "en", "ru"};
    for (int l = 0; l < 3; l++) {
        forms all;
        kt_error err = {0};
        kt_text text = {0};
        char head[64];
        forms_open(&all, language[l]);
        CHECK_OK(write_form(&all, HTML, &text, &err), err);
        snprintf(head, sizeof head, "<!DOCTYPE html>\n<html lang=\"%s\">\n", language[l]);
        CHECK_INT(strncmp(text.data, head, strlen(head)), 0);
        each_block(&all, text.data, find_marked_up);
        each_block(&all, text.data, find_value);
        CHECK(strstr(text.data, "<link") == NULL && strstr(text.data, "<script") == NULL);
        CHECK(strstr(text.data, "src=") == NULL && strstr(text.data, "url(") == NULL);
        CHECK_INT(xml_count(text.data, "href=\""), xml_count(text.data, "href=\"#"));
        // series, mirror, ranks, map and timeline, each told in words
        CHECK_INT(xml_count(text.data, "<svg "), 5);
        CHECK_INT(xml_count(text.data, "<desc id="), 5);
        CHECK_INT(xml_count(text.data, "<desc id=\"picture-5-text\">"), 1);
        CHECK_INT(xml_count(text.data, "></desc>"), 0);
        kt_text_clear(&text);
        forms_close(&all);
    }
}

/* Ours are void elements apart; so what is left must be well-formed. */
static void html_is_well_formed(void **state)
{
    (void)state;
    forms all;
    kt_error err = {0};
    kt_text text = {0};

    forms_open(&all, "de");
    CHECK_OK(write_form(&all, HTML, &text, &err), err);
    const char *fault = xml_fault(strstr(text.data, "<body>"));
    // Behind the body only the end of <html> is left over.
    CHECK(fault != NULL);
    CHECK_TEXT(fault, "</html>\n");
    kt_text_clear(&text);
    forms_close(&all);
}

static void markdown_holds_the_tables(void **state)
{
    (void)state;
    forms all;
    kt_error err = {0};
    kt_text text = {0};

    forms_open(&all, "en");
    CHECK_OK(write_form(&all, MD, &text, &err), err);
    CHECK_INT(strncmp(text.data, "# Belarus and Kazakhstan: trade in goods", 40), 0);
    CHECK(strstr(text.data, "\n## Trade year by year\n") != NULL);
    CHECK(strstr(text.data, "| Year | Turnover | Change |") != NULL);
    CHECK(strstr(text.data, "| ---: | ---: | ---: |") != NULL);
    CHECK(strstr(text.data, "| 2009 | 380.0 | ") != NULL);
    CHECK(strstr(text.data, "```text\nTurnover in $ million") != NULL);
    CHECK(strstr(text.data, "\\[1\\]") != NULL); // no link by chance
    kt_text_clear(&text);
    forms_close(&all);
}

static void a_word_file_holds_every_sentence_and_number(void **state)
{
    (void)state;
    forms all;
    kt_error err = {0};
    kt_text file = {0}, part = {0};

    forms_open(&all, "ru");
    CHECK_OK(write_form(&all, DOCX, &file, &err), err);
    CHECK_INT(zip_members(&file, "word/document.xml", &part), 1);
    CHECK(xml_fault(part.data) == NULL);
    each_block(&all, part.data, find_marked_up);
    CHECK_INT(xml_count(part.data, "<w:tblHeader/>"), xml_count(part.data, "<w:tbl>"));
    CHECK(xml_count(part.data, "\"Heading1\"") >= 5);
    CHECK_INT(xml_count(part.data, "<w:drawing>"), 5);
    CHECK_INT(xml_count(part.data, "descr=\"\""), 0);
    kt_text_reset(&part);
    CHECK_INT(zip_members(&file, "word/media/", &part), 5);
    static const char *const others[] = {
        "[Content_Types].xml", "_rels/",           "docProps/core.xml", "word/styles.xml",
        "word/numbering.xml",  "word/footer1.xml", "word/settings.xml", "word/_rels/"};
    for (size_t n = 0; n < sizeof others / sizeof *others; n++) {
        kt_text_reset(&part);
        CHECK_INT(zip_members(&file, others[n], &part), 1);
        CHECK(xml_fault(part.data) == NULL);
    }
    kt_text_reset(&part);
    zip_members(&file, "word/styles.xml", &part);
    CHECK(strstr(part.data, "w:lang w:val=\"ru-RU\"") != NULL);
    kt_text_clear(&part);
    kt_text_clear(&file);
    forms_close(&all);
}

static void a_workbook_holds_every_number_and_its_source(void **state)
{
    (void)state;
    forms all;
    kt_error err = {0};
    kt_text file = {0}, part = {0};

    forms_open(&all, "de");
    CHECK_OK(write_form(&all, XLSX, &file, &err), err);
    CHECK(zip_members(&file, "xl/worksheets/sheet", &part) >= 6);
    each_block(&all, part.data, find_in_workbook);
    // All figures of the JSON stand in the last sheet.
    for (int64_t n = 0; n < kt_figures_count(kt_brief_figures(all.brief)); n++) {
        const kt_figure *figure = kt_figures_at(kt_brief_figures(all.brief), n);
        char value[64];
        snprintf(value, sizeof value, "<v>%.16G</v>", figure->value);
        if (!isnan(figure->value) && !strstr(part.data, value))
            fail_msg("lost: %s of %s", value, figure->key);
    }
    kt_text_reset(&part);
    CHECK_INT(zip_members(&file, "xl/sharedStrings.xml", &part), 1);
    CHECK(strstr(part.data, "<t>BLR: tiny 1</t>") != NULL);
    CHECK(strstr(part.data, "tiny 1 (estimated)") !=
          NULL); // what stands behind a number in text
    CHECK(strstr(part.data, "<t>Quelle</t>") != NULL);
    CHECK(strstr(part.data, "turnover") != NULL);
    kt_text_clear(&part);
    kt_text_clear(&file);
    forms_close(&all);
}

static void a_pdf_has_pages_and_says_its_language(void **state)
{
    (void)state;
    forms all;
    kt_error err = {0};
    kt_text file = {0};

    forms_open(&all, "ru");
    CHECK_OK(write_form(&all, PDF, &file, &err), err);
    CHECK_INT(memcmp(file.data, "%PDF-1.", 7), 0);
    CHECK(strstr(file.data + file.size - 400, "/Lang (ru)") != NULL);
    const kt_document *document = kt_brief_document(all.brief);
    int n_pictures = 0, n_said = 0;
    for (int64_t s = 0; s < kt_document_n_sections(document); s++)
        for (int64_t b = 0; b < kt_document_section(document, s)->n_blocks; b++) {
            const kt_block_kind kind = kt_document_section(document, s)->block[b].kind;
            n_pictures += kind == KT_BLOCK_PICTURE || kind == KT_BLOCK_CHART;
        }
    for (size_t at = 0; at + 10 < file.size; at++)
        n_said += memcmp(file.data + at, "/Alt <FEFF", 10) == 0;
    CHECK(n_pictures > 2);
    CHECK_INT(n_said, n_pictures); // each picture says what it shows
    kt_text_clear(&file);
    forms_close(&all);
}

static void text_and_json_are_the_same_with_and_without_pictures(void **state)
{
    (void)state;
    forms all;
    kt_error err = {0};
    kt_text with = {0}, without = {0};
    const kt_sink with_sink = kt_sink_text(&with), without_sink = kt_sink_text(&without);
    const kt_brief_request request = fixture_request(BLR, KAZ);

    forms_open(&all, "en");
    kt_brief *plain = fixture_brief(&all.f, &request);
    CHECK_OK(kt_brief_write_text(all.brief, all.f.locale, NULL, &with_sink, &err), err);
    CHECK_OK(kt_brief_write_text(plain, all.f.locale, NULL, &without_sink, &err), err);
    CHECK_TEXT(with.data, without.data);
    CHECK_OK(kt_brief_write_json(all.brief, &with_sink, &err), err);
    CHECK_OK(kt_brief_write_json(plain, &without_sink, &err), err);
    CHECK_TEXT(with.data, without.data);
    kt_brief_free(plain);
    kt_text_clear(&without);
    kt_text_clear(&with);
    forms_close(&all);
}

typedef struct attempt {
    const forms *all;
    form which;
} attempt;

static kt_status once(void *with, kt_error *err)
{
    const attempt *a = with;
    kt_text text = {0};
    const kt_status status = write_form(a->all, a->which, &text, err);

    kt_text_clear(&text);
    return status;
}

/* A document of one of each, so that every request can be tried. */
static void every_request_that_fails_is_reported(void **state)
{
    (void)state;
    forms all;

    forms_open(&all, "en");
    kt_brief_free(all.brief);
    all.brief = NULL;
    kt_brief_request request = fixture_request(BLR, KAZ);
    request.first_year = 2017;
    request.last_year = 2018;
    all.brief = fixture_brief(&all.f, &request);
    kt_check_faults(KT_FAULT_MEMORY, once, &(attempt){&all, HTML});
    kt_check_faults(KT_FAULT_MEMORY, once, &(attempt){&all, MD});
    kt_check_faults(KT_FAULT_MEMORY, once, &(attempt){&all, XLSX});
    forms_close(&all);
}

/* Title, a sentence, an item and a table: what takes a moment to draw. */
static kt_status fill_small(kt_document *document, kt_error *err)
{
    kt_table *table = NULL;

    KT_TRY(kt_document_set_title(document, "A title", "below", err));
    KT_TRY(kt_document_begin_section(document, "one", "One", err));
    KT_TRY(kt_document_add_text(document, KT_BLOCK_PARAGRAPH, "A sentence.", err));
    KT_TRY(kt_document_add_text(document, KT_BLOCK_ITEM, "An item", err));
    KT_TRY(kt_table_new(&table, err));
    kt_table_column(table, &(kt_column){.key = "n", .title = "n", .align = KT_RIGHT});
    kt_table_row(table);
    kt_table_number(table, 1.5, NULL);
    return kt_document_add_table(document, table, err);
}

static kt_status draw_small(void *with, kt_error *err)
{
    const forms *all = with;
    kt_document *document = NULL;
    kt_text text = {0};
    const kt_sink sink = kt_sink_text(&text);

    KT_TRY(kt_document_new("en", &document, err));
    kt_status status = fill_small(document, err);
    if (!status)
        status = kt_document_write_docx(document, all->f.locale, FIXTURE_NOW, &sink, err);
    if (!status)
        status = kt_document_write_pdf(document, all->f.locale, FIXTURE_NOW, &sink, err);
    kt_text_clear(&text);
    kt_document_free(document);
    return status;
}

static void every_request_that_fails_while_pages_are_drawn_is_reported(void **state)
{
    (void)state;
    forms all;

    forms_open(&all, "en");
    kt_check_faults(KT_FAULT_MEMORY, draw_small, &all);
    forms_close(&all);
}

static kt_status make_once(void *with, kt_error *err)
{
    const forms *all = with;
    kt_brief_request request = fixture_request(BLR, KAZ);
    kt_brief *brief = NULL;

    request.first_year = 2017;
    request.last_year = 2018;
    request.pictures = KT_PICTURES_ALL;
    KT_TRY(kt_brief_make(&request, &all->f.world, &brief, err));
    kt_brief_free(brief);
    return KT_OK;
}

static void every_request_that_fails_while_pictures_are_made_is_reported(void **state)
{
    (void)state;
    forms all;

    forms_open(&all, "en");
    kt_check_faults(KT_FAULT_MEMORY, make_once, &all);
    forms_close(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(html_holds_every_sentence_and_number_and_fetches_nothing),
        KT_TEST(html_is_well_formed),
        KT_TEST(markdown_holds_the_tables),
        KT_TEST(a_word_file_holds_every_sentence_and_number),
        KT_TEST(a_workbook_holds_every_number_and_its_source),
        KT_TEST(a_pdf_has_pages_and_says_its_language),
        KT_TEST(text_and_json_are_the_same_with_and_without_pictures),
        KT_TEST(every_request_that_fails_is_reported),
        KT_TEST(every_request_that_fails_while_pages_are_drawn_is_reported),
        KT_TEST(every_request_that_fails_while_pictures_are_made_is_reported),
    };
    return kt_run_tests(tests);
}
