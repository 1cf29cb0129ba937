/* lexicon.c: the phrases of each language, from lang/claims_*.txt and the tables of countries
 * and blocs, in one table each. */
#include "lexicon_sections.h"
#include "lexicon_table.h"

#include <kontor/memory.h>

#include <stdio.h>
#include <string.h>

const kt_tongues *kt_lexicon_tongues(const kt_lexicon *lexicon)
{
    return &lexicon->tongues;
}

/* ---- reading phrases -------------------------------------------------------------------- */

/* Words of tokens, with their asterisks, as patterns. */
static kt_status make_patterns(kt_lexicon_builder *b, kt_lexicon_word **out, uint16_t *n_out,
                               kt_error *err)
{
    const kt_tokens *tokens = &b->tokens;
    kt_lexicon_word *word = NULL;
    uint16_t n = 0;
    KT_TRY(kt_arena_new(&b->lexicon->arena, &word, tokens->n_tokens + 1, sizeof *word, err));
    for (int32_t t = 0; t < tokens->n_tokens; t++) {
        const kt_token *token = &tokens->token[t];
        const char *text = kt_token_word(tokens, t);
        if (strcmp(text, "*") == 0) {
            if (n > 0 && !(token->flags & KT_TOKEN_SPACED))
                word[n - 1].how = KT_WORD_STEM;
            continue;
        }
        const bool ending = t > 0 && strcmp(kt_token_word(tokens, t - 1), "*") == 0 &&
                            !(token->flags & KT_TOKEN_SPACED);
        word[n].size = token->size;
        word[n].how = ending ? KT_WORD_ENDING : KT_WORD_WHOLE;
        KT_TRY(kt_arena_text(&b->lexicon->arena, text, token->size, &word[n].text, err));
        n++;
    }
    *out = word;
    *n_out = n;
    return KT_OK;
}

/* "*lieferung*" is an ending that may go on; both asterisks make it so. */
kt_status kt_lexicon_add_text(kt_lexicon_builder *b, int tongue, kt_slice text,
                              const kt_meaning *meaning, kt_error *err)
{
    kt_lexicon_phrase p = {.meaning = *meaning, .before_flow = b->before_flow};
    kt_lexicon_word *word = NULL;

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
    if (word[0].how == KT_WORD_STEM && text.data[0] == '*')
        word[0].how = KT_WORD_ENDING;
    if (word[0].how == KT_WORD_ENDING) { /* the word alone is meant too */
        kt_lexicon_word *alone = NULL;
        kt_lexicon_phrase q = p;
        KT_TRY(kt_arena_new(&b->lexicon->arena, &alone, p.n_words, sizeof *alone, err));
        memcpy(alone, word, p.n_words * sizeof *alone);
        alone[0].how = KT_WORD_STEM;
        q.word = alone;
        KT_TRY(kt_lexicon_add_phrase(&b->lexicon->table[tongue], &q, err));
    }
    return kt_lexicon_add_phrase(&b->lexicon->table[tongue], &p, err);
}

/* English goods before their flow: "soybeans" are "soybean exports", "batteries" "battery
 * imports", "dairy products" "dairy exports". */
static kt_status add_before_flow(kt_lexicon_builder *b, int tongue, kt_slice text,
                                 const kt_meaning *meaning, kt_error *err)
{
    enum { LONGEST = 64 };
    static const char *const wholes[] = {" products", " goods", "ies", "s"};
    static const char *const then[] = {"", "", "y", ""};
    char buffer[LONGEST + 2];
    text = kt_slice_trim(text);
    for (size_t n = 0; n < sizeof wholes / sizeof *wholes; n++) {
        const size_t end = strlen(wholes[n]);
        if (text.size <= end + 2 || text.size > LONGEST ||
            memcmp(text.data + text.size - end, wholes[n], end) != 0)
            continue;
        const int size = snprintf(buffer, sizeof buffer, "%.*s%s", (int)(text.size - end),
                                  text.data, then[n]);
        b->before_flow = true;
        const kt_status status =
            kt_lexicon_add_text(b, tongue, (kt_slice){buffer, (size_t)size}, meaning, err);
        b->before_flow = false;
        KT_TRY(status);
        if (n >= 2) /* not "batterie" */
            break;
    }
    return KT_OK;
}

