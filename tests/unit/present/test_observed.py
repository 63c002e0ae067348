from datetime import UTC, datetime

import pytest

from downlight.domain.incident import EntryKind, TimelineEntry
from downlight.domain.status import Reason, Source, Status
from downlight.present.observed import observed
from fakes.states import english

AT = datetime(2026, 11, 23, tzinfo=UTC)


def probe(
    reason: Reason,
    code: int | None = None,
    *,
    text: str = "",
    matched: str | None = None,
    latency: float | None = None,
) -> TimelineEntry:
    return TimelineEntry(
        AT,
        EntryKind.OBSERVATION,
        text,
        Source.PROBE,
        "x/http",
        Status.MAJOR_OUTAGE,
        reason,
        code,
        matched,
        latency,
    )


def official(status: Status, text: str = "", reason: Reason = Reason.OK) -> TimelineEntry:
    return TimelineEntry(AT, EntryKind.OBSERVATION, text, Source.OFFICIAL, "x/feed", status, reason)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (probe(Reason.OK, 200, latency=0.31), "Answered 200 in 0.3 s"),
        (probe(Reason.HTTP_STATUS, 503), "Answered 503"),
        (probe(Reason.CONTENT, 200, matched="Over capacity"), "The page says “Over capacity”"),
        (
            probe(Reason.CONTENT, 200, text="no “Sign in”"),
            "no “Sign in”",
        ),
        (probe(Reason.TIMEOUT, text="no answer within 8 s"), "It does not answer in time"),
        (
            probe(Reason.TLS, text="the certificate expired on 3 May 2026"),
            "Its encrypted connection cannot be trusted: the certificate expired on 3 May 2026",
        ),
        (official(Status.OPERATIONAL), "Status page says: All is well"),
        (official(Status.DEGRADED, "Late messages"), "Status page says: “Late messages”"),
        (
            official(Status.UNKNOWN, reason=Reason.TIMEOUT),
            "Status page cannot be read: it does not answer in time",
        ),
    ],
)
def test_what_was_seen_is_told_in_words(entry: TimelineEntry, told: str) -> None:
    assert observed(english(), entry) == told


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words(reason: Reason) -> None:
    assert observed(english(), probe(reason))
    assert observed(english(), official(Status.UNKNOWN, reason=reason))
