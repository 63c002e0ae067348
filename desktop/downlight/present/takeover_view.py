"""What taking over platforms of somebody else would change, in lines to read before it is done."""

from downlight.domain.takeover import PlatformChange, TakenOver
from downlight.present.words import Words


def takeover_lines(words: Words, found: TakenOver) -> tuple[str, ...]:
    """Return everything that would change, and what cannot be taken."""
    if found.trouble:
        return (words.said(found.trouble),)
    lines = [*map(words.problem, found.problems)]
    for change in found.changes:
        lines += _change(words, change)
    if found.same:
        lines.append(words("Known like this already: {names}.", names=words.listed(found.same)))
    return tuple(lines) or (words("Nothing would change."),)


def taken_line(words: Words, found: TakenOver, trouble: str) -> str:
    """Return how taking over went."""
    if trouble:
        return words.said(trouble)
    return words.plural(
        "{n} platform was taken over.", "{n} platforms were taken over.", len(found.changes)
    )


def _change(words: Words, change: PlatformChange) -> list[str]:
    params = {"name": change.name, "id": change.id}
    head = (
        words("{name} ({id}) is new:", **params)
        if change.is_new
        else words("{name} ({id}) changes:", **params)
    )
    lines = [head]
    for fact in change.facts:
        lines += [f"  − {fact.key}: {fact.before}"] if fact.before else []
        lines += [f"  + {fact.key}: {fact.after}"] if fact.after else []
    return lines
