"""The catalogue that is shipped."""

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from string import ascii_lowercase

import pytest

from downlight import formats
from downlight.catalogue.book import CatalogueBook
from downlight.catalogue.entry import Shelves
from downlight.catalogue.loader import load
from downlight.catalogue.validating import breaches
from downlight.domain.model import CheckKind
from downlight.domain.settings import Favourite, Problem, Settings

FOLDER = Path(__file__).parents[3] / "resources" / "catalogue"


@cache
def loaded() -> tuple[Shelves, list[Problem]]:
    return load(FOLDER)


@cache
def book() -> CatalogueBook:
    return CatalogueBook(loaded()[0])


def test_it_is_read_without_a_problem_and_is_large_enough() -> None:
    assert loaded()[1] == []
    assert len(book().entries()) >= 4000


def test_every_platform_can_be_watched() -> None:
    for platform in book().popular(100_000):
        watched = book().resolve(Favourite(platform.id), Settings())
        assert watched.checks[0].kind is CheckKind.HTTP
        for check in watched.checks:
            assert check.format is None or formats.named(check.format)


def test_it_breaks_none_of_its_rules() -> None:
    assert [str(problem) for problem in breaches(FOLDER)] == []


def test_a_feed_that_may_be_an_empty_list_names_its_format() -> None:
    shared = [entry for entry in loaded()[0].entries if entry.feed and "amazon" in entry.feed]
    assert shared
    assert all(entry.format == "aws-currentevents" for entry in shared)


def test_platforms_of_one_feed_say_which_part_of_it_they_are() -> None:
    readers = Counter(entry.feed for entry in loaded()[0].entries if entry.feed)
    crowded = {feed for feed, number in readers.items() if number > 2}
    vague = [e.id for e in loaded()[0].entries if e.feed in crowded and not e.components]
    assert sorted(vague) == ["google-cloud", "google-workspace"]


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("twitter", "x"),
        ("twitter.com", "x"),
        ("x.com", "x"),
        ("Instagram", "instagram"),
        ("fb", "facebook"),
        ("微信", "wechat"),
        ("gmail", "gmail"),
        ("chatgpt", "chatgpt"),
        ("teams", "microsoft-teams"),
        ("psn", "playstation-network"),
        ("واتساب", "whatsapp"),
        ("ютуб", "youtube"),
        ("유튜브", "youtube"),
        ("ツイッター", "x"),
        ("フェイスブック", "facebook"),
        ("فيسبوك", "facebook"),
        ("Office 365", "microsoft-365"),
        ("aws", "amazon-web-services"),
    ],
)
def test_platforms_go_by_the_names_that_people_use(typed: str, id_: str) -> None:
    platform = book().find(typed)
    assert platform is not None
    assert platform.id == id_


def test_the_error_texts_of_14_july_2022_show_an_outage_of_x() -> None:
    x = book().platform("x")
    assert x is not None
    refused = x.checks[0].expect.must_not_contain
    page = "<p>Tweets aren't loading right now. Try again.</p>"
    assert any(text in page for text in refused)
    assert "Over capacity" in refused


def slip(name: str, chance: Random) -> str:
    """Return `name` with two letters swapped, one missing, one wrong or one too many."""
    at, letter = chance.randrange(len(name) - 1), chance.choice(ascii_lowercase)
    head, tail = name[:at], name[at + 1 :]
    slips = (
        head + tail[0] + name[at] + tail[1:],
        head + tail,
        head + letter + tail,
        head + letter + name[at:],
    )
    return chance.choice(slips).lower()


def test_slips_in_common_names_are_nearly_always_understood() -> None:
    chance = Random(14072022)
    common = [entry for entry in book().entries() if 5 <= len(entry.name) <= 16][:300]
    typed = [(entry.id, slip(entry.name, chance)) for entry in common]
    missed = [
        (id_, text) for id_, text in typed if id_ not in {p.id for p in book().search(text, 3)}
    ]
    assert len(missed) <= 0.05 * len(typed), missed
