/* html.c: tags, text and entities of a page, one after the other. */
#include <kontor/html.h>

#include <string.h>

/* Entities that news pages use; numbers (&#8211;) need no table. */
typedef struct entity {
    const char *name;
    uint16_t code;
} entity;
static const entity entities[] = {
    {"nbsp", 160},    {"amp", '&'},    {"lt", '<'},      {"gt", '>'},      {"quot", '"'},
    {"apos", '\''},   {"euro", 8364},  {"pound", 163},   {"yen", 165},     {"cent", 162},
    {"sect", 167},    {"copy", 169},   {"reg", 174},     {"deg", 176},     {"plusmn", 177},
    {"frac12", 189},  {"frac14", 188}, {"frac34", 190},  {"times", 215},   {"middot", 183},
    {"laquo", 171},   {"raquo", 187},  {"ldquo", 8220},  {"rdquo", 8221},  {"bdquo", 8222},
    {"lsquo", 8216},  {"rsquo", 8217}, {"sbquo", 8218},  {"lsaquo", 8249}, {"rsaquo", 8250},
    {"ndash", 8211},  {"mdash", 8212}, {"hellip", 8230}, {"bull", 8226},   {"minus", 8722},
    {"thinsp", 8201}, {"ensp", 8194},  {"emsp", 8195},   {"shy", 173},     {"zwnj", 8204},
    {"trade", 8482},  {"auml", 228},   {"ouml", 246},    {"uuml", 252},    {"Auml", 196},
    {"Ouml", 214},    {"Uuml", 220},   {"szlig", 223},   {"aacute", 225},  {"agrave", 224},
    {"acirc", 226},   {"atilde", 227}, {"aring", 229},   {"aelig", 230},   {"ccedil", 231},
    {"eacute", 233},  {"egrave", 232}, {"ecirc", 234},   {"euml", 235},    {"iacute", 237},
    {"igrave", 236},  {"icirc", 238},  {"iuml", 239},    {"ntilde", 241},  {"oacute", 243},
    {"ograve", 242},  {"ocirc", 244},  {"otilde", 245},  {"oslash", 248},  {"uacute", 250},
    {"ugrave", 249},  {"ucirc", 251},  {"yacute", 253},  {"yuml", 255},    {"Eacute", 201},
    {"Agrave", 192},  {"Egrave", 200}, {"Ccedil", 199},  {"Aring", 197},   {"Oslash", 216},
    {"scaron", 353},  {"Scaron", 352},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

/* "#8211;" or "#x2013;" behind the ampersand; bytes taken, 0 when it is none. */
static size_t read_number(kt_slice rest, uint32_t *code)
{
    size_t at = 1;
    const bool hex = rest.size > 1 && (rest.data[1] == 'x' || rest.data[1] == 'X');
    const uint32_t base = hex ? 16 : 10;
    uint32_t value = 0;

    at += hex;
    const size_t first = at;
    for (; at < rest.size && at < first + 7; at++) {
        const char c = rest.data[at];
        uint32_t digit;
        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if (hex && ((c | 32) >= 'a' && (c | 32) <= 'f'))
            digit = (uint32_t)((c | 32) - 'a') + 10;
        else
            break;
        value = value * base + digit;
    }
    if (at == first)
        return 0;
    const bool bad = value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000);
    *code = bad ? 0xFFFD : value;
    return at + (at < rest.size && rest.data[at] == ';');
}

/* The entity behind an ampersand: bytes taken, 0 when there is none. */
static size_t read_entity(kt_slice rest, uint32_t *code)
{
    if (rest.size > 1 && rest.data[0] == '#')
        return read_number(rest, code);
    for (size_t n = 0; n < sizeof entities / sizeof *entities; n++) {
        const size_t length = strlen(entities[n].name);
        if (rest.size > length && rest.data[length] == ';' &&
            memcmp(rest.data, entities[n].name, length) == 0) {
            *code = entities[n].code;
            return length + 1;
        }
    }
    return 0;
}

/* Text from `at` to `end`, cut where an entity stands. */
static kt_status give_text(kt_slice input, size_t at, size_t end, kt_html_visit visit,
                           void *with, kt_error *err)
{
    size_t first = at;
    while (at < end) {
        uint32_t code = 0;
        const size_t taken =
            input.data[at] == '&'
                ? read_entity((kt_slice){input.data + at + 1, end - at - 1}, &code)
                : 0;
        if (taken == 0) {
            at++;
            continue;
        }
        if (first < at)
            KT_TRY(visit(with,
                         &(kt_html_piece){.kind = KT_HTML_TEXT,
                                          .text = {input.data + first, at - first},
                                          .start = first,
                                          .end = at},
                         err));
        char decoded[4];
        const size_t size = encode(code, decoded);
        KT_TRY(visit(with,
                     &(kt_html_piece){.kind = KT_HTML_TEXT,
                                      .text = {decoded, size},
                                      .start = at,
                                      .end = at + 1 + taken},
                     err));
        at += 1 + taken;
        first = at;
    }
    if (first == end)
        return KT_OK;
    return visit(with,
                 &(kt_html_piece){.kind = KT_HTML_TEXT,
                                  .text = {input.data + first, end - first},
                                  .start = first,
                                  .end = end},
                 err);
}

/* Behind the tag that begins at `at`: quotes inside hide a ">". A quote that never ends hides
 * nothing. */
