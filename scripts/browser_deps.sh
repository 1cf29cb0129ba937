#!/bin/sh
# What the browser tests need, where it can be had: Chromium, Node, npm and tidy from Debian, and
# the two packages that tests/browser/package-lock.json pins, into build/browser. Never fails: where
# something cannot be installed the tests are skipped, and counted as skipped.
set -u
lock=tests/browser/package-lock.json
kept=build/browser
cmp -s $lock $kept/package-lock.json && [ -d $kept/node_modules/axe-core ] && exit 0
missing=""
for tool in chromium node npm tidy; do
    command -v $tool >/dev/null 2>&1 || missing="$missing $(echo $tool | sed 's/^node$/nodejs/')"
done
if [ -n "$missing" ]; then
    run=""
    [ "$(id -u)" -eq 0 ] || run="sudo -n"
    echo "Installing from Debian, for the browser tests:$missing" >&2
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive timeout 600 $run apt-get install -y -qq --no-install-recommends \
        $missing >/dev/null 2>&1
fi
if command -v npm >/dev/null 2>&1; then
    mkdir -p $kept && cp tests/browser/package.json $lock $kept/ &&
        (cd $kept && timeout 120 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >/dev/null 2>&1
fi
[ -d $kept/node_modules/axe-core ] && exit 0
rm -rf $kept
echo "The browser tests will be skipped: Chromium, npm or its packages are not to be had." >&2
exit 0
