/* sentence.c: where a sentence ends, and which part of it belongs to an amount. */
#include "reading.h"

#include <string.h>

/* ---- sentences --------------------------------------------------------------------------- */

enum { LONGEST_SENTENCE = 400 }; /* tokens: what is longer is cut, so that work is bounded */

static bool is_end_sign(const kt_tokens *tokens, int32_t t)
{
    const char *word = kt_token_word(tokens, t);
    return tokens->token[t].kind == KT_TOKEN_SIGN &&
           (strcmp(word, ".") == 0 || strcmp(word, "!") == 0 || strcmp(word, "?") == 0 ||
            strcmp(word, "\xE2\x80\xA6") == 0);
}

/* Within the next words: "The trade grew: Exports to Kazakhstan rose by 5 %". */
static bool names_a_flow(const kt_reading *r, int32_t t)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER};
    const int32_t end = t + 5 < r->last ? t + 5 : r->last;
    return KT_ANY_WITHIN(r, t, end, flows);
}

/* "Auf $5,9 Mrd. Vom Januar an ...", not "$1 Mrd. Warenumsatz". */
static bool is_small_word(const kt_reading *r, int32_t t)
{
    static const kt_sense senses[] = {KT_SENSE_LANGUAGE, KT_SENSE_FROM, KT_SENSE_IN,
                                      KT_SENSE_TO,       KT_SENSE_OUR,  KT_SENSE_ITS};
    kt_meaning meaning;
    for (size_t n = 0; n < sizeof senses / sizeof *senses; n++)
        if (kt_lexicon_at(r->lexicon, r->tongue, r->tokens, t, senses[n], &meaning))
            return true;
    return false;
}

/* Behind "the U.S.": not in "the U.S. Treasury". */
static bool begins_sentence(const kt_reading *r, int32_t t)
{
    return is_small_word(r, t) || kt_mark_at(r, t, KT_SENSE_EXPORT) ||
           kt_mark_at(r, t, KT_SENSE_IMPORT) || kt_mark_at(r, t, KT_SENSE_COUNTRY);
}

/* "Legten um 3 Prozent zu.Die Importe sanken": a blank was lost, in German. */
static bool is_run_on(const kt_reading *r, int32_t t)
{
    const kt_token *before = kt_token_at(r->tokens, t - 1),
                   *next = kt_token_at(r->tokens, t + 1);
    kt_meaning meaning;
    return r->tongue == 0 && before->kind == KT_TOKEN_WORD && before->size > 1 &&
           !(before->flags & KT_TOKEN_CAPITAL) && next->kind == KT_TOKEN_WORD &&
           (next->flags & KT_TOKEN_CAPITAL) && is_small_word(r, t + 1) &&
           !kt_lexicon_at(r->lexicon, r->tongue, r->tokens, t - 1, KT_SENSE_ABBREVIATION,
                          &meaning);
}

/* "He added.The leader said": the blank was lost when the page was saved. */
static bool lost_its_blank(const kt_token *before, const kt_token *next)
{
    enum { LEAST_WORD = 3 };
    const bool ended = before->kind == KT_TOKEN_WORD
                           ? !(before->flags & KT_TOKEN_CAPITAL) && before->size >= LEAST_WORD
                           : before->kind == KT_TOKEN_NUMBER;
    return ended && next->kind == KT_TOKEN_WORD && next->size > 1 &&
           (next->flags & KT_TOKEN_CAPITAL);
}

