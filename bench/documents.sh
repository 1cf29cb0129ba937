#!/bin/sh
# How long a new process takes from nothing to a document: sh bench/documents.sh [STORE]
#
# Median of 11 runs each, warm, and the mean of processor time, on the store given (default: totals of eight countries made here, as
# both sides state them). bench/RESULTS.md keeps the figures.
set -eu
kontor=build/kontor
store=${1:-build/bench/documents-store}
a=${A:-BLR} b=${B:-KAZ}
median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
now() { date +%s%N; }
mkdir -p build/bench
if [ ! -d "$store" ]; then
    awk 'BEGIN {
        print "year,reporter,partner,flow,value_musd"
        n = split("BLR KAZ DEU UZB RUS POL UKR CHN", c, " ")
        for (t = 2000; t <= 2020; t++) for (i = 1; i <= n; i++) {
            for (j = 1; j <= n; j++) if (i != j) {
                print t "," c[i] "," c[j] ",X," 100 + 17 * i * (t - 1990) + 31 * j
                print t "," c[i] "," c[j] ",M," 107 + 17 * j * (t - 1990) + 31 * i
            }
            print t "," c[i] ",WLD,X,9000"
            print t "," c[i] ",WLD,M,9100"
        }
    }' >build/bench/documents.csv
    $kontor import build/bench/documents.csv --as totals --store "$store" --quiet >/dev/null
fi

# Seconds of processor that children have taken so far.
# Not in a pipe: that would be another shell's.
used() { tail -n 1 build/bench/documents.used | tr 'ms' '  ' | awk '{ print ($1 + $3) * 60 + $2 + $4 }'; }
measure() { # NAME COMMAND...
    name=$1
    shift
    times >build/bench/documents.used
    before=$(used)
    for _ in 1 2 3 4 5 6 7 8 9 10 11; do
        from=$(now)
        "$kontor" "$@" >build/bench/documents.out
        echo $((($(now) - from) / 1000))
    done >build/bench/documents.times
    times >build/bench/documents.used
    after=$(used)
    median <build/bench/documents.times | awk -v name="$name" -v cpu="$before $after" '{
        split(cpu, c, " ")
        printf "%-28s %7.1f ms, of processor %7.1f ms\n", name, $1 / 1000, (c[2] - c[1]) / 11 * 1000
    }'
}
measure "kontor --version" --version
for form in text json md html xlsx docx pdf; do
    measure "brief --format $form" brief "$a" "$b" --store "$store" --lang de --format $form
done
measure "brief --for talks, html" brief "$a" "$b" --store "$store" --lang de --for talks --format html
for kind in series ranks map; do
    for form in svg png pdf; do
        measure "chart $kind, $form" chart $kind "$a" "$b" --store "$store" --lang de --format $form
    done
done
