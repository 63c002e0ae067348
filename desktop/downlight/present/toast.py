"""A notification in words: title, body and buttons, plain text, short enough for any desktop."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from downlight.domain.incident import Incident
from downlight.domain.notify import Notification, NotificationKind
from downlight.domain.status import Reason, Scope, Status
from downlight.domain.text import clean
from downlight.domain.verdict import Because, Rule
from downlight.present import toast_news, toast_several
from downlight.present.platform import Lamp
from downlight.present.reasons import failure_of, sentence_case
from downlight.present.words import Words, mark

TITLE = 80
"""Characters of a title at most."""
BODY = 240
"""Characters of a body at most."""
NAME = 40
"""Characters of a platform's name at most, so that the title keeps its verb."""
AT_ONCE = timedelta(minutes=1)
"""Up to this long after the beginning a status page told of it at once."""


class Urgency(StrEnum):
    """How much a desktop should make of it; LOW is shown without a pop-up by some."""

    LOW = "low"
    NORMAL = "normal"


class ToastAction(StrEnum):
    """What the user can do with a notification; the values are those of a `Click`."""

    DETAILS = "details"
    PAGE = "page"
    MUTE = "mute"
    MUTE_UNTIL_BACK = "mute_until_back"


@dataclass(frozen=True, slots=True)
class Toast:
    """A notification as a desktop shows it. No markup in it."""

    title: str
    body: str
    urgency: Urgency
    actions: tuple[tuple[ToastAction, str], ...]
    """Buttons in order, the most useful first: some desktops show three, and cut long labels.

    A click on the bubble itself opens the details, so that their button may be the one that is
    left out.
    """
    lamp: Lamp
    """The drawing beside it."""
    is_loud: bool = False
    """Whether the desktop may play its sound."""
    is_passing: bool = False
    """Whether it is of no use in a list of past notifications."""


_TITLES = {
    (NotificationKind.DOWN, Scope.EVERYONE): mark("{name} is down for everyone"),
    (NotificationKind.DOWN, Scope.UNCLEAR): mark("{name} is down"),
    (NotificationKind.DEGRADED, Scope.EVERYONE): mark("{name} is degraded for everyone"),
    (NotificationKind.DEGRADED, Scope.UNCLEAR): mark("{name} is degraded"),
}
_PARTLY = {
    Scope.EVERYONE: mark("{name} is partly down for everyone"),
    Scope.UNCLEAR: mark("{name} is partly down"),
}
_LAMPS = {
    NotificationKind.DOWN: Lamp.RED,
    NotificationKind.DEGRADED: Lamp.AMBER,
    NotificationKind.ONLY_YOU: Lamp.RED,
    NotificationKind.RECOVERED: Lamp.GREEN,
    NotificationKind.REMINDER: Lamp.RED,
    NotificationKind.OFFICIAL: Lamp.AMBER,
    NotificationKind.MAINTENANCE_AHEAD: Lamp.GREY,
    NotificationKind.MAINTENANCE_BEGUN: Lamp.GREY,
    NotificationKind.CERTIFICATE: Lamp.AMBER,
    NotificationKind.OFFLINE: Lamp.GREY,
    NotificationKind.ONLINE: Lamp.GREEN,
}
_CALM = frozenset(
    {
        NotificationKind.DEGRADED,
        NotificationKind.OFFICIAL,
        NotificationKind.MAINTENANCE_AHEAD,
        NotificationKind.MAINTENANCE_BEGUN,
        NotificationKind.OFFLINE,
        NotificationKind.ONLINE,
    }
)
"""What need not tear anybody away from their work."""
_CONNECTION = frozenset({NotificationKind.OFFLINE, NotificationKind.ONLINE})
_SEVERAL = frozenset({NotificationKind.TOGETHER, NotificationKind.DIGEST})
_OF_OUTAGE = frozenset(
    {
        NotificationKind.DOWN,
        NotificationKind.DEGRADED,
        NotificationKind.ONLY_YOU,
        NotificationKind.RECOVERED,
        NotificationKind.REMINDER,
    }
)
_TELLING = (
    Rule.CONTENT_REJECTED,
    Rule.CONTENT_MISSING,
    Rule.CONTENT_STRANGE,
    Rule.PROBE_FAILED,
    Rule.BLOCKED,
)
"""Reasons whose plain clause ("pages load but show an error") opens the body."""


def toast(notification: Notification, words: Words) -> Toast:
    """Return how `notification` is said."""
    kind = notification.kind
    several = kind in _SEVERAL
    title, body = _said(notification, words)
    return Toast(
        title=clean(title, TITLE),
        body=clean(body, BODY),
        urgency=Urgency.LOW if kind in _CALM else Urgency.NORMAL,
        actions=_actions(notification, words),
        lamp=toast_several.lamp(notification) if several else _LAMPS[kind],
        is_loud=notification.loud,
        is_passing=kind in _CONNECTION,
    )


