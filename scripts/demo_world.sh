#!/bin/sh
# Write the world matrix of 2006 that the CRAN package gravity ships to the file $1, as CSV. Only
# its source package is downloaded; nothing is installed. Fails quietly where R is not there or
# CRAN cannot be reached.
set -eu
out=$1
[ -s "$out" ] && exit 0
command -v Rscript >/dev/null 2>&1 || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
timeout 120 Rscript --vanilla - "$folder" "$out.new" >/dev/null 2>&1 <<'R' || exit 1
arguments <- commandArgs(trailingOnly = TRUE)
if (identical(unname(getOption("repos")["CRAN"]), "@CRAN@"))
    chooseCRANmirror(graphics = FALSE, ind = 1)
package <- download.packages("gravity", arguments[1], type = "source", quiet = TRUE)
untar(package[1, 2], files = "gravity/data/gravity_no_zeros.rdata", exdir = arguments[1])
data <- new.env()
load(file.path(arguments[1], "gravity/data/gravity_no_zeros.rdata"), data)
world <- data$gravity_no_zeros
write.csv(world, arguments[2], row.names = FALSE, quote = FALSE)
R
mv "$out.new" "$out"
