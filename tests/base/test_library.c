/* Libraries loaded when first used. */
#include "check.h"

#include <kontor/library.h>

static void a_function_of_a_library_can_be_called(void **state)
{
    (void)state;
    kt_error err = {0};
    const char *const names[] = {"libnone.so.99", "libm.so.6", NULL};
    void *library = NULL;
    double (*root)(double) = NULL;
    CHECK_OK(kt_library_open(names, "libc6", &library, &err), err);
    CHECK_OK(kt_library_function(library, "sqrt", &root, &err), err);
    CHECK_NEAR(root(2.25), 1.5, 0.0);
    kt_library_close(library);
}

static void a_missing_library_names_the_package(void **state)
{
    (void)state;
    kt_error err = {0};
    const char *const names[] = {"libnone.so.99", NULL};
    void *library = NULL;
    CHECK_FAILS(kt_library_open(names, "libnone-dev", &library, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "libnone-dev") != NULL);
    CHECK(library == NULL);
    kt_library_close(NULL);
}

static void a_missing_function_is_named(void **state)
{
    (void)state;
    kt_error err = {0};
    const char *const names[] = {"libm.so.6", NULL};
    void *library = NULL;
    double (*root)(double) = NULL;
    CHECK_OK(kt_library_open(names, "libc6", &library, &err), err);
    CHECK_FAILS(kt_library_function(library, "no_such_root", &root, &err), KT_ERR_MISSING, err);
    CHECK(strstr(err.cause, "no_such_root") != NULL);
    CHECK(root == NULL);
    kt_library_close(library);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_function_of_a_library_can_be_called),
        KT_TEST(a_missing_library_names_the_package),
        KT_TEST(a_missing_function_is_named),
    };
    return kt_run_tests(tests);
}
