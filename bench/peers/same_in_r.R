# Every result of kontor gravity prints the call of fixest that gives the same numbers. This runs
# them and says how far apart the two are, relative, in coefficients and standard errors:
#
#   Rscript bench/peers/same_in_r.R build/kontor panel.csv
#
# panel.csv is the Advanced Guide's (exporter, importer, pair_id, year, trade, dist, cntg, lang,
# rta), unpacked. Fails where a call does not run, or differs by more than 1e-6 in coefficients or
# 1e-5 in errors (fixest's default tolerances); two exceptions are explained below.
suppressMessages(library(fixest))
arguments <- commandArgs(TRUE)
kontor <- arguments[1]
data <- read.csv(arguments[2])

cases <- list(
  c("trade ~ rta | exp^year + imp^year + pair", "--subset", "year %in% seq(1986, 2006, 4)"),
  c("log(trade) ~ log(dist) + cntg + log(sum(trade, exp^year)) + log(size)", "--let",
    "size = sum(trade, imp^year)", "--family", "gaussian", "--subset",
    "exporter != importer & year == 2006", "--vcov", "~exp + imp"),
  c("trade ~ rta + i(year, border, ref = 2006) | exp^year + imp^year + pair", "--let",
    "border = exporter != importer", "--subset", "year %in% c(1986, 1990, 2006)",
    "--symmetric-pair"),
  c("trade ~ l(rta, c(0, 4)) | exp^year + imp^year", "--subset", "year > 2002", "--vcov",
    "~pair_id", "--ssc", "stata"),
  c("trade ~ rta + l(rta, 1:2) | exp^year + imp^year + pair"),
  c("I(trade > 100) ~ log(dist) + rta | exp", "--family", "logit", "--subset", "year == 2000"),
  c("log(trade) ~ cntg | exp + imp | rta ~ log(dist) + lang", "--family", "gaussian",
    "--subset", "year == 2000"),
  c("trade ~ rta*lang + log(dist) | exp[year] + imp", "--subset",
    "year > 2003 & exporter != importer"),
  c("trade ~ rta | exp^year + imp^year + pair", "--subset", "year > 2000", "--vcov", "NW(2)"),
  c("log(trade) ~ rta + log(dist) | exp^year + imp^year", "--family", "gaussian", "--subset",
    "year > 2000 & exporter != importer", "--vcov", "DK(1)"),
  c("trade ~ rta + offset(log(dist)) | exp", "--subset", "year == 2000", "--weights", "1 + lang"),
  c("trade ~ rta | exp^year + imp^year", "--vcov", "~exp + imp", "--keep-singletons"),
  # each family, each kind of errors, each word of a formula that both have
  c("trade ~ rta + log(dist) | exp", "--family", "gamma", "--subset",
    "year == 2006 & trade > 0 & exporter != importer", "--vcov", "hetero"),
  c("trade ~ rta + log(dist) | exp + imp", "--family", "negbin", "--subset",
    "year == 2000 & exporter != importer", "--vcov", "iid"),
  c("trade ~ rta | exp^year + imp^year", "--subset", "year > 2003", "--vcov", "iid"),
  c("trade ~ rta | exp^year + imp^year", "--subset", "year > 2003", "--vcov", "hetero"),
  c("log(trade) ~ rta + log(dist) | exp^year + imp^year", "--family", "gaussian", "--subset",
    "year > 2003", "--vcov", "hetero", "--ssc", "stata"),
  c("trade ~ rta | exp^year + imp^year + pair", "--subset", "year > 1999", "--vcov",
    "~exp + imp + year"),
  c("trade ~ i(year, rta, ref = 2000) | exp^year + imp^year + pair", "--subset", "year > 1999"),
  c("trade ~ i(year) + log(dist) | exp + imp", "--subset", "year > 2002"),
  c("trade ~ f(rta, 1) + d(rta) + l(rta, 1:2) | exp^year + imp^year + pair_id", "--subset",
    "year > 1998"),
  c("trade ~ rta + lang:cntg + I(log(dist)^2) | exp^year + imp^year", "--subset", "year > 2003"),
  c("trade ~ rta | exp^year + imp^year + pair[[trend]]", "--let", "trend = year - 1996",
    "--subset", "year %in% seq(1986, 2006, 4)"),
  c("log(trade) ~ rta + log(dist) | exp^year + imp^year", "--family", "gaussian", "--subset",
    "year > 2003", "--weights", "log(dist)"),
  c("trade ~ log(dist) + rta | exp + imp | lang ~ cntg", "--subset", "year == 2000", "--vcov",
    "hetero"),
  c("I(trade > 100) ~ log(dist) + rta | exp + imp", "--family", "logit", "--subset",
    "year == 2000", "--vcov", "hetero"),
  c("trade ~ rta + log(dist)", "--subset", "year == 2000 & lang == 1", "--vcov", "~exp", "--ssc",
    "none"),
  c("trade ~ rta + log(dist) | exp + imp", "--subset", "year == 2000", "--offset", "0.1 * cntg",
    "--vcov", "twoway")
)

ask <- function(case, format) {
  words <- c("gravity", case[1], "--data", arguments[2], case[-1], "--format", format)
  system2(kontor, shQuote(words), stdout = TRUE)
}
failed <- FALSE
for (case in cases) {
  answer <- suppressWarnings(ask(case, "csv"))
  if (length(answer) < 2) {
    cat("NOT FOUND", paste(case, collapse = " "), "\n")
    failed <- TRUE
    next
  }
  ours <- read.csv(text = answer)
  said <- ask(case, "text")
  call <- said[(which(said == "The same in R") + 1):(which(said == "The same in Stata") - 1)]
  model <- suppressMessages(tryCatch(eval(parse(text = call), new.env(parent = globalenv())),
                                     error = function(e) conditionMessage(e)))
  if (is.character(model)) {
    cat("DOES NOT RUN", case[1], model, "\n")
    failed <- TRUE
    next
  }
  theirs <- coeftable(model)
  # fixest calls them "fit_lang", "residual1" and "year::2003", and theta is a coefficient there
  reordered <- any(grepl("^fit_|^residual|::", rownames(theirs)))
  names <- sub("^fit_", "", rownames(theirs))
  names <- ifelse(grepl("^residual[0-9]+$", names), ours$name[grep("^residual of ", ours$name)],
                  names)
  rownames(theirs) <- names
  theirs <- theirs[names != ".theta", , drop = FALSE]
  names <- names[names != ".theta"]
  if (length(names) == nrow(ours) && !reordered)
    names <- ours$name # lags and functions are spelled otherwise, in the same order
  if (!setequal(names, ours$name)) {
    cat("NOT the same names:", setdiff(names, ours$name), "|", setdiff(ours$name, names),
        paste(case, collapse = " "), "\n")
    failed <- TRUE
    next
  }
  theirs <- theirs[match(ours$name, names), , drop = FALSE]
  b <- max(abs(unname(theirs[, 1]) / ours$estimate - 1))
  se <- max(abs(unname(theirs[, 2]) / ours$se - 1))
  # fixest's smallest tolerance leaves gamma's coefficients 2e-6 from where its score is 0; its
  # negative binomial takes the observed information, kontor the expected one (7 % in errors)
  same <- nobs(model) == ours$n[1] && b < (if ("gamma" %in% case) 1e-5 else 1e-6) &&
    (se < 1e-5 || "negbin" %in% case)
  failed <- failed || !same
  cat(sprintf("%-4s coefficients %.0e errors %.0e  %s\n", if (same) "same" else "NOT", b, se,
              paste(case, collapse = " ")))
}
quit(status = if (failed) 1 else 0)
