"""How fast anybody could be: the theory's limit for each kind of outage.

Three parts, added up as (first) + max(evidence, hiccup) + (time of the answer):

* first: the wait for the first look that can show it. With one look every T seconds at a random
  phase and a share q of looks spoilt, T/2 + T (1-q)/q; with m colleagues, each with a phase of
  its own, about T/(m+2) + T (1-q)/(q (m+1)).
* evidence: Lorden (Ann. Math. Stat. 42, 1971): no rule whose false alarms are gamma looks apart has
  a mean worst delay below log(gamma) / KL(f1 || f0) looks; the follow-up looks are d seconds apart
  at the least if they are to be independent. KL is Kullback's divergence of what looks show in
  trouble (f1) from what they show in health (f0), in nats.
* hiccup: of glitches that last uniformly b to B seconds, lambda a month, a look every T seconds
  meets one whose rest is longer than x with (B - x)^2 / (2 T (B - b)) of them. To keep false alarms
  below F a month one must wait x = B - sqrt(2 T (B - b) F / lambda), whatever the rule: an outage
  *is* a hiccup until then. Colleagues who fail too leave the share of glitches that they share.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.detection.climate import Climate
from benchmarks.detection.troubles import Kind

AWAKE = 0.62
"""Share of the time that the machine of the world is awake."""
FALSE_ALARMS = 0.1
"""Per platform and month: what the bound is computed for."""
APART = 5.0
"""Seconds between two looks that are independent: noise is shared for so long."""
ANSWER = 0.3
_GLITCH_LEAST = 4.0
_SHARED_GLITCHES = 0.3
_MEAN_NOISE = math.exp(0.7**2 / 2.0)
"""Mean of a log-normal with spread 0.7, in medians."""
_PATIENCE = 4.0
"""Seconds after which a look is given up."""

Shares = Mapping[str, float]

_NOISE: Shares = {"timeout": 0.45, "reset": 0.2, "dns": 0.15, "5xx": 0.2}
_TRACES = {"refused": 0.02, "tls": 0.01, "error": 0.02}
"""Shares of kinds of failures that noise of the world never gives, and reality seldom."""
_SHOWN: Mapping[Kind, tuple[float, Shares, float]] = {
    Kind.DEAD: (0.97, {"timeout": 0.45, "refused": 0.25, "reset": 0.1, "5xx": 0.2}, 2.0),
    Kind.ERRORS: (0.65, {"5xx": 1.0}, ANSWER),
    Kind.ERROR_PAGE: (0.85, {"error": 1.0}, ANSWER),
    Kind.SLUGGISH: (0.85, {"slow": 0.6, "timeout": 0.4}, _PATIENCE),
    Kind.CERTIFICATE: (0.97, {"tls": 1.0}, ANSWER),
    Kind.PROVIDER: (0.77, {"timeout": 0.3, "5xx": 0.7}, 1.4),
    Kind.ROUTE: (0.97, {"timeout": 0.7, "refused": 0.3}, 3.0),
}
"""Share of spoilt looks, what those show, and mean seconds until it is known: see `world.py`."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Seconds of mean delay that no rule can beat, and what they are made of."""

    nats: float
    """KL divergence per look."""
    looks: float
    """Looks that the evidence takes, the first included."""
    alone: float
    together: float
    """With three colleagues online."""


def bounds(climate: Climate, interval: float) -> Mapping[Kind, Bound]:
    """Return the bound of each kind that looks can show, for a base interval in seconds."""
    health = _health(climate)
    h = math.log(86_400.0 * 30.0 * AWAKE / interval / FALSE_ALARMS)
    alone, together = (_hiccup(climate, interval, share) for share in (1.0, _SHARED_GLITCHES))
    made = {}
    for kind, (q, shown, latency) in _SHOWN.items():
        nats = _divergence(_trouble(health, q, shown), health)
        looks = max(1.0, h / nats)
        evidence = (looks - 1.0) * APART
        rest = interval * (1.0 - q) / q
        made[kind] = Bound(
            nats,
            looks,
            interval / 2.0 + rest + max(evidence, alone) + latency,
            interval / 5.0 + rest / 4.0 + max(evidence, together) + latency,
        )
    return made


def _health(climate: Climate) -> dict[str, float]:
    noise = climate.noise * _MEAN_NOISE
    shown = {kind: noise * share for kind, share in (*_NOISE.items(), *_TRACES.items())}
    shown["slow"] = climate.late
    shown["ok"] = 1.0 - sum(shown.values())
    return shown


def _trouble(health: Mapping[str, float], q: float, shown: Shares) -> dict[str, float]:
    return {kind: (1.0 - q) * usual + q * shown.get(kind, 0.0) for kind, usual in health.items()}


def _divergence(of: Shares, against: Shares) -> float:
    return sum(p * math.log(p / against[kind]) for kind, p in of.items() if p > 0.0)


def _hiccup(climate: Climate, interval: float, share: float) -> float:
    most, rate = climate.glitch_most, climate.glitch * AWAKE * share * 0.85
    spread = 2.0 * interval * (most - _GLITCH_LEAST) * FALSE_ALARMS / rate if rate else math.inf
    return max(0.0, most - math.sqrt(spread))
