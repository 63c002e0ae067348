"""Platforms from one profile to another."""

from pathlib import Path

from downlight.app.parts import Parts
from downlight.app.sharing import PlatformSharing
from downlight.domain.settings import Favourite
from downlight.system.paths import Profile

MINE = Favourite("our-wiki", name="Our wiki", url="https://wiki.acme.example/")


def sharing(folder: Path) -> tuple[PlatformSharing, Parts]:
    parts = Parts(*Profile.at(folder).prepare())
    return PlatformSharing(parts), parts


def test_an_address_of_ones_own_becomes_a_link_that_others_can_take_over(tmp_path: Path) -> None:
    link = sharing(tmp_path / "mine")[0].link(MINE).link
    assert link.startswith("downlight://platforms/")
    theirs, parts = sharing(tmp_path / "theirs")
    found = theirs.look(link)
    assert [(change.id, change.is_new) for change in found.changes] == [("our-wiki", True)]
    assert parts.book.platform("our-wiki") is None
    assert theirs.take(link) == ""
    known = parts.book.platform("our-wiki")
    assert known is not None
    assert known.homepage == "https://wiki.acme.example/"
    assert theirs.look(link).changes == ()


def test_a_platform_of_the_catalogue_can_be_shared(tmp_path: Path) -> None:
    mine, _ = sharing(tmp_path)
    assert mine.link(Favourite("github")).link
    assert "no platform called" in mine.link(Favourite("there-is-no-such-thing")).trouble


def test_what_was_not_shared_is_told(tmp_path: Path) -> None:
    mine, parts = sharing(tmp_path)
    assert mine.look("downlight://platforms/1/broken/link").trouble
    assert "cannot be read" in mine.look(str(tmp_path / "gone.toml")).trouble
    assert mine.take(str(tmp_path / "gone.toml"))
    assert not parts.profile.platforms_file.exists()
