#!/bin/sh
# The site in Chromium, as its readers and editors see it (browser.mjs). Skipped where Chromium,
# Node or the packages of package-lock.json are not there: scripts/browser_deps.sh fetches them.
# $1 is the program.
set -u
kontor=$1
here=$(cd "$(dirname "$0")" && pwd)
modules=${KONTOR_BROWSER_MODULES:-$here/../../build/browser}
chromium=$(command -v chromium || command -v chromium-browser) || exit 77
command -v node >/dev/null 2>&1 || exit 77
[ -d "$modules/node_modules/playwright-core" ] && [ -d "$modules/node_modules/axe-core" ] || exit 77
# Once is enough: under the sanitizers the same requests run in tests/serve.
case $kontor in */asan/*) exit 77 ;; esac

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
export KONTOR_STORE="$work/store" LC_ALL=C.UTF-8
awk 'BEGIN {
    print "year,reporter,partner,flow,value_musd"
    n = split("DEU UZB CHN USA KAZ FRA ITA JPN IND BRA TUR KOR", c, " ")
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
"$kontor" import "$work/totals.csv" --as case --quiet >/dev/null &&
    "$kontor" bulletin make --least 0 --quiet >/dev/null &&
    echo 'Exports from Germany to Uzbekistan came to $900 million in 2018.' >"$work/text" &&
    "$kontor" review publish "$work/text" --url https://example.org/a --title One --by A >/dev/null &&
    "$kontor" review publish "$work/text" --url https://example.org/b --title Two --by A >/dev/null &&
    "$kontor" review withdraw 2 --by A --reason "a slip" &&
    "$kontor" brief DEU UZB --format html --lang ru --output "$work/brief.html" --quiet >/dev/null &&
    "$kontor" brief DEU UZB --for talks --format html --lang de --output "$work/talks.html" --quiet >/dev/null &&
    "$kontor" check "$work/text" --format html --quiet >"$work/check.html" &&
    echo "correct horse battery" | "$kontor" user add anna --role admin --shown "A. Muster" || exit 1
: >"$work/log"
"$kontor" serve --listen 127.0.0.1:0 --stop-after 300 >/dev/null 2>"$work/log" &
server=$!
n=0
until grep -q 'serving on' "$work/log"; do
    n=$((n + 1))
    [ $n -lt 100 ] || { cat "$work/log"; exit 1; }
    sleep 0.1
done
base=$(sed -n 's|.*serving on \(http://[^/]*\)/.*|\1|p' "$work/log")
timeout 240 node "$here/browser.mjs" "$base" "$chromium" "$(cd "$modules" && pwd)" \
    "$work/brief.html" "$work/talks.html" "$work/check.html"
