import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from downlight.domain.events import Event, SnapshotTaken
from downlight.domain.observation import Observation
from downlight.domain.settings import Settings
from downlight.domain.snapshot import Snapshot
from downlight.domain.status import Phase, Reason, Source, Status
from downlight.domain.verdict import Verdict
from downlight.engine.board import LATENCIES, SETTLE, Board
from downlight.engine.watchlist import build
from downlight.store.log import Log
from fakes.clock import START, FakeClock
from fakes.house import Book, favourite


def verdict(name: str, status: Status = Status.OPERATIONAL) -> Verdict:
    return Verdict(name, status, Phase.CALM, None, 1.0, (), START)


def observation(name: str, check: str = "http", latency: float | None = 0.2) -> Observation:
    return Observation(
        f"{name}/{check}", name, Source.PROBE, Status.OPERATIONAL, Reason.OK, START, START,
        latency=latency,
    )  # fmt: skip


def play(folder: Path, act: Callable[[Board], None], *, settle: bool = False) -> list[Event]:
    events: list[Event] = []
    clock = FakeClock()
    log = Log.open(folder / "history.sqlite3", clock.now)

    async def run() -> None:
        board = Board(clock, log, events.append)
        settings = Settings(favourites=(favourite("a"), favourite("b")))
        platforms = build(settings, Book())[0].platforms
        board.arrange(platforms, {p.id: verdict(p.id) for p in platforms})
        act(board)
        if settle:
            await asyncio.sleep(SETTLE * 2)
        else:
            board.flush()

    asyncio.run(run())
    log.close()
    return events


def last(events: list[Event]) -> Snapshot:
    taken = events[-1]
    assert isinstance(taken, SnapshotTaken)
    return taken.snapshot


def test_many_changes_are_one_snapshot(tmp_path: Path) -> None:
    def act(board: Board) -> None:
        for _ in range(50):
            board.seen(observation("a"))

    assert len(play(tmp_path, act, settle=True)) == 1


def test_the_newest_observation_of_each_check_is_kept(tmp_path: Path) -> None:
    def act(board: Board) -> None:
        for check in ("http", "feed", "http"):
            board.seen(observation("a", check))

    state = last(play(tmp_path, act)).platforms[0]
    assert sorted(o.check_id for o in state.observations) == ["a/feed", "a/http"]


def test_latencies_are_bounded(tmp_path: Path) -> None:
    def act(board: Board) -> None:
        for i in range(LATENCIES + 5):
            board.seen(observation("a", latency=float(i)))

    latencies = last(play(tmp_path, act)).platforms[0].latencies
    assert len(latencies) == LATENCIES
    assert latencies[-1] == LATENCIES + 4
    assert last(play(tmp_path, act)).platforms[0].trace[-1].answered > 0


def test_a_verdict_of_somebody_unknown_changes_nothing(tmp_path: Path) -> None:
    snapshot = last(play(tmp_path, lambda board: board.judged(verdict("ghost"), None)))
    assert [s.platform.id for s in snapshot.platforms] == ["a", "b"]


def test_mutes_are_shown_and_taken_back(tmp_path: Path) -> None:
    until = START + timedelta(hours=1)

    def act(board: Board) -> None:
        board.muted({"a": until, "b": until})
        board.muted({"b": until})

    states = last(play(tmp_path, act)).platforms
    assert [s.muted_until for s in states] == [None, until]
