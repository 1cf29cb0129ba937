/* lexicon.c: the phrases of three languages in one table each, and finding them.
 *
 * A phrase hangs on its first word: the hash of the word, of its stem before "*", or of its end
 * behind "*". A word of a text looks up itself, each of its beginnings and, where nothing else
 * fits, each of its ends: some ten probes, whatever the size of the lexicon. */
#include "lexicon.h"

#include "lexicon_sections.h"

#include <kontor/arena.h>
#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

static const char *const tongue_name[KT_N_TONGUES] = {"de", "en", "ru"};

enum { WHOLE = 1, STEM = 2, ENDING = 3 };
enum { LONGEST_GAP = 30 }; /* tokens between a verb and its prefix */

typedef struct pattern {
    const char *text;
    uint16_t size;
    uint8_t how; /* WHOLE, STEM, ENDING */
} pattern;

typedef struct phrase {
    const pattern *word;
    uint16_t n_words;
    uint8_t gap; /* 1: three words, the second of them a gap */
    uint8_t
        exact_case; /* 1: only where the first word begins with a capital, 2: is all capitals */
    int32_t next;   /* with the same key; -1 ends */
    kt_meaning meaning;
} phrase;

typedef struct key {
    uint64_t hash; /* 0: empty */
    int32_t first; /* phrase */
} key;

typedef struct table {
    key *key;
    size_t n_room, n_keys; /* room is a power of two */
    phrase *phrase;
    int32_t n_phrases, phrase_room;
} table;

struct kt_lexicon {
    kt_arena arena;
    table table[KT_N_TONGUES];
};

const char *kt_tongue_name(int tongue)
{
    return tongue_name[tongue];
}

/* ---- keys ------------------------------------------------------------------------------- */

static uint64_t hash_add(uint64_t hash, const char *text, size_t size)
{
    for (size_t n = 0; n < size; n++)
        hash = (hash ^ (unsigned char)text[n]) * UINT64_C(0x100000001B3);
    return hash;
}

static uint64_t hash_end(uint64_t hash, uint8_t how)
{
    hash ^= hash >> 29;
    hash = (hash ^ how) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 32;
    return hash ? hash : 1;
}

#define HASH_START UINT64_C(0xCBF29CE484222325)

static int32_t find_key(const table *t, uint64_t hash)
{
    for (size_t at = hash & (t->n_room - 1);; at = (at + 1) & (t->n_room - 1)) {
        if (t->key[at].hash == hash)
            return t->key[at].first;
        if (t->key[at].hash == 0)
            return -1;
    }
}

static key *place_key(table *t, uint64_t hash)
{
    size_t at = hash & (t->n_room - 1);
    while (t->key[at].hash != 0 && t->key[at].hash != hash)
        at = (at + 1) & (t->n_room - 1);
    return &t->key[at];
}

static kt_status grow_keys(table *t, kt_error *err)
{
    table bigger = *t;
    if (t->n_room && (t->n_keys + 1) * 2 < t->n_room)
        return KT_OK;
    bigger.n_room = t->n_room ? t->n_room * 2 : 4096;
    KT_TRY(kt_new(&bigger.key, bigger.n_room, sizeof *bigger.key, err));
    for (size_t n = 0; n < t->n_room; n++)
        if (t->key[n].hash)
            *place_key(&bigger, t->key[n].hash) = t->key[n];
    kt_free(t->key);
    *t = bigger;
    return KT_OK;
}

static kt_status add_phrase(table *t, const phrase *new_phrase, kt_error *err)
{
    KT_TRY(grow_keys(t, err));
    if (t->n_phrases == t->phrase_room) {
        const int32_t room = t->phrase_room * 2 + 1024;
        KT_TRY(kt_resize(&t->phrase, room, sizeof *t->phrase, err));
        t->phrase_room = room;
    }
    const pattern *first = &new_phrase->word[0];
    const uint64_t hash = hash_end(hash_add(HASH_START, first->text, first->size), first->how);
    key *place = place_key(t, hash);
    if (place->hash == 0) {
        *place = (key){hash, -1};
        t->n_keys++;
    }
    phrase *added = &t->phrase[t->n_phrases];
    *added = *new_phrase;
    added->next = place->first;
    place->first = t->n_phrases++;
    return KT_OK;
}

/* ---- reading phrases -------------------------------------------------------------------- */

typedef struct builder {
    kt_lexicon *lexicon;
    kt_tokens tokens; /* of one phrase */
    const kt_countries *countries;
    kt_status status;
    kt_error *err;
} builder;

