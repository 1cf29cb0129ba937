/* check_text.h: a text's figures held against the data, for the commands and for a page. */
#ifndef KONTOR_CHECK_TEXT_H
#define KONTOR_CHECK_TEXT_H

#include "run_internal.h"

#include <kontor/claim_report.h>

/* --published and --dataset of the run count; nothing is opened but store and register. */
KT_MUST_USE kt_status kt_check_text(const kt_run *run, const char *text, kt_claim_form form,
                                    const kt_sink *out, kt_error *err);

#endif
