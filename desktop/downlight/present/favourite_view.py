"""What can be set about the check of one favourite, as fields."""

from dataclasses import replace

from downlight.domain.address import AddressError, parse_address
from downlight.domain.saying import told_by
from downlight.domain.settings import CEILING, PRIVATE_FLOOR, Favourite
from downlight.present.expectation_view import expectation_fields
from downlight.present.fields import Field, Line, Lines, Number, Refused, Switch, Value, lines
from downlight.present.words import Words


def fields(words: Words, *, own: bool) -> tuple[Field[Favourite], ...]:
    """Return the fields; an `own` one has an address to edit, not the catalogue's."""
    address = (_url(words),) if own else ()
    return (
        _name(words),
        *address,
        _interval(words),
        _texts(
            "expect_text",
            words("Texts that must appear"),
            words("One per line. Where one is missing, the platform counts as down."),
            words,
        ),
        _texts(
            "reject_text",
            words("Texts that must not appear"),
            words("One per line. Where one is found, the platform counts as down."),
            words,
        ),
        _feed(words),
        _muted(words),
        *expectation_fields(words),
    )


def _name(words: Words) -> Field[Favourite]:
    return Field(
        "name",
        words("Name"),
        words("What you call it. Empty: its usual name."),
        Line(),
        lambda favourite: favourite.name or "",
        lambda favourite, value: replace(favourite, name=str(value).strip() or None),
    )


def _url(words: Words) -> Field[Favourite]:
    def write(favourite: Favourite, value: Value) -> Favourite | Refused:
        url = _address(words, str(value))
        return url if isinstance(url, Refused) else replace(favourite, url=url)

    return Field(
        "url",
        words("Address"),
        words("The page that is looked at."),
        Line("https://example.com/"),
        lambda favourite: favourite.url or "",
        write,
    )


def _interval(words: Words) -> Field[Favourite]:
    def write(favourite: Favourite, value: Value) -> Favourite:
        seconds = max(float(value), PRIVATE_FLOOR) if value else None
        return replace(favourite, interval=seconds)

    return Field(
        "interval",
        words("Look every"),
        words("Public platforms at most every 30 s, those on your own network every 2 s."),
        Number(0, int(CEILING), 10, words("seconds"), unset=words("As usual")),
        lambda favourite: round(favourite.interval or 0),
        write,
    )


def _texts(name: str, label: str, explain: str, words: Words) -> Field[Favourite]:
    return Field(
        name,
        label,
        explain,
        Lines(),
        lambda favourite: "\n".join(getattr(favourite, name)),
        lambda favourite, value: replace(favourite, **{name: lines(str(value))}),
    )


def _feed(words: Words) -> Field[Favourite]:
    def write(favourite: Favourite, value: Value) -> Favourite | Refused:
        text = str(value).strip()
        url = _address(words, text) if text else None
        return url if isinstance(url, Refused) else replace(favourite, feed=url)

    return Field(
        "feed",
        words("Status feed"),
        words("The provider's own, as JSON, RSS or Atom. Empty: the usual one, if any."),
        Line("https://status.example.com/"),
        lambda favourite: favourite.feed or "",
        write,
    )


def _muted(words: Words) -> Field[Favourite]:
    return Field(
        "muted",
        words("Say nothing about it"),
        words("It is watched and in the history, but neither told nor shown by the light."),
        Switch(),
        lambda favourite: favourite.muted,
        lambda favourite, value: replace(favourite, muted=bool(value)),
    )


def _address(words: Words, text: str) -> str | Refused:
    try:
        return parse_address(text).url
    except AddressError as refused:
        return Refused(words.said(told_by(refused)))


def _span(words: Words, seconds: float) -> str:
    """Return an interval without rounding: "90 s", "2 min"."""
    if seconds % 60 == 0:
        return words.duration(seconds)
    return words("{seconds} s", seconds=words.number(seconds))


def favourite_line(words: Words, favourite: Favourite) -> str:
    """Return what is special about a favourite: "https://wiki.example/, every 2 min, muted"."""
    told = [favourite.url or ""]
    if favourite.interval is not None:
        told.append(words("every {duration}", duration=_span(words, favourite.interval)))
    if favourite.auth is not None:
        told.append(words("signs in"))
    if favourite.muted:
        told.append(words("says nothing"))
    return words.listed(told)
