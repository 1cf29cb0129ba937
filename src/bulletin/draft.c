/* draft.c: filling a draft: figures, and lines of words that know no language. */
#include "bulletin_internal.h"

#include <assert.h>
#include <math.h>

int kt_draft_figure(kt_draft *draft, const kt_figure *figure)
{
    if (isnan(figure->value) || draft->n_figures == KT_MOST_FIGURES)
        return -1;
    draft->figure[draft->n_figures] = *figure;
    return draft->n_figures++;
}

void kt_draft_line(kt_draft *draft, const char *key)
{
    assert(draft->n_lines < KT_MOST_LINES);
    draft->line[draft->n_lines++] = (kt_line){.key = key};
}

static kt_token *add_token(kt_draft *draft, const char *name, kt_token_kind kind)
{
    kt_line *line = &draft->line[draft->n_lines - 1];
    assert(line->n_tokens < KT_MOST_TOKENS);
    kt_token *token = &line->token[line->n_tokens++];
    *token = (kt_token){.name = name, .kind = kind, .figure = -1};
    return token;
}

void kt_draft_text(kt_draft *draft, const char *name, const char *text)
{
    add_token(draft, name, KT_TOKEN_TEXT)->text = text;
}

void kt_draft_year(kt_draft *draft, const char *name, int year)
{
    add_token(draft, name, KT_TOKEN_YEAR)->number = year;
}

void kt_draft_country(kt_draft *draft, const char *name, kt_country country)
{
    add_token(draft, name, KT_TOKEN_COUNTRY)->country = country;
}

void kt_draft_number(kt_draft *draft, const char *name, kt_token_kind kind, int figure)
{
    add_token(draft, name, kind)->figure = figure;
}

void kt_draft_flow(kt_draft *draft, const char *const names[3], int figure, int growth)
{
    kt_draft_number(draft, names[0], KT_TOKEN_MONEY, figure);
    kt_draft_number(draft, names[1], KT_TOKEN_CHANGE, growth);
    kt_draft_text(draft, names[2], growth >= 0 ? "yes" : "no");
}

const char *kt_direction_of(const kt_draft *draft, int figure)
{
    if (figure < 0 || fabs(draft->figure[figure].value) < 0.0005)
        return "none";
    return draft->figure[figure].value > 0.0 ? "up" : "down";
}
