#!/usr/bin/env python3
"""Make data/world.csv from npm's world-atlas: scripts/world_shapes.py countries-50m.json

Natural Earth's borders (1:50 million, public domain) as TopoJSON become a small table: arcs are
simplified once each, so that neighbours still share their border; rings too small to see are
dropped unless a country has no larger one; degrees become whole tenths,
written as steps. Run by hand when the shapes are renewed; the program only reads the table.

Borders that governments dispute are written a second time, as lines, to be drawn dashed; areas
without a country's statistics of their own whose affiliation is disputed (Crimea, Northern Cyprus,
Somaliland, Siachen) are shapes of kind `disputed`, which no country's value colours.
"""
import csv
import json
import math
import sys

STEP = 0.1        # degrees of one unit in the table
TOLERANCE = 0.22  # degrees that a simplified line may lie off
LEAST_AREA = 0.9  # square degrees, at the equator, of a ring that is kept

# Border between two shapes, or a part of it within a box of degrees (west, south, east, north).
DISPUTED = [
    ("Kosovo", "Serbia", None), ("Morocco", "W. Sahara", None), ("India", "Pakistan", (72, 32.4, 81, 37)),
    ("China", "Pakistan", (74, 35, 77.5, 38)), ("China", "India", None), ("China", "Siachen Glacier", None),
    ("India", "Siachen Glacier", None), ("Pakistan", "Siachen Glacier", None),
    ("Cyprus", "N. Cyprus", None), ("Somalia", "Somaliland", None), ("Crimea", "Ukraine", None),
    ("Israel", "Palestine", None), ("Israel", "Syria", None), ("Egypt", "Sudan", (33, 21.5, 37, 22.5)),
    ("S. Sudan", "Sudan", (26.5, 9, 30, 10.5)), ("North Korea", "South Korea", None),
    ("Bhutan", "China", None), ("Guyana", "Venezuela", None),
]
NO_COUNTRY = {"Crimea", "N. Cyprus", "Somaliland", "Siachen Glacier"}
LEFT_OUT = {"Antarctica", "Ashmore and Cartier Is.", "Indian Ocean Ter.", "Fr. S. Antarctic Lands", "Heard I. and McDonald Is."}


def unwrap(points):
    """Across the 180th meridian the longitude goes on instead of jumping back."""
    out = points[:1]
    for x, y in points[1:]:
        out.append((x + 360 * round((out[-1][0] - x) / 360), y))
    return out


def cut(ring):
    """A ring that goes past the 180th meridian, as the parts on its two sides."""
    def side(points, keeps, edge):
        out = []
        for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1]):
            if keeps(ax):
                out.append((ax, ay))
            if keeps(ax) != keeps(bx):
                out.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        return out + out[:1]
    shift = -360 if min(x for x, _ in ring) >= 180 else 360 if max(x for x, _ in ring) <= -180 else 0
    ring = [(x + shift, y) for x, y in ring]
    for edge in (180, -180):
        if min(x for x, _ in ring) < edge < max(x for x, _ in ring):
            west = side(ring[:-1], lambda x: x <= edge, edge)
            east = side(ring[:-1], lambda x: x > edge, edge)
            move = -360 if edge == 180 else 360
            other = [(x + move, y) for x, y in (east if edge == 180 else west)]
            return [west if edge == 180 else east, other]
    return [ring]


