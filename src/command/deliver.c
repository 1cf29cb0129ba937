/* deliver.c: the file appears whole or not at all. */
#include "deliver.h"

#include <kontor/file.h>

kt_status kt_deliver_check(const kt_run *run, kt_content content, kt_error *err)
{
    if (content == KT_CONTENT_TEXT || run->options->width == 0 ||
        kt_argument_text(run, "output", NULL))
        return KT_OK;
    return kt_fail(err, KT_ERR_USAGE,
                   "--format %s is not for a terminal: name a file with --output",
                   kt_argument_text(run, "format", ""));
}

kt_status kt_deliver(const kt_run *run, const kt_text *answer, kt_error *err)
{
    const char *path = kt_argument_text(run, "output", NULL);

    if (path) {
        KT_TRY(kt_file_replace(path, kt_text_get(answer), answer->size, err));
        return kt_sink_format(&run->options->notes, err, "%s: %zu bytes written\n", path,
                              answer->size);
    }
    return kt_sink_write(&run->options->out, kt_text_get(answer), answer->size, err);
}
