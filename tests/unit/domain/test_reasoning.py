from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from downlight.domain import reasoning
from downlight.domain.connectivity import Connectivity
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Reason, Stage, Status
from downlight.domain.verdict import Because, Rule
from fakes.sightings import (
    BROKEN,
    ERROR_PAGE,
    FINE,
    PORTAL,
    TEXT_GONE,
    Answer,
    at,
    crowd,
    feed,
    peers,
)
from fakes.suspects import watch_on
from fakes.watchman import Watchman, down, watchman


def because(watching: Watchman, rule: Rule) -> Because:
    return next(one for one in watching.verdict().reasons if one.rule is rule)


def suspecting(answer: Answer) -> Watchman:
    """Return one who has just seen x fail in this way."""
    watching = watchman()
    watching.answer(answer, "x")
    failed = len(watching.seen)
    watching.seconds_until(lambda: len(watching.seen) > failed, within=120)
    return watching


def test_before_the_first_look_it_says_that_it_starts() -> None:
    assert [one.rule for one in reasoning.calm(watch_on(), at(0))] == [Rule.STARTING]


def test_a_good_answer_is_told_with_its_figures() -> None:
    fine = because(watchman(), Rule.PROBE_OK)
    assert fine.params == {"latency": FINE.latency, "http_status": 200}
    assert fine.weight < 0


@pytest.mark.parametrize(
    ("answer", "rule", "params"),
    [
        (BROKEN, Rule.PROBE_FAILED, {"reason": "http_status", "http_status": 500}),
        (ERROR_PAGE, Rule.CONTENT_REJECTED, {"matched": "Over capacity", "http_status": 200}),
        (TEXT_GONE, Rule.CONTENT_MISSING, {"detail": TEXT_GONE.detail, "http_status": 200}),
    ],
)
def test_a_failure_is_told_with_what_was_seen(
    answer: Answer, rule: Rule, params: dict[str, object]
) -> None:
    told = because(suspecting(answer), rule)
    assert params.items() <= told.params.items()
    assert told.params["count"] == 1
    assert told.weight > 0


def test_a_suspicion_says_that_it_is_not_confirmed() -> None:
    assert because(suspecting(BROKEN), Rule.NOT_CONFIRMED).params == {"count": 1}


def test_what_weighs_most_comes_first_and_what_only_explains_last() -> None:
    watching = down()
    watching.tell(peers("x", watching.t, False, False))
    watching.tell(crowd("x", watching.t, 200.0))
    watching.tell(feed("x", watching.t, Status.DEGRADED))
    weights = [abs(one.weight) for one in watching.verdict().reasons]
    assert all(first >= second for first, second in pairwise(weights))
    assert {Rule.PEERS, Rule.CROWD, Rule.OFFICIAL_TROUBLE} <= watching.rules()


def test_good_answers_during_an_outage_are_counted() -> None:
    watching = down()
    watching.answer(FINE, "x")
    watching.seconds_until(lambda: Rule.RECOVERING in watching.rules(), within=60)
    assert because(watching, Rule.RECOVERING).params == {"count": 1}


def test_colleagues_are_told_with_how_many_were_asked() -> None:
    watching = down()
    watching.tell(peers("x", watching.t, False, False, True))
    assert because(watching, Rule.PEERS).params == {"failing": 2, "asked": 3}


def test_an_admitted_outage_is_told_by_the_title_of_its_open_incident() -> None:
    watching = down()
    old = Notice("1", NoticeKind.INCIDENT, "Old story", Stage.RESOLVED)
    new = Notice("2", NoticeKind.INCIDENT, "Logins fail", Stage.INVESTIGATING)
    said = replace(feed("x", watching.t, Status.MAJOR_OUTAGE), notices=(old, new))
    watching.tell(said)
    watching.t += 30.0
    told = because(watching, Rule.OFFICIAL_TROUBLE)
    assert told.params == {"status": "major_outage", "title": "Logins fail", "age": 30}


def test_a_status_page_that_cannot_be_read_is_told_with_the_reason() -> None:
    watching = down()
    watching.tell(feed("x", watching.t, Status.UNKNOWN, Reason.MALFORMED))
    assert because(watching, Rule.OFFICIAL_UNKNOWN).params == {"reason": "malformed"}


def test_being_offline_is_the_only_reason_then() -> None:
    net = Connectivity(())
    net.went_off(0.0)
    assert [(one.rule, one.params) for one in reasoning.cut_off(net)] == [
        (Rule.OFFLINE, {"state": "offline"})
    ]
    watching = watchman()
    watching.answer_all(PORTAL)
    watching.run(300)
    assert because(watching, Rule.OFFLINE).params == {"state": "captive_portal"}


def test_maintenance_is_told_with_its_end_where_that_is_known() -> None:
    work = Notice(
        "1", NoticeKind.MAINTENANCE, "New engine", Stage.IN_PROGRESS, ends_at=at(3600)
    )  # fmt: skip
    fed = replace(feed("x", 0.0, Status.MAINTENANCE), notices=(work,))
    told = reasoning.maintenance(fed, at(10))
    assert told.params == {"title": "New engine", "ends_at": at(3600).isoformat()}
    assert reasoning.maintenance(None, at(10)).params == {"title": "", "ends_at": None}


@pytest.mark.parametrize(("days", "told"), [(3, True), (-1, True), (90, False)])
def test_a_certificate_is_mentioned_when_it_ends_soon(days: int, told: bool) -> None:
    watching = watchman()
    ends = at(watching.t) + timedelta(days=days, hours=12)
    watching.answer(replace(FINE, tls_expires_at=ends), "x")
    watching.run(120)
    assert (Rule.CERTIFICATE in watching.rules()) is told
    if told:
        assert because(watching, Rule.CERTIFICATE).params == {"days": days}
