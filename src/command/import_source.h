/* import_source.h: one source into the store, and what is told of it. */
#ifndef KONTOR_COMMAND_IMPORT_SOURCE_H
#define KONTOR_COMMAND_IMPORT_SOURCE_H

#include <kontor/command.h>

/* Import as --as, --lenient, --mapping, --wait and --threads say, where the command has them.
 * The summary, one line, is the answer; refused rows are remarks, also of an import that fails.
 * Errors: those of kt_import(). */
KT_MUST_USE kt_status kt_run_import(const kt_run *run, const char *source, kt_error *err);

#endif
