#!/bin/sh
# Fuzz the named targets (fuzz/fuzz_NAME.c ...), each for $FUZZ_SECONDS seconds (30), with clang's
# libFuzzer and sanitizers. What is found interesting is kept in build/fuzz/corpus/NAME; an input
# that crashes is kept in build/fuzz and becomes a seed in fuzz/seeds/NAME when it is fixed.
set -eu
seconds=${FUZZ_SECONDS:-30}
unset MAKEFLAGS MFLAGS MAKELEVEL
processors=$(nproc 2>/dev/null || echo 1)
out=build/fuzz
mkdir -p $out
# The library once more, with coverage: the fuzzer follows it from branch to branch.
coverage="-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined"
make --no-print-directory -j "$processors" CC=clang OUT=$out MODE=fuzz \
    FLAGS_fuzz="$coverage" $out/libkontor.a
status=0
for source in "$@"; do
    name=$(basename "$source" .c | sed 's/^fuzz_//')
    make --no-print-directory CC=clang OUT=$out MODE=fuzz FLAGS_fuzz="$coverage" \
        "$out/${source%.c}.o"
    # shellcheck disable=SC2046
    clang -fsanitize=fuzzer,address,undefined -pthread -o "$out/$name" "$out/${source%.c}.o" \
        $out/libkontor.a \
        $(pkg-config --libs icu-uc icu-i18n libarchive libisal sqlite3 libxxhash) \
        -lreadstat -lm
    mkdir -p "$out/corpus/$name" "fuzz/seeds/$name"
    echo "== $name, $seconds s"
    UBSAN_OPTIONS=print_stacktrace=1 "$out/$name" -max_total_time="$seconds" -timeout=10 \
        -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$out/$name-" -verbosity=0 \
        "$out/corpus/$name" "fuzz/seeds/$name" || {
        echo "FAILED $name: see $out/$name-*"
        status=1
    }
done
exit $status
