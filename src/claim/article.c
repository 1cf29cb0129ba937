/* article.c: which blocks are the article, its headline, date, place and agency; its language
 * and its tokens. */
#include "article.h"

#include <kontor/html.h>
#include <kontor/limits.h>
#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

void kt_article_clear(kt_article *article)
{
    kt_text_clear(&article->text);
    kt_free(article->place);
    kt_free(article->block);
    kt_tokens_clear(&article->tokens);
    *article = (kt_article){0};
}

size_t kt_article_place(const kt_article *article, size_t at)
{
    return article->place ? article->place[at] : at;
}

size_t kt_article_place_end(const kt_article *article, size_t end)
{
    if (!article->place || end == 0)
        return end;
    /* The byte after the last character of the stretch: an entity ends where the next begins.
     */
    return article->place[end];
}

/* ---- what a line looks like -------------------------------------------------------------- */

typedef struct look {
    int n_words, n_letters;
    bool figures; /* a digit */
    bool ends;    /* like a sentence */
    bool bars;    /* | or / or > between words: navigation */
} look;

/* "... 35 billion dollars. (PTI)": a sentence, and who tells it in brackets behind. */
static bool ends_in_agency(const char *text, kt_block block)
{
    enum { LONGEST = 40 };
    size_t open = block.end;
    while (open > block.start && block.end - open < LONGEST && text[open] != '(')
        open--;
    while (open > block.start && (unsigned char)text[open - 1] <= ' ')
        open--;
    return open > block.start && (text[open - 1] == '.' || text[open - 1] == '!');
}

static look look_at(const char *text, kt_block block)
{
    look seen = {0};
    bool inside = false;
    size_t at = block.start;
    uint32_t last = 0, before = 0;
    while (at < block.end) {
        const uint32_t c = kt_letter_next(text, block.end, &at);
        const bool letter = c > 0x7F ? c != 0xA0 && !(c >= 0x2000 && c < 0x2070)
                                     : (c | 32) >= 'a' && (c | 32) <= 'z';
        seen.n_words += letter && !inside;
        seen.n_letters += letter;
        seen.figures |= c >= '0' && c <= '9';
        inside = letter || (c >= '0' && c <= '9') || c == '-' || c == '\'';
        if (c == '|' || (c == '/' && last == ' '))
            seen.bars = true;
        if (c > ' ' && c != 0xA0) {
            before = last > ' ' ? last : before;
            last = c;
        } else {
            last = last > ' ' ? last : ' ';
        }
    }
    if (last == ')' && ends_in_agency(text, block)) {
        seen.ends = true;
        return seen;
    }
    const bool quote = last == '"' || last == 0x201D || last == 0xBB || last == 0x201C ||
                       last == ')' || last == '\'';
    const uint32_t mark = quote ? before : last;
    seen.ends = mark == '.' || mark == '!' || mark == '?' || mark == ':' || mark == 0x2026;
    return seen;
}

static bool is_prose(const look *seen)
{
    return (seen->n_words >= (seen->figures ? 5 : 7) && seen->ends) || seen->n_words >= 25;
}

/* ---- language ---------------------------------------------------------------------------- */

/* Which language's small words are most frequent in the first 20 kB; without any, Cyrillic
 * letters decide for Russian. */
static int recognise(const kt_lexicon *lexicon, const kt_tokens *tokens)
{
    const kt_tongues *tongues = kt_lexicon_tongues(lexicon);
    int count[KT_MAX_TONGUES] = {0}, best = 1;
    kt_meaning meaning;
    const int32_t n = tokens->n_tokens < 4000 ? tokens->n_tokens : 4000;
    for (int32_t t = 0; t < n; t++) {
        const char *word = kt_token_word(tokens, t);
        if (tokens->token[t].kind != KT_TOKEN_WORD || tokens->token[t].size > 12)
            continue;
        const bool cyrillic = (unsigned char)word[0] == 0xD0 || (unsigned char)word[0] == 0xD1;
        for (int tongue = 0; tongue < tongues->n; tongue++)
            if (tongues->tongue[tongue].cyrillic == cyrillic)
                count[tongue] += 2 * (kt_lexicon_at(lexicon, tongue, tokens, t,
                                                    KT_SENSE_LANGUAGE, &meaning) > 0);
        count[2] += cyrillic;
    }
    for (int tongue = 0; tongue < tongues->n; tongue++)
        if (count[tongue] > count[best])
            best = tongue;
    return best;
}

