#!/bin/sh
# The bulletin's phrases in the three languages belong together and to the program: the same keys,
# each once; every key that the source names is there, and no other. (Arguments: test_voices.c.)
#
# Reads the checkout that holds this script; the program's path, argument 1, is not needed.
set -u
cd "$(dirname "$0")/../.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
bad() {
    echo "not ok - $*"
    failed=1
}

for language in de en ru; do
    # One phrase a line: key, a tab, the pattern with its continuation lines.
    awk '
        /^#/ || /^$/ { next }
        /^ / { line = line " " substr($0, 2); next }
        { if (line != "") print line; line = $0; sub(/ *= */, "\t", line) }
        END { if (line != "") print line }' "lang/bulletin_$language.txt" >"$work/$language"
    cut -f 1 "$work/$language" | sort >"$work/$language.keys"
    uniq -d "$work/$language.keys" | grep . && bad "bulletin_$language.txt has a key twice"
    if grep -n '[0-9}] \(USD\|Mio\|Mrd\|million\|billion\|млн\|млрд\|долл\)' \
        "lang/bulletin_$language.txt"; then
        bad "lang/bulletin_$language.txt: a plain blank between a number and its unit"
    fi
done
for language in en ru; do
    diff "$work/de.keys" "$work/$language.keys" || bad "keys of de and $language differ"
done

cat src/bulletin/*.c src/command/bulletin_*.c | grep -v '^#include' |
    grep -o '"[a-z_]*\.[a-z_0-9]*"' | tr -d '"' | grep -v '\.[ch]$' | sort -u >"$work/used"
while read -r key; do
    case $key in
    head.* | body.*) grep -qx "$key" "$work/de.keys" || bad "no phrase $key, which the source names" ;;
    esac
done <"$work/used"
while read -r key; do
    case $key in section.* | state.* | synthetic | origin | step) continue ;; esac
    grep -qx "$key" "$work/used" || bad "phrase $key is named nowhere in the source"
done <"$work/de.keys"

[ $failed -eq 0 ] && echo "ok - phrases of the bulletin"
exit $failed
