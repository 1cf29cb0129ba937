/* goods.c: which goods an amount is of.
 *
 *     named beside it       "wheat exports", "exports of wheat", "Weizenexporte"
 *     the article's own     its headline or first sentence names them, and most that is named
 *     of the list's whole   "Wine exports grew to 2 billion; China took 400 million"
 *
 * What is only an example ("such as cotton") or a reason ("because of oil") is neither, and
 * what is told of the whole ("total exports") is of all goods. */
#include "trade_flow.h"

#include <string.h>

/* Of the Harmonized System; 0 for what a phrase file may hold instead. */
static int chapter_of(const char *code)
{
    for (int n = 0; n < 2; n++)
        if (code[n] < '0' || code[n] > '9')
            return 0;
    return (code[0] - '0') * 10 + (code[1] - '0');
}

/* ---- beside the amount ------------------------------------------------------------------- */

static bool parts_aside(const kt_reading *r, int32_t t)
{
    return kt_sign_at(r, t, ",") || (r->tongue == 0 && kt_sign_at(r, t, "-") &&
                                     (kt_token_at(r->tokens, t)->flags & KT_TOKEN_SPACED));
}

/* ", chiefly crude oil," is an example of the goods, not what is measured. */
static bool is_aside(const kt_reading *r, const kt_mark *mark, int32_t first, int32_t last)
{
    int32_t open = -1, close = -1;
    for (int32_t t = mark->first; t >= first && t >= mark->first - 4 && open < 0; t--)
        if (parts_aside(r, t))
            open = t;
    for (int32_t t = mark->first; t < last && t < mark->first + 5 && close < 0; t++)
        if (parts_aside(r, t))
            close = t;
    return open >= 0 && close >= 0 && !kt_mark_within(r, open, close, KT_SENSE_EXPORT) &&
           !kt_mark_within(r, open, close, KT_SENSE_IMPORT);
}

/* "The world's largest palm oil producer": what a country is called. */
static bool is_epithet(const kt_reading *r, const kt_mark *mark)
{
    static const char *const words[] = {"producer", "exporter", "importer", "supplier",
                                        "grower",   "maker",    "consumer", "buyer"};
    const int32_t t = mark->first + mark->n + kt_sign_at(r, mark->first + mark->n, "-");
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (kt_word_at(r, t, words[n]))
            return true;
    return kt_word_at(r, t, "rich");
}

static bool ends_amount(const kt_reading *r, int32_t t)
{
    for (int n = 0; n < r->n_stated; n++)
        if (r->stated[n].last == t + 1)
            return true;
    return false;
}

/* "Imports such as drugs, seafood and leather": up to the next flow or amount. */
static bool is_example(const kt_reading *r, const kt_mark *mark, int32_t amount)
{
    enum { NEXT_TO_IT = 4 };
    if (amount - mark->first <= NEXT_TO_IT)
        return false; /* "mainly wheat worth 5 million" */
    for (int32_t t = mark->first - 1; t >= r->first; t--) {
        if (kt_mark_at(r, t, KT_SENSE_EXAMPLE) || kt_mark_at(r, t, KT_SENSE_CAUSE))
            return true;
        if (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT) ||
            kt_mark_at(r, t, KT_SENSE_TURNOVER))
            return kt_mark_at(r, t - 1, KT_SENSE_EXAMPLE) != NULL;
        if (kt_mark_at(r, t, KT_SENSE_CONNECT) || kt_sign_at(r, t, ";") || ends_amount(r, t))
            return false;
    }
    return false;
}

/* "Wheat and machinery worth 31 million": of both, which have no code together; "соя, кофе и
 * говядина на 31 млн"; not in German. */
static bool is_one_of_two(const kt_reading *r, const kt_mark *mark)
{
    const int32_t and = mark->first - 1, behind = mark->first + mark->n;
    if (r->tongue == 2 && kt_mark_at(r, behind, KT_SENSE_AND) &&
        (kt_starts_with(r, behind + 1, "проч") || kt_starts_with(r, behind + 1, "друг")))
        return true; /* "металла и прочей продукции" */
    const kt_mark *other =
        kt_mark_at(r, and, KT_SENSE_AND) ? kt_mark_before(r, and, KT_SENSE_PRODUCT) : NULL;
    return r->tongue != 0 && other && !strchr(other->meaning.text, '-') &&
           !strchr(mark->meaning.text, '-') &&
           chapter_of(other->meaning.text) != chapter_of(mark->meaning.text);
}

