#!/bin/sh
# ClickHouse, Debian's old version: the same world into a MergeTree by pair, its size, and the same
# questions, each the median of several warm runs. A server of its own, below the work folder.
# Usage: clickhouse.sh FOLDER-OF-CSV WORK-FOLDER EXPORTER IMPORTER PRODUCT YEAR
set -eu
folder=$1 exporter=$3 importer=$4 product=$5 year=$6
home=$2/clickhouse
rm -rf "$home"
mkdir -p "$home"
home=$(cd "$home" && pwd)
cat >"$home/users.xml" <<'XML'
<yandex><profiles><default><max_threads>2</max_threads></default></profiles>
<users><default><password></password><networks><ip>127.0.0.1</ip></networks>
<profile>default</profile><quota>default</quota></default></users>
<quotas><default></default></quotas></yandex>
XML
cat >"$home/config.xml" <<XML
<yandex><logger><level>error</level><log>$home/log</log><errorlog>$home/errors</errorlog></logger>
<listen_host>127.0.0.1</listen_host><tcp_port>19000</tcp_port><path>$home/data/</path>
<tmp_path>$home/tmp/</tmp_path><users_config>$home/users.xml</users_config>
<mark_cache_size>1073741824</mark_cache_size><default_profile>default</default_profile>
<default_database>default</default_database></yandex>
XML
clickhouse-server --config-file="$home/config.xml" >"$home/out" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$home"' EXIT
ask() { clickhouse-client --host 127.0.0.1 --port 19000 "$@"; }
n=0
until ask --query 'SELECT 1' >/dev/null 2>&1; do
    n=$((n + 1))
    [ $n -lt 50 ] || { cat "$home/out" "$home/errors" >&2; exit 1; }
    sleep 0.2
done
printf 'version\t%s\n' "$(ask --query 'SELECT version()')"

ask --query 'CREATE TABLE flow (t UInt16, i UInt16, j UInt16, k UInt32, v Float64, q Float64)
    ENGINE = MergeTree PARTITION BY t ORDER BY (i, j, k)'
bytes=$(cat "$folder"/BACI_*_Y*_*.csv | wc -c)
from=$(date +%s.%N)
for file in "$folder"/BACI_*_Y*_*.csv; do
    # It reads neither padded numbers nor NA: both are taken away on the way.
    sed -e 's/ //g' -e 's/,NA$/,/' "$file" | ask --query 'INSERT INTO flow FORMAT CSVWithNames'
done
sync
awk -v a="$from" -v b="$(date +%s.%N)" -v n="$bytes" 'BEGIN {printf "import_mb_s\t%.1f\n", n / (b - a) / 1e6}'
rows=$(ask --query 'SELECT count() FROM flow')
ask --query 'OPTIMIZE TABLE flow' >/dev/null 2>&1 || true
size=$(ask --query "SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND table = 'flow'")
awk -v n="$rows" -v b="$size" 'BEGIN {printf "bytes_a_row\t%.2f\n", b / n}'

question() { # NAME SQL
    for run in 1 2 3 4 5 6 7; do
        ask --time --query "$2 FORMAT Null" 2>&1 >/dev/null | tail -1
    done | sort -g | awk -v name="$1" '{v[NR] = $1} END {printf "%s\t%.2f\n", name, 1000 * v[4]}'
}
question pair_ms "SELECT t, i, sum(v) FROM flow WHERE (i = $exporter AND j = $importer) OR
    (i = $importer AND j = $exporter) GROUP BY t, i"
question product_ms "SELECT j, sum(v), sum(v * v) / (sum(v) * sum(v)) FROM flow
    WHERE k = $product AND t = $year GROUP BY j"
question matrix_ms "SELECT i, j, sum(v) FROM flow WHERE t = $year GROUP BY i, j"
question rca_ms "SELECT i, k, sum(v) FROM flow WHERE t = $year GROUP BY i, k"
