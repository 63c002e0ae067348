"""What was written is read back; what strangers wrote is read with care."""

import json
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.cause import Cause
from downlight.domain.incident import Incident
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.status import Stage, Status
from downlight.domain.verdict import Because, Rule
from downlight.present import export
from downlight.present.incident_file import NotIncidents, read
from fakes.records import T0, ended, minutes, seen, trouble
from fakes.states import english

NOW = T0 + timedelta(days=30)
NOTICE = Notice(
    "n1", NoticeKind.INCIDENT, "API errors", Stage.RESOLVED, Status.DEGRADED, ("api",),
    started_at=minutes(10), url="https://status.example/n1",
    updates=(NoticeUpdate(Stage.RESOLVED, "It is over.", minutes(40)),),
)  # fmt: skip
PAST = replace(
    ended(trouble(), minutes(34)),
    timeline=(seen(), seen("back", minutes(34), Status.OPERATIONAL)),
    notices=(NOTICE,),
    component_ids=("api",),
    note="called them\nthey knew",
    said_cause=Cause.NAME,
)


def written(*incidents: Incident) -> bytes:
    return "".join(export.json_pieces(incidents, english(), NOW)).encode()


def changed(**fields: object) -> bytes:
    (record,) = json.loads(written(PAST))
    return json.dumps([record | fields]).encode()


def test_what_was_exported_is_read_back_whole() -> None:
    reading = read(written(PAST), NOW)
    assert reading.incidents == (PAST,)
    assert reading.left_out == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"nonsense", b"{}", b'"text"', b"\xff\xfe", b"[" * 100_000, b"[1e999"],
)
def test_a_file_of_another_kind_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(NotIncidents, match=r"^The file .*\.$"):
        read(content, NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {"resolved_at": None},
        {"started_at": "2026-11-02T08:00:00"},
        {"started_at": "soon"},
        {"started_at": 5},
        {"started_at": "0001-01-01T00:00:00+00:00"},
        {"resolved_at": "2026-11-02T07:00:00+00:00"},
        {"resolved_at": "2999-01-01T00:00:00+00:00"},
        {"platform": ""},
        {"platform": 7},
        {"peak_status": "operational"},
        {"peak_status": "of a later version"},
    ],
)
def test_what_is_no_ended_incident_of_the_past_is_left_out(fields: dict[str, Any]) -> None:
    reading = read(changed(**fields), NOW)
    assert (reading.incidents, reading.left_out) == ((), 1)


def test_texts_are_made_plain_and_clipped() -> None:
    odd = {"name": "evil\u202egnp\x1b[31m\n" + "x" * 9_000, "note": "y" * 9_000}
    (incident,) = read(changed(**odd), NOW).incidents
    assert incident.platform_name.startswith("evilgnp xxx")
    assert len(incident.platform_name) <= 500
    assert len(incident.note) <= 4_000


def test_lists_are_cut_and_addresses_looked_at() -> None:
    entry = json.loads(written(PAST))[0]["timeline"][0]
    notice = {"id": "n", "title": "t", "url": "javascript:alert(1)"}
    (incident,) = read(changed(timeline=[entry] * 9_000, notices=[notice]), NOW).incidents
    assert len(incident.timeline) == 2_000
    assert incident.notices[0].url is None


@pytest.mark.parametrize(
    "number", [10**400, -(10**400), 1e300], ids=["integer", "negative", "real"]
)
def test_a_number_too_large_to_reckon_with_is_left_out(number: float) -> None:
    reason = {"rule": Rule.PROBE_FAILED, "weight": number, "params": {"n": number, "of": 3}}
    (incident,) = read(changed(reasons=[reason]), NOW).incidents
    assert incident.reasons == (Because(Rule.PROBE_FAILED, {"of": 3}, 0.0),)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(json.loads(written(PAST))[0])), json_values))
def test_no_value_in_any_field_fails(fields: dict[str, object]) -> None:
    try:
        content = changed(**fields)
        content.decode()
    except (ValueError, UnicodeError):
        return
    for incident in read(content, NOW).incidents:
        assert incident.resolved_at is not None
        assert incident.started_at <= incident.confirmed_at <= incident.resolved_at
        assert incident.started_at.tzinfo is UTC
