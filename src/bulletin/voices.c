/* voices.c: the three languages: phrases filled with the words of a line. */
#include "bulletin_internal.h"

#include <kontor/memory.h>
#include <kontor/money.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N_FORMS = KT_NAME_TO + 1, MOST_ARGUMENTS = KT_MOST_TOKENS * N_FORMS };

/* Behind the name of a country's argument, by kt_name_form. */
static const char *const FORM[N_FORMS] = {"",        "_subject", "_genitive", "_dative",
                                          "_object", "_with",    "_between",  "_in",
                                          "_from",   "_to"};

struct kt_voices {
    kt_locale *locale[KT_N_ITEM_LANGUAGES];
    kt_phrases *common[KT_N_ITEM_LANGUAGES];   /* lang/de.txt: amounts */
    kt_phrases *bulletin[KT_N_ITEM_LANGUAGES]; /* lang/bulletin_de.txt */
};

/* ---- opening ----------------------------------------------------------------------------- */

static kt_status read_phrases(kt_resources *resources, const char *prefix, const char *language,
                              kt_phrases **out, kt_error *err)
{
    char name[40];
    kt_slice text;

    snprintf(name, sizeof name, "lang/%s%s.txt", prefix, language);
    KT_TRY(kt_resource_get(resources, name, &text, err));
    const kt_status status = kt_phrases_parse(text, out, err);
    if (status)
        kt_error_within(err, "reading %s", name);
    return status;
}

kt_status kt_voices_open(kt_resources *resources, kt_voices **out, kt_error *err)
{
    kt_voices *voices = NULL;

    KT_TRY(kt_new(&voices, 1, sizeof *voices, err));
    kt_status status = KT_OK;
    for (int l = 0; l < KT_N_ITEM_LANGUAGES && !status; l++) {
        const char *language = kt_item_languages[l];
        status = kt_locale_open(language, &voices->locale[l], err);
        if (!status)
            status = read_phrases(resources, "", language, &voices->common[l], err);
        if (!status)
            status = read_phrases(resources, "bulletin_", language, &voices->bulletin[l], err);
    }
    if (status) {
        kt_voices_close(voices);
        return status;
    }
    *out = voices;
    return KT_OK;
}

void kt_voices_close(kt_voices *voices)
{
    if (!voices)
        return;
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++) {
        kt_phrases_free(voices->bulletin[l]);
        kt_phrases_free(voices->common[l]);
        kt_locale_close(voices->locale[l]);
    }
    kt_free(voices);
}

/* ---- filling a phrase -------------------------------------------------------------------- */

/* Arguments as they are gathered; their texts are the arena's. */
typedef struct filling {
    kt_voices *voices;
    int language;
    const kt_countries *countries;
    kt_arena arena;
    kt_argument list[MOST_ARGUMENTS];
    int n;
} filling;

static kt_status fill(kt_voices *voices, int language, const char *key,
                      const kt_argument *arguments, int n_arguments, kt_text *out,
                      kt_error *err)
{
    const kt_slice pattern = kt_phrase(voices->bulletin[language], key);

    if (!pattern.data)
        return kt_fail(err, KT_ERR_FORMAT, "lang/bulletin_%s.txt: no phrase %s",
                       kt_item_languages[language], key);
    const kt_status status =
        kt_message_format(voices->locale[language], pattern, arguments, n_arguments, out, err);
    if (status)
        kt_error_within(err, "phrase %s of lang/bulletin_%s.txt", key,
                        kt_item_languages[language]);
    return status;
}

/* NAME and what stands behind it, as the name of an argument. */
static kt_status put(filling *f, const char *name, const char *behind, const char *text,
                     double number, kt_error *err)
{
    char whole[64];
    const int size = snprintf(whole, sizeof whole, "%s%s", name, behind);
    kt_argument *argument = &f->list[f->n++];

    *argument = (kt_argument){.number = number};
    KT_TRY(kt_arena_text(&f->arena, whole, (size_t)size, &argument->name, err));
    return kt_arena_text(&f->arena, text, strlen(text), &argument->text, err);
}

/* One decimal as a rule; two for what would else be told by one digit, none for what has three
 * before the point. */
static int percent_decimals(double fraction)
{
    const double size = fabs(fraction);

    return size >= 0.9995 ? 0 : size >= 0.00995 || size == 0.0 ? 1 : 2;
}

static kt_status number_text(const filling *f, kt_token_kind kind, double value, kt_text *out,
                             kt_error *err)
{
    kt_locale *locale = f->voices->locale[f->language];

    switch (kind) {
    case KT_TOKEN_MONEY:
        return kt_money_format(locale, f->voices->common[f->language], fabs(value), out, err);
    case KT_TOKEN_PERCENT:
        return kt_locale_percent(locale, fabs(value), percent_decimals(value), KT_SIGN_AUTO,
                                 out, err);
    case KT_TOKEN_CHANGE:
        return kt_locale_percent(locale, value, percent_decimals(value), KT_SIGN_ALWAYS, out,
                                 err);
    case KT_TOKEN_COUNT:
        return kt_locale_number(locale, value, 0, out, err);
    case KT_TOKEN_TEXT:
    case KT_TOKEN_YEAR:
    case KT_TOKEN_COUNTRY:
        break;
    }
    return KT_OK;
}

