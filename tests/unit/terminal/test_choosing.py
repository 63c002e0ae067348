"""What people mean by what they type."""

from pathlib import Path

import pytest

from downlight.domain.settings import Favourite
from downlight.terminal.choosing import Declined, chosen, favourite_for, load_settings
from fakes.shell import Shell

MINE = Favourite("nas", name="My NAS", url="http://nas.local/")


@pytest.mark.parametrize("typed", ["nas", "my nas", "MY NAS", "nas.local", "http://nas.local/"])
def test_a_favourite_goes_by_its_id_its_name_and_its_address(tmp_path: Path, typed: str) -> None:
    shell = Shell(tmp_path, MINE)
    assert chosen(typed, load_settings(shell.services())) == MINE


@pytest.mark.parametrize("typed", ["", "NAS 2", "nas.local/other"])
def test_nothing_else_is_that_favourite(tmp_path: Path, typed: str) -> None:
    shell = Shell(tmp_path, MINE)
    assert chosen(typed, load_settings(shell.services())) is None


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("twitter", "x"),
        ("x.com", "x"),
        ("微信", "wechat"),
        ("nas", "nas"),
        ("o.example", "o.example"),
    ],
)
def test_favourites_come_first_then_the_catalogue_then_addresses(
    tmp_path: Path, typed: str, id_: str
) -> None:
    services = Shell(tmp_path, MINE).services()
    settings = load_settings(services)
    assert favourite_for(typed, settings, services.catalogue).id == id_


def test_the_users_own_wishes_for_a_known_platform_are_kept(tmp_path: Path) -> None:
    mine = Favourite("x", interval=300.0)
    services = Shell(tmp_path, mine).services()
    assert favourite_for("Twitter", load_settings(services), services.catalogue) == mine


@pytest.mark.parametrize(
    ("typed", "clue"),
    [
        ("gtihub", "Did you mean GitHub"),
        ("qqqqzz", "no platform called “qqqqzz”"),
        ("ftp://x.example", "Only http and https"),
        ("http://", "not a web address"),
        ("", "Type a web address"),
    ],
)
def test_what_means_nothing_is_declined_in_a_sentence(
    tmp_path: Path, typed: str, clue: str
) -> None:
    services = Shell(tmp_path).services()
    with pytest.raises(Declined, match=clue) as declined:
        favourite_for(typed, load_settings(services), services.catalogue)
    assert declined.value.code == 2


def test_entries_of_the_settings_that_cannot_be_taken_are_told(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    (tmp_path / "settings.toml").write_text('[general]\ninterval = "often"\n')
    load_settings(shell.services())
    assert "general.interval" in shell.err
