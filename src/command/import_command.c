/* import_command.c: kontor import: sources into the store, and what became of each. */
#include "classification.h"
#include "import_source.h"
#include "run_internal.h"

static const kt_parameter parameters[] = {
    {"source", "SOURCE", NULL, "A file, a folder, a zip, a gzip, or - for standard input.",
     KT_TYPE_TEXT, KT_PLACE_REPEATED},
    {"as", "NAME", NULL, "Name of the dataset (default: from the format and the file).",
     KT_TYPE_TEXT, KT_PLACE_OPTION},
    {"lenient", NULL, NULL, "Leave out rows that cannot be read instead of failing.",
     KT_TYPE_FLAG, KT_PLACE_OPTION},
    {"mapping", "FILE", NULL, "Names of the columns, where the file has its own.", KT_TYPE_TEXT,
     KT_PLACE_OPTION},
    {"wait", NULL, NULL, "Wait for another import into the same store.", KT_TYPE_FLAG,
     KT_PLACE_OPTION},
};

static kt_status run_import(kt_run *run, kt_error *err)
{
    const char *source;
    if (kt_argument_text(run, "as", NULL) && kt_argument_at(run, 1))
        return kt_fail(err, KT_ERR_USAGE,
                       "--as names one dataset, but several sources are given");
    for (int n = 0; (source = kt_argument_at(run, n)); n++) {
        bool is_classification;
        KT_TRY(kt_classification_import(run, source, &is_classification, err));
        if (!is_classification)
            KT_TRY(kt_run_import(run, source, err));
    }
    return KT_OK;
}

const kt_command kt_command_import = {
    "import",
    "bring data into the store",
    "Reads trade data and keeps it as a dataset of the store. The format is recognised by the\n"
    "header of the file: BACI (folder, zip or CSV), totals in a layout of your own, Comtrade,\n"
    "WITS, cited facts; covariates from CEPII, the World Bank or a table with a declared\n"
    "key; correlation tables of products (BEC, SITC, your own groups); CSV or Stata. One row "
    "that cannot be read fails the import and leaves the store as\n"
    "it was, unless --lenient. Importing the same file again changes nothing.\n\n"
    "  kontor import BACI_HS92_V202501.zip\n"
    "  kontor import totals.csv.gz --as dots\n"
    "  zcat totals.csv.gz | kontor import - --as dots\n\n"
    "The layouts are described in docs/formats.md.\n",
    parameters,
    sizeof parameters / sizeof parameters[0],
    run_import,
};
