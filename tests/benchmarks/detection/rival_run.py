"""Lets a rival's rule watch a world: one loop per platform, as their programs have."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.detection.hearsay import Hearsay
from benchmarks.detection.machine import CUT
from benchmarks.detection.rivals import Gatus, Icinga, Prometheus, Rule, UptimeKuma
from benchmarks.detection.story import Said, Story
from benchmarks.detection.world import Fate, World
from downlight.domain.observation import Path

SLOW = 3.0
"""Seconds of answering above which a content check calls it a failure."""
CHECKED_EVERY = 60.0
"""Seconds for which Gatus keeps what its connectivity check gave."""
PAGE_EVERY = 60.0
EQUAL = 58.0
"""Seconds between two looks at which a fixed interval costs as much as we do."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A rule, and how its looks are done."""

    name: str
    rule: Callable[[], Rule]
    timeout: float = 10.0
    contents: bool = False
    """Whether the texts of pages and the time they take count, too."""
    checks_way: bool = False
    """Whether one control site is asked before each round."""
    says_after: float = 0.0
    """Seconds from the rule's word to the user's ear."""


AS_SHIPPED = (
    Rival("Uptime Kuma", UptimeKuma, timeout=48.0),
    Rival("Uptime Kuma, 2 retries of 20 s", lambda: UptimeKuma(60.0, 2, 20.0), timeout=48.0),
    Rival("Gatus", Gatus),
    Rival("Icinga 2 generic-service", Icinga),
    Rival("Prometheus, for: 1m", Prometheus, timeout=9.5, says_after=Prometheus.GROUP_WAIT),
)
EQUAL_BUDGET = (
    Rival("Uptime Kuma", lambda: UptimeKuma(EQUAL), contents=True),
    Rival("Uptime Kuma, 2 retries of 20 s", lambda: UptimeKuma(EQUAL, 2, 20.0), contents=True),
    Rival("Gatus", lambda: Gatus(EQUAL), contents=True),
    Rival(
        "Gatus with its check of the way out", lambda: Gatus(64.0), contents=True, checks_way=True
    ),
    Rival("Icinga 2 generic-service", lambda: Icinga(EQUAL), contents=True),
    Rival(
        "Prometheus, for: 1m", lambda: Prometheus(EQUAL), contents=True,
        says_after=Prometheus.GROUP_WAIT,
    ),
)  # fmt: skip


def watch(world: World, rival: Rival) -> Story:
    """Let `rival` watch a world to its end."""
    story = Story([[] for _ in world.platforms])
    for platform in range(len(world.platforms)):
        _Loop(world, rival, platform, story).run()
    return story


class _Loop:
    def __init__(self, world: World, rival: Rival, platform: int, story: Story) -> None:
        self._world, self._rival, self._platform, self._story = world, rival, platform, story
        self._rule = rival.rule()
        self._way_checked, self._way_open = -CHECKED_EVERY, True

    def run(self) -> None:
        world = self._world
        t = world.machine.wakes(6.0 * self._platform)
        while t < world.end:
            if self._rival.checks_way and not self._way(t):
                t = world.machine.wakes(t + 60.0)
                continue
            fate = world.look(self._platform, t, Path.DEFAULT, self._rival.timeout)
            self._story.looks += 1
            ended = t + fate.latency
            awake = world.machine.wakes(ended)
            good = awake == ended and _is_good(fate, contents=self._rival.contents)
            gap = self._rule.take(good, awake)
            self._say(awake)
            t = world.machine.wakes(max(awake, t + gap))

    def _say(self, t: float) -> None:
        down = self._rule.down
        before = self._story.word(self._platform, t) if down else None
        late = self._rival.says_after if before is not None and not before.trouble else 0.0
        if not down:
            self._take_back(t)
        self._story.say(self._platform, Said(t + late, down))

    def _take_back(self, t: float) -> None:
        """What was over before it was said is never said."""
        said = self._story.said[self._platform]
        if said and said[-1].t > t:
            said.pop()

    def _way(self, t: float) -> bool:
        if t - self._way_checked >= CHECKED_EVERY:
            self._story.looks += self._platform == 0  # one check serves all
            self._way_checked = t
            self._way_open = self._world.control(0, t, Path.DEFAULT, 5.0).failure is None
        return self._way_open


def _is_good(fate: Fate, *, contents: bool) -> bool:
    if fate.failure is not None or fate.status >= 400:
        return False
    return not contents or (fate.is_good and fate.latency <= SLOW)


def read_pages(world: World) -> Story:
    """Let somebody watch a world who reads nothing but status pages, once a minute."""
    story, hearsay = Story([[] for _ in world.platforms]), Hearsay(world)
    for platform in range(len(world.platforms)):
        t = world.machine.wakes(6.0 * platform)
        while t < world.end:
            spell = world.machine.way(t)
            if spell is None or spell.way not in CUT:
                story.say(platform, Said(t, hearsay.official(platform, t).is_trouble))
            t = world.machine.wakes(t + PAGE_EVERY)
    return story