/* Whether the point at t ends a sentence. */
static bool ends_here(const kt_reading *r, int32_t t)
{
    const kt_tokens *tokens = r->tokens;
    if (kt_sign_at(r, t, ":") && t - r->first >= 5 && r->last - t >= 7 &&
        kt_token_at(r->tokens, t + 1)->kind == KT_TOKEN_WORD &&
        (kt_token_at(r->tokens, t + 1)->flags & KT_TOKEN_CAPITAL))
        return names_a_flow(r, t + 1); /* a sentence of its own behind a colon */
    if (!is_end_sign(tokens, t))
        return false;
    if (strcmp(kt_token_word(tokens, t), ".") != 0 || t == 0)
        return true;
    const kt_token *next = &tokens->token[t + 1]; /* a break stands behind every block */
    const kt_token *before = &tokens->token[t - 1];
    if (next->kind == KT_TOKEN_BREAK)
        return true;
    const kt_mark *currency = kt_mark_at(r, t, KT_SENSE_CURRENCY);
    if (currency && currency->first + currency->n > t + 1) /* "долл. США" */
        return false;
    if (!(next->flags & (KT_TOKEN_SPACED | KT_TOKEN_CLOSES)))
        return r->tongue == 0 ? is_run_on(r, t) : lost_its_blank(before, next);
    const bool capital = next->flags & KT_TOKEN_CAPITAL || next->kind == KT_TOKEN_SIGN ||
                         next->kind == KT_TOKEN_NUMBER;
    kt_meaning meaning;
    if (before->kind == KT_TOKEN_NUMBER && r->tongue == 0 && capital &&
        kt_mark_before(r, t - 1, KT_SENSE_RANK))
        return true; /* "auf Rang 30. Das Nachbarland ..." */
    if (before->kind == KT_TOKEN_NUMBER && r->tongue == 0 && !before->decimals &&
        kt_mark_at(r, t + 1, KT_SENSE_RANK))
        return false; /* "an 62. Stelle" */
    if (before->kind == KT_TOKEN_NUMBER)
        return r->tongue != 0 || before->decimals || before->value > 31;
    if (before->kind != KT_TOKEN_WORD)
        return true;
    if (before->size == 1 && (before->flags & KT_TOKEN_CAPITAL))
        return r->tongue == 0 && capital && kt_word_at(r, t - 1, "s") && t > 2 &&
               kt_mark_at(r, t - 2, KT_SENSE_SCALE); /* "auf 42 Mrd. S. Die Ausfuhren" */
    if (!kt_lexicon_at(r->lexicon, r->tongue, tokens, t - 1, KT_SENSE_ABBREVIATION, &meaning))
        return capital || !(next->kind == KT_TOKEN_WORD);
    if (r->tongue == 1 && t >= 2 && tokens->token[t - 2].kind == KT_TOKEN_NUMBER &&
        kt_mark_at(r, t - 1, KT_SENSE_SCALE)) /* "to $46.5 bln. Exports ..." */
        return next->flags & KT_TOKEN_CAPITAL && !kt_mark_at(r, t + 1, KT_SENSE_CURRENCY);
    if (r->tongue == 1 && kt_mark_at(r, t - 1, KT_SENSE_COUNTRY))
        return next->flags & KT_TOKEN_CAPITAL && begins_sentence(r, t + 1);
    if (r->tongue == 0 && t >= 3 && tokens->token[t - 2].kind == KT_TOKEN_NUMBER &&
        kt_mark_at(r, t - 1, KT_SENSE_SCALE) && kt_mark_at(r, t - 3, KT_SENSE_CURRENCY))
        return next->flags & KT_TOKEN_CAPITAL && is_small_word(r, t + 1);
    if (r->tongue == 2 && kt_sign_at(r, t + 1, "\"") && (next->flags & KT_TOKEN_SPACED) &&
        tokens->token[t + 2].flags & KT_TOKEN_CAPITAL && before->size > 4)
        return true; /* "составил 1,6 млрд. "Это хороший признак"" */
    if (r->tongue != 2 || !(next->flags & KT_TOKEN_CAPITAL))
        return false;
    return before->size > 4 || (t >= 2 && tokens->token[t - 2].kind == KT_TOKEN_NUMBER);
}

int32_t kt_sentence_end(const kt_reading *r, int32_t t)
{
    const int32_t limit = t + LONGEST_SENTENCE;
    for (; t < limit && kt_token_at(r->tokens, t)->kind != KT_TOKEN_BREAK; t++)
        if (ends_here(r, t)) {
            t++;
            while (kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN &&
                   (kt_token_at(r->tokens, t)->flags & KT_TOKEN_CLOSES) &&
                   !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_SPACED))
                t++;
            return t;
        }
    return t;
}

/* ---- parts ------------------------------------------------------------------------------- */

/* "It rose to 18 billion with Indonesia's exports reaching 14 billion": a clause of its own. */
static bool opens_flow(const kt_reading *r, int32_t t)
{
    if (r->tongue != 1 || !kt_word_at(r, t, "with"))
        return false;
    const kt_mark *export = kt_mark_at(r, t + 1, KT_SENSE_EXPORT);
    const kt_mark *flow = export ? export : kt_mark_at(r, t + 1, KT_SENSE_IMPORT);
    for (int n = 0; n < r->n_mentions && flow; n++) { /* "with imports from China growing" */
        const kt_mention *m = &r->mention[n];
        if (m->first == flow->first + flow->n + 1 &&
            (m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM))
            return true;
    }
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first == t + 1 && (m->genitive || m->adjective) &&
            (kt_mark_within(r, m->last, m->last + 3, KT_SENSE_EXPORT) ||
             kt_mark_within(r, m->last, m->last + 3, KT_SENSE_IMPORT)))
            return true;
    }
    return false;
}

