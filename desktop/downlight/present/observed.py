"""One look in words: what the platform or its status page gave, in the reader's language."""

from downlight.domain.incident import TimelineEntry
from downlight.domain.status import Reason, Source
from downlight.present.reasons import TELLING, sentence_case
from downlight.present.words import Words, mark

_SOURCES = {
    Source.PROBE: mark("Own check"),
    Source.OFFICIAL: mark("Status page"),
    Source.PEER: mark("Colleague"),
    Source.CROWD: mark("Complaints"),
    Source.CANARY: mark("Control site"),
}


def source_name(words: Words, source: Source) -> str:
    """Return who saw or said something: "Own check"."""
    return words(_SOURCES[source])


def observed(words: Words, entry: TimelineEntry) -> str:
    """Return what was seen, from the entry's fields; its text only where it says more."""
    if entry.source is Source.OFFICIAL:
        return _official(words, entry)
    reason = entry.reason
    if reason is Reason.CONTENT:
        return _content(words, entry)
    if reason in (Reason.OK, Reason.SLOW, Reason.HTTP_STATUS, Reason.BLOCKED):
        return _answered(words, entry)
    told = sentence_case(words.failure(reason)) if reason is not None else ""
    if entry.text and (reason is None or reason in TELLING):
        return (
            words("{sentence}: {detail}", sentence=told, detail=entry.text) if told else entry.text
        )
    return told


def _answered(words: Words, entry: TimelineEntry) -> str:
    if entry.http_status is None:
        return sentence_case(words.failure(entry.reason or Reason.OK))
    if entry.latency is None:
        return words("Answered {code}", code=entry.http_status)
    latency = words.latency(entry.latency)
    return words("Answered {code} in {latency}", code=entry.http_status, latency=latency)


def _content(words: Words, entry: TimelineEntry) -> str:
    if entry.matched is None:
        return entry.text or words("Pages load without the text that belongs there")
    return words("The page says “{text}”", text=entry.matched)


def _official(words: Words, entry: TimelineEntry) -> str:
    if entry.reason is not Reason.OK:
        failure = words.failure(entry.reason or Reason.MALFORMED)
        return words("Status page cannot be read: {failure}", failure=failure)
    if entry.text:
        return words("Status page says: “{title}”", title=entry.text)
    if entry.status is None:
        return words("Status page cannot be read")
    return words("Status page says: {status}", status=words.status(entry.status))
