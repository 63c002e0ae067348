"""The page of notifications, and what one favourite may have otherwise."""

import gettext
from dataclasses import fields, replace
from datetime import UTC, timedelta, timezone

import pytest

from downlight.domain.settings import ClockFormat, Favourite, NotificationSettings, Settings
from downlight.domain.settings_notifications import KINDS
from downlight.present.fields import Moment, Refused, Value
from downlight.present.settings_notifying import notification_fields, own_notification_fields
from downlight.present.words import Words

words = Words("en", gettext.NullTranslations(), UTC)
FIELDS = {field.key: field for field in notification_fields(words)}
OWN = {field.key: field for field in own_notification_fields(words)}


def written(key: str, value: Value, before: Settings | None = None) -> Settings:
    changed = FIELDS[f"notifications.{key}"].write(before or Settings(), value)
    assert isinstance(changed, Settings)
    return changed


def test_every_setting_of_notifications_is_on_the_page() -> None:
    wanted = {f"notifications.{each.name}" for each in fields(NotificationSettings)}
    assert FIELDS.keys() == wanted


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("down", False),
        ("official", True),
        ("maintenance_minutes", 60),
        ("reminder_minutes", 30),
        ("quiet_from", "21:30"),
        ("quiet_until", "06:00"),
        ("quiet_days", "sat sun"),
    ],
)
def test_what_is_written_is_read_back(key: str, value: Value) -> None:
    assert FIELDS[f"notifications.{key}"].read(written(key, value)) == value


@pytest.mark.parametrize(
    ("key", "switch"),
    [
        ("maintenance_minutes", "maintenance_ahead"),
        ("reminder_minutes", "reminder"),
        ("quiet_from", "quiet_hours"),
        ("quiet_until", "quiet_hours"),
        ("quiet_days", "quiet_hours"),
    ],
)
def test_what_a_switch_puts_out_of_force_cannot_be_edited(key: str, switch: str) -> None:
    field = FIELDS[f"notifications.{key}"]
    assert field.usable(written(switch, True))
    assert not field.usable(written(switch, False))


def test_quiet_hours_on_no_day_are_refused() -> None:
    refused = FIELDS["notifications.quiet_days"].write(Settings(), "")
    assert isinstance(refused, Refused)
    assert "one day at least" in refused.why


def test_a_favourite_may_have_each_kind_otherwise() -> None:
    assert OWN.keys() == {f"notify.{kind}" for kind in KINDS}


@pytest.mark.parametrize(("value", "kept"), [("yes", {"down": True}), ("no", {"down": False})])
def test_an_own_switch_is_kept_and_given_up_again(value: str, kept: dict[str, bool]) -> None:
    chosen = OWN["notify.down"].write(Favourite("x"), value)
    assert isinstance(chosen, Favourite)
    assert chosen.notify == kept
    assert OWN["notify.down"].read(chosen) == value
    assert OWN["notify.down"].write(chosen, "") == Favourite("x")


def test_who_is_to_say_nothing_needs_no_switches() -> None:
    favourite = Favourite("x", notify={"down": True})
    assert OWN["notify.down"].usable(favourite)
    assert not OWN["notify.down"].usable(replace(favourite, muted=True))


@pytest.mark.parametrize("clock", ClockFormat)
def test_quiet_hours_are_shown_as_other_times_are(clock: ClockFormat) -> None:
    speaker = Words("en", gettext.NullTranslations(), timezone(timedelta(hours=5)), clock)
    fields_of = {field.key: field for field in notification_fields(speaker)}
    control = fields_of["notifications.quiet_from"].control
    assert control == Moment(twelve=clock is ClockFormat.HOURS_12)