static bool is_strong(const kt_reading *r, int32_t t)
{
    if (opens_flow(r, t))
        return true;
    const kt_mark *connect = kt_mark_at(r, t, KT_SENSE_CONNECT);
    if (connect && kt_sign_at(r, t - 1, ",") && kt_sign_at(r, connect->first + connect->n, ","))
        return false; /* "exports to the US, meanwhile, came to ..." */
    if (connect && r->tongue == 0 && t > r->first &&
        kt_token_at(r->tokens, t - 1)->kind == KT_TOKEN_WORD)
        return false; /* "erzielte aber einen Überschuss": within the clause */
    return kt_sign_at(r, t, ";") || (connect && connect->first == t);
}

/* "Exports came to 7 billion against imports of 1 billion": of the other flow. */
static bool opens_counterpart(const kt_reading *r, int32_t t)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_SURPLUS,
                                     KT_SENSE_DEFICIT};
    if (r->tongue != 1 || !(kt_word_at(r, t, "against") || kt_word_at(r, t, "versus")))
        return false;
    return KT_ANY_AT(r, t + 1, flows);
}

/* The "and" of "between Peru and Chile". */
static bool joins_two(const kt_reading *r, int32_t t)
{
    for (int n = 0; n + 1 < r->n_mentions; n++)
        if (r->mention[n].last == t && r->mention[n].role == KT_ROLE_BETWEEN &&
            r->mention[n + 1].role == KT_ROLE_BETWEEN && r->mention[n + 1].first <= t + 3)
            return true;
    return false;
}

/* The dash of "в январе - июне 2018 года". */
static bool is_in_period(const kt_reading *r, int32_t t)
{
    for (int n = 0; n < r->n_when; n++)
        if (t > r->when[n].first && t + 1 < r->when[n].last)
            return true;
    return false;
}

/* "A 9 percent rise after an 8 percent rise in imports": what was before, or is held against
 * it, has its own amount. */
static bool opens_rate(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"after", "following", "despite", "amid"};
    if (r->tongue != 1 || !KT_IS_ONE_OF(r, t, words) ||
        !(kt_word_at(r, t + 1, "a") || kt_word_at(r, t + 1, "an")))
        return false;
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].first == t + 2 && r->stated[n].kind != KT_AMOUNT_RANK)
            return true;
    return false;
}

static bool is_boundary(const kt_reading *r, int32_t t)
{
    if (kt_sign_at(r, t, "-") && is_in_period(r, t))
        return false;
    const kt_mark *and = joins_two(r, t) ? NULL : kt_mark_at(r, t, KT_SENSE_AND);
    return is_strong(r, t) || kt_sign_at(r, t, ",") || kt_sign_at(r, t, ":") ||
           kt_sign_at(r, t, "(") || (and&&and->first == t) || opens_counterpart(r, t) ||
           opens_rate(r, t) || kt_opens_another(r, t) ||
           (kt_sign_at(r, t, "-") && (kt_token_at(r->tokens, t)->flags & KT_TOKEN_SPACED));
}

static bool has_flow(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT,  KT_SENSE_IMPORT,  KT_SENSE_TURNOVER,
                                     KT_SENSE_SURPLUS, KT_SENSE_DEFICIT, KT_SENSE_SELL,
                                     KT_SENSE_BUY,     KT_SENSE_BALANCE};
    return KT_ANY_WITHIN(r, first, last, flows);
}

/* ", the trade minister told a business forum": who says it is no part of what is said. */
static int32_t attribution(const kt_reading *r, int32_t from)
{
    for (int32_t t = from; t < r->last; t++)
        if (kt_sign_at(r, t, ",") && kt_mark_within(r, t + 1, r->last, KT_SENSE_SAY))
            return t;
    return r->last;
}

/* "70 Milliarden (-2 %), nach China 60", "... und nach China": it begins another one. */
static bool begins_another(const kt_reading *r, int32_t t)
{
    return kt_token_at(r->tokens, t)->kind == KT_TOKEN_SIGN || kt_mark_at(r, t, KT_SENSE_AND);
}

/* "Für 70 Milliarden (10,6 Prozent der Ausfuhren) nach Frankreich exportiert": behind whither
 * it went; 0 where more than one amount, or none of shares, is in the bracket. */
