/* Files of phrases: one that is wrong is refused with its line, and every request for memory
 * that fails while they are read is reported. */
#include "check.h"

#include <kontor/claim.h>
#include <kontor/file.h>

static char folder[256];
static kt_countries *countries;
static kt_blocs *blocs;

static int make(void **state)
{
    kt_error err = {0};
    kt_resources *resources = NULL;
    char lang[KT_MAX_PATH];
    (void)state;
    kt_scratch_make(folder);
    CHECK_OK(kt_path_join(folder, "lang", lang, &err), err);
    CHECK_OK(kt_folder_make(lang, &err), err);
    CHECK_OK(kt_resources_open(NULL, &resources, &err), err);
    CHECK_OK(kt_countries_open(resources, &countries, &err), err);
    CHECK_OK(kt_blocs_open(resources, &blocs, &err), err);
    kt_resources_close(resources);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    kt_blocs_close(blocs);
    kt_countries_close(countries);
    kt_scratch_remove(folder);
    return 0;
}

/* A reader with a file of English phrases of our own. */
static kt_status open_with(const char *phrases, kt_claim_reader **out, kt_error *err)
{
    char path[KT_MAX_PATH];
    kt_resources *resources = NULL;
    CHECK_OK(kt_path_join(folder, "lang/claims_en.txt", path, err), *err);
    CHECK_OK(kt_file_replace(path, phrases, strlen(phrases), err), *err);
    CHECK_OK(kt_resources_open(folder, &resources, err), *err);
    const kt_status status = kt_claim_reader_open(resources, countries, blocs, out, err);
    kt_resources_close(resources);
    return status;
}

static void a_wrong_line_is_told_with_its_number(void **state)
{
    (void)state;
    static const struct {
        const char *phrases, *where, *cause;
    } list[] = {
        {"# no head\nsank\n", "lang/claims_en.txt:2", "a phrase before the first [section]"},
        {"[down]\nsank\n[dawn\n", "lang/claims_en.txt:3",
         "a section head is [NAME] or [NAME VALUE]"},
        {"[dawn]\nsank\n", "lang/claims_en.txt:1",
         "there is no section [dawn]; docs/check.md lists them"},
        {"[scale much]\nmillion\n", "lang/claims_en.txt:1",
         "section [scale] cannot take \"much\""},
        {"[modifier]\nsome\n", "lang/claims_en.txt:1", "section [modifier] cannot take \"\""},
        {"[country Kenya]\nKenya\n", "lang/claims_en.txt:1",
         "section [country] cannot take \"Kenya\""},
    };
    for (size_t n = 0; n < sizeof list / sizeof *list; n++) {
        kt_error err = {0};
        kt_claim_reader *reader = NULL;
        CHECK_FAILS(open_with(list[n].phrases, &reader, &err), KT_ERR_FORMAT, err);
        CHECK_TEXT(err.cause, list[n].cause);
        CHECK(strstr(err.context, list[n].where) != NULL);
        CHECK(reader == NULL);
    }
}

/* "a || b": nothing between two bars is no phrase. */
static void an_empty_phrase_is_none(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_claim_reader *reader = NULL;
    CHECK_OK(open_with("[down]\nsank | | fell\n", &reader, &err), err);
    kt_claim_reader_close(reader);
    kt_claim_reader_close(NULL);
}

static kt_status open_once(void *with, kt_error *err)
{
    kt_claim_reader *reader = NULL;
    const kt_status status = kt_claim_reader_open(with, countries, blocs, &reader, err);
    kt_claim_reader_close(reader);
    return status;
}

static void every_failing_request_is_reported(void **state)
{
    (void)state;
    kt_error err = {0};
    kt_resources *resources = NULL;
    CHECK_OK(kt_resources_open(folder, &resources, &err), err);
    kt_check_faults(KT_FAULT_MEMORY, open_once, resources);
    kt_resources_close(resources);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_wrong_line_is_told_with_its_number),
        KT_TEST(an_empty_phrase_is_none),
        KT_TEST(every_failing_request_is_reported),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, make, drop);
}
