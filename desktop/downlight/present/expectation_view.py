"""What a favourite's healthy answer looks like, as fields: status, redirect, times, expiry."""

from dataclasses import replace

from downlight.domain.model import Redirects
from downlight.domain.settings import Favourite
from downlight.present.fields import Field, Line, Number, Pick, Refused, Value
from downlight.present.words import Words

MOST_SECONDS, MOST_DAYS = 60, 365
_USUAL_DAYS = -1
"""Stands for "nothing chosen", since 0 days is a choice."""


def expectation_fields(words: Words) -> tuple[Field[Favourite], ...]:
    """Return the fields that few people need."""
    return (_statuses(words), _redirects(words), _timeout(words), _limit(words), _days(words))


def _statuses(words: Words) -> Field[Favourite]:
    def write(favourite: Favourite, value: Value) -> Favourite | Refused:
        parts = str(value).replace(",", " ").split()
        wrong = next((part for part in parts if not _is_status(part)), None)
        if wrong is not None:
            return Refused(words("{text} is not an HTTP status, such as 200.", text=wrong))
        return replace(favourite, expect_status=tuple(int(part) for part in parts))

    return Field(
        "expect_status",
        words("HTTP statuses that are fine"),
        words("For example 200, 401. Empty: any that tells of success."),
        Line("200, 401"),
        lambda favourite: ", ".join(map(str, favourite.expect_status)),
        write,
        heading=words("Expectations"),
    )


def _is_status(text: str) -> bool:
    return text.isascii() and text.isdigit() and 100 <= int(text) <= 599


def _redirects(words: Words) -> Field[Favourite]:
    options = (
        ("", words("As usual")),
        (Redirects.FOLLOW.value, words("Follow it")),
        (Redirects.SAME_SITE.value, words("Follow it within the site")),
        (Redirects.REFUSE.value, words("Take it for the answer")),
    )
    return Field(
        "redirects",
        words("When it leads elsewhere"),
        words("What is done with a redirect."),
        Pick(options),
        lambda favourite: favourite.redirects or "",
        lambda favourite, value: replace(favourite, redirects=str(value) or None),
    )


def _timeout(words: Words) -> Field[Favourite]:
    return Field(
        "timeout",
        words("Give up after"),
        words("Then a look has failed. The usual time is learnt."),
        Number(0, MOST_SECONDS, 1, words("seconds"), unset=words("As usual")),
        lambda favourite: round(favourite.timeout or 0),
        lambda favourite, value: replace(favourite, timeout=float(value) if value else None),
    )


def _limit(words: Words) -> Field[Favourite]:
    return Field(
        "latency_limit",
        words("Slow above"),
        words("The whole answer counts. What is usual is learnt."),
        Number(0, MOST_SECONDS, 1, words("seconds"), unset=words("As usual")),
        lambda favourite: round(favourite.latency_limit or 0),
        _write_limit,
    )


def _write_limit(favourite: Favourite, value: Value) -> Favourite:
    if int(value) == round(favourite.latency_limit or 0):
        return favourite  # a fraction of a second, written in the file, is not lost
    return replace(favourite, latency_limit=float(value) if value else None)


def _days(words: Words) -> Field[Favourite]:
    def write(favourite: Favourite, value: Value) -> Favourite:
        days = int(value)
        return replace(favourite, tls_days=None if days == _USUAL_DAYS else days)

    return Field(
        "tls_days",
        words("Mention its certificate"),
        words("So many days before it expires."),
        Number(_USUAL_DAYS, MOST_DAYS, 1, words("days"), unset=words("As usual")),
        lambda favourite: _USUAL_DAYS if favourite.tls_days is None else favourite.tls_days,
        write,
    )
