/* article_plain.c: the blocks of a plain text.
 *
 * A line is a block, as pages saved as text have it, unless the text was broken at a width, as
 * in mail: then a paragraph's lines are one block. Told by how a line ends and the next begins:
 *
 *     the next begins with a small letter           one sentence goes on
 *     the line ends with a comma, dash or small word one sentence goes on
 *     the next line's first word had no more room    one paragraph goes on
 *
 * A blank line, a list mark, a heading's mark and a table's line end a block. Lines of a table
 * or a chart are no sentences and become no block. Places stay those of the input: what is
 * hidden (the > of a mail, the ** of Markdown) is overwritten by blanks in the copy. */
#include "article.h"

#include <string.h>

enum {
    LEAST_WIDTH = 40,  /* of a text broken at a width; characters */
    MOST_WIDTH = 110,  /* a longer line was not broken */
    LEAST_LINE = 20,   /* a shorter one is navigation, whatever follows */
    LONGEST_WORD = 64, /* bytes looked at of a line's last word */
    COLUMN_GAP = 3     /* blanks that part columns, no words */
};

typedef enum line_kind {
    LINE_BLANK,
    LINE_TEXT,
    LINE_TABLE,
    LINE_RULE, /* ----- under a heading */
    LINE_FENCE /* ``` of Markdown */
} line_kind;

typedef struct line {
    size_t start, end, next; /* bytes; trimmed; of the line behind it */
    int32_t width;           /* characters before `end` */
    int32_t first_word;      /* characters of the first word */
    uint8_t kind;            /* line_kind */
    uint8_t level;           /* of a Markdown heading */
    bool listed;             /* begins with a list mark */
    bool small;              /* begins with a small letter */
    bool sign;               /* begins with what ends a sentence, or a part of it */
    bool ends;               /* like a sentence */
    bool comma;              /* with a comma or a dash */
} line;

typedef struct plain {
    const kt_lexicon *lexicon;
    kt_article *out;
    char *text;
    size_t size;
    int32_t width; /* at which the text was broken; 0: it was not */
    kt_tokens word;
} plain;

/* ---- what a line is ---------------------------------------------------------------------- */

