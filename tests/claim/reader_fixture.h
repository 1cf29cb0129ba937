/* reader_fixture.h: a reader of articles with kontor's own tables, for all tests of a file. */
#ifndef READER_FIXTURE_H
#define READER_FIXTURE_H

#include "check.h"

#include <kontor/claim.h>

static kt_resources *resources;
static kt_countries *countries;
static kt_blocs *blocs;
static kt_claim_reader *reader;

static int open_reader(void **state)
{
    kt_error err = {0};
    (void)state;
    CHECK_OK(kt_resources_open(NULL, &resources, &err), err);
    CHECK_OK(kt_countries_open(resources, &countries, &err), err);
    CHECK_OK(kt_blocs_open(resources, &blocs, &err), err);
    CHECK_OK(kt_claim_reader_open(resources, countries, blocs, &reader, &err), err);
    return 0;
}

static int close_reader(void **state)
{
    (void)state;
    kt_claim_reader_close(reader);
    kt_blocs_close(blocs);
    kt_countries_close(countries);
    kt_resources_close(resources);
    return 0;
}

#endif
