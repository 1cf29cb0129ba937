/* download_libcurl.h: the bytes of a download, asked of the server. */
#ifndef KONTOR_FORMAT_DOWNLOAD_LIBCURL_H
#define KONTOR_FORMAT_DOWNLOAD_LIBCURL_H

#include "download_partial.h"

bool kt_download_is_secure(const char *url);

/* Ask for what .part lacks until it is whole, a cut connection does not come back, or the tries
 * are used up. Errors: as kt_download(), but size and checksum are not checked here. */
KT_MUST_USE kt_status kt_download_transfer(kt_partial *partial, kt_error *err);

#endif
