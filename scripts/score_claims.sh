#!/bin/sh
# Print how well the claim check reads a folder of tagged articles: scripts/score_claims.sh [-v]
# FOLDER. Precision and recall by language and kind; -v names every claim that is not right.
# tests/claim/corpus/README.md says how articles are tagged.
set -eu
[ $# -ge 1 ] || { echo "usage: scripts/score_claims.sh [-v] FOLDER" >&2; exit 2; }
cd "$(dirname "$0")/.."
MODE=${MODE:-release}
make --no-print-directory MODE="$MODE" "build/$MODE/tests/claim/test_corpus" >&2
exec "build/$MODE/tests/claim/test_corpus" "$@"
