"""One table of a catalogue file."""

from hypothesis import given
from hypothesis import strategies as st

from downlight.catalogue.entry import DEFAULT_FEED_INTERVAL
from downlight.catalogue.schema import entry_from

LEAST = {"id": "a", "name": "A", "homepage": "https://a.example"}


def test_three_facts_are_enough() -> None:
    entry, wrong = entry_from(LEAST, "work")
    assert wrong == {}
    assert entry is not None
    assert (entry.category, entry.feed_interval) == ("work", DEFAULT_FEED_INTERVAL)


def test_a_platform_may_be_of_another_category_than_its_file() -> None:
    entry, _ = entry_from({**LEAST, "category": "music"}, "work")
    assert entry is not None
    assert entry.category == "music"


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())
KEYS = st.sampled_from(["id", "name", "homepage", "feed", "feed_interval", "popularity", "tags"])


@given(st.dictionaries(KEYS | st.text(max_size=5), VALUES))
def test_any_table_gives_an_entry_or_reasons_why_not(table: dict[str, object]) -> None:
    entry, wrong = entry_from(table, "work")
    assert entry is not None or wrong
    assert all(wrong.values())