/* "Cheese, milk and butter": of their chapter. */
static void set_beside(const kt_reading *r, const kt_mark *mark, char product[12])
{
    enum { NEAR = 3 };
    kt_set_product(product, mark->meaning.text);
    for (int32_t t = mark->first - NEAR; t < mark->first + mark->n + NEAR; t++) {
        const kt_mark *other = kt_mark_at(r, t, KT_SENSE_PRODUCT);
        if (other && t >= r->first && t < r->last && strchr(mark->meaning.text, '-') == NULL &&
            chapter_of(other->meaning.text) == chapter_of(mark->meaning.text) &&
            strcmp(other->meaning.text, mark->meaning.text) != 0)
            product[2] = '\0';
    }
}

/* "Importierte Kokereierzeugnisse für 4 Mrd.", "exported helicopters worth $30 million",
 * "вертолетов на сумму 30 млн": a noun that means nothing to the reader, before its worth. */
static bool names_unknown_goods(const kt_reading *r, const kt_stated *s)
{
    int32_t t = s->first - 1;
    if (r->tongue == 0 && kt_word_at(r, t, "von") && kt_word_at(r, t - 1, "wert") &&
        kt_word_at(r, t - 2, "im"))
        t -= 2;
    else if (r->tongue == 2 && kt_word_at(r, t, "сумму") && kt_word_at(r, t - 1, "на"))
        t--;
    else if (!(r->tongue == 0 && kt_word_at(r, t, "für")) &&
             !(r->tongue == 1 && kt_word_at(r, t, "worth")))
        return false;
    const kt_token *noun = kt_token_at(r->tokens, t - 1);
    const bool capital = (noun->flags & KT_TOKEN_CAPITAL) != 0;
    const kt_mark *goods = kt_mark_at(r, t - 1, KT_SENSE_GOODS);
    return t - 1 > r->first && noun->kind == KT_TOKEN_WORD && noun->size > 4 &&
           (!kt_is_marked(r, t - 1) || (goods && goods->part)) && capital == (r->tongue == 0);
}

/* "Togos Ausfuhren nach Mali bestehen zu 40 Prozent aus Zement": that part is of the goods
 * behind it, known or not. In German. */
static bool consists_of(const kt_reading *r, const kt_stated *s, char product[12])
{
    enum { FAR = 4 };
    bool verb = false;
    for (int32_t t = r->first; t < r->last; t++)
        verb |= kt_starts_with(r, t, "besteh") || kt_starts_with(r, t, "bestand");
    if (r->tongue != 0 || !verb || !kt_word_at(r, s->first - 1, "zu") ||
        !kt_word_at(r, s->last, "aus"))
        return false;
    const int32_t to = s->last + FAR < r->last ? s->last + FAR : r->last;
    const kt_mark *goods = kt_mark_within(r, s->last + 1, to, KT_SENSE_PRODUCT);
    kt_set_product(product, goods ? goods->meaning.text : KT_UNKNOWN_GOODS);
    return true;
}

static bool is_unknown_noun(const kt_reading *r, int32_t t)
{
    const kt_token *noun = kt_token_at(r->tokens, t);
    return t >= r->first && t < r->last && noun->kind == KT_TOKEN_WORD && noun->size > 4 &&
           (noun->flags & KT_TOKEN_CAPITAL) && !kt_is_marked(r, t);
}

/* "Auf Periskope entfallen 40 Prozent der Exporte", "40 Prozent der Importe machen Periskope
 * aus": before the verb, or behind it. */
static bool is_share_of_unknown_german(const kt_reading *r, const kt_stated *s)
{
    static const char *const verbs[] = {"entfallen", "entfielen", "entfällt", "entfiel",
                                        "machen",    "machten",   "macht",    "machte"};
    static const char *const goods[] = {"güter",        "waren",        "produkte",
                                        "gütergruppen", "warengruppen", "gütergruppe",
                                        "warengruppe",  "erzeugnisse"};
    for (int32_t t = r->first + 1; t < r->last; t++) /* "3 Prozent der Exporte dieser Güter" */
        for (size_t n = 0; n < sizeof goods / sizeof *goods; n++)
            if (kt_word_at(r, t, goods[n]) &&
                (kt_word_at(r, t - 1, "dieser") ||
                 (kt_word_at(r, t - 1, "beiden") && kt_word_at(r, t - 2, "dieser"))))
                return true;
    for (int32_t t = r->first; t < r->last; t++)
        for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++) {
            if (!kt_word_at(r, t, verbs[n]))
                continue;
            if (t < s->first) /* nothing but the amount behind it */
                return s->first - t <= 2 && is_unknown_noun(r, t - 1);
            const int32_t noun = t + 1 + kt_word_at(r, t + 1, "auf");
            return is_unknown_noun(r, noun);
        }
    return false;
}

