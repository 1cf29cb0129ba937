/* arguments.c: what was given to a command, held against its parameters once, before it runs;
 * so the getters below need no errors. */
#include "run_internal.h"

#include <kontor/limits.h>
#include <kontor/nearest.h>

#include <string.h>

const kt_parameter kt_common_parameters[] = {
    {"store", "DIR", NULL,
     "Folder of the data (default $KONTOR_STORE, else your data directory).", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"lang", "LANG", "de,en,ru", "Language of the answer.", KT_TYPE_CHOICE, KT_PLACE_OPTION},
    {"threads", "N", NULL, "Threads to use (default: all processors).", KT_TYPE_INTEGER,
     KT_PLACE_OPTION},
    {"quiet", NULL, NULL, "No progress and no remarks.", KT_TYPE_FLAG, KT_PLACE_OPTION},
    {"help", NULL, NULL, "This page.", KT_TYPE_FLAG, KT_PLACE_OPTION},
};
const int kt_n_common_parameters = sizeof kt_common_parameters / sizeof kt_common_parameters[0];

const kt_parameter *kt_command_parameter(const kt_command *command, const char *name)
{
    for (int n = 0; n < command->n_parameters; n++)
        if (strcmp(command->parameters[n].name, name) == 0)
            return &command->parameters[n];
    for (int n = 0; n < kt_n_common_parameters; n++)
        if (strcmp(kt_common_parameters[n].name, name) == 0)
            return &kt_common_parameters[n];
    return NULL;
}

kt_status kt_command_no_option(const kt_command *command, kt_slice name, kt_error *err)
{
    char hint[96];
    kt_nearest nearest = kt_nearest_to(name);
    for (int n = 0; n < command->n_parameters; n++)
        if (command->parameters[n].place == KT_PLACE_OPTION)
            kt_nearest_try(&nearest, command->parameters[n].name);
    for (int n = 0; n < kt_n_common_parameters; n++)
        kt_nearest_try(&nearest, kt_common_parameters[n].name);
    return kt_fail(err, KT_ERR_USAGE, "%s has no option --%.*s%s see kontor %s --help",
                   command->name, name.size < 60 ? (int)name.size : 60, name.data,
                   kt_nearest_hint(&nearest, hint), command->name);
}

/* Positional parameter for place n; the repeated one takes all places from its own on. */
static const kt_parameter *parameter_at(const kt_command *command, int n)
{
    int place = 0;
    for (int p = 0; p < command->n_parameters; p++) {
        const kt_parameter *parameter = &command->parameters[p];
        if (parameter->place == KT_PLACE_OPTION)
            continue;
        if (place == n || parameter->place == KT_PLACE_REPEATED)
            return parameter;
        place++;
    }
    return NULL;
}

static bool is_one_of(kt_slice word, const char *choices)
{
    kt_slice rest = kt_slice_of(choices);
    while (rest.data) {
        const kt_slice choice = kt_slice_cut(&rest, ',');
        if (kt_slice_equal(choice, word))
            return true;
    }
    return false;
}

static bool parse_year(kt_slice text, int *out)
{
    int64_t year;
    if (!kt_parse_i64(text, &year) || year < KT_MIN_YEAR || year > KT_MAX_YEAR)
        return false;
    *out = (int)year;
    return true;
}

static bool parse_years(const char *value, int *first, int *last)
{
    kt_slice rest = kt_slice_of(value);
    const kt_slice from = kt_slice_cut(&rest, '-');
    if (!parse_year(from, first))
        return false;
    if (!rest.data) {
        *last = *first;
        return true;
    }
    return parse_year(rest, last) && *first <= *last;
}

