"""What taking over would change, in lines."""

from downlight.domain.saying import say
from downlight.domain.settings import Problem
from downlight.domain.takeover import FactChange, PlatformChange, TakenOver
from downlight.present.takeover_view import taken_line, takeover_lines
from fakes.states import english

FOUND = TakenOver(
    changes=(
        PlatformChange(
            "acme", "Acme", True, (FactChange("homepage", "", "https://acme.example/"),)
        ),
        PlatformChange(
            "github", "GitHub", False, (FactChange("feed", "https://a/", "https://b/"),)
        ),
    ),
    same=("X",),
    problems=(Problem("platform 3", "It is left out."),),
)


def test_every_change_is_told_with_what_was_before() -> None:
    assert takeover_lines(english(), FOUND) == (
        "platform 3: It is left out.",
        "Acme (acme) is new:",
        "  + homepage: https://acme.example/",
        "GitHub (github) changes:",
        "  − feed: https://a/",
        "  + feed: https://b/",
        "Known like this already: X.",
    )


def test_where_nothing_would_change_that_is_told() -> None:
    assert takeover_lines(english(), TakenOver()) == ("Nothing would change.",)
    broken = TakenOver(trouble=say("The link is damaged."))
    assert takeover_lines(english(), broken) == ("The link is damaged.",)


def test_the_outcome_is_told() -> None:
    assert taken_line(english(), FOUND, "") == "2 platforms were taken over."
    assert taken_line(english(), FOUND, "The disk is full.") == "The disk is full."
