/* carry_on.c: what an amount takes over from the one before: its flow, with ends that are named
 * anew, where the sentence only goes on. */
#include "trade_flow.h"

/* A verb of rising, falling or reaching. */
static bool moves_at(const kt_reading *r, int32_t t)
{
    return t >= r->first && t < r->last &&
           (kt_mark_at(r, t, KT_SENSE_UP) || kt_mark_at(r, t, KT_SENSE_DOWN) ||
            kt_mark_at(r, t, KT_SENSE_RISE_TO));
}

static bool is_elliptic(const kt_reading *r, const kt_part *part)
{
    static const char *const words[] = {"sie", "er", "diese", "dieser", "dieses"};
    if (kt_mark_within(r, r->first, part->last, KT_SENSE_IT))
        return true;
    for (int32_t t = r->first; t < part->last && r->tongue == 0; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]) && (moves_at(r, t - 1) || moves_at(r, t + 1)))
                return true; /* "Im Januar fielen sie um 40 %" */
    return false;
}

/* What a goal is set for, or what is spoken of again in a new paragraph, is the trade of the
 * two, though one direction of it was told last. */
static kt_frame trade_again(const kt_reading *r, const kt_stated *s, const kt_frame *last)
{
    const bool again = kt_goal_within(r, r->first, r->last) || r->block != r->d.frame_block;
    const bool figure = r->block != r->d.frame_block && /* "the figure grew by a third" */
                        r->d.trade_block == r->d.frame_block &&
                        kt_mark_within(r, r->first, s->first, KT_SENSE_IT);
    if ((s->kind != KT_AMOUNT_MONEY && !figure) || last->measure == KT_MEASURE_TURNOVER ||
        !again || !r->d.trade.known || r->block - r->d.trade_block > 2 || kt_is_listed(r, s) ||
        kt_mark_within(r, r->first, s->first, KT_SENSE_PRODUCT))
        return *last;
    return r->d.trade;
}

/* The frame of the last claim; in a new paragraph about the article's own partner again. */
static kt_frame frame_of_before(const kt_reading *r, const kt_stated *s)
{
    kt_frame frame = trade_again(r, s, &r->d.frame);
    const bool figure =
        kt_word_at(r, r->first, "this") &&
        (kt_word_at(r, r->first + 1, "figure") || kt_word_at(r, r->first + 1, "amount"));
    const bool again = /* "However, it also reflected a 30 % fall": what was told last */
        r->tongue == 1 &&
        (figure || kt_word_at(r, r->first, "it") || kt_word_at(r, r->first + 2, "it"));
    if (again || r->block == r->d.frame_block || kt_is_listed(r, s) || !r->d.partner ||
        !r->d.main || frame.b == r->d.partner || frame.a == r->d.partner)
        return frame;
    if (frame.b == r->d.main && frame.measure == KT_MEASURE_IMPORT)
        frame.measure = KT_MEASURE_EXPORT; /* "Chile took 2 million": what main exported */
    else if (frame.b == r->d.main && frame.measure == KT_MEASURE_EXPORT)
        frame.measure = KT_MEASURE_IMPORT;
    frame.a = r->d.main;
    frame.b = r->d.partner;
    return frame;
}

/* The frame is the article's own country's, and the owners named are others. */
static bool with_main(const kt_reading *r, const kt_frame *frame, const kt_ends *e)
{
    for (int n = 0; n < e->n_owners; n++)
        if (e->owner[n] == r->d.main)
            return false;
    return r->d.main && (frame->a == r->d.main || frame->b == r->d.main);
}

kt_place kt_nearest_before(const kt_reading *r, const kt_stated *s)
{
    kt_place found = 0;
    int32_t first = r->first;
    for (int n = 0; n < r->n_stated && r->stated[n].last <= s->first; n++)
        first = r->stated[n].last;
    for (int n = 0; n < r->n_mentions && r->mention[n].last <= s->first; n++)
        if (r->mention[n].first >= first && !r->mention[n].office &&
            (r->mention[n].role == KT_ROLE_OWNER ||
             (kt_word_at(r, r->mention[n].first - 1, "vom") &&
              kt_word_at(r, r->mention[n].first - 2, "gefolgt"))))
            found = r->mention[n].place;
    return found;
}

/* Only the end is named that was the other one's: "поставки в Чили – 2 млрд, в Перу – 1 млрд".
 */
