/* kontor/command.h: every operation of kontor once: its name, its typed parameters, its help
 * and what it does. The command line and the web are two doors to the same room: each turns
 * what it was given into names and values, and hands over sinks for the answer and for remarks.
 */
#ifndef KONTOR_COMMAND_H
#define KONTOR_COMMAND_H

#include <kontor/error.h>
#include <kontor/progress.h>
#include <kontor/resource.h>
#include <kontor/sink.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

/* ---- what a command is ------------------------------------------------------------------ */

typedef enum kt_parameter_type {
    KT_TYPE_TEXT,    /* any text */
    KT_TYPE_CODE,    /* of a product: one to six digits, or TOTAL */
    KT_TYPE_FLAG,    /* there or not; takes no value */
    KT_TYPE_INTEGER, /* whole number, not negative */
    KT_TYPE_YEAR,    /* 2018 */
    KT_TYPE_YEARS,   /* 2008-2018, or one year */
    KT_TYPE_CHOICE,  /* one of `choices` */
    KT_TYPE_SET      /* some of `choices`, joined by commas */
} kt_parameter_type;

typedef enum kt_parameter_place {
    KT_PLACE_OPTION,   /* --name VALUE; may be left out */
    KT_PLACE_REQUIRED, /* by position, must be given */
    KT_PLACE_REPEATED, /* by position, one or more; the last of a command */
    KT_PLACE_OPTIONAL  /* by position, may be left out; the last of a command */
} kt_parameter_place;

typedef struct kt_parameter {
    const char *name;    /* "year"; options are written with two dashes before it */
    const char *shown;   /* how its value is called in the help: "YEAR", "A" */
    const char *choices; /* "text,json" for CHOICE and SET, else NULL */
    const char *help;    /* one sentence */
    kt_parameter_type type;
    kt_parameter_place place;
} kt_parameter;

typedef struct kt_run kt_run;

typedef struct kt_command {
    const char *name;
    const char *summary;            /* half a line, for the list of commands */
    const char *help;               /* what it answers and how to read it, with examples */
    const kt_parameter *parameters; /* its own; those common to all are added */
    int n_parameters;
    kt_status (*run)(kt_run *run, kt_error *err);
} kt_command;

/* All commands, in the order in which they are listed; NULL past the last. */
const kt_command *kt_command_at(int64_t n);
/* NULL when there is none of that name. */
const kt_command *kt_command_find(const char *name);
/* The parameter of a command, common ones included; NULL when it has none of that name. */
const kt_parameter *kt_command_parameter(const kt_command *command, const char *name);
/* True where the value is one of the parameter's type: what kt_command_run() would take. */
bool kt_parameter_takes(const kt_parameter *parameter, const char *value);
/* KT_ERR_USAGE, with the command, or the option of one, that was perhaps meant. */
KT_MUST_USE kt_status kt_command_unknown(const char *name, kt_error *err);
KT_MUST_USE kt_status kt_command_no_option(const kt_command *command, kt_slice name,
                                           kt_error *err);
/* The list of commands, or the page of one. */
KT_MUST_USE kt_status kt_command_list(const kt_sink *out, kt_error *err);
KT_MUST_USE kt_status kt_command_help(const kt_command *command, const kt_sink *out,
                                      kt_error *err);

/* True where a command only reads the store and works for whom it does not know: over the web.
 * Everything else is for the terminal alone. */
bool kt_command_is_public(const kt_command *command);
/* True where an answer of such a command may take long, and much memory. */
bool kt_command_is_slow(const kt_command *command);
/* Why not, of a command that only reads all the same; NULL: it is one that changes something,
 * or is public. */
const char *kt_command_kept_back(const kt_command *command);
/* The same as kt_command_is_public() for a parameter of such a command: false for what names
 * files or folders, or says how the process is to run. */
bool kt_parameter_is_public(const kt_command *command, const kt_parameter *parameter);

/* ---- running one ------------------------------------------------------------------------ */

/* One value as it was given: by name, or by position with name NULL. */
typedef struct kt_given {
    const char *name;
    const char *value; /* NULL for a flag */
} kt_given;

