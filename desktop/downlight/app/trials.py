"""Shows a notification for a trial, as real ones are shown."""

import asyncio
from datetime import timedelta

from downlight.app.parts import Parts
from downlight.domain.incident import Incident
from downlight.domain.notify import Notification, NotificationKind, NotifyReason
from downlight.domain.saying import say
from downlight.domain.status import Scope, Status
from downlight.system.notifications import notifier

_LASTED = timedelta(minutes=6)


def try_notification(parts: Parts) -> str:
    """Show one; return why nobody shows it, or "" (a sentence to be said). Blocks for seconds."""
    if asyncio.run(_show(parts)) is None:
        return say("No service here shows notifications; news wait in a window instead.")
    return ""


async def _show(parts: Parts) -> int | None:
    desktop = notifier(parts.words, parts.resources / "icons")
    try:
        return await desktop.show(_trial(parts), None)
    finally:
        await desktop.close()


def _trial(parts: Parts) -> Notification:
    now = parts.clock.now()
    over = Incident(
        platform_id="trial",
        platform_name=parts.words("A trial of Downlight"),
        started_at=now - _LASTED,
        confirmed_at=now - _LASTED,
        status=Status.OPERATIONAL,
        peak_status=Status.MAJOR_OUTAGE,
        scope=Scope.EVERYONE,
        reasons=(),
        resolved_at=now,
    )
    return Notification(
        kind=NotificationKind.RECOVERED,
        group_key="trial",
        incident=over,
        created_at=now,
        reason=NotifyReason.RESOLVED,
        loud=parts.settings.load()[0].notifications.sound,
    )
