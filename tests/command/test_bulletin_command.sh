#!/bin/sh
# An item's life by commands: made, edited, under embargo, corrected, withdrawn; what readers see of
# it, and what is refused with which exit status.
set -eu
kontor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KONTOR_STORE="$work/store" LC_ALL=C.UTF-8
bad() {
    echo "not ok - $*"
    exit 1
}
refused() { # STATUS ARGUMENTS...
    wanted=$1
    shift
    found=0
    "$kontor" bulletin "$@" >/dev/null 2>"$work/err" || found=$?
    [ $found -eq "$wanted" ] || bad "bulletin $*: exit status $found, expected $wanted"
    [ "$(wc -l <"$work/err")" -eq 1 ] || bad "bulletin $*: not one line: $(cat "$work/err")"
}
says() { # PATTERN ARGUMENTS...
    pattern=$1
    shift
    "$kontor" bulletin "$@" --quiet >"$work/out" 2>&1
    grep -q -- "$pattern" "$work/out" || bad "bulletin $* does not say $pattern: $(cat "$work/out")"
}
does() { # ARGUMENTS...
    "$kontor" bulletin "$@" --quiet >"$work/out" 2>&1 || bad "bulletin $*: $(cat "$work/out")"
}
silent() { # PATTERN ARGUMENTS...
    pattern=$1
    shift
    "$kontor" bulletin "$@" --quiet >"$work/out" 2>&1
    ! grep -q -- "$pattern" "$work/out" || bad "bulletin $* says $pattern"
}

refused 1 make
refused 1 show 1
cat >"$work/totals.csv" <<'CSV'
year,reporter,partner,flow,value_musd
2017,DEU,UZB,X,100
2017,DEU,UZB,M,50
2018,DEU,UZB,X,150
2018,DEU,UZB,M,60
2018,UZB,DEU,X,40
2018,UZB,DEU,M,90
CSV
"$kontor" import "$work/totals.csv" --as case --quiet >/dev/null
says '^1 new drafts' make --pair UZB,DEU
says '^0 new drafts, 0 renewed, 1 there already' make --pair DEU,UZB
says '"new": 0' make --pair DEU,UZB --format json
says 'Trade between Germany and Uzbekistan up 40.0% in 2018, to $210.million' list --lang en
says 'not yet reviewed' show 1 --lang en
silent Germany list --state public --lang en

does edit 1 --by Ann --lang de --headline 'Handel wächst' --place Berlin
says '^Handel wächst$' show 1 --lang de
says '^Berlin (kontor) Automatisch erstellt' show 1 --lang de
says '^0 new drafts, 0 renewed, 0 there already, 1 left as edited' make --pair DEU,UZB
does publish 1 --by Ben --embargo 2100-01-01T06:00
silent wächst list --state public --lang de
says gesperrt list --lang de
says '"visible_from": "2100-01-01T06:00:00Z"' show 1 --format json
says 'geprüft von Ben' show 1 --lang de
does correct 1 --by Ann --lang de --headline 'Handel wächst um 40 %' --reason 'mit Zahl'
says 'Berichtigt am .*: mit Zahl (Ann)' show 1 --lang de
says '"former_headline": "Handel wächst"' show 1 --format json
says '"key":"turnover.a.DEU.2018"' show 1 --format json
says 'wächst' list --search 'Ausfuhren Deutschlands' --lang de
says '"total": 1' list --pair DEU,UZB --format json
says '"total": 0' list --country KAZ --format json
does withdraw 1 --by Ben --reason 'neue Daten'
says 'Zurückgezogen am .*: neue Daten (Ben)' show 1 --lang de

refused 2 publish 1
refused 2 publish --by Ann
refused 2 frob
refused 2 publish 1 --by Ann --embargo tomorrow
refused 2 list --pair DEU
refused 1 publish 1 --by Ann
refused 1 publish 2 --by Ann
refused 1 list --search '...'
refused 1 make --dataset none
echo "ok - the life of an item"