/* Words of tokens, with their asterisks, as patterns. */
static kt_status make_patterns(builder *b, pattern **out, uint16_t *n_out, kt_error *err)
{
    const kt_tokens *tokens = &b->tokens;
    pattern *word = NULL;
    uint16_t n = 0;
    KT_TRY(kt_arena_new(&b->lexicon->arena, &word, tokens->n_tokens + 1, sizeof *word, err));
    for (int32_t t = 0; t < tokens->n_tokens; t++) {
        const kt_token *token = &tokens->token[t];
        const char *text = kt_token_word(tokens, t);
        if (strcmp(text, "*") == 0) {
            if (n > 0 && !(token->flags & KT_TOKEN_SPACED))
                word[n - 1].how = STEM;
            continue;
        }
        const bool ending = t > 0 && strcmp(kt_token_word(tokens, t - 1), "*") == 0 &&
                            !(token->flags & KT_TOKEN_SPACED);
        word[n].size = token->size;
        word[n].how = ending ? ENDING : WHOLE;
        KT_TRY(kt_arena_text(&b->lexicon->arena, text, token->size, &word[n].text, err));
        n++;
    }
    *out = word;
    *n_out = n;
    return KT_OK;
}

/* "*lieferung*" is an ending that may go on; both asterisks make it so. */
static kt_status add_text(builder *b, int tongue, kt_slice text, const kt_meaning *meaning,
                          kt_error *err)
{
    phrase p = {.meaning = *meaning};
    pattern *word = NULL;

    text = kt_slice_trim(text);
    while (text.size && text.data[0] == '^') { /* a capital letter wanted, all of them */
        p.exact_case++;
        text = (kt_slice){text.data + 1, text.size - 1};
    }
    b->tokens.n_tokens = 0;
    b->tokens.folded_size = 0;
    KT_TRY(kt_tokens_add(&b->tokens, text.data, 0, text.size, '.', err));
    KT_TRY(make_patterns(b, &word, &p.n_words, err));
    if (p.n_words == 0)
        return KT_OK;
    p.word = word;
    p.gap = p.n_words == 3 && strcmp(word[1].text, "\xE2\x80\xA6") == 0;
    if (word[0].how == STEM && text.data[0] == '*')
        word[0].how = ENDING;
    if (word[0].how == ENDING) { /* the word alone is meant too */
        pattern *alone = NULL;
        phrase q = p;
        KT_TRY(kt_arena_new(&b->lexicon->arena, &alone, p.n_words, sizeof *alone, err));
        memcpy(alone, word, p.n_words * sizeof *alone);
        alone[0].how = STEM;
        q.word = alone;
        KT_TRY(add_phrase(&b->lexicon->table[tongue], &q, err));
    }
    return add_phrase(&b->lexicon->table[tongue], &p, err);
}

static kt_status read_line(builder *b, int tongue, kt_slice line, const kt_meaning *meaning,
                           kt_error *err)
{
    kt_slice rest = line;
    while (rest.data) {
        const kt_slice text = kt_slice_cut(&rest, '|');
        KT_TRY(add_text(b, tongue, text, meaning, err));
    }
    return KT_OK;
}

static kt_status read_file(builder *b, kt_resources *resources, int tongue, kt_error *err)
{
    char name[32];
    kt_slice rest;
    kt_meaning meaning = {0};
    int64_t line_number = 0;

    snprintf(name, sizeof name, "lang/claims_%s.txt", tongue_name[tongue]);
    KT_TRY(kt_resource_get(resources, name, &rest, err));
    while (rest.data) {
        const kt_slice line = kt_slice_trim(kt_slice_cut(&rest, '\n'));
        kt_status status = KT_OK;
        line_number++;
        if (line.size == 0 || line.data[0] == '#')
            continue;
        if (line.data[0] == '[')
            status = kt_section_read(&b->lexicon->arena, line, &meaning, err);
        else if (meaning.sense == KT_SENSE_NONE)
            status = kt_fail(err, KT_ERR_FORMAT, "a phrase before the first [section]");
        else
            status = read_line(b, tongue, line, &meaning, err);
        if (status) {
            kt_error_within(err, "%s:%lld", name, (long long)line_number);
            return status;
        }
    }
    return KT_OK;
}

/* ---- names of countries ----------------------------------------------------------------- */

static int tongue_of(const char *language)
{
    for (int n = 0; n < KT_N_TONGUES; n++)
        if (strcmp(language, tongue_name[n]) == 0)
            return n;
    return -1;
}

