/* corpus.h: articles with tagged claims, and the score of the reader on a folder of them.
 *
 * A claim that was found is right when its span overlaps the expected one and measure, kind
 * (of a target its kind), countries (as a flow; a turnover both ways round), period and value
 * agree. tests/claim/corpus/README.md has the columns. */
#ifndef KONTOR_TESTS_CLAIM_CORPUS_H
#define KONTOR_TESTS_CLAIM_CORPUS_H

#include "check.h"

#include <kontor/claim.h>
#include <kontor/csv.h>
#include <kontor/file.h>
#include <kontor/memory.h>

typedef struct wanted_claim {
    char text[160], kind[16], target_kind[16], measure[40], a[12], b[12], product[16],
        period[24], currency[8], modifier[16];
    double value, value_max;
    size_t start, end;
    bool met;
} wanted_claim;

typedef struct wanted_article {
    wanted_claim claim[64];
    int n_claims;
    kt_date published;
    const char *text; /* of the article, to find occurrences in */
    size_t size;
    int column[16];
    bool header;
} wanted_article;

enum { N_SCORE_LANGUAGES = 4, N_SCORE_KINDS = 7 }; /* the last of each: all */
typedef struct corpus_score {
    int right[N_SCORE_LANGUAGES][N_SCORE_KINDS], found[N_SCORE_LANGUAGES][N_SCORE_KINDS],
        wanted[N_SCORE_LANGUAGES][N_SCORE_KINDS];
    int n_articles;
    int goods_wanted, goods_found, goods_right; /* of the right claims: those with a product */
    bool tell;                                  /* every claim that is not right */
} corpus_score;

static const char *const score_columns[] = {
    "text",    "occurrence", "kind",  "target_kind", "measure",  "a",       "b",
    "product", "period",     "value", "value_max",   "currency", "modifier"};
static const char *const score_kinds[] = {"level", "growth", "change",
                                          "rank",  "share",  "target"};
static const char *const score_languages[] = {"de", "en", "ru"};

static inline void copy_cell(const wanted_article *w, const kt_csv_row *row, int column,
                             char *out, size_t size)
{
    const int at = w->column[column];
    const kt_slice cell = at >= 0 && at < row->n_cells ? row->cell[at] : (kt_slice){"", 0};
    snprintf(out, size, "%.*s", (int)cell.size, cell.data);
}

static inline void locate(const wanted_article *w, wanted_claim *c, int occurrence)
{
    size_t at = 0;
    const size_t size = strlen(c->text);
    for (; at + size <= w->size; at++)
        if (memcmp(w->text + at, c->text, size) == 0 && --occurrence <= 0) {
            c->start = at;
            c->end = at + size;
            return;
        }
}

static inline kt_status take_row(void *with, const kt_csv_row *row, kt_error *err)
{
    wanted_article *w = with;
    char number[64];
    (void)err;
    if (row->n_cells > 0 && kt_slice_starts(row->cell[0], "# published:")) {
        kt_slice date = {row->cell[0].data + 12, row->cell[0].size - 12};
        kt_date_parse(kt_slice_trim(date), &w->published);
        return KT_OK;
    }
    if (!w->header) {
        for (int n = 0; n < 13; n++)
            w->column[n] = kt_csv_column(row, score_columns[n]);
        w->header = true;
        return KT_OK;
    }
    if (w->n_claims == 64)
        return KT_OK;
    wanted_claim *c = &w->claim[w->n_claims++];
    *c = (wanted_claim){.value_max = NAN};
    copy_cell(w, row, 0, c->text, sizeof c->text);
    copy_cell(w, row, 1, number, sizeof number);
    const int occurrence = (int)strtol(number, NULL, 10);
    copy_cell(w, row, 2, c->kind, sizeof c->kind);
    copy_cell(w, row, 3, c->target_kind, sizeof c->target_kind);
    copy_cell(w, row, 4, c->measure, sizeof c->measure);
    copy_cell(w, row, 5, c->a, sizeof c->a);
    copy_cell(w, row, 6, c->b, sizeof c->b);
    copy_cell(w, row, 7, c->product, sizeof c->product);
    copy_cell(w, row, 8, c->period, sizeof c->period);
    copy_cell(w, row, 9, number, sizeof number);
    c->value = strtod(number, NULL);
    copy_cell(w, row, 10, number, sizeof number);
    c->value_max = number[0] ? strtod(number, NULL) : NAN;
    copy_cell(w, row, 11, c->currency, sizeof c->currency);
    copy_cell(w, row, 12, c->modifier, sizeof c->modifier);
    locate(w, c, occurrence);
    return KT_OK;
}

