"""How a status feed was found, as clauses that faces say in the user's language."""

from downlight.domain.saying import Saying, say

GIVEN_FEED = say("the address is a status feed")
GIVEN_PAGE = say("the address is a status page")
LINKED = say("the home page links to it")
USUAL_PLACE = say("that is where most status pages have it")
NAMED_BY_PAGE = say("the page names it as its feed")


def own(host: str) -> Saying:
    """Return that a name on the product's own site leads there."""
    return say("{host} is the product's own", host=host)


def names(host: str) -> Saying:
    """Return that a guessed name is that of the product."""
    return say("{host} names the product", host=host)


def belongs(host: str, maker: str) -> Saying:
    """Return that all pages of a host are made by one maker of status pages."""
    return say("{host} belongs to {maker}", host=host, maker=maker)


def made_by(maker: str) -> Saying:
    """Return that the page shows who made it."""
    return say("the page is made by {maker}", maker=maker)


def both(one: str, other: str) -> Saying:
    """Return two clues in a row."""
    return say("{one}, and {other}", one=one, other=other)