static kt_status read_line(kt_lexicon_builder *b, int tongue, kt_slice line,
                           const kt_meaning *meaning, kt_error *err)
{
    kt_slice rest = line;
    while (rest.data) {
        const kt_slice text = kt_slice_cut(&rest, '|');
        KT_TRY(kt_lexicon_add_text(b, tongue, text, meaning, err));
        if (tongue == 1 && meaning->sense == KT_SENSE_PRODUCT)
            KT_TRY(add_before_flow(b, tongue, text, meaning, err));
    }
    return KT_OK;
}

/* The phrases of a file into one language: lang/claims_<what>.txt. */
static kt_status read_file(kt_lexicon_builder *b, kt_resources *resources, const char *what,
                           int tongue, kt_error *err)
{
    char name[32];
    kt_slice rest;
    kt_meaning meaning = {0};
    int64_t line_number = 0;

    const char *code = b->lexicon->tongues.tongue[tongue].code;
    snprintf(name, sizeof name, "lang/claims_%s.txt", what);
    kt_status status = kt_resource_get(resources, name, &rest, err);
    if (status) {
        kt_error_within(err, "reading articles in \"%s\", of data/claim_languages.csv", code);
        return status;
    }
    while (rest.data) {
        const kt_slice line = kt_slice_trim(kt_slice_cut(&rest, '\n'));
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

/* ---- all of it -------------------------------------------------------------------------- */

static kt_status add_blocs(kt_lexicon_builder *b, const kt_blocs *blocs, kt_error *err)
{
    for (int64_t n = 0; n < kt_blocs_count(blocs); n++) {
        const kt_bloc *bloc = kt_blocs_at(blocs, n);
        for (int tongue = 0; tongue < KT_N_NAMED_TONGUES; tongue++)
            for (int form = KT_NAME; form <= KT_NAME_TO; form++) {
                const char *language = b->lexicon->tongues.tongue[tongue].code;
                kt_meaning meaning = {.sense = KT_SENSE_BLOC, .text = bloc->code};
                const char *name = kt_bloc_name(blocs, bloc, language, form);
                KT_TRY(kt_lexicon_add_text(b, tongue, kt_name_without_lead(kt_slice_of(name)),
                                           &meaning, err));
            }
    }
    return KT_OK;
}

kt_status kt_lexicon_open(kt_resources *resources, const kt_countries *countries,
                          const kt_blocs *blocs, kt_lexicon **out, kt_error *err)
{
    kt_lexicon *lexicon = NULL;
    kt_status status = kt_new(&lexicon, 1, sizeof *lexicon, err);
    kt_lexicon_builder b = {.lexicon = lexicon, .countries = countries, .err = err};

    if (!status)
        status = kt_tongues_read(resources, &lexicon->tongues, err);
    const int n_tongues = status ? 0 : lexicon->tongues.n;
    for (int tongue = 0; tongue < n_tongues && !status; tongue++)
        status = kt_lexicon_grow(&lexicon->table[tongue], err);
    if (!status) {
        kt_lexicon_add_names(&b);
        status = b.status;
    }
    if (!status)
        status = add_blocs(&b, blocs, err);
    /* The files come last: what they say of a phrase is found first. */
    for (int tongue = 0; tongue < n_tongues && !status; tongue++) {
        status = read_file(&b, resources, "names", tongue, err);
        if (!status)
            status =
                read_file(&b, resources, lexicon->tongues.tongue[tongue].code, tongue, err);
    }
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
    for (int tongue = 0; tongue < lexicon->tongues.n; tongue++) {
        kt_free(lexicon->table[tongue].key);
        kt_free(lexicon->table[tongue].phrase);
    }
    kt_arena_clear(&lexicon->arena);
    kt_free(lexicon);
}
