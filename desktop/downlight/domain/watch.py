"""Everything that is remembered about one platform."""

import math
from datetime import UTC, datetime

from downlight.domain.belief import Belief
from downlight.domain.flapping import Flapping
from downlight.domain.latency import Latency, Noise
from downlight.domain.learning import Look
from downlight.domain.likelihood import Kind
from downlight.domain.observation import Observation
from downlight.domain.spell import Spell
from downlight.domain.status import Scope, Status
from downlight.domain.subject import Subject
from downlight.domain.tuning import Tuning
from downlight.domain.verdict import Because
from downlight.domain.witnesses import Witnesses

_OK = Kind.OK
HEALTHY = 0.999
"""Belief in health from which on a good answer changes nothing."""
SHORTEST_SCALE = 0.12
SCALE_AT = 50.0
"""Intervals so short that three of them are less than this shorten all waits in proportion."""


class Watch:
    """Times are seconds since the epoch, UTC."""

    __slots__ = (
        "alarm", "alarmed_at", "asked_at", "belief", "blocked", "brief", "burst", "calm_since",
        "due", "flapping", "flapping_until", "group", "hastened_at", "kind", "last", "latency",
        "left_at", "local", "look", "maintained", "myself", "noise", "other_family",
        "other_path_at", "peers_due", "recalled", "reported", "run", "run_began", "scale", "scope",
        "since", "spell", "status", "subject", "witnesses",
    )  # fmt: skip

    def __init__(self, subject: Subject, tuning: Tuning, due: float) -> None:
        self.latency = Latency(subject.latency_limit)
        self.take(subject)
        self.belief = Belief(tuning)
        self.noise = Noise()
        self.look = Look()
        self.witnesses = Witnesses()
        self.flapping = Flapping(tuning.flap_half_life)
        self.spell: Spell | None = None
        self.last: Observation | None = None
        """The newest look at the platform itself."""
        self.kind = Kind.NOTHING
        """What that look amounted to."""
        self.local = False
        self._calm_at_first()
        self.run = 0
        """Good answers in a row."""
        self.run_began = 0.0
        self.other_family: bool | None = None
        """Whether looks by the other address family come through; None: not known."""
        self.other_path_at = -math.inf
        """When it last answered by another resolver while failing by ours."""
        self.blocked = 0
        """Times in a row that it would not let a program in."""
        self.due = due
        self.hastened_at = -math.inf
        """When it was looked at because another platform of its provider failed."""
        self.burst = 0
        """Looks since something is suspected."""
        self.asked_at = -math.inf
        self.peers_due = math.inf

    def _calm_at_first(self) -> None:
        self.alarm = False
        self.reported = False
        """The alarm rests on the reports of others; our own looks are fine."""
        self.maintained = False
        """The platform's own page says that it is being worked on."""
        self.status = Status.OPERATIONAL
        self.recalled: tuple[Because, ...] = ()
        """Why an alarm was raised that an earlier run left open."""
        self.scope: Scope | None = None
        self.since = 0.0
        """When the trouble of the alarm was first seen."""
        self.alarmed_at = 0.0
        self.left_at = -math.inf
        """When the last alarm ended."""
        self.brief = 0.0
        """Seconds that the last alarm lasted if it may have been a hiccup, until that is known."""
        self.calm_since: datetime | None = None
        """When the last alarm ended, by its first good answer."""
        self.flapping_until: datetime | None = None

    def take(self, subject: Subject) -> None:
        """Take a platform's facts, or its new ones."""
        self.subject = subject
        self.myself = (subject.platform_id,)
        self.group = subject.provider or subject.platform_id
        self.scale = min(1.0, max(SHORTEST_SCALE, 3.0 * subject.interval / SCALE_AT))
        if subject.latency_limit != self.latency.limit:
            self.latency = Latency(subject.latency_limit)

    @property
    def is_calm(self) -> bool:
        """Whether one more good answer would change nothing."""
        return (
            self.spell is None and not self.alarm and not self.blocked and self.belief.up > HEALTHY
        )

    @property
    def is_quiet(self) -> bool:
        """Whether our own good look is all there is to say: it nearly always is."""
        return (
            self.kind is _OK
            and self.spell is None
            and not self.alarm
            and self.witnesses.silent
            and not self.local
        )

    @property
    def can_stand_in(self) -> bool:
        """Whether a good answer of it would prove the way out."""
        return self.subject.has_probe and self.belief.up > 0.5 and not self.alarm

    @property
    def suspected(self) -> bool:
        """Whether a spell is being looked into."""
        return self.spell is not None and (self.run < 2 or self.belief.up < 0.99)

    def end_spell(self) -> None:
        """What was suspected is explained or over."""
        self.spell = None
        self.burst = 0
        self.belief.calm()

    def raise_alarm(self, t: float, since: float) -> None:
        """Begin an alarm for trouble first seen at `since`."""
        self.alarm, self.alarmed_at, self.since, self.run = True, t, since, 0
        self._flap(t)

    def clear_alarm(self, t: float) -> None:
        """End the alarm; it is calm since the first good answer of the run."""
        self.alarm = self.reported = self.maintained = False
        self.status, self.scope = Status.OPERATIONAL, None
        self.left_at = t
        self.calm_since = datetime.fromtimestamp(self.run_began if self.run else t, UTC)
        self.witnesses.hot = 0
        self.flapping.cleared(t)
        self.end_spell()

    def _flap(self, t: float) -> None:
        until = self.flapping.alarmed(t)
        self.flapping_until = None if until is None else datetime.fromtimestamp(until, UTC)

    def flaps(self, now: datetime) -> bool:
        """Whether it went down and up several times lately."""
        return self.flapping_until is not None and now < self.flapping_until
