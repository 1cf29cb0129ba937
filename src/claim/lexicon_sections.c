/* lexicon_sections.c: names of sections, and what may stand behind them. */
#include "lexicon_sections.h"

#include <string.h>

/* What stands behind the name. */
enum { NOTHING, NUMBER, TEXT, COUNTRY, MODIFIER };

static const struct section {
    const char *name;
    int takes;
} sections[KT_N_SENSES] = {
    [KT_SENSE_NONE] = {"", NOTHING},
    [KT_SENSE_NUMBER] = {"number", NUMBER},
    [KT_SENSE_SCALE] = {"scale", NUMBER},
    [KT_SENSE_AMOUNT] = {"amount", NUMBER},
    [KT_SENSE_ORDINAL] = {"ordinal", NUMBER},
    [KT_SENSE_FRACTION] = {"fraction", NUMBER},
    [KT_SENSE_TIMES] = {"times", NUMBER},
    [KT_SENSE_TIMES_WORD] = {"timesword", NOTHING},
    [KT_SENSE_GROW] = {"grow", NUMBER},
    [KT_SENSE_PERCENT] = {"percent", NOTHING},
    [KT_SENSE_POINTS] = {"points", NOTHING},
    [KT_SENSE_CURRENCY] = {"currency", TEXT},
    [KT_SENSE_MODIFIER] = {"modifier", MODIFIER},
    [KT_SENSE_AFTERWARD] = {"afterward", MODIFIER},
    [KT_SENSE_HEDGE] = {"hedge", MODIFIER},
    [KT_SENSE_BY] = {"by", NOTHING},
    [KT_SENSE_RANGE] = {"range", NOTHING},
    [KT_SENSE_RANGE_OPEN] = {"rangeopen", NOTHING},
    [KT_SENSE_UNIT] = {"unit", NOTHING},
    [KT_SENSE_MONTH] = {"month", NUMBER},
    [KT_SENSE_YEAR_WORD] = {"yearword", NOTHING},
    [KT_SENSE_REL_YEAR] = {"relyear", NUMBER},
    [KT_SENSE_QUARTER] = {"quarter", NUMBER},
    [KT_SENSE_QUARTER_WORD] = {"quarterword", NOTHING},
    [KT_SENSE_HALF] = {"half", NUMBER},
    [KT_SENSE_MONTHS_WORD] = {"monthsword", NOTHING},
    [KT_SENSE_REL_MONTH] = {"relmonth", NUMBER},
    [KT_SENSE_SAME] = {"same", NOTHING},
    [KT_SENSE_BASE] = {"base", NOTHING},
    [KT_SENSE_BASE_YEAR] = {"baseyear", NUMBER},
    [KT_SENSE_WITHIN] = {"within", NUMBER},
    [KT_SENSE_LATER] = {"later", NOTHING},
    [KT_SENSE_TURNOVER] = {"turnover", NOTHING},
    [KT_SENSE_EXPORT] = {"export", NOTHING},
    [KT_SENSE_IMPORT] = {"import", NOTHING},
    [KT_SENSE_SURPLUS] = {"surplus", NOTHING},
    [KT_SENSE_DEFICIT] = {"deficit", NOTHING},
    [KT_SENSE_BALANCE] = {"balance", NOTHING},
    [KT_SENSE_SELL] = {"sell", NOTHING},
    [KT_SENSE_BUY] = {"buy", NOTHING},
    [KT_SENSE_SWAP] = {"swap", NOTHING},
    [KT_SENSE_FOREIGN] = {"foreign", NOTHING},
    [KT_SENSE_SERVICES] = {"services", NOTHING},
    [KT_SENSE_GOODS] = {"goods", NOTHING},
    [KT_SENSE_TO] = {"to", NOTHING},
    [KT_SENSE_FROM] = {"from", NOTHING},
    [KT_SENSE_WITH] = {"with", NOTHING},
    [KT_SENSE_BETWEEN] = {"between", NOTHING},
    [KT_SENSE_THITHER] = {"thither", NOTHING},
    [KT_SENSE_THENCE] = {"thence", NOTHING},
    [KT_SENSE_REVERSE] = {"reverse", NOTHING},
    [KT_SENSE_OUR] = {"our", NOTHING},
    [KT_SENSE_ITS] = {"its", NOTHING},
    [KT_SENSE_NEIGHBOUR] = {"neighbour", NOTHING},
    [KT_SENSE_THIS_LAND] = {"thisland", NOTHING},
    [KT_SENSE_UP] = {"up", NOTHING},
    [KT_SENSE_DOWN] = {"down", NOTHING},
    [KT_SENSE_MORE] = {"more", NOTHING},
    [KT_SENSE_LESS] = {"less", NOTHING},
    [KT_SENSE_RISE_TO] = {"level", NOTHING},
    [KT_SENSE_TARGET] = {"target", NOTHING},
    [KT_SENSE_NO_TARGET] = {"notarget", NOTHING},
    [KT_SENSE_OTHER] = {"other", NOTHING},
    [KT_SENSE_COMPANY] = {"company", NOTHING},
    [KT_SENSE_SHARE] = {"share", NOTHING},
    [KT_SENSE_SHARE_OF] = {"shareof", NOTHING},
    [KT_SENSE_RANK] = {"rank", NOTHING},
    [KT_SENSE_PARTNER] = {"partner", NOTHING},
    [KT_SENSE_BUYER] = {"buyer", NOTHING},
    [KT_SENSE_SUPPLIER] = {"supplier", NOTHING},
    [KT_SENSE_LIST] = {"list", NOTHING},
    [KT_SENSE_LARGEST] = {"largest", NOTHING},
    [KT_SENSE_PRODUCT] = {"product", TEXT},
    [KT_SENSE_SAY] = {"say", NOTHING},
    [KT_SENSE_OFFICE] = {"office", NOTHING},
    [KT_SENSE_STATISTICS] = {"statistics", NOTHING},
    [KT_SENSE_OFFICE_OF] = {"officeof", COUNTRY},
    [KT_SENSE_PERSON] = {"person", NOTHING},
    [KT_SENSE_COUNTRY] = {"country", COUNTRY},
    [KT_SENSE_ADJECTIVE] = {"adjective", COUNTRY},
    [KT_SENSE_PEOPLE] = {"people", COUNTRY},
    [KT_SENSE_CAPITAL] = {"capital", COUNTRY},
    [KT_SENSE_BLOC] = {"bloc", TEXT},
    [KT_SENSE_WORLD] = {"world", NOTHING},
    [KT_SENSE_CONNECT] = {"connect", NOTHING},
    [KT_SENSE_ABBREVIATION] = {"abbreviation", NOTHING},
    [KT_SENSE_LANGUAGE] = {"language", NOTHING},
    [KT_SENSE_STOP] = {"stop", NOTHING},
    [KT_SENSE_LINE] = {"line", NOTHING},
    [KT_SENSE_AGENCY] = {"agency", TEXT},
    [KT_SENSE_EACH] = {"each", NOTHING},
    [KT_SENSE_PRESENT] = {"present", NOTHING},
    [KT_SENSE_OF] = {"of", NOTHING},
    [KT_SENSE_STANDARD] = {"standard", NOTHING},
    [KT_SENSE_CONTINENT] = {"continent", TEXT},
    [KT_SENSE_UNION] = {"union", NOTHING},
    [KT_SENSE_QUANTITY] = {"quantity", NOTHING},
    [KT_SENSE_SINCE] = {"since", NOTHING},
    [KT_SENSE_RECORD] = {"record", NOTHING},
    [KT_SENSE_AVERAGE] = {"average", NOTHING},
    [KT_SENSE_YEARLY] = {"yearly", NOTHING},
    [KT_SENSE_MEMBERS] = {"members", NOTHING},
    [KT_SENSE_YEAR_BEFORE] = {"yearbefore", NOTHING},
    [KT_SENSE_HOME] = {"home", NOTHING},
    [KT_SENSE_NEUTRAL] = {"neutral", NOTHING},
    [KT_SENSE_DEAL] = {"deal", NOTHING},
    [KT_SENSE_REGION] = {"region", NOTHING},
    [KT_SENSE_COUNT] = {"count", NOTHING},
    [KT_SENSE_RATE_BASE] = {"ratebase", NOTHING},
    [KT_SENSE_LAST] = {"last", NOTHING},
    [KT_SENSE_CAPTION] = {"caption", NOTHING},
    [KT_SENSE_EXAMPLE] = {"example", NOTHING},
    [KT_SENSE_GROUP] = {"group", TEXT},
    [KT_SENSE_BEYOND] = {"beyond", TEXT},
    [KT_SENSE_UPDATED] = {"updated", NOTHING},
    [KT_SENSE_AMONG] = {"among", NOTHING},
    [KT_SENSE_MOSTLY] = {"mostly", NOTHING},
    [KT_SENSE_ONCE] = {"once", NOTHING},
    [KT_SENSE_EVENT] = {"event", NOTHING},
    [KT_SENSE_REGIONAL] = {"regional", NOTHING},
    [KT_SENSE_HAVE] = {"have", NOTHING},
    [KT_SENSE_MARKET] = {"market", NOTHING},
    [KT_SENSE_IT] = {"it", NOTHING},
    [KT_SENSE_EARLIER] = {"earlier", NOTHING},
    [KT_SENSE_RIVAL] = {"rival", NOTHING},
    [KT_SENSE_ALL] = {"all", NOTHING},
    [KT_SENSE_BOTH] = {"both", NOTHING},
    [KT_SENSE_AND] = {"and", NOTHING},
    [KT_SENSE_IN] = {"in", NOTHING},
    [KT_SENSE_VALUE] = {"value", NOTHING},
    [KT_SENSE_DATE_LINE] = {"dateline", NOTHING},
    [KT_SENSE_FOR] = {"for", NOTHING},
    [KT_SENSE_MANY] = {"many", NOTHING},
    [KT_SENSE_CAUSE] = {"cause", NOTHING},
    [KT_SENSE_TRADER] = {"trader", NOTHING},
    [KT_SENSE_FIGURE] = {"figure", NOTHING},
    [KT_SENSE_IN_A_ROW] = {"inarow", NOTHING},
    [KT_SENSE_RESPECTIVELY] = {"respectively", NOTHING},
    [KT_SENSE_IF] = {"if", NOTHING},
    [KT_SENSE_CURRENT] = {"current", NOTHING},
};

