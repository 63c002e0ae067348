"""The same feed written in another way says the same: order, quotes, empty lists, time zones."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from downlight.formats import FeedReport, formats
from downlight.formats.reading import unwrapped

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
Page = tuple[str, object, datetime]
Disguise = Callable[[object], object]

SAYS_BY_NULL = {"statuspal": "only an explicit null says that there is no incident"}


def _pages() -> list[Page]:
    with (FEEDS / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        rows = list(csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE))
    kept = []
    for row in rows:
        path = FEEDS / row["format"] / row["file"]
        if path.stem == "trouble" and path.suffix == ".json":
            document = json.loads(unwrapped(path.read_bytes()))
            kept.append((row["format"], document, datetime.fromisoformat(row["now"])))
    return kept


PAGES = _pages()
EACH = pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])


def _inside(value: object, change: Disguise) -> object:
    """Return a document with `change` made to each of its values, the innermost first."""
    if isinstance(value, dict):
        return change({key: _inside(inner, change) for key, inner in value.items()})
    if isinstance(value, list):
        return change([_inside(inner, change) for inner in value])
    return change(value)


def _reversed(value: object) -> object:
    return dict(reversed(value.items())) if isinstance(value, dict) else value


def _quoted(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _without_nulls(value: object) -> object:
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if inner is not None}
    return value


def _with_nulls(value: object) -> object:
    if isinstance(value, dict):
        return {key: None if inner == [] else inner for key, inner in value.items()}
    return value


def _other_zone(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", value):
        return f"{value[:-1]}+00:00"
    return value


DISGUISES = {
    "keys in another order": _reversed,
    "numbers in quotes": _quoted,
    "nulls left out": _without_nulls,
    "null for empty lists": _with_nulls,
    "zones as offsets": _other_zone,
}


def said(report: FeedReport) -> tuple[object, ...]:
    """Return what counts of a report, in no order."""
    parts = {part.id: part for part in report.components}
    notices = {
        notice.external_id: replace(notice, component_ids=tuple(sorted(notice.component_ids)))
        for notice in report.notices
    }
    return report.status, parts, notices, report.updated_at


@EACH
@pytest.mark.parametrize("name", DISGUISES)
def test_a_feed_says_the_same_in_every_disguise(page: Page, name: str) -> None:
    format_name, document, now = page
    if name == "nulls left out" and format_name in SAYS_BY_NULL:
        return
    parse = formats()[format_name].parse
    disguised = json.dumps(_inside(document, DISGUISES[name])).encode()
    assert said(parse(disguised, now)) == said(parse(json.dumps(document).encode(), now))
