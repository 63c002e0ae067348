"""What every feed format must do, whatever it reads.

The cases stand in tests/data/feeds/INDEX.tsv; adding a format means adding its files and lines.
"""

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from downlight.domain.notice import Notice
from downlight.domain.status import Status
from downlight.formats import FeedFormat, FeedReport, FormatError, find, formats, read

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """One line of the index."""

    format: str
    file: str
    now: datetime
    status: Status
    not_operational: list[str]
    incidents: list[str]
    active: list[str]
    planned: list[str]

    @property
    def body(self) -> bytes:
        return (FEEDS / self.format / self.file).read_bytes()


def _listed(field: str) -> list[str]:
    return sorted(field.split("|")) if field else []


def _cases() -> list[Case]:
    with (FEEDS / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        return [
            Case(
                row["format"],
                row["file"],
                datetime.fromisoformat(row["now"]),
                Status(row["status"]),
                *(
                    _listed(row[column])
                    for column in (
                        "not_operational",
                        "incidents",
                        "active_maintenances",
                        "planned_maintenances",
                    )
                ),
            )
            for row in csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


CASES = _cases()
EACH_CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.format}/{case.file}")
TROUBLES = [case for case in CASES if Path(case.file).stem == "trouble"]
EACH_TROUBLE = pytest.mark.parametrize(
    "case", TROUBLES, ids=lambda case: f"{case.format}/{case.file}"
)
EACH_FORMAT = pytest.mark.parametrize("fmt", formats().values(), ids=lambda fmt: fmt.name)

JSON_VALUE = re.compile(
    rb'(?:[:,\[] ?|^ *)("[^"\n]{0,200}"|-?\d+|true|false|null|\[\]|\{\})(?=[\s,\]}])'
)
ODD_VALUES = [
    b"null", b"true", b"-1", b"3.5e9", b"1" * 400, b'""', b'"x"', b'"\\ud800"', b"[]", b"[null]",
    b"[[]]", b"{}", b'{"a": []}', b'[{}, 5, "x"]', b'"2024-99-99"', b'"9999-12-31T23:59:59-23:59"',
]  # fmt: skip


def _report(case: Case) -> FeedReport:
    return formats()[case.format].parse(case.body, case.now)


def _titles(notices: list[Notice]) -> list[str]:
    return sorted(notice.title for notice in notices)


def _only_format_error(fmt: FeedFormat, body: bytes) -> FeedReport | None:
    fmt.looks_like(body)
    return _parsed(fmt, body)


def _parsed(fmt: FeedFormat, body: bytes) -> FeedReport | None:
    try:
        return fmt.parse(body, NOW)
    except FormatError as error:
        text = str(error)
        assert text
        assert "\n" not in text
        assert len(text) < 300
        return None


def _well_formed(report: FeedReport) -> None:
    moments = [report.updated_at]
    texts = [report.name, *report.notes]
    for component in report.components:
        assert component.id
        texts.append(component.name)
    for notice in report.notices:
        assert notice.is_open
        moments += [notice.started_at, notice.updated_at, notice.resolved_at]
        moments += [notice.starts_at, notice.ends_at]
        moments += [update.published_at for update in notice.updates]
        texts.append(notice.title)
        assert notice.url is None or notice.url.startswith(("http://", "https://"))
    for moment in moments:
        assert moment is None or moment.utcoffset() == timedelta(0)
    for text in texts:
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in text)


@EACH_CASE
def test_a_recorded_page_reads_as_the_index_says(case: Case) -> None:
    report = _report(case)
    bad = [c.name for c in report.components if c.status is not Status.OPERATIONAL]
    maintenances = list(report.maintenances)
    active = [notice for notice in maintenances if notice.is_active(case.now)]
    assert report.status is case.status
    assert sorted(bad) == case.not_operational
    assert _titles(list(report.incidents)) == case.incidents
    assert _titles(active) == case.active
    assert _titles([notice for notice in maintenances if notice not in active]) == case.planned
    assert report.format == case.format
    _well_formed(report)


@EACH_CASE
def test_the_format_is_found_from_the_content_alone(case: Case) -> None:
    found = find(case.body)
    assert found is not None
    assert found.name == case.format
    assert read(case.body, case.now) == _report(case)


