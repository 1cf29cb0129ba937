#!/bin/sh
# An import killed at 200 random moments: the store is as before or as after, never between, and
# whoever comes next can go on.
set -eu
kontor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KONTOR_STORE="$work/store"
$kontor synth "$work/world" --countries 30 --products 200 --years 3 --rows 20000 --seed 3 --quiet >/dev/null
$kontor import "$work/world" --as before --quiet >/dev/null
from=$(date +%s%N)
$kontor import "$work/world" --as after --quiet >/dev/null
whole=$((($(date +%s%N) - from) / 1000))
$kontor drop after --quiet >/dev/null
before=$($kontor export --dataset before --quiet | cksum)

n=0 n_after=0 seed=1
while [ $n -lt 200 ]; do
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    $kontor import "$work/world" --as after --quiet >/dev/null 2>&1 &
    sleep "$(awk -v s="$seed" -v w="$whole" 'BEGIN {printf "%.6f", s / 2147483648 * 1.2 * w / 1e6}')"
    kill -9 $! 2>/dev/null || true
    wait $! 2>/dev/null || true
    n=$((n + 1))
    if [ -f "$KONTOR_STORE"/datasets/after@*.kontor ]; then
        n_after=$((n_after + 1))
        $kontor verify --dataset after --quiet >/dev/null
        $kontor drop after --quiet >/dev/null
    fi
done
$kontor verify --quiet >/dev/null
[ "$($kontor export --dataset before --quiet | cksum)" = "$before" ]
$kontor import "$work/world" --as after --quiet >/dev/null
[ -z "$(find "$KONTOR_STORE" -name '*.unfinished*')" ]
echo "$n killed, $n_after of them when the store was as after"
[ $n_after -lt $n ]
