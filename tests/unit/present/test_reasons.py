"""Sentences for what moved a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.status import Reason
from downlight.domain.verdict import Because, Param, Rule
from downlight.present.reasons import failure_of, latencies, maintenance_end
from fakes.states import english

EXAMPLES: list[tuple[Rule, dict[str, Param], str]] = [
    (Rule.STARTING, {}, "Not looked at yet"),
    (Rule.PROBE_OK, {"latency": 0.31}, "It answers as it should, in 0.3 s"),
    (
        Rule.PROBE_FAILED,
        {"reason": "timeout", "count": 3},
        "It does not answer in time, 3 times in a row",
    ),
    (
        Rule.PROBE_FAILED,
        {"reason": "http_status", "http_status": 503, "count": 1},
        "It answers with an error (HTTP 503)",
    ),
    (
        Rule.PROBE_FAILED,
        {"reason": "tls", "detail": "the certificate expired on 3 May 2026"},
        "Its encrypted connection cannot be trusted: the certificate expired on 3 May 2026",
    ),
    (
        Rule.CONTENT_REJECTED,
        {"matched": "Over capacity", "http_status": 200, "count": 2},
        "Pages load but show “Over capacity” (HTTP 200), 2 times in a row",
    ),
    (Rule.CONTENT_MISSING, {}, "Pages load without the text that belongs there"),
    (
        Rule.CONTENT_MISSING,
        {"detail": "no “Sign in”"},
        "Pages load, but something is missing: no “Sign in”",
    ),
    (Rule.CONTENT_STRANGE, {"traits": "title"}, "Pages load, but look unlike the usual ones"),
    (Rule.SLOW, {"latency": 4.2, "usual": 0.3}, "It took 4.2 s to answer, usually 0.3 s"),
    (Rule.SLOW, {"latency": 4.2, "usual": None}, "It took 4.2 s to answer"),
    (
        Rule.BLOCKED,
        {"http_status": 403},
        "It answers, but will not let a program in (HTTP 403)",
    ),
    (Rule.NOT_CONFIRMED, {"count": 1}, "1 failed look is not enough to be sure"),
    (Rule.RECOVERING, {"count": 2}, "2 good answers so far, looking once more"),
    (Rule.RECOVERED, {"count": 3}, "3 good answers in a row since"),
    (Rule.NETWORK_FINE, {"answered": 4}, "Your own connection works: 4 other places answer"),
    (
        Rule.NETWORK_DOUBTFUL,
        {"failed": 1},
        "Your own connection may be at fault: 1 unrelated platform fails as well",
    ),
    (Rule.OFFLINE, {"state": "captive_portal"}, "This network wants you to sign in first"),
    (Rule.OFFLINE, {"state": "online"}, "You are offline"),
    (Rule.NO_WAY, {}, "There is no way to it from this network"),
    (Rule.LOCAL_TARGET, {}, "It is on your own network, so the internet does not matter"),
    (
        Rule.OTHER_PATH_WORKS,
        {"path": "other_resolver"},
        "It answers when another name server is asked for its address",
    ),
    (
        Rule.OFFICIAL_TROUBLE,
        {"title": "Elevated errors", "age": 90.0},
        "Status page says: “Elevated errors” (read 1 min ago)",
    ),
    (Rule.OFFICIAL_TROUBLE, {"status": "partial_outage"}, "Status page says: Partly down"),
    (Rule.OFFICIAL_FINE, {"age": 40.0}, "Status page still says all is well (read 40 s ago)"),
    (
        Rule.OFFICIAL_UNKNOWN,
        {"reason": "malformed"},
        "Status page cannot be read: its answer makes no sense",
    ),
    (
        Rule.OFFICIAL_LACKS,
        {"parts": "Voice, Video"},
        "Status page does not list what you watch: Voice, Video",
    ),
    (
        Rule.MAINTENANCE,
        {"title": "Upgrade", "ends_at": "2026-11-23T18:00:00"},
        "Planned maintenance: “Upgrade”, until 23 Nov 2026, 18:00",
    ),
    (Rule.PEERS, {"failing": 2, "asked": 5}, "2 of 5 colleagues see it too"),
    (Rule.PEERS, {"failing": 0, "asked": 5}, "5 colleagues see no trouble"),
    (Rule.CROWD, {"count": 54609, "usual": 20.0}, "54,609 complaints by others, usually 20"),
    (
        Rule.SIBLINGS,
        {"provider": "cloudflare", "count": 2},
        "2 other platforms on cloudflare are down too",
    ),
    (Rule.FLAPPING, {"count": 6}, "It came and went 6 times of late"),
    (Rule.PAUSED, {}, "Paused by you"),
    (
        Rule.OWN_FAULT,
        {"detail": "too many open files"},
        "This computer could not look: too many open files",
    ),
    (Rule.CERTIFICATE, {"days": 1}, "Its certificate ends in 1 day"),
    (Rule.CERTIFICATE, {"days": 0}, "Its certificate ends today"),
]


@pytest.mark.parametrize(("rule", "params", "sentence"), EXAMPLES)
def test_a_reason_is_one_sentence(rule: Rule, params: dict[str, Param], sentence: str) -> None:
    assert english().reason(Because(rule, params)) == sentence


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_a_sentence_even_without_parameters(rule: Rule) -> None:
    sentence = english().reason(Because(rule))
    assert sentence
    assert not sentence.endswith(".")


def test_there_is_an_example_of_every_rule() -> None:
    assert {rule for rule, _, _ in EXAMPLES} == set(Rule)


KEYS = [
    "age", "answered", "asked", "count", "days", "detail", "ends_at", "failed", "failing",
    "http_status", "latency", "matched", "path", "provider", "reason", "state", "status",
    "title", "traits", "usual",
]  # fmt: skip
VALUES = st.none() | st.text(max_size=30) | st.integers(0, 10**6) | st.floats(0, 10**6)


@given(st.sampled_from(Rule), st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_no_parameter_of_any_kind_breaks_a_sentence(rule: Rule, params: dict[str, Param]) -> None:
    assert english().reason(Because(rule, params))


def test_remote_text_is_put_in_as_text_and_not_as_a_format() -> None:
    because = Because(Rule.CONTENT_REJECTED, {"matched": "{sentence} %s {0.__class__}"})
    assert english().reason(because) == "Pages load but show “{sentence} %s {0.__class__}”"


def test_remote_text_loses_its_hidden_characters() -> None:
    because = Because(Rule.OFFICIAL_TROUBLE, {"title": "all\u202e good\nnow\x1b[31m"})
    assert english().reason(because) == "Status page says: “all good now”"


@pytest.mark.parametrize(
    ("because", "reason"),
    [
        (Because(Rule.CONTENT_STRANGE), Reason.CONTENT),
        (Because(Rule.SLOW), Reason.SLOW),
        (Because(Rule.PROBE_FAILED, {"reason": "dns"}), Reason.DNS),
        (Because(Rule.PROBE_FAILED, {"reason": "never heard of"}), None),
        (Because(Rule.NETWORK_FINE), None),
    ],
)
def test_a_reason_names_its_kind_of_failure(because: Because, reason: Reason | None) -> None:
    assert failure_of(because) is reason


def test_an_end_of_maintenance_that_is_no_time_is_none() -> None:
    assert maintenance_end(Because(Rule.MAINTENANCE, {"ends_at": "soon"})) is None


def test_figures_of_slowness_may_be_missing() -> None:
    assert latencies(Because(Rule.SLOW, {"latency": 2})) == (2.0, None)
