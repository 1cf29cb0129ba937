/* reference_fixture.h: the tables as the program carries them, and tables of a test's own. */
#ifndef KONTOR_TESTS_REFERENCE_FIXTURE_H
#define KONTOR_TESTS_REFERENCE_FIXTURE_H

#include "check.h"

#include <kontor/file.h>
#include <kontor/resource.h>
#include <kontor/text.h>

/* Write `bytes` as resource `name` below a folder. */
static inline void put_table(const char *folder, const char *name, const char *bytes)
{
    kt_error err = {0};
    char path[KT_MAX_PATH], above[KT_MAX_PATH];
    CHECK_OK(kt_path_join(folder, name, path, &err), err);
    snprintf(above, sizeof above, "%.*s", (int)(kt_path_name(path) - path), path);
    CHECK_OK(kt_folder_make(above, &err), err);
    FILE *file = fopen(path, "wb"); /* not kt_file_replace(): these need not last */
    CHECK(file != NULL);
    CHECK_INT((int64_t)fwrite(bytes, 1, strlen(bytes), file), (int64_t)strlen(bytes));
    CHECK_INT(fclose(file), 0);
}

static inline kt_resources *open_resources(const char *folder)
{
    kt_error err = {0};
    kt_resources *resources = NULL;
    CHECK_OK(kt_resources_open(folder, &resources, &err), err);
    return resources;
}

static inline kt_slice text(const char *terminated)
{
    return kt_slice_of(terminated);
}

#endif
