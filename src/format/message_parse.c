/* message_parse.c: patterns with named arguments, read into steps.
 *
 *     message  = { text | '{' name '}' | '{' name ',' kind ',' option { option } '}' | '#' }
 *     kind     = "plural" | "select"
 *     option   = ( word | '=' digits ) '{' message '}'
 *
 * Apostrophes quote as in ICU: '' is one apostrophe; before a brace (or # inside a plural) an
 * apostrophe begins text that is taken as it is, up to the next one; elsewhere it is an
 * ordinary character. */
#include "message_internal.h"

#include <kontor/limits.h>
#include <kontor/memory.h>

#include <math.h>
#include <string.h>

typedef struct parser {
    kt_slice pattern;
    size_t at;
    int depth;
    kt_message *message;
    kt_error *err;
} parser;

/* ---- bytes of the pattern -----------------------------------------------------------------
 */

static int peek(const parser *p)
{
    return p->at < p->pattern.size ? (unsigned char)p->pattern.data[p->at] : -1;
}

static kt_status malformed(const parser *p, const char *expected)
{
    return kt_fail_at(p->err, KT_ERR_FORMAT, 0, (int64_t)p->at + 1, "pattern: expected %s",
                      expected);
}

static void skip_blanks(parser *p)
{
    while (peek(p) == ' ' || peek(p) == '\t' || peek(p) == '\n' || peek(p) == '\r')
        p->at++;
}

static kt_status take(parser *p, char c, const char *expected)
{
    skip_blanks(p);
    if (peek(p) != (unsigned char)c)
        return malformed(p, expected);
    p->at++;
    return KT_OK;
}

