"""The status feeds of tests/data/feeds, and changed copies of them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from downlight.domain.status import Status
from downlight.formats import FeedReport, formats

FEEDS = Path(__file__).parents[1] / "data" / "feeds"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
"""The moment as of which most of them are read."""


def page(fmt: str, file: str) -> bytes:
    return (FEEDS / fmt / file).read_bytes()


def report(fmt: str, file: str, now: datetime = NOW) -> FeedReport:
    return formats()[fmt].parse(page(fmt, file), now)


def read(fmt: str, document: object, now: datetime = NOW) -> FeedReport:
    """Read a document of the test's own."""
    return formats()[fmt].parse(json.dumps(document).encode(), now)


def changed(fmt: str, file: str, change: Callable[[Any], None], now: datetime = NOW) -> FeedReport:
    """Read a page after `change` was done to what it says."""
    document = json.loads(page(fmt, file))
    change(document)
    return read(fmt, document, now)


def states(of: FeedReport) -> dict[str, Status]:
    """Return the components' states by id."""
    return {component.id: component.status for component in of.components}
