#!/bin/sh
# sh bench/complexity.sh: economic complexity through the command, beside the R package
# economiccomplexity (CRAN), in one run.
#
# 1. A synthetic year of 230 countries and 5,000 products, some 9 million flows: whole processes of
#    kontor measure, medians of five, from import on.
# 2. The kernels on a made-up M with half of its cells 1, and the R package on the same M. R takes
#    minutes for its eigenvalues.
# 3. The real matrix that the package ships, through both, and how far the answers differ.
#
#   R_LIBS=FOLDER sh bench/complexity.sh        where the package is not in R's own library
set -eu
work=build/bench
kontor=build/kontor
mkdir -p $work
now() { date +%s.%N; }
median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
timed() {
    what=$1
    shift
    # Wall clock of a whole process.
    for n in 1 2 3 4 5; do
        from=$(now)
        "$@" >$work/answer 2>&1
        awk -v a="$from" -v b="$(now)" 'BEGIN {print 1000 * (b - a)}'
    done | median | awk -v w="$what" '{printf "  %-44s %8.0f ms\n", w, $1}'
}

world=$work/world-230
[ -f $world/Readme.txt ] || $kontor synth $world --countries 230 --products 5000 --years 1 --rows 9000000 --seed 1 --quiet >/dev/null
rm -rf $work/store-230
$kontor import $world --as world --store $work/store-230 --quiet
store="--store $work/store-230 --dataset world"
echo "whole processes, 230 countries x 5,000 products, $(nproc) processors"
# shellcheck disable=SC2086
{
    timed "rca of one country" $kontor measure rca DEU --top 20 $store
    timed "eci (all countries)" $kontor measure eci $store
    timed "pci (all products)" $kontor measure pci --format csv $store
    timed "coi (ECI, PCI, density, COI, COG of all)" $kontor measure coi $store
    timed "opportunities of one country" $kontor measure opportunities DEU --top 20 $store
    timed "product-space (all proximities, tree, links)" $kontor measure product-space --format graphml $store
    timed "fitness" $kontor measure fitness $store
}

make --no-print-directory build/release/bench/bench_complexity >/dev/null
echo "kernels on M with half of its cells 1"
build/release/bench/bench_complexity 230 5000 0.5 2 $work/made.csv
if ! command -v Rscript >/dev/null 2>&1 || ! Rscript -e 'library(economiccomplexity)' >/dev/null 2>&1; then
    echo "R, economiccomplexity: not measured"
    exit 0
fi
echo "economiccomplexity (R) on the same M"
Rscript --vanilla bench/peers/economiccomplexity.R $work/made.csv 2>/dev/null | grep -v '^$'

echo "the package's own matrix, averages of 1998 to 2000"
Rscript --vanilla bench/peers/economiccomplexity_real.R write $work/real.csv
rm -rf $work/store-real
$kontor import $work/real.csv --as real --lenient --store $work/store-real --quiet
real="--rule r --format csv --store $work/store-real --dataset real"
# shellcheck disable=SC2086
{
    $kontor measure eci $real >$work/eci.csv
    $kontor measure pci $real >$work/pci.csv
    $kontor measure fitness $real >$work/fitness.csv
    timed "kontor: coi (RCA, ECI, PCI, density, COI, COG)" $kontor measure coi $real
}
Rscript --vanilla bench/peers/economiccomplexity_real.R compare $work/eci.csv $work/pci.csv $work/fitness.csv
