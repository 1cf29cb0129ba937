/* test_reference_table.c: tables that are wrong are refused with file and line, and memory that
 * runs out is told, whichever request it is. */
#include "reference_fixture.h"

#include <kontor/bloc.h>
#include <kontor/country.h>
#include <kontor/product.h>

static const char names_header[] =
    "code,name,subject,genitive,dative,object,with,between,in,from,to,adjective,inhabitant,"
    "capital,other_names\n";
static const char countries_header[] =
    "code,alpha2,numeric,kind,first_year,last_year,latitude,longitude,numbers,aliases\n";

/* A small world of two countries and one bloc. */
static void put_small_world(const char *folder)
{
    char names[1000];
    put_table(folder, "data/countries.csv",
              "code,alpha2,numeric,kind,first_year,last_year,latitude,longitude,numbers,"
              "aliases\nBLR,BY,112,country,1992,,53.9,27.56,,\nWLD,,,world,,,,,0,W00\n");
    snprintf(names, sizeof names, "%sBLR,Land,,,,,,,,,,,,,Stadt|Dorf\n", names_header);
    put_table(folder, "data/names_de.csv", names);
    put_table(folder, "data/names_en.csv", names);
    put_table(folder, "data/names_ru.csv", names);
    put_table(folder, "data/capitals.csv", "code,first_year,last_year,de,en,ru\n");
    put_table(folder, "data/country_spellings.csv", "spelling,code\nLand of,BLR\n");
    put_table(folder, "data/country_vague.csv", "word,codes\n");
    put_table(folder, "data/blocs.csv", "code,first_year,last_year,source\nONE,1990,,treaty\n");
    put_table(folder, "data/bloc_names.csv",
              "code,language,name,subject,genitive,dative,object,with,between,in,from,to,"
              "other_names\nONE,de,Eins,,,,,,,,,,\n");
    put_table(folder, "data/bloc_members.csv",
              "bloc,country,from,to,status,source,note\nONE,BLR,1990,,member,treaty,\n");
    put_table(folder, "data/breaks.csv",
              "id,reporter,partner,bloc,year,import,export,description,source\n");
    put_table(folder, "data/hs_sections.csv", "section,first,last,de,en,ru\n1,1,5,a,b,c\n");
    put_table(folder, "data/hs_chapters.csv", "code,de,en,ru\n01,a,b,c\n");
    put_table(folder, "data/hs_headings.csv", "code,de,en,ru\n0101,a,b,c\n");
}

static kt_status open_all(void *with, kt_error *err)
{
    kt_resources *resources = NULL;
    kt_countries *countries = NULL;
    kt_blocs *blocs = NULL;
    kt_products *products = NULL;
    kt_status status = kt_resources_open(with, &resources, err);
    if (!status)
        status = kt_countries_open(resources, &countries, err);
    if (!status)
        status = kt_blocs_open(resources, &blocs, err);
    if (!status)
        status = kt_products_open(resources, &products, err);
    kt_products_close(products);
    kt_blocs_close(blocs);
    kt_countries_close(countries);
    kt_resources_close(resources);
    return status;
}

static void running_out_of_memory_is_told_for_every_request(void **state)
{
    (void)state;
    char folder[256];
    kt_scratch_make(folder);
    put_small_world(folder);
    kt_check_faults(KT_FAULT_MEMORY, open_all, folder);
    kt_scratch_remove(folder);
}

static void a_small_world_opens(void **state)
{
    (void)state;
    char folder[256];
    kt_error err = {0};
    kt_countries *countries = NULL;
    kt_scratch_make(folder);
    put_small_world(folder);
    kt_resources *resources = open_resources(folder);
    CHECK_OK(kt_countries_open(resources, &countries, &err), err);
    CHECK_INT(kt_countries_count(countries), 2);
    /* Forms that the table leaves empty are made from the name. */
    const kt_country blr = KT_COUNTRY('B', 'L', 'R');
    CHECK_TEXT(kt_country_name(countries, blr, "de", KT_NAME_GENITIVE), "Land");
    CHECK_TEXT(kt_country_name(countries, blr, "de", KT_NAME_WITH), "mit Land");
    CHECK_TEXT(kt_country_name(countries, blr, "ru", KT_NAME_IN), "в Land");
    CHECK_TEXT(kt_country_name(countries, blr, "de", KT_NAME_ADJECTIVE), "");
    CHECK_TEXT(kt_country_name(countries, KT_WORLD, "de", KT_NAME_WITH), "WLD");
    kt_countries_close(countries);
    kt_resources_close(resources);
    kt_scratch_remove(folder);
}

