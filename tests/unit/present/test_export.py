import csv
import json
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from io import StringIO
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.status import Reason, Scope, Source, Status
from downlight.domain.verdict import Because, Rule
from downlight.present import export
from downlight.present.words import Words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
words = Words("en", NullTranslations(), UTC)


def incident(name: str = "X", note: str = "", *, over: bool = True) -> Incident:
    started = NOW - timedelta(hours=2)
    return Incident(
        id=7,
        platform_id="x",
        platform_name=name,
        started_at=started,
        confirmed_at=started + timedelta(seconds=40),
        resolved_at=started + timedelta(minutes=44) if over else None,
        status=Status.MAJOR_OUTAGE,
        peak_status=Status.MAJOR_OUTAGE,
        scope=Scope.EVERYONE,
        reasons=(Because(Rule.CONTENT_REJECTED, {"matched": "Over capacity", "count": 3}),),
        note=note,
        timeline=(
            TimelineEntry(
                started,
                EntryKind.OBSERVATION,
                "shows “Over capacity”",
                Source.PROBE,
                "x/http",
                Status.MAJOR_OUTAGE,
                Reason.CONTENT,
                200,
                "Over capacity",
                0.25,
            ),
        ),
    )


def read_csv(*incidents: Incident) -> list[dict[str, str]]:
    text = "".join(export.csv_pieces(incidents, words, NOW))
    return list(csv.DictReader(StringIO(text, newline="")))


def test_json_is_a_list_of_records_in_the_shape_of_the_contract() -> None:
    text = "".join(export.json_pieces([incident(), incident(over=False)], words, NOW))
    first, second = json.loads(text)
    assert list(first) == [
        "id",
        "platform",
        "name",
        "peak_status",
        "scope",
        "started_at",
        "confirmed_at",
        "resolved_at",
        "duration_s",
        "reasons",
        "cause",
        "components",
        "note",
        "edited_at",
        "notices",
        "timeline",
    ]
    assert first["platform"] == "x"
    assert first["started_at"] == "2026-11-23T10:00:00+00:00"
    assert first["duration_s"] == 44 * 60
    assert first["reasons"] == [
        {
            "rule": "content_rejected",
            "text": "Pages load but show “Over capacity”, 3 times in a row",
            "params": {"matched": "Over capacity", "count": 3},
            "weight": 0.0,
        }
    ]
    assert first["timeline"][0]["http_status"] == 200
    assert first["timeline"][0]["latency_ms"] == 250.0
    assert second["resolved_at"] is None
    assert second["duration_s"] == 2 * 3600


def test_json_of_nothing_is_an_empty_list() -> None:
    assert json.loads("".join(export.json_pieces([], words, NOW))) == []


def test_csv_begins_with_its_columns_and_has_a_line_per_incident() -> None:
    (row,) = read_csv(incident(note="called them\nthey knew"))
    assert tuple(row) == export.COLUMNS
    assert row["name"] == "X"
    assert row["duration_s"] == "2640.0"
    assert row["note"] == "called them\nthey knew"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_no_spreadsheet_takes_a_cell_for_a_formula(start: str) -> None:
    (row,) = read_csv(incident(name=start + "HYPERLINK(1)"))
    assert row["name"] == "'" + start + "HYPERLINK(1)"


@given(name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_name_comes_back_from_csv_whole_and_harmless(name: str) -> None:
    (row,) = read_csv(incident(name=name))
    assert row["name"] in (name, "'" + name)
    assert not row["name"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_export_takes_incidents_one_by_one() -> None:
    pieces = export.csv_pieces(repeat(incident()), words, NOW)
    assert next(pieces).startswith("id,")
    assert next(pieces).startswith("7,x,")
