"""Names as they are compared."""

from hypothesis import example, given
from hypothesis import strategies as st

from downlight.catalogue.entry import Entry
from downlight.catalogue.keys import host_key, keys_of, pairs_of, place_key, plain_key
from downlight.domain.address import parse_address


@given(st.text(max_size=40))
@example("㍱")
def test_a_key_of_a_key_is_the_same_key(text: str) -> None:
    assert plain_key(plain_key(text)) == plain_key(text)


def test_a_name_of_signs_alone_is_known_by_its_id() -> None:
    assert keys_of(Entry("a-b", "!!!", "https://a.example", "work")) == ("a b",)


def test_a_host_is_known_by_its_letters() -> None:
    assert host_key(Entry("a", "A", "https://www.so-so.example/x", "work")) == "sosoexample"


def test_a_place_is_the_same_with_www_and_a_slash() -> None:
    one, other = parse_address("https://www.a.example/x/"), parse_address("http://a.example/x")
    assert place_key(one) == place_key(other) == "a.example\tx"


def test_swapped_letters_leave_most_pairs_as_they_are() -> None:
    same = pairs_of("github") & pairs_of("gtihub")
    assert len(same) * 2 > len(pairs_of("github"))
