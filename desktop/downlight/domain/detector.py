"""The judge: all evidence in, one verdict per platform out, and when to look next.

Pure: the times come with the observations, chance is handed in.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from downlight.domain import hearing, schedule
from downlight.domain.connectivity import CANARY_TIMEOUT, Connectivity, Pending
from downlight.domain.deciding import PEERS, Docket
from downlight.domain.incident import Incident
from downlight.domain.likelihood import PATH_KINDS, Kind, kind_of
from downlight.domain.observation import Observation, Path
from downlight.domain.status import NetworkState, Reason, Source, Status
from downlight.domain.subject import Subject as Subject
from downlight.domain.tuning import Tuning
from downlight.domain.verdict import Verdict
from downlight.domain.verdicts import Stance, stance_on, verdict_on
from downlight.domain.watch import Watch

Seconds = float
"""Seconds since 1970-01-01 UTC, as `datetime.timestamp` gives them; `math.inf` means never."""

_DEFAULT = Tuning()
_USUAL = Path.DEFAULT
_PROBE, _CANARY = Source.PROBE, Source.CANARY  # members of an enum are slow to look up
_OK, _NOTHING, _NO_WAY_OUT = Kind.OK, Kind.NOTHING, Kind.NO_WAY_OUT
_DROWSY = 60.0
"""Seconds from start to answer beyond which the machine slept in between."""
_TOGETHER = 3
"""Unrelated groups of platforms that fail at once only where the way out does."""
_FIRST_LOOKS = 3.0
"""Seconds over which the first looks are spread."""


class Detector:
    """Judges every watched platform. A target is a platform's id or a canary's check id."""

    def __init__(
        self,
        chance: Random,
        canaries: Sequence[str] = (),
        tuning: Tuning = _DEFAULT,
        vantage: str = "",
    ) -> None:
        """`vantage` is what colleagues call this machine: its own word is not heard back."""
        self._net = Connectivity(canaries)
        self._docket = Docket(chance, self._net, tuning)
        self._watches = self._docket.watches
        self._chance = chance
        self._vantage = vantage

    @property
    def network(self) -> NetworkState:
        """Return this machine's own way to the internet as judged now."""
        return self._net.state

    # ------------------------------------------------------------------ what is watched
    def watch(self, subject: Subject, now: datetime) -> None:
        """Begin to judge a platform, or take its new interval; first probe spread at random."""
        t = now.timestamp()
        watch = self._watches.get(subject.platform_id)
        if watch is None:
            spread = min(subject.interval, _FIRST_LOOKS)
            due = t + spread * self._chance.random()
            self._docket.add(Watch(subject, self._docket.tuning, due))
            return
        watch.take(subject)
        watch.due = min(watch.due, t + subject.interval)
        self._docket.regroup()

    def forget(self, platform_id: str) -> None:
        """Judge a platform no longer."""
        self._docket.remove(platform_id)

    def restore(self, incident: Incident, now: datetime) -> None:
        """Go on from an incident that was open when the engine last stopped."""
        watch = self._watches.get(incident.platform_id)
        if watch is None:
            return
        watch.raise_alarm(now.timestamp(), incident.started_at.timestamp())
        watch.status, watch.scope = incident.status, incident.scope
        watch.recalled = incident.reasons
        watch.belief.trouble()

    # ------------------------------------------------------------------ when and how to look
    def due(self, target: str) -> Seconds:
        """Return when the target is to be probed next.

        Besides platforms and canaries there are the targets "peers/<platform id>": when to ask
        the colleagues about a platform, for who has any.
        """
        watch = self._watches.get(target)
        if watch is not None:
            if self._net.closed and not watch.local:
                return self._net.stand_in_due if target == self._net.stand_in else math.inf
            return watch.due if watch.subject.has_probe else math.inf
        if target.startswith(PEERS):
            asked = self._watches.get(target.removeprefix(PEERS))
            return math.inf if asked is None or self._net.closed else asked.peers_due
        return self._net.due.get(target, math.inf)

    def path(self, target: str) -> Path:
        """Return the way its next probe is to take."""
        watch = self._watches.get(target)
        if watch is None:
            return self._net.path(target)
        return schedule.way(watch, pending=self._net.holds(target))

    def timeout(self, target: str) -> float:
        """Return the seconds after which its next probe is to be given up."""
        watch = self._watches.get(target)
        return CANARY_TIMEOUT if watch is None else schedule.patience(watch)

    def ask(self, target: str, now: datetime) -> None:
        """Make a target due now: the user wants to know."""
        watch = self._watches.get(target)
        if watch is not None:
            watch.due = now.timestamp()
        if self._net.closed:
            self._net.ask(now.timestamp())

    # ------------------------------------------------------------------ evidence
    def observe(self, observation: Observation) -> Collection[str]:
        """Take evidence in; return the targets whose verdict or next probe may have changed."""
        source = observation.source
        if source is _CANARY:
            return self._hear_canary(observation)
        watch = self._watches.get(observation.platform_id)
        if watch is None:
            return ()
        if source is _PROBE:
            return self._look(watch, observation)
        t = observation.observed_at.timestamp()
        if source is Source.OFFICIAL:
            return hearing.hear_provider(self._docket, watch, observation, t)
        if source is Source.PEER:
            return hearing.hear_colleagues(self._docket, watch, self._of_others(observation), t)
        return hearing.hear_crowd(self._docket, watch, observation, t)

    def _of_others(self, observation: Observation) -> Observation:
        if all(vote.vantage_id != self._vantage for vote in observation.votes):
            return observation
        others = tuple(vote for vote in observation.votes if vote.vantage_id != self._vantage)
        return replace(observation, votes=others)

    def sense(self, change: str, now: datetime) -> Collection[str]:
        """Take in what the system says: "online", "offline", "changed", "resume"."""
        t = now.timestamp()
        if change == "offline":
            self._docket.forget_suspicions()
            asked = self._net.went_off(t)
        elif change in ("online", "changed", "resume"):
            if change == "resume":
                self._docket.forget_suspicions()
            asked = self._net.changed(t, 0.5 if change == "online" else 1.0)
        else:
            return ()
        if not self._net.can_ask:
            self._docket.look_again(t)
        return [*self._watches, *asked]

    def verdict(self, platform_id: str, now: datetime) -> Verdict:
        """Return what there is to say about a platform; touches nothing."""
        return verdict_on(self._docket, self._watches[platform_id], now)

    def testimony(self, platform_id: str) -> bool | None:
        """Return what to tell colleagues: whether our own last look was good; None for no word.

        It follows from our own looks alone, so that nobody hears their own word from us.
        """
        watch = self._watches.get(platform_id)
        if watch is None or watch.last is None or watch.local or watch.blocked:
            return None
        if self._net.closed or self._net.holds(platform_id):
            return None
        return None if watch.kind in (_NOTHING, _NO_WAY_OUT) else watch.kind is _OK

    def stance(self, platform_id: str) -> Stance:
        """Return the core of the verdict alone: for who asks often and shows no reasons."""
        return stance_on(self._docket, self._watches[platform_id])

    # ------------------------------------------------------------------ our own looks
    def _look(self, watch: Watch, observation: Observation) -> Collection[str]:
        t = observation.observed_at.timestamp()
        started = observation.started_at.timestamp()
        local, net, kind = observation.local, self._net, kind_of(observation)
        void = t - started > _DROWSY or (started < net.reset_at and not local)
        if void or kind is _NOTHING:
            return self._no_evidence(watch, t, void=void)
        if kind is _OK:
            kind = _second_thoughts(watch, observation, t)
        watch.last, watch.kind, watch.local = observation, kind, local
        if local:
            return self._local_look(watch, kind, observation, started, t)
        if kind in PATH_KINDS or kind is _NO_WAY_OUT:
            return self._doubtful_look(watch, kind, observation, started, t)
        net.saw(t, watch.group, False, (observation.latency or 0.0) > watch.latency.strained)
        if net.closed:
            return self._reached_in_spite(watch, t)
        net.proven(started)
        if kind is _OK and watch.is_calm and not net.waiting and observation.path is _USUAL:
            return self._docket.take_calm(watch, t)
        watch.maintained = observation.status is Status.MAINTENANCE
        released = self._release(t)
        return [*released, *self._docket.settle(watch, kind, observation, started, t)]

    def _no_evidence(self, watch: Watch, t: float, *, void: bool) -> Collection[str]:
        """Plan the next look after one that says nothing; at once after one of another network."""
        soon = t + 1.0 if void else t + watch.subject.interval * self._chance.uniform(0.5, 1.0)
        watch.due = soon if watch.due <= t else min(watch.due, soon)
        return [watch.subject.platform_id, *self._appoint(t)]

    def _local_look(
        self, watch: Watch, kind: Kind, observation: Observation, started: float, t: float
    ) -> Collection[str]:
        if observation.way_open and kind is not _NO_WAY_OUT:
            return self._docket.settle(watch, kind, observation, started, t)
        watch.due = t + watch.subject.interval
        return watch.myself

    def _doubtful_look(
        self, watch: Watch, kind: Kind, observation: Observation, started: float, t: float
    ) -> Collection[str]:
        """A failure that our own network could have caused: it waits until something answers."""
        platform_id = watch.subject.platform_id
        self._net.saw(t, watch.group, True, True)
        if self._net.closed:
            return [platform_id, *self._appoint(t)]
        if kind is not _NO_WAY_OUT:
            if not self._net.can_ask or self._net.answered_at >= started:
                return self._docket.settle(watch, kind, observation, started, t)
            self._net.hold(platform_id, Pending(kind, observation, started, t))
        self._docket.plan(watch, t)
        asked = self._ask_platforms(watch, t) if self._net.deaf else ()
        return [platform_id, *asked, *self._net.ask(t)]

    def _release(self, t: float) -> list[str]:
        touched: list[str] = []
        for platform_id, failures in self._net.release():
            watch = self._watches.get(platform_id)
            if watch is not None:
                for one in failures:
                    touched += self._docket.settle(watch, one.kind, one.observation, one.started, t)
        return touched

    # ------------------------------------------------------------------ control sites
    def _hear_canary(self, observation: Observation) -> Collection[str]:
        touched = self._take_canary(observation)
        asked = self._net.keep_asking(observation.observed_at.timestamp())
        return [*touched, *asked] if asked else touched

    def _take_canary(self, observation: Observation) -> Collection[str]:
        canary, reason = observation.check_id, observation.reason
        t, started = observation.observed_at.timestamp(), observation.started_at.timestamp()
        if started < self._net.reset_at or reason is Reason.OWN_FAULT or t - started > _DROWSY:
            self._net.due[canary] = t + 1.0 if self._net.closed else math.inf
            return (canary,)
        if reason is not Reason.OK:
            return self._canary_failed(canary, reason, started, t)
        if self._net.answered(canary, observation.latency or 0.0, started, t):
            self._docket.look_again(t)
            return list(self._watches)
        return [canary, *self._release(t)]

    def _canary_failed(
        self, canary: str, reason: Reason, started: float, t: float
    ) -> Collection[str]:
        cut, asked = self._net.failed(canary, reason, started, t)
        if self._net.cut_off and self._net.is_deaf:
            return self._go_by_platforms(t)
        if cut:
            self._docket.forget_suspicions()
        if self._net.cut_off and not self._net.stand_in:
            asked += self._appoint(t)
        return [canary, *self._watches, *asked] if cut else [canary, *asked]

    # ------------------------------------------------------------------ platforms in their place
    def _appoint(self, t: float) -> list[str]:
        """Have a platform looked at while cut off: control sites may be blocked by somebody."""
        if not self._net.cut_off or self._net.state is NetworkState.CAPTIVE_PORTAL:
            return []
        able = [w.subject.platform_id for w in self._docket.public() if w.can_stand_in]
        if not able:
            return []
        last = able.index(self._net.stand_in) if self._net.stand_in in able else -1
        self._net.appoint(able[(last + 1) % len(able)], t)
        return [self._net.stand_in]

    def _reached_in_spite(self, watch: Watch, t: float) -> Collection[str]:
        """A platform answers although this machine was thought to be cut off."""
        if watch.subject.platform_id != self._net.stand_in:
            return self._net.ask(t)
        if self._net.deaf:
            return self._go_by_platforms(t)
        return [self._net.stand_in, *self._net.stand_in_answered(t)]

    def _go_by_platforms(self, t: float) -> Collection[str]:
        self._net.believe_stand_in(t)
        self._docket.look_again(t)
        return list(self._watches)

    def _ask_platforms(self, watch: Watch, t: float) -> Collection[str]:
        """Look at another platform at once; where several fail together it is our own network."""
        failing = {watch.group}
        failing |= {
            w.group for w in self._docket.public() if self._net.holds(w.subject.platform_id)
        }
        able = [w for w in self._docket.public() if w.can_stand_in and w.group not in failing]
        if len(failing) >= _TOGETHER or (not able and len(failing) > 1):
            self._net.cut_off_by_platforms(t)
            self._docket.forget_suspicions()
            return [*self._watches, *self._appoint(t)]
        for other in able[:1]:
            other.due = min(other.due, t)
        return [other.subject.platform_id for other in able[:1]]


def _second_thoughts(watch: Watch, observation: Observation, t: float) -> Kind:
    """Return what a good answer is worth: it may be slow, or not the usual page."""
    latency, healthy = observation.latency, watch.belief.up > 0.9
    if latency is not None and latency > watch.latency.threshold:
        return Kind.SLOW
    if observation.body_digest:
        if watch.look.is_strange(observation.body_digest, t):
            return Kind.STRANGE
        if healthy:
            watch.look.learn(observation.body_digest, t)
    if healthy and latency is not None:
        watch.latency.learn(latency)
    return _OK
