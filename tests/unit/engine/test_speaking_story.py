"""Whatever happens, and whenever it crashes: nothing due is lost, nothing told twice."""

import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from downlight.domain.grouping import parts_of
from downlight.domain.notify import Notification, NotificationKind, Outcome
from downlight.domain.settings import NotificationSettings
from fakes.notifier import FakeNotifier
from fakes.speaking import SpeakingDesk

START = datetime(2026, 11, 2, 20, tzinfo=UTC)
NIGHT = NotificationSettings(quiet_hours=True, quiet_from="21:00", quiet_until="21:20")
NAMES = "abcdefghij"


class CrashError(Exception):
    """The process ends here."""


class BrittleNotifier(FakeNotifier):
    """Shows bubbles and knows when; ends the process before or after one if told to."""

    def __init__(self, desk: SpeakingDesk) -> None:
        super().__init__()
        self._desk = desk
        self.at: list[datetime] = []
        self.crash_before = self.crash_after = False

    async def show(self, notification: Notification, replaces: int | None) -> int | None:
        if self.crash_before:
            self.crash_before = False
            raise CrashError
        self.at.append(self._desk.clock.now())
        shown = await super().show(notification, replaces)
        if self.crash_after:
            self.crash_after = False
            raise CrashError
        return shown


class Story:
    """What a list of acts does to a desk."""

    def __init__(self, path: Path) -> None:
        self.desk = SpeakingDesk(path, UTC, START)
        self.desk.watch(NAMES[:6], "cloudflare")
        self.desk.watch(NAMES[6:])
        self.notifier = BrittleNotifier(self.desk)
        self.desk.notifier = self.notifier
        self.repeats = 0
        self.restart()

    def restart(self) -> None:
        self.desk.crash()
        self.desk.begin()

    def play(self, act: str, what: float) -> None:
        name = NAMES[int(what * 10) % len(NAMES)]
        if act == "flip":
            self._flip(name)
        elif act == "wait":
            self._wait(what)
        elif act == "crash":
            self.restart()
        elif act == "crash before":
            self.notifier.crash_before = True
        elif act == "crash after":
            self.notifier.crash_after = True
        else:
            night = NIGHT if what < 60 else NotificationSettings()
            self.desk.choose(night)

    def finish(self) -> None:
        """Let everything come to rest, by day."""
        self.desk.choose(NotificationSettings())
        self.notifier.crash_before = self.notifier.crash_after = False
        self._wait(400)

    def _flip(self, name: str) -> None:
        if name in self.desk.open:
            self.desk.back(name)
        else:
            self.desk.down(name)

    def _wait(self, seconds: float) -> None:
        end = self.desk.clock.now() + timedelta(seconds=seconds)
        while self.desk.clock.now() < end:
            planned = self.notifier.crash_after
            try:
                self.desk.wait((end - self.desk.clock.now()).total_seconds())
            except CrashError:
                self.repeats += planned
                self.restart()


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["flip"] * 6 + ["wait"] * 4 + ["crash", "crash before", "crash after", "night"]
        ),
        st.floats(0, 120),
    ),
    min_size=5,
    max_size=60,
)


@given(ACTS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_happens_each_is_told_once_and_at_most_three_a_minute(
    acts: list[tuple[str, float]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder) / "history.sqlite3")
        try:
            for act, what in acts:
                story.play(act, what)
            story.finish()
            nothing_due_is_lost(story)
            nothing_is_said_twice(story)
            never_more_than_three_a_minute(story)
            the_last_word_is_true(story)
        finally:
            story.desk.crash()


def nothing_due_is_lost(story: Story) -> None:
    for row in story.desk.decisions():
        assert row.kind is None or row.outcome is not None
        assert row.outcome is not Outcome.STALE
        assert row.outcome in (None, Outcome.SUPERSEDED) or row.shown_at is not None


def nothing_is_said_twice(story: Story) -> None:
    """A bubble whose process died before it could write that it was shown is shown again."""
    times = Counter(said.id for said in story.desk.shown)
    assert sum(count - 1 for count in times.values()) <= story.repeats


def never_more_than_three_a_minute(story: Story) -> None:
    at = story.notifier.at
    for first, later in zip(at, at[3 + story.repeats :], strict=False):
        assert later - first >= timedelta(seconds=60)


def the_last_word_is_true(story: Story) -> None:
    last = {part.incident_id: part for said in story.desk.shown for part in parts_of(said)}
    for incident in story.desk.log.open_incidents():
        assert last[incident.id].is_open
    open_ids = {incident.id for incident in story.desk.log.open_incidents()}
    for number, part in last.items():
        assert part.is_open is (number in open_ids)
        assert part.is_open or part.kind is NotificationKind.RECOVERED