static kt_status put_number(filling *f, const kt_token *token, double value, kt_error *err)
{
    kt_text text = {0};

    kt_status status = number_text(f, token->kind, value, &text, err);
    if (!status)
        status = put(f, token->name, "", kt_text_get(&text), value, err);
    if (!status && token->kind == KT_TOKEN_COUNT) {
        kt_text_reset(&text);
        status = kt_locale_ordinal(f->voices->locale[f->language], (int64_t)value, &text, err);
        if (!status)
            status = put(f, token->name, "_ordinal", kt_text_get(&text), value, err);
    }
    kt_text_clear(&text);
    return status;
}

static kt_status put_token(filling *f, const kt_draft *draft, const kt_token *token,
                           kt_error *err)
{
    char year[16];

    switch (token->kind) {
    case KT_TOKEN_TEXT:
        return put(f, token->name, "", token->text, 0.0, err);
    case KT_TOKEN_YEAR:
        snprintf(year, sizeof year, "%04d", token->number);
        return put(f, token->name, "", year, token->number, err);
    case KT_TOKEN_COUNTRY:
        for (int form = 0; form < N_FORMS; form++)
            KT_TRY(put(f, token->name, FORM[form],
                       kt_country_name(f->countries, token->country,
                                       kt_item_languages[f->language], (kt_name_form)form),
                       0.0, err));
        return KT_OK;
    case KT_TOKEN_MONEY:
    case KT_TOKEN_PERCENT:
    case KT_TOKEN_CHANGE:
    case KT_TOKEN_COUNT:
        break;
    }
    if (token->figure < 0) { // a branch that is not taken may name it
        KT_TRY(put(f, token->name, "", "", 0.0, err));
        return put(f, token->name, "_ordinal", "", 0.0, err);
    }
    return put_number(f, token, draft->figure[token->figure].value, err);
}

kt_status kt_voices_say(kt_voices *voices, int language, const kt_countries *countries,
                        const kt_draft *draft, const kt_line *line, kt_text *out, kt_error *err)
{
    kt_status status = KT_OK;
    filling f = {.voices = voices, .language = language, .countries = countries};
    const size_t at = out->size;

    for (int n = 0; n < line->n_tokens && !status; n++)
        status = put_token(&f, draft, &line->token[n], err);
    if (!status)
        status = fill(voices, language, line->key, f.list, f.n, out, err);
    if (!status)
        kt_text_capitalise(out, at);
    kt_arena_clear(&f.arena);
    return status;
}

kt_status kt_voices_mark(kt_voices *voices, int language, const char *headline, kt_text *out,
                         kt_error *err)
{
    const kt_argument argument = {"headline", headline, 0.0};
    return fill(voices, language, "synthetic", &argument, 1, out, err);
}

/* ---- what stands around an item -----------------------------------------------------------
 */

static kt_status language_number(const char *language, int *out, kt_error *err)
{
    for (int l = 0; l < KT_N_ITEM_LANGUAGES; l++)
        if (strcmp(language, kt_item_languages[l]) == 0) {
            *out = l;
            return KT_OK;
        }
    return kt_fail(err, KT_ERR_MISSING, "language \"%s\", expected de, en or ru", language);
}

kt_status kt_bulletin_origin(kt_voices *voices, const char *language, const kt_item *item,
                             kt_text *out, kt_error *err)
{
    kt_text date = {0};
    char dataset[2 * KT_MAX_NAME + 2];
    int l = 0;

    KT_TRY(language_number(language, &l, err));
    snprintf(dataset, sizeof dataset, "%s %s", item->dataset, item->vintage);
    kt_status status = kt_locale_date(voices->locale[l], item->as_of, &date, err);
    const kt_argument arguments[] = {
        {"dataset", dataset, 0.0},
        {"date", kt_text_get(&date), 0.0},
        {"only_year", item->as_of.month ? "no" : "yes", 0.0},
        {"name", item->reviewed_by, 0.0},
        {"reviewed", item->reviewed_by[0] ? "yes" : "no", 0.0},
        {"place", item->place, 0.0},
        {"placed", item->place[0] ? "yes" : "no", 0.0},
        {"synthetic", item->synthetic ? "yes" : "no", 0.0},
    };
    if (!status)
        status = fill(voices, l, "origin", arguments, sizeof arguments / sizeof *arguments, out,
                      err);
    kt_text_clear(&date);
    return status;
}

kt_status kt_bulletin_label(kt_voices *voices, const char *language, const char *key,
                            kt_text *out, kt_error *err)
{
    int l = 0;
    KT_TRY(language_number(language, &l, err));
    return fill(voices, l, key, NULL, 0, out, err);
}

kt_status kt_bulletin_step(kt_voices *voices, const char *language, const kt_item_step *step,
                           kt_text *out, kt_error *err)
{
    kt_text date = {0};
    int l = 0;

    if (step->action != KT_ITEM_CORRECT && step->action != KT_ITEM_WITHDRAW)
        return KT_OK;
    KT_TRY(language_number(language, &l, err));
    kt_status status = kt_locale_date(voices->locale[l], kt_moment_date(step->at), &date, err);
    const kt_argument arguments[] = {{"action", kt_item_action_name(step->action), 0.0},
                                     {"date", kt_text_get(&date), 0.0},
                                     {"reason", step->reason, 0.0}};
    if (!status)
        status = fill(voices, l, "step", arguments, 3, out, err);
    kt_text_clear(&date);
    return status;
}
