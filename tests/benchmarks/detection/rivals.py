"""The rules by which others decide, as their sources state them."""

import math
from dataclasses import dataclass
from typing import Protocol


class Rule(Protocol):
    """One target's state in somebody else's program."""

    down: bool
    """What people are told."""

    def take(self, good: bool, t: float) -> float:
        """Take in one look that ended at `t` seconds; return the seconds until the next."""
        ...


@dataclass(slots=True)
class UptimeKuma:
    """Down after `retries` more failures, up at once (louislam/uptime-kuma, monitor.js).

    Defaults of its form: interval 60 s, no retry, given up after 0.8 of the interval.
    """

    interval: float = 60.0
    retries: int = 0
    retry: float = 60.0
    down: bool = False
    failed: int = 0

    def take(self, good: bool, t: float) -> float:
        if good:
            self.failed, self.down = 0, False
            return self.interval
        self.failed += 1
        self.down = self.down or self.failed > self.retries
        return self.interval if self.down else self.retry


@dataclass(slots=True)
class Gatus:
    """Down after three failures in a row, up after two good ones (TwiN/gatus, watchdog)."""

    interval: float = 60.0
    down: bool = False
    failed: int = 0
    fine: int = 0

    def take(self, good: bool, t: float) -> float:
        self.failed, self.fine = (0, self.fine + 1) if good else (self.failed + 1, 0)
        self.down = self.fine < 2 if self.down else self.failed >= 3
        return self.interval


@dataclass(slots=True)
class Icinga:
    """Soft states until the fifth attempt, then hard (Icinga/icinga2, templates.conf)."""

    interval: float = 60.0
    retry: float = 30.0
    attempts: int = 5
    down: bool = False
    failed: int = 0

    def take(self, good: bool, t: float) -> float:
        self.failed = 0 if good else self.failed + 1
        self.down = not good and (self.down or self.failed >= self.attempts)
        return self.retry if 0 < self.failed < self.attempts and not self.down else self.interval


@dataclass(slots=True)
class Prometheus:
    """Firing once a failure has stood for `hold` seconds; one good sample ends it.

    prometheus/prometheus, rules/alerting.go: scraped and evaluated every minute. Alertmanager's
    `group_wait` of 30 s comes on top (dispatch/route.go).
    """

    interval: float = 60.0
    hold: float = 60.0
    down: bool = False
    since: float = math.inf
    GROUP_WAIT = 30.0

    def take(self, good: bool, t: float) -> float:
        self.since = math.inf if good else min(self.since, t)
        self.down = t - self.since >= self.hold
        return self.interval
