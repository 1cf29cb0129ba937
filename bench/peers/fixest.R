# Poisson with fixest on what bench_gravity has written: Rscript fixest.R FILE.bin THREADS REPEATS [TIGHT]
# TIGHT: the tolerances at which ten digits of the coefficients agree with kontor's.
suppressMessages(library(fixest))
args <- commandArgs(TRUE)
file <- file(args[1], "rb")
head <- readBin(file, "double", 3)
n <- head[1]
data <- data.frame(y = readBin(file, "double", n))
for (k in seq_len(head[2])) data[[paste0("x", k)]] <- readBin(file, "double", n)
for (f in seq_len(head[3])) data[[paste0("f", f)]] <- as.integer(readBin(file, "double", n))
data$cluster <- as.integer(readBin(file, "double", n))
slope <- readBin(file, "double", n)
close(file)
if (length(slope)) data$slope <- slope
tight <- length(args) > 3
setFixest_nthreads(as.integer(args[2]))
formula <- as.formula(paste("y ~", paste0("x", seq_len(head[2]), collapse = " + "), "|",
                            paste0("f", seq_len(head[3]), collapse = " + "),
                            if (length(slope)) "[slope]"))
estimate <- function() {
    fepois(formula, data, vcov = ~cluster, ssc = ssc(), fixef.rm = "perfect_fit", notes = FALSE,
           glm.tol = if (tight) 1e-12 else 1e-8, fixef.tol = if (tight) 1e-11 else 1e-6,
           glm.iter = 100, fixef.iter = 100000)
}
seconds <- cpu <- numeric(0)
for (r in seq_len(as.integer(args[3]))) {
    time <- system.time(m <- estimate())
    seconds[r] <- time[["elapsed"]]
    cpu[r] <- time[["user.self"]] + time[["sys.self"]]
}
cat(sprintf("seconds %.4f\ncpu %.4f\n", median(seconds), median(cpu)))
cat(sprintf("fixest %s, %d rows, %d iterations\n", packageVersion("fixest"), m$nobs, m$iterations))
for (k in seq_along(coef(m))) cat(sprintf("coef %d %.12g %.12g\n", k, coef(m)[k], se(m)[k]))