/* Without the preposition and the article that a form carries. */
static kt_slice without_lead(kt_slice text)
{
    static const char *const leads[] = {
        "von", "of",  "mit", "in", "aus", "nach", "auf",  "der", "die", "das", "den",
        "dem", "ins", "vom", "im", "zu",  "with", "from", "to",  "on",  "the", "с",
        "со",  "в",   "во",  "на", "из",  "к",    "The",  "Die", "Der", "Das"};
    for (;;) {
        kt_slice rest = text;
        const kt_slice word = kt_slice_cut(&rest, ' ');
        bool lead = false;
        for (size_t n = 0; n < sizeof leads / sizeof *leads && rest.data; n++)
            lead |= kt_slice_is(word, leads[n]);
        if (!lead)
            return text;
        text = rest;
    }
}

static bool ends_with(kt_slice text, const char *end)
{
    const size_t size = strlen(end);
    return text.size > size && memcmp(text.data + text.size - size, end, size) == 0;
}

/* The stem of an adjective or an inhabitant that endings are put behind, with its asterisk. */
static void stem_of(kt_slice text, int tongue, kt_sense sense, char out[128])
{
    static const char *const endings[] = {"ский", "ий", "ый", "ой", "ец", "ин", "ка"};
    if (tongue == 2) {
        for (size_t n = 0; n < sizeof endings / sizeof *endings; n++) {
            if (!ends_with(text, endings[n]))
                continue;
            const char *keep = n == 0 ? "ск" : n == 4 ? "ц" : n == 6 ? "к" : "";
            const bool after_vowel = ends_with(text, "иец") || ends_with(text, "еец");
            if (n == 4 && after_vowel)
                keep = "йц";
            if (n == 5 && !ends_with(text, "анин") && !ends_with(text, "янин"))
                keep = "ин";
            if (n == 4 && after_vowel) {
                snprintf(out, 128, "%.*sйц*", (int)(text.size - strlen("ец")), text.data);
                return;
            }
            snprintf(out, 128, "%.*s%s*", (int)(text.size - strlen(endings[n])), text.data,
                     keep);
            return;
        }
    }
    snprintf(out, 128, "%.*s%s", (int)text.size, text.data,
             tongue == 1 && sense == KT_SENSE_ADJECTIVE ? "" : "*");
}

/* Names that a text uses for something else ("Niger", a river; "Jersey" a shirt) stay with
 * their capital letter; one-word names of three letters or less are left out. */
static void visit_name(void *with, kt_country country, const char *language, kt_name_form form,
                       kt_slice text)
{
    builder *b = with;
    const int tongue = tongue_of(language);
    char stem[128];
    kt_sense sense = KT_SENSE_COUNTRY;

    if (b->status || tongue < 0 || text.size == 0 || text.size > 100)
        return;
    const kt_country_info *info = kt_country_info_of(b->countries, country);
    if (!info || info->kind == KT_IS_UNSPECIFIED)
        return;
    if (form == KT_NAME_ADJECTIVE)
        sense = KT_SENSE_ADJECTIVE;
    else if (form == KT_NAME_INHABITANT)
        sense = KT_SENSE_PEOPLE;
    else if (form == KT_NAME_CAPITAL)
        sense = KT_SENSE_CAPITAL;
    if (sense == KT_SENSE_CAPITAL && info->kind != KT_IS_COUNTRY)
        return; /* Moscow is Russia's, not the Soviet Union's */
    if (form != KT_NAME_ADJECTIVE && form != KT_NAME_INHABITANT)
        text = without_lead(text);
    if (info->kind == KT_IS_AGGREGATE || memchr(text.data, ',', text.size) ||
        memchr(text.data, '(', text.size))
        return;
    kt_meaning meaning = {
        .sense = (uint8_t)sense, .name_form = (uint8_t)form, .code = country.code, .text = ""};
    const bool letters =
        text.size <= 4 && text.data[text.size - 1] >= 'A' && text.data[text.size - 1] <= 'Z';
    snprintf(stem, sizeof stem, "%s%.*s", letters ? "^^" : "", (int)text.size, text.data);
    if (sense == KT_SENSE_CAPITAL && tongue != 1 && !memchr(text.data, ' ', text.size) &&
        text.size >= (tongue == 2 ? 8u : 5u)) { /* Ташкентом, Берлина, Moskaus */
        static const char *const vowels[] = {"а", "я", "ь", "й", "ы"};
        size_t size = text.size;
        for (size_t n = 0; n < 5 && tongue == 2; n++)
            if (size == text.size && ends_with(text, vowels[n]))
                size -= 2;
        if (size >= (tongue == 2 ? 8u : 5u))
            snprintf(stem, sizeof stem, "%.*s*", (int)size, text.data);
    }
    if (sense == KT_SENSE_ADJECTIVE || sense == KT_SENSE_PEOPLE) {
        if (text.size < 4)
            return;
        stem_of(text, tongue, sense, stem);
    }
    if (info->kind == KT_IS_WORLD) {
        meaning.sense = KT_SENSE_WORLD;
        return;
    }
    b->status = add_text(b, tongue, kt_slice_of(stem), &meaning, b->err);
}

