#!/bin/sh
# Publishing killed at 100 random moments: an item is a draft or published with its step in the
# history, never between, none is lost, and whoever comes next can go on.
set -eu
kontor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KONTOR_STORE="$work/store"
awk 'BEGIN {
    print "year,reporter,partner,flow,value_musd"
    n = split("DEU UZB CHN USA KAZ FRA ITA JPN IND BRA TUR KOR MEX AUS CAN EGY THA VNM", c, " ")
    for (t = 2005; t <= 2018; t++) for (i = 1; i <= n; i++) {
        total = 0
        for (j = 1; j <= n; j++) if (i != j) {
            v = 100 + 7 * i * (t - 2000) + 13 * j
            total += v
            print t "," c[i] "," c[j] ",X," v
            print t "," c[i] "," c[j] ",M," v
        }
        print t "," c[i] ",WLD,X," total
        print t "," c[i] ",WLD,M," total
    }
}' >"$work/totals.csv"
$kontor import "$work/totals.csv" --as case --quiet >/dev/null
$kontor bulletin make --least 0 --top 200 --quiet >"$work/made"
n_items=$($kontor bulletin list --format json --quiet | sed -n 's/^  "total": \([0-9]*\),/\1/p')
[ "$n_items" -ge 120 ]
from=$(date +%s%N)
$kontor bulletin publish 1 --by "N. N." --quiet
whole=$((($(date +%s%N) - from) / 1000))

total() { # STATE
    $kontor bulletin list --state "$1" --format json --quiet | sed -n 's/^  "total": \([0-9]*\),/\1/p'
}
field() { # ITEM NAME
    $kontor bulletin show "$1" --format json --quiet | sed -n "s/^  \"$2\": \"\\(.*\\)\",\$/\\1/p"
}
n=0 seed=1 item=2 n_after=0
while [ $n -lt 100 ]; do
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    $kontor bulletin publish $item --by "N. N." --quiet >/dev/null 2>&1 &
    sleep "$(awk -v s="$seed" -v w="$whole" 'BEGIN {printf "%.6f", s / 2147483648 * 1.2 * w / 1e6}')"
    kill -9 $! 2>/dev/null || true
    wait $! 2>/dev/null || true
    n=$((n + 1))
    state=$(field $item state)
    steps=$($kontor bulletin show $item --format json --quiet | grep -c '"action": "publish"' || true)
    case $state in
    published)
        n_after=$((n_after + 1))
        [ "$steps" -eq 1 ] && [ "$(field $item reviewed_by)" = "N. N." ] &&
            [ -n "$(field $item published)" ] || exit 1
        item=$((item + 1))
        ;;
    draft) [ "$steps" -eq 0 ] && [ -z "$(field $item reviewed_by)" ] || exit 1 ;;
    *) exit 1 ;;
    esac
done
[ "$(total published)" -eq $((n_after + 1)) ]
[ $(($(total published) + $(total draft))) -eq "$n_items" ]
$kontor verify --quiet >/dev/null
$kontor bulletin withdraw 1 --by "N. N." --reason test --quiet
echo "$n killed, $n_after of them when the item was published"
[ $n -eq 100 ]