/* "Станки и прочее оснащение (75%)": a noun that means nothing to the reader, in Russian. */
static bool is_share_of_unknown(const kt_reading *r, const kt_stated *s)
{
    const int32_t t = s->first - 2;
    if (r->tongue == 1 && s->kind == KT_AMOUNT_MONEY && kt_sign_at(r, s->first - 1, "(")) {
        const kt_token *noun = kt_token_at(r->tokens, t); /* "garden gnomes ($20 million)" */
        const char *word = kt_token_word(r->tokens, t);
        return t > r->first && noun->kind == KT_TOKEN_WORD && noun->size > 4 &&
               word[strlen(word) - 1] == 's' && !(noun->flags & KT_TOKEN_CAPITAL) &&
               !kt_is_marked(r, t);
    }
    if (r->tongue == 0 && (s->kind == KT_AMOUNT_PERCENT || s->kind == KT_AMOUNT_FRACTION) &&
        !s->sign && !s->by)
        return is_share_of_unknown_german(r, s);
    return r->tongue == 2 && s->kind == KT_AMOUNT_PERCENT && !s->sign && !s->by &&
           kt_sign_at(r, s->first - 1, "(") && t > r->first &&
           kt_token_at(r->tokens, t)->kind == KT_TOKEN_WORD &&
           !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL) && !kt_is_marked(r, t);
}

void kt_find_product(const kt_reading *r, const kt_stated *s, const kt_topic *t, int32_t first,
                     kt_frame *out)
{
    if (consists_of(r, s, out->product))
        return;
    const kt_mark *best = NULL;
    for (int32_t p = first; p < s->first; p++) {
        const kt_mark *mark = kt_mark_at(r, p, KT_SENSE_PRODUCT);
        const bool also = kt_word_at(r, p - 1, "inklusive") || kt_word_at(r, p - 1, "inkl") ||
                          kt_word_at(r, p - 1, "einschliesslich") ||
                          kt_word_at(r, p - 1, "samt") || kt_word_at(r, p - 1, "кроме") ||
                          kt_word_at(r, p - 1, "помимо");
        if (mark && mark->first == p && !also && !is_epithet(r, mark) &&
            !is_aside(r, mark, first, s->first) && !is_example(r, mark, s->first))
            best = mark;
    }
    for (int32_t p = t->first; p < t->last; p++) {
        const kt_mark *mark = kt_mark_at(r, p, KT_SENSE_PRODUCT);
        const bool verb = r->tongue == 1 && kt_mark_at(r, p, KT_SENSE_SELL); /* "it ships" */
        if (mark && !verb && !is_example(r, mark, s->first))
            best = mark;
    }
    /* "worth of wheat", "in crude oil", "from exporting bananas" */
    const int32_t from =
        kt_word_at(r, s->last, "from") && (kt_mark_at(r, s->last + 1, KT_SENSE_SELL) ||
                                           kt_mark_at(r, s->last + 1, KT_SENSE_EXPORT))
            ? s->last + 2
        : kt_word_at(r, s->last, "worth") && kt_word_at(r, s->last + 1, "of") ? s->last + 2
                                                                              : s->last + 1;
    if (!best && s->last < r->last && kt_mark_at(r, from, KT_SENSE_PRODUCT) &&
        (from > s->last + 1 || kt_word_at(r, s->last, "worth") ||
         kt_word_at(r, s->last, "of") || kt_word_at(r, s->last, "in")))
        best = kt_mark_at(r, from, KT_SENSE_PRODUCT);
    if (!best)
        best = kt_goods_told_behind(r, s);
    if (!best && r->tongue == 2 && t->first >= s->last) /* "на 12% упал экспорт зерна" */
        best = kt_mark_at(r, t->last, KT_SENSE_PRODUCT);
    if (kt_goods_of_which(r, s))
        best = kt_goods_of_which(r, s);
    if (best && is_one_of_two(r, best) &&
        (s->kind == KT_AMOUNT_MONEY ? kt_word_at(r, s->first - 1, "worth") || r->tongue == 2
                                    : kt_mark_at(r, best->first + best->n, KT_SENSE_SHARE_OF) &&
                                          best->first < s->first))
        kt_set_product(out->product, KT_UNKNOWN_GOODS);
    else if (best)
        set_beside(r, best, out->product);
}

