/* kontor/serve.h: the site and the interface for programs, over HTTP.
 *
 *     request ── names and values ── kontor/command.h ── answer, kept for the next who asks
 *
 * It reads and never writes. docs/serve.md has the addresses. */
#ifndef KONTOR_SERVE_H
#define KONTOR_SERVE_H

#include <kontor/command.h>
#include <kontor/error.h>

KT_BEGIN_DECLS

/* Listen and answer until options->progress says to stop, or stop_after_s have passed; then let
 * the answers under way finish, for at most ten seconds. The first line of the notes names the
 * address. Errors: KT_ERR_USAGE not an address; KT_ERR_IO it is taken; KT_ERR_MISSING the web
 * library; those of opening the store. */
KT_MUST_USE kt_status kt_serve(const kt_serve_options *options, kt_error *err);

KT_END_DECLS

#endif
