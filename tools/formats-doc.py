"""Writes docs/formats.md: the table of all status-feed formats, from the formats themselves."""

import csv
from pathlib import Path

from downlight.formats import FeedFormat, formats

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "formats.md"
FEEDS = ROOT / "tests" / "data" / "feeds"
HEAD = """\
# Status-feed formats

Downlight reads {count} formats of official status feeds, under {names} names. Which one a feed is
in is found out from its content; `feed_format` in the settings and `--format` of `inspect` take
the names in the first column. Names in small print are aliases for single shapes of a format.

What all of them keep:

- A feed that cannot be read says *unknown*, never *down*. That an answer has the status 200 proves
  nothing, and a web page where JSON belongs is an error.
- A word that is not known is *unknown* for a whole page and *degraded* for a part of it, and is
  noted; it is never good news.
- Planned maintenance is a state of its own, and no outage. An incident that is being monitored is
  open, and one that is resolved is not listed. A time that the feed does not give stays unknown.
- A page's own summary counts where it has one. Where it has none, all parts down is a major outage,
  anything down or partly down a partial one, anything degraded is degraded, and maintenance shows
  when nothing is wrong.
- Parts keep their group and their regions, so that somebody can watch only theirs: `inspect` lists
  them, `downlight add NAME --component PART` picks them. Whoever watches some parts hears of those
  and of incidents that name no part; the rest is shown and says nothing. A part that is watched
  but that the feed does not name any more is told, and the feed counts as *unknown* meanwhile.
  Some feeds name parts only while they are in trouble; of these, what is not named is fine.
- Capitals, blanks, hyphens and underscores make no difference in a word, nor whether a number
  stands in quotes.
- Where a page is spread over several documents, they are read as one, from the same host and
  within the time of one look; one that cannot be had leaves what it would have told unknown.

*Found at* are the places where discovery (`downlight add`, `downlight inspect`) looks for it on a
status page's host. *Fixtures* are pages of our own writing in `tests/data/feeds/`, each with its
expected reading in `INDEX.tsv`. How to add a format: [add-a-format.md](add-a-format.md).

This file is written by `tools/formats-doc.py`, and a test holds it to the code.

| format | product | found at | fixtures | specified |
|---|---|---|---|---|
"""


def document() -> str:
    """Return the whole text of docs/formats.md."""
    known = sorted(formats().values(), key=lambda fmt: fmt.name)
    names = len(known) + sum(len(fmt.aliases) for fmt in known)
    counts = fixtures()
    rows = (row(fmt, counts.get(fmt.name, 0)) for fmt in known)
    return HEAD.format(count=len(known), names=names) + "".join(f"{each}\n" for each in rows)


def fixtures() -> dict[str, int]:
    """Return how many pages each format has in the index."""
    counts: dict[str, int] = {}
    with (FEEDS / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        for line in csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE):
            counts[line["format"]] = counts.get(line["format"], 0) + 1
    return counts


def row(fmt: FeedFormat, count: int) -> str:
    """Return a format's line of the table."""
    aliases = "".join(f"<br><small>{alias}</small>" for alias in fmt.aliases)
    hosts = ", ".join(f"`{host}`" for host in fmt.hosts)
    paths = ", ".join(f"`{path}`" for path in fmt.paths)
    found = "<br>".join(part for part in (paths, hosts) if part)
    source = f"[source]({fmt.source})"
    return f"| `{fmt.name}`{aliases} | {fmt.title} | {found} | {count} | {source} |"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
