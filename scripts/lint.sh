#!/bin/sh
# Everything about the source that can be checked without running it. Prints findings one a line
# and fails when there are any. `scripts/lint.sh quick` leaves out cppcheck and clang-tidy.
set -u
quick=${1:-}
work=build/lint
rm -rf $work
mkdir -p $work/plain
processors=$(nproc 2>/dev/null || echo 1)
findings=$work/findings
: >$findings

if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files -co --exclude-standard
else
    find . -type f -not -path './build/*' -not -path './.git/*' | sed 's|^\./||'
fi | sort -u | while read -r file; do [ -f "$file" ] && echo "$file"; done >$work/files
grep '\.[ch]$' $work/files >$work/c_files
grep '^include/kontor/' $work/c_files >$work/headers

say() { # WHAT, findings on standard input
    sed "s|^|$1: |" >>$findings
}

# ---- the dependency table (STYLE.md, section 3) --------------------------------------------------

# Public headers belong to the folder that holds the .c file of their name. These have none.
cat >$work/owners <<'END'
checked base
compiler base
limits base
version base
store store
ingest ingest
brief brief
END
# What a folder may include besides itself.
cat >$work/sees <<'END'
base
format base
math base
formula base
store base format math
reference base format math store
register base format math store
ingest base format math store reference register
measure base format math store reference
estimate base format math store
model base math
chart base format math
synth base format math store reference
panel base format math store reference formula estimate
brief base format math store reference register ingest measure estimate model chart synth
claim base format math store reference register ingest measure estimate model chart synth brief
command base format math store reference register ingest measure estimate model chart synth brief claim formula panel bulletin
bulletin base format math store reference register ingest measure estimate model chart synth brief
cli base format command serve
serve base format command register
END
# Headers of the C library and POSIX; a header of any other library is a debt of one file.
cat >$work/system_headers <<'END'
assert.h complex.h ctype.h dirent.h errno.h fcntl.h float.h inttypes.h iso646.h limits.h malloc.h math.h
poll.h pthread.h sched.h signal.h stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h
stdio.h stdlib.h stdnoreturn.h string.h strings.h sys/file.h sys/ioctl.h sys/mman.h
sys/resource.h sys/socket.h sys/stat.h sys/time.h sys/types.h sys/wait.h netinet/in.h
arpa/inet.h netdb.h termios.h time.h unistd.h wchar.h immintrin.h
END

check_includes() {
    for header in $(cat $work/headers); do
        name=$(basename "$header" .h)
        grep -q "^$name " $work/owners && continue
        owner=$(ls src/*/"$name".c 2>/dev/null | head -1 | cut -d/ -f2)
        if [ -n "$owner" ]; then
            echo "$name $owner" >>$work/owners
        else
            echo "$header:1: no src/FOLDER/$name.c: name its folder in scripts/lint.sh"
        fi
    done
    xargs grep -Hn '^[[:space:]]*#[[:space:]]*include' <$work/c_files |
        awk -v work=$work '
        BEGIN {
            while ((getline line < (work "/owners")) > 0) { split(line, w, " "); owner[w[1]] = w[2] }
            while ((getline line < (work "/sees")) > 0) {
                n = split(line, w, " ")
                known[w[1]] = 1; sees[w[1], w[1]] = 1
                for (p = 2; p <= n; p++) sees[w[1], w[p]] = 1
            }
            while ((getline line < (work "/system_headers")) > 0) {
                n = split(line, w, " ")
                for (p = 1; p <= n; p++) system_header[w[p]] = 1
            }
            while ((getline line < (work "/c_files")) > 0) exists[line] = 1
        }
        {
            split($0, part, ":"); file = part[1]; place = file ":" part[2]
            split(file, path, "/")
            if (!match($0, /[<"][^>"]*[>"]/)) { print place ": an include that is not plain"; next }
            quote = substr($0, RSTART, 1); name = substr($0, RSTART + 1, RLENGTH - 2)
            folder = ""
            if (path[1] == "src") folder = path[2]
            else if (path[1] == "include") {
                stem = path[3]; sub(/\.h$/, "", stem); folder = owner[stem]
            }
            if (path[1] == "src" && !known[folder]) print place ": src/" folder " is not in the table"
            if (name ~ /\.\./) print place ": \"..\" in an include"
            else if (quote == "\"") {
                beside = file; sub(/[^\/]*$/, "", beside)
                if (path[1] == "include") print place ": a public header includes " name
                else if (path[1] == "src" && !exists[beside name]) print place ": " name " is not in the same folder"
            } else if (name ~ /^kontor\//) {
                stem = name; sub(/^kontor\//, "", stem); sub(/\.h$/, "", stem)
                if (!exists["include/" name]) print place ": there is no " name
                else if (folder != "" && owner[stem] != "" && !sees[folder, owner[stem]])
                    print place ": " folder " must not see <" name "> of " owner[stem]
            } else if (!system_header[name]) {
                library = name; sub(/\/.*/, "", library); sub(/_entry\.h$/, "", library); sub(/\.h$/, "", library)
                if (path[1] == "tests" || path[1] == "fuzz") {
                    if (name == "setjmp.h" && file == "tests/check.h") next # cmocka wants it
                    if (library != "cmocka" || file != "tests/check.h")
                        print place ": <" name ">: tests see other libraries through check.h only"
                } else if (file !~ /\.c$/) print place ": <" name "> in a header"
                else if (user[library] == "") user[library] = file
                else if (user[library] != file)
                    print place ": <" name "> is included by " user[library] " already"
            }
        }'
}
check_includes | say includes

# ---- words that must not occur -----------------------------------------------------------------

