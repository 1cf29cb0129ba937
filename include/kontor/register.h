/* kontor/register.h: what people said and agreed: cited facts, ventures, agreements, targets,
 * each with its page and its class of evidence. One SQLite file, "register.sqlite", in the
 * store's folder. It computes nothing and forgets nothing.
 *
 * Classes: 1 a statistical office or a named dataset; 2 a government's own document; 3 anything
 * else. Facts of the same event are one piece of evidence. */
#ifndef KONTOR_REGISTER_H
#define KONTOR_REGISTER_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/moment.h>
#include <kontor/text.h>

#include <stdbool.h>
#include <stdint.h>

KT_BEGIN_DECLS

typedef struct kt_register kt_register;

typedef enum kt_register_mode { KT_REGISTER_READ, KT_REGISTER_WRITE } kt_register_mode;
/* READ of a folder without a register gives an empty one. WRITE makes the folder and file.
 * Errors: KT_ERR_IO; KT_ERR_FORMAT not a register, or one of a newer program. */
KT_MUST_USE kt_status kt_register_open(const char *folder, kt_register_mode mode,
                                       kt_register **out, kt_error *err);
void kt_register_close(kt_register *reg);

/* A stated figure. Texts are never NULL, "" when not said; numbers NaN when not said. */
typedef struct kt_fact {
    const char *id; /* of its file: "f147" */
    kt_period period;
    const char *a, *b;   /* ISO alpha-3 or a bloc's code; flow is seen from a */
    const char *flow;    /* export, import, turnover, balance, services_turnover, investment */
    const char *product; /* "" for all; else as the page says */
    const char *hs;      /* "" or codes; hs_is_guess says whose */
    bool hs_is_guess;
    double value_usd, growth, share;
    double quantity;
    const char *unit;     /* of quantity */
    const char *modifier; /* exact, about, nearly, over, under */
    const char *status;   /* "" or plan, result */
    const char *statistics_of, *stated_by;
    int evidence_class; /* 1 to 3 */
    const char *event, *source, *note;
    kt_date source_date;
} kt_fact;

/* A venture, agreement, target or programme. */
typedef struct kt_entry {
    const char *id, *kind, *title, *parties, *product, *hs_guess, *place;
    kt_date announced, due; /* {0} when not said */
    double quantity_low, quantity_high;
    const char *unit;
    double value_usd_low, value_usd_high;
    const char *modifier, *status;
    kt_date status_as_of;
    int evidence_class;
    const char *source;
    kt_date source_date;
    const char *a, *b; /* countries of the pair it is about; "" when not known */
} kt_entry;

/* A country's total. */
typedef struct kt_country_total {
    const char *id, *country, *measure, *unit,
        *basis; /* basis: goods, goods_services, unknown */
    kt_period period;
    double value;
    int evidence_class;
    const char *source, *note;
    kt_date source_date;
} kt_country_total;

/* Adding happens between begin and commit; abort (or closing) leaves the register as it was.
 * The same id with the same content again changes nothing; with other content it is replaced
 * and the old one kept with its time. */
KT_MUST_USE kt_status kt_register_begin(kt_register *reg, int64_t now, kt_error *err);
KT_MUST_USE kt_status kt_register_add_fact(kt_register *reg, const kt_fact *fact,
                                           kt_error *err);
KT_MUST_USE kt_status kt_register_add_entry(kt_register *reg, const kt_entry *entry,
                                            kt_error *err);
KT_MUST_USE kt_status kt_register_add_total(kt_register *reg, const kt_country_total *total,
                                            kt_error *err);
KT_MUST_USE kt_status kt_register_commit(kt_register *reg, int64_t *n_new, int64_t *n_changed,
                                         kt_error *err);
void kt_register_abort(kt_register *reg);

/* Records live for the call; order: period, then evidence class, then id. A failure that visit
 * returns ends the walk. */
typedef kt_status (*kt_fact_visit)(void *with, const kt_fact *fact, kt_error *err);
typedef kt_status (*kt_entry_visit)(void *with, const kt_entry *entry, kt_error *err);
typedef kt_status (*kt_total_visit)(void *with, const kt_country_total *total, kt_error *err);
/* Facts about a pair, both ways round (a and b as stored); b NULL: all of a. */
KT_MUST_USE kt_status kt_register_facts(const kt_register *reg, const char *a, const char *b,
                                        kt_fact_visit visit, void *with, kt_error *err);
KT_MUST_USE kt_status kt_register_entries(const kt_register *reg, const char *a, const char *b,
                                          kt_entry_visit visit, void *with, kt_error *err);
KT_MUST_USE kt_status kt_register_totals(const kt_register *reg, const char *country,
                                         kt_total_visit visit, void *with, kt_error *err);
/* How many there are, for `info`. */
KT_MUST_USE kt_status kt_register_counts(const kt_register *reg, int64_t *n_facts,
                                         int64_t *n_entries, int64_t *n_totals, kt_error *err);
/* Every page of the register in a fixed order and form, for `verify`: KT_ERR_FORMAT names what
 * is damaged. */
KT_MUST_USE kt_status kt_register_verify(const kt_register *reg, kt_error *err);

KT_END_DECLS

#endif
