"""Hyperping's one word."""

import json
from datetime import UTC, datetime

import pytest

from downlight.domain.status import Status
from downlight.formats import FormatError, find
from downlight.formats.hyperping import parse

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)


@pytest.mark.parametrize("word", ["down", "", "ok"])
def test_an_unknown_word_says_nothing_and_is_noted(word: str) -> None:
    report = parse(json.dumps({"indicator": word, "uptime": 100}).encode(), NOW)
    assert report.status is Status.UNKNOWN
    assert report.notes


@pytest.mark.parametrize("other", [{"indicator": None}, {"indicator": "up", "page": {}}, {}])
def test_other_json_is_refused(other: object) -> None:
    body = json.dumps(other).encode()
    assert find(body) is None
    with pytest.raises(FormatError, match="not of Hyperping"):
        parse(body, NOW)
