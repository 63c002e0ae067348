"""This machine's own way to the internet, from control sites and from what fails together."""

import math
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from downlight.domain.latency import Latency
from downlight.domain.likelihood import Kind
from downlight.domain.observation import Observation, Path
from downlight.domain.status import NetworkState, Reason

SILENT_TOGETHER = 20.0
"""Seconds within which two control sites must fail for this machine to count as cut off."""
FIRST_RETRY, RETRY_GROWTH, LONGEST_RETRY = 3.0, 1.4, 30.0
"""Seconds between two looks at control sites while cut off: the first, its growth, the longest."""
MEMORY = 100.0
"""Seconds that failures of others explain a failure."""
CANARY_TIMEOUT = 3.0
_NOT_YET_KNOWN = NetworkState.UNKNOWN
CUT_OFF = frozenset({NetworkState.OFFLINE, NetworkState.CAPTIVE_PORTAL, NetworkState.DNS_BROKEN})


@dataclass(frozen=True, slots=True)
class Pending:
    """A failure that is no evidence before something else, begun after it, has answered."""

    kind: Kind
    observation: Observation
    started: float
    observed: float


@dataclass(frozen=True, slots=True)
class Others:
    """How unrelated platforms and control sites fared lately."""

    failing: float = 0.0
    """Mean share of looks that did not come through."""
    late: float = 0.0
    """Mean share of looks that did not, or came late."""
    failed: int = 0
    """Groups of which at least one look did not come through."""
    spoke: int = 0
    """Groups that were looked at."""


NOBODY_ELSE = Others()


