"""The rows of the status popup as data."""

from dataclasses import replace
from datetime import timedelta

import pytest

from downlight.domain.settings import Favourite
from downlight.domain.status import Phase, Status
from downlight.present.picker import Choice
from downlight.present.popup import found, offer_name, offer_spoken, popup_row, spoken
from fakes.states import NOW, down, english, starting, state, up


def test_a_row_says_how_it_is() -> None:
    row = popup_row(replace(down("X"), latencies=(0.2, 0.3)), english(), NOW)
    assert (row.view.name, row.sentence) == ("X", "Down for everyone for 6 min")
    assert row.sign is Status.MAJOR_OUTAGE
    assert row.latencies == (0.2, 0.3)


def test_a_muted_row_says_so() -> None:
    muted = replace(down("X"), muted_until=NOW + timedelta(hours=1))
    assert popup_row(muted, english(), NOW).sentence == "Down for everyone for 6 min (muted)"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (starting("X"), "X: Not looked at yet"),
        (up("X"), "X: All is well, checked 20 s ago"),
        (
            replace(up("X"), latencies=(4.0, 0.3)),
            "X: All is well, answered in 0.3 s, checked 20 s ago",
        ),
        (
            state("X", Status.OPERATIONAL, Phase.SUSPECTED),
            "X: Something is wrong, looking again, checked 20 s ago",
        ),
    ],
)
def test_a_row_is_one_sentence_for_those_who_hear_it(given: object, sentence: str) -> None:
    assert isinstance(given, type(up("X")))
    assert spoken(popup_row(given, english(), NOW), english()) == sentence


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["GitHub", "X"]),
        ("git", ["GitHub"]),
        ("HUB git", ["GitHub"]),
        ("tweet", ["X"]),
        ("x.example", ["X"]),
        ("nothing", []),
    ],
)
def test_a_search_finds_favourites_by_name_alias_and_host(text: str, names: list[str]) -> None:
    x = up("X")
    x = replace(x, platform=replace(x.platform, aliases=("Tweeter",)))
    assert [one.platform.name for one in found([up("GitHub"), x], text)] == names


def test_what_is_not_watched_yet_says_what_choosing_it_does() -> None:
    known = Choice(Favourite("odd"), "Odd", "odd.example", "Other")
    own = Choice(
        Favourite("nas", url="http://nas.local/"), "Watch this address", "http://nas.local/", "Own"
    )
    words = english()
    assert [offer_name(one, words) for one in (known, own)] == [
        "Watch Odd",
        "Watch http://nas.local/",
    ]
    assert [offer_spoken(one, words) for one in (known, own)] == [
        "Watch Odd, odd.example",
        "Watch http://nas.local/",
    ]
