#!/bin/sh
# tests/brief/test_lang.sh: the phrases of the three languages belong together and to the program.
#
# Reads lang/{de,en,ru}.txt and src/ of the checkout that holds this script; the program's path,
# argument 1, is not needed. Checked: the languages have the same keys, each once; the same
# arguments for each key, where the forms of a name ({b_genitive}, {b_to}) and of a rank
# ({rank_ordinal}) count as one; every key that the source names exists; every phrase is named
# somewhere in the source; no blank stands where a number and its unit must stay together.
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
        END { if (line != "") print line }' "lang/$language.txt" >"$work/$language"
    cut -f 1 "$work/$language" | sort >"$work/$language.keys"
    sort -u "$work/$language.keys" | cmp -s - "$work/$language.keys" ||
        bad "lang/$language.txt has a key twice"
    # Arguments: what stands behind an opening brace, up to a comma or the closing one, where the
    # text before the brace is no branch of a select or plural ("other{", "=0{").
    awk -F '\t' '
        {
            text = $2
            found = ""
            while (match(text, /\{[a-z_0-9]+(, *(select|plural)|\})/)) {
                if (RSTART > 1 && substr(text, RSTART + RLENGTH - 1, 1) == "}" &&
                    substr(text, RSTART - 1, 1) ~ /[a-z_0-9]/) { # a branch of one word
                    text = substr(text, RSTART + 1)
                    continue
                }
                name = substr(text, RSTART + 1, RLENGTH - 1)
                sub(/[,}].*/, "", name)
                sub(/_ordinal$/, "", name)
                sub(/_(subject|genitive|dative|object|with|between|in|from|to)$/, "", name)
                if (!index(" " found " ", " " name " "))
                    found = found " " name
                text = substr(text, RSTART + RLENGTH)
            }
            n = split(found, names, " ")
            for (i = 2; i <= n; i++)
                for (j = i; j > 1 && names[j - 1] > names[j]; j--) {
                    swap = names[j]; names[j] = names[j - 1]; names[j - 1] = swap
                }
            line = $1
            for (i = 1; i <= n; i++)
                line = line " " names[i]
            print line
        }' "$work/$language" | sort >"$work/$language.arguments"
    if grep -n '[0-9}] \(USD\|Mio\|Mrd\|million\|billion\|млн\|млрд\|долл\)' "lang/$language.txt"; then
        bad "lang/$language.txt: a plain blank between a number and its unit"
    fi
done

for language in en ru; do
    diff "$work/de.keys" "$work/$language.keys" || bad "keys of de and $language differ"
    diff "$work/de.arguments" "$work/$language.arguments" ||
        bad "arguments of de and $language differ"
done

# Keys in the source: strings like "summary.turnover" of the folders that speak. Those of which
# the end is chosen at run time stand as "edit.outcome.%s", or before a join.
cat src/brief/*.c src/claim/*.c src/bulletin/*.c src/command/*.c src/serve/*.c src/format/money.c src/store/period_text.c | grep -v '^#include' |
    grep -o '"[a-z_]*\.[a-z_0-9.]*"' | tr -d '"' | grep -v '\.[ch]$' | grep -v '\.sqlite$' | sort -u >"$work/used"
cat src/command/*.c src/serve/*.c src/brief/*.c | grep -o '"[a-z_.]*\.%s"' | tr -d '"' | sed 's/%s$//' |
    sort -u >"$work/beginnings"
while read -r key; do
    case $key in *.) continue ;; esac # the beginning of a key
    grep -qx "$key" "$work/de.keys" || case ${key%%.*} in
    amount | break | cause | cell | chart | check | column | flow | gravity | growth | kind | label | mark | \
        mirror | note | period | place | products | rank | register | section | source | \
        sources | statement | statements | summary | target | totals | unit)
        bad "no phrase $key, which the source names"
        ;;
    esac
done <"$work/used"
while read -r key; do
    case $key in break.* | flow.* | kind.* | section.* | title | subtitle) continue ;; esac
    grep -qx -e "${key%.*}." -e "${key%.*.*}." "$work/beginnings" && continue
    grep -qx "$key" "$work/used" || bad "phrase $key is named nowhere in the source"
done <"$work/de.keys"
for id in $(cut -d, -f1 data/breaks.csv | tail -n +2 | sort -u); do
    grep -qx "break.$id" "$work/de.keys" || bad "no phrase for the break $id of data/breaks.csv"
done

[ $failed -eq 0 ] && echo "ok - phrases"
exit $failed
