"""How likely each kind of answer is in each condition of a platform: one table, with sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from downlight.domain.observation import Observation
from downlight.domain.status import NETWORK_REASONS, Reason, Status


class Kind(StrEnum):
    """What one look at a platform amounts to."""

    OK = "ok"
    SLOW = "slow"
    SERVER_ERROR = "server_error"  # it says itself that it is broken (HTTP 5xx)
    UNAVAILABLE = "unavailable"  # it says that it is overloaded or worked on (HTTP 503)
    ERROR_TEXT = "error_text"  # a page that loads and shows a known error text
    TEXT_MISSING = "text_missing"  # a page without the text that belongs there, or not found
    STRANGE = "strange"  # a page unlike the one learned as healthy
    TIMEOUT = "timeout"
    REFUSED = "refused"
    RESET = "reset"
    DNS = "dns"
    TLS = "tls"
    BLOCKED = "blocked"  # it answers, but not to a program: no evidence
    NO_WAY_OUT = "no_way_out"  # a portal or a missing route of this machine: no evidence
    NOTHING = "nothing"  # not a look at all: no evidence


@dataclass(frozen=True, slots=True)
class Likelihood:
    """One row. The first three are how likely this kind of answer to one look is.

    Estimates a kind: a column need not add up to exactly 1, since only ratios within a row count.
    """

    partial: float
    """While a part of the requests fails."""
    slow: float
    """While it answers, but late."""
    down: float
    """While next to nothing works."""
    noise: float
    """Share of this kind among the failures that a healthy platform shows now and then."""
    lasting: float
    """Natural log of P(kind | outage) / P(kind | hiccup of seconds)."""
    everyone: float
    """Natural log of P(kind | everyone has it) / P(kind | only this machine has it)."""


TABLE: Mapping[Kind, Likelihood] = MappingProxyType(
    {
        #                           partial slow down noise lasting everyone  from (below)
        Kind.OK: Likelihood(0.600, 0.22, 0.05, 0.00, 0.0, 0.0),  # J
        Kind.SLOW: Likelihood(0.040, 0.50, 0.03, 0.00, 0.7, 1.0),  # S J
        Kind.SERVER_ERROR: Likelihood(0.080, 0.02, 0.15, 0.08, 0.8, 2.0),  # U P J
        Kind.UNAVAILABLE: Likelihood(0.080, 0.03, 0.17, 0.12, 0.0, 2.0),  # U P J
        Kind.ERROR_TEXT: Likelihood(0.050, 0.01, 0.15, 0.02, 1.5, 2.5),  # X J
        Kind.TEXT_MISSING: Likelihood(0.030, 0.01, 0.08, 0.05, 0.8, 2.0),  # S J
        Kind.STRANGE: Likelihood(0.030, 0.01, 0.06, 0.06, 0.8, 1.0),  # J
        Kind.TIMEOUT: Likelihood(0.060, 0.16, 0.20, 0.42, 0.0, -0.2),  # U P S
        Kind.REFUSED: Likelihood(0.020, 0.01, 0.08, 0.08, 0.8, -0.2),  # U P J
        Kind.RESET: Likelihood(0.020, 0.02, 0.05, 0.15, -0.2, 0.4),  # U P J
        Kind.DNS: Likelihood(0.015, 0.01, 0.09, 0.12, 0.2, -0.2),  # P S J
        Kind.TLS: Likelihood(0.005, 0.01, 0.04, 0.01, 1.5, 1.0),  # J
    }
)
"""Sources of the rows: U and P are public figures, X is one public outage, S the simulated worlds
of the benchmark, in which a row was tried against its neighbours, J our judgement. By column:

* `down`, `partial` (U): what ends up behind "down" in the public Upptime histories of 41 monitors
  of large sites, 2021-2026 (of 91 spells 31 were HTTP 429, which is no outage; of the rest no
  answer 43 %, 503 42 %, 502 10 %, 500 5 %), with room made for error pages served as 200 (X: 14
  July 2022), which status-only monitors cannot see. `partial` spreads a failure rate of 0.4 alike.
* `slow` (S): the definition of slow in `latency.py` catches half of the answers of a platform that
  is 8 to 30 times slower than usual; the slowest of them run into the timeout.
* `noise` (P): client-side failures of single web accesses, a third of them DNS (Padmanabhan et
  al., "A study of end-to-end web access failures", CoNEXT 2006); the rate itself is learned per
  platform and starts at 0.25 %, since 1.5 % was true in 2006.
* `lasting` (J): hiccups of seconds are restarts and congestion (timeouts, resets, 503 by a
  balancer); large platforms restart behind balancers, so a refused connection or a 500 or 502 is
  more, and certificates, error texts and slowness are no hiccups. Kept small on purpose.
* `everyone` (J): an answer over the platform's own HTTP proves the way to it, so its errors are
  its own; silence may as well be a route of ours. A certificate may be a middlebox of ours.
"""

PATH_KINDS = frozenset({Kind.TIMEOUT, Kind.REFUSED, Kind.RESET, Kind.DNS, Kind.TLS})
"""Kinds that this machine's own network could have caused as well."""

_BY_REASON: Mapping[Reason, Kind] = {
    Reason.OK: Kind.UNAVAILABLE,  # says that it is being worked on
    Reason.SLOW: Kind.SLOW,
    Reason.TIMEOUT: Kind.TIMEOUT,
    Reason.DNS: Kind.DNS,
    Reason.REFUSED: Kind.REFUSED,
    Reason.RESET: Kind.RESET,
    Reason.UNREACHABLE: Kind.REFUSED,
    Reason.PROXY: Kind.REFUSED,
    Reason.TLS: Kind.TLS,
    Reason.MALFORMED: Kind.STRANGE,
    Reason.BLOCKED: Kind.BLOCKED,
    Reason.OFFLINE: Kind.NO_WAY_OUT,
    Reason.CAPTIVE_PORTAL: Kind.NO_WAY_OUT,
}
_FINE, _OK, _MAINTENANCE = Reason.OK, Kind.OK, Status.MAINTENANCE
_UNAUTHORISED = frozenset({401, 403, 407, 429})


def kind_of(observation: Observation) -> Kind:
    """Return what a look at a platform amounts to."""
    reason = observation.reason
    if reason is _FINE and observation.status is not _MAINTENANCE:
        return _OK
    if reason is Reason.HTTP_STATUS:
        return _kind_of_status(observation.http_status or 0)
    if reason is Reason.CONTENT:
        if (observation.http_status or 0) >= 500:
            return _kind_of_status(observation.http_status or 0)
        return Kind.TEXT_MISSING if observation.matched is None else Kind.ERROR_TEXT
    if reason is Reason.MALFORMED and not observation.failed:
        return Kind.NOTHING
    return _BY_REASON.get(reason, Kind.NOTHING)


def _kind_of_status(status: int) -> Kind:
    if status >= 500:
        return Kind.UNAVAILABLE if status == 503 else Kind.SERVER_ERROR
    return Kind.BLOCKED if status in _UNAUTHORISED else Kind.TEXT_MISSING


assert {kind for kind in map(_BY_REASON.get, NETWORK_REASONS) if kind} == PATH_KINDS  # noqa: S101 - two names for one set must not drift apart
