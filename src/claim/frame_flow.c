/* frame_flow.c: from whom to whom an export or an import goes.
 *
 *     exporter   "from X"; of an export whose it is; of an import whose goods they are
 *     importer   "to X"; of an import whose it is
 *
 * and what is left open comes from the amount before, from the rest of the sentence, or from
 * what the article is about (left_open.c). */
#include "trade_flow.h"

#include <string.h>

static bool is_reverse(const kt_reading *r, const kt_part *part)
{
    const kt_stated *s = r->now;
    int32_t from = part->before ? part->first : r->first;
    if (r->tongue == 1 && part->before && part->before->known && s > r->stated &&
        s < r->stated + r->n_stated && s[-1].last > from)
        from = s[-1].last; /* "imports went the other way, falling 12 percent to 2 billion" */
    return kt_mark_within(r, from, part->last, KT_SENSE_REVERSE) != NULL;
}

/* "Поставки из Чили в Перу выросли. | Поставки в обратном направлении сократились": against the
 * flow told of last, in a new paragraph too; NULL. */
static const kt_frame *flow_reversed(const kt_reading *r, const kt_part *part)
{
    const kt_frame *last = &r->d.frame;
    const bool flow = last->measure == KT_MEASURE_EXPORT || last->measure == KT_MEASURE_IMPORT;
    return is_reverse(r, part) && !(part->before && part->before->known) && flow &&
                   last->known && r->block - r->d.frame_block <= 1 &&
                   kt_place_is_country(last->a) && kt_place_is_country(last->b)
               ? last
               : NULL;
}

/* Beside a noun of partners the country named is the partner of the article's own country, or
 * of the one whose partner it is called; 0. */
static kt_place named_as_partner(const kt_reading *r, const kt_ends *e, kt_place whose,
                                 bool export_like)
{
    const bool of_main = export_like && e->source == whose; /* "market for our goods" */
    if (!whose || e->with || (e->source && !of_main) ||
        !(kt_mark_within(r, r->first, r->last, KT_SENSE_PARTNER) ||
          kt_mark_within(r, r->first, r->last,
                         export_like ? KT_SENSE_BUYER : KT_SENSE_SUPPLIER)))
        return 0;
    const kt_place named = kt_first_owner(e, whose);
    if (named && (named != e->attached || whose != r->d.main))
        return named;
    return 0;
}

/* "Total exports", "Gesamteinfuhren": the word for all stands in the flow's or before it. */
bool kt_is_total(const kt_reading *r, const kt_part *part)
{
    for (int32_t t = part->first; t < part->last; t++)
        if (kt_mark_at(r, t, KT_SENSE_ALL) && r->tongue == 0 &&
            !kt_mark_within(r, t - 3, t, KT_SENSE_PERCENT) && /* "12 % der Gesamtausfuhren" */
            (kt_mark_at(r, t, KT_SENSE_EXPORT) || kt_mark_at(r, t, KT_SENSE_IMPORT)))
            return true;
    return false;
}

/* "Китай нарастил экспорт", in a list of Brazil's suppliers: thither; 0. */
static kt_place owner_of_list(const kt_reading *r, kt_place known, bool exports)
{
    kt_measure measure;
    const kt_place owner = kt_list_owner(r, &measure);
    const bool fits = measure == (exports ? KT_MEASURE_IMPORT : KT_MEASURE_EXPORT);
    return owner && owner != known && fits ? owner : 0;
}

/* "Kenya's exports to Uganda fell. Tanzania took goods worth 24 million": what another country
 * takes in a report on exports it takes of the reporter; what it "imported" only where others
 * are listed before it. */
static bool takes_of_main(const kt_reading *r, const kt_part *part, kt_place known)
{
    if (!r->d.main || known == r->d.main || !kt_place_is_country(known) || !r->d.frame.known ||
        r->d.frame.measure != KT_MEASURE_EXPORT || r->d.frame.a != r->d.main ||
        r->block - r->d.frame_block > 1)
        return false;
    const bool listed = r->block == r->d.frame_block && kt_place_is_country(r->d.frame.b);
    return kt_mark_within(r, part->first, part->last, KT_SENSE_BUY) &&
           (listed || !kt_mark_within(r, part->first, part->last, KT_SENSE_IMPORT));
}

/* "Перу экспортировала в Чили рыбы на 10 млн. За полугодие поставки составили 35 млн", "Exporte
 * Perus nach Chile stiegen. Der Export von Erz stieg um 5 Prozent, die Holzlieferungen um 9":
 * by the one that was told of, though the report is by the buyer. The flow that it goes on
 * from. */
