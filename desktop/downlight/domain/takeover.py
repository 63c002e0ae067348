"""Platforms from one person to another: what is handed on, and what taking over would change."""

from dataclasses import dataclass

from downlight.domain.settings import Problem


@dataclass(frozen=True, slots=True)
class Shared:
    """A platform as a link; or why it cannot be one."""

    link: str = ""
    trouble: str = ""
    """A sentence to be said."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact about a platform that becomes another; empty: there is none."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlatformChange:
    """What becomes of one platform."""

    id: str
    name: str
    is_new: bool
    facts: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What taking over would change in the user's own platforms."""

    changes: tuple[PlatformChange, ...] = ()
    same: tuple[str, ...] = ()
    """Names of platforms that are known like this already."""
    problems: tuple[Problem, ...] = ()
    trouble: str = ""
    """Why nothing can be taken over, a sentence to be said; else empty."""
