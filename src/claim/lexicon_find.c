/* lexicon_find.c: phrases in a text. A word looks up itself, each of its beginnings and, where
 * nothing else fits, each of its ends: some ten probes, whatever the size of the lexicon. */
#include "lexicon_table.h"

#include <kontor/memory.h>

#include <string.h>

enum { LONGEST_GAP = 30 }; /* tokens between a verb and its prefix */

static bool word_fits(const kt_lexicon_word *p, const kt_tokens *tokens, int32_t t)
{
    const kt_token *token = &tokens->token[t];
    if (token->kind == KT_TOKEN_BREAK || token->size < p->size)
        return false;
    if (p->how == KT_WORD_WHOLE && token->size != p->size)
        return false;
    return memcmp(kt_token_word(tokens, t), p->text, p->size) == 0;
}

/* What may stand behind a clause's last verb: "nahmen um 5 Prozent zu dank", "stärker zu als".
 */
static bool opens_afterfield(const kt_tokens *tokens, int32_t t)
{
    static const char *const words[] = {
        "und",   "oder",     "sowie",   "als",        "wie",       "dank",      "wegen",
        "trotz", "aufgrund", "infolge", "angesichts", "gegenüber", "verglichen"};
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (strcmp(kt_token_word(tokens, t), words[n]) == 0)
            return true;
    return false;
}

/* The rest of a phrase with a gap, "führte* … aus": in the same sentence. */
static bool gap_fits(const kt_lexicon_phrase *p, const kt_tokens *tokens, int32_t t)
{
    for (int32_t at = t + 1; at < t + LONGEST_GAP && at < tokens->n_tokens; at++) {
        if (tokens->token[at].kind == KT_TOKEN_BREAK ||
            (tokens->token[at].kind == KT_TOKEN_SIGN &&
             strcmp(kt_token_word(tokens, at), ";") == 0))
            return false;
        if (tokens->token[at].kind == KT_TOKEN_SIGN && /* "Mio. Dollar" goes on */
            strcmp(kt_token_word(tokens, at), ".") == 0 && tokens->token[at - 1].size > 4)
            return false;
        if (!word_fits(&p->word[2], tokens, at))
            continue;
        /* a separated prefix stands at the end of its clause */
        const kt_token *next = at + 1 < tokens->n_tokens ? &tokens->token[at + 1] : NULL;
        if (!next || next->kind != KT_TOKEN_NUMBER)
            if (!next || next->kind != KT_TOKEN_WORD || opens_afterfield(tokens, at + 1))
                return true;
    }
    return false;
}

/* "Soybean exports": a flow's name stands at the token. */
static bool is_flow(const kt_tokens *tokens, int32_t t)
{
    static const char *const flows[] = {"export", "import", "shipment"};
    for (size_t n = 0; n < sizeof flows / sizeof *flows && t < tokens->n_tokens; n++)
        if (strncmp(kt_token_word(tokens, t), flows[n], strlen(flows[n])) == 0)
            return true;
    return false;
}

static bool phrase_fits(const kt_lexicon_phrase *p, const kt_tokens *tokens, int32_t t)
{
    if (p->gap)
        return gap_fits(p, tokens, t);
    if (t + p->n_words > tokens->n_tokens ||
        (p->before_flow && !is_flow(tokens, t + p->n_words)))
        return false;
    if (p->exact_case &&
        !(tokens->token[t].flags & (p->exact_case == 2 ? KT_TOKEN_UPPER : KT_TOKEN_CAPITAL)))
        return false;
    if (p->n_words == 2 && tokens->token[t].size == 1 && p->word[1].text[0] == '$' &&
        (tokens->token[t + 1].flags & KT_TOKEN_SPACED))
        return false; /* "a $34 billion surplus" is not Australia's money */
    if (p->meaning.sense == KT_SENSE_CURRENCY && p->n_words > 1 && t > 0 &&
        p->word[p->n_words - 1].text[0] == '$' &&
        (tokens->token[t + p->n_words - 1].flags & KT_TOKEN_SPACED) &&
        strcmp(kt_token_word(tokens, t - 1), "the") == 0)
        return false; /* "exports to the U.S. $10 billion" */
    for (int n = 1; n < p->n_words; n++)
        if (!word_fits(&p->word[n], tokens, t + n))
            return false;
    return true;
}

/* Phrases found at one place. */
typedef struct hits {
    const kt_lexicon_phrase *hit[12];
    int n_hits;
    int n_words; /* of the longest */
    int n_all;   /* all that fit, whatever their length */
    const kt_lexicon_phrase *all[24];
} hits;

/* Senses that stand for a place: of these only the longest word counts, so that "Deutschland"
 * is not German too. */
static int group_of(const kt_lexicon_phrase *p)
{
    switch (p->meaning.sense) {
    case KT_SENSE_COUNTRY:
    case KT_SENSE_ADJECTIVE:
    case KT_SENSE_PEOPLE:
    case KT_SENSE_CAPITAL:
    case KT_SENSE_BLOC:
    case KT_SENSE_CONTINENT:
        return -1;
    default:
        return p->meaning.sense;
    }
}

