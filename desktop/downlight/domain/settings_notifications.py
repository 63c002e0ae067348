"""What the user wants to be told, and when: switches by kind, quiet hours, reminders, sound."""

from collections.abc import Mapping
from dataclasses import dataclass

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The words of `quiet_days`, in the order of `datetime.weekday`."""
KINDS = (
    "down",
    "degraded",
    "only_you",
    "recovered",
    "official",
    "maintenance_ahead",
    "maintenance_begun",
    "certificate",
    "reminder",
)
"""The switches that a favourite may set for itself; `connection` is about no platform."""
SHORTEST_REMINDER, LONGEST_REMINDER = 5, 10_080
"""Minutes between two reminders."""
LATEST_AHEAD, SOONEST_AHEAD = 5, 2_880
"""Minutes before a maintenance at which it can be told."""


@dataclass(frozen=True, slots=True)
class NotificationSettings:
    """Which kinds of news are told, and when not."""

    down: bool = True
    """A platform goes down, or partly down."""
    degraded: bool = True
    """A platform works, but slowly or with errors."""
    only_you: bool = True
    """Others can use it, you cannot."""
    recovered: bool = True
    """It is back; only where the trouble was told."""
    official: bool = False
    """The provider writes something new about an incident on its status page."""
    maintenance_ahead: bool = True
    """A planned maintenance is about to begin."""
    maintenance_begun: bool = False
    """A planned maintenance has begun."""
    maintenance_minutes: int = 30
    """Minutes before a planned maintenance at which it is told."""
    certificate: bool = True
    """A certificate is about to expire: once each, `tls_days` of the favourite before."""
    connection: bool = False
    """This computer went offline, or is back online. Desktops tell that themselves."""
    reminder: bool = False
    """Something is still down after `reminder_minutes`, and again after as long."""
    reminder_minutes: int = 60
    """Minutes between two reminders of the same outage."""
    sound: bool = False
    """Let the desktop play its sound."""
    quiet_hours: bool = False
    """Show nothing from `quiet_from` to `quiet_until`; a digest tells it afterwards."""
    quiet_from: str = "22:00"
    """Local time of day at which quiet begins."""
    quiet_until: str = "07:00"
    """Local time of day at which it ends, the next day if that is earlier; equal: a whole day."""
    quiet_days: tuple[str, ...] = WEEKDAYS
    """The days on which quiet begins, as WEEKDAYS has them."""

    def speaks_of(self, kind: str, own: Mapping[str, bool] | None = None) -> bool:
        """Whether news of this kind is told; a favourite's `own` switch comes first.

        An unknown kind is told.
        """
        if own is not None and kind in own:
            return own[kind]
        return bool(getattr(self, kind, True))
