"""Watches for what no incident tells: maintenance, updates, certificates, our own connection."""

from datetime import datetime, timedelta

from downlight.domain import announcing
from downlight.domain.announcing import News
from downlight.domain.connectivity import CUT_OFF
from downlight.domain.model import Platform
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.notify import NotificationKind
from downlight.domain.observation import Observation
from downlight.domain.status import NetworkState, Source
from downlight.engine.ports import Clock
from downlight.engine.speaker import Alarm, Speaker

PATIENCE = timedelta(seconds=30)
"""How long this machine must be cut off before that is news: switching networks is none."""
USUAL_DAYS = 14
"""Days before the end of a certificate at which it is news, of a check that names none."""


class Announcer:
    """Hands news to the speaker as they come, or when their time has come."""

    def __init__(self, speaker: Speaker, clock: Clock, alarm: Alarm) -> None:
        self._speaker = speaker
        self._clock = clock
        self._alarm = alarm
        self._network = NetworkState.UNKNOWN
        self._cut_off_at: datetime | None = None
        self._told_offline = False

    def hear(self, seen: Observation) -> None:
        """Take in an observation of a favourite."""
        if seen.source is Source.OFFICIAL:
            self._speaker.hear_page(seen)
            self.look_again(seen.platform_id)
        elif seen.tls_expires_at is not None:
            self._certificate(seen, seen.tls_expires_at)

    def look_again(self, platform_id: str) -> None:
        """Look through what a platform's page said last."""
        platform, seen = self._speaker.platform(platform_id), self._speaker.read(platform_id)
        if platform is None or seen is None:
            return
        now = self._clock.now()
        for notice in seen.notices:
            if not announcing.concerns(notice, seen.components):
                continue
            if announcing.is_ahead(notice, now):
                self._plan(platform, notice, now)
            elif notice.kind is NoticeKind.INCIDENT:
                self._official(platform, notice, now)

    def maintenance_began(self, platform_id: str) -> None:
        """Take in that a platform is being worked on."""
        platform, seen = self._speaker.platform(platform_id), self._speaker.read(platform_id)
        if platform is None:
            return
        now = self._clock.now()
        notices = seen.notices if seen else ()
        active = next((notice for notice in notices if notice.is_active(now)), None)
        self._speaker.announce(announcing.begun(platform, active, now))

    def network(self, state: NetworkState) -> None:
        """Take in how this machine's own way to the internet is."""
        self._network = state
        now = self._clock.now()
        if state in CUT_OFF:
            if self._cut_off_at is None:
                self._cut_off_at = now
                self._alarm("offline", now + PATIENCE, self._say_offline)
            return
        if self._cut_off_at is not None and self._told_offline:
            self._speaker.announce(News(announcing.connection(state, self._cut_off_at, now), ""))
        self._cut_off_at, self._told_offline = None, False

    def _say_offline(self) -> None:
        since, now = self._cut_off_at, self._clock.now()
        if since is None or now - since < PATIENCE:
            return
        news = News(announcing.connection(self._network, since, now), "")
        self._told_offline = self._speaker.announce(news)

    def _plan(self, platform: Platform, notice: Notice, now: datetime) -> None:
        """Tell of a maintenance when its time has come, by what the page says then."""
        if notice.starts_at is None:
            return
        lead = timedelta(minutes=self._speaker.settings.maintenance_minutes)
        due = notice.starts_at - lead
        if due <= now:
            self._speaker.announce(announcing.ahead(platform, notice, now))
            return
        name = f"maintenance {platform.id} {notice.external_id}"
        self._alarm(name, due, lambda: self.look_again(platform.id))

    def _official(self, platform: Platform, notice: Notice, now: datetime) -> None:
        incident = self._speaker.incident(platform.id)
        speaks = self._speaker.wishes(platform.id).speaks_of(NotificationKind.OFFICIAL)
        if incident is None and not speaks:
            return
        key = self._speaker.key_of(incident) if incident else ""
        news = announcing.official(platform, notice, incident, key, now)
        if news is not None:
            self._speaker.announce(news)

    def _certificate(self, seen: Observation, expires_at: datetime) -> None:
        platform = self._speaker.platform(seen.platform_id)
        if platform is None:
            return
        checks = (check for check in platform.checks if check.id == seen.check_id)
        days = next((check.expect.tls_days for check in checks), USUAL_DAYS)
        news = announcing.certificate(platform, expires_at, days, self._clock.now())
        if news is not None:
            self._speaker.announce(news)
