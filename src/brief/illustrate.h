/* illustrate.h: the pictures of a brief, one file a group of them. Each takes its numbers from
 * what the section says, or ranks and amounts from the dataset that ranks. A picture that has
 * nothing to show is left out. */
#ifndef KONTOR_BRIEF_ILLUSTRATE_H
#define KONTOR_BRIEF_ILLUSTRATE_H

#include "brief_internal.h"

/* A copy in the picture's arena. */
KT_MUST_USE kt_status kt_picture_keep(kt_picture *picture, const char *text, const char **out,
                                      kt_error *err);
/* A phrase, in the picture's arena. */
KT_MUST_USE kt_status kt_picture_say(kt_work *work, kt_picture *picture, const char *key,
                                     const kt_word *words, int n_words, const char **out,
                                     kt_error *err);
/* Column of that key in a table; -1: none. */
int kt_table_find(const kt_table *table, const char *key);

/* Both statements of each flow, from the section's table. */
KT_MUST_USE kt_status kt_illustrate_mirror(kt_work *work, const kt_section *section,
                                           kt_error *err);
/* The largest products of each table. */
KT_MUST_USE kt_status kt_illustrate_products(kt_work *work, const kt_section *section,
                                             kt_error *err);
/* Places over the years, and the partners on a map. */
KT_MUST_USE kt_status kt_illustrate_rank(kt_work *work, kt_error *err);
/* What was agreed, and when. */
KT_MUST_USE kt_status kt_illustrate_register(kt_work *work, kt_error *err);

#endif
