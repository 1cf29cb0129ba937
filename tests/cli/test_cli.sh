#!/bin/sh
# The program as its user runs it, on a small store of its own: what is printed, exit statuses, and
# that what fails leaves the store as it was. $1 is the program.
set -u
kontor=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export KONTOR_STORE="$folder/store" LC_ALL=C.UTF-8
unset KONTOR_DATA
failed=0

say() { printf '%s\n' "$*"; failed=1; }
# runs STATUS NAME COMMAND...: the answer is left in $folder/out, remarks in $folder/err.
runs() {
    wanted=$1 name=$2
    shift 2
    "$kontor" "$@" >"$folder/out" 2>"$folder/err"
    found=$?
    [ $found -eq "$wanted" ] || {
        say "$name: exit status $found, expected $wanted: kontor $*"
        cat "$folder/err"
    }
    grep -qE 'AddressSanitizer|runtime error' "$folder/err" && {
        say "$name: a sanitizer spoke"
        cat "$folder/err"
    }
}
holds() { grep -qF -- "$2" "$folder/$1" || { say "$name: \"$2\" is not in:"; cat "$folder/$1"; }; }
one_line() { [ "$(wc -l <"$folder/err")" -eq 1 ] || { say "$name: not one line:"; cat "$folder/err"; }; }
state() { find "$KONTOR_STORE" -type f ! -name lock -exec cksum {} + 2>/dev/null | sort; }
# Fails with one clear line and leaves the store as it was.
refuses() {
    before=$(state)
    runs "$@"
    one_line
    [ "$before" = "$(state)" ] || say "$name: the store has changed"
}

cat >"$folder/totals.csv" <<'CSV'
year,reporter,partner,flow,value_musd,flag
2016,BLR,KAZ,X,363.9152,
2016,BLR,KAZ,M,55.3596,
2017,BLR,KAZ,X,592.2272,
2017,BLR,KAZ,M,97.138,
2018,BLR,KAZ,X,783.3031,
2018,BLR,KAZ,M,112.2571,
2018,BLR,WLD,X,1000,
2018,BLR,WLD,M,1000,
2018,BLR,RUS,X,200,
2018,BLR,RUS,M,800,e
2018,KAZ,BLR,X,75.315735,
2018,KAZ,BLR,M,572.027702,
CSV

runs 2 "no words" 
runs 0 "the list of commands" --help
holds out "brief"
runs 0 "the version" --version
runs 2 "an unknown command" unheard
one_line
runs 2 "a wrong year" rank BLR --year soon
runs 2 "a missing country" brief BLR
runs 0 "help of a command" brief --help
holds out "--target"

for list in "measure --list" "measure --list rca" "measure --list --lang ru" "fetch --list" \
    "fetch --list baci"; do
    # shellcheck disable=SC2086
    runs 0 "$list" $list
    [ "$(wc -L <"$folder/out")" -le 80 ] || say "$list is wider than a page"
done
runs 0 "one entry" measure --list rca
holds out "Balassa (1965)"

runs 0 "an empty store" info
runs 1 "nothing to answer from" brief BLR KAZ
one_line

runs 0 "an import" import "$folder/totals.csv" --as mine
holds out "12 rows taken"
runs 0 "the same again" import "$folder/totals.csv" --as mine
holds out "unchanged"
runs 0 "what is there" info
holds out "mine"
runs 0 "one dataset" info --dataset mine
holds out "checksum"
runs 0 "all is whole" verify
holds out "whole"
runs 0 "the same for programs" verify --format json
holds out '"name":"mine"'
holds out '"whole":"yes"'

runs 0 "a query" query --exporter BLR --importer KAZ --format csv
holds out "783303100"
runs 0 "world is not added" query --exporter BLR --year 2018 --by year --format csv
holds out ",983303100"
runs 0 "a ranking" rank BLR --lang en --year 2018
holds out "Russia"
runs 0 "a German brief" brief BLR KAZ --lang de
holds out "895,6"
runs 0 "a Russian brief" brief Беларусь Казахстан --lang ru
holds out "895,6"
runs 0 "an English brief" brief belarus Kazakhstan --lang en
holds out "895.6"
runs 0 "a brief in JSON" brief BLR KAZ --format json
holds out '"turnover"'

