/* message.c: patterns with named arguments, read and filled in one walk.
 *
 *     message  = { text | '{' name '}' | '{' name ',' kind ',' option { option } '}' | '#' }
 *     kind     = "plural" | "select"
 *     option   = ( word | '=' digits ) '{' message '}'
 *
 * The same walk fills a pattern and gathers its arguments: where `out` is NULL nothing is
 * written, but every branch is walked, so that a malformed branch is found without being
 * chosen. Apostrophes quote as in ICU: '' is one apostrophe; before a brace (or # inside a
 * plural) an apostrophe begins text that is taken as it is, up to the next one; elsewhere it is
 * an ordinary character. */
#include <kontor/locale.h>

#include <kontor/limits.h>

#include "locale_plural.h"

#include <math.h>
#include <string.h>

typedef struct message {
    kt_slice pattern;
    size_t at;
    int depth;
    kt_locale *locale;
    const kt_argument_source *source;
    kt_text *out;
    bool gathering;   /* names are gathered, arguments not asked for */
    bool passes_over; /* branches that are not taken */
    kt_slice names[KT_MAX_PATTERN_NAMES];
    int n_names;
    kt_error *err;
} message;

static kt_status take_message(message *m, const kt_argument *number, bool write);

/* ---- bytes of the pattern -----------------------------------------------------------------
 */

static int peek(const message *m)
{
    return m->at < m->pattern.size ? (unsigned char)m->pattern.data[m->at] : -1;
}

static kt_status malformed(const message *m, const char *expected)
{
    return kt_fail_at(m->err, KT_ERR_FORMAT, 0, (int64_t)m->at + 1, "pattern: expected %s",
                      expected);
}

static void skip_blanks(message *m)
{
    while (peek(m) == ' ' || peek(m) == '\t' || peek(m) == '\n' || peek(m) == '\r')
        m->at++;
}

static kt_status take(message *m, char c, const char *expected)
{
    skip_blanks(m);
    if (peek(m) != (unsigned char)c)
        return malformed(m, expected);
    m->at++;
    return KT_OK;
}

