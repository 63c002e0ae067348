"""What a file of incidents would change, in words."""

from collections.abc import Iterator

from downlight.domain.merging import Difference
from downlight.present.words import Words

_NAMED = 5
"""Platforms that are named; the others are counted."""


def import_lines(words: Words, name: str, found: Difference) -> Iterator[str]:
    """Yield sentences on what taking in the file `name` would do: what is new first."""
    count = len(found.new)
    if not count:
        yield words("{name} holds no incident that is not known already.", name=name)
    else:
        yield words.plural(
            "{name} holds {n} incident that is new here. It will be added:",
            "{name} holds {n} incidents that are new here. They will be added:",
            count,
            name=name,
        )
        yield from _platforms(words, found)
    yield from _stays(words, found)


def imported(words: Words, count: int) -> str:
    """Return that so many incidents were taken in."""
    return words.plural("{n} incident imported.", "{n} incidents imported.", count)


def _platforms(words: Words, found: Difference) -> Iterator[str]:
    most = sorted(found.platforms.items(), key=lambda one: (-one[1], one[0].casefold()))
    for name, count in most[:_NAMED]:
        yield words.plural("• {name}: {n} incident", "• {name}: {n} incidents", count, name=name)
    rest = len(most) - _NAMED
    if rest > 0:
        yield words.plural("• and {n} more platform", "• and {n} more platforms", rest)


def _stays(words: Words, found: Difference) -> Iterator[str]:
    if found.known:
        yield words.plural(
            "{n} incident is known already.", "{n} incidents are known already.", found.known
        )
    if found.differing:
        yield words.plural(
            "{n} incident is told differently in your history, which stays as it is.",
            "{n} incidents are told differently in your history, which stays as it is.",
            found.differing,
        )
    if found.twice:
        yield words.plural(
            "{n} incident stands in the file more than once.",
            "{n} incidents stand in the file more than once.",
            found.twice,
        )
    if found.left_out:
        yield words.plural(
            "{n} entry is left out: it is not over, or is no incident.",
            "{n} entries are left out: they are not over, or are no incidents.",
            found.left_out,
        )
