/* kontor/brief.h: the whole answer about a pair of countries, as a text that can be handed on.
 *
 *     kt_sources ─┐
 *     kontor/measure headers ─┼─► figures ─► phrases of a language ─► document ─► text, JSON
 *     register ───┘
 *
 * Every number in it is a figure (kontor/figure.h); every sentence is a phrase of lang/. What
 * is not known is left out or said to be missing, and never guessed. docs/brief.md explains
 * each section. */
#ifndef KONTOR_BRIEF_H
#define KONTOR_BRIEF_H

#include <kontor/bloc.h>
#include <kontor/country.h>
#include <kontor/document.h>
#include <kontor/error.h>
#include <kontor/figure.h>
#include <kontor/locale.h>
#include <kontor/product.h>
#include <kontor/register.h>
#include <kontor/sink.h>
#include <kontor/store.h>

#include <stddef.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* What briefs of one snapshot of a store share: partners and rankings of a country, sums over
 * the world. A pair's page asks the same of its two countries as every other page of theirs, so
 * who makes many gives each the same memory. It belongs to the store,
 * the countries and the blocs it was first used with and must be freed before them; for one
 * thread at a time. limit: bytes, some 64 MiB for the world's countries in two years; it is
 * emptied before the brief that finds it above. */
typedef struct kt_brief_memory kt_brief_memory;
KT_MUST_USE kt_status kt_brief_memory_new(size_t limit, kt_brief_memory **out, kt_error *err);
/* NULL is allowed. */
void kt_brief_memory_free(kt_brief_memory *memory);
size_t kt_brief_memory_bytes(const kt_brief_memory *memory);

/* What a brief is made from. All borrowed for the call; phrases and locale are of the same
 * language, which is the brief's. */
typedef struct kt_brief_world {
    const kt_store *store;
    const kt_register *reg;
    const kt_countries *countries;
    const kt_blocs *blocs;
    const kt_products *products;
    const kt_phrases *phrases;
    kt_locale *locale;
    const kt_shapes *shapes; /* NULL: no maps; kept as long as the brief where pictures are
                                asked for */
    kt_brief_memory *memory; /* NULL: what is shared is made for this brief alone */
} kt_brief_world;

/* Are pictures wanted beside the small charts? They cost some ten scans for ranks and map. */
typedef enum kt_brief_pictures { KT_PICTURES_NONE = 0, KT_PICTURES_ALL } kt_brief_pictures;

/* What a brief is for. For talks two pages stand before the sections, which become an annex. */
typedef enum kt_brief_purpose { KT_BRIEF_GENERAL = 0, KT_BRIEF_FOR_TALKS } kt_brief_purpose;

/* Which figures are wanted beside the document? KT_FIGURES_TOLD is for who shows the document
 * alone: amounts that no sentence, table or picture takes are not made, methods may be left
 * out, figures have no keys and may stand twice, and the sections do not note theirs (n_figures
 * is 0). What the document says is the same. */
typedef enum kt_brief_detail { KT_FIGURES_ALL = 0, KT_FIGURES_TOLD } kt_brief_detail;

typedef struct kt_brief_request {
    kt_country a, b;
    int16_t first_year, last_year; /* default 0: the last year with data and the ten growth
                                      steps before it */
    const kt_bloc *bloc;           /* default NULL: the world and every bloc that both share;
                                      else the world and this one */
    const char *dataset;           /* default NULL: see kontor/source.h */
    double target_usd;             /* default NaN: no target; else > 0 */
    int16_t target_year;           /* default 0: the target has no year */
    kt_brief_purpose purpose;      /* default KT_BRIEF_GENERAL */
    kt_brief_pictures pictures;    /* default KT_PICTURES_NONE */
    kt_brief_detail figures;       /* default KT_FIGURES_ALL; JSON and workbooks need them */
    int64_t now;                   /* seconds since 1970: the date of the brief */
} kt_brief_request;
kt_brief_request kt_brief_request_default(void);

/* "1000000000", "1e9@2020", "1.5bn", "900 Mio@2026": a turnover in USD and the year by which.
 * Errors: KT_ERR_USAGE. */
KT_MUST_USE kt_status kt_brief_parse_target(kt_slice text, double *usd, int16_t *year,
                                            kt_error *err);

typedef struct kt_brief kt_brief;

/* Make the brief. *out is owned by the caller and needs nothing of the world any more.
 * Errors: KT_ERR_RANGE a and b are the same, or first_year after last_year; KT_ERR_MISSING
 * nothing is known about the pair, or not in these years, or the dataset asked for is not
 * there; KT_ERR_FORMAT a phrase that is missing or wrong, naming its key; those of reading. */
KT_MUST_USE kt_status kt_brief_make(const kt_brief_request *request,
                                    const kt_brief_world *world, kt_brief **out, kt_error *err);
/* NULL is allowed. */
void kt_brief_free(kt_brief *brief);

const kt_document *kt_brief_document(const kt_brief *brief);
const kt_figures *kt_brief_figures(const kt_brief *brief);

/* locale: of the brief's language. options NULL: default. */
KT_MUST_USE kt_status kt_brief_write_text(const kt_brief *brief, kt_locale *locale,
                                          const kt_document_options *options,
                                          const kt_sink *sink, kt_error *err);
/* {"a", "b", "lang", "title", "synthetic", "figures", "sections"}, one line feed at the end. */
KT_MUST_USE kt_status kt_brief_write_json(const kt_brief *brief, const kt_sink *sink,
                                          kt_error *err);

/* A workbook: a sheet for each table, its numbers as numbers with formats, the last column
 * saying whose statistics and which dataset a line's numbers are from; and a sheet of all
 * figures. phrases: of the brief's language. now: the date in the file. Errors: KT_ERR_MISSING
 * libxlsxwriter is not installed; KT_ERR_FORMAT a phrase is missing; KT_ERR_IO; KT_ERR_MEMORY;
 * what the sink returns. */
KT_MUST_USE kt_status kt_brief_write_xlsx(const kt_brief *brief, kt_locale *locale,
                                          const kt_phrases *phrases, int64_t now,
                                          const kt_sink *sink, kt_error *err);

KT_END_DECLS

#endif
