"""Every decision says what became of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from downlight.domain.history import DecisionRow
from downlight.domain.notify import NotificationKind, NotifyReason, Outcome
from downlight.present.decisions import KINDS, REASONS, told
from fakes.records import T0
from fakes.states import english

SILENT = DecisionRow(1, T0, NotifyReason.SUPPRESSED_MUTED, 7, "x", "X", None, None)
SHOWN = replace(
    SILENT,
    reason=NotifyReason.FIRST,
    kind=NotificationKind.DOWN,
    shown_at=T0,
    outcome=Outcome.ALONE,
)
HELD = replace(
    SHOWN,
    reason=NotifyReason.HELD_QUIET_HOURS,
    shown_at=None,
    outcome=None,
    held_until=T0 + timedelta(hours=2),
)


def test_each_reason_and_kind_has_its_words() -> None:
    assert set(REASONS) == set(NotifyReason)
    assert set(KINDS) == set(NotificationKind)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (SILENT, "Not shown: the platform was muted"),
        (SHOWN, "Shown: it went down"),
        (replace(SHOWN, shown_at=None, outcome=None), "Not shown: there was nobody to show it"),
        (
            replace(
                SILENT,
                reason=NotifyReason.SUPPRESSED_KIND_OFF,
                about=NotificationKind.OFFICIAL,
            ),
            "Status page. Not shown: news of this kind is switched off",
        ),
        (replace(SHOWN, about=NotificationKind.DOWN), "Shown: it went down"),
        (
            replace(SHOWN, outcome=Outcome.GROUPED),
            "Shown together with others on the same network",
        ),
        (
            replace(SHOWN, outcome=Outcome.SUMMARY),
            "Shown in a summary: three notifications in a minute are enough",
        ),
        (
            replace(SHOWN, shown_at=None, outcome=Outcome.SUPERSEDED),
            "Not shown: newer news of the same took its place",
        ),
        (HELD, "Not shown: quiet hours until 10:00"),
        (
            replace(HELD, shown_at=T0 + timedelta(hours=2), outcome=Outcome.DIGEST),
            "Not shown: quiet hours; told in the digest at 10:00",
        ),
    ],
)
def test_a_decision_says_what_became_of_it(row: DecisionRow, said: str) -> None:
    assert told(english(), row) == said
