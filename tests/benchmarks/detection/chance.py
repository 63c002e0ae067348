"""Chance that depends on place and time alone: who asks, and in what order, changes no answer."""

import math
import struct
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from random import Random

MONTH = 30 * 86_400.0
"""Seconds: rates are given for this long."""


class Dice:
    """Numbers from 0 to 1 that are a hash of the seed, a purpose, a place and a time."""

    def __init__(self, seed: int) -> None:
        self._key = struct.pack("<q", seed)

    def roll(self, purpose: int, place: int, moment: int) -> float:
        """Return the number for this purpose, place and moment."""
        told = struct.pack("<iqq", purpose, place, moment)
        digest = blake2b(told, digest_size=8, key=self._key).digest()
        return int.from_bytes(digest, "little") / 2.0**64


def times(chance: Random, per_month: float, end: float) -> Iterator[float]:
    """Yield the seconds, up to `end`, at which something happens `per_month` times on average."""
    t = 0.0
    while per_month > 0.0:
        t += chance.expovariate(per_month / MONTH)
        if t >= end:
            return
        yield t


def around(chance: Random, median: float, spread: float, least: float, most: float) -> float:
    """Return a log-normal number, kept within bounds."""
    return min(most, max(least, median * math.exp(chance.gauss(0.0, spread))))


def by_quantiles(chance: Random, known: Sequence[tuple[float, float]]) -> float:
    """Return a number whose quantiles are `known`: (share below, value), between them on a log."""
    u = chance.random()
    for (below, low), (above, high) in pairwise(known):
        if u <= above:
            return low * math.pow(high / low, (u - below) / (above - below))
    return known[-1][1]


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of `values` lie; NaN where there are none."""
    if not values:
        return math.nan
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
