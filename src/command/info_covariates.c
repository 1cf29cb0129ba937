/* info_covariates.c: kontor info --dataset NAME of a table of covariates: where it is from and
 * what its columns are called, which is what a formula of kontor gravity has to know. */
#include "info_covariates.h"

#include "answer_internal.h"
#include "table_words.h"

#include <kontor/covariates.h>
#include <kontor/table.h>

#include <stdio.h>

static const char *holds(kt_covariate_kind kind)
{
    return kind == KT_COVARIATE_NUMBER ? "numbers"
           : kind == KT_COVARIATE_TEXT ? "texts"
                                       : "nothing";
}

static kt_status make_table(const kt_run *run, const kt_covariates *covariates, kt_table **out,
                            kt_error *err)
{
    const kt_covariates_info *info = kt_covariates_info_of(covariates);
    char title[2 * KT_MAX_NAME + sizeof info->source + sizeof info->licence + 8];

    KT_TRY(kt_table_new(out, err));
    kt_table *table = *out;
    snprintf(title, sizeof title, "%s@%s: %s%s%s", info->name, info->version, info->source,
             info->licence[0] ? "; " : "", info->licence);
    kt_table_title(table, title);
    kt_table_column(table, &(kt_column){.key = "column"});
    kt_table_column(table, &(kt_column){.key = "label", .title = "what it is"});
    kt_table_column(table, &(kt_column){.key = "unit"});
    kt_table_column(table, &(kt_column){.key = "holds"});
    for (int32_t c = 0; c < info->n_columns; c++) {
        const kt_covariate *column = kt_covariates_column_at(covariates, c);
        const bool text = kt_answer_form_of(run) == KT_ANSWER_TEXT;
        char word[KT_WORD_ROOM];
        snprintf(word, sizeof word, "%s", holds(column->kind));
        if (text)
            KT_TRY(kt_word_of(run, holds(column->kind), word, err));
        kt_table_row(table);
        kt_table_text(table, column->name);
        kt_table_text(table, column->label);
        kt_table_text(table, column->unit);
        kt_table_text(table, word);
    }
    return kt_table_check(table, err);
}

kt_status kt_info_covariates(const kt_run *run, const char *name, bool *is_there, kt_error *err)
{
    kt_covariates_list *list = NULL;
    kt_covariates *covariates = NULL;
    kt_table *table = NULL;

    KT_TRY(kt_covariates_list_open(kt_run_store(run), &list, err));
    const int64_t n = kt_covariates_list_find(list, name);
    *is_there = n >= 0;
    kt_status status = KT_OK;
    if (*is_there) {
        status = kt_covariates_open(list, n, &covariates, err);
        if (!status)
            status = make_table(run, covariates, &table, err);
        if (!status)
            status = kt_answer_names(run, table, err);
    }
    kt_table_free(table);
    kt_covariates_close(covariates);
    kt_covariates_list_close(list);
    return status;
}
