#!/bin/sh
# Install what is missing from Debian's packages; quiet when all is there.
set -eu
packages="gcc g++ make pkg-config libicu-dev libarchive-dev libisal-dev libsqlite3-dev \
libxxhash-dev libopenblas0-serial libreadstat-dev libcurl4-openssl-dev iso-codes \
libcairo2-dev libpango1.0-dev librsvg2-dev libxlsxwriter-dev fonts-liberation2 libcmocka-dev \
clang clang-format clang-tidy cppcheck libclang-rt-14-dev libstemmer0d libmicrohttpd-dev libsodium-dev \
tidy libxml2-utils python3-feedparser"
missing=""
for package in $packages; do
    dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
        missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "Installing from Debian:$missing" >&2
run=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || {
        echo "Not root and no sudo: please install these packages first:$missing" >&2
        exit 1
    }
    run="sudo"
fi
$run apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
