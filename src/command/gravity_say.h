/* gravity_say.h: words and numbers of gravity's answers as the reader's language has them. */
#ifndef KONTOR_GRAVITY_SAY_H
#define KONTOR_GRAVITY_SAY_H

#include "gravity_internal.h"
#include "say.h"
#include "table_words.h"

/* Whose language the answer speaks (English in CSV and JSON, which are for programs), and how
 * it writes numbers. Before anything below. */
KT_MUST_USE kt_status kt_gravity_speak(kt_gravity *g, kt_error *err);

/* A phrase of lang/ in the language of the answer, appended; as a note below a table; or, for
 * the reader in any case, as a line besides the answer. */
KT_MUST_USE kt_status kt_gravity_say(const kt_gravity *g, const char *key,
                                     const kt_say_value *value, int n, kt_text *out,
                                     kt_error *err);
KT_MUST_USE kt_status kt_gravity_note(const kt_gravity *g, kt_table *table, const char *key,
                                      const kt_say_value *value, int n, kt_error *err);
KT_MUST_USE kt_status kt_gravity_remark(const kt_gravity *g, const char *key,
                                        const kt_say_value *value, int n, kt_error *err);

/* Four decimals, or three digits and a power of ten. */
const char *kt_gravity_print(const kt_gravity *g, double value, char out[32]);
/* "0.0312", "<0.0001" */
const char *kt_gravity_print_p(const kt_gravity *g, double p, char out[32]);
/* As the precision of %g says: 0.01, 123.457 */
const char *kt_gravity_print_short(const kt_gravity *g, double value, int digits, char out[32]);
/* "1.2e-10" */
const char *kt_gravity_print_power(const kt_gravity *g, double value, char out[32]);
/* With so many decimals. */
const char *kt_gravity_print_fixed(const kt_gravity *g, double value, int decimals,
                                   char out[32]);
/* "28,482" */
const char *kt_gravity_count(const kt_gravity *g, int64_t n, char out[32]);

/* "Poisson pseudo-maximum likelihood": appended. */
KT_MUST_USE kt_status kt_gravity_say_family(const kt_gravity *g, const kt_gravity_fit *fit,
                                            kt_text *out, kt_error *err);
/* "clustered by exporter^importer (4,761)", "robust to heteroskedasticity" ...: appended. */
KT_MUST_USE kt_status kt_gravity_say_vcov(const kt_gravity *g, const kt_gravity_fit *fit,
                                          kt_text *out, kt_error *err);
/* "fixest", "stata", "none": what phrases choose by. */
const char *kt_gravity_ssc_word(const kt_gravity_fit *fit);
/* "(2) in R", a blank line before all but the first where `apart`, and the calls: appended. */
KT_MUST_USE kt_status kt_gravity_say_calls(const kt_gravity *g, bool apart, kt_text *out,
                                           kt_error *err);

#endif