static kt_status add_blocs(builder *b, const kt_blocs *blocs, kt_error *err)
{
    for (int64_t n = 0; n < kt_blocs_count(blocs); n++) {
        const kt_bloc *bloc = kt_blocs_at(blocs, n);
        for (int tongue = 0; tongue < KT_N_TONGUES; tongue++)
            for (int form = KT_NAME; form <= KT_NAME_TO; form++) {
                kt_meaning meaning = {.sense = KT_SENSE_BLOC, .text = bloc->code};
                const char *name = kt_bloc_name(blocs, bloc, tongue_name[tongue], form);
                KT_TRY(add_text(b, tongue, without_lead(kt_slice_of(name)), &meaning, err));
            }
    }
    return KT_OK;
}

kt_status kt_lexicon_open(kt_resources *resources, const kt_countries *countries,
                          const kt_blocs *blocs, kt_lexicon **out, kt_error *err)
{
    kt_lexicon *lexicon = NULL;
    kt_status status = kt_new(&lexicon, 1, sizeof *lexicon, err);
    builder b = {.lexicon = lexicon, .countries = countries, .err = err};

    for (int tongue = 0; tongue < KT_N_TONGUES && !status; tongue++)
        status = grow_keys(&lexicon->table[tongue], err);
    if (!status) {
        kt_country_names(countries, visit_name, &b);
        status = b.status;
    }
    if (!status)
        status = add_blocs(&b, blocs, err);
    /* The files come last: what they say of a phrase is found first. */
    for (int tongue = 0; tongue < KT_N_TONGUES && !status; tongue++)
        status = read_file(&b, resources, tongue, err);
    kt_tokens_clear(&b.tokens);
    if (status)
        kt_lexicon_close(lexicon);
    else
        *out = lexicon;
    return status;
}

void kt_lexicon_close(kt_lexicon *lexicon)
{
    if (!lexicon)
        return;
    for (int tongue = 0; tongue < KT_N_TONGUES; tongue++) {
        kt_free(lexicon->table[tongue].key);
        kt_free(lexicon->table[tongue].phrase);
    }
    kt_arena_clear(&lexicon->arena);
    kt_free(lexicon);
}

/* ---- finding ---------------------------------------------------------------------------- */

static bool word_fits(const pattern *p, const kt_tokens *tokens, int32_t t)
{
    const kt_token *token = &tokens->token[t];
    if (token->kind == KT_TOKEN_BREAK || token->size < p->size)
        return false;
    if (p->how == WHOLE && token->size != p->size)
        return false;
    return memcmp(kt_token_word(tokens, t), p->text, p->size) == 0;
}

/* The rest of a phrase with a gap, "führte* … aus": in the same sentence. */
static bool gap_fits(const phrase *p, const kt_tokens *tokens, int32_t t)
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
            if (!next || next->kind != KT_TOKEN_WORD ||
                strcmp(kt_token_word(tokens, at + 1), "und") == 0)
                return true;
    }
    return false;
}

static bool phrase_fits(const phrase *p, const kt_tokens *tokens, int32_t t)
{
    if (p->gap)
        return gap_fits(p, tokens, t);
    if (t + p->n_words > tokens->n_tokens)
        return false;
    if (p->exact_case &&
        !(tokens->token[t].flags & (p->exact_case == 2 ? KT_TOKEN_UPPER : KT_TOKEN_CAPITAL)))
        return false;
    if (p->n_words == 2 && tokens->token[t].size == 1 && p->word[1].text[0] == '$' &&
        (tokens->token[t + 1].flags & KT_TOKEN_SPACED))
        return false; /* "a $34 billion surplus" is not Australia's money */
    for (int n = 1; n < p->n_words; n++)
        if (!word_fits(&p->word[n], tokens, t + n))
            return false;
    return true;
}