/* "Außenhandelskammer" only looks like foreign trade: the longer one of the two counts. */
static bool looks_only(const kt_lexicon_phrase *a, const kt_lexicon_phrase *b)
{
    return (a->meaning.sense == KT_SENSE_NEUTRAL || b->meaning.sense == KT_SENSE_NEUTRAL) &&
           a->n_words == 1 && b->n_words == 1;
}

/* Phrases of most words, and in each group those of the longest first word, which comes last.
 */
static void keep_hit(hits *h, const kt_lexicon_phrase *p)
{
    int n = 0;
    if (p->n_words < h->n_words)
        return;
    if (p->n_words > h->n_words)
        h->n_hits = 0;
    h->n_words = p->n_words;
    for (int i = 0; i < h->n_hits && p->before_flow; i++)
        if (group_of(h->hit[i]) == group_of(p) && !h->hit[i]->before_flow)
            return; /* "oil imports" are of oil, not of oil products */
    for (int i = 0; i < h->n_hits; i++) {
        const bool same = group_of(h->hit[i]) == group_of(p) || looks_only(h->hit[i], p);
        if (!same || (h->hit[i]->word[0].size == p->word[0].size &&
                      (p->before_flow || !h->hit[i]->before_flow)))
            h->hit[n++] = h->hit[i];
    }
    h->n_hits = n;
    if (h->n_hits < 12)
        h->hit[h->n_hits++] = p;
}

/* "To the world's largest economy" is not to all the world. */
static bool is_whose(const kt_lexicon_phrase *p, const kt_tokens *tokens, int32_t at)
{
    const int32_t end = at + p->n_words;
    return p->meaning.sense == KT_SENSE_ALL && p->n_words > 1 && end < tokens->n_tokens &&
           strcmp(kt_token_word(tokens, end), "'") == 0;
}

/* What only begins a line means nothing within a sentence: "bought more from Peru". */
static bool is_of_line(const kt_lexicon_phrase *p)
{
    return p->meaning.sense == KT_SENSE_STOP || p->meaning.sense == KT_SENSE_LINE;
}

static void take(const kt_lexicon_table *t, int32_t first, const kt_tokens *tokens, int32_t at,
                 hits *h)
{
    for (int32_t n = first; n >= 0; n = t->phrase[n].next) {
        const kt_lexicon_phrase *p = &t->phrase[n];
        if (!phrase_fits(p, tokens, at) || is_whose(p, tokens, at))
            continue;
        if (h->n_all < 24)
            h->all[h->n_all++] = p;
        if (!is_of_line(p))
            keep_hit(h, p);
    }
}

static void look_up(const kt_lexicon_table *t, const kt_tokens *tokens, int32_t at, hits *h)
{
    const char *word = kt_token_word(tokens, at);
    const size_t size = tokens->token[at].size;
    uint64_t hash = KT_LEXICON_HASH_START;
    int32_t first;

    for (size_t n = 0; n < size; n++) {
        hash = (hash ^ (unsigned char)word[n]) * UINT64_C(0x100000001B3);
        if (n + 1 < size && ((unsigned char)word[n + 1] & 0xC0) == 0x80)
            continue;
        first = kt_lexicon_find_key(t, kt_lexicon_hash_end(hash, KT_WORD_STEM));
        if (first >= 0)
            take(t, first, tokens, at, h);
    }
    first = kt_lexicon_find_key(t, kt_lexicon_hash_end(hash, KT_WORD_WHOLE));
    if (first >= 0)
        take(t, first, tokens, at, h);
}

/* Compounds: the longest known ending, that leaves three letters before it. */
static size_t look_up_ending(const kt_lexicon_table *t, const kt_tokens *tokens, int32_t at,
                             hits *h)
{
    const char *word = kt_token_word(tokens, at);
    const size_t size = tokens->token[at].size;
    for (size_t from = 3; from + 4 <= size; from++) {
        if (((unsigned char)word[from] & 0xC0) == 0x80)
            continue;
        uint64_t hash = KT_LEXICON_HASH_START;
        for (size_t n = from; n < size; n++) {
            hash = (hash ^ (unsigned char)word[n]) * UINT64_C(0x100000001B3);
            const int32_t first =
                n - from >= 3
                    ? kt_lexicon_find_key(t, kt_lexicon_hash_end(hash, KT_WORD_ENDING))
                    : -1;
            if (first >= 0)
                take(t, first, tokens, at, h);
        }
        if (h->n_hits)
            return from;
    }
    return 0;
}

void kt_marks_clear(kt_marks *marks)
{
    kt_free(marks->mark);
    kt_free(marks->at);
    *marks = (kt_marks){0};
}

