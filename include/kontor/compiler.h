/* kontor/compiler.h: compiler attributes, in one place. Works with gcc and clang, C17 and C++.
 */
#ifndef KONTOR_COMPILER_H
#define KONTOR_COMPILER_H

/* The result carries a failure and must be looked at. */
#define KT_MUST_USE __attribute__((warn_unused_result))

/* Arguments are checked like those of printf: position of the format, of the first argument. */
#define KT_PRINTF(at, first) __attribute__((format(printf, at, first)))

#ifdef __cplusplus
#define KT_BEGIN_DECLS extern "C" {
#define KT_END_DECLS   }
#else
#define KT_BEGIN_DECLS
#define KT_END_DECLS
#endif

#endif
