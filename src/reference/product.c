/* product.c: names of sections, chapters and headings of the Harmonized System, from
 * data/hs_sections.csv, hs_chapters.csv and hs_headings.csv, and search by word; of the SITC
 * the ten sections (data/sitc_sections.csv), which are the same in all its revisions.
 *
 * Codes are kept without their revision: the names are short enough to hold in all of them, and
 * a heading whose number changed its meaning between revisions is left without a name (the
 * table's business). A search folds (fold.h) the names as it goes, with a blank before each, so
 * that a word is found where one begins: searches are rare, and opening is not. */
#include <kontor/product.h>

#include <kontor/arena.h>
#include <kontor/memory.h>

#include "fold.h"
#include "growing.h"
#include "reference_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KT_N_LANGUAGES = 3,
    N_SECTIONS = 21,
    N_CHAPTERS = 97,
    N_SITC = 10,
    LONGEST_NAME_OF_PRODUCT = 250
};

static const char *const languages[KT_N_LANGUAGES] = {"de", "en", "ru"};

static const char *const section_columns[] = {"section", "first", "last", "de",
                                              "en",      "ru",    NULL};
static const char *const code_columns[] = {"code", "de", "en", "ru", NULL};

typedef struct product_name {
    int32_t digits; /* 2 or 4 */
    int32_t number; /* 8 for chapter 08, 805 for heading 0805 */
    const char *name[KT_N_LANGUAGES];
} product_name;

struct kt_products {
    kt_arena arena;
    const char *section[N_SECTIONS + 1][KT_N_LANGUAGES];
    int section_of[N_CHAPTERS + 1]; /* by chapter; 0: none */
    const char *sitc[N_SITC][KT_N_LANGUAGES];
    product_name *item; /* chapters, then headings, each by number */
    int64_t n_items, room;
};

/* What a visit needs besides: how many digits the codes of this table have. */
typedef struct codes_reading {
    kt_products *products;
    int digits;
} codes_reading;

static kt_status read_section(void *with, const kt_reference_row *row, kt_error *err)
{
    kt_products *products = with;
    int64_t section = 0, first = 0, last = 0;

    KT_TRY(kt_reference_integer(row, 0, "section", 1, N_SECTIONS, &section, err));
    KT_TRY(kt_reference_integer(row, 1, "first", 1, N_CHAPTERS, &first, err));
    KT_TRY(kt_reference_integer(row, 2, "last", 1, N_CHAPTERS, &last, err));
    if (section == 0 || first == 0 || last < first || products->section[section][0])
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                          "a section without chapters, or one that stands twice");
    for (int language = 0; language < KT_N_LANGUAGES; language++)
        KT_TRY(kt_reference_text(row, 3 + language, &products->arena,
                                 &products->section[section][language], err));
    for (int64_t chapter = first; chapter <= last; chapter++) {
        if (products->section_of[chapter] != 0)
            return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                              "chapter %d lies in two sections", (int)chapter);
        products->section_of[chapter] = (int)section;
    }
    return KT_OK;
}

static kt_status read_code(void *with, const kt_reference_row *row, kt_error *err)
{
    const codes_reading *r = with;
    kt_products *products = r->products;
    product_name item = {.digits = r->digits};
    int64_t number = 0;

    if (row->cell[0].size != (size_t)r->digits || !kt_parse_i64(row->cell[0], &number) ||
        number <= 0)
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "\"%.*s\", expected %d digits",
                          (int)row->cell[0].size, row->cell[0].data, r->digits);
    item.number = (int32_t)number;
    for (int language = 0; language < KT_N_LANGUAGES; language++) {
        if (row->cell[1 + language].size == 0 ||
            row->cell[1 + language].size > LONGEST_NAME_OF_PRODUCT)
            return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0,
                              "no name in %s, or one of more than %d bytes",
                              languages[language], (int)LONGEST_NAME_OF_PRODUCT);
        KT_TRY(
            kt_reference_text(row, 1 + language, &products->arena, &item.name[language], err));
    }
    KT_TRY(kt_grow(&products->item, products->n_items, &products->room, err));
    products->item[products->n_items++] = item;
    return KT_OK;
}