/* Reference tables and phrases, opened when first needed and kept between runs. For one thread
 * at a time. */
typedef struct kt_context kt_context;
KT_MUST_USE kt_status kt_context_open(const char *data_folder, kt_context **out, kt_error *err);
void kt_context_close(kt_context *context);
/* Keep the store of a folder open between runs: its datasets are mapped and checked once, and
 * so is the register. Called again, it looks whether the folder has changed, and takes what is
 * there now in place of what is kept: between runs, so an answer is made from one snapshot.
 * mark: NULL, or a number that is another one for another snapshot. Errors: those of opening a
 * store; what was kept stays. */
KT_MUST_USE kt_status kt_context_hold(kt_context *context, const char *store, uint64_t *mark,
                                      kt_error *err);
/* Between runs, of what is held: mix into a mark which items the public sees by `now`, so
 * that the end of an embargo makes another one of it. Errors: those of the register. */
KT_MUST_USE kt_status kt_context_hour(kt_context *context, int64_t now, uint64_t *mark,
                                      kt_error *err);

/* What `kontor serve` was asked for. Everything is borrowed while it serves. */
typedef struct kt_serve_options {
    const char *host;           /* default "127.0.0.1": numeric address */
    int port;                   /* default 8080; 0: one that is free, named in the notes */
    const char *site;           /* its address for others: "https://example.org"; NULL: where it
                                   listens, and pages do not tell theirs */
    const char *store;          /* folder of the data */
    const char *data_folder;    /* as for kt_context_open() */
    int n_threads;              /* default: processors */
    size_t cache_bytes;         /* default 64 MiB: answers kept for the next who asks */
    int max_connections;        /* default 12,000; fewer where the system allows fewer */
    int timeout_s;              /* default 30: a connection on which nothing moves is closed */
    int answer_s;               /* default 10: longer work on one answer is given up */
    int slow_s;                 /* default 60: the same of commands that may take long */
    size_t slow_bytes;          /* default 1 GiB: memory for one of those */
    int rate;                   /* default 0: no limit; answers made a second for one address */
    size_t max_body;            /* default 1 MiB: of a request */
    size_t max_answer;          /* default 32 MiB: of an answer */
    int stop_after_s;           /* default 0: serve until told to stop */
    kt_slice tls_cert, tls_key; /* PEM, terminated; empty: no TLS */
    bool behind_proxy;          /* a proxy stands before it: what it says of clients counts */
    bool logs;                  /* a line for each request to the notes */
    kt_sink notes;
    const kt_progress *progress; /* stopped(): end gracefully */
} kt_serve_options;

typedef struct kt_run_options {
    const char *store;           /* folder used unless the option --store says else */
    const char *language;        /* used unless --lang says else: "de", "en", "ru" */
    int width;                   /* columns of the terminal; 0: not a terminal, no limit */
    bool colour;                 /* a terminal that shows colours */
    int64_t now;                 /* seconds since 1970 */
    kt_sink out;                 /* the answer */
    kt_sink notes;               /* remarks for a person: refused rows, which dataset, ... */
    const kt_progress *progress; /* NULL: silent */
    int64_t *n_rows;             /* NULL, or where a command that writes a part of its rows
                                    (skip, limit) says how many there are */
    bool is_remote;              /* the reader is elsewhere: no path of this machine is told */
    /* What `serve` calls; NULL where there is no server to start. */
    kt_status (*serve)(const kt_serve_options *options, kt_error *err);
    /* Ask for a password, appended to out: at the terminal without showing it, else the first
     * line of standard input. NULL where there is nobody to ask. */
    kt_status (*ask_secret)(const char *question, kt_text *out, kt_error *err);
} kt_run_options;

/* Check what was given against the command's parameters and run it. Errors: KT_ERR_USAGE a name
 * or value that the command does not take, or one that is missing; what the command reports. */
KT_MUST_USE kt_status kt_command_run(const kt_command *command, kt_context *context,
                                     const kt_given *given, int n_given,
                                     const kt_run_options *options, kt_error *err);

KT_END_DECLS

#endif
