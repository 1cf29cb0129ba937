/* message.c: the steps of a pattern, filled with arguments. */
#include "message_internal.h"

#include <kontor/limits.h>

#include "locale_plural.h"

#include <math.h>
#include <string.h>

typedef struct filler {
    const message_step *step;
    kt_locale *locale;
    const kt_argument_source *source;
    kt_text *out;
    kt_error *err;
} filler;

/* ---- arguments ----------------------------------------------------------------------------
 */

/* The argument of a name; made only where it is wanted. */
static kt_status find_argument(const filler *f, kt_slice name, bool wanted, kt_argument *out)
{
    bool known = false;
    *out = (kt_argument){"", "", 0.0};
    KT_TRY(f->source->find(f->source->with, name, wanted, &known, out, f->err));
    if (known)
        return KT_OK;
    return kt_fail(f->err, KT_ERR_MISSING, "argument '%.*s' of the pattern is not given",
                   name.size < 60 ? (int)name.size : 60, name.data);
}

static kt_status put_argument(const filler *f, const kt_argument *argument)
{
    if (argument->text)
        return kt_text_add(f->out, argument->text, f->err);
    return kt_locale_number(f->locale, argument->number, 0, f->out, f->err);
}

/* Every name is known, also of branches that are not taken. */
static kt_status check_names(const filler *f, const kt_message *message)
{
    kt_argument ignored;
    for (int32_t n = 0; n < message->n_steps; n++) {
        const message_step *step = &message->step[n];
        if (step->kind == MESSAGE_ARGUMENT || step->kind == MESSAGE_PLURAL ||
            step->kind == MESSAGE_SELECT)
            KT_TRY(find_argument(f, step->text, false, &ignored));
    }
    return KT_OK;
}

/* ---- plural and select --------------------------------------------------------------------
 */

/* The option of a plural: the exact number, else its category, else "other". */
static kt_status choose_plural(const filler *f, const message_step *choice,
                               const kt_argument *argument, int32_t begin, int32_t *out)
{
    /* Where the number itself is printed it is so without decimals: 1.2 is read as "1". */
    const double number = argument->text ? argument->number : nearbyint(argument->number);
    char category[16] = "other";
    int best = 0;

    if (isfinite(number))
        KT_TRY(kt_locale_plural(f->locale, number, category, f->err));
    for (int32_t n = begin; n < choice->end; n = f->step[n].end) {
        const message_step *option = &f->step[n];
        const int rating = option->exact == number               ? 3
                           : kt_slice_is(option->text, category) ? 2
                           : kt_slice_is(option->text, "other")  ? 1
                                                                 : 0;
        if (rating > best) {
            best = rating;
            *out = n;
        }
    }
    return KT_OK;
}

/* The option of a select: the argument's word, else "other". */
static void choose_word(const filler *f, const message_step *choice,
                        const kt_argument *argument, int32_t begin, int32_t *out)
{
    bool other = false;

    for (int32_t n = begin; n < choice->end; n = f->step[n].end) {
        const message_step *option = &f->step[n];
        if (argument->text && kt_slice_is(option->text, argument->text)) {
            *out = n;
            return;
        }
        if (!other && kt_slice_is(option->text, "other")) {
            other = true;
            *out = n;
        }
    }
}

/* ---- steps --------------------------------------------------------------------------------
 */

/* Steps from `at` up to `end`. `number` is what # stands for. */
static kt_status put_steps(const filler *f, int32_t at, int32_t end, const kt_argument *number)
{
    for (; at < end; at = f->step[at].end) {
        const message_step *step = &f->step[at];
        kt_argument argument;
        int32_t option = at + 1; // there is one, as there is "other"

        if (step->kind == MESSAGE_TEXT) {
            KT_TRY(kt_text_append(f->out, step->text.data, step->text.size, f->err));
            continue;
        }
        if (step->kind == MESSAGE_NUMBER) {
            KT_TRY(put_argument(f, number));
            continue;
        }
        KT_TRY(find_argument(f, step->text, true, &argument));
        if (step->kind == MESSAGE_ARGUMENT) {
            KT_TRY(put_argument(f, &argument));
            continue;
        }
        const bool plural = step->kind == MESSAGE_PLURAL;
        if (plural)
            KT_TRY(choose_plural(f, step, &argument, at + 1, &option));
        else
            choose_word(f, step, &argument, at + 1, &option);
        KT_TRY(put_steps(f, option + 1, f->step[option].end, plural ? &argument : number));
    }
    return KT_OK;
}

