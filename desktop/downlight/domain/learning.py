"""What a healthy page looks like, learned from several visits: traits, never contents."""

import math
from collections import Counter
from collections.abc import Sequence

ENOUGH = 6
"""Healthy visits before anything can look strange."""
MEMORY = 48
"""Healthy visits that are remembered."""
APART = 1800.0
"""Seconds between two visits that are remembered, after the first ones: a day in all."""
STEADY = 0.85
"""Share of the remembered visits that must agree on a trait for a deviation to count."""
TOGETHER = 2
"""Kinds of traits that must deviate at once: titles change, and so do lengths, but rarely both."""
YOUNG = 108_000.0
"""Seconds of acquaintance below which tomorrow's page is not known yet: many change every day, the
title and a little of the length. Until then a length must be very different to count."""
_VERY = 2
"""Bands of length: an error page is many times shorter than what it stands for."""
ACCEPTED = 5400.0
"""Seconds of strange visits alone after which the page may look so as well: nine in ten outages
are over after 37 minutes, a redesign stays."""


class Look:
    """The look of one platform's healthy page. Times are seconds since the epoch."""

    __slots__ = ("_counts", "_first_at", "_learned_at", "_strange_since", "_visits")

    def __init__(self) -> None:
        self._visits: list[tuple[str, ...]] = []
        self._counts: dict[str, Counter[str]] = {}
        self._first_at = math.inf
        self._learned_at = -math.inf
        self._strange_since = math.inf

    def learn(self, traits: Sequence[str], t: float) -> None:
        """Take in the traits ("kind:value") of a visit to the healthy page."""
        self._strange_since = math.inf
        if not traits or (len(self._visits) >= ENOUGH and t - self._learned_at < APART):
            return
        self._first_at, self._learned_at = min(self._first_at, t), t
        self._keep(traits)

    def _keep(self, traits: Sequence[str]) -> None:
        self._visits.append(tuple(traits))
        for trait in traits:
            self._counts.setdefault(_kind(trait), Counter())[trait] += 1
        if len(self._visits) > MEMORY:
            for trait in self._visits.pop(0):
                self._counts[_kind(trait)][trait] -= 1

    def is_strange(self, traits: Sequence[str], t: float) -> bool:
        """Whether a page is another one than usual; gives in after a while.

        What it looked like before stays known, so that it may look so again.
        """
        if len(self.deviating(traits)) < TOGETHER:
            return False
        self._strange_since = min(self._strange_since, t)
        if t - self._strange_since < ACCEPTED:
            return True
        self._keep(traits)
        return False

    def deviating(self, traits: Sequence[str]) -> tuple[str, ...]:
        """Return the kinds of traits that differ from what is steady."""
        if len(self._visits) < ENOUGH:
            return ()
        return tuple(_kind(trait) for trait in traits if self._deviates(trait))

    def _deviates(self, trait: str) -> bool:
        known = self._counts.get(_kind(trait))
        if known is None or known[trait] > 0:
            return False
        total = sum(known.values())
        if total < ENOUGH or known.most_common(1)[0][1] < STEADY * total:
            return False
        young = self._learned_at - self._first_at < YOUNG
        return not (young and any(_is_near(trait, other) for other in known if known[other] > 0))


def _is_near(trait: str, other: str) -> bool:
    """Whether two traits are lengths of about the same band."""
    kind, _, one = trait.partition(":")
    band = other.partition(":")[2]
    numbers = kind == "length" and one.isdecimal() and band.isdecimal()
    return numbers and abs(int(one) - int(band)) < _VERY


def _kind(trait: str) -> str:
    return trait.partition(":")[0]
