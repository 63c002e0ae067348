"""An edit of the user's own platforms, while the engine runs."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from downlight.domain.commands import ReloadSettings
from downlight.domain.model import Platform
from downlight.domain.settings import Favourite, Settings
from fakes.house import Book, House, favourite
from fakes.internet import page

ELSEWHERE = "https://elsewhere.example/"


class Edited(Book):
    """A catalogue in which somebody writes another address."""

    address: str | None = None

    def resolve(self, favourite: Favourite, settings: Settings) -> Platform:
        wanted = replace(favourite, url=self.address) if self.address else favourite
        return super().resolve(wanted, settings)


def house(folder: Path) -> tuple[House, Edited]:
    made, book = House(folder, [favourite("x")]), Edited()
    made.book = book
    made.internet.serve(ELSEWHERE, page())
    return made, book


def asked_from(made: House, minutes: float) -> set[str]:
    since = made.after(minutes=minutes)
    return {url for at, url in made.internet.asked if at >= since}


def test_what_is_watched_is_looked_up_again_when_files_are_read_again(tmp_path: Path) -> None:
    made, book = house(tmp_path)
    made.at(lambda: setattr(book, "address", ELSEWHERE), minutes=5)
    made.live((timedelta(minutes=6), ReloadSettings()), minutes=12)
    assert ELSEWHERE in asked_from(made, 6)
    assert (favourite("x").url or "") not in asked_from(made, 9)


@pytest.mark.parametrize("times", [1, 5])
def test_reading_again_what_has_not_changed_changes_nothing(tmp_path: Path, times: int) -> None:
    quiet, _ = house(tmp_path / "quiet")
    busy, _ = house(tmp_path / "busy")
    for each in (quiet, busy):
        each.path.parent.mkdir()
    reloads = [(timedelta(minutes=3 + n), ReloadSettings()) for n in range(times)]
    quiet.live(minutes=12)
    busy.live(*reloads, minutes=12)
    assert busy.internet.asked == quiet.internet.asked
