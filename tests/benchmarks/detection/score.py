"""How good what was said is: delays, misses, false alarms, who, recovery."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.detection.chance import MONTH, quantile
from benchmarks.detection.machine import DAY
from benchmarks.detection.story import Said, Story
from benchmarks.detection.troubles import OUTAGES, Kind, Trouble
from benchmarks.detection.world import World
from downlight.domain.status import Scope

SEEN_ENOUGH = 120.0
"""Seconds awake and online within an outage below which it is left out."""
AFTERWARDS = 60.0
"""Seconds after an outage in which an alarm still belongs to it."""
NOT_TIMED = frozenset({Kind.FLAPPING, Kind.HIDDEN})
_WELL = Said(0.0)


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one outage. Times are seconds awake and online."""

    trouble: Trouble
    seen: float
    alarms: int
    delay: float | None
    """Until the first word; None: missed."""
    right: bool | None
    """Whether the scope was right for most of the time; None: nothing was said of it."""
    recovery: float | None
    """From its end to the word that it is over; None: that was said before, or nothing."""


@dataclass(slots=True)
class Score:
    """Figures over one or several worlds."""

    found: list[Found] = field(default_factory=list)
    false: Counter[str] = field(default_factory=Counter)
    """False alarms by their cause."""
    platform_months: float = 0.0
    awake_platform_days: float = 0.0
    looks: int = 0
    asked: int = 0
    told: int = 0
    cpu: float = 0.0
    offline: float = 0.0

    def add(self, other: "Score") -> None:
        """Take in another world's."""
        self.found += other.found
        self.false += other.false
        for name in ("platform_months", "awake_platform_days", "looks", "asked", "told", "cpu"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.offline += other.offline

    # ------------------------------------------------------------------ figures
    def of(self, *kinds: Kind) -> list[Found]:
        """Return the outages of these kinds."""
        return [one for one in self.found if one.trouble.kind in kinds]

    @property
    def everyones(self) -> list[Found]:
        """Return the outages for everyone that a look can show."""
        return [f for f in self.found if f.trouble.for_everyone and f.trouble.kind != Kind.HIDDEN]

    @property
    def yours(self) -> list[Found]:
        """Return those of this machine alone."""
        return [one for one in self.found if not one.trouble.for_everyone]

    def recovery(self, share: float) -> float:
        """Return the recovery below which `share` of them lie, in seconds."""
        timed = (one for one in self.found if one.trouble.kind not in NOT_TIMED)
        return quantile([one.recovery for one in timed if one.recovery is not None], share)

    def alarms(self, *, flapping: bool) -> float:
        """Return the alarms per outage that was found, of those that flap or of the rest."""
        counted = [
            max(1, one.alarms)
            for one in self.found
            if one.delay is not None and (one.trouble.kind is Kind.FLAPPING) is flapping
        ]
        return sum(counted) / len(counted) if counted else float("nan")

    @property
    def false_rate(self) -> float:
        """Return the false alarms per platform and month."""
        return self.false.total() / self.platform_months

    @property
    def looks_a_day(self) -> float:
        """Return the looks per platform and awake day, control sites included."""
        return self.looks / self.awake_platform_days


def delay(found: Iterable[Found], share: float) -> float:
    """Return the delay below which `share` of the found ones lie, in seconds."""
    return quantile([one.delay for one in found if one.delay is not None], share)


def mean_delay(found: Sequence[Found]) -> float:
    """Return the mean delay in seconds; a miss counts with all its time."""
    delays = [one.seen if one.delay is None else one.delay for one in found]
    return sum(delays) / len(delays) if delays else float("nan")


def missed(found: Sequence[Found]) -> float:
    """Return the share of outages that nobody heard of."""
    return sum(one.delay is None for one in found) / len(found) if found else float("nan")


def wrong(found: Sequence[Found]) -> float:
    """Return the share of outages with the wrong scope, of those with one."""
    judged = [one.right for one in found if one.right is not None]
    return judged.count(False) / len(judged) if judged else float("nan")


# ---------------------------------------------------------------------- from story to score
def score(world: World, story: Story) -> Score:
    """Return how good a story is."""
    made = Score(
        platform_months=len(world.platforms) * world.days * DAY / MONTH,
        awake_platform_days=len(world.platforms) * world.machine.awake_days(world.days),
        looks=story.looks, asked=story.asked, told=story.told, cpu=story.cpu,
        offline=story.offline,
    )  # fmt: skip
    for platform in range(len(world.platforms)):
        _score_platform(made, world, story, platform)
    return made


def _score_platform(made: Score, world: World, story: Story, platform: int) -> None:
    truths = [
        one
        for one in world.troubles
        if one.platform == platform and (one.is_outage or one.kind is Kind.WORKS)
    ]
    hits: Counter[int] = Counter()
    for t in _alarms(story.said[platform]):
        meant = [one for one in truths if one.begin <= t <= one.end + AFTERWARDS]
        if meant:
            hits[max(meant, key=lambda one: one.begin).number] += 1
        else:
            made.false[_cause(world, platform, t)] += 1
    for one in truths:
        seen = world.machine.seen(one.begin, one.end)
        if one.kind in OUTAGES and seen >= SEEN_ENOUGH:
            made.found.append(_found(world, story, one, seen, hits[one.number]))


def _alarms(said: Sequence[Said]) -> list[float]:
    pairs = zip([_WELL, *said], said, strict=False)
    return [now.t for before, now in pairs if now.trouble and not before.trouble]


def _found(world: World, story: Story, one: Trouble, seen: float, alarms: int) -> Found:
    said, first = story.said[one.platform], story.word(one.platform, one.begin)
    told = one.begin if first.trouble else next(
        (s.t for s in said if s.trouble and one.begin <= s.t <= one.end + AFTERWARDS), None
    )  # fmt: skip
    over = None
    if story.word(one.platform, one.end).trouble:
        over = next((s.t for s in said if s.t >= one.end and not s.trouble), None)
    return Found(
        trouble=one,
        seen=seen,
        alarms=alarms,
        delay=None if told is None else world.machine.seen(one.begin, told),
        right=None if told is None else _is_right(world, story, one, told),
        recovery=None if over is None else world.machine.seen(one.end, over),
    )


def _is_right(world: World, story: Story, one: Trouble, told: float) -> bool | None:
    """Whether the scope was right for longer than wrong between the first word and the end."""
    inside = [s for s in story.said[one.platform] if told < s.t < one.end]
    words = [story.word(one.platform, told), *inside]
    ends = [*(s.t for s in inside), max(told, one.end)]
    right = wrong = 0.0
    for word, begin, end in zip(words, [told, *(s.t for s in inside)], ends, strict=True):
        if word.trouble and word.scope is not None:
            fits = (word.scope is not Scope.JUST_YOU) == one.for_everyone
            span = world.machine.seen(begin, end)
            right, wrong = right + span * fits, wrong + span * (not fits)
    return None if right + wrong == 0.0 else right >= wrong


def _cause(world: World, platform: int, t: float) -> str:
    """Return what made somebody cry wolf at `t`."""
    lately = {
        one.kind
        for one in world.troubles
        if one.platform == platform and one.begin <= t <= one.end + AFTERWARDS
    }
    for kind in (Kind.WALL, Kind.REDESIGN, Kind.ELSEWHERE):
        if kind in lately:
            return kind.value
    machine, just_now = world.machine, (t, t - 20.0, t - 40.0, t - 60.0)
    if any(machine.way(at) or machine.wakes(at) > at for at in just_now):
        return "own network"
    return Kind.GLITCH.value if Kind.GLITCH in lately else "noise"
