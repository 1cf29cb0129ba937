/* xml_check.h: is a text well-formed XML, as far as a writer can get it wrong? Elements close
 * in order, attributes are quoted and stand once, & begins a reference, < no text. */
#ifndef KONTOR_TESTS_XML_CHECK_H
#define KONTOR_TESTS_XML_CHECK_H

#include <kontor/text.h>

#include <stdbool.h>
#include <string.h>

enum { XML_DEPTH = 64, XML_NAMES = 32 };

static inline bool xml_reference(const char *at)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#", NULL};

    for (int n = 0; known[n]; n++)
        if (strncmp(at, known[n], strlen(known[n])) == 0)
            return true;
    return false;
}

/* One tag from behind '<' to '>'; NULL where it is broken. */
static inline const char *xml_tag(const char *at, char name[64], bool *empty)
{
    size_t length = strcspn(at, " />\n");
    char seen[XML_NAMES][64];
    int n_seen = 0;

    if (length == 0 || length >= 64)
        return NULL;
    memcpy(name, at, length);
    name[length] = '\0';
    at += length;
    for (;;) {
        at += strspn(at, " \n");
        *empty = *at == '/' || *at == '?';
        if (*empty)
            at++;
        if (*at == '>')
            return at + 1;
        length = strcspn(at, "= >");
        if (*empty || length == 0 || length >= 64 || n_seen == XML_NAMES || at[length] != '=' ||
            at[length + 1] != '"')
            return NULL;
        memcpy(seen[n_seen], at, length);
        seen[n_seen][length] = '\0';
        for (int n = 0; n < n_seen; n++)
            if (strcmp(seen[n], seen[n_seen]) == 0)
                return NULL;
        n_seen++;
        for (at += length + 2; *at != '"'; at++)
            if (*at == '\0' || *at == '<' || (*at == '&' && !xml_reference(at)))
                return NULL;
        at++;
    }
}

/* NULL where all is well, else where it is not. */
static inline const char *xml_fault(const char *text)
{
    char stack[XML_DEPTH][64];
    int depth = 0;

    if (!kt_utf8_valid(text, strlen(text)))
        return "not UTF-8";
    for (const char *at = text; *at != '\0';) {
        char name[64];
        bool empty = false;
        if (*at == '&' && !xml_reference(at))
            return at;
        if (*at != '<') {
            at++;
            continue;
        }
        if (at[1] == '/') {
            const size_t length = strcspn(at + 2, ">");
            if (depth == 0 || strlen(stack[depth - 1]) != length ||
                strncmp(stack[depth - 1], at + 2, length) != 0)
                return at;
            depth--;
            at += length + 3;
            continue;
        }
        const char *next = xml_tag(at[1] == '?' ? at + 2 : at + 1, name, &empty);
        if (!next || depth == XML_DEPTH)
            return at;
        if (!empty)
            memcpy(stack[depth++], name, sizeof name);
        at = next;
    }
    return depth == 0 ? NULL : "an element is not closed";
}

/* How often a piece stands in a text. */
static inline int64_t xml_count(const char *text, const char *piece)
{
    int64_t n = 0;

    for (const char *at = text; (at = strstr(at, piece)) != NULL; at += strlen(piece))
        n++;
    return n;
}

#endif
