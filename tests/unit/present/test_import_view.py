from downlight.domain.merging import Difference
from downlight.present.import_view import import_lines, imported
from fakes.records import ended, minutes, trouble
from fakes.states import english

words = english()


def test_what_is_new_comes_first_by_platform() -> None:
    new = tuple(ended(trouble("x", minutes(n * 60)), minutes(n * 60 + 5)) for n in range(3))
    names = {"X": 2, "Y": 1} | {f"Z{n}": 1 for n in range(5)}
    found = Difference(new, 4, 1, 2, 3, names)
    assert [*import_lines(words, "a.json", found)] == [
        "a.json holds 3 incidents that are new here. They will be added:",
        "• X: 2 incidents",
        "• Y: 1 incident",
        "• Z0: 1 incident",
        "• Z1: 1 incident",
        "• Z2: 1 incident",
        "• and 2 more platforms",
        "4 incidents are known already.",
        "1 incident is told differently in your history, which stays as it is.",
        "2 incidents stand in the file more than once.",
        "3 entries are left out: they are not over, or are no incidents.",
    ]


def test_a_file_without_news_says_so() -> None:
    assert [*import_lines(words, "a.json", Difference())] == [
        "a.json holds no incident that is not known already."
    ]


def test_how_many_were_taken_is_told() -> None:
    assert imported(words, 1) == "1 incident imported."