static int32_t behind_share(const kt_reading *r, int n)
{
    enum { FAR = 12 };
    const kt_stated *aside = &r->stated[n + 1];
    const int32_t next = n + 2 < r->n_stated ? r->stated[n + 2].first : r->last;
    int32_t close = aside->last;
    if (r->stated[n].kind != KT_AMOUNT_MONEY || aside->kind != KT_AMOUNT_PERCENT)
        return 0;
    while (close < next && close < aside->last + FAR && !kt_sign_at(r, close, ")"))
        close++;
    if (begins_another(r, close + 1))
        return 0;
    for (int i = 0; i < r->n_mentions && kt_sign_at(r, close, ")"); i++) {
        const kt_mention *m = &r->mention[i];
        if ((m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM) && m->first > close + 1 &&
            m->first <= close + 3 && m->last <= next)
            return m->last;
    }
    return 0;
}

/* "Exported goods worth 70 billion (-2 %) to the US": what follows a bracket with the next
 * amount belongs to the one before it. */
static int32_t behind_aside(const kt_reading *r, int n, int32_t open)
{
    const kt_stated *aside = &r->stated[n + 1];
    if (open != r->stated[n].last || !kt_sign_at(r, open, "(") || n + 1 >= r->n_stated)
        return open;
    if (r->tongue == 0 && behind_share(r, n))
        return behind_share(r, n);
    if (aside->first != open + 1 || !kt_sign_at(r, aside->last, ")"))
        return open;
    if (r->tongue == 1 && kt_word_at(r, aside->last + 1, "of")) {
        int32_t t = aside->last + 2; /* "61 percent (5.8 billion) of all imports" */
        const int32_t next = n + 2 < r->n_stated ? r->stated[n + 2].first : r->last;
        while (t < next && !is_strong(r, t) && !is_boundary(r, t))
            t++;
        return t;
    }
    if (r->tongue == 0 && n == 0 && kt_word_at(r, r->first, "mit") &&
        r->stated[0].first == r->first + 1) {
        int32_t t =
            aside->last + 1; /* "Mit 234 Millionen (-0,2 %) blieben die Exporte stabil" */
        const int32_t next = n + 2 < r->n_stated ? r->stated[n + 2].first : r->last;
        while (t < next && !is_boundary(r, t))
            t++;
        return t;
    }
    for (int i = 0; i < r->n_mentions && !begins_another(r, aside->last + 1); i++) {
        const kt_mention *m = &r->mention[i];
        if ((m->role == KT_ROLE_TO || m->role == KT_ROLE_FROM) && m->first > aside->last + 1 &&
            m->first <= aside->last + 3)
            return m->last;
    }
    return open;
}

/* "60 Prozent der Exporte (72 Milliarden Euro) gingen in die EU": a share that is told again in
 * brackets, in German, or behind "or", in English, goes on behind that; 0 none. */
static int32_t behind_money(const kt_reading *r, int n)
{
    const kt_stated *s = &r->stated[n], *again = s + 1;
    if (r->tongue == 2 || n + 1 >= r->n_stated || s->by || s->sign ||
        (s->kind != KT_AMOUNT_PERCENT && s->kind != KT_AMOUNT_FRACTION) ||
        again->kind != KT_AMOUNT_MONEY)
        return 0;
    const bool brackets = r->tongue == 0 && kt_sign_at(r, again->first - 1, "(") &&
                          kt_sign_at(r, again->last, ")");
    if (!brackets && !kt_is_share_or_money(r, s))
        return 0;
    const int32_t next = n + 2 < r->n_stated ? r->stated[n + 2].first : r->last;
    int32_t t = again->last + 1;
    while (t < next && !is_boundary(r, t))
        t++;
    return t;
}

/* "Exported 800 million of cheese, milk and butter to the UK, a third of ...": behind the goods
 * that are listed, whither they went; 0 none. */
static int32_t behind_goods(const kt_reading *r, const kt_stated *s, int32_t next)
{
    if (r->tongue != 1 || s->kind != KT_AMOUNT_MONEY ||
        !(kt_word_at(r, s->last, "of") ||
          (kt_word_at(r, s->last, "worth") && kt_word_at(r, s->last + 1, "of"))))
        return 0;
    for (int i = 0; i < r->n_mentions; i++) {
        const kt_mention *m = &r->mention[i];
        if (m->first <= s->last || m->last > next)
            continue;
        if ((m->role != KT_ROLE_TO && m->role != KT_ROLE_FROM) || m->first - s->last > 12 ||
            has_flow(r, s->last, m->first))
            return 0;
        return m->last;
    }
    return 0;
}

