/* writer_fixture.h: a store of its own for each test of the writer. */
#ifndef KONTOR_TESTS_WRITER_FIXTURE_H
#define KONTOR_TESTS_WRITER_FIXTURE_H

#include "check.h"

#include "store_fixture.h"

static char folder[256]; /* of the test under way */

static inline int make_folder(void **state)
{
    (void)state;
    kt_scratch_make(folder);
    return 0;
}

static inline int remove_folder(void **state)
{
    (void)state;
    kt_scratch_remove(folder);
    return 0;
}

static inline int64_t n_datasets(void)
{
    kt_error err = {0};
    kt_store *store = NULL;
    CHECK_OK(kt_store_open(folder, &store, &err), err);
    const int64_t n = kt_store_n_datasets(store);
    for (int64_t i = 0; i < n; i++)
        CHECK(kt_store_damage(store, i) == NULL);
    kt_store_close(store);
    return n;
}

/* Files in the folder of datasets, finished or not. */
static inline int64_t n_files(void)
{
    char path[KT_MAX_PATH];
    kt_error err = {0};
    kt_names names = {0};
    CHECK_OK(kt_path_join(folder, "datasets", path, &err), err);
    if (!kt_folder_exists(path))
        return 0;
    CHECK_OK(kt_folder_list(path, &names, &err), err);
    const int64_t n = names.n_names;
    kt_names_clear(&names);
    return n;
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

#endif
