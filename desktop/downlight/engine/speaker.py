"""Speaking of incidents: what the user wants to hear, decided and logged, then handed out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from downlight.domain import announcing, official_word, quiet_hours, telling
from downlight.domain.announcing import News
from downlight.domain.incident import Incident
from downlight.domain.lifecycle import Transition
from downlight.domain.model import Platform
from downlight.domain.notify import Hush, Notification, NotificationKind, NotifyDecision
from downlight.domain.observation import Observation
from downlight.domain.settings import NotificationSettings
from downlight.domain.status import Source
from downlight.domain.telling import Wishes
from downlight.engine.outbox import Outbox
from downlight.engine.ports import Clock, IncidentLog

Alarm = Callable[[str, datetime, Callable[[], None]], None]
"""Calls something at a time (UTC); a later call under the same name takes its place."""


class Speaker:
    """Decides by the rules of `domain.telling`. Whatever it decides is in the log first."""

    def __init__(
        self, log: IncidentLog, outbox: Outbox, clock: Clock, alarm: Alarm, zone: tzinfo = UTC
    ) -> None:
        """`zone` is where quiet hours count."""
        self._log = log
        self._outbox = outbox
        self._clock = clock
        self._alarm = alarm
        self._zone = zone
        self.settings = NotificationSettings()
        self.own: Mapping[str, Mapping[str, bool]] = {}
        """The favourites' own switches, by platform."""
        self.hush: Callable[[], Hush] = Hush
        """What is muted and paused."""
        self._platforms: dict[str, Platform] = {}
        self._open: dict[str, Incident] = {}
        self._official: dict[str, Observation] = {}
        self._first_seen: dict[str, datetime] = {}
        """Since when the pages of platforms show trouble."""

    def know(self, platform: Platform) -> None:
        """Know a favourite."""
        self._platforms[platform.id] = platform

    def forget(self, platform_id: str) -> None:
        """A platform is no favourite any more."""
        for kept in (self._platforms, self._open, self._official, self._first_seen):
            kept.pop(platform_id, None)

    def restore(self, incident: Incident) -> None:
        """Go on with an incident that was open at the last end, with its timeline."""
        self._open[incident.platform_id] = incident
        told = [
            entry.at
            for entry in incident.timeline
            if entry.source is Source.OFFICIAL and entry.status and entry.status.is_trouble
        ]
        if told:
            self._first_seen[incident.platform_id] = min(told)

    def apply(self, settings: NotificationSettings, own: Mapping[str, Mapping[str, bool]]) -> None:
        """Go by these settings from now on."""
        self.settings, self.own = settings, own
        self._outbox.settings = settings
        self._outbox.wake()
        for incident in self._open.values():
            self._plan_reminder(incident)

    def platform(self, platform_id: str) -> Platform | None:
        """Return a favourite."""
        return self._platforms.get(platform_id)

    def incident(self, platform_id: str) -> Incident | None:
        """Return the open incident of a platform."""
        return self._open.get(platform_id)

    def read(self, platform_id: str) -> Observation | None:
        """Return what a platform's page said last."""
        return self._official.get(platform_id)

    def hear_page(self, seen: Observation) -> None:
        """Take in what a platform's own page says."""
        self._official[seen.platform_id] = seen
        if seen.status.is_trouble:
            self._first_seen.setdefault(seen.platform_id, seen.observed_at)
        elif seen.platform_id not in self._open:
            self._first_seen.pop(seen.platform_id, None)

    def decide(self, transition: Transition, incident: Incident) -> NotifyDecision:
        """Decide on a change of an incident; it is logged together with the incident."""
        platform = self._platforms.get(incident.platform_id)
        provider = (platform.provider if platform else None) or ""
        said = telling.of_change(transition.change, incident, transition.at, provider=provider)
        page = self._official.get(incident.platform_id)
        said = replace(
            said,
            official=page.status if page else None,
            official_at=official_word.first_word(
                incident, self._first_seen.get(incident.platform_id)
            ),
        )
        told = incident.id is not None and self._log.was_told(incident.id)
        return telling.decide(said, self.wishes(incident.platform_id), transition.at, told=told)

    def follow(self, incident: Incident, said: Notification | None) -> None:
        """Go on after a change stands in the log: tell it, and remind while it lasts."""
        if incident.is_open:
            self._open[incident.platform_id] = incident
            self._plan_reminder(incident)
        else:
            self._open.pop(incident.platform_id, None)
            self._first_seen.pop(incident.platform_id, None)
        if said is not None:
            self._outbox.wake()

    def announce(self, news: News) -> bool:
        """Decide on news without a change of an incident, once for each topic; whether to tell."""
        if news.topic and self._log.knows(news.topic):
            return False
        now = self._clock.now()
        decision = telling.decide(news.said, self.wishes(news.said.about), now, topic=news.topic)
        if self._log.announce(decision, now) is None:
            return False
        self._outbox.wake()
        return True

    def wishes(self, platform_id: str) -> Wishes:
        """Return what the user wants to hear of a platform now."""
        until = quiet_hours.quiet_until(self._clock.now(), self.settings, self._zone)
        hush = replace(self.hush(), quiet_until=until)
        return Wishes(self.settings, self.own.get(platform_id, {}), hush)

    def key_of(self, incident: Incident) -> str:
        """Return the key under which a later word takes the place of the outage's bubble.

        Empty where that bubble tells of others as well.
        """
        key = f"incident:{incident.id}"
        standing = self._log.standing().get(key)
        return "" if standing is not None and standing.parts else key

    def _plan_reminder(self, incident: Incident) -> None:
        platform_id = incident.platform_id
        own = self.own.get(platform_id)
        if self.settings.speaks_of(NotificationKind.REMINDER.switch, own):
            due = announcing.next_reminder(incident, self._interval, self._clock.now())
            self._alarm(f"remind {platform_id}", due, lambda: self._remind(platform_id))

    def _remind(self, platform_id: str) -> None:
        incident = self._open.get(platform_id)
        if incident is None or incident.id is None:
            return
        if self._log.was_told(incident.id):
            key = self.key_of(incident) or f"reminder:{incident.id}"
            now = self._clock.now()
            self.announce(announcing.reminder(incident, key, self._interval, now))
        self._plan_reminder(incident)

    @property
    def _interval(self) -> timedelta:
        return timedelta(minutes=self.settings.reminder_minutes)
