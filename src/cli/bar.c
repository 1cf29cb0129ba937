/* bar.c: progress for a person at a terminal: stage, share done, rows and bytes a second, time
 * left. Numbers are coarse on purpose: a bar is looked at, not quoted. */
#include "cli_internal.h"

#include <kontor/moment.h>

#include <stdio.h>
#include <string.h>

enum { BAR_CELLS = 24 };

static void draw(kt_cli_bar *bar, const kt_progress_report *report, double seconds)
{
    char cells[BAR_CELLS * 3 + 1] = "";
    const double share = report->total > 0 ? (double)report->done / (double)report->total : 0.0;
    const int full = (int)(share * BAR_CELLS);
    for (int c = 0; c < BAR_CELLS; c++)
        memcpy(cells + strlen(cells), c < full ? "█" : "·", strlen(c < full ? "█" : "·") + 1);

    fprintf(stderr, "\r\033[K%-9s ", report->stage);
    if (report->total > 0)
        fprintf(stderr, "%s %3.0f %%  ", cells, 100.0 * share);
    if (report->n_rows > 0)
        fprintf(stderr, "%.1f M rows  ", (double)report->n_rows / 1e6);
    if (seconds > 0.5 && report->done > 0)
        fprintf(stderr, "%.0f MB/s  ", (double)report->done / seconds / 1e6);
    if (seconds > 1.0 && share > 0.02)
        fprintf(stderr, "%.0f s left", seconds / share - seconds);
    fflush(stderr);
    bar->visible = true;
}

void kt_cli_bar_report(void *with, const kt_progress_report *report)
{
    kt_cli_bar *bar = with;
    const double now = kt_moment_clock();
    if (strncmp(bar->stage, report->stage, sizeof bar->stage - 1) != 0) {
        snprintf(bar->stage, sizeof bar->stage, "%s", report->stage);
        bar->began = now;
    } else if (now - bar->drawn < 0.1) {
        return;
    }
    bar->drawn = now;
    draw(bar, report, now - bar->began);
}

void kt_cli_bar_end(kt_cli_bar *bar)
{
    if (bar->visible) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    bar->visible = false;
}