static const kt_frame *goes_on_with_other(const kt_reading *r, const kt_part *part,
                                          bool export_like)
{
    const bool here = part->before && part->before->known;
    const kt_frame *last = here ? part->before : &r->d.frame;
    const int32_t far = kt_mark_within(r, part->first, part->last, KT_SENSE_PRODUCT) ? 1 : 0;
    const kt_measure measure = export_like ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
    return last->known && last->measure == measure && last->b == r->d.main &&
                   r->n_mentions == 0 && !is_reverse(r, part) &&
                   (here || (r->block - r->d.frame_block <= far && r->d.last_was_claim)) &&
                   !kt_is_whole(r, part->first, part->last)
               ? last
               : NULL;
}

/* "Поставки из России в Египет составляли 540 млн. Закупки выросли": of the same flow, in
 * Russian. */
static bool goes_on_buying(const kt_reading *r, const kt_part *part, bool export_like)
{
    bool purchases = false;
    if (r->tongue != 2 || export_like || (part->before && part->before->known) ||
        !r->d.frame.known || r->d.frame.measure != KT_MEASURE_EXPORT || r->n_mentions > 0 ||
        r->block - r->d.frame_block > 1 || r->d.frame.b == KT_PLACE_WORLD)
        return false;
    for (int32_t t = part->first; t < part->last; t++)
        purchases |= kt_starts_with(r, t, "закуп");
    return purchases && !is_reverse(r, part);
}

/* "Всего мы продали вам на 5 млрд", in Russian: to the one who asks. */
static bool is_to_you(const kt_reading *r)
{
    static const char *const words[] = {"вам", "вами", "вас", "нам", "нами"};
    for (int32_t t = r->first; t < r->last && r->tongue == 2; t++)
        if (KT_IS_ONE_OF(r, t, words))
            return true;
    return false;
}

/* "Китай закупил за рубежом", in Russian. */
static bool is_abroad(const kt_reading *r, const kt_part *part)
{
    static const char *const words[] = {"рубежом", "рубежа", "границей", "границы"};
    for (int32_t t = part->first + 1; t < part->last && r->tongue == 2; t++)
        if (kt_word_at(r, t - 1, "за") && KT_IS_ONE_OF(r, t, words))
            return true;
    return false;
}

/* "Chile's exports to Peru rose 5 percent and Brazil's 3 percent", "Chile sold goods worth 3
 * billion to Peru, Brazil 2 billion": another one's in the same direction, in English; 0. */
static kt_place end_of_same(const kt_reading *r, const kt_part *part, kt_place known,
                            bool export_like)
{
    const kt_frame *last = part->before;
    const kt_measure measure = export_like ? KT_MEASURE_EXPORT : KT_MEASURE_IMPORT;
    if (r->tongue != 1 || !last || !last->known || last->measure != measure || !last->a_named ||
        last->a == known || last->b == known || !kt_place_is_country(last->b))
        return 0;
    bool named = false;
    for (int n = 0; n < r->n_mentions; n++)
        named |= r->mention[n].place == last->b && r->mention[n].first < part->first;
    if (!named)
        return 0;
    for (int n = 0; n < r->n_mentions; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->place == known && m->first >= part->first && m->first < part->last &&
            !m->office && !m->adjective &&
            (m->role == KT_ROLE_OWNER || (export_like && m->role == KT_ROLE_FROM)))
            return last->b;
    }
    return 0;
}

