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

/* Arguments of a phrase as they are gathered. */
typedef struct arguments {
    kt_argument list[(MOST_WORDS + 2) * N_FORMS];
    int n;
} arguments;

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

static kt_status put_forms(kt_work *work, const kt_word *word, arguments *to, kt_error *err)
{
    const kt_brief_world *world = work->world;

    for (int form = 0; form < N_FORMS; form++) {
        kt_argument *argument = &to->list[to->n++];
        *argument = (kt_argument){.number = 0.0};
        KT_TRY(join(work, word->name, FORM[form], &argument->name, err));
        argument->text =
            word->kind == KT_WORD_BLOC
                ? kt_bloc_name(world->blocs, word->bloc, work->brief->language, form)
                : kt_country_name(world->countries, word->country, work->brief->language,
                                  (kt_name_form)form);
    }
    return KT_OK;
}

/* The text of a word that is not a name. */
static kt_status word_text(kt_work *work, const kt_word *word, kt_text *out, kt_error *err)
{
    kt_locale *locale = work->world->locale;
    const double value = word->figure ? word->figure->value : NAN;

    switch (word->kind) {
    case KT_WORD_YEAR:
        return kt_text_format(out, err, "%04d", (int)word->number);
    case KT_WORD_MONEY:
        return kt_amount_money(work, fabs(value), out, err);
    case KT_WORD_PERCENT:
        return kt_amount_percent(work, word->figure, KT_SIGN_AUTO, out, err);
    case KT_WORD_CHANGE:
        return kt_amount_percent(work, word->figure, KT_SIGN_ALWAYS, out, err);
    case KT_WORD_RANK:
        return kt_locale_number(locale, value, 0, out, err);
    case KT_WORD_RATIO:
        return kt_locale_number(locale, value, 2, out, err);
    case KT_WORD_TEXT:
    case KT_WORD_COUNT:
    case KT_WORD_COUNTRY:
    case KT_WORD_BLOC:
        break;
    }
    return KT_OK;
}

/* "3rd" as NAME_ordinal, for languages that say a rank so. */
static kt_status put_ordinal(kt_work *work, const char *name, double rank, arguments *to,
                             kt_error *err)
{
    kt_status status = KT_OK;
    kt_text text = {0};
    kt_argument *argument = &to->list[to->n++];

    *argument = (kt_argument){.text = "", .number = rank};
    KT_TRY(join(work, name, "_ordinal", &argument->name, err));
    if (isnan(rank))
        return KT_OK;
    status = kt_locale_ordinal(work->world->locale, (int64_t)rank, &text, err);
    if (!status)
        status = keep(work, &text, &argument->text, err);
    kt_text_clear(&text);
    return status;
}

/* What else a rank brings: its far end as NAME_to where it is a range (else it is the same),
 * and both as ordinals. */
static kt_status put_rank_forms(kt_work *work, const kt_word *word, arguments *to,
                                kt_error *err)
{
    kt_text text = {0};
    const double near = word->figure ? word->figure->value : NAN;
    const double far =
        word->figure && !isnan(word->figure->value_max) ? word->figure->value_max : near;
    kt_argument *argument = &to->list[to->n++];

    *argument = (kt_argument){.text = "", .number = far};
    KT_TRY(join(work, word->name, "_to", &argument->name, err));
    KT_TRY(put_ordinal(work, word->name, near, to, err));
    KT_TRY(put_ordinal(work, argument->name, far, to, err));
    if (isnan(far))
        return KT_OK;
    KT_TRY(kt_text_format(&text, err, "%d", (int)far));
    const kt_status status = keep(work, &text, &argument->text, err);
    kt_text_clear(&text);
    return status;
}

static kt_status put_word(kt_work *work, const kt_word *word, arguments *to, kt_error *err)
{
    kt_status status;
    kt_text text = {0};

    if (word->figure)
        KT_TRY(kt_document_cite(work->brief->document, word->figure->key, err));
    if (word->kind == KT_WORD_COUNTRY || word->kind == KT_WORD_BLOC)
        return put_forms(work, word, to, err);
    kt_argument *argument = &to->list[to->n++];
    *argument = (kt_argument){.name = word->name, .number = word->number};
    if (word->kind == KT_WORD_TEXT)
        argument->text = word->text ? word->text : "";
    if (word->kind == KT_WORD_TEXT || word->kind == KT_WORD_COUNT)
        return KT_OK;
    if (word->figure)
        argument->number = word->figure->value;
    if (!word->figure && word->kind != KT_WORD_YEAR) {
        argument->text = ""; // a branch of a select that is not taken may name it
        return word->kind == KT_WORD_RANK ? put_rank_forms(work, word, to, err) : KT_OK;
    }
    status = word_text(work, word, &text, err);
    if (!status)
        status = keep(work, &text, &argument->text, err);
    kt_text_clear(&text);
    if (!status && word->kind == KT_WORD_RANK)
        status = put_rank_forms(work, word, to, err);
    return status;
}

static kt_status fill(kt_work *work, const char *key, const kt_word *words, int n_words,
                      kt_text *out, kt_error *err)
{
    const kt_slice pattern = kt_phrase(work->world->phrases, key);
    const kt_word sides[] = {KT_SAY_COUNTRY("a", work->brief->a),
                             KT_SAY_COUNTRY("b", work->brief->b)};
    arguments given = {.n = 0};
    kt_status status;

    if (!pattern.data)
        return kt_fail(err, KT_ERR_FORMAT, "lang/%s.txt: no phrase %s", work->brief->language,
                       key);
    if (n_words > MOST_WORDS)
        return kt_fail(err, KT_ERR_LIMIT, "phrase %s: more than %d words", key, MOST_WORDS);
    for (int n = 0; n < 2; n++)
        KT_TRY(put_word(work, &sides[n], &given, err));
    for (int n = 0; n < n_words; n++)
        KT_TRY(put_word(work, &words[n], &given, err));
    status = kt_message_format(work->world->locale, pattern, given.list, given.n, out, err);
    if (status)
        kt_error_within(err, "phrase %s of lang/%s.txt", key, work->brief->language);
    return status;
}

kt_status kt_say(kt_work *work, const char *key, const kt_word *words, int n_words,
                 const char **out, kt_error *err)
{
    kt_text text = {0};
    kt_status status = fill(work, key, words, n_words, &text, err);

    if (!status)
        status = keep(work, &text, out, err);
    kt_text_clear(&text);
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
