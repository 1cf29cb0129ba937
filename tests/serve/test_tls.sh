#!/bin/sh
# kontor serve with a certificate: editing over TLS, and reading while a dataset comes and the
# server is told to stop. Skipped where openssl or curl is not there. $1 is the program.
set -u
kontor=$1
command -v openssl >/dev/null 2>&1 && command -v curl >/dev/null 2>&1 || exit 77
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
export KONTOR_STORE="$work/store" LC_ALL=C.UTF-8
fail() { echo "$*"; cat "$work/log"; exit 1; }

printf 'year,reporter,partner,flow,value_musd\n2018,BLR,KAZ,X,10\n2018,BLR,KAZ,M,5\n' >"$work/totals.csv"
"$kontor" import "$work/totals.csv" --as one --quiet >/dev/null || exit 1
echo "correct horse battery" | "$kontor" user add anna || exit 1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
    -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null || exit 77
: >"$work/log"
"$kontor" serve --listen 127.0.0.1:0 --tls-cert "$work/cert.pem" --tls-key "$work/key.pem" \
    --stop-after 60 2>"$work/log" >/dev/null &
server=$!
n=0
until grep -q 'serving on' "$work/log"; do
    n=$((n + 1))
    [ $n -lt 100 ] || fail "it does not start"
    sleep 0.1
done
base=$(sed -n 's|.*serving on \(https://[^/]*\)/.*|\1|p' "$work/log")
ask() { curl -sk --max-time 10 -b "$work/jar" -c "$work/jar" "$@"; }

form=$(ask "$base/en/edit/login" | sed -n 's/.*name="form" value="\([0-9a-f]*\)".*/\1/p')
[ ${#form} -eq 64 ] || fail "no login form over TLS"
ask -D "$work/head" -o /dev/null --data-urlencode "form=$form" --data-urlencode "name=anna" \
    --data-urlencode "password=correct horse battery" "$base/en/edit/login"
grep -qi '^set-cookie: __Host-kontor=[0-9a-f]*; Path=/; Max-Age=[0-9]*; HttpOnly; SameSite=Strict; Secure' \
    "$work/head" || fail "the cookie is not bound to TLS: $(cat "$work/head")"
grep -qi '^strict-transport-security:' "$work/head" || fail "no Strict-Transport-Security"
[ "$(ask -o /dev/null -w '%{http_code}' "$base/en/edit")" = 200 ] || fail "not logged in"

# A dataset comes while it is read; then the server is told to stop. No answer is cut or missing.
(
    while [ ! -e "$work/stop" ]; do
        curl -sk --max-time 10 -o /dev/null -w '%{http_code} %{exitcode}\n' "$base/en/country/BLR"
    done
) >"$work/codes" &
reader=$!
sleep 0.3
printf 'year,reporter,partner,flow,value_musd\n2018,BLR,KAZ,X,11\n2018,BLR,KAZ,M,6\n' >"$work/totals.csv"
"$kontor" import "$work/totals.csv" --as two --quiet >/dev/null || fail "import"
sleep 0.7
touch "$work/stop"
wait $reader
[ "$(sort -u "$work/codes")" = "200 0" ] || fail "answers: $(sort "$work/codes" | uniq -c)"
kill -TERM $server
wait $server
status=$?
server=
[ $status -eq 0 ] || fail "it ended with $status"
exit 0
