/* fold.h: text made comparable: case, accents and signs taken away.
 *
 * "Côte d'Ivoire", "COTE D'IVOIRE" and "CotedIvoire" become "cotedivoire"; "Республика
 * Беларусь" becomes "республикабеларусь". A table of our own for Latin and Cyrillic letters;
 * other scripts stay as they are. */
#ifndef REFERENCE_FOLD_H
#define REFERENCE_FOLD_H

#include <kontor/text.h>

typedef enum kt_fold_mode {
    KT_FOLD_LETTERS, /* letters and digits only, nothing between: for names */
    KT_FOLD_WORDS    /* words with one blank between: for search */
} kt_fold_mode;

/* Fold text into out, which holds at least text.size bytes: no letter grows. What is not UTF-8
 * is taken byte by byte. Returns the bytes written; they are in UTF-8 wherever text is. */
size_t kt_fold_text(kt_slice text, kt_fold_mode mode, char *out);

#endif
