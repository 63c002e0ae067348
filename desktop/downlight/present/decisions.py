"""A decision to speak or to be silent in words: what was shown, and why the rest was not."""

from downlight.domain.history import DecisionRow
from downlight.domain.notify import NotificationKind, NotifyReason, Outcome
from downlight.present.words import Words, mark

REASONS = {
    NotifyReason.FIRST: mark("Shown: it went down"),
    NotifyReason.WORSE: mark("Shown: it became worse"),
    NotifyReason.BETTER: mark("Shown: it became better"),
    NotifyReason.SCOPE: mark("Shown: it is known better who is affected"),
    NotifyReason.RESOLVED: mark("Shown: it is back"),
    NotifyReason.REMINDER: mark("Shown: a reminder, it is still down"),
    NotifyReason.ANNOUNCED: mark("Shown: the provider announced it"),
    NotifyReason.EXPIRING: mark("Shown: the certificate is about to expire"),
    NotifyReason.CONNECTION: mark("Shown: this computer's own connection"),
    NotifyReason.GATHERED: mark("Shown: several at once"),
    NotifyReason.HELD_QUIET_HOURS: mark("Shown after the quiet hours"),
    NotifyReason.SUPPRESSED_KIND_OFF: mark("Not shown: news of this kind is switched off"),
    NotifyReason.SUPPRESSED_MUTED: mark("Not shown: the platform was muted"),
    NotifyReason.SUPPRESSED_PAUSED: mark("Not shown: everything was paused"),
    NotifyReason.SUPPRESSED_NOT_TOLD: mark("Not shown: its beginning was not shown either"),
    NotifyReason.SUPPRESSED_MINOR: mark("Not shown: too small a change for another bubble"),
    NotifyReason.SUPPRESSED_QUIET_HOURS: mark("Not shown: quiet hours"),
}
"""A sentence for each reason, without a full stop."""

_OUTCOMES = {
    Outcome.GROUPED: mark("Shown together with others on the same network"),
    Outcome.SUMMARY: mark("Shown in a summary: three notifications in a minute are enough"),
    Outcome.SUPERSEDED: mark("Not shown: newer news of the same took its place"),
    Outcome.STALE: mark("Not shown: too old by the time it could be"),
}

KINDS = {
    NotificationKind.DOWN: mark("Down"),
    NotificationKind.DEGRADED: mark("Degraded"),
    NotificationKind.ONLY_YOU: mark("Only you"),
    NotificationKind.RECOVERED: mark("Back"),
    NotificationKind.REMINDER: mark("Reminder"),
    NotificationKind.OFFICIAL: mark("Status page"),
    NotificationKind.MAINTENANCE_AHEAD: mark("Maintenance ahead"),
    NotificationKind.MAINTENANCE_BEGUN: mark("Maintenance begun"),
    NotificationKind.CERTIFICATE: mark("Certificate"),
    NotificationKind.OFFLINE: mark("Offline"),
    NotificationKind.ONLINE: mark("Online"),
    NotificationKind.TOGETHER: mark("Several"),
    NotificationKind.DIGEST: mark("Digest"),
}
"""What a decision is about, in a word or two."""


_CHANGES = frozenset(
    {
        NotificationKind.DOWN,
        NotificationKind.DEGRADED,
        NotificationKind.ONLY_YOU,
        NotificationKind.RECOVERED,
    }
)
"""Kinds that the reason names already."""


def told(words: Words, row: DecisionRow) -> str:
    """Return what became of a decision: "Not shown: quiet hours until 07:00"."""
    said = _outcome(words, row)
    if row.about is None or row.about in _CHANGES:
        return said
    return words("{kind}. {decision}", kind=words(KINDS[row.about]), decision=said)


def _outcome(words: Words, row: DecisionRow) -> str:
    if row.kind is None:
        return words(REASONS[row.reason])
    if row.outcome in _OUTCOMES:
        return words(_OUTCOMES[row.outcome])
    if row.held_until is not None:
        return _held(words, row)
    if row.shown_at is None:
        return words("Not shown: there was nobody to show it")
    return words(REASONS[row.reason])


def _held(words: Words, row: DecisionRow) -> str:
    if row.shown_at is not None:
        at = words.clock_time(row.shown_at)
        return words("Not shown: quiet hours; told in the digest at {time}", time=at)
    until = words.clock_time(row.held_until or row.decided_at)
    return words("Not shown: quiet hours until {time}", time=until)
