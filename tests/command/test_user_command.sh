#!/bin/sh
# kontor user: accounts from the command line, the password from standard input. $1 is the program.
set -u
kontor=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KONTOR_STORE="$work/store" LC_ALL=C.UTF-8
fail() { echo "$*"; exit 1; }

echo "correct horse battery" | $kontor user add anna --role admin --shown "A. Muster" || fail add
echo "пароль из двенадцати" | $kontor user add boris || fail "a second one"
[ "$($kontor user list --format csv | cut -d, -f1-3)" = "name,role,shown
anna,admin,A. Muster
boris,editor,boris" ] || fail "list: $($kontor user list --format csv)"
echo "correct horse battery" | $kontor user add anna 2>/dev/null && fail "the same name twice"
echo short | $kontor user add carl 2>"$work/err" && fail "a short password"
grep -q "12 or more" "$work/err" || fail "what is wrong is not said"
$kontor user add carl </dev/null 2>/dev/null && fail "no password"
echo "correct horse battery" | $kontor user add "x'); drop table account;--" 2>/dev/null && fail "a wrong name"
$kontor user add 2>/dev/null </dev/null
[ $? -eq 2 ] || fail "no name"
echo "another horse battery" | $kontor user password anna || fail password
$kontor user remove boris || fail remove
$kontor user remove boris 2>/dev/null && fail "removed twice"
[ "$($kontor user list --format csv | wc -l)" -eq 2 ] || fail "who is left"
# A password is neither an argument nor in any file.
grep -rq "horse battery" "$work/store" && fail "the password lies on the disk"
[ "$(stat -c %a "$work/store/accounts.sqlite")" = 600 ] || fail "others can read the accounts"
exit 0