static const char *const modifiers[] = {"exact", "about", "nearly", "over", "under"};

static kt_status read_value(kt_arena *arena, const struct section *section, kt_slice value,
                            kt_meaning *out, kt_error *err)
{
    if (section->takes == NUMBER && kt_parse_double(value, &out->value))
        return KT_OK;
    if (section->takes == NOTHING && value.size == 0)
        return KT_OK;
    if (section->takes == COUNTRY) {
        kt_country country;
        if (value.size && kt_country_parse(value, &country)) {
            out->code = country.code;
            return kt_arena_text(arena, value.data, value.size, &out->text, err);
        }
    }
    if (section->takes == TEXT && value.size)
        return kt_arena_text(arena, value.data, value.size, &out->text, err);
    if (section->takes == MODIFIER)
        for (int n = 0; n < 5; n++)
            if (kt_slice_is(value, modifiers[n])) {
                out->value = n;
                return KT_OK;
            }
    return kt_fail(err, KT_ERR_FORMAT, "section [%s] cannot take \"%.*s\"", section->name,
                   (int)value.size, value.size ? value.data : "");
}

kt_status kt_section_read(kt_arena *arena, kt_slice line, kt_meaning *out, kt_error *err)
{
    if (line.size < 3 || line.data[line.size - 1] != ']')
        return kt_fail(err, KT_ERR_FORMAT, "a section head is [NAME] or [NAME VALUE]");
    kt_slice value = {line.data + 1, line.size - 2};
    const kt_slice name = kt_slice_cut(&value, ' ');
    value = value.data ? kt_slice_trim(value) : (kt_slice){"", 0};
    for (int n = 1; n < KT_N_SENSES; n++)
        if (kt_slice_is(name, sections[n].name)) {
            *out = (kt_meaning){.sense = (uint8_t)n, .text = ""};
            return read_value(arena, &sections[n], value, out, err);
        }
    return kt_fail(err, KT_ERR_FORMAT, "there is no section [%.*s]; docs/check.md lists them",
                   (int)name.size, name.data);
}
