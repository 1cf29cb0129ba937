/* brief_say.c: phrases filled with figures, sentences gathered to paragraphs.
 *
 * A phrase is a whole sentence of lang/. What it may name: the words given by the caller, and
 * every form of the names of the two countries (a, a_subject, a_genitive, ...; the same for b
 * and for every country or bloc given as a word), so that each language picks the case it
 * needs. Figures named in a phrase are noted with the section. */
#include "brief_internal.h"

#include <math.h>
#include <string.h>

enum {
    MOST_WORDS = 24, /* of one phrase */
    N_FORMS = KT_NAME_TO + 1
};

/* Behind the name of a country's argument, by kt_name_form. */
static const char *const FORM[N_FORMS] = {"",        "_subject", "_genitive", "_dative",
                                          "_object", "_with",    "_between",  "_in",
                                          "_from",   "_to"};

/* The words of a phrase: the two countries, then those of the caller. */
typedef struct vocabulary {
    kt_work *work;
    const kt_word *word[MOST_WORDS + 2];
    const char *text[MOST_WORDS + 2]; /* of those that were asked for; NULL: not yet */
    int n_words;
} vocabulary;

static kt_status keep(kt_work *work, const kt_text *text, const char **out, kt_error *err)
{
    return kt_arena_text(&work->arena, kt_text_get(text), text->size, out, err);
}

/* "reporter" and "_genitive" in one. */
static kt_status join(kt_work *work, const char *name, const char *behind, const char **out,
                      kt_error *err)
{
    const size_t first = strlen(name), second = strlen(behind);
    char *text;

    KT_TRY(kt_arena_new(&work->arena, &text, first + second + 1, 1, err));
    memcpy(text, name, first);
    memcpy(text + first, behind, second);
    *out = text;
    return KT_OK;
}

/* The name in the form that is behind the word's; false where there is no such form. */
static bool find_form(const kt_work *work, const kt_word *word, kt_slice behind,
                      kt_argument *out)
{
    const kt_brief_world *world = work->world;
    const char *language = work->brief->language;

    for (int form = 0; form < N_FORMS; form++)
        if (behind.size == 0 || kt_slice_is(behind, FORM[form])) {
            out->text = word->kind == KT_WORD_BLOC
                            ? kt_bloc_name(world->blocs, word->bloc, language, form)
                            : kt_country_name(world->countries, word->country, language,
                                              (kt_name_form)form);
            return true;
        }
    return false;
}

/* Three digits are what a ratio of two statistics carries: 1.06, 11.6, 123. */
static int decimals_of_ratio(double value)
{
    return value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
}

/* The text of a word that is not a name. */
static kt_status word_text(kt_work *work, const kt_word *word, kt_text *out, kt_error *err)
{
    kt_locale *locale = work->world->locale;
    const double value = word->figure ? word->figure->value : NAN;

    switch (word->kind) {
    case KT_WORD_YEAR:
        return kt_text_format(out, err, "%d", (int)word->number);
    case KT_WORD_MONEY:
        return kt_amount_money(work, fabs(value), out, err);
    case KT_WORD_PERCENT:
        return kt_amount_percent(work, word->figure, KT_SIGN_AUTO, out, err);
    case KT_WORD_CHANGE:
        return kt_amount_percent(work, word->figure, KT_SIGN_ALWAYS, out, err);
    case KT_WORD_RANK:
        return kt_locale_number(locale, value, 0, out, err);
    case KT_WORD_RATIO:
        return kt_locale_number(locale, value, decimals_of_ratio(value), out, err);
    case KT_WORD_TEXT:
    case KT_WORD_COUNT:
    case KT_WORD_COUNTRY:
    case KT_WORD_BLOC:
        break;
    }
    return KT_OK;
}

/* "3rd", for languages that say a rank so. */
static kt_status say_ordinal(kt_work *work, double rank, kt_argument *out, kt_error *err)
{
    *out = (kt_argument){.text = "", .number = rank};
    if (isnan(rank))
        return KT_OK;
    kt_text text = kt_work_text(work);
    kt_status status = kt_locale_ordinal(work->world->locale, (int64_t)rank, &text, err);
    if (!status)
        status = keep(work, &text, &out->text, err);
    kt_work_give_back(work, &text);
    return status;
}

/* What else a rank brings: its far end as NAME_to where it is a range (else it is the same),
 * and both as ordinals. */
static kt_status find_rank_form(kt_work *work, const kt_word *word, kt_slice behind,
                                bool wanted, bool *known, kt_argument *out, kt_error *err)
{
    const double near = word->figure ? word->figure->value : NAN;
    const double far =
        word->figure && !isnan(word->figure->value_max) ? word->figure->value_max : near;
    const bool is_far = kt_slice_is(behind, "_to");
    const bool is_near_ordinal = kt_slice_is(behind, "_ordinal");

    *known = is_far || is_near_ordinal || kt_slice_is(behind, "_to_ordinal");
    if (!*known || !wanted)
        return KT_OK;
    if (!is_far)
        return say_ordinal(work, is_near_ordinal ? near : far, out, err);
    *out = (kt_argument){.text = "", .number = far};
    if (isnan(far))
        return KT_OK;
    kt_text text = kt_work_text(work);
    kt_status status = kt_text_format(&text, err, "%d", (int)far);
    if (!status)
        status = keep(work, &text, &out->text, err);
    kt_work_give_back(work, &text);
    return status;
}