runs 0 "an export" export --dataset mine
cp "$folder/out" "$folder/exported.csv"
holds out "783303100"
runs 0 "the export again" import "$folder/exported.csv" --as again
runs 0 "a second export" export --dataset again
cmp -s "$folder/out" "$folder/exported.csv" || say "export and import do not agree"
runs 0 "by its name alone" export again
cmp -s "$folder/out" "$folder/exported.csv" || say "export NAME is not export --dataset NAME"
runs 0 "rows of it for programs" export mine --exporter BLR --importer KAZ --format json
holds out '"value_usd":783303100,"quantity_tonnes":null'
runs 0 "a part of it" export again --skip 11 --limit 5
test "$(wc -l <"$folder/out")" -eq 2 || say "--skip and --limit do not count"
refuses 2 "a dataset named twice" export again --dataset mine
runs 0 "a choice is told" query --exporter BLR --importer KAZ
holds err "also fit: mine@"
runs 0 "and not when quiet" query --exporter BLR --importer KAZ --quiet
[ -s "$folder/err" ] && say "--quiet, and a remark"
runs 0 "a file is told" chart series BLR KAZ --output "$folder/a.svg"
holds err "bytes written"
refuses 1 "an unknown bloc" rank BLR --bloc FOO
holds err "CIS EAEU"
runs 0 "gone again" drop again
runs 0 "from a pipe" import - --as piped <"$folder/totals.csv"
runs 0 "and gone" drop piped
printf 'year,reporter,partner,flow,value_usd\n2021,TUV,FJI,X,5\n2021,FJI,WLD,X,7\n' >"$folder/other.csv"
runs 0 "another dataset, newer" import "$folder/other.csv" --as other
runs 0 "the one that knows the pair" query --exporter BLR --importer KAZ --year 2018 --format csv
holds out "783303100"
refuses 1 "World has to be named" query --exporter FJI --year 2021 --dataset other
holds err "importer WLD"
runs 0 "and answers then" query --exporter FJI --importer WLD --dataset other --format csv
holds out ",7"
runs 0 "and that is gone" drop other

refuses 1 "an unknown country" brief BLR Atlantis
refuses 1 "an ambiguous country" brief BLR Kongo
holds err "COD"
refuses 1 "an empty pair" brief BLR TUV
refuses 1 "missing years" brief BLR KAZ --years 1950-1955
refuses 1 "a year without data" rank BLR --year 1950
refuses 1 "no such file" import "$folder/none.csv"
refuses 1 "no such dataset" export --dataset none
refuses 1 "a country with itself" brief BLR BLR
printf 'not,a,known,header\n1,2,3,4\n' >"$folder/strange.csv"
refuses 1 "an unknown header" import "$folder/strange.csv"
gzip -c "$folder/totals.csv" | head -c 100 >"$folder/cut.csv.gz"
refuses 1 "a truncated file" import "$folder/cut.csv.gz"
printf 'PK\003\004garbage' >"$folder/broken.zip"
refuses 1 "a broken zip" import "$folder/broken.zip"
head -c 5000 /dev/urandom >"$folder/noise.csv"
refuses 1 "noise" import "$folder/noise.csv"
mkdir "$folder/folder"
refuses 1 "an empty folder" import "$folder/folder"
cp "$folder/totals.csv" "$folder/twice.csv"
echo '2018,BLR,KAZ,X,1,' >>"$folder/twice.csv"
refuses 1 "the same key twice" import "$folder/twice.csv" --as twice
holds err "14"
sed 's/^2017,BLR,KAZ,X.*/2017,BLR,KAZ,X,much,/' "$folder/totals.csv" >"$folder/wrong.csv"
before=$(state)
runs 1 "a wrong number" import "$folder/wrong.csv" --as wrong
[ "$before" = "$(state)" ] || say "a wrong number: the store has changed"
runs 0 "a wrong number, lenient" import "$folder/wrong.csv" --as wrong --lenient
holds out "1 refused"

