#!/bin/sh
# tests/reference/test_names.sh: the three tables of country names are complete and of one mind.
#
# Reads data/countries.csv and data/names_{de,en,ru}.csv of the checkout that holds this script;
# the program's path, argument 1, is not needed. Checked: every code of countries.csv stands in
# each table, once, sorted; 15 columns and no column but the adjective, inhabitant, capital and
# further names is empty; no stray blanks; a further name means one country only; the Russian
# table is in Cyrillic. awk reads bytes here, so that any awk gives the same answer.
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")/../.." || exit 1

for table in data/countries.csv data/names_de.csv data/names_en.csv data/names_ru.csv; do
    [ -r "$table" ] || {
        echo "not ok - $table is missing"
        exit 1
    }
done

failed=0
for language in de en ru; do
    table=data/names_$language.csv
    if awk -v language="$language" -v codes=data/countries.csv -v table="$table" '
        function bad(text) {
            print table ":" FNR ": " text
            wrong++
        }

        # Splits one line of CSV into field[1..n]; a quote inside quotes is doubled.
        function split_csv(line, field, n, i, c, quoted, text) {
            n = 0
            quoted = 0
            text = ""
            for (i = 1; i <= length(line); i++) {
                c = substr(line, i, 1)
                if (quoted) {
                    if (c != "\"")
                        text = text c
                    else if (substr(line, i + 1, 1) == "\"") {
                        text = text c
                        i++
                    } else
                        quoted = 0
                } else if (c == "\"")
                    quoted = 1
                else if (c == ",") {
                    field[++n] = text
                    text = ""
                } else
                    text = text c
            }
            field[++n] = text
            return n
        }

        # A further name of `code`: nobody else may have it, not even as its own name.
        function claim(name, code) {
            if (name in further && further[name] != code)
                bad("\"" name "\" belongs to " further[name] " and to " code)
            further[name] = code
        }

        FILENAME == codes {
            split_csv($0, field)
            if (FNR > 1 && field[1] !~ /^#/ && field[1] != "")
                wanted[field[1]] = 1
            next
        }

        {
            n = split_csv($0, field)
            if (n != 15) {
                bad(n " columns instead of 15")
                next
            }
            if (FNR == 1) {
                if ($0 != "code,name,subject,genitive,dative,object,with,between,in,from,to," \
                    "adjective,inhabitant,capital,other_names")
                    bad("another header")
                next
            }
            code = field[1]
            if (code in seen)
                bad("code " code " twice")
            if (FNR > 2 && code <= last)
                bad("code " code " is not in order")
            seen[code] = 1
            last = code
            if (!(code in wanted))
                bad("code " code " is not in " codes)
            for (i = 1; i <= 15; i++) {
                if (i <= 11 && field[i] == "")
                    bad(code ": column " i " is empty")
                if (field[i] ~ /^ | $|  |\t|\r|\302\240/)
                    bad(code ": stray blank in \"" field[i] "\"")
                # CAMEU is what the statistics of the United Nations call a region.
                bare = field[i]
                gsub(/CAMEU/, "", bare)
                if (language == "ru" && i > 1 && bare ~ /[A-Za-z]|[\303-\312]/)
                    bad(code ": Latin letter in \"" field[i] "\"")
            }
            for (i = 2; i <= 14; i++) # what means this country already
                if (field[i] != "" && (i < 4 || i > 11))
                    own[field[i]] = own[field[i]] " " code
            n = split(field[15], part, "|")
            for (i = 1; i <= n; i++) {
                if (part[i] == "" || part[i] ~ /^ | $/)
                    bad(code ": empty or blank further name")
                claim(part[i], code)
            }
        }

        END {
            for (code in wanted)
                if (!(code in seen))
                    bad("code " code " of " codes " is missing")
            for (name in further)
                if (name in own) {
                    n = split(own[name], part, " ")
                    for (i = 1; i <= n; i++)
                        if (part[i] != further[name])
                            bad("\"" name "\" of " further[name] " is also a name of " part[i])
                }
            exit wrong > 0
        }' data/countries.csv "$table"; then
        echo "ok - $table"
    else
        echo "not ok - $table"
        failed=1
    fi
done
exit $failed