def read(path):
    world = json.load(open(path))
    scale, shift = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for packed in world["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in packed:
            x, y = x + dx, y + dy
            arc.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(unwrap(arc))
    shapes = {}
    for item in world["objects"]["countries"]["geometries"]:
        name = item["properties"]["name"]
        polygons = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
        shapes[name] = {"id": item.get("id"), "polygons": polygons}
    return shapes, arcs


def split_crimea(shapes, arcs):
    """Natural Earth draws it with one side; here it is with neither."""
    def within(polygon):
        points = [p for a in polygon[0] for p in arcs[a if a >= 0 else ~a]]
        return all(32 < x < 37 and 44 < y < 47 for x, y in points)
    found = [p for p in shapes["Russia"]["polygons"] if within(p)]
    assert len(found) == 1
    shapes["Russia"]["polygons"].remove(found[0])
    shapes["Crimea"] = {"id": None, "polygons": found}


def simplify(points, tolerance):
    """Douglas and Peucker (1973); the ends stay, so that arcs still meet."""
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    if points[0] == points[-1]:  # a ring by itself: split it at its farthest point
        far = max(range(len(points)), key=lambda n: math.dist(points[n], points[0]))
        keep.add(far)
        todo = [(0, far), (far, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = math.hypot(bx - ax, by - ay)
        worst, at = 0.0, None
        for n in range(first + 1, last):
            x, y = points[n]
            off = (abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length
                   else math.hypot(x - ax, y - ay))
            if off > worst:
                worst, at = off, n
        if at is not None and worst > tolerance:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [points[n] for n in sorted(keep)]


def dense(points):
    """With points every quarter of a degree, so that a box can cut a straight line."""
    out = [points[0]]
    for (ax, ay), (bx, by) in zip(points, points[1:]):
        n = max(1, math.ceil(math.hypot(bx - ax, by - ay) / 0.25))
        out += [(ax + (bx - ax) * k / n, ay + (by - ay) * k / n) for k in range(1, n + 1)]
    return out


def ring_of(arcs, numbers):
    points = []
    for a in numbers:
        arc = arcs[a] if a >= 0 else arcs[~a][::-1]
        if points:
            turn = 360 * round((points[-1][0] - arc[0][0]) / 360)
            points += [(x + turn, y) for x, y in arc[1:]]
        else:
            points += arc
    return points


def area(ring):
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:]))) / 2


def centre(ring):
    a = x = y = 0.0
    left, low = ring[0]  # from there: an islet far from 0 0 would lose its digits
    near = [(px - left, py - low) for px, py in ring]
    for (x0, y0), (x1, y1) in zip(near, near[1:]):
        cross = x0 * y1 - x1 * y0
        a, x, y = a + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if abs(a) < 1e-9:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return left + x / (3 * a), low + y / (3 * a)


def steps(points, closed):
    whole = [(round(x / STEP), round(y / STEP)) for x, y in points]
    slim = [p for n, p in enumerate(whole) if n == 0 or p != whole[n - 1]]
    if closed and len(slim) > 1 and slim[0] == slim[-1]:
        slim.pop()
    if len(slim) < (3 if closed else 2):
        return ""
    out, x, y = [], 0, 0
    for px, py in slim:
        out.append("%d %d" % (px - x, py - y))
        x, y = px, py
    return " ".join(out)


def main():
    shapes, arcs = read(sys.argv[1])
    split_crimea(shapes, arcs)
    fine = arcs
    arcs = [simplify(a, TOLERANCE) for a in arcs]
    codes = {row["numeric"]: row["code"] for row in csv.DictReader(open("data/countries.csv"))
             if row["numeric"] and row["kind"] in ("country", "territory")}
    own = {"Kosovo": "XKX"}
    users = {}
    for name, shape in shapes.items():
        for polygon in shape["polygons"]:
            for ring in polygon:
                for a in ring:
                    users.setdefault(a if a >= 0 else ~a, []).append(name)
    rows = []
    for name, shape in sorted(shapes.items()):
        if name in LEFT_OUT:
            continue
        code = own.get(name) or codes.get(str(int(shape["id"]))) if shape["id"] else own.get(name)
        if not code and name not in NO_COUNTRY:
            print("no code:", name, shape["id"], file=sys.stderr)
            continue
        rings = [part for polygon in shape["polygons"] for ring in polygon
                 for part in cut(ring_of(arcs, ring))]
        outer = [part for polygon in shape["polygons"] for part in cut(ring_of(fine, polygon[0]))]
        largest = max(outer, key=area)
        lon, lat = centre(largest)
        kept = [steps(r, True) for r in rings if area(r) >= LEAST_AREA]
        if not kept and area(largest) > 0.05:
            kept = [steps(r, True) for r in rings]
        kind = "disputed" if name in NO_COUNTRY else "country"
        rows.append([code or "", kind, "%.1f" % lon, "%.1f" % lat, ";".join(k for k in kept if k)])
    for a, b, box in DISPUTED:
        lines = []
        for number, names in sorted(users.items()):
            if sorted(names) != sorted([a, b]):
                continue
            part = [p for p in dense(fine[number]) if not box or
                    (box[0] <= p[0] <= box[2] and box[1] <= p[1] <= box[3])]
            if len(part) > 1:
                lines.append(steps(simplify(part, TOLERANCE) if box else arcs[number], False))
        assert lines, (a, b)
        rows.append(["", "line", "", "", ";".join(k for k in lines if k)])
    with open("data/world.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["code", "kind", "longitude", "latitude", "shape"])
        out.writerows(rows)


main()
