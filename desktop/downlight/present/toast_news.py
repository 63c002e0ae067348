"""News without a change of an incident in words: maintenance, updates, certificates, our line."""

from datetime import timedelta

from downlight.domain.notify import Notification, NotificationKind
from downlight.domain.text import clean
from downlight.present.words import Words

NAME = 40
"""Characters of a platform's name at most."""
QUOTE = 160
"""Characters of a provider's own words at most."""


def title(said: Notification, words: Words) -> str:
    """Return the headline."""
    name = clean(said.name, NAME)
    if said.kind is NotificationKind.OFFICIAL:
        return words("{name}: news on its status page", name=name)
    if said.kind is NotificationKind.MAINTENANCE_AHEAD:
        return _ahead(said, name, words)
    if said.kind is NotificationKind.MAINTENANCE_BEGUN:
        return words("{name}: planned maintenance has begun", name=name)
    if said.kind is NotificationKind.CERTIFICATE:
        return _expiring(said, name, words)
    if said.kind is NotificationKind.ONLINE:
        return words("You are back online")
    return words.network(said.network) if said.network else words("You seem to be offline")


def body(said: Notification, words: Words) -> str:
    """Return what there is to say besides."""
    if said.kind is NotificationKind.OFFICIAL:
        return _official(said, words)
    if said.kind in (NotificationKind.MAINTENANCE_AHEAD, NotificationKind.MAINTENANCE_BEGUN):
        return _maintenance(said, words)
    if said.kind is NotificationKind.CERTIFICATE and said.expires_at is not None:
        date = words.date_time(said.expires_at)
        return words("Browsers will refuse to open it from {date} on.", date=date)
    if said.kind is NotificationKind.ONLINE and said.since is not None:
        lasted = words.duration((said.created_at - said.since) / timedelta(seconds=1))
        return words("You were offline for {duration}.", duration=lasted)
    if said.kind is NotificationKind.OFFLINE:
        return words("What happens to platforms meanwhile cannot be told.")
    return ""


def _ahead(said: Notification, name: str, words: Words) -> str:
    starts_at = said.notice.starts_at if said.notice else None
    if starts_at is None:
        return words("{name}: planned maintenance ahead", name=name)
    when = words.when(starts_at, said.created_at)
    return words("{name}: planned maintenance at {time}", name=name, time=when)


def _expiring(said: Notification, name: str, words: Words) -> str:
    left = said.expires_at - said.created_at if said.expires_at else timedelta(0)
    return words.plural(
        "{name}: its certificate expires in {n} day",
        "{name}: its certificate expires in {n} days",
        max(1, round(left / timedelta(days=1))),
        name=name,
    )


def _official(said: Notification, words: Words) -> str:
    if said.notice is None:
        return ""
    heading = clean(said.notice.title, QUOTE // 2)
    text = clean(said.notice.updates[0].text, QUOTE) if said.notice.updates else ""
    return words("{title}: {text}", title=heading, text=text) if text else heading


def _maintenance(said: Notification, words: Words) -> str:
    if said.notice is None:
        return ""
    heading, ends_at = clean(said.notice.title, QUOTE), said.notice.ends_at
    if ends_at is None:
        return heading
    until = words.when(ends_at, said.created_at)
    return words("Until {time}: {title}", time=until, title=heading)
