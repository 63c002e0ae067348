"""Backups in sentences: what one holds, and how saving and restoring went."""

from datetime import datetime

from downlight.domain.backup import BackupContent
from downlight.present.words import Words

_NAMED = 6
"""How many platforms are named."""


def backup_name(now: datetime) -> str:
    """Return how a backup made at `now` is called: "downlight-2026-11-23.zip"."""
    return f"downlight-{now:%Y-%m-%d}.zip"


def content_lines(words: Words, content: BackupContent) -> tuple[str, ...]:
    """Return what a backup holds, a sentence a line, for somebody who thinks of restoring it."""
    made = words(
        "Made on {date} by Downlight {version}.",
        date=words.date_time(content.made_at),
        version=content.version,
    )
    return (
        made,
        _platforms(words, content),
        _history(words, content),
        *map(words.problem, content.problems),
        words(
            "Restoring starts Downlight anew. The settings and the history of now are put aside, "
            "not deleted; passwords stay in the keyring and are in no backup."
        ),
    )


def saved_line(words: Words, name: str, trouble: str) -> str:
    """Return how saving into the file `name` went."""
    return words.said(trouble) if trouble else words("The backup is in {name}.", name=name)


def _platforms(words: Words, content: BackupContent) -> str:
    count = len(content.favourites)
    if not count:
        return words("It watches no platforms.")
    names = words.listed(content.favourites[:_NAMED])
    if count > _NAMED:
        names = words("{names} and others", names=names)
    return words.plural(
        "It watches {n} platform: {names}.",
        "It watches {n} platforms: {names}.",
        count,
        names=names,
    )


def _history(words: Words, content: BackupContent) -> str:
    if content.incidents is None:
        return words("It holds no history; that of now stays.")
    if content.first is None:
        return words("Its history is empty, and takes the place of that of now.")
    return words.plural(
        "Its history has {n} incident, from {date} on.",
        "Its history has {n} incidents, from {date} on.",
        content.incidents,
        date=words.date_time(content.first),
    )
