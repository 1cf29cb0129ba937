/* reachable.c: what may be run for anyone who asks: the commands that only read, without the
 * options that name files or say how the process is to run. What is not listed here is for the
 * terminal alone, so a new command is safe before it is thought about. */
#include "run_internal.h"

#include <string.h>

static const struct reachable {
    const char *command;
    const char *without; /* its parameters that stay at the terminal, joined by commas */
    bool is_slow;        /* it may take long */
} reachable[] = {
    {"info", "", false},           {"query", "", false},
    {"rank", "", false},           {"measure", "income,group,members", false},
    {"diversify", "risk", false},  {"diff", "", false},
    {"brief", "output", false},    {"chart", "output", false},
    {"check-text", "", false},     {"news", "", false},
    {"checks", "", false},         {"gravity", "domestic,save,keep,plot", true},
    {"export", "", true},          {"verify", "", true},
    {"predict", "domestic", true},
};

/* Commands that answer something all the same, and why not over the web. */
static const struct kept_back {
    const char *command, *why;
} kept_back[] = {
    {"check", "it reads files; `check-text` takes the text itself"},
    {"bulletin", "it has drafts; `news` gives what is published"},
    {"review", "it publishes; `checks` gives what is published"},
    {"feed", "feeds are addresses of the site: /en/news.atom, /en/country/BLR.json"},
    {"page", "pages are the site itself: /en/"},
};

/* Of every command. "lang" remains. */
static const char *const common_without = "store,threads,quiet,help,output,data";

static bool holds(const char *list, const char *name)
{
    kt_slice rest = kt_slice_of(list);
    while (rest.data) {
        const kt_slice word = kt_slice_cut(&rest, ',');
        if (kt_slice_is(word, name))
            return true;
    }
    return false;
}

static const struct reachable *find(const kt_command *command)
{
    for (size_t n = 0; n < sizeof reachable / sizeof *reachable; n++)
        if (strcmp(reachable[n].command, command->name) == 0)
            return &reachable[n];
    return NULL;
}

bool kt_command_is_public(const kt_command *command)
{
    return find(command) != NULL;
}

bool kt_command_is_slow(const kt_command *command)
{
    const struct reachable *found = find(command);
    return found && found->is_slow;
}

const char *kt_command_kept_back(const kt_command *command)
{
    for (size_t n = 0; n < sizeof kept_back / sizeof *kept_back; n++)
        if (strcmp(kept_back[n].command, command->name) == 0)
            return kept_back[n].why;
    return NULL;
}

bool kt_parameter_is_public(const kt_command *command, const kt_parameter *parameter)
{
    const struct reachable *found = find(command);
    return found && !holds(found->without, parameter->name) &&
           !holds(common_without, parameter->name);
}
