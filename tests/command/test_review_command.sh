#!/bin/sh
# kontor review: a check under somebody's name, void when withdrawn, never lost. $1 is the program.
set -u
kontor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KONTOR_STORE="$work/store" LC_ALL=C.UTF-8
fail() { echo "$*"; exit 1; }

printf 'year,reporter,partner,flow,value_musd\n2018,BLR,KAZ,X,783.3\n2018,BLR,KAZ,M,112.3\n' >"$work/totals.csv"
$kontor import "$work/totals.csv" --as one --quiet >/dev/null || fail import
echo 'Trade between Belarus and Kazakhstan amounted to $895.6 million in 2018.' >"$work/article.txt"
echo 'Nothing about figures.' >"$work/empty.txt"
$kontor review publish "$work/article.txt" --url https://example.org/a --title "Trade grows" --by "N. N." \
    --published 2019-10-25 >"$work/out" || fail publish
grep -q "review 1" "$work/out" || fail "no number: $(cat "$work/out")"
$kontor review show 1 >"$work/shown" || fail show
$kontor check "$work/article.txt" --published 2019-10-25 --format json >"$work/checked"
# Behind what check says stand the notes in every language.
grep -q '"notes":{"de":\[".*"\],"en":\[".*"\],"ru":\[".*"\]}}$' "$work/shown" || fail "no notes"
sed 's/,"notes":{.*$/}/' "$work/shown" | cmp -s - "$work/checked" || fail "the report is not what check says"
$kontor review publish "$work/empty.txt" --url https://example.org/b --title T --by N 2>/dev/null &&
    fail "a review without a claim"
$kontor review publish "$work/article.txt" --url "javascript:alert(1)" --title T --by N 2>/dev/null &&
    fail "a wrong address"
$kontor review publish "$work/article.txt" --title T --by N 2>/dev/null && fail "no address"
$kontor review withdraw 1 --by "N. N." 2>/dev/null && fail "withdrawn without a reason"
$kontor review withdraw 1 --by "N. N." --reason "wrong data" || fail withdraw
[ "$($kontor review list --format csv | cut -d, -f1,3,4)" = "id,state,by
1,void,N. N." ] || fail "list: $($kontor review list --format csv)"
$kontor review show 2 2>/dev/null && fail "a review that is not there"
$kontor verify --quiet >/dev/null || fail verify
exit 0
