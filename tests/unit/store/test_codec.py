"""What is written is read back; what other versions wrote never fails."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from downlight.domain.incident import Incident
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Scope, Stage, Status
from downlight.domain.verdict import Because, Rule
from downlight.store import codec
from fakes.records import INCIDENTS, NOTICES, REASONS, T0, TEXTS, TIMES, trouble

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["rule", "params", "weight", "kind", "stage", "updates", "started_at", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
)


@given(TIMES)
def test_every_time_is_read_as_it_was_written(at: datetime) -> None:
    assert codec.moment(codec.micros(at)) == at


def test_until_it_is_back_is_a_time_like_others() -> None:
    latest = datetime.max.replace(tzinfo=UTC)
    assert codec.moment(codec.micros(latest)) == latest


@pytest.mark.parametrize("count", [2**63 - 1, -(2**63)])
def test_a_time_beyond_the_calendar_is_read_as_its_edge(count: int) -> None:
    assert codec.moment(count).year in (1, 9999)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        codec.micros(T0.replace(tzinfo=None))


def test_a_time_in_another_zone_is_the_same_moment() -> None:
    east = T0.astimezone(timezone(timedelta(hours=5)))
    assert codec.micros(east) == codec.micros(T0)


@settings(max_examples=40)
@given(st.lists(REASONS, max_size=4).map(tuple))
def test_reasons_are_read_as_they_were_written(reasons: tuple[Because, ...]) -> None:
    assert codec.load_reasons(codec.dump_reasons(reasons)) == reasons


@settings(max_examples=40)
@given(st.lists(NOTICES, max_size=3).map(tuple))
def test_notices_are_read_as_they_were_written(notices: tuple[Notice, ...]) -> None:
    assert codec.load_notices(codec.dump_notices(notices)) == notices


@settings(max_examples=40)
@given(INCIDENTS)
def test_what_was_told_of_an_incident_is_read_as_it_was_written(incident: Incident) -> None:
    head = replace(incident, id=5, notices=(), note="")
    assert codec.told_from_json(codec.told_to_json(incident), 5) == head


@settings(max_examples=40)
@given(JSON)
def test_json_of_any_shape_is_read_without_failing(value: object) -> None:
    text = json.dumps([value, {"params": value}])
    codec.load_reasons(text)
    codec.load_notices(text)
    codec.load_words(text)
    codec.load_numbers(text)
    codec.told_from_json(codec.load_object(json.dumps(value)), 1)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, None, 5, b"[]"])
def test_what_is_no_json_reads_as_empty(text: object) -> None:
    assert codec.load_reasons(text) == ()
    assert codec.load_notices(text) == ()
    assert codec.told_from_json(codec.load_object(text), 3).scope is Scope.UNCLEAR


def test_a_reason_by_an_unknown_rule_is_left_out() -> None:
    text = '[{"rule":"telepathy","params":{},"weight":1},{"rule":"slow","params":{},"weight":2}]'
    assert codec.load_reasons(text) == (Because(Rule.SLOW, MappingProxyType({}), 2.0),)


def test_unknown_words_of_a_notice_are_read_as_unknown() -> None:
    text = '[{"external_id":"1","kind":"party","title":"t","stage":"dancing","impact":"loud"}]'
    (notice,) = codec.load_notices(text)
    assert (notice.kind, notice.stage, notice.impact) == (
        NoticeKind.INCIDENT,
        Stage.UNKNOWN,
        Status.UNKNOWN,
    )


def test_an_unknown_word_is_read_as_the_neutral_one() -> None:
    assert codec.word(Status, "molten", Status.UNKNOWN) is Status.UNKNOWN
    assert codec.word(Status, None, Status.UNKNOWN) is Status.UNKNOWN
    assert codec.word_or_none(Scope, "martians") is None


def test_numbers_that_json_lacks_become_none() -> None:
    because = Because(Rule.SLOW, MappingProxyType({"latency": float("inf")}), float("nan"))
    (read,) = codec.load_reasons(codec.dump_reasons([because]))
    assert (read.params["latency"], read.weight) == (None, 0.0)


@given(st.text())
def test_any_text_can_be_stored(text: str) -> None:
    kept = codec.clean(text)
    assert kept.encode().decode() == kept
    assert "\0" not in kept


@given(TEXTS)
def test_ordinary_text_is_stored_as_it_is(text: str) -> None:
    assert codec.clean(text) == text


def test_lone_surrogates_do_not_spoil_json() -> None:
    incident = replace(trouble(), platform_name="\ud800 X")
    text = codec.dump(codec.told_to_json(incident))
    assert codec.told_from_json(codec.load_object(text), 1).platform_name == "? X"


@pytest.mark.parametrize(("number", "kept"), [(503, 503), (None, None), (2**63, None)])
def test_a_number_beyond_64_bits_is_not_kept(number: int | None, kept: int | None) -> None:
    assert codec.integer(number) == kept