KIN = {
    ("incidentio", "statuspage"): "its API is shaped like Atlassian's",
    ("openstatus", "statuspage"): "its summary is shaped like Atlassian's",
    ("rootly", "statuspage"): "its status is shaped like Atlassian's",
}
"""Whose feeds another format takes for its own as well, and why."""


def _says_why(case: Case, other: FeedFormat) -> bool:
    own = formats()[case.format]
    any_xml = other.name == "rss" and case.body.lstrip()[:1] == b"<"
    return own.rank < other.rank and (any_xml or (own.name, other.name) in KIN)


@EACH_CASE
def test_no_other_format_takes_a_page_for_its_own_without_a_reason(case: Case) -> None:
    others = [fmt for fmt in formats().values() if fmt.name != case.format]
    taken = [fmt.name for fmt in others if fmt.looks_like(case.body) and not _says_why(case, fmt)]
    assert taken == []


@EACH_CASE
def test_read_by_the_wrong_name_a_page_in_trouble_is_never_fine(case: Case) -> None:
    if case.status in (Status.OPERATIONAL, Status.UNKNOWN):
        return
    for fmt in formats().values():
        report = _parsed(fmt, case.body)
        assert report is None or report.status is not Status.OPERATIONAL, fmt.name


@EACH_CASE
def test_component_ids_are_unique_and_notices_name_known_ones(case: Case) -> None:
    report = _report(case)
    ids = [component.id for component in report.components]
    assert len(ids) == len(set(ids))
    if ids:
        assert all(set(notice.component_ids) <= set(ids) for notice in report.notices)


