/* covariates_texts.h: the distinct texts of a column while it is written, numbered as they
 * come. */
#ifndef KONTOR_STORE_COVARIATES_TEXTS_H
#define KONTOR_STORE_COVARIATES_TEXTS_H

#include <kontor/error.h>
#include <kontor/text.h>

#include <stdint.h>

/* Starts as {0}. */
typedef struct kt_texts {
    kt_text bytes;
    uint32_t *end;  /* of each text in bytes */
    uint32_t *slot; /* open addressing: number plus 1; 0: free */
    uint32_t n_texts, n_slots, room;
} kt_texts;

/* Its number. Errors: KT_ERR_MEMORY; KT_ERR_LIMIT too many bytes. */
KT_MUST_USE kt_status kt_texts_add(kt_texts *texts, kt_slice text, uint32_t *out,
                                   kt_error *err);
void kt_texts_clear(kt_texts *texts);

#endif
