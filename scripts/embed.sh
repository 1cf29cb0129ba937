#!/bin/sh
# Write an assembler file that carries the named files, sorted by name, as table kt_embedded:
# { name, first byte, size } each, ended by a row of zeros. Read by src/base/resource.c.
set -eu
cat <<'HEAD'
    .section .rodata
    .global kt_embedded
HEAD
n=0
for file in "$@"; do
    printf '.Lname%d:\n    .string "%s"\n' $n "$file"
    printf '    .balign 16\n.Ldata%d:\n    .incbin "%s"\n.Lend%d:\n    .byte 0\n' $n "$file" $n
    n=$((n + 1))
done
printf '    .section .data.rel.ro,"aw"\n    .balign 16\nkt_embedded:\n'
i=0
while [ $i -lt $n ]; do
    printf '    .quad .Lname%d, .Ldata%d, .Lend%d - .Ldata%d\n' $i $i $i $i
    i=$((i + 1))
done
cat <<'TAIL'
    .quad 0, 0, 0
    .section .note.GNU-stack,"",@progbits
TAIL
