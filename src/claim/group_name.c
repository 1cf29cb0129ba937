/* group_name.c: among whom a partner is ranked, in a language: "in the CIS", "outside the EU",
 * "in Central Asia". Blocs are named by kontor's tables, regions of the world by ICU. */
#include "report.h"

static kt_status say_bloc(const kt_check_world *world, const kt_claim *claim,
                          const kt_bloc *bloc, kt_text *out, kt_error *err)
{
    const char *language = kt_locale_language(world->locale);
    const kt_argument arguments[] = {
        {"bloc_in", kt_bloc_name(world->blocs, bloc, language, KT_NAME_IN), 0},
        {"bloc_object", kt_bloc_name(world->blocs, bloc, language, KT_NAME_OBJECT), 0},
        {"bloc_genitive", kt_bloc_name(world->blocs, bloc, language, KT_NAME_GENITIVE), 0}};
    return kt_phrase_fill(world->phrases, world->locale,
                          claim->among == KT_AMONG_OTHERS ? "check.outside_bloc"
                                                          : "check.in_bloc",
                          arguments, 3, out, err);
}

kt_status kt_group_say(const kt_check_world *world, const kt_claim *claim, kt_text *out,
                       kt_error *err)
{
    kt_text name = {0};
    if (!claim->group[0])
        return KT_OK;
    const kt_bloc *bloc = kt_bloc_find(world->blocs, kt_slice_of(claim->group));
    if (bloc)
        return say_bloc(world, claim, bloc, out, err);
    kt_status status = kt_locale_region(world->locale, claim->group, &name, err);
    const kt_argument argument = {"region", kt_text_get(&name), 0};
    if (!status && name.size)
        status = kt_phrase_fill(world->phrases, world->locale, "check.in_region", &argument, 1,
                                out, err);
    kt_text_clear(&name);
    return status;
}
