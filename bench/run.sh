#!/bin/sh
# make bench: a synthetic world of 5 years x 9 million rows in BACI's layout, into kontor's store and
# into other systems where they are there, and the same questions to each. Everything is measured in
# one run on one machine; rates are medians of three imports. bench/RESULTS.md keeps the figures.
#
#   YEARS=5 ROWS=9000000 PEERS=yes sh bench/run.sh
#
# Peers: DuckDB comes by npm into build/peers; data.table, SQLite and ClickHouse where Debian's
# packages are installed. What is missing reads "not measured".
set -eu
years=${YEARS:-5} rows=${ROWS:-9000000} peers=${PEERS:-yes}
work=build/bench
kontor=build/kontor
mkdir -p $work
last=$((1994 + years))

now() { date +%s.%N; }
say() { printf '%-44s %s\n' "$1" "$2"; }
median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
size_of() { du -sb --apparent-size "$1" | cut -f1; }

world=$work/world-$years-$rows
[ -f "$world/Readme.txt" ] || $kontor synth "$world" --years "$years" --rows "$rows" --seed 1
bytes=$(cat "$world"/BACI_*.csv | wc -c)
zip=$work/world-$years-$rows.zip
if [ ! -f "$zip" ] && command -v zip >/dev/null 2>&1; then
    (cd "$world" && zip -q "../$(basename "$zip")" BACI_*.csv country_*.csv product_*.csv)
fi
say "world" "$years years, $bytes bytes of CSV, $(nproc) processors"

# import SOURCE: seconds of one import into a fresh store, durable when it ends.
import() {
    rm -rf $work/store
    from=$(now)
    $kontor import "$1" --store $work/store --quiet >$work/import.txt
    awk -v a="$from" -v b="$(now)" 'BEGIN {print b - a}'
}
rate() { awk -v b="$bytes" -v s="$1" 'BEGIN {printf "%.2f s, %.0f MB/s of CSV", s, b / s / 1e6}'; }

# A copy that ends with the data on the disk: what the disk alone takes.
from=$(now)
dd if=/dev/zero of=$work/disk bs=1M count=1024 conv=fsync 2>/dev/null
say "disk: 1 GiB written and synced" "$(awk -v a="$from" -v b="$(now)" 'BEGIN {printf "%.0f MB/s", 1073.7 / (b - a)}')"
rm -f $work/disk

cat "$world"/BACI_*.csv >/dev/null
plain=$(for n in 1 2 3; do import "$world"; done | median)
say "kontor: import from plain files" "$(rate "$plain")"
if [ -f "$zip" ]; then
    cat "$zip" >/dev/null
    zipped=$(for n in 1 2 3; do import "$zip"; done | median)
    say "kontor: import from zip" "$(rate "$zipped")"
else
    say "kontor: import from zip" "not measured (zip is not there)"
fi
n_rows=$(sed -n 's/.*: \([0-9]*\) rows taken.*/\1/p' $work/import.txt)
say "kontor: rows, bytes a row" "$n_rows, $(awk -v n="$n_rows" -v b="$(size_of $work/store/datasets)" 'BEGIN {printf "%.3f", b / n}')"

name=$(ls $work/store/datasets | sed 's/@.*//')
make --no-print-directory build/release/bench/bench_answers
product=$(tail -n 100000 "$world"/BACI_*_Y"$last"_*.csv | head -1 | cut -d, -f4)
product=$(printf '%06d' "$product")
build/release/bench/bench_answers $work/store "$name" DEU FRA "$product" "$last" |
    while read -r what value; do say "kontor: $what" "$value"; done
starts=$(for n in 1 2 3 4 5 6 7 8 9; do
    from=$(now)
    $kontor brief DEU FRA --store $work/store >/dev/null
    awk -v a="$from" -v b="$(now)" 'BEGIN {print 1000 * (b - a)}'
done | median)
say "kontor: new process to a whole brief, ms" "$starts"

[ "$peers" = yes ] || exit 0
if command -v node >/dev/null 2>&1 && { [ -d build/peers/node_modules/@duckdb ] ||
    (mkdir -p build/peers && cd build/peers && npm init -y >/dev/null 2>&1 &&
        npm install --silent @duckdb/node-api >/dev/null 2>&1); }; then
    cp bench/peers/duckdb.mjs build/peers/
    node build/peers/duckdb.mjs "$world" $work 276 250 "$(echo "$product" | sed "s/^0*//")" "$last" 2>$work/duckdb.err |
        while read -r what value; do say "DuckDB: $what" "$value"; done
else
    say "DuckDB" "not measured"
fi
if command -v clickhouse-server >/dev/null 2>&1; then
    sh bench/peers/clickhouse.sh "$world" $work 276 250 "$(echo "$product" | sed "s/^0*//")" "$last" 2>$work/clickhouse.err |
        while read -r what value; do say "ClickHouse: $what" "$value"; done
else
    say "ClickHouse" "not measured"
fi
if command -v Rscript >/dev/null 2>&1 && Rscript -e 'library(data.table)' >/dev/null 2>&1; then
    Rscript --vanilla bench/peers/datatable.R "$world" |
        while read -r what value; do say "data.table: $what" "$value"; done
else
    say "data.table" "not measured"
fi
if command -v sqlite3 >/dev/null 2>&1; then
    sh bench/peers/sqlite.sh "$world" $work | while read -r what value; do say "SQLite: $what" "$value"; done
else
    say "SQLite" "not measured"
fi
