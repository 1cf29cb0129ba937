# economiccomplexity.R: the R package economiccomplexity on the M that bench_complexity wrote.
#
#     Rscript economiccomplexity.R FILE
#
# Best of three runs of each step; "eigenvalues" once, since it takes minutes for 5,000 products.
library(economiccomplexity)
file <- commandArgs(trailingOnly = TRUE)[1]
made <- as.matrix(read.csv(file, header = FALSE))
dimnames(made) <- list(paste0("c", seq_len(nrow(made))), paste0("p", seq_len(ncol(made))))
storage.mode(made) <- "double"

timed <- function(name, runs, step) {
  seconds <- sapply(seq_len(runs), function(run) system.time(result <<- step())[["elapsed"]])
  cat(sprintf("  %-24s %8.1f ms\n", name, 1000 * min(seconds)))
  result
}
cat(nrow(made), "countries,", ncol(made), "products,", sum(made), "ones\n")
phi <- timed("proximity, all pairs", 3,
             function() proximity(made, compute = "product")$proximity_product)
near <- timed("density", 3, function() density(made, phi))
gain <- timed("density, COI and COG", 3,
              function() complexity_outlook(made, phi, runif(ncol(made))))
fit <- timed("fitness, 20 iterations", 3, function() complexity_measures(made, "fitness"))
index <- timed("ECI and PCI", 1,
               function() suppressMessages(complexity_measures(made, "eigenvalues")))
