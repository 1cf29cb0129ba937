# economiccomplexity_real.R: the real matrix that the R package economiccomplexity ships, exports of
# countries by SITC product, averages of 1998 to 2000, as a file for kontor and back again.
#
#     Rscript economiccomplexity_real.R write FILE
#     Rscript economiccomplexity_real.R compare ECI.csv PCI.csv FITNESS.csv
#
# Values are rounded to dollars, and section 9 (goods not classified) is left out on both sides.
suppressMessages(library(economiccomplexity))
arguments <- commandArgs(trailingOnly = TRUE)
trade <- as.data.frame(world_trade_avg_1998_to_2000)
trade$value <- round(trade$value)
trade <- trade[trade$value > 0 & substr(trade$product, 1, 1) != "9", ]

if (arguments[1] == "write") {
  out <- data.frame(year = 1999, exporter = toupper(trade$country), importer = "WLD",
                    sitc2 = trade$product, value_usd = format(trade$value, scientific = FALSE,
                                                              trim = TRUE))
  write.csv(out, arguments[2], row.names = FALSE, quote = FALSE)
} else {
  began <- proc.time()[["elapsed"]]
  made <- balassa_index(trade)
  index <- suppressMessages(complexity_measures(made, "eigenvalues"))
  fit <- complexity_measures(made, "fitness")
  near <- proximity(made)$proximity_product
  gain <- complexity_outlook(made, near, index$complexity_index_product)
  cat(sprintf("R: RCA, ECI, PCI, fitness, proximity, COI, COG: %.0f ms\n",
              1000 * (proc.time()[["elapsed"]] - began)))
  compare <- function(name, file, key, column, theirs) {
    ours <- read.csv(file, colClasses = "character")
    ours <- setNames(as.numeric(ours[[column]]), tolower(ours[[key]]))
    names(theirs) <- tolower(names(theirs))
    both <- intersect(names(ours), names(theirs))
    cat(sprintf("%s: %d in both, largest difference %.1e\n", name, length(both),
                max(abs(ours[both] - theirs[both]))))
  }
  compare("ECI", arguments[2], "country", "eci", index$complexity_index_country)
  compare("PCI", arguments[3], "product", "pci", index$complexity_index_product)
  compare("fitness", arguments[4], "country", "fitness", fit$complexity_index_country)
}
