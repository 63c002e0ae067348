"""The JSON that docs/json.md promises, and docs/json.md itself."""

import re
from datetime import UTC, datetime
from pathlib import Path

from downlight.domain.model import Check, CheckKind, Platform
from downlight.domain.settings import Favourite
from downlight.domain.status import Reason, Scope, Stage, Status
from downlight.domain.verdict import Rule
from downlight.terminal import shapes
from downlight.terminal.services import Finding

DOCUMENT = (Path(__file__).parents[3] / "docs" / "json.md").read_text(encoding="utf-8")


def test_times_are_in_utc_with_their_offset() -> None:
    assert shapes.iso(datetime(2022, 7, 14, 12, 0, tzinfo=UTC)) == "2022-07-14T12:00:00+00:00"
    assert shapes.iso(None) is None


def test_a_platform_that_is_judged_by_its_feed_alone_has_no_address() -> None:
    feed = Check("a/feed", "a", CheckKind.FEED, "https://s.example/feed", format="rss")
    entry = shapes.watched(Platform("a", "A", "https://a.example", checks=(feed,)), Favourite("a"))
    assert (entry["url"], entry["interval_s"]) == (None, None)
    assert (entry["feed"], entry["format"]) == ("https://s.example/feed", "rss")


def test_every_key_stands_in_the_document() -> None:
    platform = Platform("a", "A", "https://a.example")
    for shape in (
        shapes.watched(platform, Favourite("a")),
        shapes.known(platform),
        shapes.found(Finding("log", None, "x")),
    ):
        for key in shape:
            assert f"`{key}`" in DOCUMENT


def test_every_word_stands_in_the_document() -> None:
    for words in (Status, Scope, Reason, Stage, Rule):
        for word in words:
            assert re.search(rf"`{word.value}`", DOCUMENT), word
