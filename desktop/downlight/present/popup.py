"""The status popup as data: a row per favourite, the worst first, and what a search would add."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from downlight.domain.snapshot import PlatformState
from downlight.domain.status import Status
from downlight.present.picker import Choice
from downlight.present.platform import PlatformView, platform_view, sign_of
from downlight.present.words import Words

OFFERED = 8
"""Platforms of the catalogue offered below the favourites that a search finds."""


@dataclass(frozen=True, slots=True)
class PopupRow:
    """One favourite as the popup shows it."""

    view: PlatformView
    sign: Status
    """The status whose sign is drawn."""
    sentence: str
    """How it is, and whether it is muted."""
    latencies: tuple[float, ...]
    """Seconds, the newest last."""


def popup_row(state: PlatformState, words: Words, now: datetime) -> PopupRow:
    """Return how `state` is shown at `now`."""
    view = platform_view(state, words, now)
    sentence = view.sentence
    if view.muted:
        sentence = words("{sentence} (muted)", sentence=sentence)
    return PopupRow(view, sign_of(state), sentence, state.latencies)


def spoken(row: PopupRow, words: Words) -> str:
    """Return a whole row for those who hear it, its chart included."""
    line = words("{platform}: {sentence}", platform=row.view.name, sentence=row.sentence)
    if not row.view.checked:
        return line
    if not row.latencies:
        return words("{line}, checked {ago}", line=line, ago=row.view.checked)
    return words(
        "{line}, answered in {latency}, checked {ago}",
        line=line,
        latency=words.latency(row.latencies[-1]),
        ago=row.view.checked,
    )


def found(states: Sequence[PlatformState], text: str) -> list[PlatformState]:
    """Return the favourites whose name, alias or host has all words of `text`, in their order."""
    wanted = text.casefold().split()
    if not wanted:
        return list(states)
    return [state for state in states if all(word in _searched(state) for word in wanted)]


def _searched(state: PlatformState) -> str:
    platform = state.platform
    host = urlsplit(platform.homepage).hostname or ""
    return " ".join((platform.name, *platform.aliases, platform.id, host)).casefold()


def offer_name(choice: Choice, words: Words) -> str:
    """Return what the row of something that is not watched yet says."""
    if choice.favourite.url is not None:
        return words("Watch {name}", name=choice.detail)
    return words("Watch {name}", name=choice.name)


def offer_spoken(choice: Choice, words: Words) -> str:
    """Return the row for those who hear it."""
    if choice.favourite.url is not None or not choice.detail:
        return offer_name(choice, words)
    return words("Watch {name}, {host}", name=choice.name, host=choice.detail)
