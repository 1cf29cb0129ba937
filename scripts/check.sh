#!/bin/sh
# Run every test of one build: scripts/check.sh build/release
#
# Test binaries, fuzz targets on their seeds, examples, and shell tests (tests/*/test_*.sh, called
# with the program's path; 0 is passed, 77 skipped). Each job leaves a log and a line
# "passed failed skipped" in OUT/results; logs of failing jobs are shown. The sum goes to
# OUT/counts. Fails when something failed or crashed, or when there was nothing to run.
set -u

# ---- one job: check.sh OUT job KIND SOURCE -----------------------------------------------------

run_job() {
    out=$1 kind=$2 source=$3
    name=$(echo "$source" | tr / _)
    log=$out/results/$name.log
    home=$out/results/$name.home # so that no test meets the user's own store
    mkdir -p "$home"
    export HOME="$home" XDG_DATA_HOME="$home"
    unset KONTOR_STORE KONTOR_DATA
    export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"
    case $kind in
    test) set -- "$out/${source%.c}" ;;
    fuzz) set -- "$out/${source%.c}" "fuzz/seeds/$(basename "$source" .c | sed 's/^fuzz_//')" ;;
    example) set -- "$out/${source%.c}" ;;
    shell) set -- sh "$source" "$out/kontor" ;;
    esac
    status=0
    CMOCKA_MESSAGE_OUTPUT=TAP timeout 900 "$@" >"$log" 2>&1 || status=$?

    if [ "$kind" = test ]; then
        # In TAP a skipped test begins with "not ok" too. More results planned than seen, or
        # failure without a failed test (a leak, a crash): one failure more.
        awk -v status=$status '
            /^1\.\.[0-9]+/ { planned += substr($1, 4) }
            /^(not )?ok [0-9]+ # SKIP/ { skipped++; next }
            /^ok [0-9]+/ { passed++ }
            /^not ok [0-9]+/ { failed++ }
            END {
                if (passed + failed + skipped < planned || planned == 0 || (status && !failed))
                    failed++
                print passed + 0, failed + 0, skipped + 0
            }' "$log" >"$out/results/$name.counts"
    elif [ $status -eq 0 ]; then
        echo "1 0 0" >"$out/results/$name.counts"
    elif [ $status -eq 77 ]; then
        echo "0 0 1" >"$out/results/$name.counts"
    else
        echo "0 1 0" >"$out/results/$name.counts"
    fi
    rm -rf "$home"
    read -r _ failed _ <"$out/results/$name.counts"
    [ "$failed" -eq 0 ] && return 0
    # In one piece, so that jobs beside each other do not mix.
    shown=$(sed 's/^/    /' "$log")
    printf 'FAILED %s (exit status %d)\n%s\n' "$source" "$status" "$shown" >&2
}

if [ "${2:-}" = job ]; then
    run_job "$1" "$3" "$4"
    exit 0
fi

# ---- all jobs ----------------------------------------------------------------------------------

out=$1
case $out in /*) ;; *) out=$PWD/$out ;; esac
rm -rf "$out/results" "$out/counts"
mkdir -p "$out/results"

list() { # KIND PATTERN...
    kind=$1
    shift
    for source in "$@"; do
        [ -e "$source" ] && printf '%s\n%s\n' "$kind" "$source"
    done
    return 0
}
{
    list test tests/*/test_*.c
    list fuzz fuzz/fuzz_*.c
    list example examples/*.c
    list shell tests/*/test_*.sh
} >"$out/results/jobs"

processors=$(nproc 2>/dev/null || echo 1)
xargs -n 2 -P "$processors" sh "$0" "$out" job <"$out/results/jobs"

n_jobs=$(($(wc -l <"$out/results/jobs") / 2))
find "$out/results" -name '*.counts' -exec cat {} + |
    awk -v n_jobs="$n_jobs" '
        { passed += $1; failed += $2; skipped += $3 }
        END { print passed + 0, failed + 0 + (NR != n_jobs), skipped + 0 }' >"$out/counts"
read -r passed failed skipped <"$out/counts"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ $((passed + skipped)) -gt 0 ]
