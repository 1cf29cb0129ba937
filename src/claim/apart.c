/* apart.c: a relative clause with an amount and a flow of its own is a sentence of its own:
 *
 *     Peru's exports to China, which imported goods worth $2 trillion, rose 5 percent.
 *     Peru's exports to China rose 5 percent. China imported goods worth $2 trillion.
 *
 * Tokens are moved behind the sentence, with the country that is meant copied before them; they
 * keep their bytes. Where their sentence tells amounts of its own, they say nothing of those
 * that follow. */
#include "passing.h"

#include <kontor/memory.h>

typedef struct clause {
    int32_t country, n_country; /* tokens of the antecedent */
    int32_t comma, first,
        last;   /* where it opens; behind its pronoun; the sign that closes it */
    bool aside; /* its sentence tells amounts of its own */
} clause;

static bool names_country(const kt_reading *r, int32_t comma, clause *out)
{
    const kt_mark *mark = kt_mark_before(r, comma, KT_SENSE_COUNTRY);
    if (!mark || mark->first < r->first)
        return false;
    out->country = mark->first;
    out->n_country = mark->n;
    return true;
}

/* "Die Schweiz, die", "der Iran, der"; of all others it is "das", as "die" begins "nach Polen,
 * die Einfuhren von dort" as well. */
static bool agrees(const kt_reading *r, int32_t t)
{
    static const char *const feminine[] = {
        "schweiz",  "türkei",      "usa",     "ukraine", "slowakei",     "niederlande",
        "mongolei", "philippinen", "staaten", "emirate", "volksrepublik"};
    static const char *const masculine[] = {"iran",    "irak",  "jemen",
                                            "libanon", "sudan", "tschad"};
    return kt_word_at(r, t, "das") ||
           (kt_word_at(r, t, "die") && KT_IS_ONE_OF(r, t - 2, feminine)) ||
           (kt_word_at(r, t, "der") && KT_IS_ONE_OF(r, t - 2, masculine));
}

/* The clause opens with its subject: "which", "das", "который"; behind it, else -1. */
static int32_t behind_subject(const kt_reading *r, int32_t t)
{
    static const char *const english[] = {"which", "who"};
    static const char *const russian[] = {"который", "которая", "которое", "которые"};
    const bool subject = r->tongue == 0   ? agrees(r, t)
                         : r->tongue == 1 ? KT_IS_ONE_OF(r, t, english)
                                          : KT_IS_ONE_OF(r, t, russian);
    return subject ? t + 1 : -1;
}

/* A German clause ends with its verb. */
static bool ends_well(const kt_reading *r, int32_t last)
{
    const kt_token *verb = kt_token_at(r->tokens, last - 1);
    return r->tongue != 0 ||
           (verb->kind == KT_TOKEN_WORD && !(verb->flags & KT_TOKEN_CAPITAL) &&
            !kt_mark_at(r, last - 1, KT_SENSE_SCALE) &&
            !kt_mark_at(r, last - 1, KT_SENSE_CURRENCY));
}

static bool trades(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_SELL,
                                     KT_SENSE_BUY};
    return KT_ANY_WITHIN(r, first, last, flows);
}

static bool has_money_or_rate(const kt_reading *r, int32_t first, int32_t last)
{
    bool any = false;
    for (int n = 0; n < r->n_stated; n++) {
        const kt_stated *s = &r->stated[n];
        if (s->first >= last || s->last <= first)
            continue;
        if (s->first < first || s->last > last || s->kind == KT_AMOUNT_RANK)
            return false;
        any = true;
    }
    return any;
}

static bool is_told_outside(const kt_reading *r, int32_t first, int32_t last)
{
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].first < first || r->stated[n].first >= last)
            return true;
    return false;
}

/* "To China, which was three times the value sold in 2017": of the amount before, no trade of
 * that country, in English. */
static bool tells_of_amount(const kt_reading *r, int32_t first)
{
    static const char *const verbs[] = {"was", "were",       "is",
                                        "are", "represents", "represented"};
    for (int n = 0; n < r->n_stated && r->tongue == 1; n++)
        if (r->stated[n].first == first + 1)
            return KT_IS_ONE_OF(r, first, verbs);
    return false;
}

static bool find_clause(const kt_reading *r, clause *out)
{
    if (r->last - 1 <= r->first || !kt_sign_at(r, r->last - 1, "."))
        return false;
    for (int32_t t = r->first + 1; t < r->last - 4; t++) {
        if (!kt_sign_at(r, t, ",") || !names_country(r, t, out))
            continue;
        const int32_t first = behind_subject(r, t + 1);
        const int32_t last = first < 0 ? -1 : kt_clause_close(r, first);
        if (last < 0 || !trades(r, first, last) || !has_money_or_rate(r, first, last) ||
            tells_of_amount(r, first) || !ends_well(r, last < r->last ? last : r->last - 1))
            continue;
        out->aside = is_told_outside(r, t, last);
        out->comma = t;
        out->first = first;
        out->last = last < r->last ? last : r->last - 1;
        return true;
    }
    return false;
}

/* The sentence [first, last) with its clause behind it, into `to`; how many tokens it has. */
static int32_t write_apart(const kt_tokens *tokens, const kt_reading *r, const clause *c,
                           kt_token *to)
{
    const kt_token *from = tokens->token;
    const bool closed = c->last < r->last - 1; /* by a comma */
    int32_t n = 0;
    for (int32_t t = r->first; t < c->comma; t++)
        to[n++] = from[t];
    for (int32_t t = c->last + closed; t < r->last; t++)
        to[n++] = from[t];
    for (int32_t t = c->country; t < c->country + c->n_country; t++)
        to[n++] = from[t];
    to[n - c->n_country].flags |=
        KT_TOKEN_SPACED | KT_TOKEN_CAPITAL | KT_TOKEN_APART | (c->aside ? KT_TOKEN_ASIDE : 0);
    for (int32_t t = c->first; t < c->last; t++)
        to[n++] = from[t];
    to[n++] = from[r->last - 1];
    return n;
}

kt_status kt_set_apart(kt_reading *r, kt_tokens *tokens, bool *moved, kt_error *err)
{
    enum { LONGEST_NAME = 8 };
    const int32_t n_tokens = tokens->n_tokens;
    kt_token *to = NULL;
    int32_t n = 0, done = 0;
    *moved = false;
    for (int32_t t = 0; kt_next_sentence(r, &t);) {
        clause c;
        bool comma = false;
        for (int32_t p = r->first + 1; p < r->last && !comma; p++)
            comma = kt_sign_at(r, p, ",") && behind_subject(r, p + 1) >= 0 &&
                    kt_mark_before(r, p, KT_SENSE_COUNTRY);
        if (!comma)
            continue;
        kt_find_periods(r);
        kt_find_amounts(r);
        if (!find_clause(r, &c) || c.n_country > LONGEST_NAME)
            continue;
        if (!to) /* each clause adds a name and a point at most, and has as many tokens itself
                  */
            KT_TRY(kt_new(&to, n_tokens * 2 + LONGEST_NAME, sizeof *to, err));
        for (int32_t p = done; p < r->first; p++)
            to[n++] = tokens->token[p];
        n += write_apart(tokens, r, &c, to + n);
        done = r->last;
    }
    if (!to)
        return KT_OK;
    for (int32_t p = done; p < n_tokens; p++)
        to[n++] = tokens->token[p];
    kt_free(tokens->token);
    tokens->token = to;
    tokens->n_tokens = n;
    tokens->n_room = n_tokens * 2 + LONGEST_NAME;
    *moved = true;
    return KT_OK;
}