def _said(notification: Notification, words: Words) -> tuple[str, str]:
    if notification.kind in _SEVERAL:
        return toast_several.title(notification, words), toast_several.body(notification, words)
    incident = notification.incident
    if incident is None or notification.kind not in _OF_OUTAGE:
        return toast_news.title(notification, words), toast_news.body(notification, words)
    return _title(notification, incident, words), _body(notification, incident, words)


def _title(notification: Notification, incident: Incident, words: Words) -> str:
    name = clean(incident.platform_name, NAME)
    if notification.kind is NotificationKind.RECOVERED:
        lasted = incident.duration(notification.created_at)
        return words("{name} is back after {duration}", name=name, duration=words.duration(lasted))
    if notification.kind is NotificationKind.ONLY_YOU:
        return words("{name}: only you", name=name)
    if notification.kind is NotificationKind.REMINDER:
        return _reminder(incident, name, words)
    scope = Scope.EVERYONE if incident.scope is Scope.EVERYONE else Scope.UNCLEAR
    if incident.status is Status.PARTIAL_OUTAGE:
        return words(_PARTLY[scope], name=name)
    return words(_TITLES[notification.kind, scope], name=name)


def _reminder(incident: Incident, name: str, words: Words) -> str:
    if incident.status is Status.DEGRADED:
        return words("{name} is still degraded", name=name)
    return words("{name} is still down", name=name)


def _body(notification: Notification, incident: Incident, words: Words) -> str:
    if notification.kind is NotificationKind.RECOVERED:
        return _back(notification, incident, words)
    if notification.kind is NotificationKind.REMINDER:
        start = words.when(incident.started_at, notification.created_at)
        lasted = words.duration(incident.duration(notification.created_at))
        return words("Since {start}, for {duration} now.", start=start, duration=lasted)
    return _why(notification, incident, words)


def _why(notification: Notification, incident: Incident, words: Words) -> str:
    if notification.kind is NotificationKind.ONLY_YOU:
        clause = words.only_you(incident.reasons)
        return _stop(sentence_case(clause), words) if clause else _main(incident, words)
    sentences = [_main(incident, words)]
    if notification.official is Status.OPERATIONAL:
        sentences.append(words("Status page still says all is well."))
    told = _find(incident, Rule.OFFICIAL_TROUBLE)
    if told is not None:
        sentences.append(_stop(words.reason(told), words))
    return " ".join(dict.fromkeys(filter(None, sentences)))


def _main(incident: Incident, words: Words) -> str:
    """Return the most telling reason as a sentence; empty when only the status page told."""
    for because in incident.reasons:
        if because.rule is Rule.SLOW:
            return _stop(words.reason(because), words)
        if because.rule in _TELLING:
            reason = failure_of(because) or Reason.HTTP_STATUS
            return _stop(sentence_case(words.failure(reason)), words)
    return ""


def _stop(sentence: str, words: Words) -> str:
    return words("{sentence}.", sentence=sentence)


def _back(notification: Notification, incident: Incident, words: Words) -> str:
    if incident.resolved_at is None:
        return ""
    message = mark("Down from {start} to {end}.")
    if incident.peak_status is Status.DEGRADED:
        message = mark("Degraded from {start} to {end}.")
    start = words.when(incident.started_at, incident.resolved_at)
    lasted = words(message, start=start, end=words.clock_time(incident.resolved_at))
    return " ".join(filter(None, [lasted, _page_said(notification, incident, words)]))


def _page_said(notification: Notification, incident: Incident, words: Words) -> str:
    """Return what the status page said of an outage that is over; empty where it is not known."""
    if incident.scope is Scope.JUST_YOU:
        return ""
    if notification.official_at is None:
        can_be_read = notification.official not in (None, Status.UNKNOWN)
        return words("The status page never said a word.") if can_be_read else ""
    late = notification.official_at - incident.started_at
    if abs(late) <= AT_ONCE:
        return words("The status page said so at once.")
    duration = words.duration(abs(late) / timedelta(seconds=1))
    if late < timedelta(0):
        return words("The status page had said so {duration} before.", duration=duration)
    return words("The status page said so {duration} later.", duration=duration)


def _actions(notification: Notification, words: Words) -> tuple[tuple[ToastAction, str], ...]:
    kind = notification.kind
    details = (ToastAction.DETAILS, words("Details"))
    page = (ToastAction.PAGE, words("Status"))
    mutes = (
        (ToastAction.MUTE, words("Mute 1 h")),
        (ToastAction.MUTE_UNTIL_BACK, words("Mute")),
    )
    if kind in _SEVERAL:
        lasts = any(part.is_open for part in notification.parts)
        return (*mutes, details) if lasts else (details,)
    if kind is NotificationKind.RECOVERED:
        return (details,)
    if kind in _OF_OUTAGE or notification.incident is not None:
        return (page, *mutes, details)
    return (page,) if notification.notice is not None else ()


def _find(incident: Incident, rule: Rule) -> Because | None:
    return next((because for because in incident.reasons if because.rule is rule), None)