/* "Copper accounted for 20 % of the total": what has a share in the trade with all the world is
 * a good, named beside it. */
void kt_take_goods_of_whole(const kt_reading *r, const kt_stated *s, const kt_part *part,
                            kt_frame *frame)
{
    const kt_mark *best = NULL;
    if (frame->b != KT_PLACE_WORLD)
        return;
    for (int32_t t = part->first; t < part->last; t++) {
        const kt_mark *mark = kt_mark_at(r, t, KT_SENSE_PRODUCT);
        if (!mark || mark->first != t || (t >= s->last && best) || is_epithet(r, mark) ||
            is_example(r, mark, s->first))
            continue;
        best = mark;
    }
    if (best)
        set_beside(r, best, frame->product);
    else if (!frame->product[0])
        kt_set_product(frame->product, KT_UNKNOWN_GOODS);
}

/* ---- the article's own ------------------------------------------------------------------- */

/* What is named between two tokens, counted by chapters of the Harmonized System. */
typedef struct census {
    int n[100], n_all;
    const char *code[100]; /* named first */
} census;

static census count_goods(const kt_reading *r, int32_t first, int32_t last)
{
    census all = {.n_all = 0};
    for (int32_t m = 0; m < r->marks->n_marks && r->marks->mark[m].first < last; m++) {
        const kt_mark *mark = &r->marks->mark[m];
        if (mark->meaning.sense != KT_SENSE_PRODUCT || mark->first < first)
            continue;
        const int chapter = chapter_of(mark->meaning.text);
        if (all.n[chapter]++ == 0)
            all.code[chapter] = mark->meaning.text;
        all.n_all++;
    }
    return all;
}

/* The only one that is named there; NULL none. */
static const char *only_one(const census *all)
{
    for (int chapter = 0; chapter < 100; chapter++)
        if (all->n[chapter])
            return all->n[chapter] == all->n_all ? all->code[chapter] : NULL;
    return NULL;
}

/* Flows that a headline names are of the good beside them ("wine exports"), or it is no report
 * on a good: "Dairy drives New Zealand's trade". *n_flows: how many it names. */
static bool flows_are_beside_goods(const kt_reading *r, int32_t first, int32_t last,
                                   int *n_flows)
{
    enum { NEAR = 3 };
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_TURNOVER,
                                     KT_SENSE_FOREIGN};
    *n_flows = 0;
    for (int32_t t = first; t < last; t++)
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++) {
            const kt_mark *flow = kt_mark_at(r, t, flows[n]);
            if (!flow || (flow->first != t && flow->n > 0))
                continue;
            ++*n_flows;
            if (!kt_mark_within(r, t - NEAR, t + flow->n + NEAR, KT_SENSE_PRODUCT))
                return false;
        }
    return true;
}

void kt_note_goods(kt_reading *r, int32_t title, int32_t body)
{
    enum { LEAD = 40, FAR = 4000 };
    int n_flows = 0;
    r->d.goods[0] = '\0';
    if (!kt_is_anywhere(r, KT_SENSE_PRODUCT))
        return;
    const census all = count_goods(r, 0, FAR), of_title = count_goods(r, title, body),
                 of_lead = count_goods(r, body, body + LEAD);
    const char *in_title = only_one(&of_title), *in_lead = only_one(&of_lead);
    const int n_title = in_title ? all.n[chapter_of(in_title)] : 0;
    const int n_lead = in_lead ? all.n[chapter_of(in_lead)] : 0;
    if (!flows_are_beside_goods(r, title, body, &n_flows))
        return;
    if (n_title >= 2 && 2 * n_title >= all.n_all) {
        kt_set_product(r->d.goods, in_title);
        r->d.goods_sure = n_flows > 0 || (n_title >= 3 && 3 * n_title >= 2 * all.n_all);
    } else if (!in_title && n_lead >= 3 && 3 * n_lead >= 2 * all.n_all) {
        kt_set_product(r->d.goods, in_lead);
    }
}

