"""One incident as a paragraph for a chat: what, whom, when, how long, and who said so."""

from datetime import datetime

from downlight.domain.incident import Incident
from downlight.domain.lateness import is_official, official_delay
from downlight.present.history import state
from downlight.present.words import Words


def paragraph(words: Words, incident: Incident, now: datetime) -> str:
    """Return the incident in two to five sentences, without markup."""
    return " ".join(part for part in _sentences(words, incident, now) if part)


def _sentences(words: Words, incident: Incident, now: datetime) -> tuple[str, ...]:
    return (
        _happened(words, incident, now),
        _why(words, incident),
        _page(words, incident),
        words("Note: {note}", note=incident.note) if incident.note else "",
        words("Seen by Downlight."),
    )


def _happened(words: Words, incident: Incident, now: datetime) -> str:
    facts = {
        "platform": incident.platform_name,
        "state": state(words, incident.peak_status, incident.scope),
        "started": words.date_time(incident.started_at),
        "lasted": words.duration(incident.duration(now)),
    }
    if incident.resolved_at is None:
        return words("{platform}: {state} since {started}, not over after {lasted}.", **facts)
    facts["ended"] = words.date_time(incident.resolved_at)
    return words("{platform}: {state} from {started} to {ended} ({lasted}).", **facts)


def _why(words: Words, incident: Incident) -> str:
    if not incident.reasons:
        return ""
    return words("Why: {reason}.", reason=words.reason(incident.reasons[0]))


def _page(words: Words, incident: Incident) -> str:
    if not any(map(is_official, incident.timeline)):
        return ""
    delay = official_delay(incident)
    if delay is None:
        return words("Its status page said all was well throughout.")
    if delay.total_seconds() < 60:
        return words("Its status page told of it at once.")
    return words(
        "Its status page told of it {duration} later.",
        duration=words.duration(delay.total_seconds()),
    )
