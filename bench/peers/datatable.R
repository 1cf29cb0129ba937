# data.table's fread alone, into memory, nothing kept: MB/s of CSV with two threads.
suppressMessages(library(data.table))
setDTthreads(2)
files <- list.files(commandArgs(TRUE)[1], "_Y[0-9]+_.*csv$", full.names = TRUE)
began <- proc.time()[["elapsed"]]
world <- rbindlist(lapply(files, fread, na.strings = c("NA", ""), strip.white = TRUE))
seconds <- proc.time()[["elapsed"]] - began
cat(sprintf("fread_mb_s\t%.1f\n", sum(file.size(files)) / seconds / 1e6))
year <- max(world$t)
times <- sapply(1:5, function(n) system.time(world[t == year, .(v = sum(v)), by = .(i, j)])[["elapsed"]])
cat(sprintf("matrix_ms\t%.1f\n", 1000 * median(times)))