kt_status kt_message_fill(kt_locale *locale, kt_message *message,
                          const kt_argument_source *source, kt_text *out, kt_error *err)
{
    const filler f = {message->step, locale, source, out, err};
    const bool known = atomic_load_explicit(&message->names_known, memory_order_relaxed);
    const size_t before = out->size;

    kt_status status = known ? KT_OK : check_names(&f, message);
    if (!status)
        status = put_steps(&f, 0, message->n_steps, NULL);
    if (status && out->data) { // outputs are written on success only
        out->size = before;
        out->data[before] = '\0';
    }
    if (!status && !known)
        atomic_store_explicit(&message->names_known, true, memory_order_relaxed);
    return status;
}

/* ---- with a list of arguments -------------------------------------------------------------
 */

typedef struct argument_list {
    const kt_argument *arguments;
    int n_arguments;
} argument_list;

static kt_status find_in_list(void *with, kt_slice name, bool wanted, bool *known,
                              kt_argument *out, kt_error *err)
{
    const argument_list *list = with;
    (void)wanted;
    (void)err;
    for (int a = 0; a < list->n_arguments && !*known; a++)
        if (kt_slice_is(name, list->arguments[a].name)) {
            *out = list->arguments[a];
            *known = true;
        }
    return KT_OK;
}

kt_status kt_message_format(kt_locale *locale, kt_slice pattern, const kt_argument *arguments,
                            int n_arguments, kt_text *out, kt_error *err)
{
    kt_message message = {0};
    argument_list list = {arguments, n_arguments};
    const kt_argument_source source = {.find = find_in_list, .with = &list};

    kt_status status = kt_message_read(pattern, &message, err);
    if (!status)
        status = kt_message_fill(locale, &message, &source, out, err);
    kt_message_clear(&message);
    return status;
}

kt_status kt_phrase_fill(const kt_phrases *phrases, kt_locale *locale, const char *key,
                         const kt_argument *arguments, int n_arguments, kt_text *out,
                         kt_error *err)
{
    kt_message *message;
    argument_list list = {arguments, n_arguments};
    const kt_argument_source source = {.find = find_in_list, .with = &list};

    KT_TRY(kt_phrase_message(phrases, key, &message, err));
    if (!message)
        return kt_fail(err, KT_ERR_FORMAT, "lang/%s.txt has no phrase %s",
                       kt_locale_language(locale), key);
    return kt_message_fill(locale, message, &source, out, err);
}

/* ---- the names that a pattern asks for ----------------------------------------------------
 */

static bool comes_before(kt_slice a, kt_slice b)
{
    const int order = memcmp(a.data, b.data, a.size < b.size ? a.size : b.size);
    return order < 0 || (order == 0 && a.size < b.size);
}

/* Into its place among sorted names, unless it is there. */
static kt_status add_name(kt_slice *names, int *n_names, kt_slice name, kt_error *err)
{
    int place = *n_names;
    while (place > 0 && !comes_before(names[place - 1], name))
        place--;
    if (place < *n_names && kt_slice_equal(names[place], name))
        return KT_OK;
    if (*n_names == KT_MAX_PATTERN_NAMES)
        return kt_fail(err, KT_ERR_LIMIT, "pattern with more than %d arguments",
                       KT_MAX_PATTERN_NAMES);
    memmove(&names[place + 1], &names[place], (size_t)(*n_names - place) * sizeof *names);
    names[place] = name;
    (*n_names)++;
    return KT_OK;
}

static kt_status list_names(const kt_message *message, kt_text *out, kt_error *err)
{
    kt_slice names[KT_MAX_PATTERN_NAMES];
    int n_names = 0;

    for (int32_t n = 0; n < message->n_steps; n++) {
        const message_step *step = &message->step[n];
        if (step->kind == MESSAGE_ARGUMENT || step->kind == MESSAGE_PLURAL ||
            step->kind == MESSAGE_SELECT)
            KT_TRY(add_name(names, &n_names, step->text, err));
    }
    for (int n = 0; n < n_names; n++) {
        if (n > 0)
            KT_TRY(kt_text_append(out, " ", 1, err));
        KT_TRY(kt_text_add_slice(out, names[n], err));
    }
    return KT_OK;
}

kt_status kt_message_arguments(kt_slice pattern, kt_text *out, kt_error *err)
{
    kt_message message = {0};
    kt_status status = kt_message_read(pattern, &message, err);
    if (!status)
        status = list_names(&message, out, err);
    kt_message_clear(&message);
    return status;
}