@EACH_CASE
@given(seed=st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_a_damaged_page_gives_a_report_or_a_format_error(case: Case, seed: int) -> None:
    report = _only_format_error(formats()[case.format], _damaged(case.body, Random(seed)))
    if report is not None:
        _well_formed(report)


def _damaged(body: bytes, chance: Random) -> bytes:
    """Return `body` with up to four places overwritten, cut off in half of the cases."""
    damaged = bytearray(body[: chance.choice((len(body), chance.randint(0, len(body))))])
    for _ in range(chance.randint(0, 4)):
        at = chance.randint(0, len(damaged))
        damaged[at : at + chance.randint(0, 8)] = chance.randbytes(chance.randint(0, 12))
    return bytes(damaged)


@EACH_TROUBLE
def test_a_page_that_is_cut_off_anywhere_gives_a_report_or_a_format_error(case: Case) -> None:
    for length in range(len(case.body)):
        report = _parsed(formats()[case.format], case.body[:length])
        if report is not None:
            _well_formed(report)


@EACH_TROUBLE
def test_lists_that_are_much_too_long_are_read_in_bounded_time(case: Case) -> None:
    for body in _grown(case.body):
        begun = process_time()
        _only_format_error(formats()[case.format], body)
        assert process_time() - begun < 3


def _grown(body: bytes) -> Iterator[bytes]:
    """Give `body` once for each of its lists, with that list as long as 60 KB allow."""
    if body.lstrip()[:1] == b"<":
        for tag in (b"item", b"entry", b"category", b"Scenario", b"Category"):
            if found := re.search(rb"<%b>.*?</%b>" % (tag, tag), body, re.DOTALL):
                times = 60_000 // len(found[0])
                yield body[: found.end()] + found[0] * times + body[found.end() :]
        return
    try:
        document = json.loads(body)
    except ValueError:
        return
    for items in list(_lists(document)):
        kept = items.copy()
        items *= 60_000 // len(json.dumps(items)) + 1
        yield json.dumps(document).encode()
        items[:] = kept


def _lists(value: object) -> Iterator[list[object]]:
    inner: Iterable[object] = value.values() if isinstance(value, dict) else ()
    if isinstance(value, list) and value:
        yield value
        inner = value
    for item in inner:
        yield from _lists(item)


@EACH_TROUBLE
@given(seed=st.integers(0, 2**32))
@settings(max_examples=50, deadline=None)
def test_fields_of_other_kinds_give_a_report_or_a_format_error(case: Case, seed: int) -> None:
    report = _only_format_error(formats()[case.format], _twisted(case.body, Random(seed)))
    if report is not None:
        _well_formed(report)


def _twisted(body: bytes, chance: Random) -> bytes:
    """Return JSON with up to six of its values replaced by values of other kinds."""
    values = list(JSON_VALUE.finditer(body))
    for value in sorted(chance.sample(values, min(6, len(values))), key=_begin, reverse=True):
        body = body[: value.start(1)] + chance.choice(ODD_VALUES) + body[value.end(1) :]
    return body


def _begin(value: re.Match[bytes]) -> int:
    return value.start(1)


@EACH_FORMAT
def test_every_format_has_its_four_pages_in_the_index(fmt: FeedFormat) -> None:
    stems = {Path(case.file).stem for case in CASES if case.format == fmt.name}
    assert {"operational", "trouble"} <= stems


@EACH_FORMAT
def test_every_file_of_a_format_is_in_the_index(fmt: FeedFormat) -> None:
    indexed = {case.file for case in CASES if case.format == fmt.name}
    assert {path.name for path in (FEEDS / fmt.name).iterdir()} == indexed


@EACH_FORMAT
def test_a_format_tells_where_it_is_specified(fmt: FeedFormat) -> None:
    assert fmt.title
    assert fmt.source.startswith("https://")
    assert all(path.startswith("/") for path in fmt.paths)


HOSTILE = {
    "empty": b"",
    "blank": b" \n\t ",
    "web page": b"<!DOCTYPE html><html><body>All systems operational</body></html>",
    "web page with a mark": b"\xef\xbb\xbf\n<!doctype HTML>\n<html lang=en>",
    "text": b"Not found",
    "null": b"null",
    "number": b"17",
    "string": b'"none"',
    "list": b"[]",
    "object": b"{}",
    "list of all sorts": b'[null, 1, "x", [], {}, {"id": {}, "status": []}]',
    "huge integer": b'{"page": {"id": ' + b"9" * 4000 + b'}, "components": []}',
    "huge exponent": b'{"page": {"id": 1e999}, "components": []}',
    "not a number": b'{"page": {"id": NaN}, "components": []}',
    "deep": b'{"page":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "deep tags": b"<rss>" + b"<a>" * 100_000,
    "half a pair": b'{"page": {"name": "\\ud83d"}, "status": {"indicator": "none"}}',
    "doubled keys": b'{"page": {"id": "a"}, "page": null, "components": [], "components": 5}',
    "wrong kinds": b'{"page": {"id": [], "name": 5, "url": {}}, "status": {"indicator": []},'
    b' "components": [{"id": {}, "name": [], "status": 7}], "incidents": {"a": 1}}',
    "zeroes": b"\x00" * 4096,
    "gzip": b"\x1f\x8b\x08\x00" + b"\x00" * 64,
    "bad UTF-8": b'{"page": {"name": "\xff\xfe\xfa"}}',
    "odd UTF-16": b"\xff\xfe{\x00\x22",
    "laughs": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "&%c;&%c;">' % (98 + n, 97 + n, 97 + n) for n in range(24))
    + b"]><rss><channel><title>&y;</title></channel></rss>",
    "outside file": b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
}


@EACH_FORMAT
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_give_a_report_or_a_format_error(fmt: FeedFormat, name: str) -> None:
    report = _only_format_error(fmt, HOSTILE[name])
    if report is not None:
        _well_formed(report)


@EACH_FORMAT
@pytest.mark.parametrize("name", ["empty", "blank", "web page", "text", "gzip", "zeroes"])
def test_what_is_no_feed_never_says_that_all_is_well(fmt: FeedFormat, name: str) -> None:
    report = _only_format_error(fmt, HOSTILE[name])
    assert report is None or report.status is Status.UNKNOWN


@EACH_FORMAT
@given(body=st.binary(max_size=200))
@settings(max_examples=20, deadline=None)
def test_any_bytes_give_a_report_or_a_format_error(fmt: FeedFormat, body: bytes) -> None:
    _only_format_error(fmt, body)


@pytest.mark.parametrize("name", ["web page", "web page with a mark"])
def test_a_web_page_is_named_as_such(name: str) -> None:
    for asked in ("statuspage", "rss"):
        with pytest.raises(FormatError, match="a web page, not a status feed"):
            read(HOSTILE[name], NOW, asked)
