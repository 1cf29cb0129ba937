/* lock.h: one writer at a time in a store. */
#ifndef KONTOR_STORE_LOCK_H
#define KONTOR_STORE_LOCK_H

#include <kontor/error.h>

typedef enum kt_lock_mode { KT_LOCK_TRY = 0, KT_LOCK_WAIT } kt_lock_mode;

/* Take FOLDER/lock, which is made where it is missing; the descriptor holds it and ends with
 * the process at the latest. KT_ERR_IO names the other writer's process. */
KT_MUST_USE kt_status kt_lock_take(const char *folder, kt_lock_mode mode, int *descriptor,
                                   kt_error *err);
void kt_lock_release(int descriptor);

#endif
