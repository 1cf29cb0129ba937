#!/bin/sh
# make demo: a store of its own below build/, filled with what the project carries and, where R is
# there and CRAN answers, the world trade matrix of 2006; then the brief in German.
set -eu
kontor=build/kontor
export KONTOR_STORE=build/demo
say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }

say "1. Cited facts, each with its page, into $KONTOR_STORE"
$kontor import data/facts

say "2. World trade 2006, 166 countries (data set gravity_no_zeros of the CRAN package gravity)"
if sh scripts/demo_world.sh build/demo-world.csv; then
    $kontor import build/demo-world.csv --mapping data/mappings/gravity_no_zeros.txt
    say "   kontor rank BLR --by turnover --top 10"
    $kontor rank BLR --by turnover --top 10 --lang en
else
    echo "not taken: Rscript is not installed, or CRAN cannot be reached; going on with the facts"
fi

say "3. kontor brief BLR KAZ --lang de"
$kontor brief BLR KAZ --lang de