static bool is_letter(uint32_t c)
{
    return (c >= 0xC0 && c < 0x2000) || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_drawn(uint32_t c)
{
    return (c >= 0x2500 && c <= 0x259F) || c == 0x25CB; /* frames, bars, a circle */
}

typedef struct columns {
    int n_gaps, n_wide,
        n_numbers;       /* gaps of two blanks, of more; columns with a number alone */
    int digits, letters; /* of the column at hand */
} columns;

static void end_column(columns *c)
{
    c->n_numbers += c->digits > 0 && c->letters <= 2;
    c->digits = c->letters = 0;
}

/* Numbers in columns, a frame or a chart. */
static bool is_table(const char *text, const line *l)
{
    columns c = {0};
    int blanks = 0;
    bool pointed = false, drawn = false;
    if (text[l->start] == '|' && memchr(text + l->start + 1, '|', l->end - l->start - 1))
        return true;
    for (size_t at = l->start; at < l->end;) {
        const uint32_t letter = kt_letter_next(text, l->end, &at);
        if (letter == ' ' || letter == '\t' || letter == 0xA0) {
            blanks += letter == '\t' ? COLUMN_GAP : 1;
            continue;
        }
        if (blanks >= 2 && !pointed) { /* behind a sentence's point some type two */
            c.n_gaps++;
            c.n_wide += blanks >= COLUMN_GAP;
            end_column(&c);
        }
        blanks = 0;
        pointed = letter == '.' || letter == '!' || letter == '?' || letter == ':';
        drawn |= is_drawn(letter);
        c.digits += is_digit(letter);
        c.letters += is_letter(letter);
    }
    end_column(&c);
    if (drawn || (c.n_gaps >= 2 && c.n_numbers >= 2))
        return true;
    return !l->ends && c.n_wide > 0 && (c.n_numbers > 0 || c.n_gaps >= 2);
}

static bool is_rule(const char *text, const line *l)
{
    int n = 0;
    for (size_t at = l->start; at < l->end; n++) {
        const uint32_t c = kt_letter_next(text, l->end, &at);
        if (c != '-' && c != '=' && c != '_' && c != '*' && c != '~' && c != 0x2500 &&
            c != 0x2550 && c != 0x2014)
            return false;
    }
    return n >= 3;
}

/* "- ", "* ", "• ", "1. ", "2) " */
static bool is_listed(const char *text, const line *l)
{
    size_t at = l->start;
    const uint32_t c = kt_letter_next(text, l->end, &at);
    if (c == '-' || c == '*' || c == '+' || c == 0x2022 || c == 0x2013 || c == 0x2014 ||
        c == 0xB7 || c == 0x25AA)
        return at < l->end && text[at] == ' ';
    size_t digits = l->start;
    while (digits < l->end && is_digit((unsigned char)text[digits]))
        digits++;
    return digits > l->start && digits < l->start + 3 && digits + 1 < l->end &&
           (text[digits] == '.' || text[digits] == ')') && text[digits + 1] == ' ';
}

static void look_at_end(const char *text, line *l)
{
    static const char *const behind[] = {"\"",           ")",       "'", "*", "\xE2\x80\x9C",
                                         "\xE2\x80\x9D", "\xC2\xBB"};
    size_t end = l->end;
    for (size_t n = 0; n < sizeof behind / sizeof *behind; n++) {
        const size_t size = strlen(behind[n]);
        if (end > l->start + size && memcmp(text + end - size, behind[n], size) == 0)
            end -= size;
    }
    const char last = text[end - 1];
    l->ends = last == '.' || last == '!' || last == '?' || last == ':' ||
              (end > l->start + 3 && memcmp(text + end - 3, "\xE2\x80\xA6", 3) == 0);
    const char *dash = end > l->start + 4 ? text + end - 4 : " xxx";
    l->comma = last == ',' || last == ';' || memcmp(dash, " \xE2\x80\x93", 4) == 0 ||
               memcmp(dash, " \xE2\x80\x94", 4) == 0;
}

static void trim(const char *text, line *l)
{
    while (l->start < l->end && (unsigned char)text[l->start] <= ' ')
        l->start++;
    while (l->end > l->start && (unsigned char)text[l->end - 1] <= ' ')
        l->end--;
}

/* Marks of mail and Markdown give way to blanks; a heading's are passed over. */
static void hide_marks(char *text, line *l)
{
    while (l->start < l->end && text[l->start] == '>' &&
           (l->start + 1 == l->end || text[l->start + 1] == ' ' || text[l->start + 1] == '>'))
        text[l->start++] = ' ';
    trim(text, l);
    size_t at = l->start;
    while (at < l->end && text[at] == '#' && at < l->start + 6)
        at++;
    if (at > l->start && at < l->end && text[at] == ' ') {
        l->level = (uint8_t)(at - l->start);
        l->start = at;
    }
    for (at = l->start; at + 1 < l->end; at++)
        if (text[at] == '*' && text[at + 1] == '*')
            text[at] = text[at + 1] = ' ';
    trim(text, l);
}

/* The line that begins at `start`; blank behind the last one. */
static line read_line(const plain *p, size_t start)
{
    line l = {.start = start, .end = p->size, .next = p->size};
    const char *hit = start < p->size ? memchr(p->text + start, '\n', p->size - start) : NULL;
    if (hit) {
        l.end = (size_t)(hit - p->text);
        l.next = l.end + 1;
    }
    if (start >= p->size)
        l.start = l.end = p->size;
    trim(p->text, &l);
    if (l.start == l.end)
        return l;
    if (is_rule(p->text, &l)) {
        l.kind = LINE_RULE;
        return l;
    }
    if (l.end - l.start >= 3 && memcmp(p->text + l.start, "```", 3) == 0) {
        l.kind = LINE_FENCE;
        return l;
    }
    look_at_end(p->text, &l);
    l.kind = is_table(p->text, &l) ? LINE_TABLE : LINE_TEXT;
    if (l.kind == LINE_TABLE)
        return l;
    l.listed = is_listed(p->text, &l);
    hide_marks(p->text, &l);
    bool word = true;
    for (size_t at = l.start; at < l.end; l.width++) {
        const uint32_t c = kt_letter_next(p->text, l.end, &at);
        if (l.width == 0) {
            l.small = is_letter(c) && kt_letter_lower(c) == c;
            l.sign = c == '.' || c == ',' || c == ';' || c == ')';
        }
        word &= c > ' ';
        l.first_word += word;
    }
    return l;
}

/* ---- which lines belong together -----------------------------------------------------------
 */

/* "Exporte brechen ein", "geben nach": a German heading does end so. */
static bool may_end_heading(const char *word)
{
    static const char *const words[] = {"ein", "auf",  "nach",  "um",
                                        "ist", "sind", "nicht", "wurde"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (strcmp(word, words[n]) == 0)
            return true;
    return false;
}

/* "and", "von", "на": no heading ends so. */
static kt_status ends_in_small_word(plain *p, const line *l, bool *out, kt_error *err)
{
    kt_meaning meaning;
    size_t start = l->end;
    *out = false;
    while (start > l->start && l->end - start < LONGEST_WORD && p->text[start - 1] > ' ')
        start--;
    while (start > l->start && l->end - start < LONGEST_WORD &&
           (unsigned char)p->text[start - 1] > ' ')
        start--;
    p->word.n_tokens = 0;
    p->word.folded_size = 0;
    KT_TRY(kt_tokens_add(&p->word, p->text, start, l->end, '.', err));
    KT_TRY(kt_tokens_break(&p->word, l->end, err));
    if (p->word.n_tokens != 2 || p->word.token[0].flags & KT_TOKEN_CAPITAL ||
        may_end_heading(kt_token_word(&p->word, 0)))
        return KT_OK;
    for (int tongue = 0; tongue < kt_lexicon_tongues(p->lexicon)->n && !*out; tongue++)
        *out = kt_lexicon_at(p->lexicon, tongue, &p->word, 0, KT_SENSE_LANGUAGE, &meaning) > 0;
    return KT_OK;
}

static bool may_join(const line *a, const line *b)
{
    return a->kind == LINE_TEXT && b->kind == LINE_TEXT && !a->level && !b->level &&
           a->width >= LEAST_LINE && a->width <= MOST_WIDTH &&
           (!b->listed || (!a->ends && b->small));
}

/* A line broken where a page had a link: "data of the | commerce ministry | show". `inside`:
 * the line has itself been joined to the one before it. */
static bool is_torn(const line *a, const line *b, bool inside)
{
    return a->kind == LINE_TEXT && b->kind == LINE_TEXT && !a->level && !b->level &&
           (inside || a->width >= LEAST_LINE) && !a->ends && !b->listed &&
           (b->small || b->sign);
}

/* The next line's first word had no room behind it. */
static bool is_full(const plain *p, const line *a, const line *b)
{
    return p->width && (a->width <= p->width || !a->ends) &&
           a->width + 1 + b->first_word > p->width;
}

static kt_status goes_on(plain *p, const line *a, const line *b, bool inside, bool *out,
                         kt_error *err)
{
    *out = is_torn(a, b, inside);
    if (*out || !may_join(a, b))
        return KT_OK;
    if (is_full(p, a, b) || (!a->ends && (b->small || a->comma))) {
        *out = true;
        return KT_OK;
    }
    return a->ends ? KT_OK : ends_in_small_word(p, a, out, err);
}

/* The width at which the text was broken: the longest line whose sentence goes on in the next
 * with a small letter. Where some line is far longer, nothing was broken. */
static int32_t find_width(plain *p)
{
    int32_t width = 0;
    int64_t broken = 0, longer = 0;
    line a = read_line(p, 0);
    while (a.next < p->size) {
        const line b = read_line(p, a.next);
        if (may_join(&a, &b) && b.small && !a.ends && a.width >= LEAST_WIDTH) {
            broken++;
            width = a.width > width ? a.width : width;
        }
        longer += a.kind == LINE_TEXT && a.width > MOST_WIDTH;
        a = b;
    }
    return broken > longer ? width : 0;
}

/* ---- blocks --------------------------------------------------------------------------------
 */

static kt_status read_block(plain *p, line *l, kt_error *err)
{
    line next = read_line(p, l->next);
    kt_block block = {.start = l->start, .kind = KT_BLOCK_TEXT, .level = l->level};
    for (;;) {
        bool on;
        KT_TRY(goes_on(p, l, &next, l->start > block.start, &on, err));
        if (!on)
            break;
        *l = next;
        next = read_line(p, l->next);
    }
    block.end = l->end;
    if (next.kind == LINE_RULE && l->start == block.start && !l->ends) /* underlined */
        block.level =
            p->text[next.start] == '=' || memcmp(p->text + next.start, "\xE2\x95\x90", 3) == 0
                ? 1
                : 2;
    *l = next;
    return kt_article_add_block(p->out, block, err);
}

static kt_status read_blocks(plain *p, kt_error *err)
{
    bool fenced = false;
    line l = read_line(p, 0);
    while (l.start < p->size) {
        if (l.kind == LINE_FENCE)
            fenced = !fenced;
        if (l.kind != LINE_TEXT || fenced)
            l = read_line(p, l.next);
        else
            KT_TRY(read_block(p, &l, err));
    }
    return KT_OK;
}

kt_status kt_article_plain(const kt_lexicon *lexicon, kt_slice input, kt_article *out,
                           kt_error *err)
{
    KT_TRY(kt_text_append(&out->text, input.data, input.size, err));
    KT_TRY(kt_text_append(&out->text, "\0\0\0\0", 4, err)); /* so that a look ahead is inside */
    out->text.size = input.size;
    plain p = {.lexicon = lexicon, .out = out, .text = out->text.data, .size = input.size};
    p.width = find_width(&p);
    const kt_status status = read_blocks(&p, err);
    kt_tokens_clear(&p.word);
    return status;
}
