"""A small engine in simulated time: asks the detector what is due, looks, tells what it saw."""

import heapq
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from downlight.domain.detector import Detector, Subject
from downlight.domain.observation import Observation, Path
from downlight.domain.status import NetworkState, Phase, Reason, Source, Status
from downlight.domain.verdict import Rule, Verdict
from fakes.sightings import BROKEN, FINE, MONDAY, Answer, at

CANARIES = ("canary/0", "canary/1", "canary/2")
OTHERS = ("a", "b", "c", "d")
CALM_TIME = 900.0
APART = 0.5
"""Seconds between two looks at one target at the least, as in the engine."""


class Watchman:
    """Time is in seconds since the start. What a target answers may be changed at any time."""

    def __init__(
        self, *subjects: Subject, canaries: Sequence[str] = CANARIES, seed: int = 7
    ) -> None:
        self.detector = Detector(Random(seed), canaries)
        self.t = 0.0
        self.answers: dict[str, Answer] = {}
        """By target; FINE where there is none."""
        self.looks: list[tuple[float, str, Path]] = []
        """When a look at what began, and by which way."""
        self.seen: list[tuple[float, Status, Phase, str]] = []
        """Verdicts other than calm, after each observation."""
        self._targets = [*(subject.platform_id for subject in subjects), *canaries]
        self._canaries = frozenset(canaries)
        self._in_flight: list[tuple[float, int, Observation]] = []
        self._busy: set[str] = set()
        self._last: dict[str, float] = {}
        for subject in subjects:
            self.detector.watch(subject, MONDAY)

    @property
    def now(self) -> datetime:
        return at(self.t)

    @property
    def network(self) -> NetworkState:
        return self.detector.network

    def verdict(self, platform_id: str = "x") -> Verdict:
        return self.detector.verdict(platform_id, self.now)

    def rules(self, platform_id: str = "x") -> set[Rule]:
        return {because.rule for because in self.verdict(platform_id).reasons}

    def answer(self, answer: Answer, *targets: str) -> None:
        """Let these targets answer so from now on."""
        self.answers |= dict.fromkeys(targets, answer)

    def answer_all(self, answer: Answer) -> None:
        """Let everything answer so from now on: it is the way out that changed."""
        self.answers = dict.fromkeys(self._targets, answer)

    def times(self, target: str = "x") -> list[float]:
        """Return when looks at `target` began."""
        return [t for t, who, _ in self.looks if who == target]

    def tell(self, observation: Observation) -> None:
        """Let the detector know something at once."""
        self.detector.observe(observation)

    def tell_system(self, change: str) -> None:
        """Let the detector know what the system says."""
        self.detector.sense(change, self.now)

    def run(self, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """Let time pass, or until something holds; return whether it does."""
        end = self.t + seconds
        while not until():
            if not self._step(end):
                self.t = end
                return until()
        return True

    def seconds_until(self, holds: Callable[[], bool], within: float) -> float:
        """Return the seconds until something holds; fails if it does not."""
        began = self.t
        assert self.run(within, holds), f"it did not come within {within:.0f} s"
        return self.t - began

    def is_at(self, phase: Phase, platform_id: str = "x") -> bool:
        return self.verdict(platform_id).phase is phase

    def _step(self, end: float) -> bool:
        answer = self._in_flight[0][0] if self._in_flight else math.inf
        start, target = min((self._due(target), target) for target in self._targets)
        if min(answer, start) > end:
            return False
        if answer <= start:
            self._take_in()
        else:
            self._look(target, start)
        return True

    def _due(self, target: str) -> float:
        if target in self._busy:
            return math.inf
        due = self.detector.due(target) - MONDAY.timestamp()
        return max(due, self.t, self._last.get(target, -math.inf) + APART)

    def _look(self, target: str, start: float) -> None:
        self.t = start
        path, patience = self.detector.path(target), self.detector.timeout(target)
        answer = self.answers.get(target, FINE)
        if answer.reason is Reason.TIMEOUT or answer.latency > patience:
            answer = replace(answer, reason=Reason.TIMEOUT, latency=patience)
        source = Source.CANARY if target in self._canaries else Source.PROBE
        known = start + answer.latency
        observation = answer.seen(target, known, started=start, path=path, source=source)
        heapq.heappush(self._in_flight, (known, len(self.looks), observation))
        self.looks.append((start, target, path))
        self._busy.add(target)

    def _take_in(self) -> None:
        self.t, number, observation = heapq.heappop(self._in_flight)
        target = self.looks[number][1]
        self._busy.discard(target)
        self._last[target] = self.t
        self.detector.observe(observation)
        for platform_id in self._targets:
            if platform_id not in self._canaries:
                verdict = self.verdict(platform_id)
                if verdict.phase is not Phase.CALM:
                    self.seen.append((self.t, verdict.status, verdict.phase, platform_id))

    def ever(self, phase: Phase, platform_id: str | None = None) -> bool:
        """Whether a platform, or any, has been in `phase` after some look."""
        return any(one is phase and platform_id in (None, who) for _, _, one, who in self.seen)


def watchman(*more: Subject, seed: int = 7) -> Watchman:
    """Return one who watches x and four others at 60 s, for whom all was calm for a while."""
    watching = Watchman(*map(Subject, ("x", *OTHERS)), *more, seed=seed)
    watching.run(CALM_TIME)
    return watching


def down() -> Watchman:
    """Return one for whom x is down for everyone."""
    watching = watchman()
    watching.answer(BROKEN, "x")
    watching.seconds_until(confirmed(watching), within=180)
    return watching


def confirmed(watching: Watchman, platform_id: str = "x") -> Callable[[], bool]:
    return lambda: watching.is_at(Phase.CONFIRMED, platform_id)


def calm(watching: Watchman, platform_id: str = "x") -> Callable[[], bool]:
    return lambda: watching.is_at(Phase.CALM, platform_id)