/* The ends that are not named: from the discourse, or the other one of the one known. */
static bool fill_ends(const kt_reading *r, const kt_part *part, bool verb, bool export_like,
                      kt_place *exporter, kt_place *importer)
{
    kt_place x = *exporter, m = *importer;
    const kt_frame *told = !x && !m ? goes_on_with_other(r, part, export_like) : NULL,
                   *against = !x && !m ? flow_reversed(r, part) : NULL;
    if (against) {
        const bool export = against->measure == KT_MEASURE_EXPORT;
        x = export ? against->b : against->a;
        m = export ? against->a : against->b;
    } else if (told) {
        x = export_like ? told->a : told->b;
        m = export_like ? told->b : told->a;
    } else if (!x && !m && goes_on_buying(r, part, export_like)) {
        x = r->d.frame.a;
        m = r->d.frame.b;
    } else if (!x && !m) {
        kt_place a = 0, b = 0;
        if (r->d.main && kt_is_total(r, part)) {
            a = r->d.main;
            b = KT_PLACE_WORLD;
        } else if (!kt_open_pair(r, part, &a, &b)) {
            return false;
        }
        if (!verb && !part->before && kt_is_whole(r, part->first, part->last) &&
            !kt_mark_within(r, part->first, part->last, KT_SENSE_BOTH) && r->d.main &&
            !(r->tongue == 2 && kt_place_is_country(r->d.partner))) {
            a = r->d.main; /* "overall, exports fell": with all partners */
            b = KT_PLACE_WORLD;
        }
        const bool was_import = part->before ? part->before->measure == KT_MEASURE_IMPORT
                                             : r->d.frame.measure == KT_MEASURE_IMPORT;
        const bool turned = r->tongue == 0 && part->before && part->before->known &&
                            was_import != export_like; /* by the amount before it */
        const bool reverse = is_reverse(r, part) && !turned;
        const bool as_export = reverse                                      ? was_import
                               : was_import && kt_names_deliveries(r, part) ? false
                                                                            : export_like;
        const bool twice =
            !verb && !is_reverse(r, part) &&
            kt_is_told_before(r, part, as_export ? a : b, as_export ? b : a, export_like);
        x = as_export != twice ? a : b;
        m = as_export != twice ? b : a;
    } else if (!x || !m) {
        const kt_place known = x ? x : m;
        const bool brought = x && x != r->d.main && kt_names_deliveries(r, part);
        const bool owner = (export_like ? x != 0 : m != 0) && !brought;
        kt_place other = 0;
        if (owner && kt_is_whole(r, part->first, part->last) &&
            (!part->before || kt_is_total(r, part)) &&
            (!verb || is_abroad(r, part) ||
             (r->tongue != 0 && !is_to_you(r) &&
              kt_mark_within(r, r->first, r->first + 2, KT_SENSE_ALL))))
            other = KT_PLACE_WORLD; /* "in total, Ireland exported" */
        if (!other && owner && !export_like && takes_of_main(r, part, known))
            other = r->d.main;
        if (!other && owner)
            other = end_of_same(r, part, known, export_like);
        if (!other && !(part->before && part->before->known))
            other = owner_of_list(r, known, x != 0);
        if (!other)
            other = kt_other_end(r, known, !owner, part);
        if (x)
            m = other;
        else
            x = other;
    }
    *exporter = x;
    *importer = m;
    return true;
}

/* "Germany received exports of 21 billion": whither they went. */
static bool receives(const kt_reading *r, const kt_topic *t, kt_place place)
{
    static const char *const verbs[] = {"received", "receives",  "receiving", "absorbed",
                                        "absorbs",  "accounted", "took",      "takes"};
    for (int n = 0; n < r->n_mentions && r->tongue == 1; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->place != place || m->role != KT_ROLE_OWNER || m->last > t->first)
            continue;
        for (int32_t p = m->last; p < t->first && p < m->last + 3; p++)
            for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++)
                if (kt_word_at(r, p, verbs[v]))
                    return true;
    }
    return false;
}

/* "Russland lieferte dem Iran", "China verkaufte Russland", not "dem Iran lieferte Russland":
 * where a name behind a German verb begins, its article too. */
static int32_t dative_at(const kt_reading *r, const kt_mention *m)
{
    static const char *const articles[] = {"dem", "den", "der", "the"};
    return m->first - KT_IS_ONE_OF(r, m->first - 1, articles);
}

/* "Больше всего товаров Казахстану продали Россия и Китай", "стране продали": to whom, before
 * the verb, where who sells stands behind it; 0. In Russian. */
static kt_place given_before(const kt_reading *r, const kt_topic *t)
{
    static const char *const words[] = {"стране", "республике", "государству", "королевству"};
    kt_place given = 0;
    for (int n = 0; n < r->n_mentions && r->tongue == 2; n++) {
        const kt_mention *m = &r->mention[n];
        const kt_mark *name = kt_mark_at(r, m->first, KT_SENSE_COUNTRY);
        if (m->adjective || m->office || m->role == KT_ROLE_IN)
            continue;
        if (m->last == t->first && (KT_IS_ONE_OF(r, m->first, words) ||
                                    (name && name->meaning.name_form == KT_NAME_DATIVE)))
            given = m->place;
        else if (given && m->first >= t->last && m->place != given)
            return m->role == KT_ROLE_OWNER ? given : 0;
    }
    return 0;
}

