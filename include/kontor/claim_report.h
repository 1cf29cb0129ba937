/* kontor/claim_report.h: claims and verdicts for a reader: the article with its claims marked
 * and a table under it (text, HTML), or one record a claim (JSON, CSV). The JSON is the
 * contract of DESIGN.md, section 4. */
#ifndef KONTOR_CLAIM_REPORT_H
#define KONTOR_CLAIM_REPORT_H

#include <kontor/sink.h>
#include <kontor/verdict.h>

KT_BEGIN_DECLS

typedef enum kt_claim_form {
    KT_CLAIM_TEXT,
    KT_CLAIM_JSON, /* one line */
    KT_CLAIM_HTML, /* a whole page */
    KT_CLAIM_PART, /* the same without head and style, for a page that has its own */
    KT_CLAIM_CSV   /* with a header line unless `follows` */
} kt_claim_form;

typedef struct kt_claim_report_options {
    kt_claim_form form;
    int width;        /* of the terminal; 0: no limit */
    bool colour;      /* text: marks by colours instead of brackets */
    bool follows;     /* another report stands before */
    const char *name; /* of the article, for CSV: its file */
} kt_claim_report_options;

/* claims and verdicts belong together. Text from the article can neither steer a terminal nor
 * add markup. Errors: KT_ERR_FORMAT a phrase that is missing; those of the sink. */
KT_MUST_USE kt_status kt_claim_report_write(const kt_check_world *world,
                                            const kt_claims *claims,
                                            const kt_verdicts *verdicts,
                                            const kt_claim_report_options *options,
                                            const kt_sink *sink, kt_error *err);

KT_END_DECLS

#endif