/* "Total exports", "the foreign trade": of all goods. */
static bool is_of_all(const kt_reading *r, const kt_part *part)
{
    return kt_is_whole(r, part->first, part->last) ||
           kt_mark_within(r, part->first, part->last, KT_SENSE_ALL) ||
           kt_mark_within(r, part->first, part->last, KT_SENSE_GOODS) ||
           kt_mark_within(r, part->first, part->last, KT_SENSE_FOREIGN) ||
           (part->before && part->before->known && !part->before->product[0] &&
            (part->before->measure == KT_MEASURE_TURNOVER || /* "of which exports were" */
             kt_is_whole(r, r->first,
                         part->first) || /* "total imports rose 5 %, to 8 billion" */
             kt_mark_within(r, r->first, part->first, KT_SENSE_ALL)));
}

/* "Exports of periscopes to Chile", "sold periscopes to Chile": many of what means nothing to
 * the reader, before whither or whence, in English. */
static bool trades_unknown_goods(const kt_reading *r, int32_t first, int32_t last)
{
    static const kt_sense flows[] = {KT_SENSE_EXPORT, KT_SENSE_IMPORT, KT_SENSE_SELL,
                                     KT_SENSE_BUY};
    for (int32_t t = first + 1; t + 1 < last && r->tongue == 1; t++) {
        const kt_token *noun = kt_token_at(r->tokens, t);
        const char *word = kt_token_word(r->tokens, t);
        if (noun->kind != KT_TOKEN_WORD || noun->size < 6 || word[strlen(word) - 1] != 's' ||
            (noun->flags & KT_TOKEN_CAPITAL) || kt_is_marked(r, t) ||
            !(kt_mark_at(r, t + 1, KT_SENSE_TO) || kt_mark_at(r, t + 1, KT_SENSE_FROM)))
            continue;
        const bool of = kt_word_at(r, t - 1, "of");
        for (size_t n = 0; n < sizeof flows / sizeof *flows; n++)
            if ((n < 2) == of && kt_mark_before(r, of ? t - 1 : t, flows[n]))
                return true;
    }
    return false;
}

/* A noun by its ending that means nothing to the reader, in English: not an adjective. */
static bool is_unknown_good(const kt_reading *r, int32_t t)
{
    static const char *const endings[] = {"al",  "ing", "ed",  "er",   "est",   "ic",   "ive",
                                          "ous", "ly",  "ary", "ent",  "ant",   "ward", "wide",
                                          "way", "ble", "ian", "less", "ional", "ory",  "ier"};
    static const char *const others[] = {
        "main",      "core",     "whole",     "entire",  "strong",  "weak",  "robust",
        "slow",      "future",   "border",    "state",   "trade",   "world", "house",
        "recent",    "fresh",    "their",     "that",    "such",    "these", "those",
        "which",     "states",   "countries", "members", "around",  "about", "firms",
        "companies", "partners", "nations",   "almost",  "between", "just"};
    const kt_token *noun = kt_token_at(r->tokens, t);
    const char *word = kt_token_word(r->tokens, t);
    if (noun->kind != KT_TOKEN_WORD || noun->size < 5 || kt_is_marked(r, t) ||
        ((noun->flags & KT_TOKEN_CAPITAL) && t > r->first) || KT_IS_ONE_OF(r, t, others))
        return false;
    for (size_t n = 0; n < sizeof endings / sizeof *endings; n++)
        if (kt_ends_in(word, endings[n]))
            return false;
    return true;
}

/* "Peru's quinoa exports", "a rise in quinoa exports", "exports of quinoa": what means nothing
 * to the reader stands where a good would, in English. */
static bool flows_of_unknown(const kt_reading *r, int32_t first, int32_t last)
{
    for (int32_t t = first; t < last && r->tongue == 1; t++) {
        if (!(kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT)))
            continue;
        const bool whose = (kt_word_at(r, t - 2, "s") && kt_sign_at(r, t - 3, "'")) ||
                           kt_mark_at(r, t - 2, KT_SENSE_ADJECTIVE) ||
                           kt_mark_at(r, t - 2, KT_SENSE_ITS) || kt_word_at(r, t - 2, "in") ||
                           t - 1 == r->first;
        if ((whose && is_unknown_good(r, t - 1)) ||
            (kt_word_at(r, t + 1, "of") && is_unknown_good(r, t + 2)))
            return true;
    }
    return false;
}