/* Phrases found at one place. */
typedef struct hits {
    const phrase *hit[12];
    int n_hits;
    int n_words; /* of the longest */
    int n_all;   /* all that fit, whatever their length */
    const phrase *all[24];
} hits;

/* Senses that stand for a place: of these only the longest word counts, so that "Deutschland"
 * is not German too. */
static int group_of(const phrase *p)
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

/* Phrases of most words, and in each group those of the longest first word. */
static void keep_hit(hits *h, const phrase *p)
{
    int n = 0;
    if (p->n_words < h->n_words)
        return;
    if (p->n_words > h->n_words)
        h->n_hits = 0;
    h->n_words = p->n_words;
    for (int i = 0; i < h->n_hits; i++) {
        const bool same = group_of(h->hit[i]) == group_of(p);
        if (same && h->hit[i]->word[0].size > p->word[0].size)
            return;
        if (!same || h->hit[i]->word[0].size == p->word[0].size)
            h->hit[n++] = h->hit[i];
    }
    h->n_hits = n;
    if (h->n_hits < 12)
        h->hit[h->n_hits++] = p;
}

static void take(const table *t, int32_t first, const kt_tokens *tokens, int32_t at, hits *h)
{
    for (int32_t n = first; n >= 0; n = t->phrase[n].next) {
        const phrase *p = &t->phrase[n];
        if (!phrase_fits(p, tokens, at))
            continue;
        if (h->n_all < 24)
            h->all[h->n_all++] = p;
        keep_hit(h, p);
    }
}

static void look_up(const table *t, const kt_tokens *tokens, int32_t at, hits *h)
{
    const char *word = kt_token_word(tokens, at);
    const size_t size = tokens->token[at].size;
    uint64_t hash = HASH_START;
    int32_t first;

    for (size_t n = 0; n < size; n++) {
        hash = (hash ^ (unsigned char)word[n]) * UINT64_C(0x100000001B3);
        if (n + 1 < size && ((unsigned char)word[n + 1] & 0xC0) == 0x80)
            continue;
        first = find_key(t, hash_end(hash, STEM));
        if (first >= 0)
            take(t, first, tokens, at, h);
    }
    first = find_key(t, hash_end(hash, WHOLE));
    if (first >= 0)
        take(t, first, tokens, at, h);
}

/* Compounds: the longest known ending, that leaves three letters before it. */
static size_t look_up_ending(const table *t, const kt_tokens *tokens, int32_t at, hits *h)
{
    const char *word = kt_token_word(tokens, at);
    const size_t size = tokens->token[at].size;
    for (size_t from = 3; from + 4 <= size; from++) {
        if (((unsigned char)word[from] & 0xC0) == 0x80)
            continue;
        uint64_t hash = HASH_START;
        for (size_t n = from; n < size; n++) {
            hash = (hash ^ (unsigned char)word[n]) * UINT64_C(0x100000001B3);
            const int32_t first = n - from >= 3 ? find_key(t, hash_end(hash, ENDING)) : -1;
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
        marks->mark[marks->n_marks++] =
            (kt_mark){.first = at,
                      .n = part || h->hit[n]->gap ? 1 : h->hit[n]->n_words,
                      .part = part,
                      .meaning = h->hit[n]->meaning};
    }
    return KT_OK;
}

/* What stands before the ending of a compound: "Uhren" of "Uhrenexporte". */
static kt_status mark_beginning(const table *t, const kt_tokens *tokens, int32_t at,
                                size_t size, kt_marks *marks, kt_error *err)
{
    hits h = {0};
    kt_tokens cut = *tokens; /* the same words, the one shorter */
    kt_token token = tokens->token[at];
    token.size = (uint16_t)size;
    cut.token = &token;
    cut.n_tokens = 1;
    const char *word = kt_token_word(tokens, at);
    uint64_t hash = HASH_START;
    for (size_t n = 0; n < size; n++) {
        hash = (hash ^ (unsigned char)word[n]) * UINT64_C(0x100000001B3);
        if (((unsigned char)word[n + 1] & 0xC0) == 0x80)
            continue;
        const int32_t first = find_key(t, hash_end(hash, STEM));
        if (first >= 0)
            take(t, first, &cut, 0, &h);
        if (n + 1 == size || (n + 2 == size && word[n + 1] == 's')) {
            const int32_t whole = find_key(t, hash_end(hash, WHOLE));
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
    const table *t = &lexicon->table[tongue];
    marks->n_marks = 0;
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