/* Letters, digits and '_'; an option may also be '=' and digits. */
static kt_status take_word(message *m, const char *expected, kt_slice *out)
{
    skip_blanks(m);
    const size_t begin = m->at;
    for (int c = peek(m); (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '_' || (c == '=' && m->at == begin);
         c = peek(m))
        m->at++;
    *out = (kt_slice){m->pattern.data + begin, m->at - begin};
    return out->size > 0 ? KT_OK : malformed(m, expected);
}

static kt_status put(message *m, bool write, const char *data, size_t size)
{
    return write ? kt_text_append(m->out, data, size, m->err) : KT_OK;
}

/* An apostrophe, where *at stands on it. */
static kt_status take_apostrophe(message *m, const kt_argument *number, bool write)
{
    const size_t begin = m->at++;
    const int next = peek(m);
    if (next == '\'') {
        m->at++;
        return put(m, write, "'", 1);
    }
    if (next != '{' && next != '}' && !(next == '#' && number))
        return put(m, write, "'", 1);
    while (m->at < m->pattern.size) {
        const char *quote = memchr(m->pattern.data + m->at, '\'', m->pattern.size - m->at);
        if (!quote)
            break;
        const size_t end = (size_t)(quote - m->pattern.data);
        const bool doubled = end + 1 < m->pattern.size && quote[1] == '\'';
        KT_TRY(put(m, write, m->pattern.data + m->at, end - m->at + doubled));
        m->at = end + 1 + doubled;
        if (!doubled)
            return KT_OK;
    }
    m->at = begin;
    return malformed(m, "an apostrophe that ends the quoted text");
}

/* ---- arguments ----------------------------------------------------------------------------
 */

static kt_status add_name(message *m, kt_slice name)
{
    for (int n = 0; n < m->n_names; n++)
        if (kt_slice_equal(m->names[n], name))
            return KT_OK;
    if (m->n_names == KT_MAX_PATTERN_NAMES)
        return kt_fail(m->err, KT_ERR_LIMIT, "pattern with more than %d arguments",
                       KT_MAX_PATTERN_NAMES);
    m->names[m->n_names++] = name;
    return KT_OK;
}

/* The argument of a name; made only where it is wanted, and never while names are gathered. */
static kt_status find_argument(message *m, kt_slice name, bool wanted, kt_argument *out)
{
    bool known = false;
    *out = (kt_argument){"", "", 0.0};
    if (name.data[0] == '=')
        return malformed(m, "the name of an argument");
    if (m->gathering)
        return add_name(m, name);
    KT_TRY(m->source->find(m->source->with, name, wanted, &known, out, m->err));
    if (known)
        return KT_OK;
    return kt_fail(m->err, KT_ERR_MISSING, "argument '%.*s' of the pattern is not given",
                   name.size < 60 ? (int)name.size : 60, name.data);
}

static kt_status put_argument(message *m, const kt_argument *argument, bool write)
{
    if (!write)
        return KT_OK;
    if (argument->text)
        return kt_text_add(m->out, argument->text, m->err);
    return kt_locale_number(m->locale, argument->number, 0, m->out, m->err);
}

/* ---- plural and select --------------------------------------------------------------------
 */

/* Which options fit: the best is written. */
typedef struct selection {
    bool plural;
    const kt_argument *argument;
    double number;     /* as it is printed */
    char category[16]; /* of the number */
} selection;

static kt_status make_choice(message *m, bool plural, const kt_argument *argument, bool write,
                             selection *out)
{
    *out = (selection){.plural = plural, .argument = argument};
    if (!plural || m->gathering || !write)
        return KT_OK;
    /* Where the number itself is printed it is so without decimals: 1.2 is read as "1". */
    out->number = argument->text ? argument->number : nearbyint(argument->number);
    if (!isfinite(out->number)) {
        memcpy(out->category, "other", 6);
        return KT_OK;
    }
    return kt_locale_plural(m->locale, out->number, out->category, m->err);
}

/* 3 for an exact number, 2 for a category or a word, 1 for "other", 0 for none. */
static kt_status rate_option(const message *m, const selection *choice, kt_slice word,
                             int *rating)
{
    *rating = kt_slice_is(word, "other");
    if (choice->plural && word.data[0] == '=') {
        double exact = 0.0;
        if (!kt_parse_double((kt_slice){word.data + 1, word.size - 1}, &exact))
            return malformed(m, "a number behind '='");
        if (!m->gathering && exact == choice->number)
            *rating = 3;
    } else if (word.data[0] == '=') {
        return malformed(m, "a word");
    } else if (choice->plural) {
        static const char *const categories[] = {"zero", "one", "two", "few", "many", "other"};
        bool known = false;
        for (size_t c = 0; c < sizeof categories / sizeof categories[0]; c++)
            known = known || kt_slice_is(word, categories[c]);
        if (!known)
            return malformed(m, "=N, zero, one, two, few, many or other");
        if (kt_slice_is(word, choice->category))
            *rating = 2;
    } else if (choice->argument->text && kt_slice_is(word, choice->argument->text)) {
        *rating = 2;
    }
    return KT_OK;
}

/* An option's message that is not read, up to its closing brace. */
static kt_status pass_over(message *m, const kt_argument *number)
{
    const size_t begin = m->at;
    for (int depth = 0; m->at < m->pattern.size; m->at++) {
        const char c = m->pattern.data[m->at];
        if (c == '\'') { // it may quote a brace
            m->at = begin;
            return take_message(m, number, false);
        }
        depth += c == '{';
        if (c == '}' && depth-- == 0)
            return KT_OK;
    }
    return malformed(m, "'}'");
}

/* The options up to the closing brace. All are walked to find the best, which may be the last;
 * then it alone is gone back to and written. */
static kt_status take_options(message *m, const selection *choice, const kt_argument *outer,
                              bool write)
{
    const kt_argument *number = choice->plural ? choice->argument : outer;
    size_t best_at = 0; /* where its message begins */
    int best = 0;
    bool other = false;

    for (skip_blanks(m); peek(m) != '}'; skip_blanks(m)) {
        kt_slice word;
        int rating = 0;
        KT_TRY(take_word(m, "an option or '}'", &word));
        KT_TRY(rate_option(m, choice, word, &rating));
        KT_TRY(take(m, '{', "'{'"));
        if (rating > best) {
            best = rating;
            best_at = m->at;
        }
        KT_TRY(m->passes_over ? pass_over(m, number) : take_message(m, number, false));
        KT_TRY(take(m, '}', "'}'"));
        other = other || kt_slice_is(word, "other");
    }
    if (!other)
        return malformed(m, "an option 'other'");
    if (!write)
        return KT_OK;
    const size_t end = m->at;
    m->at = best_at;
    KT_TRY(take_message(m, number, true));
    m->at = end;
    return KT_OK;
}

/* From behind the opening brace to behind the closing one. */
static kt_status take_argument(message *m, const kt_argument *outer, bool write)
{
    kt_slice name, kind;
    kt_argument argument;
    selection choice;

    KT_TRY(take_word(m, "the name of an argument", &name));
    KT_TRY(find_argument(m, name, write, &argument));
    skip_blanks(m);
    if (peek(m) == '}') {
        m->at++;
        return put_argument(m, &argument, write);
    }
    KT_TRY(take(m, ',', "',' or '}'"));
    KT_TRY(take_word(m, "plural or select", &kind));
    if (!kt_slice_is(kind, "plural") && !kt_slice_is(kind, "select"))
        return malformed(m, "plural or select");
    KT_TRY(take(m, ',', "','"));
    KT_TRY(make_choice(m, kt_slice_is(kind, "plural"), &argument, write, &choice));
    KT_TRY(take_options(m, &choice, outer, write));
    return take(m, '}', "'}'");
}

static bool is_special(char c)
{
    static const bool special[256] = {['{'] = true, ['}'] = true, ['\''] = true, ['#'] = true};
    return special[(unsigned char)c];
}

/* Up to the brace that ends it, or the end of the pattern. `number` is what # stands for. */
static kt_status take_message(message *m, const kt_argument *number, bool write)
{
    if (m->depth == KT_MAX_DEPTH)
        return kt_fail_at(m->err, KT_ERR_LIMIT, 0, (int64_t)m->at + 1,
                          "pattern nested deeper than %d", KT_MAX_DEPTH);
    m->depth++;
    for (int c = peek(m); c != -1 && c != '}'; c = peek(m)) {
        if (c == '{') {
            m->at++;
            KT_TRY(take_argument(m, number, write));
        } else if (c == '\'') {
            KT_TRY(take_apostrophe(m, number, write));
        } else if (c == '#' && number) {
            m->at++;
            KT_TRY(put_argument(m, number, write));
        } else {
            const size_t begin = m->at++;
            while (m->at < m->pattern.size && !is_special(m->pattern.data[m->at]))
                m->at++;
            KT_TRY(put(m, write, m->pattern.data + begin, m->at - begin));
        }
    }
    m->depth--;
    return KT_OK;
}

static kt_status take_all(message *m, bool write)
{
    KT_TRY(take_message(m, NULL, write));
    return m->at == m->pattern.size ? KT_OK : malformed(m, "no '}' without '{'");
}

kt_status kt_message_fill(kt_locale *locale, kt_slice pattern, const kt_argument_source *source,
                          kt_text *out, kt_error *err)
{
    message m = {.pattern = pattern,
                 .locale = locale,
                 .source = source,
                 .out = out,
                 .passes_over = source->was_filled,
                 .err = err};
    const size_t before = out->size;
    const kt_status status = take_all(&m, true);
    if (status && out->data) { // outputs are written on success only
        out->size = before;
        out->data[before] = '\0';
    }
    return status;
}

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
    argument_list list = {arguments, n_arguments};
    const kt_argument_source source = {.find = find_in_list, .with = &list};
    return kt_message_fill(locale, pattern, &source, out, err);
}

kt_status kt_message_arguments(kt_slice pattern, kt_text *out, kt_error *err)
{
    message m = {.pattern = pattern, .gathering = true, .err = err};
    KT_TRY(take_all(&m, false));
    for (int n = 1; n < m.n_names; n++) { // few names: sorting by insertion
        const kt_slice name = m.names[n];
        int p = n;
        for (; p > 0; p--) {
            const kt_slice before = m.names[p - 1];
            const size_t size = before.size < name.size ? before.size : name.size;
            const int order = memcmp(before.data, name.data, size);
            if (order < 0 || (order == 0 && before.size <= name.size))
                break;
            m.names[p] = before;
        }
        m.names[p] = name;
    }
    for (int n = 0; n < m.n_names; n++) {
        if (n > 0)
            KT_TRY(kt_text_append(out, " ", 1, err));
        KT_TRY(kt_text_add_slice(out, m.names[n], err));
    }
    return KT_OK;
}