# Each file without comments and the contents of strings, line for line.
plain() {
    awk '
    {
        out = ""; n = length($0); literal = ""
        for (p = 1; p <= n; p++) {
            c = substr($0, p, 1); two = substr($0, p, 2)
            if (comment) { if (two == "*/") { comment = 0; p++ } continue }
            if (literal != "") {
                if (c == "\\") p++
                else if (c == literal) { out = out c; literal = "" }
                continue
            }
            if (two == "/*") { comment = 1; p++; out = out " "; continue }
            if (two == "//") break
            if (c == "\"" || c == "\047") literal = c
            out = out c
        }
        print out
    }' "$1"
}
while read -r file; do
    mkdir -p "$work/plain/$(dirname "$file")"
    plain "$file" >"$work/plain/$file"
done <$work/c_files

banned() { # REASON WORDS FILE-PATTERN [EXCEPT-FILE]
    pattern=$(echo "$2" | tr ' ' '|')
    (cd $work/plain && grep -rEn "(^|[^A-Za-z0-9_.>])($pattern)[[:space:]]*\(" . --include='*.[ch]') |
        sed 's|^\./||' | grep -E "^$3" | grep -v "^${4:-none}:" | sed "s|\$|  ($1)|" | say banned
}
everywhere="(src|include|fuzz|examples|bench)/"
banned "no length, no check" \
    "strcpy strcat sprintf vsprintf atoi atol atof strtok gets alloca setjmp longjmp system" \
    "$everywhere"
banned "the process locale is never set or asked" "setlocale localeconv" "$everywhere"
banned "the library does not print, exit or abort" \
    "exit _exit abort printf vprintf puts putchar perror fprintf" \
    "src/(base|format|math|store|reference|register|ingest|measure|estimate|model|chart|brief|claim|bulletin|command)/"
banned "the clock and the environment belong to the command line" \
    "kt_moment_now getenv" \
    "src/(format|math|store|reference|register|ingest|measure|estimate|model|chart|brief|claim|command)/"
banned "memory goes through kontor/memory.h" "malloc calloc realloc free strdup strndup" \
    "src/" src/base/memory.c

xargs grep -HnE 'TODO|FIXME|XXX' <$work/c_files | grep -v '#[0-9]' |
    grep -v 'XXXXXX' | say "no issue number"
# Patterns are written so that they do not find themselves.
xargs grep -HnIE '(^|[^A-Za-z0-9.])/(wor[k]|far[m])/' <$work/files | say "a path of one machine"

# ---- names -------------------------------------------------------------------------------------

grep -E '\.(c|h|sh)$' $work/files | awk -F/ '
    { if ($NF in seen) print $0 ": " seen[$NF] " has the same name"; else seen[$NF] = $0 }' |
    say names

# ---- form --------------------------------------------------------------------------------------

xargs clang-format --dry-run <$work/c_files 2>&1 | 
    sed -n 's/^\([^:]*\):\([0-9]*\):.*clang-formatted.*/\1: run clang-format -i/p' | sort -u | say format

# ---- every public header alone -------------------------------------------------------------------

strict="-fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Wcast-qual -Werror -Iinclude"
while read -r header; do
    # Twice, so that a guard that does not guard is seen.
    printf '#include <%s>\n#include <%s>\nextern int kt_alone;\n' "${header#include/}" "${header#include/}" >$work/alone.c
    # shellcheck disable=SC2086
    gcc -std=c17 $strict -Wstrict-prototypes $work/alone.c 2>&1 | grep 'error' | say "header alone, C"
    # shellcheck disable=SC2086
    g++ -std=c++17 -x c++ $strict $work/alone.c 2>&1 | grep 'error' | say "header alone, C++"
done <$work/headers

# ---- analysers -----------------------------------------------------------------------------------

if [ "$quick" != quick ]; then
    mkdir -p build/lint-cppcheck
    # missingInclude*: system headers are not read. unusedStructMember: records are public.
    grep '^src/.*\.c$' $work/c_files >$work/sources
    # shellcheck disable=SC2046
    cppcheck --quiet --std=c11 -D_DEFAULT_SOURCE -D__x86_64__ -Iinclude -j "$processors" \
        --enable=warning,performance,portability --inline-suppr \
        --cppcheck-build-dir=build/lint-cppcheck \
        --suppress=missingIncludeSystem --suppress=unusedStructMember \
        --template='{file}:{line}: {severity}: {message} [{id}]' $(cat $work/sources) 2>&1 |
        grep -E '^[^ ]+:[0-9]+:' | say cppcheck
    TIDY_FLAGS="-std=c17 -D_DEFAULT_SOURCE -Iinclude $(pkg-config --cflags icu-uc libarchive sqlite3) $(pkg-config --cflags pangocairo librsvg-2.0 xlsxwriter | sed 's/-I/-isystem /g')"
    export TIDY_FLAGS
    # What was found in a file is kept under the checksum of all that it includes.
    kept=build/lint-kept
    mkdir -p $kept
    find $kept -type f -mtime +7 -delete
    export kept
    # shellcheck disable=SC2016
    xargs -n 1 -P "$processors" sh -c '
        sum=$( (cat .clang-tidy && gcc -E $TIDY_FLAGS "$1" 2>/dev/null) | cksum | tr " " -)
        if [ ! -f "$kept/$sum" ]; then
            clang-tidy --quiet "$1" -- $TIDY_FLAGS >"$kept/$sum.$$" 2>&1
            mv "$kept/$sum.$$" "$kept/$sum"
        fi
        cat "$kept/$sum"' tidy <$work/sources |
        grep -E ': (warning|error): ' | sed "s|$PWD/||" | say clang-tidy
fi

sort -u $findings >$findings.sorted
if [ -s $findings.sorted ]; then
    cat $findings.sorted
    echo "lint: $(wc -l <$findings.sorted) findings"
    exit 1
fi
echo "lint: no findings"
