#!/bin/sh
# make bench-gravity: kontor's estimation beside fixest's, on the same panels, in one run: seconds of one
# estimation with clustered standard errors (median of REPEATS), rows already in memory on both sides.
#
#   PANELS="guide world products" THREADS="1 2" REPEATS=3 sh bench/gravity.sh
#
# guide      Advanced Guide, annual, 99,981 rows, exporter-year + importer-year + pair_id; its CSV is
#            looked for in $KONTOR_TEST_DATA, else in ../shared
# world      200 countries x 30 years, three-way, 1.19 million rows
# products   100 countries x 30 years x 30 products, 8.9 million rows
# thin20, thin8   200 x 30 with 20 and 8 % of the rows kept
# two        200 x 30, exporter-year + importer-year, with distance
# trends     Advanced Guide, exporter-year + importer-year + exporter^importer[year]: each pair its trend
# workers    1 million rows, workers + firms + years: not the structure of trade
#
# "cpu": the same two ratios of processor seconds of all threads, which other work on the machine
# changes less. fixest comes from CRAN into build/rlib (R must be there); its version is printed. "tight": fixest's
# tolerances at which ten digits of the coefficients agree with kontor's, whose defaults stay.
set -eu
panels=${PANELS:-"guide world products thin20 thin8 two trends workers"}
threads=${THREADS:-"1 2"} repeats=${REPEATS:-3}
work=build/bench/gravity
mkdir -p $work build/rlib
make --no-print-directory build/release/bench/bench_gravity
bench=build/release/bench/bench_gravity
guide=${KONTOR_TEST_DATA:-../shared}/data/yotov_agtpa_applications_1986_2006.csv.gz

export R_LIBS="$PWD/build/rlib"
has_fixest=no
if command -v Rscript >/dev/null 2>&1; then
    Rscript --vanilla -e 'if (identical(unname(getOption("repos")["CRAN"]), "@CRAN@"))
        chooseCRANmirror(graphics = FALSE, ind = 1)
    if (!requireNamespace("fixest", quietly = TRUE))
        install.packages("fixest", lib = "build/rlib")' >$work/install.log 2>&1 || true
    Rscript --vanilla -e 'library(fixest)' >/dev/null 2>&1 && has_fixest=yes
fi

kind_of() {
    case $1 in
    guide) echo "guide:$guide" ;;
    trends) echo "trends:$guide" ;;
    world) echo "world:200,30,1" ;;
    products) echo "world:100,30,30" ;;
    thin20) echo "sparse:200,30,0.2" ;;
    thin8) echo "sparse:200,30,0.08" ;;
    two) echo "two:200,30" ;;
    workers) echo "workers:1000000" ;;
    esac
}
value() { sed -n "s/^$1 //p" "$2" | head -1; }
# Largest relative difference of coefficients and of errors between two outputs.
differ() {
    paste -d' ' "$1" "$2" | awk '/^coef/ {
        b = $3 / $7 - 1; s = $4 / $8 - 1
        if (b < 0) b = -b; if (s < 0) s = -s
        if (b > B) B = b; if (s > S) S = s
    } END {printf "%.0e %.0e", B, S}'
}

printf '%-9s %7s %9s %9s %9s %7s %7s %7s %7s %15s  %s\n' panel threads kontor fixest tight times tight \
    cpu tight differ what
for panel in $panels; do
    kind=$(kind_of "$panel")
    case $panel in
    guide | trends) [ -f "$guide" ] || { echo "$panel: not measured ($guide is not there)"; continue; } ;;
    esac
    $bench "$kind" 1 0 $work/panel.bin
    for n in $threads; do
        $bench "$kind" "$n" "$repeats" >$work/kontor.txt
        ours=$(value seconds $work/kontor.txt) ours_cpu=$(value cpu $work/kontor.txt)
        theirs=- tight=- theirs_cpu=- tight_cpu=- differ=-
        if [ $has_fixest = yes ]; then
            few=$repeats
            [ "$panel" = products ] && few=1
            Rscript --vanilla bench/peers/fixest.R $work/panel.bin "$n" "$few" >$work/fixest.txt
            Rscript --vanilla bench/peers/fixest.R $work/panel.bin "$n" 1 tight >$work/tight.txt
            theirs=$(value seconds $work/fixest.txt) theirs_cpu=$(value cpu $work/fixest.txt)
            tight=$(value seconds $work/tight.txt) tight_cpu=$(value cpu $work/tight.txt)
            grep '^coef' $work/kontor.txt >$work/a
            grep '^coef' $work/tight.txt >$work/b
            differ=$(differ $work/a $work/b)
        fi
        ratio() { awk -v a="$1" -v b="$2" 'BEGIN {if (a == "-") print a; else printf "%.1f", a / b}'; }
        printf '%-9s %7s %9s %9s %9s %7s %7s %7s %7s %15s  %s\n' "$panel" "$n" "$ours" "$theirs" "$tight" \
            "$(ratio "$theirs" "$ours")" "$(ratio "$tight" "$ours")" \
            "$(ratio "$theirs_cpu" "$ours_cpu")" "$(ratio "$tight_cpu" "$ours_cpu")" "$differ" \
            "$(value rows $work/kontor.txt)"
    done
done
[ $has_fixest = yes ] && value fixest $work/fixest.txt
rm -f $work/panel.bin
