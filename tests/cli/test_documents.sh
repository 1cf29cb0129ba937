#!/bin/sh
# Documents and charts as their user makes them: each form is what it says it is, to a file and to
# standard output, and a process that draws nothing loads nothing for it. $1 is the program.
set -u
kontor=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export KONTOR_STORE="$folder/store" LC_ALL=C.UTF-8
unset KONTOR_DATA
failed=0

say() { printf '%s\n' "$*"; failed=1; }
runs() { # STATUS NAME COMMAND...
    wanted=$1 name=$2
    shift 2
    "$kontor" "$@" >"$folder/out" 2>"$folder/err"
    found=$?
    [ $found -eq "$wanted" ] || { say "$name: exit status $found, expected $wanted"; cat "$folder/err"; }
    grep -qE 'AddressSanitizer|LeakSanitizer|runtime error' "$folder/err" && { say "$name"; cat "$folder/err"; }
}
begins() { # FILE BYTES
    [ "$(head -c "${#2}" "$folder/$1")" = "$2" ] || say "$name: $1 does not begin with $2"
}

awk 'BEGIN {
    print "year,reporter,partner,flow,value_musd"
    for (y = 2010; y <= 2018; y++) {
        print y ",BLR,KAZ,X," 300 + y; print y ",BLR,KAZ,M," 90 + y % 7
        print y ",KAZ,BLR,X," 70 + y % 5; print y ",KAZ,BLR,M," 280 + y
        print y ",BLR,RUS,X," 9000; print y ",BLR,RUS,M," 8000 + y
        print y ",BLR,WLD,X," 12000 + y; print y ",BLR,WLD,M," 9000 + y
    }
}' >"$folder/totals.csv"
runs 0 "importing" import "$folder/totals.csv" --as mine

for language in de en ru; do
    runs 0 "html in $language" brief BLR KAZ --lang $language --format html
    begins out '<!DOCTYPE html>'
    grep -q "<html lang=\"$language\">" "$folder/out" || say "$name: no language"
    grep -qE '(src|href)="(http|//|file)' "$folder/out" && say "$name: something from outside"
    for form in md pdf docx xlsx; do
        runs 0 "$form in $language" brief BLR KAZ --lang $language --format $form --output "$folder/b.$form"
        [ -s "$folder/out" ] && say "$name: something on standard output, too"
    done
    begins b.md '# '
    begins b.pdf '%PDF-1.'
    begins b.docx 'PK'
    begins b.xlsx 'PK'
    if command -v pdftotext >/dev/null; then
        pdftotext "$folder/b.pdf" - | grep -q 2018 || say "$name: the text of the PDF is lost"
        pdfinfo "$folder/b.pdf" | grep -q 'Tagged: *yes' || say "$name: the PDF is not tagged"
    fi
done
runs 0 "for talks" brief BLR KAZ --for talks --lang en
grep -q 'What the data cannot say' "$folder/out" || say "$name: no limits"
runs 2 "for what is not there" brief BLR KAZ --for fun

for kind in series ranks mirror map; do
    runs 0 "chart $kind" chart $kind BLR KAZ --lang de
    begins out '<svg xmlns="http://www.w3.org/2000/svg"'
    if command -v xmllint >/dev/null; then
        xmllint --noout "$folder/out" || say "$name: not well-formed"
    fi
    runs 0 "chart $kind as PNG" chart $kind BLR KAZ --format png --output "$folder/c.png"
    [ "$(head -c 4 "$folder/c.png" | tail -c 3)" = PNG ] || say "$name: no PNG"
    runs 0 "chart $kind as PDF" chart $kind BLR KAZ --format pdf
    begins out '%PDF-1.'
done
runs 1 "a chart of what is not there" chart structure BLR KAZ
grep -q 'no structure of this pair' "$folder/err" || say "$name: no reason"
runs 1 "suppliers without products" chart suppliers KAZ 8701
runs 2 "a chart of one country" chart series BLR
runs 2 "an unknown kind" chart pie BLR KAZ
runs 1 "a width nobody can read" chart series BLR KAZ --width 100
runs 1 "a file that cannot be" brief BLR KAZ --format md --output "$folder/no/such/folder.md"

# What draws is loaded when it draws: the program itself names none of it.
if command -v ldd >/dev/null; then
    ldd "$kontor" | grep -E 'cairo|pango|rsvg|xlsxwriter|gobject' && say "a library for drawing is loaded at the start"
fi
exit $failed