/* "Von den Importen im Wert von 176 Milliarden stammen 75 Prozent aus der EU": the whole ends
 * at the verb, what is said of a part of it follows; 0 none. */
static int32_t behind_whole(const kt_reading *r, int n)
{
    if (r->tongue == 2 && n == 0 && r->n_stated > 1 &&
        kt_word_at(r, r->stated[0].first - 1, "из") &&
        has_flow(r, r->stated[0].last, r->stated[0].last + 1))
        return r->stated[1].first; /* "из 300 млн товарооборота 200 млн пришлось на" */
    if (r->tongue != 0 || n != 0 || r->n_stated < 2 || !kt_word_at(r, r->first, "von") ||
        r->stated[0].kind != KT_AMOUNT_MONEY)
        return 0;
    for (int32_t t = r->stated[0].last; t < r->stated[1].first; t++)
        if (kt_mark_at(r, t, KT_SENSE_SHARE_OF) || kt_mark_at(r, t, KT_SENSE_SELL))
            return t;
    return 0;
}

/* "На 370 млн, из них 930 тысяч тонн - в страны СНГ": a part of it is told behind, in Russian.
 */
static bool opens_part(const kt_reading *r, int32_t t)
{
    return r->tongue == 2 && kt_sign_at(r, t, ",") &&
           ((kt_word_at(r, t + 1, "из") &&
             (kt_word_at(r, t + 2, "них") || kt_word_at(r, t + 2, "которых"))) ||
            (kt_word_at(r, t + 1, "в") && kt_word_at(r, t + 2, "том") &&
             kt_word_at(r, t + 3, "числе")));
}

/* "Exported 15 billion, with a third going to China": a part of it, and whither that went. */
static bool opens_share(const kt_reading *r, int32_t t)
{
    static const char *const verbs[] = {"going", "coming",   "headed",
                                        "bound", "destined", "shipped"};
    const bool which = kt_word_at(r, t, "of") && kt_word_at(r, t + 1, "which");
    for (int n = 0; n < r->n_stated && r->tongue == 1 && which; n++) {
        const kt_stated *s = &r->stated[n]; /* "of which China took 12 %" */
        if (s->first > t + 3 && s->first < t + 7 && s->kind == KT_AMOUNT_PERCENT && !s->by &&
            kt_mark_at(r, s->first - 1, KT_SENSE_SHARE_OF))
            return true;
    }
    for (int n = 0; n < r->n_stated && r->tongue == 1 && kt_word_at(r, t, "with"); n++) {
        const kt_stated *s = &r->stated[n];
        if (s->first != t + 1 ||
            (s->kind != KT_AMOUNT_PERCENT && s->kind != KT_AMOUNT_FRACTION))
            continue;
        for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++)
            if (kt_word_at(r, s->last, verbs[v]))
                return true;
    }
    return false;
}

/* "Сократился на 28%, что отражает успех политики США": what is said of it, in Russian. */
static bool opens_clause(const kt_reading *r, int32_t t)
{
    static const char *const words[] = {"что",     "чему",    "поскольку", "который", "которая",
                                        "которое", "которые", "которых",   "где",     "чтобы"};
    for (size_t n = 0; n < sizeof words / sizeof *words && r->tongue == 2; n++)
        if (kt_sign_at(r, t, ",") && kt_word_at(r, t + 1, words[n]))
            return true;
    return false;
}

/* "На 25 млрд вырос дефицит с Мексикой, на 12 млрд - с Индией": behind a dash, and its own. */
static bool is_partner_behind(const kt_reading *r, const kt_stated *s, int32_t t)
{
    if (r->tongue != 2 || t != s->last || !kt_sign_at(r, t, "-"))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first == t + 2 &&
            (r->mention[n].role == KT_ROLE_WITH || r->mention[n].role == KT_ROLE_TO))
            return true;
    return false;
}

/* "Den Exporten von 6 Milliarden standen Importe von 9 Milliarden gegenüber": the other flow
 * begins behind the amount before, with no word to part them. In German. */
static bool is_other_way(const kt_reading *r, int n, int32_t first)
{
    const kt_stated *s = &r->stated[n], *last = s - 1;
    const bool out = kt_mark_within(r, first, last->first, KT_SENSE_EXPORT) &&
                     kt_mark_within(r, last->last, s->first, KT_SENSE_IMPORT);
    const bool in = kt_mark_within(r, first, last->first, KT_SENSE_IMPORT) &&
                    kt_mark_within(r, last->last, s->first, KT_SENSE_EXPORT);
    return r->tongue == 0 && s->kind == KT_AMOUNT_MONEY && last->kind == s->kind && in != out;
}

