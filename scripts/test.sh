#!/bin/sh
# All tests, twice: in the release build and under the address and undefined-behaviour
# sanitizers, with warnings as errors. The last line is the sum of both.
set -u
unset MAKEFLAGS MFLAGS MAKELEVEL # what the make above was told is not for those below
export ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export UBSAN_OPTIONS="print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
processors=$(nproc 2>/dev/null || echo 1)
passed=0 failed=0 skipped=0

for mode in release asan; do
    echo "== $mode"
    rm -f "build/$mode/counts"
    ok=1
    make --no-print-directory -j "$processors" MODE=$mode WERROR=-Werror check || ok=0
    p=0 f=1 s=0 # a build that ended without counts is one failure
    [ -f "build/$mode/counts" ] && read -r p f s <"build/$mode/counts"
    [ $ok -eq 1 ] || [ "$f" -gt 0 ] || f=1
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
