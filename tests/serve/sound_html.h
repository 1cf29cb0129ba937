/* sound_html.h: what every page of the site keeps to. */
#ifndef SOUND_HTML_H
#define SOUND_HTML_H

#include "check.h"

#include <kontor/text.h>

/* Every tag that is opened is closed, in order; nothing runs and nothing comes from elsewhere.
 */
static void check_sound(const char *path, const char *html)
{
    static const char *const single[] = {"meta", "link", "input", "br", "!DOCTYPE"};
    char open[64][16];
    int depth = 0;
    if (strncmp(html, "<!DOCTYPE html>\n<html lang=\"", 28) != 0)
        fail_msg("%s does not begin as HTML", path);
    CHECK(kt_utf8_valid(html, strlen(html)));
    for (const char *at = strchr(html, '<'); at; at = strchr(at + 1, '<')) {
        char tag[16];
        bool is_single = false;
        const bool closes = at[1] == '/';
        const char *name = at + 1 + closes;
        const int n = (int)strcspn(name, " />\n");
        CHECK(n > 0 && n < 16);
        snprintf(tag, sizeof tag, "%.*s", n, name);
        for (size_t s = 0; s < sizeof single / sizeof *single; s++)
            is_single |= strcmp(tag, single[s]) == 0;
        is_single |= at[strcspn(at, ">") - 1] == '/'; // of a picture
        if (is_single)
            continue;
        if (!closes) {
            CHECK(depth < 64);
            snprintf(open[depth++], 16, "%s", tag);
        } else if (depth == 0 || strcmp(open[--depth], tag) != 0) {
            fail_msg("%s: </%s> closes <%s>", path, tag, depth >= 0 ? open[depth] : "nothing");
        }
    }
    CHECK_INT(depth, 0);
    static const char *const never[] = {"javascript:", " style=", " onclick", "src=\"http"};
    /* Nothing is fetched from elsewhere; a reader may be led to an article that was checked. */
    static const char outside[] = "<a rel=\"nofollow noopener\" ";
    for (const char *at = html; (at = strstr(at, "href=\"http")) != NULL; at++)
        if (at - html < (int)sizeof outside ||
            strncmp(at - (sizeof outside - 1), outside, sizeof outside - 1) != 0)
            fail_msg("%s refers to elsewhere", path);
    /* What the page is about is data, which no browser runs; the one script is a file. */
    static const char own[] = "<script src=\"/assets/site.js\" defer data-larger=\"";
    for (const char *at = html; (at = strstr(at, "<script")) != NULL; at++)
        if (strncmp(at, "<script type=\"application/ld+json\">{", 36) != 0 &&
            strncmp(at, own, sizeof own - 1) != 0)
            fail_msg("%s holds a script", path);
    for (size_t n = 0; n < sizeof never / sizeof *never; n++)
        if (strstr(html, never[n]))
            fail_msg("%s holds %s", path, never[n]);
}

#endif
