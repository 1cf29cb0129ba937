#!/bin/sh
# What the pages print is what the program prints, on the real data that the pages name. $1 is the
# program. Skipped where ../shared/data is not there.
#
# In a fenced block a line "$ kontor ..." is followed by its answer, which has to be the same, byte
# for byte, to the end of the block or the next such line. The brief that README.md begins with has
# to be the beginning of the brief, but for its date. That all other commands of all pages run is
# tests/cli/test_docs.sh, on small data made for the case.
#
# Not here, with the reason: docs/gravity.md shows answers from a panel of the reader's own;
# what needs a network, a password or two gigabytes of CEPII has no answer shown.
set -u
kontor=$1
case $kontor in /*) ;; *) kontor=$PWD/$kontor ;; esac
data=../shared/data
[ -r $data/imf_dots_bilateral_1992_2020.csv.gz ] || {
    echo "skipped: ../shared/data is not there"
    exit 77
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export KONTOR_STORE="$folder/store" LC_ALL=C.UTF-8
unset KONTOR_DATA
failed=0

for source in $data/imf_dots_bilateral_1992_2020.csv.gz \
    $data/unctad_sitc_section_bilateral_1995_2005_2015.csv.gz \
    $data/wits_hs6_TZA_2013.csv.gz data/facts; do
    "$kontor" import "$source" --quiet >"$folder/out" 2>&1 || {
        echo "import of $source fails: $(cat "$folder/out")"
        exit 1
    }
done

# Each shown command into a file NUMBER.command, its answer into NUMBER.shown.
awk -v folder="$folder" '
    /^```/ { fenced = !fenced; open = 0; next }
    fenced && /^\$ kontor / {
        n++
        open = 1
        sub(/^\$ /, "")
        print FILENAME ": " $0 >(folder "/" n ".command")
        printf "" >(folder "/" n ".shown")
        next
    }
    open { print >(folder "/" n ".shown") }
    END { print n + 0 >(folder "/n") }' README.md docs/*.md
n=$(cat "$folder/n")
[ "$n" -ge 10 ] || {
    echo "only $n answers are shown in the pages"
    exit 1
}
for i in $(seq 1 "$n"); do
    line=$(cat "$folder/$i.command")
    set -f
    # shellcheck disable=SC2086
    set -- ${line#*: kontor }
    "$kontor" "$@" --lang en >"$folder/answer" 2>"$folder/err" </dev/null || cat "$folder/err" >>"$folder/answer"
    # A blank line ends a table; before the end of a block it is not shown.
    sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$folder/answer" >"$folder/found"
    diff -u "$folder/$i.shown" "$folder/found" >"$folder/diff" && continue
    echo "$line"
    tail -n +3 "$folder/diff" | head -n 20
    failed=1
done

# The brief in README.md.
sed -n '/^    Belarus and Kazakhstan: trade/,/^[^ ]/p' README.md | sed -n 's/^    //p;/^$/p' |
    sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' | grep -v '^As of ' >"$folder/shown"
[ "$(wc -l <"$folder/shown")" -ge 40 ] || {
    echo "no brief found in README.md"
    failed=1
}
"$kontor" brief BLR KAZ --lang en --years 2008-2018 2>"$folder/err" >"$folder/brief" ||
    cat "$folder/err"
grep -v '^As of ' "$folder/brief" | head -n "$(wc -l <"$folder/shown")" >"$folder/found"
diff -u "$folder/shown" "$folder/found" >"$folder/diff" || {
    echo "README.md: kontor brief BLR KAZ --lang en --years 2008-2018"
    tail -n +3 "$folder/diff" | head -n 40
    failed=1
}

[ $failed -eq 0 ] && echo "ok - $n answers and the brief of README.md"
[ $failed -eq 0 ]