static bool is_turned(const kt_reading *r, const kt_ends *e, const kt_frame *f)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].sense == KT_SENSE_CAPITAL && r->mention[n].place == e->to)
            return false; /* "730 Millionen flossen nach Baku" */
    if (e->n_owners || e->with || e->n_between || (e->to && e->from))
        return false;
    return (f->measure == KT_MEASURE_EXPORT && (e->from ? e->from == f->b : e->to == f->a)) ||
           (f->measure == KT_MEASURE_IMPORT && (e->from ? e->from == f->a : e->to == f->b));
}

/* "Chile's wine exports rose. In Peru they fell", "In Peru gab es ein Plus": the market that
 * the exports just told of go to; a country, no capital where somebody speaks. */
static bool is_market(const kt_reading *r, const kt_ends *e, const kt_frame *f)
{
    bool country = false;
    for (int n = 0; n < r->n_mentions; n++)
        country |= r->mention[n].place == e->in && r->mention[n].role == KT_ROLE_IN &&
                   r->mention[n].sense == KT_SENSE_COUNTRY;
    return country && f->measure == KT_MEASURE_EXPORT && f->a == r->d.main && e->in != f->a &&
           (e->n_owners == 0 || (e->n_owners == 1 && e->owner[0] == f->a));
}

/* "Chile's exports to Peru rose 3 percent and Brazil's 4 percent", "those from Brazil": who
 * else exports thither, in English; 0. */
static kt_place other_exporter(const kt_reading *r, const kt_stated *s, const kt_ends *e,
                               const kt_frame *last)
{
    const kt_place from = e->from && !e->to ? e->from : 0;
    const kt_place owner = e->n_owners == 1 && !e->to && !e->from ? e->owner[0] : 0;
    const kt_place place = from ? from : owner;
    if (r->tongue != 1 || last->measure != KT_MEASURE_EXPORT || !last->a_named || !place ||
        place == last->a || place == last->b || !kt_place_is_country(last->b))
        return 0;
    for (int n = 0; n < r->n_mentions && !from; n++)
        if (r->mention[n].place == owner && r->mention[n].last <= s->first &&
            !r->mention[n].genitive)
            return 0;
    return place;
}

/* The ends that the part names take the place of those of the frame that goes on. */
static void move_ends(const kt_reading *r, const kt_stated *s, const kt_ends *e, kt_frame *out)
{
    const bool flow = out->measure == KT_MEASURE_EXPORT || out->measure == KT_MEASURE_IMPORT;
    if (other_exporter(r, s, e, out)) {
        out->a = other_exporter(r, s, e, out);
    } else if (e->n_between == 2 && e->between[0] != e->between[1] && r->tongue == 1) {
        out->a = e->between[0]; /* "the volume between China and the Philippines" */
        out->b = e->between[1];
    } else if (e->to && e->from && e->to != e->from &&
               flow) { /* "из КНР в Россию - 6,6 млрд" */
        const bool export = out->measure == KT_MEASURE_EXPORT;
        out->a = export ? e->from : e->to;
        out->b = export ? e->to : e->from;
    } else if (e->to && e->to == out->a && e->n_owners == 1 && e->owner[0] == out->b && flow) {
        out->a = out->b; /* "Россия поставила на 1,8 млрд, а Белоруссия в РФ - на 1,2 млрд" */
        out->b = e->to;
    } else if (is_turned(r, e, out)) {
        const kt_place a =
            out->a; /* "exports from Peru were 2 billion, from Chile 1 billion" */
        out->a = out->b;
        out->b = a;
    } else if (e->from && out->measure == KT_MEASURE_EXPORT) {
        out->a = e->from;
    } else if (e->to && out->measure == KT_MEASURE_EXPORT) {
        out->b = e->to;
    } else if (e->to && e->to != out->b && out->measure == KT_MEASURE_IMPORT &&
               r->tongue == 2) {
        out->a = e->to; /* "импорт чая в Перу вырос на 5%, в Чили - на 6%" */
    } else if (e->from && out->measure == KT_MEASURE_IMPORT) {
        out->b = e->from;
    } else if (e->source && e->source == out->b && out->measure == KT_MEASURE_EXPORT) {
        out->b = out->a;
        out->a = e->source;
    } else if (e->in && e->in != out->a && out->measure == KT_MEASURE_IMPORT &&
               r->tongue == 2 && kt_is_listed(r, s)) {
        out->b = e->in; /* "закупает в Китае (8 млрд), Польше (3 млрд)" */
    } else if (is_market(r, e, out)) {
        out->b = e->in;
    } else if (e->with) {
        out->b = e->with != out->a ? e->with : out->b;
    } else if (e->n_owners >= 2 && with_main(r, out, e)) {
        /* partners of the same country: the one nearest before the amount */
        const kt_place partner = kt_nearest_before(r, s);
        if (out->a == r->d.main)
            out->b = partner ? partner : e->owner[0];
        else
            out->a = partner ? partner : e->owner[0];
    } else if (e->n_owners >= 2) {
        out->a = e->owner[0];
        out->b = e->owner[1];
    } else if (e->n_owners == 1 && e->owner[0] != out->a && e->owner[0] != out->b) {
        /* another country in the same place: "Poland 5 billion, Hungary 3 billion" */
        if (out->a != r->d.main && (out->b == r->d.main || out->a_named))
            out->a = e->owner[0];
        else
            out->b = e->owner[0];
    } else if (e->n_owners == 1 && e->owner[0] == out->b && out->a_named &&
               out->measure == KT_MEASURE_EXPORT && (r->tongue != 0 || !kt_is_listed(r, s))) {
        out->b = out->a;
        out->a = e->owner[0];
    }
}

