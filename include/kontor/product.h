/* kontor/product.h: names of products: sections, chapters and headings of the Harmonized System
 * in German, English and Russian (data/hs_sections.csv, hs_chapters.csv, hs_headings.csv;
 * wording our own), of the ten sections of the SITC (sitc_sections.csv), and search by word.
 * Descriptions of subheadings come with a dataset. */
#ifndef KONTOR_PRODUCT_H
#define KONTOR_PRODUCT_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/resource.h>

#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_products kt_products;
/* Read once and then unchanging: any number of threads may read. resources is borrowed for the
 * call. Errors: KT_ERR_FORMAT with the file and line of a table that is wrong; KT_ERR_MEMORY;
 * KT_ERR_MISSING. */
KT_MUST_USE kt_status kt_products_open(kt_resources *resources, kt_products **out,
                                       kt_error *err);
void kt_products_close(kt_products *products);

/* Section 1 to 21 that a chapter of HS lies in, 0 for unallocated and for other revisions. */
int kt_product_section(const kt_products *products, kt_product product);
/* "" where there is none; in English for a language without names. */
const char *kt_section_name(const kt_products *products, int section, const char *language);
/* The name of the code itself (of the SITC only its sections, 0 to 9), in English for a
 * language without names; where only a level above is named, "" (never a guess), and so for
 * headings whose number changed its meaning between revisions. */
const char *kt_product_name(const kt_products *products, kt_product product,
                            const char *language);
/* Of a code without a name the heading it lies in, with its number so that nobody takes it for
 * the code's own: "3004 · Medicaments"; "" where that has none. Cut to the room. Returns out.
 */
const char *kt_product_heading_name(const kt_products *products, kt_product product,
                                    const char *language, char *out, size_t room);
/* Codes whose name in one of the languages holds all words of text, or words that begin with
 * them ("tractor": tractors), without regard to case and accents; at most `most`, chapters
 * before headings, by number. They come as codes of KT_HS92: the names hold in all revisions,
 * and the caller asks its dataset in the dataset's own. */
int64_t kt_product_search(const kt_products *products, kt_slice text, kt_product *out,
                          int64_t most);

KT_END_DECLS

#endif
