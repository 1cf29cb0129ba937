/* report.h: what the forms of a report share. Internal to src/claim. */
#ifndef CLAIM_REPORT_H
#define CLAIM_REPORT_H

#include <kontor/claim_report.h>

/* The parts of an article's text, each a paragraph; positions as in kt_claims.text. */
typedef struct kt_paragraph {
    size_t start, end;
    bool title;
} kt_paragraph;
int64_t kt_claims_n_paragraphs(const kt_claims *claims);
bool kt_claims_paragraph(const kt_claims *claims, int64_t n, kt_paragraph *out);

KT_MUST_USE kt_status kt_report_phrase(const kt_check_world *world, const char *key,
                                       kt_text *out, kt_error *err);
/* "exports: Belarus – Kazakhstan" */
KT_MUST_USE kt_status kt_report_what(const kt_check_world *world, const kt_claim *claim,
                                     kt_text *out, kt_error *err);
/* "in the CIS", "outside the EU", "in Central Asia", as a rank or share is told of it; nothing
 * where it is of all the world, or of what has no name here (group_name.c). */
KT_MUST_USE kt_status kt_group_say(const kt_check_world *world, const kt_claim *claim,
                                   kt_text *out, kt_error *err);
const char *kt_report_verdict_key(const kt_claim *claim, const kt_verdict *verdict);

KT_MUST_USE kt_status kt_report_text(const kt_check_world *world, const kt_claims *claims,
                                     const kt_verdicts *verdicts,
                                     const kt_claim_report_options *options,
                                     const kt_sink *sink, kt_error *err);
KT_MUST_USE kt_status kt_report_html(const kt_check_world *world, const kt_claims *claims,
                                     const kt_verdicts *verdicts,
                                     const kt_claim_report_options *options,
                                     const kt_sink *sink, kt_error *err);

#endif
