"""Feeds as odd servers send them: other charsets, marks before them, keys twice, deep values."""

import codecs
import csv
import json
from datetime import datetime
from pathlib import Path
from time import process_time

import pytest

from downlight.formats import FeedReport, FormatError, find, formats
from downlight.formats.reading import utf8

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
Trouble = tuple[str, bytes, datetime]


def _troubles() -> list[Trouble]:
    with (FEEDS / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        return [
            (
                row["format"],
                utf8((FEEDS / row["format"] / row["file"]).read_bytes()),
                datetime.fromisoformat(row["now"]),
            )
            for row in csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE)
            if Path(row["file"]).stem == "trouble"
        ]


TROUBLES = _troubles()
JSON = [one for one in TROUBLES if one[1].lstrip()[:1] in (b"{", b"[")]
EACH = pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: one[0])
EACH_JSON = pytest.mark.parametrize("trouble", JSON, ids=lambda one: one[0])
CHARSETS = {
    "UTF-8 with a mark": (codecs.BOM_UTF8, "utf-8"),
    "UTF-16 from the small end": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "UTF-16 from the big end": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "UTF-16 without a mark": (b"", "utf-16-le"),
}


def read(trouble: Trouble, body: bytes) -> FeedReport:
    return formats()[trouble[0]].parse(body, trouble[2])


def refused(trouble: Trouble, body: bytes) -> str:
    """Return why a body is refused; "" when it is read."""
    try:
        read(trouble, body)
    except FormatError as error:
        return str(error)
    return ""


@EACH_JSON
@pytest.mark.parametrize("charset", CHARSETS)
def test_json_reads_the_same_in_every_charset(trouble: Trouble, charset: str) -> None:
    mark, encoding = CHARSETS[charset]
    body = mark + trouble[1].decode().encode(encoding)
    assert read(trouble, body) == read(trouble, trouble[1])
    found = find(body)
    assert found is not None
    assert found.name == trouble[0]


@EACH
def test_blanks_and_a_mark_before_a_feed_change_nothing(trouble: Trouble) -> None:
    told = read(trouble, trouble[1])
    assert read(trouble, codecs.BOM_UTF8 + trouble[1]) == told
    if not trouble[1].startswith(b"<?xml"):  # nothing may stand before a declaration
        assert read(trouble, b" \r\n\t" + trouble[1]) == told


@EACH
def test_bytes_that_are_no_text_leave_a_report_or_a_format_error(trouble: Trouble) -> None:
    for wrong in (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x00"):
        body = trouble[1].replace(b"e", b"e" + wrong)
        assert refused(trouble, body).isprintable()


def _with_doubles(value: object) -> str:
    """Return JSON in which each key stands twice, first with nothing."""
    if isinstance(value, dict):
        first = [f"{json.dumps(key)}: null" for key in value]
        then = [f"{json.dumps(key)}: {_with_doubles(inner)}" for key, inner in value.items()]
        return "{" + ", ".join(first + then) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_with_doubles, value)) + "]"
    return json.dumps(value)


@EACH_JSON
def test_of_a_key_that_stands_twice_the_last_counts(trouble: Trouble) -> None:
    document = json.loads(trouble[1])
    assert read(trouble, _with_doubles(document).encode()) == read(trouble, trouble[1])


@EACH_JSON
def test_half_surrogate_pairs_are_replaced_and_nothing_is_lost(trouble: Trouble) -> None:
    body = trouble[1].replace(b': "', b': "\\ud83d')
    if refused(trouble, body):
        return  # a word that tells the format apart was hit
    report = read(trouble, body)
    texts = [report.name, *(part.name for part in report.components)]
    json.dumps(texts).encode()
    "".join(texts).encode()


@EACH_JSON
def test_deep_values_cost_little_and_break_nothing(trouble: Trouble) -> None:
    begun = process_time()
    for deep in (b"[" * 900 + b"]" * 900, b"[" * 100_000, b'{"a":' * 800 + b"1" + b"}" * 800):
        for value in (b"null", b"true", b'"operational"', b"[]"):
            body = trouble[1].replace(value, deep, 3)
            assert len(refused(trouble, body)) < 300
    assert process_time() - begun < 5