/* A bare name right behind a verb of selling, another one before it: to whom; "Saudi Arabia
 * sold Brazil goods worth 5 million". */
static bool is_recipient(const kt_reading *r, const kt_topic *t, const kt_ends *e)
{
    bool before = false, behind = false;
    const bool sells = t->sense == KT_SENSE_SELL || kt_mark_at(r, t->first, KT_SENSE_SELL);
    static const char *const verbs[] = {"sold",       "sells",      "supplied",    "supplies",
                                        "supplying",  "lieferte",   "lieferten",   "verkaufte",
                                        "verkauften", "belieferte", "belieferten", "beliefert"};
    bool gives = r->tongue == 2;
    for (size_t n = 0; n < sizeof verbs / sizeof *verbs; n++)
        gives |= kt_word_at(r, t->first, verbs[n]);
    for (int n = 0; n < r->n_mentions && gives && sells; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role != KT_ROLE_OWNER || m->adjective || m->office || m->pronoun)
            continue;
        before |= m->last <= t->first && m->place != e->attached &&
                  !kt_word_at(r, dative_at(r, m), "dem") &&
                  !kt_word_at(r, dative_at(r, m), "den");
        behind |= dative_at(r, m) == t->last && m->place == e->attached;
    }
    return before && behind;
}

/* "In der gesamten EU", not "Exporte in EU-Länder": where, not whither. */
static bool is_place_of(const kt_reading *r, const kt_part *part, kt_place place)
{
    for (int n = 0; n < r->n_mentions && r->tongue == 0; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->first >= part->first && m->first < part->last && m->place == place &&
            m->role == KT_ROLE_IN)
            return kt_word_at(r, m->first - 1, "der") || kt_word_at(r, m->first - 2, "der");
    }
    return false;
}

/* "The EU accounted for 4.2 billion of total imports": the partner of the article's country, in
 * English; 0. */
static kt_place accounted_for(const kt_reading *r, bool export_like)
{
    enum { NEAR = 9 };
    const int32_t now = r->now ? r->now->first : 0;
    const int32_t end = r->now && r->now->last + NEAR < r->last ? r->now->last + NEAR : r->last;
    kt_place found = 0;
    if (r->tongue != 1 || !now || !kt_word_at(r, now - 1, "for") ||
        !(kt_word_at(r, now - 2, "accounted") || kt_word_at(r, now - 2, "accounting") ||
          kt_word_at(r, now - 2, "accounts")) ||
        !kt_mark_within(r, r->now->last, end, KT_SENSE_ALL) ||
        !kt_mark_within(r, r->now->last, end, export_like ? KT_SENSE_EXPORT : KT_SENSE_IMPORT))
        return 0;
    for (int n = 0; n < r->n_mentions; n++)
        if (r->mention[n].last < now && r->mention[n].place != r->d.main &&
            !r->mention[n].adjective && !r->mention[n].office &&
            r->mention[n].role != KT_ROLE_RIVAL)
            found = r->mention[n].place;
    return r->d.main ? found : 0;
}

/* "Россия осталась крупнейшим рынком Чехии, закупив товаров на 4 млрд": the subject of the
 * sentence has done what a Russian participle tells; 0. */
static kt_place done_by(const kt_reading *r, const kt_topic *t)
{
    const char *word = kt_token_word(r->tokens, t->first);
    const size_t size = strlen(word), end = strlen("в");
    if (r->tongue != 2 || !kt_sign_at(r, t->first - 1, ",") || size <= 2 * end ||
        strcmp(word + size - end, "в") != 0 ||
        !(kt_mark_within(r, r->first, t->first, KT_SENSE_PARTNER) ||
          kt_mark_within(r, r->first, t->first, KT_SENSE_BUYER) ||
          kt_mark_within(r, r->first, t->first, KT_SENSE_SUPPLIER)))
        return 0;
    for (int n = 0; n < r->n_mentions && r->mention[n].last <= t->first; n++) {
        const kt_mention *m = &r->mention[n];
        if (m->role == KT_ROLE_OWNER && !m->office)
            return m->adjective || m->genitive || m->pronoun ? 0 : m->place;
    }
    return 0;
}

/* The first country that the sentence names but this one; 0. */
static kt_place first_named_but(const kt_reading *r, kt_place but)
{
    for (int n = 0; n < r->n_mentions; n++)
        if (!r->mention[n].office && r->mention[n].place != but)
            return r->mention[n].place;
    return 0;
}

