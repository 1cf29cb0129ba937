/* table_words.h: titles and column heads in the reader's language. */
#ifndef KONTOR_COMMAND_TABLE_WORDS_H
#define KONTOR_COMMAND_TABLE_WORDS_H

#include "run_internal.h"

#include <kontor/table.h>

/* Bytes of a word, at most: a line below a table may be one. */
enum { KT_WORD_ROOM = 480 };

/* Put the run's language in the place of the English words that data/table_words.csv knows: in
 * the table's title, up to a colon, and its column heads; with `cells` also in cells that hold
 * nothing but such a word. What it does not know stays as it is. */
KT_MUST_USE kt_status kt_table_speak(const kt_run *run, kt_table *table, bool cells,
                                     kt_error *err);
/* One word or phrase of that file in the run's language, else itself. out holds it. */
KT_MUST_USE kt_status kt_word_of(const kt_run *run, const char *english, char out[KT_WORD_ROOM],
                                 kt_error *err);
#endif