/* The word itself, n of the vocabulary. */
static kt_status find_word(vocabulary *v, int n, kt_argument *out, kt_error *err)
{
    const kt_word *word = v->word[n];

    *out = (kt_argument){.number = word->number};
    if (word->kind == KT_WORD_COUNT)
        return KT_OK;
    if (word->kind == KT_WORD_TEXT) {
        out->text = word->text ? word->text : "";
        return KT_OK;
    }
    if (word->figure)
        out->number = word->figure->value;
    else if (word->kind != KT_WORD_YEAR) {
        out->text = ""; // a branch of a select that is not taken may name it
        return KT_OK;
    }
    if (!v->text[n]) {
        kt_text text = kt_work_text(v->work);
        kt_status status = word_text(v->work, word, &text, err);
        if (!status)
            status = keep(v->work, &text, &v->text[n], err);
        kt_work_give_back(v->work, &text);
        KT_TRY(status);
    }
    out->text = v->text[n];
    return KT_OK;
}

static kt_status find_argument(void *with, kt_slice name, bool wanted, bool *known,
                               kt_argument *out, kt_error *err)
{
    vocabulary *v = with;

    for (int n = 0; n < v->n_words && !*known; n++) {
        const kt_word *word = v->word[n];
        if (word->name[0] != name.data[0])
            continue;
        const size_t size = strlen(word->name);
        if (size > name.size || memcmp(word->name, name.data, size) != 0)
            continue;
        const kt_slice behind = {name.data + size, name.size - size};
        if (word->kind == KT_WORD_COUNTRY || word->kind == KT_WORD_BLOC) {
            *known = find_form(v->work, word, behind, out);
        } else if (behind.size == 0) {
            *known = true;
            return wanted ? find_word(v, n, out, err) : KT_OK;
        } else if (word->kind == KT_WORD_RANK) {
            KT_TRY(find_rank_form(v->work, word, behind, wanted, known, out, err));
        }
    }
    return KT_OK;
}

static kt_status fill(kt_work *work, const char *key, const kt_word *words, int n_words,
                      kt_text *out, kt_error *err)
{
    kt_message *message;
    const kt_word sides[] = {KT_SAY_COUNTRY("a", work->brief->a),
                             KT_SAY_COUNTRY("b", work->brief->b)};
    vocabulary v = {.work = work, .word = {&sides[0], &sides[1]}, .n_words = 2};
    const kt_argument_source source = {.find = find_argument, .with = &v};

    kt_status status = kt_phrase_message(work->world->phrases, key, &message, err);
    if (!status && !message)
        return kt_fail(err, KT_ERR_FORMAT, "lang/%s.txt: no phrase %s", work->brief->language,
                       key);
    if (n_words > MOST_WORDS)
        return kt_fail(err, KT_ERR_LIMIT, "phrase %s: more than %d words", key, MOST_WORDS);
    for (int n = 0; n < n_words; n++) {
        v.word[v.n_words++] = &words[n];
        if (words[n].figure)
            KT_TRY(kt_document_cite(work->brief->document, words[n].figure->key, err));
    }
    if (!status)
        status = kt_message_fill(work->world->locale, message, &source, out, err);
    if (status)
        kt_error_within(err, "phrase %s of lang/%s.txt", key, work->brief->language);
    return status;
}

kt_status kt_say(kt_work *work, const char *key, const kt_word *words, int n_words,
                 const char **out, kt_error *err)
{
    kt_text text = kt_work_text(work);
    kt_status status = fill(work, key, words, n_words, &text, err);

    if (!status)
        status = keep(work, &text, out, err);
    kt_work_give_back(work, &text);
    return status;
}

kt_status kt_say_sentence(kt_work *work, const char *key, const kt_word *words, int n_words,
                          kt_error *err)
{
    if (work->paragraph.size > 0)
        KT_TRY(kt_text_add(&work->paragraph, " ", err));
    const size_t at = work->paragraph.size;
    KT_TRY(fill(work, key, words, n_words, &work->paragraph, err));
    kt_text_capitalise(&work->paragraph, at);
    return KT_OK;
}

kt_status kt_say_end(kt_work *work, kt_block_kind kind, kt_error *err)
{
    kt_status status = KT_OK;

    if (work->paragraph.size > 0)
        status = kt_document_add_text(work->brief->document, kind, work->paragraph.data, err);
    kt_text_reset(&work->paragraph);
    return status;
}

kt_status kt_say_block(kt_work *work, kt_block_kind kind, const char *key, const kt_word *words,
                       int n_words, kt_error *err)
{
    KT_TRY(kt_say_sentence(work, key, words, n_words, err));
    return kt_say_end(work, kind, err);
}

kt_status kt_say_section(kt_work *work, const char *id, kt_error *err)
{
    const char *key, *title;

    KT_TRY(join(work, "section.", id, &key, err));
    const kt_slice pattern = kt_phrase(work->world->phrases, key);
    if (!pattern.data)
        return kt_fail(err, KT_ERR_FORMAT, "lang/%s.txt: no phrase %s", work->brief->language,
                       key);
    KT_TRY(kt_say(work, key, NULL, 0, &title, err));
    return kt_document_begin_section(work->brief->document, id, title, err);
}

kt_status kt_say_label(kt_work *work, const char *key, const char **out, kt_error *err)
{
    return kt_say(work, key, NULL, 0, out, err);
}

const char *kt_statistics_word(kt_statistics statistics)
{
    static const char *const word[] = {"own", "mirror", "reconciled"};

    return word[statistics];
}

kt_country kt_statistics_country(const kt_view *view, kt_statistics statistics)
{
    return statistics == KT_STATISTICS_MIRROR ? view->other : view->self;
}

const char *kt_direction_word(const kt_figure *figure)
{
    if (!figure)
        return "none";
    // What is shown as 0,0 is no change.
    return figure->value > 0.0005 ? "up" : figure->value < -0.0005 ? "down" : "same";
}

const char *kt_known_word(const kt_figure *figure)
{
    return figure ? "yes" : "no";
}