static kt_status add_marks(kt_marks *marks, const hits *h, int32_t at, bool part, kt_error *err)
{
    const int32_t first = marks->n_marks;
    for (int n = 0; n < h->n_hits; n++) {
        bool again = false;
        for (int32_t m = first; m < marks->n_marks; m++)
            again |= marks->mark[m].meaning.sense == h->hit[n]->meaning.sense &&
                     marks->mark[m].meaning.code == h->hit[n]->meaning.code &&
                     marks->mark[m].meaning.text == h->hit[n]->meaning.text;
        if (again)
            continue;
        if (marks->n_marks == marks->n_room) {
            const int32_t room = marks->n_room * 2 + 256;
            KT_TRY(kt_resize(&marks->mark, room, sizeof *marks->mark, err));
            marks->n_room = room;
        }
        const uint8_t sense = h->hit[n]->meaning.sense;
        marks->sense[sense / 64] |= UINT64_C(1) << sense % 64;
        marks->mark[marks->n_marks++] =
            (kt_mark){.first = at,
                      .n = part || h->hit[n]->gap ? 1 : h->hit[n]->n_words,
                      .part = part,
                      .meaning = h->hit[n]->meaning};
    }
    return KT_OK;
}

/* What stands before the ending of a compound: "Uhren" of "Uhrenexporte". */
static kt_status mark_beginning(const kt_lexicon_table *t, const kt_tokens *tokens, int32_t at,
                                size_t size, kt_marks *marks, kt_error *err)
{
    hits h = {0};
    kt_tokens cut = *tokens; /* the same words, the one shorter */
    kt_token token = tokens->token[at];
    token.size = (uint16_t)size;
    cut.token = &token;
    cut.n_tokens = 1;
    const char *word = kt_token_word(tokens, at);
    uint64_t hash = KT_LEXICON_HASH_START;
    for (size_t n = 0; n < size; n++) {
        hash = (hash ^ (unsigned char)word[n]) * UINT64_C(0x100000001B3);
        if (((unsigned char)word[n + 1] & 0xC0) == 0x80)
            continue;
        const int32_t first = kt_lexicon_find_key(t, kt_lexicon_hash_end(hash, KT_WORD_STEM));
        if (first >= 0)
            take(t, first, &cut, 0, &h);
        if (n + 1 == size || (n + 2 == size && word[n + 1] == 's')) {
            const int32_t whole =
                kt_lexicon_find_key(t, kt_lexicon_hash_end(hash, KT_WORD_WHOLE));
            if (n + 1 < size)
                cut.token[0].size = (uint16_t)(n + 1);
            if (whole >= 0)
                take(t, whole, &cut, 0, &h);
            cut.token[0].size = (uint16_t)size;
        }
    }
    return add_marks(marks, &h, at, true, err);
}

/* Nothing found, or only how a longer word begins: "Waren" of "Warenausfuhren". */
static bool only_begins(const hits *h, const kt_token *token)
{
    for (int n = 0; n < h->n_hits; n++)
        if (h->hit[n]->n_words > 1 || h->hit[n]->gap ||
            h->hit[n]->word[0].size + 5 > token->size)
            return false;
    return true;
}

kt_status kt_lexicon_mark(const kt_lexicon *lexicon, int tongue, const kt_tokens *tokens,
                          kt_marks *marks, kt_error *err)
{
    const kt_lexicon_table *t = &lexicon->table[tongue];
    marks->n_marks = 0;
    memset(marks->sense, 0, sizeof marks->sense);
    if (tokens->n_tokens > marks->at_room) {
        KT_TRY(kt_resize(&marks->at, tokens->n_tokens, sizeof *marks->at, err));
        marks->at_room = tokens->n_tokens;
    }
    for (int32_t at = 0; at < tokens->n_tokens;) {
        const kt_token *token = &tokens->token[at];
        const int32_t before = marks->n_marks;
        hits h = {0};
        size_t from = 0;
        if (token->kind != KT_TOKEN_BREAK && token->kind != KT_TOKEN_DATE)
            look_up(t, tokens, at, &h);
        if (tongue == 0 && token->kind == KT_TOKEN_WORD && token->size > 6 &&
            only_begins(&h, token)) {
            hits ending = {0};
            from = look_up_ending(t, tokens, at, &ending);
            if (from)
                h = ending;
            if (from && ending.hit[0]->meaning.sense == KT_SENSE_OTHER)
                from = 0; /* "Exportkredite" are credits */
        }
        KT_TRY(add_marks(marks, &h, at, from > 0, err));
        if (from)
            KT_TRY(mark_beginning(t, tokens, at, from, marks, err));
        const int32_t n = h.n_words > 1 && !h.hit[0]->gap ? h.n_words : 1;
        for (int32_t m = before; m + 1 < marks->n_marks; m++)
            marks->mark[m].next_same = 1;
        for (int32_t p = at; p < at + n; p++)
            marks->at[p] = marks->n_marks > before ? before : -1;
        at += n;
    }
    return KT_OK;
}

int kt_lexicon_at(const kt_lexicon *lexicon, int tongue, const kt_tokens *tokens, int32_t t,
                  kt_sense sense, kt_meaning *out)
{
    hits h = {0};
    int best = 0;
    if (t >= tokens->n_tokens || tokens->token[t].kind == KT_TOKEN_BREAK)
        return 0;
    look_up(&lexicon->table[tongue], tokens, t, &h);
    for (int n = 0; n < h.n_all; n++)
        if (h.all[n]->meaning.sense == sense && h.all[n]->n_words > best) {
            best = h.all[n]->n_words;
            *out = h.all[n]->meaning;
        }
    return best;
}
