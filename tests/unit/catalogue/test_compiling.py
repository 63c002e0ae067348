"""Making the compact form."""

from downlight.catalogue.compiling import compiled, shown_order
from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.shelf import Shelf

ONE = Entry("b", "Same", "https://b.example", "work", popularity=5)
OTHER = Entry("a", "Same", "https://a.example", "work", popularity=5)


def test_the_same_platforms_make_the_same_bytes() -> None:
    assert compiled(Shelves((ONE, OTHER))) == compiled(Shelves((OTHER, ONE)))


def test_namesakes_of_equal_fame_stand_in_the_order_of_their_ids() -> None:
    assert sorted((ONE, OTHER), key=shown_order) == [OTHER, ONE]


def test_the_names_of_a_platform_stand_together_with_and_without_spaces() -> None:
    shelf = Shelf.of(Shelves((Entry("gh", "Git Hub", "https://g.example", "work"), ONE)))
    assert shelf.text("spaced") == "\nsame\nb\ngit hub\ngh\n"
    assert shelf.text("solid") == "\nsame\nb\ngithub\ngh\n"
    assert list(shelf.numbers("owners")) == [0, 0, 1, 1]
