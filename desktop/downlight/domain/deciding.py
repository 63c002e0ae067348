"""Lets looks count, raises and clears alarms, and plans the next look."""

from collections.abc import Collection, Iterator
from random import Random

from downlight.domain import judging, schedule
from downlight.domain.connectivity import NOBODY_ELSE, Connectivity
from downlight.domain.evidence import weigh_bad, weigh_good
from downlight.domain.hiccups import Hiccups
from downlight.domain.judging import NO_SIBLINGS, Case, Siblings
from downlight.domain.likelihood import PATH_KINDS, Kind
from downlight.domain.observation import Observation, Path
from downlight.domain.spell import Spell
from downlight.domain.tuning import Tuning
from downlight.domain.watch import Watch

PEERS = "peers/"
"""Begins the targets that stand for asking the colleagues about a platform."""
_SPELL_GAP = 240.0
"""Seconds without a failure after which another one begins a new spell."""
_ENOUGH_OTHERS = 4
"""Unrelated groups that tell by themselves how this machine's network is."""
_WAY_KINDS = PATH_KINDS | {Kind.SLOW}
_RELAPSE_RUN, _RELAPSE = 10, 90.0
"""Good looks and seconds after which a failure within an alarm means that it flaps."""
_LIKELY = 0.3
"""Belief in trouble from which on the platforms of the same provider are looked at too."""
_HASTE = 30.0
"""Least seconds between two such looks."""
_ALONE = 900.0
"""Seconds after a short alarm without another failure that show that nothing was flapping."""
_EXPLAINED = 60.0
"""Seconds after the last failure when it is put down to chance, if belief in health is back."""


