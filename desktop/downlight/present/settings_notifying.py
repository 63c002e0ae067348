"""What can be set about notifications: for all platforms, and for one of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from downlight.domain.settings import Favourite, NotificationSettings, Settings
from downlight.domain.settings_notifications import (
    KINDS,
    LATEST_AHEAD,
    LONGEST_REMINDER,
    SHORTEST_REMINDER,
    SOONEST_AHEAD,
)
from downlight.present.fields import Field, Moment, Number, Pick, Refused, Several, Switch, Value
from downlight.present.words import Words

_LIKE_OTHERS, _YES, _NO = "", "yes", "no"


def notification_fields(words: Words) -> tuple[Field[Settings], ...]:
    """Return all settings of notifications."""
    return (
        *(_kind(name, *told) for name, told in _kinds(words).items()),
        _minutes(
            "maintenance_minutes",
            words("Tell of maintenance"),
            words("How long before it begins."),
            Number(LATEST_AHEAD, SOONEST_AHEAD, 5, words("minutes")),
            "maintenance_ahead",
        ),
        _minutes(
            "reminder_minutes",
            words("Remind every"),
            words("For as long as it is still down."),
            Number(SHORTEST_REMINDER, LONGEST_REMINDER, 15, words("minutes")),
            "reminder",
        ),
        _kind(
            "connection",
            words("When you go offline or come back online"),
            words("Most desktops tell this themselves."),
        ),
        _kind("sound", words("With sound"), words("The one that the desktop has for it.")),
        *_quiet(words),
    )


def own_notification_fields(words: Words) -> tuple[Field[Favourite], ...]:
    """Return what one favourite may have otherwise than all."""
    told = _kinds(words)
    return tuple(_own(words, name, *told[name]) for name in KINDS)


def _kinds(words: Words) -> dict[str, tuple[str, str]]:
    """Return name and explanation of each switch."""
    return {
        "down": (
            words("When a platform goes down"),
            words("Down or partly down: for everyone, or for you at least."),
        ),
        "degraded": (
            words("When a platform is degraded"),
            words("It works, but slowly or with errors."),
        ),
        "only_you": (
            words("When only you are affected"),
            words("Others can use the platform; the trouble is on your side."),
        ),
        "recovered": (
            words("When a platform is back"),
            words("Says how long it lasted. Only where the trouble was told, too."),
        ),
        "official": (
            words("When the provider writes something new"),
            words("Each update of an incident on its status page."),
        ),
        "maintenance_ahead": (
            words("Before a planned maintenance"),
            words("As its status page announces it."),
        ),
        "maintenance_begun": (
            words("When a planned maintenance begins"),
            words("It is no outage; the light stays as it is."),
        ),
        "certificate": (
            words("When a certificate is about to expire"),
            words("Once each, so that somebody can renew it."),
        ),
        "reminder": (
            words("When something is still down"),
            words("Again and again, until it is back or you mute it."),
        ),
    }


def _kind(name: str, label: str, explain: str) -> Field[Settings]:
    def read(settings: Settings) -> Value:
        return bool(getattr(settings.notifications, name))

    def write(settings: Settings, value: Value) -> Settings:
        return _with(settings, **{name: bool(value)})

    return Field(f"notifications.{name}", label, explain, Switch(), read, write)


def _minutes(name: str, label: str, explain: str, control: Number, switch: str) -> Field[Settings]:
    return Field(
        f"notifications.{name}",
        label,
        explain,
        control,
        lambda settings: int(getattr(settings.notifications, name)),
        lambda settings, value: _with(settings, **{name: int(value)}),
        usable=lambda settings: bool(getattr(settings.notifications, switch)),
    )


def _quiet(words: Words) -> tuple[Field[Settings], ...]:
    hours = replace(
        _kind(
            "quiet_hours",
            words("Be quiet at certain hours"),
            words("A digest afterwards tells what happened. The light shows it all the time."),
        ),
        heading=words("Quiet hours"),
    )
    clock = Moment(twelve=_has_twelve_hours(words))
    return (
        hours,
        _moment("quiet_from", words("From"), words("Local time."), clock),
        _moment(
            "quiet_until",
            words("Until"),
            words("On the next day, where it is the earlier one."),
            clock,
        ),
        _days(words),
    )


def _has_twelve_hours(words: Words) -> bool:
    """Whether morning and afternoon are told apart by words alone."""
    night = datetime(2000, 1, 1, 1, 30, tzinfo=UTC)
    told = (words.clock_time(night), words.clock_time(night + timedelta(hours=12)))
    early, late = ("".join(filter(str.isdigit, text)) for text in told)
    return early == late


def _moment(name: str, label: str, explain: str, clock: Moment) -> Field[Settings]:
    return Field(
        f"notifications.{name}",
        label,
        explain,
        clock,
        lambda settings: str(getattr(settings.notifications, name)),
        lambda settings, value: _with(settings, **{name: str(value)}),
        usable=lambda settings: settings.notifications.quiet_hours,
    )


def _days(words: Words) -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings | Refused:
        days = tuple(str(value).split())
        if not days:
            return Refused(words("Choose one day at least, or switch quiet hours off."))
        return _with(settings, quiet_days=days)

    names = (
        ("mon", words("Monday")),
        ("tue", words("Tuesday")),
        ("wed", words("Wednesday")),
        ("thu", words("Thursday")),
        ("fri", words("Friday")),
        ("sat", words("Saturday")),
        ("sun", words("Sunday")),
    )
    return Field(
        "notifications.quiet_days",
        words("Days"),
        words("On which quiet begins."),
        Several(names),
        lambda settings: " ".join(settings.notifications.quiet_days),
        write,
        usable=lambda settings: settings.notifications.quiet_hours,
    )


def _with(settings: Settings, **changes: object) -> Settings:
    told: NotificationSettings = replace(settings.notifications, **changes)  # type: ignore[arg-type]  # names are ours
    return replace(settings, notifications=told)


def _own(words: Words, name: str, label: str, explain: str) -> Field[Favourite]:
    def read(favourite: Favourite) -> Value:
        chosen = favourite.notify.get(name)
        return _LIKE_OTHERS if chosen is None else _YES if chosen else _NO

    def write(favourite: Favourite, value: Value) -> Favourite:
        left = {kind: on for kind, on in favourite.notify.items() if kind != name}
        chosen = left if value == _LIKE_OTHERS else {**left, name: value == _YES}
        return replace(favourite, notify=chosen)

    options = (
        (_LIKE_OTHERS, words("As for all platforms")),
        (_YES, words("Tell")),
        (_NO, words("Do not tell")),
    )
    return Field(
        f"notify.{name}",
        label,
        explain,
        Pick(options),
        read,
        write,
        usable=lambda favourite: not favourite.muted,
    )