printf 'year,reporter,partner,flow,value_usd\n2018,"B\n\033[2J",KAZ,X,1\n' >"$folder/escape.csv"
refuses_ctl() { runs "$@"; grep -q "$(printf '\033')" "$folder/err" && say "$name: an escape"; }
refuses_ctl 1 "an escape in a cell" import "$folder/escape.csv"
sed -n '1p;2s/^[^,]*,[^,]*,/x,soon,/p' "$(dirname "$0")/../../data/facts/turnover.csv" >"$folder/facts.csv"
before=$(state)
runs 1 "a wrong fact" import "$folder/facts.csv"
[ "$before" = "$(state)" ] || say "a wrong fact: the store has changed"
refuses 2 "no name" import "$folder/totals.csv" --as ''
refuses 2 "no source" import ''
refuses 2 "no store" info --store ''

yes | timeout 20 "$kontor" import - 2>"$folder/err"
[ $? -eq 1 ] || say "a pipe that never ends is read for ever"

if "$kontor" info >/dev/full 2>"$folder/err"; then say "a full disk is not noticed"; fi

# ---- check ---------------------------------------------------------------------------------------

printf 'MINSK, 1 March 2019 - Trade between Belarus and Kazakhstan amounted to $1.0 billion in 2018.\n' \
    >"$folder/article.txt"
runs 0 "check" check "$folder/article.txt" --format json
holds out '"measure":"turnover","kind":"level"'
runs 0 "check of standard input" check - <"$folder/article.txt"
holds out '[$1.0 billion][1]'
runs 0 "check of two articles" check "$folder/article.txt" "$folder/article.txt"
[ "$(wc -l <"$folder/out")" -eq 2 ] || say "two articles are not two lines"
printf 'year,reporter,partner,flow,value_musd\n2018,BLR,KAZ,X,783.3\n2018,BLR,KAZ,M,112.3\n' \
    >"$folder/pair.csv"
runs 0 "a pair" import "$folder/pair.csv" --as pair --quiet --store "$folder/check"
runs 3 "strict" check "$folder/article.txt" --strict --store "$folder/check"
holds out "does not match the data held"
runs 0 "not strict" check "$folder/article.txt" --format html --store "$folder/check"
holds out '<mark class="does_not_match">'
runs 0 "check as csv" check "$folder/article.txt" --format csv --store "$folder/check"
holds out ',does_not_match,'
printf '%%PDF-1.7\nx\n' >"$folder/article.pdf"
runs 1 "check of a PDF" check "$folder/article.pdf"
holds err "this is a PDF file; save it as plain text in UTF-8 or as HTML"
printf '\377\376T\000' >"$folder/article.txt.16"
runs 1 "check of UTF-16" check "$folder/article.txt.16"
holds err "this is text in UTF-16"
printf 'a\000b\n' >"$folder/article.bin"
runs 1 "check of bytes" check "$folder/article.bin"
holds err "this is neither text nor HTML"
runs 1 "check of three, one in UTF-16" check "$folder/article.txt.16" "$folder/article.txt" \
    "$folder/article.txt"
[ "$(wc -l <"$folder/out")" -eq 2 ] || say "an article that cannot be read ends the check of others"
holds err "article.txt.16: this is text in UTF-16"
holds err "of 3 articles 1 could not be read, first $folder/article.txt.16"
runs 1 "strict with one unread" check "$folder/article.txt" "$folder/nothing.txt" --strict \
    --store "$folder/check"
runs 2 "a date that is none" check "$folder/article.txt" --published soon
runs 1 "no such article" check "$folder/nothing.txt"

[ $failed -eq 0 ]