/* "Turkey came next with 7.6 billion": another country in the same place. */
static bool is_with(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    if (!kt_mark_before(r, s->first, KT_SENSE_WITH))
        return false;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].first >= part->first && r->mention[n].last <= s->first &&
            r->mention[n].role == KT_ROLE_OWNER && !r->mention[n].office)
            return true;
    return false;
}

/* Nothing but the amount: a line of a table below its heading. */
static bool is_bare(const kt_reading *r, const kt_stated *s)
{
    return r->n_stated == 1 && (r->last - r->first) - (s->last - s->first) <= 2;
}

/* "Exports to Chile were 5 million, with 4 million coming the other way": behind the amount. */
static bool comes_back(const kt_reading *r, const kt_stated *s, const kt_part *part)
{
    enum { NEAR = 4 };
    const int32_t end = s->last + NEAR < r->last ? s->last + NEAR : r->last;
    return part->before && part->before->known && s->kind == KT_AMOUNT_MONEY &&
           kt_mark_within(r, s->last, end, KT_SENSE_REVERSE) != NULL;
}

/* A country is meant by "we" only. */
static bool is_ours(const kt_reading *r, const kt_part *part, kt_place place)
{
    bool ours = false;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->place != place || m->first < part->first || m->last > part->last)
            continue;
        if (m->sense != KT_SENSE_OUR)
            return false;
        ours = true;
    }
    return ours;
}

/* "Umgekehrt waren es 7,6 Milliarden": the other of the two flows, told once; not in English.
 */
static void turn_round(const kt_reading *r, const kt_stated *s, const kt_part *part,
                       kt_frame *out)
{
    int32_t from = part->first;
    for (int n = 0; n < r->n_stated && r->stated[n].last <= s->first; n++)
        from = r->stated[n].last > from ? r->stated[n].last : from;
    if (r->tongue == 1 || !kt_mark_within(r, from, s->first, KT_SENSE_REVERSE))
        return;
    if (out->measure == KT_MEASURE_EXPORT)
        out->measure = KT_MEASURE_IMPORT;
    else if (out->measure == KT_MEASURE_IMPORT)
        out->measure = KT_MEASURE_EXPORT;
}

/* "Он составил 5 млрд": the line below the headline speaks of what that does, in Russian. */
static bool is_of_title(const kt_reading *r, const kt_part *part)
{
    return r->tongue == 2 && r->d.title_frame.known && !r->d.frame.known &&
           r->block == r->d.title_block + 1 && is_elliptic(r, part);
}

/* "Der Hafen schlug 5 Prozent mehr Container um", "the harvest rose by 8 percent", "der Rubel
 * verlor 2 Prozent": the sentence begins with a noun that is none of trade, nor of a figure
 * ("the amount"); German nouns are told by their capital letter, in the other languages a verb
 * follows. */
