"""The parts of a platform as a list to tick: regions, groups and components that count."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from downlight.domain.model import Component
from downlight.domain.parts import Choice, ChoiceKind, choices
from downlight.present.words import Words


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part that can be ticked."""

    key: str
    """What the settings keep of it."""
    name: str
    detail: str
    """Where it belongs, and how it is now."""

    @property
    def sentence(self) -> str:
        """The whole in one line, as a screen reader should say it."""
        return f"{self.name}, {self.detail}" if self.detail else self.name


def part_rows(
    words: Words, components: Sequence[Component], chosen: Collection[str]
) -> tuple[PartRow, ...]:
    """Return what can be ticked; what was ticked but is not named any more stands first."""
    found = choices(components)
    keys = {choice.key for choice in found}
    gone = words("not named by the status page now")
    lost = (PartRow(key, key, gone) for key in chosen if key not in keys)
    return (*lost, *(_row(words, choice) for choice in found))


def matching(rows: Sequence[PartRow], text: str) -> list[bool]:
    """Return of each row whether all words of `text` stand in it, whatever their case."""
    wanted = text.casefold().split()
    return [all(word in row.sentence.casefold() for word in wanted) for row in rows]


def toggled(chosen: Sequence[str], key: str, *, on: bool) -> tuple[str, ...]:
    """Return what is ticked after a click on `key`."""
    others = tuple(one for one in chosen if one != key)
    return (*others, key) if on else others


def parts_line(words: Words, chosen: Sequence[str]) -> str:
    """Return which parts count: "All parts count for the light"."""
    if not chosen:
        return words("All parts count for the light.")
    return words.plural(
        "{n} part counts for the light: {names}.",
        "{n} parts count for the light: {names}.",
        len(chosen),
        names=words.listed(chosen),
    )


def _row(words: Words, choice: Choice) -> PartRow:
    status = words.status(choice.status)
    if choice.kind is ChoiceKind.REGION:
        return PartRow(choice.key, choice.name, words("region, {status}", status=status))
    if choice.kind is ChoiceKind.GROUP:
        return PartRow(choice.key, choice.name, words("group, {status}", status=status))
    place = words.listed((choice.group, choice.region, status))
    return PartRow(choice.key, choice.name, place)
