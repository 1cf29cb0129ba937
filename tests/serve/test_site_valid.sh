#!/bin/sh
# Pages are valid HTML by tidy, feeds and maps valid XML by xmllint, in three languages. tidy does not
# know ARIA's attributes and the pictures' own; everything else that it says is a fault.
set -eu
kontor=$1
command -v tidy >/dev/null && command -v xmllint >/dev/null || {
    echo "skipped: tidy or xmllint is not installed"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KONTOR_STORE="$work/store" LC_ALL=C.UTF-8
bad() {
    echo "not ok - $*"
    exit 1
}
page() { # ARGUMENTS...
    for language in de en ru; do
        "$kontor" page "$@" --lang $language --site https://example.org --quiet \
            >"$work/page" 2>"$work/err" || bad "page $*: $(cat "$work/err")"
        tidy -e -q -utf8 "$work/page" 2>&1 |
            grep -v 'proprietary attribute "\(aria-current\|font-family\|id\)"' >"$work/said" || true
        [ ! -s "$work/said" ] || bad "page $* --lang $language: $(head -3 "$work/said")"
    done
}
feed() { # ARGUMENTS...
    "$kontor" feed "$@" --lang ru --site https://example.org --quiet >"$work/feed"
    xmllint --noout --nonet "$work/feed" || bad "feed $*"
}
counts() { # WANTED XPATH
    found=$(xmllint --xpath "$2" "$work/feed")
    [ "$found" = "$1" ] || bad "$2 is $found, expected $1"
}

. "$(dirname "$0")/two_items.sh"
"$kontor" bulletin correct 1 --by Ann --lang de --headline 'Neu & <b>' --reason '<i>' --quiet
"$kontor" bulletin withdraw 2 --by Ann --reason '1 < 2 & 3' --quiet
printf 'year,exporter,importer,hs17,value_usd\n2018,BLR,KAZ,270900,9\n2018,KAZ,DEU,270900,5\n' >"$work/oil.csv"
"$kontor" import "$work/oil.csv" --as oil --quiet >/dev/null

echo 'Exports from Belarus to Germany came to $118 million in 2018, and to $900 million in 2017.' >"$work/text"
for title in 'Trade & <b>' 'Void </script>'; do
    "$kontor" review publish "$work/text" --url 'https://example.org/a?b=1&c=2' --title "$title" \
        --by 'N. "N"' --published 2019-10-25 --publisher 'A & B' --quiet >/dev/null
done
"$kontor" review withdraw 2 --by Ann --reason '1 < 2' --quiet

page front
page news
page news --of trade
page archive
page archive --of "$(date -u +%Y-%m)"
page item --of 1
page item --of 2
page country --of BLR
page pair --of BLR --with KAZ
page charts --of BLR --with KAZ
page countries
page products
page product --of 27
page product --of 27 --year 1990
page blocs
page bloc --of CIS
page bloc --of CIS --year 1990
page checks
page checks --of 1
grep -q '"@type":"ClaimReview"' "$work/page" || bad "a published check without its marks"
page checks --of 2
! grep -q ClaimReview "$work/page" || bad "a void check with marks"
page search --words 'Belarus & <more>'
page compose
page compose --of 'Kasachstann <b>' --with Kongo --message '<nothing>'
page search --words 'trade'
grep -q 'href="/ru/checks/1">Trade &amp; &lt;b&gt;' "$work/page" || bad "a check is not found"
! grep -q 'href="/ru/checks/2"' "$work/page" || bad "a check is found by what it does not hold"
page check
page check --words 'Exports from Belarus to Germany came to $118 million in 2018.'
page error --status 413
page error --status 404 --message '<nothing>'

any='*[local-name()='
feed atom
counts 2 "count(//${any}'entry'])"
counts 2 "count(//${any}'entry'][${any}'id'] and ${any}'title'] and ${any}'updated'] and ${any}'content']])"
counts 'А & <Б> "В"' "string(//${any}'entry'][${any}'id']='https://example.org/ru/item/1']/${any}'title'])"
feed atom --section partners
counts 0 "count(//${any}'entry'])"
feed atom --country KAZ --other BLR
counts 1 "count(//${any}'entry'])"
feed atom --section checks
counts 2 "count(//${any}'entry'][${any}'id'] and ${any}'title'] and ${any}'updated'] and ${any}'content']])"
counts 1 "count(//${any}'entry'][contains(${any}'content'], ', 2018): ') and contains(${any}'title'], 'Trade & <b>')])"
feed sitemap
counts 6 "count(//${any}'loc'][contains(., '/item/')])"
counts 6 "count(//${any}'loc'][contains(., '/checks/')])"
feed news-sitemap
counts 3 "count(//${any}'url'])"
counts 3 "count(//${any}'publication_date'])"
echo "ok - pages and feeds are valid"
