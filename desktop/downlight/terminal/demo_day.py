"""What happened on 14 July 2022, minute by minute (UTC).

Gathered from the reports of that day in Entrepreneur, Gadgets 360, IFLScience and Digital Trends:
trouble began between 11:54 and 11:58, pages answered with HTTP 200 and an error text, the public
status page said that all was well throughout.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from downlight.domain.saying import say
from downlight.present.speech import mark


def _at(hour: int, minute: int) -> datetime:
    return datetime(2022, 7, 14, hour, minute, tzinfo=UTC)


BEGINS = _at(11, 50)
BROKE = _at(11, 54)
OVER_CAPACITY = _at(11, 58)
BACK = _at(12, 40)
DASHBOARD = _at(12, 48)
SUPPORT = _at(13, 10)
ENDS = _at(13, 30)

NOT_LOADING = "Tweets aren't loading right now. Try again."
CROWDED = "Over capacity"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that could be known from a moment on."""

    at: datetime
    text: str


FACTS = (
    Fact(
        BROKE,
        say("X (then Twitter) begins to fail: pages load, but say “{text}”", text=NOT_LOADING),
    ),
    Fact(OVER_CAPACITY, say("5,286 people have complained to an outage site")),
    Fact(_at(12, 16), say("54,609 complaints, the peak")),
    Fact(BACK, say("X works again, by about this time")),
    Fact(DASHBOARD, say("X's dashboard for developers says “investigating”")),
    Fact(SUPPORT, say("Twitter Support says its first word, between 13:10 and 13:30")),
)
"""In order of time."""

STATUS_PAGE = mark("X's public status page said “All Systems Operational” all the time.")
