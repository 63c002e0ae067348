from collections.abc import Sequence
from gettext import NullTranslations
from zoneinfo import ZoneInfo

import pytest

from downlight.domain.address import parse_address
from downlight.domain.model import Platform
from downlight.domain.settings import Favourite
from downlight.present import picker
from downlight.present.picker import POPULAR, Choice, Shelf
from downlight.present.words import Words
from fakes.shelf import SmallCatalogue

words = Words("en", NullTranslations(), ZoneInfo("UTC"))


def shelf(*favourites: str) -> Shelf:
    return Shelf(SmallCatalogue(), [Favourite(one) for one in favourites], words)


def names(choices: Sequence[Choice]) -> list[str]:
    return [choice.name for choice in choices]


def test_the_popular_ones_come_first_then_categories_by_name() -> None:
    assert shelf().categories() == [
        (POPULAR, "Popular"),
        ("brass-bands", "Brass bands"),
        ("developer", "Developers"),
        ("social", "Social networks"),
    ]


def test_browsing_shows_a_category_in_order_of_popularity() -> None:
    assert names(shelf().browse(POPULAR).choices) == ["X", "GitHub", "Odd"]
    assert names(shelf().browse("developer").choices) == ["GitHub"]


def test_what_is_watched_already_is_marked() -> None:
    assert [choice.watched for choice in shelf("github").browse(POPULAR).choices] == [
        False,
        True,
        False,
    ]


def test_search_finds_by_alias() -> None:
    assert names(shelf().search("twitter").choices) == ["X"]


def test_an_address_is_offered_as_itself() -> None:
    (own,) = shelf().search("intranet.example/wiki").choices
    assert own.detail == "https://intranet.example/wiki"
    assert own.favourite == Favourite(
        "intranet.example-wiki",
        name="intranet.example/wiki",
        url="https://intranet.example/wiki",
    )


def test_a_platform_of_the_catalogue_comes_before_its_bare_address() -> None:
    class Finding(SmallCatalogue):
        def search(self, text: str, limit: int) -> Sequence[Platform]:
            return self.platforms

    offer = Shelf(Finding(), [], words).search("https://github.com/")
    assert names(offer.choices) == ["GitHub", "Watch this address", "X", "Odd"]


def test_a_favourite_is_called_by_its_user_then_by_the_catalogue_then_by_its_id() -> None:
    catalogue = SmallCatalogue()
    assert picker.display_name(Favourite("x", name="Bird"), catalogue) == "Bird"
    assert picker.display_name(Favourite("x"), catalogue) == "X"
    assert picker.display_name(Favourite("gone"), catalogue) == "gone"


def test_the_same_address_can_be_watched_twice_under_two_ids() -> None:
    address = parse_address("http://127.0.0.1:8080/")
    first = picker.own_favourite(address, ())
    assert first.id == "127.0.0.1-8080"
    assert picker.own_favourite(address, {first.id}).id == "127.0.0.1-8080-2"


def test_a_name_that_nobody_knows_gets_advice() -> None:
    offer = shelf().search("frobnicator")
    assert offer.choices == ()
    assert offer.hint == (
        "“frobnicator” is not in the catalogue. Type its address instead, such as example.com."
    )


def test_an_address_that_cannot_be_watched_gets_the_reason() -> None:
    offer = shelf().search("ftp://files.example/")
    assert offer.hint == "Only http and https addresses can be watched, not ftp:."


@pytest.mark.parametrize(
    ("text", "meant"),
    [("example.com", True), ("http://x", True), ("a b.c", False), ("x", False), ("Inc.", False)],
)
def test_addresses_are_told_from_names(text: str, meant: bool) -> None:
    assert picker.looks_like_address(text) is meant


def test_the_button_says_how_many_are_picked() -> None:
    assert [picker.watch_button(words, n) for n in (0, 1, 3)] == [
        "Watch",
        "Watch 1 platform",
        "Watch 3 platforms",
    ]


def test_a_choice_is_a_sentence_for_those_who_hear_it() -> None:
    (choice,) = shelf().browse("social").choices
    (watched,) = shelf("x").browse("social").choices
    assert picker.choice_sentence(words, choice, picked=False) == "X, x.com, Social networks"
    assert picker.choice_sentence(words, choice, picked=True).endswith(", picked")
    assert picker.choice_sentence(words, watched, picked=False).endswith(", watched already")