/* Letters, digits and '_'; an option may also be '=' and digits. */
static kt_status take_word(parser *p, const char *expected, kt_slice *out)
{
    skip_blanks(p);
    const size_t begin = p->at;
    for (int c = peek(p); (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '_' || (c == '=' && p->at == begin);
         c = peek(p))
        p->at++;
    *out = (kt_slice){p->pattern.data + begin, p->at - begin};
    return out->size > 0 ? KT_OK : malformed(p, expected);
}

/* ---- steps --------------------------------------------------------------------------------
 */

/* A step that ends where it stands; *out is its number. */
static kt_status add(parser *p, message_kind kind, kt_slice text, int32_t *out)
{
    kt_message *m = p->message;
    if (m->n_steps == m->room) {
        const int32_t room = m->room ? 2 * m->room : 8;
        KT_TRY(kt_resize(&m->step, room, sizeof *m->step, p->err));
        m->room = room;
    }
    if (out)
        *out = m->n_steps;
    m->step[m->n_steps] =
        (message_step){.kind = kind, .end = m->n_steps + 1, .text = text, .exact = NAN};
    m->n_steps++;
    return KT_OK;
}

/* The step goes up to here. */
static void end(parser *p, int32_t step)
{
    p->message->step[step].end = p->message->n_steps;
}

static kt_status add_text(parser *p, size_t begin, size_t size)
{
    const kt_slice text = {p->pattern.data + begin, size};
    return size > 0 ? add(p, MESSAGE_TEXT, text, NULL) : KT_OK;
}

/* An apostrophe, where p stands on it. */
static kt_status take_apostrophe(parser *p, bool in_plural)
{
    const size_t begin = p->at++;
    const int next = peek(p);
    if (next == '\'') {
        p->at++;
        return add_text(p, begin, 1);
    }
    if (next != '{' && next != '}' && !(next == '#' && in_plural))
        return add_text(p, begin, 1);
    while (p->at < p->pattern.size) {
        const char *quote = memchr(p->pattern.data + p->at, '\'', p->pattern.size - p->at);
        if (!quote)
            break;
        const size_t at = (size_t)(quote - p->pattern.data);
        const bool doubled = at + 1 < p->pattern.size && quote[1] == '\'';
        KT_TRY(add_text(p, p->at, at - p->at + doubled));
        p->at = at + 1 + doubled;
        if (!doubled)
            return KT_OK;
    }
    p->at = begin;
    return malformed(p, "an apostrophe that ends the quoted text");
}

/* ---- the grammar --------------------------------------------------------------------------
 */

static kt_status take_message(parser *p, bool in_plural);

static kt_status check_word(const parser *p, bool plural, kt_slice word, double *exact)
{
    static const char *const categories[] = {"zero", "one", "two", "few", "many", "other"};

    if (word.data[0] == '=' && !plural)
        return malformed(p, "a word");
    if (word.data[0] == '=')
        return kt_parse_double((kt_slice){word.data + 1, word.size - 1}, exact)
                   ? KT_OK
                   : malformed(p, "a number behind '='");
    for (size_t c = 0; plural && c < sizeof categories / sizeof categories[0]; c++)
        if (kt_slice_is(word, categories[c]))
            return KT_OK;
    return plural ? malformed(p, "=N, zero, one, two, few, many or other") : KT_OK;
}

/* The options up to the closing brace. */
static kt_status take_options(parser *p, bool plural, bool in_plural)
{
    bool other = false;

    for (skip_blanks(p); peek(p) != '}'; skip_blanks(p)) {
        kt_slice word;
        double exact = NAN;
        int32_t option;
        KT_TRY(take_word(p, "an option or '}'", &word));
        KT_TRY(check_word(p, plural, word, &exact));
        KT_TRY(take(p, '{', "'{'"));
        KT_TRY(add(p, MESSAGE_OPTION, word, &option));
        p->message->step[option].exact = exact;
        KT_TRY(take_message(p, plural || in_plural));
        end(p, option);
        KT_TRY(take(p, '}', "'}'"));
        other = other || kt_slice_is(word, "other");
    }
    return other ? KT_OK : malformed(p, "an option 'other'");
}

/* From behind the opening brace to behind the closing one. */
static kt_status take_argument(parser *p, bool in_plural)
{
    kt_slice name, kind;
    int32_t choice;

    KT_TRY(take_word(p, "the name of an argument", &name));
    if (name.data[0] == '=')
        return malformed(p, "the name of an argument");
    skip_blanks(p);
    if (peek(p) == '}') {
        p->at++;
        return add(p, MESSAGE_ARGUMENT, name, NULL);
    }
    KT_TRY(take(p, ',', "',' or '}'"));
    KT_TRY(take_word(p, "plural or select", &kind));
    const bool plural = kt_slice_is(kind, "plural");
    if (!plural && !kt_slice_is(kind, "select"))
        return malformed(p, "plural or select");
    KT_TRY(take(p, ',', "','"));
    KT_TRY(add(p, plural ? MESSAGE_PLURAL : MESSAGE_SELECT, name, &choice));
    KT_TRY(take_options(p, plural, in_plural));
    end(p, choice);
    return take(p, '}', "'}'");
}

static bool is_special(char c)
{
    static const bool special[256] = {['{'] = true, ['}'] = true, ['\''] = true, ['#'] = true};
    return special[(unsigned char)c];
}

/* Up to the brace that ends it, or the end of the pattern. */
static kt_status take_message(parser *p, bool in_plural)
{
    if (p->depth == KT_MAX_DEPTH)
        return kt_fail_at(p->err, KT_ERR_LIMIT, 0, (int64_t)p->at + 1,
                          "pattern nested deeper than %d", KT_MAX_DEPTH);
    p->depth++;
    for (int c = peek(p); c != -1 && c != '}'; c = peek(p)) {
        const size_t begin = p->at;
        if (c == '{') {
            p->at++;
            KT_TRY(take_argument(p, in_plural));
        } else if (c == '\'') {
            KT_TRY(take_apostrophe(p, in_plural));
        } else if (c == '#' && in_plural) {
            p->at++;
            KT_TRY(add(p, MESSAGE_NUMBER, (kt_slice){"", 0}, NULL));
        } else {
            p->at++;
            while (p->at < p->pattern.size && !is_special(p->pattern.data[p->at]))
                p->at++;
            KT_TRY(add_text(p, begin, p->at - begin));
        }
    }
    p->depth--;
    return KT_OK;
}

kt_status kt_message_read(kt_slice pattern, kt_message *out, kt_error *err)
{
    parser p = {.pattern = pattern, .message = out, .err = err};
    if (pattern.size > INT32_MAX / 2) // more bytes than steps can be counted
        return kt_fail(err, KT_ERR_LIMIT, "pattern of %zu bytes", pattern.size);
    KT_TRY(take_message(&p, false));
    return p.at == p.pattern.size ? KT_OK : malformed(&p, "no '}' without '{'");
}

void kt_message_clear(kt_message *message)
{
    kt_free(message->step);
    message->step = NULL;
    message->n_steps = message->room = 0;
}

kt_status kt_message_parse(kt_slice pattern, kt_message **out, kt_error *err)
{
    kt_message *message;
    KT_TRY(kt_new(&message, 1, sizeof *message, err));
    const kt_status status = kt_message_read(pattern, message, err);
    if (status)
        kt_message_free(message);
    else
        *out = message;
    return status;
}

void kt_message_free(kt_message *message)
{
    if (message)
        kt_message_clear(message);
    kt_free(message);
}
