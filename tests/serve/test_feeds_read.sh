#!/bin/sh
# Feeds as a reader of feeds reads them (Python's feedparser, from Debian): well-formed, each entry
# with its id, link, times and words, in three languages. Skipped where the reader is not there.
set -eu
kontor=$1
python=/usr/bin/python3
"$python" -c 'import feedparser' 2>/dev/null || {
    echo "skipped: python3-feedparser is not installed"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KONTOR_STORE="$work/store" LC_ALL=C.UTF-8
. "$(dirname "$0")/two_items.sh"
echo 'Exports from Belarus to Germany came to $118 million in 2018.' >"$work/text"
"$kontor" review publish "$work/text" --url https://example.org/a --title 'A & <b>' --by Ann --quiet >/dev/null
for lang in de en ru; do
    for section in "" "--section trade" "--country KAZ" "--section checks"; do
        # shellcheck disable=SC2086
        "$kontor" feed atom $section --lang $lang --site https://example.org --quiet >"$work/feed.atom"
        # shellcheck disable=SC2086
        "$kontor" feed json $section --lang $lang --site https://example.org --quiet >"$work/feed.json"
        "$python" - "$work/feed.atom" "$work/feed.json" "$lang" "$section" <<'PYTHON' || exit 1
import feedparser, json, sys
atom, lang, section = feedparser.parse(sys.argv[1]), sys.argv[3], sys.argv[4]
same = json.load(open(sys.argv[2], encoding="utf-8"))
assert not atom.bozo, atom.get("bozo_exception")
assert atom.version == "atom10" and atom.feed.title and atom.feed.updated_parsed, section
wanted = {"": 2, "--section trade": 2, "--country KAZ": 1, "--section checks": 1}[section]
assert len(atom.entries) == wanted == len(same["items"]), (section, len(atom.entries))
assert same["version"] == "https://jsonfeed.org/version/1.1", same["version"]
for entry, item in zip(atom.entries, same["items"]):
    assert entry.id == item["id"] and entry.link.startswith("https://example.org/" + lang + "/"), entry.id
    assert entry.link == item["url"], entry.link
    assert entry.published_parsed and entry.updated_parsed and entry.content[0].value, entry.id
    assert item["title"] and (item.get("content_html") or item.get("content_text")), item["id"]
titles = [item["title"] for item in same["items"]]
assert lang != "ru" or section or 'А & <Б> "В"' in titles, titles
PYTHON
    done
done
echo "ok - a reader of feeds reads them"