/* ---- which blocks ------------------------------------------------------------------------ */

typedef struct sorting {
    const kt_lexicon *lexicon;
    kt_article *article;
    int32_t *first; /* [n_blocks + 1]: tokens of the blocks */
    kt_tokens all;
} sorting;

static bool starts_with(const sorting *s, int64_t block, kt_sense sense)
{
    kt_meaning meaning;
    for (int tongue = 0; tongue < kt_lexicon_tongues(s->lexicon)->n; tongue++)
        if (kt_lexicon_at(s->lexicon, tongue, &s->all, s->first[block], sense, &meaning))
            return true;
    return false;
}

/* A line that ends the article: it begins with a phrase of [stop]. A whole sentence that only
 * begins so is none. */
static bool is_stop(const sorting *s, int64_t block, const look *seen)
{
    return starts_with(s, block, KT_SENSE_STOP) && (seen->n_words < 14 || !seen->ends);
}

/* "Фото: Reuters", a line between two paragraphs: it alone is left out. */
static bool is_caption(const sorting *s, int64_t block, const look *seen)
{
    return starts_with(s, block, KT_SENSE_CAPTION) && (seen->n_words < 14 || !seen->ends);
}

/* "Source: Xinhua | 2020-02-20" under a headline that is a sentence: the report begins below.
 */
static bool is_byline(const sorting *s, int64_t block, int64_t first_prose)
{
    enum { LONGEST_HEADLINE = 16, LEAST_BEHIND = 2 };
    const char *text = s->article->text.data;
    int behind = 0;
    if (block != first_prose + 1 ||
        look_at(text, s->article->block[first_prose]).n_words > LONGEST_HEADLINE)
        return false;
    for (int64_t n = block + 1; n < s->article->n_blocks; n++) {
        const look seen = look_at(text, s->article->block[n]);
        behind += is_prose(&seen);
    }
    return behind >= LEAST_BEHIND;
}

/* Behind a caption or a teaser the lines that are no sentences belong to it. */
static void drop_after_stop(sorting *s, int64_t first_prose)
{
    kt_article *article = s->article;
    bool stopped = false, aside = false;
    for (int64_t n = first_prose + 1; n < article->n_blocks; n++) {
        const look seen = look_at(article->text.data, article->block[n]);
        aside = is_caption(s, n, &seen) || (aside && !is_prose(&seen));
        const bool stop = !aside && is_stop(s, n, &seen);
        stopped |= stop && !is_byline(s, n, first_prose);
        if (stop || stopped || aside)
            article->block[n].kind = KT_BLOCK_OUT;
    }
}

static bool has_date(const sorting *s, int64_t block, kt_date *date)
{
    return kt_article_date(s->lexicon, s->article->tongue, &s->all, s->first[block],
                           s->first[block + 1], date);
}

