"""Parts of a platform as rows to tick."""

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.present.parts_view import matching, part_rows, parts_line, toggled
from fakes.states import english

PARTS = (
    Component("1", "Voice", Status.OPERATIONAL, group="Chat", region="Europe"),
    Component("2", "Text", Status.MAJOR_OUTAGE, group="Chat"),
)


def test_regions_and_groups_stand_before_the_components_and_say_how_they_are() -> None:
    assert [row.sentence for row in part_rows(english(), PARTS, ())] == [
        "Europe, region, All is well",
        "Chat, group, Down",
        "Voice, Chat, Europe, All is well",
        "Text, Chat, Down",
    ]


def test_what_is_ticked_but_not_named_any_more_can_be_unticked() -> None:
    first = part_rows(english(), PARTS, ("Video", "Voice"))[0]
    assert (first.key, first.sentence) == ("Video", "Video, not named by the status page now")


def test_each_word_of_a_search_must_be_there() -> None:
    rows = part_rows(english(), PARTS, ())
    assert matching(rows, "EUR chat") == [False, False, True, False]
    assert matching(rows, " ") == [True] * 4


def test_ticking_and_unticking_keeps_the_rest() -> None:
    assert toggled(("a", "b"), "c", on=True) == ("a", "b", "c")
    assert toggled(("a", "b"), "a", on=False) == ("b",)
    assert toggled(("a", "b"), "a", on=True) == ("b", "a")


def test_it_says_what_counts() -> None:
    assert parts_line(english(), ()) == "All parts count for the light."
    assert parts_line(english(), ("Voice",)) == "1 part counts for the light: Voice."
    assert parts_line(english(), ("Voice", "Text")).startswith("2 parts count for the light: ")
