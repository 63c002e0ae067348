"""Feeds that were recorded from providers read as their index says.

The recordings are not part of the project: they are looked for in a folder beside it, and without
that folder there is nothing to test.
"""

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Status
from downlight.formats import FeedReport, find, named, read

FOLDER = Path(__file__).parents[3] / "shared" / "payloads"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
"""After all of the recordings: what depends on the clock is judged as of then."""


@dataclass(frozen=True)
class Recording:
    """One line of the index."""

    file: str
    kind: str
    states: frozenset[Status]
    """The expected one and those that are as good."""
    not_operational: list[str]
    check: str
    """"exact": these and no others; "contains": at least these; "skip": not asserted."""
    incidents: int
    active: int
    planned: int

    @property
    def body(self) -> bytes:
        return (FOLDER / self.file).read_bytes()


def _status(words: str) -> Status:
    return Status(words.strip().replace(" ", "_"))


def _listed(field: str, mark: str) -> list[str]:
    return [item.strip() for item in field.split(mark) if item.strip()]


def _recordings() -> list[Recording]:
    index = FOLDER / "INDEX.tsv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8", newline="") as lines:
        return [_recording(row) for row in csv.DictReader(lines, delimiter="\t")]


def _recording(row: dict[str, str]) -> Recording:
    others = [_status(words) for words in _listed(row["alt_states"], ";")]
    return Recording(
        file=row["file"],
        kind=row["format"],
        states=frozenset({_status(row["expected_state"]), *others}),
        not_operational=sorted(_listed(row["expected_nonoperational_components"], "|")),
        check=row["components_check"],
        incidents=int(row["expected_open_incidents"]),
        active=int(row["expected_active_maintenances"]),
        planned=int(row["expected_upcoming_maintenances"] or 0),
    )


RECORDINGS = _recordings()
EACH = pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.file)


def _report(recording: Recording) -> FeedReport:
    return read(recording.body, NOW, recording.kind)


@pytest.mark.skipif(not RECORDINGS, reason="the folder with the recordings is not there")
def test_the_index_lists_recordings() -> None:
    assert len(RECORDINGS) > 50


@EACH
def test_a_recording_says_how_the_platform_was(recording: Recording) -> None:
    assert _report(recording).status in recording.states


@EACH
def test_a_recording_names_the_parts_that_were_not_well(recording: Recording) -> None:
    report = _report(recording)
    bad = sorted(c.name for c in report.components if c.status is not Status.OPERATIONAL)
    if recording.check == "exact":
        assert bad == recording.not_operational
    elif recording.check == "contains":
        assert set(recording.not_operational) <= set(bad)


@EACH
def test_a_recording_has_as_many_open_notices(recording: Recording) -> None:
    report = _report(recording)
    active = [notice for notice in report.maintenances if notice.is_active(NOW)]
    planned = len(report.maintenances) - len(active)
    counted = (len(report.incidents), len(active), planned)
    assert counted == (recording.incidents, recording.active, recording.planned)


@EACH
def test_a_recording_is_found_by_its_content_as_the_format_that_it_is(
    recording: Recording,
) -> None:
    report = _report(recording)
    found = find(recording.body)
    assert found is not None
    assert found is named(recording.kind)
    assert report.format == found.name
