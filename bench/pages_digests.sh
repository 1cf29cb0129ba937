#!/bin/sh
# What two builds write for the same store, held against each other: 380 pairs, three languages,
# page, JSON, text and Markdown.
#     sh bench/pages_digests.sh STORE >before       (another build) >after; cmp before after
# Needs build/release/bench/bench_pages of the build at hand: make MODE=release $that
set -eu
store=$1
for language in de en ru; do
    for form in page json text md; do
        build/release/bench/bench_pages "$store" "$language" "$form" |
            sed 's/: middle .*; digest/: digest/'
    done
done
