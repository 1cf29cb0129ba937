/* kontor/version.h: the version of the program and of its outputs. */
#ifndef KONTOR_VERSION_H
#define KONTOR_VERSION_H

#define KT_VERSION "0.1.0"

#endif