/* "Больше всех удобрений закупила Польша, следом идет Германия": nothing names another flow. */
static bool goes_on(const kt_reading *r, const kt_part *part)
{
    const bool part_of_all = r->n_claims > 0 && /* "13% of it were cables. Bought were ..." */
                             r->claim[r->n_claims - 1].kind == KT_CLAIM_SHARE;
    return r->d.frame.known && r->d.frame_block == r->block && !part_of_all &&
           !kt_mark_within(r, part->first, part->last, KT_SENSE_EXPORT) &&
           !kt_mark_within(r, part->first, part->last, KT_SENSE_IMPORT);
}

/* The country's whole trade, or all trade of two. */
static bool tells_all(const kt_reading *r, const kt_stated *s, const kt_part *part,
                      const kt_frame *frame)
{
    if (frame->measure == KT_MEASURE_TURNOVER)
        return s->kind == KT_AMOUNT_MONEY;
    return frame->measure != KT_MEASURE_BALANCE && frame->b == KT_PLACE_WORLD &&
           frame->a == r->d.main && kt_is_whole(r, part->first, part->last);
}

void kt_take_goods(kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *frame)
{
    enum { BEHIND = 6 }; /* "a 27 percent rise in quinoa exports" */
    const bool flow =
        frame->measure == KT_MEASURE_EXPORT || frame->measure == KT_MEASURE_IMPORT;
    const kt_mark *named = kt_sign_at(r, s->first - 1, "(") /* "machines (28%), metals (24%)" */
                               ? kt_mark_before(r, s->first - 1, KT_SENSE_PRODUCT)
                               : NULL;
    if (s->kind != KT_AMOUNT_RANK)
        kt_take_goods_of_trade(r, s, part, frame);
    if (flow && named)
        kt_set_product(frame->product, named->meaning.text);
    else if (flow && (((!frame->product[0] || r->tongue == 1) && is_share_of_unknown(r, s)) ||
                      kt_is_next_unknown(r, s)))
        kt_set_product(frame->product, KT_UNKNOWN_GOODS);
    if (flow && !r->title && !r->d.goods_sure) { /* the first amount is of it, or none is */
        r->d.goods_sure = 1;
        if (chapter_of(frame->product) != chapter_of(r->d.goods))
            r->d.goods[0] = '\0';
    }
    if (flow && !frame->product[0] && frame->basis == KT_BASIS_GOODS && !is_of_all(r, part)) {
        const bool listed = r->d.list_goods[0] && r->d.list_goods_block == r->block &&
                            r->d.list_goods_of == frame->a && frame->b != KT_PLACE_WORLD &&
                            r->d.list_goods_measure == frame->measure;
        kt_set_product(frame->product, listed             ? r->d.list_goods
                                       : goes_on(r, part) ? r->d.frame.product
                                                          : r->d.goods);
        if (!frame->product[0])
            kt_set_product(frame->product, r->d.goods);
        if (!frame->product[0] &&
            (names_unknown_goods(r, s) || trades_unknown_goods(r, part->first, s->first) ||
             flows_of_unknown(r, part->first, s->first) ||
             flows_of_unknown(r, s->last, s->last + BEHIND) ||
             (r->tongue == 1 && kt_sign_at(r, s->first - 1, "(") && /* "molybdenum ($9 mn)" */
              is_unknown_good(r, s->first - 2))))
            kt_set_product(frame->product, KT_UNKNOWN_GOODS);
    }
    if (!r->title && !frame->product[0] && tells_all(r, s, part, frame))
        r->d.goods[0] = '\0'; /* "all in all, the country's exports": of all goods again */
    if (kt_is_of_other_goods(r, s, part))
        kt_set_product(frame->product, KT_UNKNOWN_GOODS);
    if (flow && frame->b == KT_PLACE_WORLD) { /* what is only an example is of no list */
        const bool example = kt_mark_within(r, part->first, s->first, KT_SENSE_EXAMPLE);
        kt_set_product(r->d.list_goods, example ? "" : frame->product);
        r->d.list_goods_of = frame->a;
        r->d.list_goods_measure = frame->measure;
        r->d.list_goods_block = r->block;
    }
}
