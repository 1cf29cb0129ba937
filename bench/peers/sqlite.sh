#!/bin/sh
# SQLite: the first year of the world into a table with an index by pair; rate and bytes a row.
# Usage: sqlite.sh FOLDER-OF-CSV WORK-FOLDER
set -eu
file=$(ls "$1"/BACI_*_Y*_*.csv | head -1)
db=$2/world.sqlite
rm -f "$db"
from=$(date +%s.%N)
sqlite3 "$db" >/dev/null <<SQL
PRAGMA journal_mode = OFF;
CREATE TABLE flow (t INTEGER, i INTEGER, j INTEGER, k INTEGER, v REAL, q REAL);
.mode csv
.import --skip 1 $file flow
CREATE INDEX pair ON flow (i, j, t);
SQL
seconds=$(awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN {print b - a}')
rows=$(sqlite3 "$db" 'SELECT count(*) FROM flow')
awk -v s="$seconds" -v b="$(wc -c <"$file")" 'BEGIN {printf "import_mb_s\t%.1f\n", b / s / 1e6}'
awk -v n="$rows" -v b="$(wc -c <"$db")" 'BEGIN {printf "bytes_a_row\t%.2f\n", b / n}'
rm -f "$db"
