"""The pipeline as hypothesis drives it: whatever happens, the log tells one consistent story."""

import asyncio
import itertools
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from downlight.domain.detector import Detector
from downlight.domain.events import Event
from downlight.domain.grouping import parts_of
from downlight.domain.history import IncidentFilter
from downlight.domain.model import Platform
from downlight.domain.observation import Observation
from downlight.domain.status import Reason, Source, Status
from downlight.domain.subject import Subject
from downlight.engine.announcer import Announcer
from downlight.engine.board import Board
from downlight.engine.measuring import Measuring
from downlight.engine.outbox import Outbox
from downlight.engine.pipeline import Pipeline
from downlight.engine.speaker import Speaker
from downlight.store.log import Log
from fakes.alarms import Alarms
from fakes.clock import FakeClock
from fakes.notifier import FakeNotifier

PLATFORM = Platform("x", "X", "https://x.example/")


class Story:
    """Evidence for one platform, and now and then a crash."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "history.sqlite3"
        self.clock = FakeClock()
        self.notifier = FakeNotifier()
        self.events: list[Event] = []

    async def begin(self) -> None:
        """Start as after a crash: from the log alone."""
        self.alarms = Alarms()
        self.log = Log.open(self.path, self.clock.now)
        board = Board(self.clock, self.log, self.events.append)
        judge = Detector(Random(3))
        self.outbox = Outbox(self.notifier, self.log, board, self.clock, self.events.append)
        alarm = self.alarms.set
        speaker = Speaker(self.log, self.outbox, self.clock, alarm)
        self.pipeline = Pipeline(
            judge=judge,
            log=self.log,
            board=board,
            speaker=speaker,
            announcer=Announcer(speaker, self.clock, alarm),
            measuring=Measuring(self.log, self.clock),
            clock=self.clock,
            publish=self.events.append,
        )
        self.pipeline.restore()
        judge.watch(Subject("x"), self.clock.now())
        self.pipeline.watch(PLATFORM, self.clock.now())

    async def look(self, seconds: float, status: Status, reason: Reason) -> None:
        self.clock.jump(self.clock.now() + timedelta(seconds=seconds))
        now = self.clock.now()
        self.alarms.ring(now)
        self.pipeline.take(
            Observation(
                "x/http",
                "x",
                Source.PROBE,
                status,
                reason,
                now,
                now,
                http_status=503 if reason is Reason.HTTP_STATUS else 200,
            )
        )
        await self.outbox.drain()

    def crash(self) -> None:
        self.log.close()


GOOD = (Status.OPERATIONAL, Reason.OK)
BAD = (Status.MAJOR_OUTAGE, Reason.HTTP_STATUS)
BLOCKED = (Status.OPERATIONAL, Reason.BLOCKED)
OURS = (Status.UNKNOWN, Reason.OWN_FAULT)
Step = tuple[float, tuple[Status, Reason]] | str
step: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.floats(1, 90), st.sampled_from([GOOD, BAD, BAD, BLOCKED, OURS])),
    st.just("crash"),
)


@given(st.lists(step, min_size=10, max_size=60))
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_whatever_happens_the_log_tells_one_story(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder))
        asyncio.run(_play(story, steps))
        check(story)


async def _play(story: Story, steps: Sequence[Step]) -> None:
    await story.begin()
    for chosen in steps:
        if isinstance(chosen, str):
            story.crash()
            await story.begin()
        else:
            seconds, (status, reason) = chosen
            await story.look(seconds, status, reason)
    story.clock.jump(story.clock.now() + timedelta(seconds=61))
    await story.outbox.drain()


def check(story: Story) -> None:
    reader = story.log.reader()
    found = [reader.incident(key) for key in reader.ids(IncidentFilter())][::-1]
    reader.close()
    story.crash()
    incidents = [incident for incident in found if incident is not None]
    assert sum(incident.is_open for incident in incidents) <= 1
    for before, after in itertools.pairwise(incidents):
        assert before.resolved_at is not None
        assert before.resolved_at <= after.started_at
    for incident in incidents:
        assert incident.started_at <= incident.confirmed_at
        kinds = [
            part.kind.value
            for bubble in story.notifier.bubbles
            for part in parts_of(bubble.notification)
            if part.incident_id == incident.id
        ]
        assert kinds.count("recovered") <= 1
        assert kinds[:1] in (["down"], ["degraded"], ["only_you"], ["recovered"])
        assert ("recovered" in kinds) is (not incident.is_open)


def test_a_plain_outage_goes_all_the_way() -> None:
    with tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder))
        steps: Sequence[Step] = [(60.0, GOOD)] * 5 + [(10.0, BAD)] * 12 + [(30.0, GOOD)] * 10
        asyncio.run(_play(story, steps))
        assert story.notifier.kinds[0] in ("down", "only_you")
        assert story.notifier.kinds[-1] == "recovered"
        check(story)
