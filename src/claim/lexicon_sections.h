/* lexicon_sections.h: the heads of sections in lang/claims_*.txt. Internal to src/claim. */
#ifndef CLAIM_LEXICON_SECTIONS_H
#define CLAIM_LEXICON_SECTIONS_H

#include "lexicon.h"

#include <kontor/arena.h>

/* "[scale 1e6]" into a meaning; texts live in the arena. Errors: KT_ERR_FORMAT. */
KT_MUST_USE kt_status kt_section_read(kt_arena *arena, kt_slice line, kt_meaning *out,
                                      kt_error *err);

#endif
