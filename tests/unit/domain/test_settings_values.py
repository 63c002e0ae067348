"""Readers of single values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.settings import Theme
from downlight.domain.settings_values import (
    Misfit,
    address,
    auth,
    choice,
    flag,
    name,
    nearest,
    number,
    optional_proxy,
    optional_resolver,
    several,
    shown,
    text,
    whole,
    word,
)


def test_numbers_within_bounds_are_taken() -> None:
    read = number(1, 60, "seconds")
    assert read(1) == 1.0
    assert read(59.5) == 59.5


@pytest.mark.parametrize(("value", "nearest_good"), [(0, 1.0), (61, 60.0), (2**70, 60.0)])
def test_numbers_out_of_bounds_offer_the_nearest_end(value: int, nearest_good: float) -> None:
    with pytest.raises(Misfit, match="is not from 1 to 60 seconds") as caught:
        number(1, 60, "seconds")(value)
    assert caught.value.instead == nearest_good


@pytest.mark.parametrize("value", [None, True, "5", [], float("inf"), float("nan")])
def test_what_is_no_number_offers_nothing(value: object) -> None:
    for read in (number(1, 60, "seconds"), whole(1, 60, "days")):
        with pytest.raises(Misfit, match="is not a number of") as caught:
            read(value)
        assert caught.value.instead is None


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_whole_numbers_are_within_bounds_or_refused(value: float) -> None:
    try:
        taken = whole(1, 365, "days")(value)
    except Misfit:
        assert not (1 <= value <= 365) or value != int(value)
    else:
        assert taken == value


def test_a_word_of_several_is_taken_whatever_its_case() -> None:
    assert choice(Theme)("Dark") is Theme.DARK


def test_a_strange_word_is_refused_with_the_nearest() -> None:
    with pytest.raises(Misfit, match=r"one of auto, light, dark \(did you mean \"light\"\?\)"):
        choice(Theme)("lihgt")


def test_one_value_is_read_as_a_list_of_one() -> None:
    assert several(flag)(True) == (True,)
    assert several(flag)([True, False]) == (True, False)


@pytest.mark.parametrize("value", ["", "  ", 3, "x" * 1001])
def test_texts_must_hold_something_and_not_too_much(value: object) -> None:
    with pytest.raises(Misfit):
        text(value)


def test_a_name_of_hidden_characters_is_refused() -> None:
    with pytest.raises(Misfit, match="can be seen"):
        name("\u200b")


@pytest.mark.parametrize("value", ["Not a word", "", "9lives"])
def test_words_of_ours_have_a_form(value: str) -> None:
    with pytest.raises(Misfit):
        word(value)


def test_addresses_get_their_normal_form() -> None:
    assert address("Example.COM") == "https://example.com/"


@pytest.mark.parametrize("value", ["mailto:a@b.example", "http://", 5])
def test_what_is_no_web_address_is_refused(value: object) -> None:
    with pytest.raises(Misfit):
        address(value)


def test_a_mail_name_in_the_path_is_no_credential() -> None:
    assert address("https://example.com/@someone") == "https://example.com/@someone"


def test_an_empty_proxy_or_resolver_is_an_answer_too() -> None:
    assert optional_proxy("") == ""
    assert optional_resolver("") == ""
    assert optional_resolver("9.9.9.9") == "9.9.9.9"


@pytest.mark.parametrize("value", ["", "Bearer abc", "X:Y", 5, "ключ"])
def test_the_way_of_a_secret_is_basic_or_a_header(value: object) -> None:
    with pytest.raises(Misfit, match="keyring"):
        auth(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "true"),
        ("a\nb", '"a b"'),
        ([], "a list"),
        ({}, "a table"),
        (date(2026, 5, 1), "2026-05-01"),
        ("x" * 100, '"' + "x" * 39 + '…"'),
    ],
)
def test_raw_values_are_called_as_people_would(value: object, words: str) -> None:
    assert shown(value) == words


def test_a_number_too_long_to_write_is_called_that_number() -> None:
    assert shown(2**20_000) == "that number"


def test_only_similar_words_are_near() -> None:
    assert nearest("inteval", ["interval", "theme"]) == "interval"
    assert nearest("zzz", ["interval", "theme"]) is None
