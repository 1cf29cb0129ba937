/* deliver.h: an answer that may be a file: to the one that --output names, else to the sink. */
#ifndef KONTOR_COMMAND_DELIVER_H
#define KONTOR_COMMAND_DELIVER_H

#include "run_internal.h"

#include <kontor/text.h>

typedef enum kt_content { KT_CONTENT_TEXT, KT_CONTENT_BYTES } kt_content;

/* Errors: KT_ERR_USAGE bytes for a terminal, which would show them as noise. */
KT_MUST_USE kt_status kt_deliver_check(const kt_run *run, kt_content content, kt_error *err);
KT_MUST_USE kt_status kt_deliver(const kt_run *run, const kt_text *answer, kt_error *err);

#endif
