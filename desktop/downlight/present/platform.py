"""One platform as a face shows it: its lamp, its sentence, its reasons and its place in a list."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from downlight.domain.snapshot import PlatformState
from downlight.domain.status import Phase, Status
from downlight.domain.verdict import Rule
from downlight.present.words import Words


class Lamp(StrEnum):
    """The lamps of the traffic light; the values name the drawings in resources/icons."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"


_URGENCY = {Lamp.RED: 0, Lamp.AMBER: 1, Lamp.GREY: 2, Lamp.GREEN: 3}


@dataclass(frozen=True, slots=True)
class PlatformView:
    """All that is shown of one platform."""

    id: str
    name: str
    lamp: Lamp
    sentence: str
    """How it is, without its name: "Down for everyone for 6 min"."""
    reasons: tuple[str, ...]
    """Why we say so, the most telling first."""
    checked: str
    """When it was last looked at: "20 s ago"; empty before the first look."""
    muted: bool
    page: str
    """The web page to open for it: its status page, else its home page."""
    incident_id: int | None
    line: str
    """The name and the sentence in one line, as a screen reader should say it."""


def platform_view(state: PlatformState, words: Words, now: datetime) -> PlatformView:
    """Return how `state` is shown at `now`."""
    sentence = words.sentence(state, now)
    return PlatformView(
        id=state.platform.id,
        name=state.platform.name,
        lamp=lamp_of(state),
        sentence=sentence,
        reasons=tuple(words.reason(because) for because in state.verdict.reasons),
        checked=words.ago(state.last_check_at, now) if state.last_check_at else "",
        muted=is_muted(state, now),
        page=state.platform.status_page or state.platform.homepage,
        incident_id=state.incident_id,
        line=words("{platform}: {sentence}", platform=state.platform.name, sentence=sentence),
    )


def lamp_of(state: PlatformState) -> Lamp:
    """Return the lamp of one platform: red only for an outage that is confirmed."""
    verdict = state.verdict
    if verdict.phase is Phase.STARTING:
        return Lamp.GREY
    if verdict.phase in (Phase.SUSPECTED, Phase.RECOVERING):
        return Lamp.AMBER
    if verdict.status in (Status.PARTIAL_OUTAGE, Status.MAJOR_OUTAGE):
        return Lamp.RED
    if verdict.status is Status.DEGRADED:
        return Lamp.AMBER
    return Lamp.GREY if verdict.status is Status.UNKNOWN else Lamp.GREEN


def sign_of(state: PlatformState) -> Status:
    """Return the status whose sign stands for a platform: what is only suspected is doubtful."""
    phase = state.verdict.phase
    if phase is Phase.STARTING:
        return Status.UNKNOWN
    doubtful = phase in (Phase.SUSPECTED, Phase.RECOVERING)
    return Status.DEGRADED if doubtful else state.verdict.status


def is_muted(state: PlatformState, now: datetime) -> bool:
    """Whether the user wants to hear nothing of it at `now`."""
    return state.muted_until is not None and now < state.muted_until


def is_local(state: PlatformState) -> bool:
    """Whether it is on this machine's own network, so that being offline says nothing of it."""
    return any(because.rule is Rule.LOCAL_TARGET for because in state.verdict.reasons)


def worst_first(states: tuple[PlatformState, ...], now: datetime) -> list[PlatformState]:
    """Return the platforms by urgency, muted ones last, else in the user's own order."""

    def urgency(state: PlatformState) -> tuple[bool, int, int]:
        return is_muted(state, now), _URGENCY[lamp_of(state)], -state.verdict.status.severity

    return sorted(states, key=urgency)


def worst_lamp(states: list[PlatformState]) -> Lamp:
    """Return the lamp that speaks for all; grey only when nothing is known of any."""
    lamps = {lamp_of(state) for state in states}
    return next((lamp for lamp in (Lamp.RED, Lamp.AMBER, Lamp.GREEN) if lamp in lamps), Lamp.GREY)