/* export of a to b is import of b from a; turnover has no order. */
static inline bool same_flow(const kt_claim *claim, const char *measure, const char *a,
                             const char *b)
{
    char found[40];
    kt_claim_measure(claim, found);
    const bool straight = strcmp(claim->a, a) == 0 && strcmp(claim->b, b) == 0;
    const bool crossed = strcmp(claim->a, b) == 0 && strcmp(claim->b, a) == 0;
    if (strcmp(found, measure) == 0)
        return straight || (crossed && strstr(measure, "turnover") &&
                            (claim->kind == KT_CLAIM_LEVEL || claim->kind == KT_CLAIM_GROWTH ||
                             claim->kind == KT_CLAIM_CHANGE || claim->kind == KT_CLAIM_TARGET));
    if (claim->kind == KT_CLAIM_RANK || claim->kind == KT_CLAIM_SHARE)
        return false;
    const char *f = strstr(found, "export") ? strstr(found, "export") : strstr(found, "import");
    const char *m =
        strstr(measure, "export") ? strstr(measure, "export") : strstr(measure, "import");
    return f && m && strcmp(f, m) != 0 && f - found == m - measure &&
           memcmp(found, measure, (size_t)(f - found)) == 0 && crossed;
}

static inline bool near(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-4 * fabs(b) + 1e-9;
}

/* What differs, as a word; NULL when the claim is right. */
static inline const char *differs(const kt_claim *claim, const wanted_claim *c)
{
    char period[24] = "";
    if (claim->start >= c->end || claim->end <= c->start)
        return "span";
    if (strcmp(kt_claim_kind_name((kt_claim_kind)claim->kind), c->kind) != 0 ||
        (claim->kind == KT_CLAIM_TARGET &&
         strcmp(kt_claim_kind_name((kt_claim_kind)claim->target_kind), c->target_kind) != 0))
        return "kind";
    if (!same_flow(claim, c->measure, c->a, c->b))
        return "flow";
    if (!claim->no_period)
        kt_period_print(claim->period, period);
    if (strcmp(period, c->period) != 0)
        return "period";
    if (!near(claim->value, c->value) || !near(claim->value_max, c->value_max))
        return "value";
    if (strcmp(claim->currency, c->currency) != 0)
        return "currency";
    return NULL;
}

static inline int kind_index(const char *kind)
{
    for (int n = 0; n < 6; n++)
        if (strcmp(score_kinds[n], kind) == 0)
            return n;
    return 0;
}

static inline void tell_claim(const char *name, const char *what, const kt_claims *claims,
                              const kt_claim *claim)
{
    char measure[40], period[24] = "";
    if (!claim->no_period)
        kt_period_print(claim->period, period);
    printf("# %s: %s \"%.*s\": %s %s %s-%s %s %.12g %s %s\n", name, what,
           (int)(claim->text_end - claim->text_start), claims->text.data + claim->text_start,
           kt_claim_kind_name((kt_claim_kind)claim->kind), kt_claim_measure(claim, measure),
           claim->a, claim->b, period, claim->value, claim->currency, claim->product);
}

/* A product is right by its chapter: the tags are of the level of the words. */
static inline void count_goods(const char *name, const kt_claims *claims, const kt_claim *claim,
                               const char *wanted, corpus_score *score)
{
    const bool same = wanted[0] && strncmp(claim->product, wanted, 2) == 0;
    score->goods_wanted += wanted[0] != '\0';
    score->goods_found += claim->product[0] != '\0';
    score->goods_right += same;
    if (score->tell && !same && (wanted[0] || claim->product[0])) {
        printf("# goods \"%s\" wanted: ", wanted);
        tell_claim(name, "product", claims, claim);
    }
}

static inline void count_claims(const char *name, int language, kt_claims *claims,
                                wanted_article *w, corpus_score *score)
{
    for (int64_t n = 0; n < claims->n_claims; n++) {
        const kt_claim *claim = &claims->claim[n];
        const int kind = claim->kind;
        bool right = false;
        const char *why = "extra";
        for (int m = 0; m < w->n_claims && !right; m++) {
            const char *what = differs(claim, &w->claim[m]);
            right = !what && !w->claim[m].met;
            if (right) {
                w->claim[m].met = true;
                count_goods(name, claims, claim, w->claim[m].product, score);
            } else if (what && strcmp(what, "span") != 0)
                why = what;
        }
        for (int l = 0; l < N_SCORE_LANGUAGES; l++)
            for (int k = 0; k < N_SCORE_KINDS; k++)
                if ((l == language || l == 3) && (k == kind || k == 6)) {
                    score->found[l][k]++;
                    score->right[l][k] += right;
                }
        if (!right && score->tell)
            tell_claim(name, why, claims, claim);
    }
    for (int m = 0; m < w->n_claims; m++) {
        const int kind = kind_index(w->claim[m].kind);
        for (int l = 0; l < N_SCORE_LANGUAGES; l++)
            for (int k = 0; k < N_SCORE_KINDS; k++)
                if ((l == language || l == 3) && (k == kind || k == 6))
                    score->wanted[l][k]++;
        if (!w->claim[m].met && score->tell)
            printf("# %s: missed \"%s\": %s %s %s-%s %s %.12g\n", name, w->claim[m].text,
                   w->claim[m].kind, w->claim[m].measure, w->claim[m].a, w->claim[m].b,
                   w->claim[m].period, w->claim[m].value);
    }
}