static bool has_other_subject(const kt_reading *r, const kt_stated *s)
{
    enum { NEAR = 3 };
    static const char *const articles[] = {"der", "die", "das", "ein", "eine", "the"};
    int32_t t = r->first;
    bool article = r->tongue == 2;
    for (size_t n = 0; n < sizeof articles / sizeof *articles && r->tongue != 2; n++)
        if (kt_word_at(r, r->first, articles[n])) {
            article = true;
            t = r->first + 1;
        }
    const kt_mark *money = kt_mark_at(r, t, KT_SENSE_CURRENCY);
    if (article && !r->title && s == r->stated && money && money->first == t && t < s->first)
        return true;
    if (r->title || !article || s != r->stated || t >= s->first ||
        kt_token_at(r->tokens, t)->kind != KT_TOKEN_WORD ||
        (kt_is_marked(r, t) && !kt_is_other_business(r, t)) ||
        kt_token_at(r->tokens, t)->size < 4 ||
        (r->tongue == 0 && !(kt_token_at(r->tokens, t)->flags & KT_TOKEN_CAPITAL)))
        return false;
    for (int32_t p = t + 1; p < s->first; p++)
        if (kt_token_at(r->tokens, p)->kind == KT_TOKEN_SIGN)
            return false;
    return r->tongue == 0 || kt_mark_within(r, t + 1, t + 1 + NEAR, KT_SENSE_UP) ||
           kt_mark_within(r, t + 1, t + 1 + NEAR, KT_SENSE_DOWN);
}

/* "Der Überschuss sank auf 2 Milliarden. Die Gruppe der Fahrzeuge wuchs um 5 Prozent": goods
 * are no balance. In German. */
static bool is_of_goods(const kt_reading *r, const kt_stated *s)
{
    static const char *const words[] = {"warengruppe", "gütergruppe", "produktgruppe",
                                        "gruppe",      "sparte",      "segment"};
    for (int32_t t = r->first; t < s->first && r->tongue == 0; t++)
        for (size_t n = 0; n < sizeof words / sizeof *words; n++)
            if (kt_word_at(r, t, words[n]))
                return true;
    return false;
}

/* Nothing in the sentence names a flow: it speaks of what the one before spoke of. */
bool kt_carry_on(const kt_reading *r, const kt_stated *s, const kt_part *part, kt_frame *out)
{
    if (!(part->before && part->before->known) && has_other_subject(r, s))
        return false;
    const int32_t dashed = part->first - (kt_sign_at(r, part->first - 1, "-") ? 2 : 0);
    const int32_t goods_from = dashed > r->first ? dashed : r->first; /* "медь - 300 млн" */
    if (part->before && part->before->known)
        *out = *part->before;
    else if (r->d.frame.known && r->block - r->d.frame_block <= 2 &&
             (r->d.last_was_claim || kt_is_listed(r, s) ||
              (is_elliptic(r, part) && !r->d.last_was_other) || r->block == r->d.frame_block ||
              is_bare(r, s)) &&
             (is_bare(r, s) || is_with(r, s, part) || is_elliptic(r, part) || r->n_when > 0 ||
              kt_goal_within(r, r->first, part->last) || s->kind != KT_AMOUNT_MONEY || s->by ||
              kt_is_listed(r, s) || kt_mark_within(r, goods_from, s->first, KT_SENSE_PRODUCT)))
        *out = frame_of_before(r, s);
    else if (is_of_title(r, part))
        *out = r->d.title_frame;
    else
        return false;
    if (out->measure == KT_MEASURE_BALANCE && !part->before && is_of_goods(r, s))
        return false;
    kt_ends e = {0};
    const kt_topic nowhere = {.sense = KT_SENSE_NONE, .first = -100, .last = -100};
    kt_ends_gather(r, part->first, part->last, &nowhere, &e);
    if (r->tongue == 2 && e.n_owners == 1 && is_ours(r, part, e.owner[0]))
        e.n_owners = 0; /* "мы планируем увеличить показатель": the same flow */
    move_ends(r, s, &e, out);
    if (comes_back(r, s, part)) {
        const kt_place a = out->a;
        out->a = out->b;
        out->b = a;
    } else if (!e.to && !e.from) {
        turn_round(r, s, part, out);
    }
    const kt_topic own = {.first = goods_from, .last = goods_from};
    kt_frame product = {0};
    kt_find_product(r, s, &own, goods_from, &product);
    if (product.product[0])
        memcpy(out->product, product.product, sizeof out->product);
    return out->a != out->b || kt_is_bloc(out->a) || out->a == 0;
}