/* "At 3 million, exports were 5 percent higher", "from 2 million in 2017, exports rose": before
 * the comma at t no flow is named, so that it does not end what the first amount is of. */
static bool is_behind_front(const kt_reading *r, int n, int32_t t)
{
    static const char *const words[] = {"at", "with", "from", "after", "up", "down"};
    return r->tongue == 1 && n == 0 && kt_sign_at(r, t, ",") &&
           KT_IS_ONE_OF(r, r->first, words) && !has_flow(r, r->first, t);
}

/* The part of the sentence that belongs to amount n: from behind the last one to the next. */
kt_part kt_part_of(const kt_reading *r, int n, const kt_part *before)
{
    const kt_stated *s = &r->stated[n];
    kt_part part = {.first = r->first, .last = r->last};
    if (n > 0) {
        const int32_t from = r->stated[n - 1].last;
        int32_t cut = -1;
        for (int32_t t = from; t < s->first; t++)
            if ((is_strong(r, t) &&
                 (cut < 0 || has_flow(r, t, s->first) || !has_flow(r, cut, t))) ||
                (cut < 0 && is_boundary(r, t)))
                cut = t + 1;
        if (cut < 0 && is_other_way(r, n, before->first))
            cut = from;
        part.first = cut >= 0 ? cut : before->first;
        if (cut == s->first && kt_sign_at(r, cut - 1, "(") && has_flow(r, from, cut))
            part.first = from; /* "imports (186 billion) as well as exports (322 billion)" */
    } else {
        for (int32_t t = r->first; t < s->first; t++)
            if (is_strong(r, t))
                part.first = t + 1;
    }
    if (n + 1 < r->n_stated && s->kind == KT_AMOUNT_MONEY && kt_sign_at(r, s->last, "(") &&
        kt_sign_at(r, r->stated[n + 1].last, ")") &&
        ((r->stated[n + 1].kind == KT_AMOUNT_MONEY && /* the same in other money */
          r->stated[n + 1].first == s->last + 1) ||
         (r->tongue == 0 && r->stated[n + 1].first - s->last <= 2 && /* how much it grew */
          !has_flow(r, part.first, s->first)))) {
        const kt_part rest = kt_part_of(r, n + 1, &part);
        part.last = rest.last;
        return part;
    }
    if (behind_money(r, n)) {
        part.last = behind_money(r, n);
        return part;
    }
    if (n + 1 == r->n_stated)
        part.last = attribution(r, s->last);
    const int32_t next = n + 1 < r->n_stated ? r->stated[n + 1].first : part.last;
    const int32_t goods = behind_goods(r, s, next);
    for (int32_t t = goods ? goods : s->last; t < next; t++)
        if (is_strong(r, t) || opens_part(r, t) || opens_share(r, t) ||
            (opens_clause(r, t) && has_flow(r, part.first, s->first)) ||
            (n + 1 < r->n_stated && is_boundary(r, t) && !is_partner_behind(r, s, t) &&
             !is_behind_front(r, n, t) && !(t == s->last && kt_flow_behind_dash(r, s) > t))) {
            part.last = behind_aside(r, n, t);
            return part;
        }
    if (n + 1 == r->n_stated)
        part.last = kt_next_flow(r, s, &part);
    const int32_t whole = behind_whole(r, n);
    if (whole) {
        part.last = whole;
        return part;
    }
    if (n + 1 < r->n_stated) { /* the next one shares the part: up to where that ends */
        const int32_t after = n + 2 < r->n_stated ? r->stated[n + 2].first : r->last;
        part.last = after;
        for (int32_t t = r->stated[n + 1].last; t < after; t++)
            if (is_boundary(r, t)) {
                part.last = t;
                break;
            }
    }
    return part;
}

bool kt_next_sentence(kt_reading *r, int32_t *t)
{
    const int32_t n_tokens = r->tokens->n_tokens;
    while (*t < n_tokens && kt_token_at(r->tokens, *t)->kind == KT_TOKEN_BREAK)
        (*t)++;
    if (*t >= n_tokens)
        return false;
    r->first = *t;
    r->last = n_tokens;
    const int32_t end = kt_sentence_end(r, *t);
    r->last = *t = end > *t ? end : *t + 1;
    return true;
}