static kt_status check_value(const kt_parameter *parameter, const char *value, kt_error *err)
{
    const char *dashes = parameter->place == KT_PLACE_OPTION ? "--" : "";
    const char *name = parameter->name;
    int64_t number;
    int first, last;
    kt_slice rest = kt_slice_of(value);
    kt_product product;

    if (parameter->type == KT_TYPE_FLAG)
        return value ? kt_fail(err, KT_ERR_USAGE, "--%s takes no value", name) : KT_OK;
    if (!value)
        return kt_fail(err, KT_ERR_USAGE, "--%s needs a value: %s", name, parameter->shown);
    switch (parameter->type) {
    case KT_TYPE_INTEGER:
        if (!kt_parse_i64(rest, &number) || number < 0)
            return kt_fail(err, KT_ERR_USAGE, "%s%s is \"%s\", expected a whole number", dashes,
                           name, value);
        break;
    case KT_TYPE_YEAR:
        if (!parse_year(rest, &first))
            return kt_fail(err, KT_ERR_USAGE, "%s%s is \"%s\", expected a year from %d to %d",
                           dashes, name, value, KT_MIN_YEAR, KT_MAX_YEAR);
        break;
    case KT_TYPE_YEARS:
        if (!parse_years(value, &first, &last))
            return kt_fail(err, KT_ERR_USAGE, "%s%s is \"%s\", expected years like 2008-2018",
                           dashes, name, value);
        break;
    case KT_TYPE_CHOICE:
        if (!is_one_of(rest, parameter->choices))
            return kt_fail(err, KT_ERR_USAGE, "%s%s is \"%s\", expected one of %s", dashes,
                           name, value, parameter->choices);
        break;
    case KT_TYPE_SET:
        while (rest.data) {
            const kt_slice word = kt_slice_cut(&rest, ',');
            if (!is_one_of(word, parameter->choices))
                return kt_fail(err, KT_ERR_USAGE, "%s%s holds \"%.*s\", expected some of %s",
                               dashes, name, (int)word.size, word.data, parameter->choices);
        }
        break;
    case KT_TYPE_CODE:
        if (!kt_product_parse(rest, KT_HS92, &product))
            return kt_fail(err, KT_ERR_USAGE,
                           "%s%s is \"%s\", expected the code of a product, one to six digits",
                           dashes, name, value);
        break;
    case KT_TYPE_TEXT:
        if (!value[0])
            return kt_fail(err, KT_ERR_USAGE, "%s%s is empty, expected %s", dashes, name,
                           parameter->shown);
        break;
    case KT_TYPE_FLAG:
        break;
    }
    return KT_OK;
}

bool kt_parameter_takes(const kt_parameter *parameter, const char *value)
{
    return check_value(parameter, value, NULL) == KT_OK;
}

kt_status kt_arguments_check(const kt_command *command, const kt_given *given, int n_given,
                             kt_error *err)
{
    int n_places = 0;
    bool lists = false; // --list of a command that has it needs nothing else
    for (int n = 0; n < n_given; n++) {
        const kt_parameter *parameter;
        if (given[n].name) {
            lists |= strcmp(given[n].name, "list") == 0;
            parameter = kt_command_parameter(command, given[n].name);
            if (!parameter || parameter->place != KT_PLACE_OPTION)
                return kt_command_no_option(command, kt_slice_of(given[n].name), err);
            for (int before = 0; before < n; before++)
                if (given[before].name && strcmp(given[before].name, given[n].name) == 0)
                    return kt_fail(err, KT_ERR_USAGE, "--%s is given twice", given[n].name);
        } else {
            parameter = parameter_at(command, n_places++);
            if (!parameter)
                return kt_fail(err, KT_ERR_USAGE,
                               "\"%s\" is one word too many; see kontor %s --help",
                               given[n].value, command->name);
        }
        KT_TRY(check_value(parameter, given[n].value, err));
    }
    const kt_parameter *next = parameter_at(command, n_places);
    if (next && next->place != KT_PLACE_OPTIONAL && !lists &&
        (next->place == KT_PLACE_REQUIRED || n_places == 0 ||
         parameter_at(command, n_places - 1) != next))
        return kt_fail(err, KT_ERR_USAGE, "%s is missing; see kontor %s --help", next->shown,
                       command->name);
    return KT_OK;
}

static const kt_given *find(const kt_run *run, const char *name)
{
    const kt_parameter *parameter = kt_command_parameter(run->command, name);
    int place = 0;
    for (int n = 0; n < run->n_given; n++) {
        const kt_given *given = &run->given[n];
        if (given->name ? strcmp(given->name, name) == 0
                        : parameter_at(run->command, place++) == parameter)
            return given;
    }
    return NULL;
}

const char *kt_argument_text(const kt_run *run, const char *name, const char *otherwise)
{
    const kt_given *given = find(run, name);
    return given && given->value ? given->value : otherwise;
}

bool kt_argument_flag(const kt_run *run, const char *name)
{
    return find(run, name) != NULL;
}

int64_t kt_argument_integer(const kt_run *run, const char *name, int64_t otherwise)
{
    int64_t value;
    const char *text = kt_argument_text(run, name, NULL);
    return text && kt_parse_i64(kt_slice_of(text), &value) ? value : otherwise;
}

void kt_argument_years(const kt_run *run, int *first, int *last)
{
    const char *years = kt_argument_text(run, "years", NULL);
    const char *year = kt_argument_text(run, "year", NULL);
    *first = *last = 0;
    if (years && parse_years(years, first, last))
        return;
    if (year && parse_year(kt_slice_of(year), first))
        *last = *first;
}

bool kt_argument_holds(const kt_run *run, const char *name, const char *word)
{
    const char *value = kt_argument_text(run, name, NULL);
    return value && is_one_of(kt_slice_of(word), value);
}

const char *kt_argument_at(const kt_run *run, int n)
{
    for (int g = 0; g < run->n_given; g++)
        if (!run->given[g].name && n-- == 0)
            return run->given[g].value;
    return NULL;
}
