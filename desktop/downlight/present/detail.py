"""One platform in full: its verdict with all that moved it, its parts, what its provider says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from downlight.domain.incident import entry_of
from downlight.domain.model import Component
from downlight.domain.observation import Observation
from downlight.domain.snapshot import PlatformState
from downlight.domain.status import Source, Status
from downlight.domain.verdict import Because, Rule
from downlight.present.incident_view import Announcement, announcement
from downlight.present.observed import observed, source_name
from downlight.present.platform import PlatformView, platform_view, sign_of
from downlight.present.words import Words, mark

FULL = 8.0
"""Natural log-odds that fill a bar: by then hardly a doubt is left."""
_LITTLE, _MUCH = 1.0, 3.0
"""Natural log-odds from which on a reason counts for something, and for much."""
_OFFICIAL = frozenset(
    {
        Rule.OFFICIAL_TROUBLE,
        Rule.OFFICIAL_FINE,
        Rule.OFFICIAL_UNKNOWN,
        Rule.MAINTENANCE,
    }
)
_PROBE = frozenset(
    {
        Rule.PROBE_OK,
        Rule.PROBE_FAILED,
        Rule.CONTENT_REJECTED,
        Rule.CONTENT_MISSING,
        Rule.CONTENT_STRANGE,
        Rule.SLOW,
        Rule.BLOCKED,
        Rule.CERTIFICATE,
    }
)
_SOURCES = {
    **dict.fromkeys(_OFFICIAL, Source.OFFICIAL),
    **dict.fromkeys(_PROBE, Source.PROBE),
    Rule.PEERS: Source.PEER,
    Rule.CROWD: Source.CROWD,
}
_WEIGHTS = (
    (_MUCH, mark("speaks strongly for trouble")),
    (_LITTLE, mark("speaks for trouble")),
    (0.0, mark("speaks a little for trouble")),
    (-_LITTLE, mark("speaks a little against trouble")),
    (-_MUCH, mark("speaks against trouble")),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """One piece of evidence under a verdict."""

    text: str
    """What it said, in one sentence."""
    source: str
    """Who said it; empty for what we conclude ourselves."""
    when: str
    """When, empty where that is the moment of the verdict."""
    weighs: str
    """How much it moved the verdict; empty where it only explains."""
    share: float
    """The same as a share of a bar: from -1, wholly against trouble, to 1, wholly for it."""

    @property
    def below(self) -> str:
        """The fainter line below the sentence."""
        return " · ".join(filter(None, (self.source, self.when, self.weighs)))


@dataclass(frozen=True, slots=True)
class Look:
    """The newest look of one kind."""

    when: str
    said: str
    source: str
    status: Status


@dataclass(frozen=True, slots=True)
class PartRow:
    """A component as its provider names it."""

    name: str
    below: str
    """How it is and where, and whether it counts for the light."""
    status: Status


@dataclass(frozen=True, slots=True)
class PartGroup:
    """Components that their provider groups; an empty title for those it does not."""

    title: str
    rows: tuple[PartRow, ...]


@dataclass(frozen=True, slots=True)
class DetailView:
    """All that is told of a platform but its past."""

    view: PlatformView
    sign: Status
    headline: str
    """How it is, and whether it is muted."""
    checked: str
    """When it was last looked at and how sure the verdict is."""
    grounds: tuple[Ground, ...]
    looks: tuple[Look, ...]
    parts: tuple[PartGroup, ...]
    announcements: tuple[Announcement, ...]


def detail_view(state: PlatformState, words: Words, now: datetime) -> DetailView:
    """Return how `state` reads in full at `now` (UTC)."""
    view = platform_view(state, words, now)
    headline = view.sentence
    if view.muted:
        headline = words("{sentence} (muted)", sentence=headline)
    return DetailView(
        view=view,
        sign=sign_of(state),
        headline=headline,
        checked=_checked(state, view, words),
        grounds=tuple(_grounds(state, words, now)),
        looks=tuple(_looks(state.observations, words, now)),
        parts=tuple(_groups(state.components, words)),
        announcements=tuple(
            announcement(words, notice)
            for seen in state.observations
            if seen.source is Source.OFFICIAL
            for notice in seen.notices
        ),
    )


def _checked(state: PlatformState, view: PlatformView, words: Words) -> str:
    if not view.checked:
        return ""
    if state.verdict.status is Status.UNKNOWN:
        return words("Checked {ago}", ago=view.checked)
    sure = int(min(state.verdict.confidence, 0.99) * 100)
    return words("Checked {ago}, {sure} sure", ago=view.checked, sure=f"{sure} %")


def _grounds(state: PlatformState, words: Words, now: datetime) -> Iterable[Ground]:
    for because in state.verdict.reasons:
        source = _SOURCES.get(because.rule)
        seen = _newest(state.observations, source)
        yield Ground(
            text=words.reason(because),
            source=source_name(words, source) if source else "",
            when=words.ago(seen.observed_at, now) if seen else "",
            weighs=_weighs(words, because),
            share=max(-1.0, min(1.0, because.weight / FULL)),
        )


def _newest(observations: Sequence[Observation], source: Source | None) -> Observation | None:
    own = [seen for seen in observations if seen.source is source]
    return max(own, key=lambda seen: seen.observed_at, default=None)


def _weighs(words: Words, because: Because) -> str:
    if not because.weight:
        return ""
    for least, message in _WEIGHTS:
        if because.weight > least:
            return words(message)
    return words("speaks strongly against trouble")


def _looks(observations: Iterable[Observation], words: Words, now: datetime) -> Iterable[Look]:
    order = list(Source)
    for seen in sorted(observations, key=lambda seen: (order.index(seen.source), seen.check_id)):
        yield Look(
            when=words.ago(seen.observed_at, now),
            said=observed(words, entry_of(seen)),
            source=source_name(words, seen.source),
            status=seen.status,
        )


def _groups(components: Iterable[Component], words: Words) -> Iterable[PartGroup]:
    groups: dict[str, list[PartRow]] = {}
    for component in components:
        groups.setdefault(component.group or "", []).append(_part(component, words))
    for title, rows in groups.items():
        yield PartGroup(title, tuple(rows))


def _part(component: Component, words: Words) -> PartRow:
    told = [words.status(component.status)]
    if component.region:
        told.append(component.region)
    if not component.watched:
        told.append(words("does not count for the light"))
    return PartRow(component.name, " · ".join(told), component.status)
