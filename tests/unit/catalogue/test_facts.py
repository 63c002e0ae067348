"""Facts laid over what is known already."""

from downlight.catalogue.entry import Entry
from downlight.catalogue.facts import fact_text, facts_of, laid_over

BASE = Entry(
    "a",
    "A",
    "https://a.example",
    "work",
    aliases=("Alpha",),
    probe="https://a.example/login",
    status_page="https://status.a.example",
    feed="https://status.a.example/api/v2/summary.json",
    format="statuspage",
    expect=("Welcome",),
    popularity=70,
    components=("c1",),
)


def laid(**facts: object) -> Entry:
    entry, wrong = laid_over(BASE, {"id": "a", **facts}, "own")
    assert wrong == {}
    assert entry is not None
    return entry


def test_what_is_not_said_stays_as_it_is_known() -> None:
    assert laid() == BASE
    assert laid(name="Mine").homepage == "https://a.example"


def test_a_new_home_page_loses_what_was_true_of_the_old_one() -> None:
    entry = laid(homepage="https://b.example")
    assert (entry.probe, entry.expect, entry.feed) == (None, (), BASE.feed)


def test_a_new_feed_loses_the_format_of_the_old_one() -> None:
    entry = laid(feed="https://b.example/feed")
    assert (entry.format, entry.components) == (None, ())
    assert laid(feed=BASE.feed).format == "statuspage"


def test_an_empty_text_takes_a_fact_away() -> None:
    entry = laid(status_page="", aliases=[])
    assert (entry.status_page, entry.aliases) == (None, ())


def test_what_a_platform_is_made_of_makes_it_again() -> None:
    again, wrong = laid_over(None, facts_of(BASE), "own")
    assert wrong == {}
    assert again is not None
    assert (again.popularity, again.feed, again.components) == (0, BASE.feed, ("c1",))


def test_without_a_base_what_is_needed_must_be_said() -> None:
    entry, wrong = laid_over(None, {"id": "b"}, "own")
    assert entry is None
    assert wrong == {"name": "missing.", "homepage": "missing."}


def test_facts_are_told_on_one_line() -> None:
    assert fact_text(["a", "b"]) == "a, b"
    assert fact_text(120.0) == "120.0"