static inline void score_article(kt_claim_reader *reader, const char *folder, const char *csv,
                                 corpus_score *score)
{
    char path[KT_MAX_PATH], name[256];
    kt_error err = {0};
    kt_text article = {0}, tags = {0};
    kt_claims claims = {0};
    snprintf(name, sizeof name, "%.*s", (int)(strlen(csv) - 4), csv);
    snprintf(path, sizeof path, "%s/%s.txt", folder, name);
    if (!kt_file_exists(path))
        snprintf(path, sizeof path, "%s/%s.html", folder, name);
    CHECK_OK(kt_file_read(path, KT_MAX_FILE, &article, &err), err);
    snprintf(path, sizeof path, "%s/%s", folder, csv);
    CHECK_OK(kt_file_read(path, KT_MAX_FILE, &tags, &err), err);
    wanted_article *w = calloc(1, sizeof *w);
    CHECK(w != NULL);
    w->text = article.data;
    w->size = article.size;
    const kt_csv_options options = {.separator = ','};
    CHECK_OK(kt_csv_parse((kt_slice){tags.data, tags.size}, &options, take_row, w, &err), err);
    CHECK_OK(kt_claims_read(reader, (kt_slice){article.data, article.size}, w->published,
                            &claims, &err),
             err);
    int language = 1;
    for (int l = 0; l < 3; l++)
        if (strncmp(name, score_languages[l], 2) == 0)
            language = l;
    count_claims(name, language, &claims, w, score);
    score->n_articles++;
    kt_claims_clear(&claims);
    kt_text_clear(&article);
    kt_text_clear(&tags);
    free(w);
}

static inline void score_folder(const char *folder, corpus_score *score)
{
    kt_error err = {0};
    kt_names names = {0};
    kt_resources *resources = NULL;
    kt_countries *countries = NULL;
    kt_blocs *blocs = NULL;
    kt_claim_reader *reader = NULL;
    CHECK_OK(kt_resources_open(NULL, &resources, &err), err);
    CHECK_OK(kt_countries_open(resources, &countries, &err), err);
    CHECK_OK(kt_blocs_open(resources, &blocs, &err), err);
    CHECK_OK(kt_claim_reader_open(resources, countries, blocs, &reader, &err), err);
    CHECK_OK(kt_folder_list(folder, &names, &err), err);
    for (int64_t n = 0; n < names.n_names; n++) {
        const size_t size = strlen(names.name[n]);
        if (size > 4 && strcmp(names.name[n] + size - 4, ".csv") == 0)
            score_article(reader, folder, names.name[n], score);
    }
    kt_names_clear(&names);
    kt_claim_reader_close(reader);
    kt_blocs_close(blocs);
    kt_countries_close(countries);
    kt_resources_close(resources);
}

static inline double ratio(int part, int whole)
{
    return whole ? (double)part / whole : 1.0;
}

static inline void print_score(const corpus_score *score)
{
    static const char *const language[] = {"de", "en", "ru", "all"};
    static const char *const kind[] = {"level", "growth", "change", "rank",
                                       "share", "target", "all"};
    printf("# %d articles\n# %-4s %-7s %6s %6s %6s %10s %7s\n", score->n_articles, "", "",
           "wanted", "found", "right", "precision", "recall");
    for (int l = 0; l < N_SCORE_LANGUAGES; l++)
        for (int k = 0; k < N_SCORE_KINDS; k++)
            if (score->wanted[l][k] || score->found[l][k])
                printf("# %-4s %-7s %6d %6d %6d %10.3f %7.3f\n", language[l], kind[k],
                       score->wanted[l][k], score->found[l][k], score->right[l][k],
                       ratio(score->right[l][k], score->found[l][k]),
                       ratio(score->right[l][k], score->wanted[l][k]));
    printf("# goods of the right ones: %d wanted, %d found, %d right\n", score->goods_wanted,
           score->goods_found, score->goods_right);
}

#endif
