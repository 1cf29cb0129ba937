/* member.c: one member of a source: its first row says what it is, the rest is read as that.
 *
 * BACI's usual header is known by its bytes, and the rows behind it go to the fast reader; a
 * Stata file is known by its bytes, too; everything else goes through kontor/csv.h. */
#include "reader.h"

#include "baci.h"

#include <kontor/dta.h>
#include <kontor/memory.h>

#include <string.h>

/* Longest spelling of BACI's header: mark, names, line end. */
enum { HEAD = 32 };

struct kt_member {
    kt_intake *in;
    kt_csv *csv;
    kt_dta *dta;        /* NULL: it is no Stata file */
    kt_baci_rows *rows; /* NULL: through csv or dta */
    bool decided;       /* between the two */
    bool seen;          /* the header row */
    char head[HEAD];
    size_t n_head;
    const kt_layout *layout;
    void *state;
};

static kt_status begin_layout(kt_member *member, const kt_csv_row *header, kt_error *err)
{
    kt_intake *in = member->in;
    const kt_layout *layout = kt_recognise(header, in->mapping);

    member->seen = true;
    if (!layout)
        kt_header_describe(header, in->unknown, sizeof in->unknown);
    if (!layout || (in->tables_only && layout->content != KT_HOLDS_TABLES))
        return KT_OK;
    KT_TRY(kt_new(&member->state, 1, layout->state_size, err));
    KT_TRY(layout->begin(in, header, member->state, err));
    member->layout = layout;
    return KT_OK;
}

static kt_status visit(void *with, const kt_csv_row *row, kt_error *err)
{
    kt_member *member = with;

    if (member->seen)
        return member->layout->row(member->in, row, member->state, err);
    KT_TRY(begin_layout(member, row, err));
    return member->layout ? KT_OK : KT_ERR_STOPPED;
}

/* Behind a header that nobody knows nothing is looked at: visit() stops the reading there. */
static kt_status known_or(const kt_member *member, kt_status status)
{
    return kt_member_is_unknown(member) && status == KT_ERR_STOPPED ? KT_OK : status;
}

static kt_status feed_csv(kt_member *member, const char *data, size_t size, kt_error *err)
{
    return known_or(member, kt_csv_feed(member->csv, data, size, err));
}

kt_status kt_member_new(kt_intake *in, kt_member **out, kt_error *err)
{
    kt_member *member = NULL;

    KT_TRY(kt_new(&member, 1, sizeof *member, err));
    member->in = in;
    const kt_status status = kt_csv_new(NULL, visit, member, &member->csv, err);
    if (status) {
        kt_member_free(member);
        return status;
    }
    *out = member;
    return KT_OK;
}

void kt_member_free(kt_member *member)
{
    if (!member)
        return;
    kt_baci_rows_free(member->rows);
    kt_dta_free(member->dta);
    kt_csv_free(member->csv);
    kt_free(member->state);
    kt_free(member);
}

/* Bytes of BACI's usual header at the beginning, its line end included; 0: it is another. */
static size_t usual_header(const char *data, size_t size)
{
    static const char *const spellings[] = {
        "t,i,j,k,v,q\n",
        "t,i,j,k,v,q\r\n",
        "\xef\xbb\xbft,i,j,k,v,q\n",
        "\xef\xbb\xbft,i,j,k,v,q\r\n",
    };
    for (size_t s = 0; s < sizeof spellings / sizeof spellings[0]; s++) {
        const size_t length = strlen(spellings[s]);
        if (size >= length && memcmp(data, spellings[s], length) == 0)
            return length;
    }
    return 0;
}

/* The first bytes: the header is read by csv in any case; then the fast reader takes the rest
 * where it may. */
static kt_status decide(kt_member *member, const char *data, size_t size, kt_error *err)
{
    const size_t header = usual_header(data, size);

    member->decided = true;
    if (kt_dta_begins(data, size)) {
        KT_TRY(kt_dta_new(visit, member, &member->dta, err));
        return kt_dta_feed(member->dta, data, size, err);
    }
    if (!header || kt_column_map_has_columns(member->in->mapping))
        return feed_csv(member, data, size, err);
    KT_TRY(feed_csv(member, data, header, err));
    if (!member->layout)
        return KT_OK;
    KT_TRY(kt_baci_rows_new(member->in, member->state, &member->rows, err));
    return kt_baci_rows_feed(member->rows, data + header, size - header, err);
}

/* Pieces are mostly large; small ones wait until the header can be seen. */
static kt_status feed_first(kt_member *member, const char **data, size_t *size, kt_error *err)
{
    if (member->n_head == 0 && *size >= HEAD) {
        KT_TRY(decide(member, *data, *size, err));
        *size = 0;
        return KT_OK;
    }
    const size_t room = HEAD - member->n_head, n = *size < room ? *size : room;
    memcpy(member->head + member->n_head, *data, n);
    member->n_head += n;
    *data += n;
    *size -= n;
    return member->n_head < HEAD ? KT_OK : decide(member, member->head, HEAD, err);
}

kt_status kt_member_feed(kt_member *member, const char *data, size_t size, kt_error *err)
{
    kt_status status = KT_OK;

    member->in->report->n_bytes += (int64_t)size;
    member->in->piece = (kt_slice){data, size};
    if (!member->decided)
        status = feed_first(member, &data, &size, err);
    if (!status && size > 0 && !kt_member_is_unknown(member))
        status = member->rows  ? kt_baci_rows_feed(member->rows, data, size, err)
                 : member->dta ? kt_dta_feed(member->dta, data, size, err)
                               : feed_csv(member, data, size, err);
    member->in->piece = (kt_slice){NULL, 0};
    return status;
}

bool kt_member_is_unknown(const kt_member *member)
{
    return member->seen && !member->layout;
}

kt_status kt_member_finish(kt_member *member, const kt_layout **layout, kt_error *err)
{
    if (!member->decided)
        KT_TRY(decide(member, member->head, member->n_head, err));
    if (member->rows)
        KT_TRY(kt_baci_rows_finish(member->rows, err));
    else if (member->dta)
        KT_TRY(known_or(member, kt_dta_finish(member->dta, err)));
    else if (!member->seen || member->layout)
        KT_TRY(known_or(member, kt_csv_finish(member->csv, err)));
    *layout = member->layout;
    return KT_OK;
}
