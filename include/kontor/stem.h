/* kontor/stem.h: words to their stems, so that a search for "Ausfuhren" finds "Ausfuhr".
 *
 * Words are runs of Latin and Cyrillic letters and digits; they become lower case, are cut to
 * their stem by the Snowball rules of the language, and are joined by blanks. The stems are for
 * an index, not for readers. Source: M. F. Porter, Snowball: a language for stemming algorithms
 * (2001), by way of Debian's libstemmer, loaded when first used. */
#ifndef KONTOR_STEM_H
#define KONTOR_STEM_H

#include <kontor/error.h>
#include <kontor/text.h>

KT_BEGIN_DECLS

typedef struct kt_stemmer kt_stemmer;
/* language: "de", "en", "ru". Owned by the caller, for one thread at a time. Errors:
 * KT_ERR_MISSING no such language, or no libstemmer, naming its package; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_stemmer_new(const char *language, kt_stemmer **out, kt_error *err);
/* NULL is allowed. */
void kt_stemmer_free(kt_stemmer *stemmer);

/* The stems of a text's words, appended. text is well-formed UTF-8. */
KT_MUST_USE kt_status kt_stem_words(const kt_stemmer *stemmer, kt_slice text, kt_text *out,
                                    kt_error *err);

KT_END_DECLS

#endif