static size_t tag_end(kt_slice input, size_t at)
{
    const size_t limit = input.size - at > 65536 ? at + 65536 : input.size;
    char quote = '\0';
    for (size_t p = at + 1; p < limit; p++) {
        const char c = input.data[p];
        if (quote) {
            if (c == quote)
                quote = '\0';
        } else if ((c == '"' || c == '\'') && input.data[p - 1] == '=') {
            quote = c;
        } else if (c == '>') {
            return p + 1;
        }
    }
    for (size_t p = at + 1; p < limit; p++)
        if (input.data[p] == '>')
            return p + 1;
    return limit;
}

static size_t find_text(kt_slice input, size_t at, const char *text, size_t size)
{
    for (; at + size <= input.size; at++) {
        const char *hit = memchr(input.data + at, text[0], input.size - at);
        if (!hit)
            break;
        at = (size_t)(hit - input.data);
        if (at + size <= input.size &&
            kt_slice_equal_ascii_case((kt_slice){hit, size}, (kt_slice){text, size}))
            return at;
    }
    return input.size;
}

/* Where a comment, a declaration or a processing instruction ends. */
static size_t skip_declaration(kt_slice input, size_t at)
{
    if (input.size - at >= 4 && memcmp(input.data + at, "<!--", 4) == 0) {
        const size_t end = find_text(input, at + 4, "-->", 3);
        return end == input.size ? end : end + 3;
    }
    return tag_end(input, at);
}

static kt_status give_tag(kt_slice input, size_t at, size_t end, kt_html_piece *piece,
                          kt_html_visit visit, void *with, kt_error *err)
{
    const bool closes = input.data[at + 1] == '/';
    size_t first = at + 1 + closes, last = first;
    while (last < end && input.data[last] != '>' && input.data[last] != '/' &&
           (unsigned char)input.data[last] > ' ')
        last++;
    *piece = (kt_html_piece){.kind = closes ? KT_HTML_CLOSE : KT_HTML_OPEN,
                             .name = {input.data + first, last - first},
                             .attributes = {input.data + last, end - last},
                             .start = at,
                             .end = end};
    return visit(with, piece, err);
}

/* The contents of an element whose text is no text: up to its closing tag. */
static kt_status give_raw(kt_slice input, size_t *at, const char *closing, kt_html_visit visit,
                          void *with, kt_error *err)
{
    const size_t end = find_text(input, *at, closing, strlen(closing));
    const kt_html_piece piece = {
        .kind = KT_HTML_RAW, .text = {input.data + *at, end - *at}, .start = *at, .end = end};
    *at = end;
    return visit(with, &piece, err);
}

kt_status kt_html_read(kt_slice input, kt_html_visit visit, void *with, kt_error *err)
{
    size_t at = 0, first = 0;
    while (at < input.size) {
        const char *hit = memchr(input.data + at, '<', input.size - at);
        at = hit ? (size_t)(hit - input.data) : input.size;
        const char next = at + 1 < input.size ? input.data[at + 1] : ' ';
        const bool tag = is_letter(next) ||
                         (next == '/' && at + 2 < input.size && is_letter(input.data[at + 2]));
        if (at < input.size && !tag && next != '!' && next != '?') {
            at++;
            continue;
        }
        KT_TRY(give_text(input, first, at, visit, with, err));
        if (at >= input.size)
            break;
        if (!tag) {
            at = skip_declaration(input, at);
        } else {
            kt_html_piece piece;
            const size_t end = tag_end(input, at);
            KT_TRY(give_tag(input, at, end, &piece, visit, with, err));
            at = end;
            if (piece.kind == KT_HTML_OPEN &&
                kt_slice_equal_ascii_case(piece.name, kt_slice_of("script")))
                KT_TRY(give_raw(input, &at, "</script", visit, with, err));
            else if (piece.kind == KT_HTML_OPEN &&
                     kt_slice_equal_ascii_case(piece.name, kt_slice_of("style")))
                KT_TRY(give_raw(input, &at, "</style", visit, with, err));
        }
        first = at;
    }
    return KT_OK;
}

kt_slice kt_html_attribute(kt_slice attributes, const char *name)
{
    const kt_slice wanted = kt_slice_of(name);
    for (size_t at = 1; at + wanted.size + 1 < attributes.size; at++) {
        const char before = attributes.data[at - 1];
        if (((unsigned char)before > ' ' && before != '"' && before != '\'') ||
            attributes.data[at + wanted.size] != '=' ||
            !kt_slice_equal_ascii_case((kt_slice){attributes.data + at, wanted.size}, wanted))
            continue;
        size_t first = at + wanted.size + 1;
        const char quote = attributes.data[first];
        const bool quoted = quote == '"' || quote == '\'';
        first += quoted;
        size_t last = first;
        while (last < attributes.size && (quoted ? attributes.data[last] != quote
                                                 : (unsigned char)attributes.data[last] > ' ' &&
                                                       attributes.data[last] != '>'))
            last++;
        return (kt_slice){attributes.data + first, last - first};
    }
    return (kt_slice){NULL, 0};
}

bool kt_html_is(kt_slice input)
{
    static const char *const signs[] = {"<!doctype html", "<html", "<head", "<body",
                                        "<article",       "<div",  "<p>",   "<p "};
    const kt_slice head = {input.data, input.size < 4096 ? input.size : 4096};
    for (size_t n = 0; n < sizeof signs / sizeof *signs; n++)
        if (head.size && find_text(head, 0, signs[n], strlen(signs[n])) < head.size)
            return true;
    return false;
}
