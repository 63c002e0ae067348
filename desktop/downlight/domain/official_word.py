"""When the provider's own page first told of an incident; pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from downlight.domain.incident import Incident
from downlight.domain.notice import Notice, NoticeKind

BEFORE = timedelta(hours=1)
"""How long before our first bad observation a word still belongs to the same trouble."""


def first_word(incident: Incident, seen: datetime | None) -> datetime | None:
    """Return when the provider first told of it (UTC); None: never, as far as is known.

    `seen` is when its page was first seen to show trouble, which says it where a page names no
    times. Words from longer than BEFORE its beginning, or from after its end, belong to others.
    """
    since = incident.started_at - BEFORE
    told = [at for notice in incident.notices for at in _words(notice)]
    known = [*told, *([] if seen is None else [seen])]
    until = incident.resolved_at
    fitting = (at for at in known if at >= since and (until is None or at <= until))
    return min(fitting, default=None)


def _words(notice: Notice) -> Iterable[datetime]:
    if notice.kind is not NoticeKind.INCIDENT:
        return ()
    times = (notice.started_at, *(update.published_at for update in notice.updates))
    return [at for at in times if at is not None]