static kt_status read_sitc(void *with, const kt_reference_row *row, kt_error *err)
{
    kt_products *products = with;
    int64_t section = 0;

    KT_TRY(kt_reference_integer(row, 0, "code", 0, N_SITC - 1, &section, err));
    if (products->sitc[section][0])
        return kt_fail_at(err, KT_ERR_FORMAT, row->line, 0, "a section that stands twice");
    for (int language = 0; language < KT_N_LANGUAGES; language++)
        KT_TRY(kt_reference_text(row, 1 + language, &products->arena,
                                 &products->sitc[section][language], err));
    return KT_OK;
}

static int compare_items(const void *left, const void *right)
{
    const product_name *a = left, *b = right;
    if (a->digits != b->digits)
        return a->digits < b->digits ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static kt_status read_all(kt_products *products, kt_resources *resources, kt_error *err)
{
    codes_reading chapters = {products, 2}, headings = {products, 4};
    KT_TRY(kt_reference_read(resources, "data/hs_sections.csv", section_columns, read_section,
                             products, err));
    KT_TRY(kt_reference_read(resources, "data/hs_chapters.csv", code_columns, read_code,
                             &chapters, err));
    KT_TRY(kt_reference_read(resources, "data/hs_headings.csv", code_columns, read_code,
                             &headings, err));
    KT_TRY(kt_reference_read(resources, "data/sitc_sections.csv", code_columns, read_sitc,
                             products, err));
    if (products->n_items > 1)
        qsort(products->item, (size_t)products->n_items, sizeof *products->item, compare_items);
    for (int64_t n = 1; n < products->n_items; n++) {
        if (compare_items(&products->item[n - 1], &products->item[n]) == 0)
            return kt_fail(err, KT_ERR_FORMAT, "%s: product %d is named twice",
                           products->item[n].digits == 2 ? "data/hs_chapters.csv"
                                                         : "data/hs_headings.csv",
                           (int)products->item[n].number);
    }
    return KT_OK;
}

kt_status kt_products_open(kt_resources *resources, kt_products **out, kt_error *err)
{
    kt_products *products = NULL;
    KT_TRY(kt_new(&products, 1, sizeof *products, err));
    const kt_status status = read_all(products, resources, err);
    if (status) {
        kt_products_close(products);
        return status;
    }
    *out = products;
    return KT_OK;
}

void kt_products_close(kt_products *products)
{
    if (!products)
        return;
    kt_free(products->item);
    kt_arena_clear(&products->arena);
    kt_free(products);
}

static bool is_hs(kt_product product)
{
    const kt_revision revision = kt_product_revision(product);
    return revision >= KT_HS92 && revision <= KT_HS22;
}

/* The first `digits` of its code as a number; -1 where it has fewer. */
static int leading_number(kt_product product, int digits)
{
    char text[16];
    int number = 0;
    kt_product_print(product, text);
    for (int n = 0; n < digits; n++) {
        if (text[n] < '0' || text[n] > '9')
            return -1;
        number = number * 10 + (text[n] - '0');
    }
    return number;
}

int kt_product_section(const kt_products *products, kt_product product)
{
    if (!is_hs(product) || kt_product_is_unallocated(product))
        return 0;
    const int chapter = leading_number(product, 2);
    return chapter >= 1 && chapter <= N_CHAPTERS ? products->section_of[chapter] : 0;
}

static int language_place(const char *language)
{
    for (int n = 0; n < KT_N_LANGUAGES; n++) {
        if (language && strcmp(languages[n], language) == 0)
            return n;
    }
    return 1; /* English */
}

const char *kt_section_name(const kt_products *products, int section, const char *language)
{
    if (section < 1 || section > N_SECTIONS)
        return "";
    const char *name = products->section[section][language_place(language)];
    return name ? name : "";
}

/* "" for what is no section of the SITC. */
static const char *sitc_name(const kt_products *products, kt_product product,
                             const char *language)
{
    const kt_revision revision = kt_product_revision(product);
    const int section = leading_number(product, 1);
    if (revision < KT_SITC1 || revision > KT_SITC4 || section < 0)
        return "";
    // Section 9 is itself what is not allocated; the part of another that is not has no name.
    if (kt_product_is_unallocated(product) && section != 9)
        return "";
    const char *name = products->sitc[section][language_place(language)];
    return name ? name : "";
}

const char *kt_product_name(const kt_products *products, kt_product product,
                            const char *language)
{
    product_name wanted = {.digits = kt_product_digits(product)};
    if (wanted.digits == 1)
        return sitc_name(products, product, language);
    if (!is_hs(product) || (wanted.digits != 2 && wanted.digits != 4) || products->n_items == 0)
        return "";
    wanted.number = leading_number(product, wanted.digits);
    const product_name *found = bsearch(&wanted, products->item, (size_t)products->n_items,
                                        sizeof wanted, compare_items);
    return found ? found->name[language_place(language)] : "";
}

const char *kt_product_heading_name(const kt_products *products, kt_product product,
                                    const char *language, char *out, size_t room)
{
    const kt_product heading = kt_product_above(product, 4);
    const char *name =
        heading.code == product.code ? "" : kt_product_name(products, heading, language);
    char code[16], whole[16 + LONGEST_NAME_OF_PRODUCT] = "";
    if (name[0])
        snprintf(whole, sizeof whole, "%s \xC2\xB7 %s", kt_product_print(heading, code), name);
    size_t size = strlen(whole);
    if (size >= room) // cut between letters
        for (size = room - 1; size > 0 && ((unsigned char)whole[size] & 0xc0u) == 0x80u;)
            size--;
    snprintf(out, room, "%.*s", (int)size, whole);
    return out;
}

/* The words of a text, each with a blank before it; 0 bytes where there is none. */
static kt_slice fold_words(kt_slice text, char out[LONGEST_NAME_OF_PRODUCT + 1])
{
    if (text.size > LONGEST_NAME_OF_PRODUCT)
        return (kt_slice){NULL, 0};
    out[0] = ' ';
    const size_t size = kt_fold_text(text, KT_FOLD_WORDS, out + 1);
    return (kt_slice){out, size > 0 ? size + 1 : 0};
}

/* True where a word of `words` begins with `word` (" word"). */
static bool has_word(kt_slice words, kt_slice word)
{
    for (size_t at = 0; at + word.size <= words.size; at++) {
        if (memcmp(words.data + at, word.data, word.size) == 0)
            return true;
    }
    return false;
}

static bool has_all_words(kt_slice words, kt_slice query)
{
    size_t at = 0;
    while (at < query.size) {
        size_t end = at + 1;
        while (end < query.size && query.data[end] != ' ')
            end++;
        if (!has_word(words, (kt_slice){query.data + at, end - at}))
            return false;
        at = end;
    }
    return true;
}

static bool answers(const product_name *item, kt_slice query)
{
    char folded[LONGEST_NAME_OF_PRODUCT + 1];
    for (int language = 0; language < KT_N_LANGUAGES; language++) {
        if (has_all_words(fold_words(kt_slice_of(item->name[language]), folded), query))
            return true;
    }
    return false;
}

static kt_product product_of(const product_name *item)
{
    char digits[8];
    kt_product product = KT_TOTAL;
    for (int d = item->digits - 1, rest = item->number; d >= 0; d--, rest /= 10)
        digits[d] = (char)('0' + rest % 10);
    return kt_product_parse((kt_slice){digits, (size_t)item->digits}, KT_HS92, &product)
               ? product
               : KT_TOTAL;
}

int64_t kt_product_search(const kt_products *products, kt_slice text, kt_product *out,
                          int64_t most)
{
    char folded[LONGEST_NAME_OF_PRODUCT + 1];
    int64_t n_found = 0;
    const kt_slice query = fold_words(text, folded);
    if (query.size == 0)
        return 0;
    for (int64_t n = 0; n < products->n_items && n_found < most; n++) {
        if (answers(&products->item[n], query))
            out[n_found++] = product_of(&products->item[n]);
    }
    return n_found;
}
