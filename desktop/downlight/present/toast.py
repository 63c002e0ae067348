"""A notification in words: title, body and buttons, plain text, short enough for any desktop."""

from dataclasses import dataclass
from enum import StrEnum

from downlight.domain.incident import Incident
from downlight.domain.notify import Notification, NotificationKind
from downlight.domain.status import Reason, Scope, Status
from downlight.domain.text import clean
from downlight.domain.verdict import Because, Rule
from downlight.present.platform import Lamp
from downlight.present.reasons import failure_of, sentence_case
from downlight.present.words import Words, mark

TITLE = 80
"""Characters of a title at most."""
BODY = 240
"""Characters of a body at most."""
NAME = 40
"""Characters of a platform's name at most, so that the title keeps its verb."""


class Urgency(StrEnum):
    """How much a desktop should make of it; LOW is shown without a pop-up by some."""

    LOW = "low"
    NORMAL = "normal"


class ToastAction(StrEnum):
    """What the user can do with a notification; the values are those of a `Click`."""

    DETAILS = "details"
    PAGE = "page"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class Toast:
    """A notification as a desktop shows it. No markup in it."""

    title: str
    body: str
    urgency: Urgency
    actions: tuple[tuple[ToastAction, str], ...]
    """Buttons in order, with labels of at most eight letters: desktops cut longer ones."""
    lamp: Lamp
    """The drawing beside it."""


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
}
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
    recovered = kind is NotificationKind.RECOVERED
    body = _body(notification, words)
    return Toast(
        title=clean(_title(notification, words), TITLE),
        body=clean(body, BODY),
        urgency=Urgency.LOW if kind is NotificationKind.DEGRADED else Urgency.NORMAL,
        actions=_actions(words, recovered=recovered),
        lamp=_LAMPS[kind],
    )


def _body(notification: Notification, words: Words) -> str:
    incident = notification.incident
    if incident is None:
        return ""
    if notification.kind is NotificationKind.RECOVERED:
        return _back(incident, words)
    return _why(notification, incident, words)


def _title(notification: Notification, words: Words) -> str:
    incident = notification.incident
    name = clean(notification.name, NAME)
    if incident is None:
        return name
    if notification.kind is NotificationKind.RECOVERED:
        lasted = incident.duration(notification.created_at)
        return words("{name} is back after {duration}", name=name, duration=words.duration(lasted))
    if notification.kind is NotificationKind.ONLY_YOU:
        return words("{name}: only you", name=name)
    scope = Scope.EVERYONE if incident.scope is Scope.EVERYONE else Scope.UNCLEAR
    if incident.status is Status.PARTIAL_OUTAGE:
        return words(_PARTLY[scope], name=name)
    return words(_TITLES[notification.kind, scope], name=name)


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


def _back(incident: Incident, words: Words) -> str:
    if incident.resolved_at is None:
        return ""
    message = mark("Down from {start} to {end}.")
    if incident.peak_status is Status.DEGRADED:
        message = mark("Degraded from {start} to {end}.")
    start = words.when(incident.started_at, incident.resolved_at)
    return words(message, start=start, end=words.clock_time(incident.resolved_at))


def _actions(words: Words, *, recovered: bool) -> tuple[tuple[ToastAction, str], ...]:
    details = (ToastAction.DETAILS, words("Details"))
    if recovered:
        return (details,)
    page = (ToastAction.PAGE, words("Status"))
    return page, details, (ToastAction.MUTE, words("Mute 1 h"))


def _find(incident: Incident, rule: Rule) -> Because | None:
    return next((because for because in incident.reasons if because.rule is rule), None)
