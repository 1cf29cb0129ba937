/* check.h: the test library behind one header: cmocka, and what our tests add to it.
 *
 *     static void fitted_totals_equal_observed_totals(void **state) { (void)state; ... }
 *     int main(void) {
 *         const struct CMUnitTest tests[] = {KT_TEST(fitted_totals_equal_observed_totals)};
 *         return kt_run_tests(tests);
 *     }
 *
 * A test's name is a sentence, it checks one thing, and a failure prints both values. */
#ifndef KONTOR_TESTS_CHECK_H
#define KONTOR_TESTS_CHECK_H

#include <kontor/error.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define KT_TEST(function)   cmocka_unit_test(function)
#define kt_run_tests(tests) cmocka_run_group_tests_name(__FILE__, tests, NULL, NULL)

#define CHECK(condition) assert_true(condition)
/* Whole numbers of any type, sizes among them. */
#define CHECK_INT(found, expected)                                                             \
    kt_check_int((int64_t)(found), (int64_t)(expected), #found, __FILE__, __LINE__)
#define CHECK_TEXT(found, expected) assert_string_equal((found), (expected))
/* Relative tolerance, absolute below 1; NaN equals NaN. */
#define CHECK_NEAR(found, expected, tolerance)                                                 \
    kt_check_near((found), (expected), (tolerance), #found, __FILE__, __LINE__)
/* A call that must succeed; on failure the error is printed. `err` is the name of the kt_error
 * that the call fills. */
#define CHECK_OK(call, err)                                                                    \
    do {                                                                                       \
        if ((call) != KT_OK) {                                                                 \
            char kt_text_[600];                                                                \
            fail_msg("%s: %s", #call, kt_error_text(&(err), kt_text_, sizeof kt_text_));       \
        }                                                                                      \
    } while (0)
/* A call that must fail with a status; its error is left in err for further checks. */
#define CHECK_FAILS(call, expected_status, err)                                                \
    do {                                                                                       \
        kt_error_clear(&(err));                                                                \
        CHECK_INT((call), (expected_status));                                                  \
        CHECK_INT((err).status, (expected_status));                                            \
        assert_true((err).cause[0] != '\0');                                                   \
    } while (0)

void kt_check_int(int64_t found, int64_t expected, const char *what, const char *file,
                  int line);
void kt_check_near(double found, double expected, double tolerance, const char *what,
                   const char *file, int line);

/* Path of a file among the shared test data ("data/cepii_dist.csv.gz"), or the test is skipped,
 * and counted as skipped, where it is not there. Looked for in $KONTOR_TEST_DATA, else in
 * ../shared beside the checkout. */
const char *kt_shared(const char *name);

/* A fresh empty folder below the system's temporary one; removed with all in it by
 * kt_scratch_remove(). */
void kt_scratch_make(char path[256]);
void kt_scratch_remove(const char *path);

/* Fault injection (tests/fault.c). After kt_fault_at(KT_FAULT_MEMORY, n) the n-th request from
 * our code fails, and none other; kt_fault_off() ends it and says whether one failed. With
 * KT_FAULT_WRITE it is the n-th write(), with KT_FAULT_FSYNC and KT_FAULT_RENAME those. */
typedef enum kt_fault {
    KT_FAULT_MEMORY,
    KT_FAULT_WRITE,
    KT_FAULT_FSYNC,
    KT_FAULT_RENAME
} kt_fault;
void kt_fault_at(kt_fault kind, int64_t n);
/* write() number n writes only half of its bytes; a correct caller goes on with the rest. */
void kt_fault_short_write_at(int64_t n);
int kt_fault_off(void);

/* Run `once(with, &err)` with the 1st, 2nd, ... request failing until it succeeds: each failure
 * must be reported with a cause. once() releases what it made and returns what the call
 * returned. */
void kt_check_faults(kt_fault kind, kt_status (*once)(void *with, kt_error *err), void *with);

#endif
