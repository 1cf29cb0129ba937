#!/bin/sh
# How estimation time grows with rows and with countries: one thread, processor seconds of one three-way
# Poisson estimation with clustered errors (median of REPEATS), rows in memory. Writes
# bench/gravity_growth.csv and the picture bench/gravity_growth.svg.
#
#   sh bench/gravity_growth.sh            measure, then draw
#   sh bench/gravity_growth.sh draw       draw what the CSV holds
set -eu
csv=bench/gravity_growth.csv svg=bench/gravity_growth.svg
repeats=${REPEATS:-3}

measure() {
    make --no-print-directory build/release/bench/bench_gravity
    echo "series,countries,years,products,rows,seconds,bytes_per_row" >$csv
    while read -r series countries years products; do
        build/release/bench/bench_gravity "world:$countries,$years,$products" 1 "$repeats" |
            awk -v head="$series,$countries,$years,$products" '
                $1 == "cpu" {cpu = $2}
                $1 == "rows" {n = $4; sub(",", "", n); bytes = $(NF - 1)}
                END {printf "%s,%s,%s,%s\n", head, n, cpu, bytes}' >>$csv
    done <<END
countries 25 30 1
countries 50 30 1
countries 100 30 1
countries 200 30 1
countries 300 30 1
years 100 10 1
years 100 30 1
years 100 90 1
products 100 30 1
products 100 30 3
products 100 30 10
products 100 30 30
END
}

# Logarithmic axes: rows 1e4 to 1e8, seconds 1e-3 to 1e2; a line of slope one for comparison.
draw() {
    awk -F, '
    function x(rows) {return 70 + 140 * (log(rows) / log(10) - 4)}
    function y(s) {return 400 - 72 * (log(s) / log(10) + 3)}
    BEGIN {
        print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 700 460\" font-family=\"sans-serif\" font-size=\"13\">"
        print "<rect width=\"700\" height=\"460\" fill=\"#fff\"/>"
        print "<text x=\"70\" y=\"24\" font-size=\"15\">Three-way PPML with clustered errors: processor seconds by rows, one thread</text>"
        for (e = 4; e <= 8; e++) {
            printf "<line x1=\"%d\" x2=\"%d\" y1=\"40\" y2=\"400\" stroke=\"#ddd\"/>", x(10 ^ e), x(10 ^ e)
            printf "<text x=\"%d\" y=\"420\" text-anchor=\"middle\">%s</text>\n", x(10 ^ e), \
                e == 4 ? "10,000" : e == 5 ? "100,000" : e == 6 ? "1 million" : e == 7 ? "10 million" : "100 million"
        }
        for (e = -3; e <= 2; e++) {
            printf "<line x1=\"70\" x2=\"630\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>", y(10 ^ e), y(10 ^ e)
            printf "<text x=\"62\" y=\"%d\" text-anchor=\"end\">%g s</text>\n", y(10 ^ e) + 4, 10 ^ e
        }
        print "<text x=\"350\" y=\"445\" text-anchor=\"middle\">rows</text>"
        printf "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>", \
            x(2e4), y(2e4 * 3e-7), x(1e8), y(1e8 * 3e-7)
        print "<text x=\"562\" y=\"140\" fill=\"#777\">0.3 &#181;s a row</text>"
        colour["countries"] = "#0b5cad"; colour["years"] = "#b3541e"; colour["products"] = "#2d7d46"
        label["countries"] = "more countries (25 to 300, 30 years)"
        label["years"] = "more years (10 to 90, 100 countries)"
        label["products"] = "more products (1 to 30, 100 countries, 30 years)"
        order[1] = "countries"; order[2] = "years"; order[3] = "products"
    }
    NR > 1 && $1 in colour {
        path[$1] = path[$1] (path[$1] ? " L" : "M") sprintf("%.1f %.1f", x($5), y($6))
        dots[$1] = dots[$1] sprintf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", x($5), y($6))
    }
    END {
        for (i = 1; i <= 3; i++) {
            s = order[i]
            printf "<g stroke=\"%s\" fill=\"%s\"><path d=\"%s\" fill=\"none\" stroke-width=\"2\"/>%s</g>\n", \
                colour[s], colour[s], path[s], dots[s]
            printf "<circle cx=\"92\" cy=\"%d\" r=\"4\" fill=\"%s\"/><text x=\"104\" y=\"%d\">%s</text>\n", \
                40 + 22 * i, colour[s], 44 + 22 * i, label[s]
        }
        print "</svg>"
    }' $csv >$svg
}

[ "${1:-}" = draw ] || measure
draw
