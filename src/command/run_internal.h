/* run_internal.h: what a command sees while it runs: its arguments, typed and checked, and the
 * tables of the context. */
#ifndef KONTOR_RUN_INTERNAL_H
#define KONTOR_RUN_INTERNAL_H

#include <kontor/bloc.h>
#include <kontor/brief.h>
#include <kontor/bulletin.h>
#include <kontor/command.h>
#include <kontor/country.h>
#include <kontor/locale.h>
#include <kontor/product.h>
#include <kontor/register.h>
#include <kontor/shapes.h>
#include <kontor/store.h>

struct kt_source_question; /* kontor/source.h, which not every command can include */

struct kt_run {
    const kt_command *command;
    kt_context *context;
    const kt_given *given; /* checked against the command's parameters */
    int n_given;
    const kt_run_options *options;
};

/* Parameters that every command takes. */
extern const kt_parameter kt_common_parameters[];
extern const int kt_n_common_parameters;

/* KT_ERR_USAGE for anything that the command does not take, or that is missing. */
KT_MUST_USE kt_status kt_arguments_check(const kt_command *command, const kt_given *given,
                                         int n_given, kt_error *err);

/* Value of an option, or of the positional parameter of that name; `otherwise` when not given.
 */
const char *kt_argument_text(const kt_run *run, const char *name, const char *otherwise);
bool kt_argument_flag(const kt_run *run, const char *name);
int64_t kt_argument_integer(const kt_run *run, const char *name, int64_t otherwise);
/* First and last year of --years, or of --year; 0 and 0 when neither is given. */
void kt_argument_years(const kt_run *run, int *first, int *last);
/* True when the comma-separated value of a SET holds the word. */
bool kt_argument_holds(const kt_run *run, const char *name, const char *word);
/* Positional value n of a REPEATED parameter, counted among all positional ones; NULL past the
 * last. */
const char *kt_argument_at(const kt_run *run, int n);

/* Rows first to last - 1 of n_rows are the part that --skip and --limit ask for; n_rows is told
 * to who runs the command. */
void kt_run_part(const kt_run *run, int64_t n_rows, int64_t *first, int64_t *last);

const char *kt_run_store(const kt_run *run);
const char *kt_run_language(const kt_run *run);

/* The embedded files and their replacements; borrowed. */
kt_resources *kt_run_resources(const kt_run *run);
/* KT_ERR_MISSING: there is no such bloc, and which there are. */
KT_MUST_USE kt_status kt_run_fail_bloc(const kt_blocs *blocs, const char *text, kt_error *err);
/* Tables of the context, opened on first use, borrowed. */
KT_MUST_USE kt_status kt_run_countries(const kt_run *run, const kt_countries **out,
                                       kt_error *err);
KT_MUST_USE kt_status kt_run_blocs(const kt_run *run, const kt_blocs **out, kt_error *err);
KT_MUST_USE kt_status kt_run_products(const kt_run *run, const kt_products **out,
                                      kt_error *err);
/* The shapes of the world, for maps. */
KT_MUST_USE kt_status kt_run_shapes(const kt_run *run, const kt_shapes **out, kt_error *err);
/* What the bulletin says, in its languages. */
KT_MUST_USE kt_status kt_run_voices(const kt_run *run, kt_voices **out, kt_error *err);
/* Locale and phrases of the run's language. */
KT_MUST_USE kt_status kt_run_locale(const kt_run *run, kt_locale **locale,
                                    const kt_phrases **phrases, kt_error *err);
/* The country that a parameter names; {0} when it is not given. */
KT_MUST_USE kt_status kt_run_country(const kt_run *run, const char *name, kt_country *out,
                                     kt_error *err);
/* The store of the run. A dataset that cannot be read is named in a remark: an answer must not
 * change its source in silence. */
KT_MUST_USE kt_status kt_run_open_store(const kt_run *run, kt_store **out, kt_error *err);
/* The same without remarks. Both may hand out what the context keeps, so they are closed with
 * kt_run_close_store(); likewise the register. NULL is allowed. */
KT_MUST_USE kt_status kt_run_find_store(const kt_run *run, kt_store **out, kt_error *err);
void kt_run_close_store(const kt_run *run, kt_store *store);
KT_MUST_USE kt_status kt_run_open_register(const kt_run *run, kt_register **out, kt_error *err);
void kt_run_close_register(const kt_run *run, kt_register *reg);
/* What briefs of a kept store share; NULL where it is opened for this run alone. */
kt_brief_memory *kt_run_brief_memory(const kt_run *run);
/* The dataset that --dataset names, else the one that answers the question best (the rule of
 * kontor/source.h); NULL where none fits. Owned by the caller. Where there was a choice, a
 * remark names what was taken and what could have been. */
KT_MUST_USE kt_status kt_run_choose(const kt_run *run, const kt_store *store,
                                    const struct kt_source_question *question, kt_dataset **out,
                                    kt_error *err);
/* The same for totals of all countries. */
KT_MUST_USE kt_status kt_run_choose_world(const kt_run *run, const kt_store *store,
                                          kt_dataset **out, kt_error *err);
/* "answered from A; also fit: B, C and 2 more; --dataset NAME chooses", nothing where n_others
 * is 0; the best four of them stand in other[]. */
KT_MUST_USE kt_status kt_run_remark_choice(const kt_run *run, const kt_store *store,
                                           int64_t dataset, const int64_t *other, int n_others,
                                           kt_error *err);
/* The dataset that --dataset names, else the newest readable; owned by the caller. */
KT_MUST_USE kt_status kt_run_dataset(const kt_run *run, const kt_store *store, kt_dataset **out,
                                     kt_error *err);

/* The product that --product names in the revision of a dataset; {0} when it is not given. */
KT_MUST_USE kt_status kt_run_product(const kt_run *run, const kt_dataset_info *info,
                                     kt_product *out, kt_error *err);

/* The same of a text that was given somewhere else. */
KT_MUST_USE kt_status kt_product_of(const kt_dataset_info *info, const char *text,
                                    kt_product *out, kt_error *err);

/* KT_ERR_USAGE where a text is not the address of a site. */
KT_MUST_USE kt_status kt_site_check(const char *site, kt_error *err);

/* The commands, one file each. */
extern const kt_command kt_command_import, kt_command_fetch, kt_command_info, kt_command_verify,
    kt_command_export, kt_command_drop, kt_command_query, kt_command_rank, kt_command_brief,
    kt_command_synth, kt_command_diff, kt_command_measure, kt_command_diversify,
    kt_command_chart, kt_command_gravity, kt_command_predict, kt_command_check,
    kt_command_bulletin, kt_command_serve, kt_command_page, kt_command_user, kt_command_desk,
    kt_command_review, kt_command_feed, kt_command_check_text, kt_command_news,
    kt_command_checks;

#endif