/* One table of the small world made wrong. */
static void a_wrong_table_is_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes, *said;
    } cases[] = {
        {"data/countries.csv", "code,alpha2\nBLR,BY\n", "no column"},
        {"data/countries.csv", "", "empty"},
        {"data/countries.csv", "H\nBLR,BY,112,planet,,,,,,\n", "kind"},
        {"data/countries.csv", "H\nBLR,BYE,112,country,,,,,,\n", "alpha-2"},
        {"data/countries.csv", "H\n,BY,112,country,,,,,,\n", "no code"},
        {"data/countries.csv", "H\nBelarus,BY,112,country,,,,,,\n", "A-Z"},
        {"data/countries.csv", "H\nBLR,BY,x,country,,,,,,\n", "numeric"},
        {"data/countries.csv", "H\nBLR,BY,112,country,1700,,,,,\n", "first_year"},
        {"data/countries.csv", "H\nBLR,BY,112,country,,,91,0,,\n", "latitude"},
        {"data/countries.csv", "H\nBLR,BY,112,country\n", "cells"},
        {"data/countries.csv", "H\nBLR,BY,112,country,,,,,7 7,\n", "twice"},
        {"data/countries.csv", "H\nBLR,BY,112,country,,,,,seven,\n", "odd"},
        {"data/countries.csv", "H\nBLR,,,country,,,,,,\nBLR,,,country,,,,,,\n", "twice"},
        {"data/countries.csv", "H\nBLR,,,country,,,,,,QUITE_LENGTHY\n", "letters"},
        {"data/names_de.csv", "N\nXYZ,Land,,,,,,,,,,,,,\n", "no code of"},
        {"data/names_de.csv", "N\nBLR,,,,,,,,,,,,,,\n", "empty"},
        {"data/names_de.csv", "N\nBLR,a,,,,,,,,,,,,,\nBLR,b,,,,,,,,,,,,,\n", "twice"},
        {"data/country_spellings.csv", "spelling,code\nLand,XYZ\n", "unknown code"},
        {"data/country_vague.csv", "word,codes\nLand,BLR XYZ\n", "unknown code"},
        {"data/capitals.csv", "code,first_year,last_year,de,en,ru\nBLR,x,,a,b,c\n", "first"},
        {"data/blocs.csv", "code,first_year,last_year,source\nONE,,,s\none,,,s\n", "twice"},
        {"data/bloc_names.csv",
         "code,language,name,subject,genitive,dative,object,with,between,in,from,to,"
         "other_names\nTWO,de,Zwei,,,,,,,,,,\n",
         "unknown bloc"},
        {"data/bloc_members.csv", "M\nONE,BLR,1990,,friend,treaty,\n", "status"},
        {"data/bloc_members.csv", "M\nONE,BLR,1990,,member,,\n", "source"},
        {"data/bloc_members.csv", "M\nONE,BLR,1990-13,,member,s,\n", "date"},
        {"data/bloc_members.csv", "M\nONE,BLR,1990-02,,member,s,\n", "date"},
        {"data/bloc_members.csv", "M\nONE,BLR,1990,1980,member,s,\n", "ends"},
        {"data/bloc_members.csv", "M\nONE,BLR,1990,,member,s,\nONE,BLR,2000,,member,s,\n",
         "overlap"},
        {"data/breaks.csv", "B\nx,,,,1990,1,1,d,\n", "source"},
        {"data/breaks.csv", "B\nx,,,TWO,1990,1,1,d,s\n", "unknown bloc"},
        {"data/breaks.csv", "B\nx,,,,1990,0,0,d,s\n", "direction"},
        {"data/hs_sections.csv", "section,first,last,de,en,ru\n1,1,5,,,\n2,5,6,,,\n", "two"},
        {"data/hs_sections.csv", "section,first,last,de,en,ru\n22,1,5,,,\n", "section"},
        {"data/hs_chapters.csv", "code,de,en,ru\n1,a,b,c\n", "2 digits"},
        {"data/hs_headings.csv", "code,de,en,ru\n0101,a,,c\n", "no name in en"},
        {"data/hs_headings.csv", "code,de,en,ru\n0101,a,b,c\n0101,a,b,c\n", "twice"},
    };
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++) {
        char folder[256], bytes[1000], message[600];
        kt_error err = {0};
        const char *header = cases[n].bytes[0] == 'H'   ? countries_header
                             : cases[n].bytes[0] == 'N' ? names_header
                             : cases[n].bytes[0] == 'M'
                                 ? "bloc,country,from,to,status,source,note\n"
                             : cases[n].bytes[0] == 'B'
                                 ? "id,reporter,partner,bloc,year,import,export,description,"
                                   "source\n"
                                 : NULL;
        snprintf(bytes, sizeof bytes, "%s%s", header ? header : "",
                 cases[n].bytes + (header ? 2 : 0));
        kt_scratch_make(folder);
        put_small_world(folder);
        put_table(folder, cases[n].name, bytes);
        CHECK_FAILS(open_all(folder, &err), KT_ERR_FORMAT, err);
        kt_error_text(&err, message, sizeof message);
        if (!strstr(message, cases[n].said) || !strstr(message, cases[n].name))
            fail_msg("case %zu says: %s", n, message);
        kt_scratch_remove(folder);
    }
}

/* A table cut anywhere is either whole rows, or refused. */
static void a_table_cut_at_every_byte_does_no_harm(void **state)
{
    (void)state;
    static const char members[] = "bloc,country,from,to,status,source,note\n"
                                  "ONE,BLR,1990-12-08,\"2018\",disputed,\"treaty, old\",x\n";
    char folder[256];
    kt_scratch_make(folder);
    put_small_world(folder);
    for (size_t size = 0; size < sizeof members; size++) {
        kt_error err = {0};
        char cut[sizeof members];
        memcpy(cut, members, size);
        cut[size] = '\0';
        put_table(folder, "data/bloc_members.csv", cut);
        const kt_status status = open_all(folder, &err);
        CHECK(status == KT_OK || status == KT_ERR_FORMAT);
    }
    kt_scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        KT_TEST(a_small_world_opens),
        KT_TEST(a_wrong_table_is_refused_by_name),
        KT_TEST(a_table_cut_at_every_byte_does_no_harm),
        KT_TEST(running_out_of_memory_is_told_for_every_request),
    };
    return kt_run_tests(tests);
}
