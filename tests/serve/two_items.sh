# shellcheck shell=sh disable=SC2154
# For tests that publish: five years of two pairs in the store, an item of news about each, both
# published, with marks in a headline. Read by `.`, with $kontor and $work set.
{
    echo year,reporter,partner,flow,value_musd
    for year in 2014 2015 2016 2017 2018; do
        for pair in BLR,KAZ KAZ,BLR BLR,DEU DEU,BLR; do
            echo "$year,$pair,X,$((year - 1900))"
            echo "$year,$pair,M,$((2 * year - 3900))"
        done
    done
} >"$work/totals.csv"
"$kontor" import "$work/totals.csv" --as case --quiet >/dev/null
for pair in BLR,KAZ BLR,DEU; do
    "$kontor" bulletin make --pair $pair --quiet >/dev/null
done
"$kontor" bulletin edit 1 --by Ann --lang ru --headline 'А & <Б> "В"' --quiet
"$kontor" bulletin publish 1 --by Ann --quiet
"$kontor" bulletin publish 2 --by Ann --quiet
