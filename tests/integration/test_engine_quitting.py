"""The end of a whole engine, at the moments that chance picks rarely."""

import asyncio
import gc
from pathlib import Path

from downlight.domain.commands import Quit
from fakes.clock import START
from fakes.house import House, favourite

MANY = [favourite(f"site{i}") for i in range(4)]


def test_a_look_that_is_due_at_the_moment_of_quitting_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    (tmp_path / "twin").mkdir()
    twin = House(tmp_path / "twin", MANY)
    twin.live(minutes=10)
    due = twin.internet.asked[-1][0]
    house = House(tmp_path, MANY)
    house.live(seconds=(due - START).total_seconds())
    gc.collect()
    assert twin.internet.asked[: len(house.internet.asked)] == house.internet.asked
    assert all(when < due for when, _ in house.internet.asked)


def test_an_engine_told_to_quit_before_it_runs_leaves_nothing_behind(tmp_path: Path) -> None:
    house = House(tmp_path, MANY)

    async def story() -> None:
        engine = house.engine()
        engine.take(Quit())
        await engine.run()

    asyncio.run(story())
    gc.collect()
    assert house.notifier.closed
    assert house.internet.asked == []
