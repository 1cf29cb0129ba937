#!/bin/sh
# How long a new process takes from nothing to a document: sh bench/documents.sh [STORE]
#
# Median of 11 runs each, warm, on the store given (default: totals of eight countries made here, as
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

measure() { # NAME COMMAND...
    name=$1
    shift
    for _ in 1 2 3 4 5 6 7 8 9 10 11; do
        from=$(now)
        "$kontor" "$@" --output build/bench/documents.out >/dev/null
        echo $((($(now) - from) / 1000))
    done | median | awk -v name="$name" '{ printf "%-28s %7.1f ms\n", name, $1 / 1000 }'
}
for _ in 1 2 3 4 5 6 7 8 9 10 11; do
    from=$(now)
    $kontor --version >/dev/null
    echo $((($(now) - from) / 1000))
done | median | awk '{ printf "%-28s %7.1f ms\n", "kontor --version", $1 / 1000 }'
for form in text json md html xlsx docx pdf; do
    measure "brief --format $form" brief "$a" "$b" --store "$store" --lang de --format $form
done
measure "brief --for talks, html" brief "$a" "$b" --store "$store" --lang de --for talks --format html
for kind in series ranks map; do
    for form in svg png pdf; do
        measure "chart $kind, $form" chart $kind "$a" "$b" --store "$store" --lang de --format $form
    done
done