class Connectivity:
    """Times are seconds since the epoch, UTC."""

    def __init__(self, canaries: Sequence[str]) -> None:
        self._canaries = tuple(canaries)
        self.can_ask = bool(canaries)
        """Whether there are control sites at all."""
        self._next = 0
        self._failed: dict[str, tuple[float, Reason]] = {}
        self._retry = FIRST_RETRY
        self._recent: deque[tuple[float, str, bool, bool]] = deque()
        self._by_other_resolver: set[str] = set()
        self._resolved_elsewhere = -math.inf
        self.waiting: dict[str, list[Pending]] = {}
        """Failures, by platform, that are no evidence yet."""
        self._usual = {canary: Latency(None) for canary in self._canaries}
        self.due = dict.fromkeys(self._canaries, math.inf)
        self.state = NetworkState.UNKNOWN
        self.cut_off = False
        """Whether this machine has no way to the internet."""
        self.closed = False
        """Whether platforms are not to be looked at now: cut off, or something changed and no
        control site has answered since."""
        self.reset_at = -math.inf
        """Looks begun before this are void: the network was another one."""
        self.answered_at = -math.inf
        """When the newest look began that proves the way out."""
        self.stand_in = ""
        """The platform that is looked at in place of control sites while cut off; "" for none."""
        self.stand_in_due = math.inf
        self.deaf = False
        """Whether platforms can be reached and no control site: somebody blocks those."""
        self._stand_in_answered = math.inf
        self._silent_since: set[str] = set()

    # ------------------------------------------------------------------ control sites
    def ask(self, at: float, count: int = 1) -> list[str]:
        """Make the next `count` control sites due at a time; return them."""
        asked = []
        for _ in range(min(count, len(self._canaries))):
            canary = self._canaries[self._next % len(self._canaries)]
            self._next += 1
            self.due[canary] = min(self.due[canary], at)
            asked.append(canary)
        return asked

    def keep_asking(self, t: float) -> list[str]:
        """Ask a control site if nobody is to be asked although no way out is known."""
        if not self.closed or any(due < math.inf for due in self.due.values()):
            return []
        return self.ask(t + self._retry)

    def path(self, canary: str) -> Path:
        """Return the way the next look at a control site is to take."""
        other = canary in self._by_other_resolver
        return Path.OTHER_RESOLVER if other else Path.DEFAULT

    def answered(self, canary: str, latency: float, started: float, t: float) -> bool:
        """Take in a good answer of a control site; return whether the way out is back by it."""
        self.due[canary] = math.inf
        if canary in self._by_other_resolver:
            self._by_other_resolver.discard(canary)
            self._resolved_elsewhere = t
            if self.state is NetworkState.OFFLINE:
                self._enter(NetworkState.DNS_BROKEN)
            return False
        usual = self._usual.setdefault(canary, Latency(None))
        self.saw(t, canary, False, latency > usual.strained)
        usual.learn(min(latency, usual.strained))
        self._failed.clear()
        self._retry = FIRST_RETRY
        self.deaf = False
        self.answered_at = max(self.answered_at, started)
        back = self.closed
        self._enter(NetworkState.ONLINE)
        if back:
            self.reset_at = t
            self._forget_failures()
        return back

    def failed(
        self, canary: str, reason: Reason, started: float, t: float
    ) -> tuple[bool, list[str]]:
        """Take in a failure of a control site, of a look that began at `started`.

        Return whether this machine is cut off as of now, and the control sites to ask next.
        """
        self.due[canary] = math.inf
        if canary in self._by_other_resolver:
            self._by_other_resolver.discard(canary)
            return False, []
        if self.deaf:
            return False, []
        self.saw(t, canary, True, True)
        if started >= self._stand_in_answered:
            self._silent_since.add(canary)
        self._failed[canary] = (t, reason)
        fresh = [why for at, why in self._failed.values() if t - at < SILENT_TOGETHER]
        if not self.cut_off and len(fresh) < min(2, len(self._canaries)):
            return False, self.ask(t)
        new = not self.cut_off
        self._enter(self._why(fresh, t))
        self._retry = FIRST_RETRY if new else min(LONGEST_RETRY, self._retry * RETRY_GROWTH)
        if new:
            self.waiting.clear()
        asked = self.ask(t + self._retry)
        if all(why is Reason.DNS for why in fresh) and len(self._canaries) > 1:
            elsewhere = self.ask(t + self._retry)
            self._by_other_resolver.update(elsewhere)
            asked += elsewhere
        return new, asked

    def _why(self, reasons: Collection[Reason], t: float) -> NetworkState:
        if Reason.CAPTIVE_PORTAL in reasons:
            return NetworkState.CAPTIVE_PORTAL
        if t - self._resolved_elsewhere < LONGEST_RETRY + CANARY_TIMEOUT:
            return NetworkState.DNS_BROKEN
        return NetworkState.OFFLINE

    # ------------------------------------------------------------------ platforms in their place
    @property
    def is_deaf(self) -> bool:
        """Whether a platform answered, and control sites asked after that did not."""
        return len(self._silent_since) >= min(2, len(self._canaries))

    def appoint(self, platform_id: str, t: float) -> None:
        """Look at this platform next, as long as no control site answers."""
        self.stand_in, self.stand_in_due = platform_id, t + self._retry

    def stand_in_answered(self, t: float) -> list[str]:
        """Take in that the platform answered; return the control sites to ask once more."""
        self.stand_in_due = t + self._retry
        self._stand_in_answered = t
        self._silent_since.clear()
        return self.ask(t, 2)

    def believe_stand_in(self, t: float) -> None:
        """Go by platforms: control sites are silent although those answer."""
        self.deaf = True
        self._failed.clear()
        self._retry = FIRST_RETRY
        self.answered_at = self.reset_at = t
        self._enter(NetworkState.ONLINE)
        self._forget_failures()

    def cut_off_by_platforms(self, t: float) -> None:
        """Unrelated platforms fail together while control sites are blocked anyway."""
        self._enter(NetworkState.OFFLINE)
        self._retry = FIRST_RETRY
        self.waiting.clear()

    # ------------------------------------------------------------------ the system's word
    def went_off(self, t: float) -> list[str]:
        """Take the system's word that the link is down; return the control sites to ask."""
        self._enter(NetworkState.OFFLINE)
        self.waiting.clear()
        self._retry = LONGEST_RETRY
        return self.ask(t + LONGEST_RETRY)

    def changed(self, t: float, wait: float) -> list[str]:
        """Another network, or awake again: look at nothing until a control site answers."""
        self.reset_at = t
        self._forget_failures()
        self._failed.clear()
        self._retry = FIRST_RETRY
        self.deaf = False
        if self.can_ask:
            self.closed = True
        else:
            self._enter(_NOT_YET_KNOWN)
        return self.ask(t + wait, 2)

    def proven(self, started: float) -> None:
        """Some platform answered a look begun at `started`."""
        if started > self.answered_at:
            self.answered_at = started
        if self.state is _NOT_YET_KNOWN:
            self._enter(NetworkState.ONLINE)

    def _enter(self, state: NetworkState) -> None:
        self.state = state
        self.cut_off = self.closed = state in CUT_OFF
        if not self.cut_off:
            self.stand_in, self.stand_in_due = "", math.inf
            self._stand_in_answered = math.inf
            self._silent_since.clear()

    def _forget_failures(self) -> None:
        self.waiting.clear()
        self._recent.clear()

    # ------------------------------------------------------------------ failures together
    def saw(self, t: float, group: str, failed: bool, late: bool) -> None:
        """Remember how somebody could be reached; a group shares one provider's network."""
        recent = self._recent
        recent.append((t, group, failed, late))
        oldest = t - MEMORY
        while recent[0][0] < oldest:
            recent.popleft()

    def others(self, group: str, silent: Collection[str]) -> Others:
        """Return how unrelated groups fared in the last `MEMORY` seconds.

        Groups in `silent` are known to be in trouble and say nothing about this machine.
        """
        seen: dict[str, list[int]] = {}
        for _, other, failed, late in self._recent:
            if other != group and other not in silent:
                tally = seen.setdefault(other, [0, 0, 0])
                tally[0] += 1
                tally[1] += failed
                tally[2] += late
        if not seen:
            return NOBODY_ELSE
        among = len(seen) + 1.0
        return Others(
            sum(failed / total for total, failed, _ in seen.values()) / among,
            sum(late / total for total, _, late in seen.values()) / among,
            sum(failed > 0 for _, failed, _ in seen.values()),
            len(seen),
        )

    # ------------------------------------------------------------------ failures that wait
    def hold(self, platform_id: str, pending: Pending) -> None:
        """Keep a failure until something else has answered."""
        held = self.waiting.setdefault(platform_id, [])
        held.append(pending)
        del held[:-6]

    def holds(self, platform_id: str) -> bool:
        """Whether a failure of this platform waits."""
        return platform_id in self.waiting

    def drop(self, platform_id: str) -> None:
        """Forget the waiting failures of a platform."""
        self.waiting.pop(platform_id, None)

    def release(self) -> list[tuple[str, list[Pending]]]:
        """Return and forget the failures that began before the newest proof of the way out."""
        ready = []
        for platform_id, held in list(self.waiting.items()):
            proven = [one for one in held if one.started <= self.answered_at]
            if proven:
                ready.append((platform_id, proven))
                left = [one for one in held if one.started > self.answered_at]
                self.waiting[platform_id] = left
                if not left:
                    del self.waiting[platform_id]
        return ready