class Docket:
    """All platforms under judgement. Times are seconds since the epoch, UTC."""

    def __init__(self, chance: Random, net: Connectivity, tuning: Tuning) -> None:
        self.chance = chance
        self.net = net
        self.tuning = tuning
        self.hiccups = Hiccups(tuning)
        self.watches: dict[str, Watch] = {}
        self._groups: dict[str, list[Watch]] = {}

    def add(self, watch: Watch) -> None:
        """Judge a platform from now on."""
        self.watches[watch.subject.platform_id] = watch
        self.regroup()

    def remove(self, platform_id: str) -> None:
        """Judge a platform no longer."""
        self.watches.pop(platform_id, None)
        self.net.drop(platform_id)
        self.regroup()

    def regroup(self) -> None:
        """Take note of who shares a provider."""
        self._groups = {}
        for watch in self.watches.values():
            if watch.subject.provider is not None:
                self._groups.setdefault(watch.subject.provider, []).append(watch)

    # ------------------------------------------------------------------ looks
    def settle(
        self, watch: Watch, kind: Kind, observation: Observation, started: float, t: float
    ) -> Collection[str]:
        """Let one look count; return the targets that it touched."""
        if kind is Kind.BLOCKED:
            watch.blocked += 1
            self.plan(watch, t)
            return watch.myself
        watch.blocked = 0
        if kind is not Kind.OK:
            return self._take_bad(watch, kind, observation, started, t)
        if observation.path is Path.OTHER_FAMILY:
            watch.other_family = True
        if watch.is_calm:
            return self.take_calm(watch, t)
        if observation.path is Path.OTHER_RESOLVER and _fails_on_the_way(watch):
            watch.other_path_at = t
            self.plan(watch, t)
            return watch.myself
        return self._take_good(watch, observation, t)

    def take_calm(self, watch: Watch, t: float) -> Collection[str]:
        """Count a good look at a platform that is fine, and plan the next."""
        watch.run += 1
        watch.belief.at = t
        watch.noise.good += 1.0
        if watch.brief and t - watch.left_at > _ALONE:
            self.hiccups.learn(watch.brief, t, self.tuning)
            watch.brief = 0.0
        schedule.plan_calm(watch, t, self.chance, self.tuning)
        return watch.myself

    def _take_good(self, watch: Watch, observation: Observation, t: float) -> list[str]:
        watch.run += 1
        if watch.run == 1:
            watch.run_began = t
        weigh_good(watch, observation.path, t)
        if watch.spell is not None:
            watch.spell.add_good(observation.path, t)
        if watch.belief.up > 0.99:
            watch.noise.good += 1.0
        return self.decide(watch, t)

    def _take_bad(
        self, watch: Watch, kind: Kind, observation: Observation, started: float, t: float
    ) -> list[str]:
        if watch.alarm and watch.run >= _RELAPSE_RUN and t - watch.run_began >= _RELAPSE:
            watch.flapping.relapsed()
        watch.run = 0
        spell = watch.spell
        if spell is None or (not watch.alarm and _begins_anew(spell, kind, t)):
            watch.brief = 0.0
            spell = watch.spell = Spell(observation.observed_at.timestamp(), started)
        others = NOBODY_ELSE if watch.local else self.net.others(watch.group, self._silent())
        weight = weigh_bad(watch, spell, kind, started, t, others)
        spell.add_bad(kind, observation, started, t, weight)
        asked = self._ask_colleagues(watch, t)
        if not watch.local and others.spoke < _ENOUGH_OTHERS and kind in _WAY_KINDS:
            asked += self.net.ask(t)
        if not watch.alarm and 1.0 - watch.belief.up > _LIKELY and spell.proper_bad:
            asked += self._look_at_siblings(watch, t)
        return [*self.decide(watch, t), *asked]

    def _silent(self) -> set[str]:
        return {watch.group for watch in self.watches.values() if watch.alarm}

    def _ask_colleagues(self, watch: Watch, t: float) -> list[str]:
        gap = self.tuning.ask_gap
        if watch.alarm:
            gap = 60.0 if t - watch.alarmed_at < 240.0 else 240.0
        if watch.local or t - watch.asked_at <= gap:
            return []
        watch.asked_at = watch.peers_due = t
        return [PEERS + watch.subject.platform_id]

    # ------------------------------------------------------------------ alarms
    def decide(self, watch: Watch, t: float) -> list[str]:
        """Raise, keep or clear the alarm, and plan; return the targets that this touched."""
        touched = [watch.subject.platform_id]
        siblings = self.siblings(watch)
        made: Case | None = None
        if watch.alarm:
            self._review(watch, siblings, t)
        else:
            made = judging.case(watch, siblings, t, self.hiccups.most, self.tuning)
            if made is not None and judging.is_certain(watch, made, t, self.tuning):
                touched += self._alarm(watch, siblings, t)
            elif watch.spell is not None and self._was_chance(watch, watch.spell, t):
                watch.end_spell()
                made = None
        self._plan(watch, t, made)
        return touched

    def case(self, watch: Watch, t: float) -> Case | None:
        """Return what it takes to raise the alarm; None when nothing is suspected."""
        return judging.case(watch, self.siblings(watch), t, self.hiccups.most, self.tuning)

    def _was_chance(self, watch: Watch, spell: Spell, t: float) -> bool:
        if watch.belief.up <= 0.99 or t - spell.last <= _EXPLAINED:
            return False
        slow = spell.count(Kind.SLOW)
        watch.noise.learn_bad(spell.bad - slow, slow)
        if spell.other_family_bad and not spell.proper_bad:
            watch.other_family = False
        if spell.is_whole and watch.scale == 1.0:
            self.hiccups.learn(spell.span, t, self.tuning)
        return True

    def _alarm(self, watch: Watch, siblings: Siblings, t: float) -> list[str]:
        watch.reported = False
        watch.raise_alarm(t, watch.spell.began if watch.spell is not None else t)
        self._assess(watch, siblings, t)
        return self._look_at_siblings(watch, t)

    def _review(self, watch: Watch, siblings: Siblings, t: float) -> None:
        if not watch.reported and judging.is_over(watch, t, self.tuning):
            self._remember_brief(watch)
            watch.clear_alarm(t)
        elif not watch.run:
            self._assess(watch, siblings, t)

    def _remember_brief(self, watch: Watch) -> None:
        """Keep the span of a short alarm: it may have been a hiccup, or flapping begins."""
        spell = watch.spell
        counts = spell is not None and spell.is_whole and watch.scale == 1.0
        watch.brief = spell.span if spell is not None and counts else 0.0

    def _assess(self, watch: Watch, siblings: Siblings, t: float) -> None:
        if watch.spell is not None:
            watch.status = judging.trouble_status(watch)
            watch.scope = judging.scope_of(watch, siblings, t, self.tuning)

    # ------------------------------------------------------------------ siblings
    def siblings(self, watch: Watch) -> Siblings:
        """Return how the other platforms of the same provider are."""
        group = self._groups.get(watch.subject.provider or "", ())
        if len(group) < 2:
            return NO_SIBLINGS
        others = [other for other in group if other is not watch]
        alarmed = sum(other.alarm and not other.reported for other in others)
        return Siblings(alarmed, sum(other.suspected for other in others))

    def _look_at_siblings(self, watch: Watch, t: float) -> list[str]:
        """Look at the platforms of the same provider at once: they fail together."""
        touched = []
        for other in self._groups.get(watch.subject.provider or "", ()):
            if other is not watch and not other.alarm and t - other.hastened_at > _HASTE:
                other.hastened_at = t
                other.due = min(other.due, t + 1.0 + 2.0 * self.chance.random())
                other.belief.lift(0.004)
                touched.append(other.subject.platform_id)
        return touched

    # ------------------------------------------------------------------ plans
    def plan(self, watch: Watch, t: float) -> None:
        """Set when the platform is looked at next."""
        made: Case | None = None
        if watch.spell is not None and not watch.alarm:
            made = self.case(watch, t)
        self._plan(watch, t, made)

    def _plan(self, watch: Watch, t: float, made: Case | None) -> None:
        pending = self.net.holds(watch.subject.platform_id)
        schedule.plan(watch, t, made, pending=pending, chance=self.chance, tuning=self.tuning)

    def forget_suspicions(self) -> None:
        """Our own network explains what was suspected."""
        for watch in self.public():
            if not watch.alarm:
                watch.end_spell()

    def look_again(self, t: float) -> None:
        """The way out is back: look at suspects first, at the rest a little later."""
        for watch in self.public():
            watch.belief.at = None
            lead = 1.0 if watch.alarm or watch.spell is not None else 4.0
            if watch.due < t + 20.0:
                watch.due = t + min(watch.subject.interval, lead + 12.0 * self.chance.random())

    def public(self) -> Iterator[Watch]:
        """Yield the platforms that are reached through the internet."""
        return (watch for watch in self.watches.values() if not watch.local)


def _begins_anew(spell: Spell, kind: Kind, t: float) -> bool:
    """Whether a bad look belongs to no spell: after a while, or after one slow answer by chance."""
    by_chance = spell.bad == 1 and kind is not Kind.SLOW and spell.count(Kind.SLOW) == 1
    return by_chance or t - spell.last > _SPELL_GAP


def _fails_on_the_way(watch: Watch) -> bool:
    return watch.spell is not None and watch.spell.on_the_way