/* A line with a rate or an amount, between a tagged headline and the first paragraph. */
static bool is_fact(const sorting *s, int64_t block)
{
    const look seen = look_at(s->article->text.data, s->article->block[block]);
    kt_meaning meaning;
    if (seen.bars)
        return false;
    for (int32_t t = s->first[block]; t < s->first[block + 1]; t++)
        for (int n = 0; n < 5; n++) {
            static const kt_sense senses[] = {KT_SENSE_PERCENT, KT_SENSE_SCALE, KT_SENSE_EXPORT,
                                              KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
            if (kt_lexicon_at(s->lexicon, s->article->tongue, &s->all, t, senses[n], &meaning))
                return true;
        }
    return false;
}

/* The first line of a text, on a rate, an amount or a flow: what stands below it, before the
 * first paragraph, is no other headline. */
static bool is_headline(const sorting *s, int64_t block)
{
    kt_date date;
    const look seen = look_at(s->article->text.data, s->article->block[block]);
    return seen.n_words >= 5 && is_fact(s, block) && !has_date(s, block, &date) &&
           !starts_with(s, block, KT_SENSE_STOP) && !starts_with(s, block, KT_SENSE_LINE) &&
           !starts_with(s, block, KT_SENSE_CAPTION);
}

/* The first line that is no stamp: behind dates, hours ("24 JAN, 03:08, updated 04:45") and
 * names of sections. */
static int64_t below_stamps(const sorting *s, int64_t first_prose)
{
    enum { MOST_STAMPS = 4, LONGEST = 4, LONGEST_DATED = 7 }; /* lines, words */
    kt_date date;
    int64_t n = 0;
    for (; n < MOST_STAMPS && n + 1 < first_prose; n++) {
        const look seen = look_at(s->article->text.data, s->article->block[n]);
        if (seen.n_words > (has_date(s, n, &date) ? LONGEST_DATED : LONGEST))
            break;
    }
    return n;
}

/* Before the first paragraph: the headline is what an <h1> says, else the last line of three
 * words or more that is neither a date, nor navigation, nor one of [line]. */
static void find_title(sorting *s, int64_t first_prose)
{
    enum { MOST_UNDER = 4 }; /* lines between the headline and the first paragraph */
    kt_article *article = s->article;
    kt_date date;
    article->title = -1;
    for (int64_t n = 0; n < article->n_blocks && article->title < 0; n++)
        if (article->block[n].level == 1 && article->block[n].kind != KT_BLOCK_OUT)
            article->title = n;
    const bool tagged = article->title >= 0;
    int words = 0;
    for (int64_t n = first_prose - 1; n >= 0 && !tagged && words < 5; n--) {
        const look seen = look_at(article->text.data, article->block[n]);
        if (seen.n_words < 3 || seen.bars || has_date(s, n, &date) ||
            (starts_with(s, n, KT_SENSE_LINE) && seen.n_words < 8) ||
            starts_with(s, n, KT_SENSE_STOP) || starts_with(s, n, KT_SENSE_CAPTION) ||
            seen.n_words <= words ||
            (article->title >= 0 && (seen.n_words < 6 || article->title - n > 4)))
            continue;
        article->title = n; /* a line of few words gives way to a longer one before it */
        words = seen.n_words;
    }
    const int64_t first = below_stamps(s, first_prose);
    const bool under = !tagged && article->title >= 0 && article->title - first <= MOST_UNDER &&
                       is_headline(s, first);
    if (under)
        article->title = first;
    for (int64_t n = 0; n < first_prose; n++) {
        const bool fact = (tagged || under) && n > article->title && is_fact(s, n);
        article->block[n].kind = n == article->title ? KT_BLOCK_TITLE
                                 : fact              ? KT_BLOCK_TEXT
                                                     : KT_BLOCK_OUT;
    }
    if (article->title >= first_prose)
        article->block[article->title].kind = KT_BLOCK_TITLE;
}

/* "- Russia - 2.9 billion;", "China: 18 %": a country, a sign and a figure, as in a list. */
static bool is_item(const sorting *s, int64_t block)
{
    static const char *const signs[] = {"-", ":", "(", ","};
    const int32_t end = s->first[block + 1];
    int32_t t = s->first[block];
    kt_meaning meaning;
    while (t < end && s->all.token[t].kind != KT_TOKEN_WORD)
        t++; /* the mark or the number of the item */
    const int n =
        kt_lexicon_at(s->lexicon, s->article->tongue, &s->all, t, KT_SENSE_COUNTRY, &meaning);
    int32_t figure = t + n + 1;
    figure += figure < end && kt_lexicon_at(s->lexicon, s->article->tongue, &s->all, figure,
                                            KT_SENSE_CURRENCY, &meaning) == 1; /* "£ 12m" */
    if (t > s->first[block] + 2 || n == 0 || figure >= end ||
        s->all.token[figure].kind != KT_TOKEN_NUMBER)
        return false;
    bool parted = false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        parted |= kt_sign_is(&s->all, t + n, signs[i]);
    return parted && is_fact(s, block);
}

/* The last item of a list that follows a block, a heading that ends in a colon between. */
static int64_t list_behind(const sorting *s, int64_t block)
{
    int64_t last = block, n = block + 1;
    if (n + 1 < s->article->n_blocks && !is_item(s, n) &&
        look_at(s->article->text.data, s->article->block[n]).ends)
        n++;
    while (n < s->article->n_blocks && is_item(s, n))
        last = n++;
    return last;
}

/* Behind the last paragraph and its list nothing belongs to the article. */
static int64_t find_prose(const sorting *s, int64_t *last)
{
    int64_t first = -1;
    *last = -1;
    for (int64_t n = 0; n < s->article->n_blocks; n++) {
        const look seen = look_at(s->article->text.data, s->article->block[n]);
        /* A last paragraph may end in the agency's name: "... by 2015.-VNA" */
        const bool sentence = seen.n_words >= 3 && seen.figures && seen.ends;
        const bool prose = is_prose(&seen) || (first >= 0 && (seen.n_words >= 12 || sentence) &&
                                               is_fact(s, n) && !is_stop(s, n, &seen));
        if (s->article->block[n].level || !prose || is_caption(s, n, &seen) ||
            (first < 0 && is_stop(s, n, &seen)))
            continue;
        if (first < 0)
            first = n;
        *last = n;
    }
    return first;
}

/* The date nearest before the article's text, of an update only where there is no other; else
 * that its first paragraph opens with; else that of a short line behind it; else the first
 * anywhere. */
static void find_date(sorting *s, int64_t first_prose)
{
    enum { SHORT = 6, OPENING = 12 }; /* words, tokens */
    kt_article *article = s->article;
    for (int64_t n = first_prose - 1; n >= 0; n--)
        if (n != article->title &&
            kt_article_first_date(s->lexicon, article->tongue, &s->all, s->first[n],
                                  s->first[n + 1], &article->published))
            return;
    for (int64_t n = first_prose - 1; n >= 0; n--)
        if (n != article->title && has_date(s, n, &article->published))
            return;
    const int64_t first = first_prose < 0 ? 0 : first_prose;
    if (first >= article->n_blocks)
        return;
    const int32_t end = s->first[first + 1], opening = s->first[first] + OPENING;
    if (kt_article_date(s->lexicon, article->tongue, &s->all, s->first[first],
                        opening < end ? opening : end, &article->published))
        return;
    for (int64_t n = first + 1; n < article->n_blocks; n++)
        if (look_at(article->text.data, article->block[n]).n_words <= SHORT &&
            has_date(s, n, &article->published))
            return;
    for (int64_t n = first; n < article->n_blocks; n++)
        if (has_date(s, n, &article->published))
            return;
}

/* "NUR-SULTAN, 25. Oktober (BelTA) - ": words before the first comma, point or dash, where they
 * are few and capitals; the agency by its name in the first line or the lines before. */
static void find_dateline(sorting *s, int64_t first_prose)
{
    kt_article *article = s->article;
    const kt_tokens *all = &s->all;
    int32_t t = s->first[first_prose];
    const int32_t start = t;
    while (t < s->first[first_prose + 1] && t < start + 5 &&
           (all->token[t].kind == KT_TOKEN_WORD || kt_sign_is(all, t, "-")) &&
           (all->token[t].flags & KT_TOKEN_CAPITAL || kt_sign_is(all, t, "-")))
        t++;
    if (t > start &&
        (kt_sign_is(all, t, ",") || kt_sign_is(all, t, ".") || kt_sign_is(all, t, "(")) &&
        !kt_sign_is(all, t - 1, "-")) {
        const size_t size = all->token[t - 1].end - all->token[start].start;
        if (size < sizeof article->dateline)
            snprintf(article->dateline, sizeof article->dateline, "%.*s", (int)size,
                     article->text.data + all->token[start].start);
    }
    for (t = 0; t < s->first[first_prose + 1] && t < start + 30; t++) {
        kt_meaning meaning;
        for (int tongue = 0; tongue < kt_lexicon_tongues(s->lexicon)->n; tongue++)
            if (!article->agency[0] &&
                (all->token[t].flags & KT_TOKEN_CAPITAL ||
                 (t && kt_sign_is(all, t - 1, "("))) &&
                kt_lexicon_at(s->lexicon, tongue, all, t, KT_SENSE_AGENCY, &meaning))
                snprintf(article->agency, sizeof article->agency, "%s", meaning.text);
    }
}

static kt_status tokenize(const kt_article *article, char point, bool all, kt_tokens *out,
                          int32_t *first, kt_error *err)
{
    for (int64_t n = 0; n < article->n_blocks; n++) {
        const kt_block *block = &article->block[n];
        if (first)
            first[n] = out->n_tokens;
        if (!all && block->kind == KT_BLOCK_OUT)
            continue;
        KT_TRY(kt_tokens_add(out, article->text.data, block->start, block->end, point, err));
        KT_TRY(kt_tokens_break(out, block->end, err));
    }
    if (first)
        first[article->n_blocks] = out->n_tokens;
    return KT_OK;
}

static void sort_blocks(sorting *s)
{
    kt_article *article = s->article;
    int64_t last;
    int64_t first = find_prose(s, &last);
    article->title = -1;
    if (first < 0)
        return; /* a few words: all of it is the article */
    last = list_behind(s, last);
    drop_after_stop(s, first);
    find_title(s, first);
    for (int64_t n = last + 1; n < article->n_blocks; n++)
        article->block[n].kind = KT_BLOCK_OUT;
    if (!article->published.year)
        find_date(s, first);
    find_dateline(s, first);
}

static kt_status read_blocks(const kt_lexicon *lexicon, kt_article *article, kt_error *err)
{
    sorting s = {.lexicon = lexicon, .article = article};
    kt_status status = kt_new(&s.first, article->n_blocks + 1, sizeof *s.first, err);
    const kt_tongues *tongues = kt_lexicon_tongues(lexicon);
    char point = tongues->tongue[article->tongue].point; /* of English, until it is known */
    if (!status)
        status = tokenize(article, point, true, &s.all, s.first, err);
    if (!status) {
        article->tongue = recognise(lexicon, &s.all);
        point = tongues->tongue[article->tongue].point;
        sort_blocks(&s);
        status = tokenize(article, point, false, &article->tokens, NULL, err);
    }
    kt_tokens_clear(&s.all);
    kt_free(s.first);
    return status;
}

/* Bytes that are no UTF-8 become '?', one for one, so that places stay. */
static void repair(kt_text *text)
{
    if (kt_utf8_valid(text->data, text->size))
        return;
    size_t at = 0;
    while (at < text->size) {
        const size_t here = at;
        if (kt_letter_next(text->data, text->size, &at) == 0xFFFD && at == here + 1)
            text->data[here] = '?';
    }
}

kt_status kt_article_read(const kt_lexicon *lexicon, kt_slice input, kt_date published,
                          kt_article *out, kt_error *err)
{
    kt_status status;
    kt_article article = {.title = -1, .tongue = 1};
    kt_date found = {0};

    if (input.size > KT_MAX_ARTICLE)
        return kt_fail(err, KT_ERR_LIMIT, "an article of %zu bytes; at most %zu are read",
                       input.size, (size_t)KT_MAX_ARTICLE);
    if (kt_html_is(input))
        status = kt_article_page(input, &article, &found, err);
    else
        status = kt_article_plain(lexicon, input, &article, err);
    if (!status && article.text.data)
        repair(&article.text);
    article.published = published.year ? published : found;
    if (!status)
        status = read_blocks(lexicon, &article, err);
    if (status)
        kt_article_clear(&article);
    else
        *out = article;
    return status;
}
