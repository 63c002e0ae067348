"""Notifications in words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.notify import NotificationKind
from downlight.domain.status import Scope, Status
from downlight.domain.verdict import Because, Rule
from downlight.present.platform import Lamp
from downlight.present.toast import BODY, TITLE, Toast, ToastAction, Urgency, toast
from fakes.states import english, incident, notification

CONTENT = Because(Rule.CONTENT_REJECTED, {"matched": "Over capacity", "count": 3})
DNS = Because(Rule.PROBE_FAILED, {"reason": "dns"})
FINE = Because(Rule.NETWORK_FINE, {"answered": 4})
SLOW = Because(Rule.SLOW, {"latency": 4.2, "usual": 0.3})
TOLD = Because(Rule.OFFICIAL_TROUBLE, {"title": "Elevated errors"})
DOWN, PARTLY, DEGRADED = Status.MAJOR_OUTAGE, Status.PARTIAL_OUTAGE, Status.DEGRADED
EVERYONE, UNCLEAR, JUST_YOU = Scope.EVERYONE, Scope.UNCLEAR, Scope.JUST_YOU
KIND = NotificationKind


def said(
    status: Status,
    scope: Scope,
    *because: Because,
    kind: NotificationKind = KIND.DOWN,
    official: Status | None = None,
) -> Toast:
    about = incident("X", status, scope, *because)
    return toast(notification(about, kind, official=official), english())


@pytest.mark.parametrize(
    ("shown", "title", "body"),
    [
        (
            said(DOWN, EVERYONE, FINE, CONTENT, official=Status.OPERATIONAL),
            "X is down for everyone",
            "Pages load but show an error. Status page still says all is well.",
        ),
        (
            said(DOWN, UNCLEAR, DNS, official=Status.UNKNOWN),
            "X is down",
            "Its name does not resolve.",
        ),
        (
            said(PARTLY, EVERYONE, TOLD, official=PARTLY),
            "X is partly down for everyone",
            "Status page says: “Elevated errors”.",
        ),
        (said(PARTLY, UNCLEAR, CONTENT), "X is partly down", "Pages load but show an error."),
        (
            said(DOWN, JUST_YOU, DNS, kind=KIND.ONLY_YOU, official=Status.OPERATIONAL),
            "X: only you",
            "Names do not resolve on this network.",
        ),
        (
            said(DOWN, JUST_YOU, CONTENT, kind=KIND.ONLY_YOU),
            "X: only you",
            "Pages load but show an error.",
        ),
        (
            said(DEGRADED, EVERYONE, SLOW, kind=KIND.DEGRADED),
            "X is degraded for everyone",
            "It took 4.2 s to answer, usually 0.3 s.",
        ),
        (said(DEGRADED, UNCLEAR, kind=KIND.DEGRADED), "X is degraded", ""),
    ],
)
def test_a_notification_says_what_and_why(shown: Toast, title: str, body: str) -> None:
    assert (shown.title, shown.body) == (title, body)


def test_a_recovery_says_how_long_it_took() -> None:
    about = incident("X", DOWN, EVERYONE, CONTENT, minutes=50, lasted=44)
    shown = toast(notification(about, KIND.RECOVERED), english())
    assert shown.title == "X is back after 44 min"
    assert shown.body == "Down from 14:10 to 14:54."
    assert shown.lamp is Lamp.GREEN
    assert shown.actions == ((ToastAction.DETAILS, "Details"),)


def test_the_end_of_a_slow_spell_is_not_called_an_outage() -> None:
    about = incident("X", DEGRADED, EVERYONE, SLOW, minutes=50, lasted=44)
    assert toast(notification(about, KIND.RECOVERED), english()).body == (
        "Degraded from 14:10 to 14:54."
    )


@pytest.mark.parametrize(
    ("official", "after", "sentence"),
    [
        (None, None, ""),
        (Status.UNKNOWN, None, ""),
        (Status.OPERATIONAL, None, " The status page never said a word."),
        (Status.OPERATIONAL, 16, " The status page said so 16 min later."),
        (None, 16, " The status page said so 16 min later."),
        (Status.OPERATIONAL, 0.5, " The status page said so at once."),
        (Status.OPERATIONAL, -5, " The status page had said so 5 min before."),
    ],
)
def test_a_recovery_says_what_the_status_page_said(
    official: Status | None, after: float | None, sentence: str
) -> None:
    about = incident("X", DOWN, EVERYONE, CONTENT, minutes=50, lasted=44)
    told = None if after is None else about.started_at + timedelta(minutes=after)
    over = replace(notification(about, KIND.RECOVERED, official=official), official_at=told)
    assert toast(over, english()).body == f"Down from 14:10 to 14:54.{sentence}"
    alone = replace(over, incident=replace(about, scope=JUST_YOU))
    assert toast(alone, english()).body == "Down from 14:10 to 14:54."


def test_a_reminder_says_since_when() -> None:
    about = incident("X", DOWN, EVERYONE, CONTENT, minutes=125)
    shown = toast(notification(about, KIND.REMINDER), english())
    assert (shown.title, shown.body) == ("X is still down", "Since 12:55, for 2 h 5 min now.")
    slow = incident("X", DEGRADED, EVERYONE, SLOW, minutes=125)
    assert toast(notification(slow, KIND.REMINDER), english()).title == "X is still degraded"


def test_a_bubble_is_loud_only_where_it_was_decided_so() -> None:
    assert not toast(notification(), english()).is_loud
    assert toast(replace(notification(), loud=True), english()).is_loud


def test_a_recovery_without_an_end_has_no_body() -> None:
    assert toast(notification(incident(), KIND.RECOVERED), english()).body == ""


def test_an_outage_offers_its_page_its_details_and_silence() -> None:
    assert said(DOWN, EVERYONE, CONTENT).actions == (
        (ToastAction.PAGE, "Status"),
        (ToastAction.MUTE, "Mute 1 h"),
        (ToastAction.MUTE_UNTIL_BACK, "Mute"),
        (ToastAction.DETAILS, "Details"),
    )


@pytest.mark.parametrize(
    ("kind", "lamp", "urgency"),
    [
        (KIND.DOWN, Lamp.RED, Urgency.NORMAL),
        (KIND.ONLY_YOU, Lamp.RED, Urgency.NORMAL),
        (KIND.DEGRADED, Lamp.AMBER, Urgency.LOW),
        (KIND.RECOVERED, Lamp.GREEN, Urgency.NORMAL),
    ],
)
def test_each_kind_has_its_lamp_and_urgency(
    kind: NotificationKind, lamp: Lamp, urgency: Urgency
) -> None:
    shown = toast(notification(kind=kind), english())
    assert (shown.lamp, shown.urgency) == (lamp, urgency)


@given(name=st.text(max_size=500), title=st.text(max_size=2000))
def test_no_remote_text_breaks_out_of_its_lines(name: str, title: str) -> None:
    because = Because(Rule.OFFICIAL_TROUBLE, {"title": title})
    shown = toast(notification(incident(name, DOWN, EVERYONE, because)), english())
    assert len(shown.title) <= TITLE
    assert len(shown.body) <= BODY
    assert shown.title.endswith("is down for everyone")
    assert not {"\n", "\x1b", "\u202e", "\x00"} & set(shown.title + shown.body)