/* "Japan was its top export market, buying goods for 866 million": the partner's purchases, in
 * English. */
static bool is_bought_by_partner(const kt_reading *r, const kt_topic *t)
{
    static const char *const words[] = {"buying", "purchasing", "importing", "purchases",
                                        "taking"};
    for (size_t n = 0; n < sizeof words / sizeof *words && r->tongue == 1; n++)
        if (kt_word_at(r, t->first, words[n]))
            return kt_mark_within(r, r->first, t->first, KT_SENSE_BUYER) != NULL;
    return false;
}

/* Exporter and importer of an export or import. */
bool kt_find_flow(const kt_reading *r, const kt_part *part, const kt_topic *t, const kt_ends *e,
                  bool export_like, kt_place *exporter, kt_place *importer)
{
    const kt_place doer = done_by(r, t);
    const bool verb = t->sense == KT_SENSE_SELL || t->sense == KT_SENSE_BUY ||
                      t->sense == KT_SENSE_GOODS || t->sense == KT_SENSE_SERVICES;
    kt_place x = e->from, m = e->to;
    const kt_place part_of_all = accounted_for(r, export_like);
    if (part_of_all) {
        x = export_like ? r->d.main : part_of_all;
        m = export_like ? part_of_all : r->d.main;
    }
    const kt_place called = kt_called_partner_of(r);
    const kt_place whose = called ? called : r->d.main;
    if (!export_like && !x && !m && is_bought_by_partner(r, t)) {
        m = named_as_partner(r, e, whose, true);
        x = m ? whose : 0;
    }
    const kt_place partner = !x && !m ? named_as_partner(r, e, whose, export_like) : 0;
    const kt_place supplier = export_like && !x && !m && r->tongue != 2 && !partner
                                  ? named_as_partner(r, e, whose, false)
                                  : 0;
    if (doer && !x && !m) {
        const kt_place other = doer != r->d.main ? r->d.main : first_named_but(r, doer);
        x = export_like ? doer : other;
        m = export_like ? other : doer;
    } else if (supplier) { /* "China was its largest supplier, with shipments of 3 billion" */
        x = supplier;
        m = whose;
    } else if (partner) { /* "with exports of 6 billion China is its biggest destination" */
        x = export_like ? whose : partner;
        m = export_like ? partner : whose;
    } else if (export_like && given_before(r, t)) {
        m = m ? m : given_before(r, t);
        x = x ? x : kt_first_owner(e, m);
    } else if (export_like && is_recipient(r, t, e)) {
        m = m ? m : e->attached; /* "Россия поставила Белоруссии товаров" */
        x = x ? x : kt_first_owner(e, m);
    } else if (export_like) {
        if (!x && !verb && kt_is_bloc(e->in) && !e->attached && e->n_owners == 0 &&
            is_place_of(r, part, e->in))
            x = e->in; /* "in der EU fielen die Exporte" */
        if (!x && !m && !verb && r->tongue == 0 && kt_place_is_country(e->in) &&
            !kt_is_bloc(e->in) && !e->attached && e->n_owners == 0 && !e->source &&
            (!r->d.main || r->d.main == e->in))
            x = e->in; /* "der Export von Waren in Belarus" */
        if (!x)
            x = e->attached && e->attached != m ? e->attached : kt_first_owner(e, m);
        if (!x)
            x = e->source;
        if (x && !m && !verb && receives(r, t, x)) {
            m = x;
            x = 0;
        }
        if (!m)
            m = e->with;
        if (!m && (verb || kt_is_bloc(kt_first_owner(e, x))))
            m = kt_first_owner(e, x);
        if (!m && e->in && e->in != x)
            m = e->in;
    } else {
        if (!x && e->attached_behind)
            x = e->attached;
        if (!x)
            x = e->source;
        if (!m && !e->attached_behind && e->attached && e->attached != x)
            m = e->attached;
        if (!m)
            m = kt_first_owner(e, x);
        if (!x)
            x = e->with;
        if (!x && verb)
            x = e->in && e->in != m ? e->in : 0;
        if (!x && verb && e->n_owners > 1)
            x = kt_first_owner(e, m);
        if (!m && e->in && e->in != x)
            m = e->in;
    }
    if (x && x == m)
        x = e->from ? e->from : 0;
    if (x == m)
        m = 0;
    if ((!x || !m) && !fill_ends(r, part, verb, export_like, &x, &m))
        return false;
    *exporter = x;
    *importer = m;
    return x != m;
}
