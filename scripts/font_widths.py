#!/usr/bin/env python3
"""Make src/chart/font_width_table.h: scripts/font_widths.py LiberationSans-Regular.ttf -Bold.ttf

Advance widths, in thousandths of the font size, of the Liberation Sans faces, which are those of
Arial and Helvetica: what a chart needs to know of a font to place a text. Run by hand.
"""
import sys
from fontTools.ttLib import TTFont

RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x400, 0x45F), (0x490, 0x493), (0x2010, 0x2026), (0x2030, 0x203A),
          (0x20AC, 0x20AC), (0x2190, 0x2193), (0x2212, 0x2212)]


def widths(path):
    font = TTFont(path)
    unit, names, metric = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    zero = metric[names[0x30]][0]
    return [round(1000 * (metric[names[c]][0] if c in names else zero) / unit)
            for first, last in RANGES for c in range(first, last + 1)]


print("/* font_width_table.h: made by scripts/font_widths.py: advance widths of Liberation Sans 2.1.5,\n"
      " * which are those of Arial and Helvetica, in thousandths of the size. */\n"
      "#ifndef KONTOR_CHART_FONT_WIDTH_TABLE_H\n#define KONTOR_CHART_FONT_WIDTH_TABLE_H\n\n#include <stdint.h>\n")
print("static const struct {\n    uint32_t first, last;\n} RANGE[] = {")
print("    " + ", ".join("{0x%X, 0x%X}" % r for r in RANGES) + "};\n")
for name, path in zip(("REGULAR", "BOLD"), sys.argv[1:]):
    print("static const uint16_t %s[] = {" % name)
    print("    " + ", ".join(map(str, widths(path))) + "};\n")
print("#endif")
