"""The settings but the favourites, as pages of fields."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from downlight.domain.settings import (
    CEILING,
    PUBLIC_FLOOR,
    ClockFormat,
    Palette,
    Settings,
    Theme,
)
from downlight.present.fields import Field, Number, Pick, Value
from downlight.present.settings_network import network_fields
from downlight.present.settings_notifying import notification_fields
from downlight.present.words import Words


@dataclass(frozen=True, slots=True)
class Page:
    """Fields that belong together."""

    title: str
    fields: tuple[Field[Settings], ...]


def pages(words: Words, languages: Sequence[tuple[str, str]]) -> tuple[Page, ...]:
    """Return all settings but the favourites; `languages` are codes with their own names."""
    return (
        Page(words("Notifications"), notification_fields(words)),
        Page(words("Network"), network_fields(words)),
        Page(
            words("Appearance"),
            (_language(words, languages), _theme(words), _palette(words), _clock(words)),
        ),
        Page(words("General"), (_interval(words), _retention(words))),
    )


def _theme(words: Words) -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings:
        return replace(settings, general=replace(settings.general, theme=Theme(str(value))))

    return Field(
        "general.theme",
        words("Light or dark"),
        words("How the windows look."),
        Pick(
            (
                (Theme.AUTO.value, words("As the desktop")),
                (Theme.LIGHT.value, words("Light")),
                (Theme.DARK.value, words("Dark")),
            )
        ),
        lambda settings: settings.general.theme.value,
        write,
    )


def _language(words: Words, languages: Sequence[tuple[str, str]]) -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings:
        return replace(settings, general=replace(settings.general, language=str(value)))

    return Field(
        "general.language",
        words("Language"),
        words("Of windows, notifications and the menu."),
        Pick((("auto", words("As the desktop")), *languages)),
        lambda settings: settings.general.language,
        write,
    )


def _palette(words: Words) -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings:
        return replace(settings, general=replace(settings.general, palette=Palette(str(value))))

    return Field(
        "general.palette",
        words("Colours of the lamps"),
        words("Their shapes and places tell the same."),
        Pick(
            (
                (Palette.STANDARD.value, words("Red, amber, green")),
                (Palette.COLOUR_BLIND.value, words("Vermilion, orange, blue")),
                (Palette.MONOCHROME.value, words("One colour, as the panel")),
            )
        ),
        lambda settings: settings.general.palette.value,
        write,
    )


def _clock(words: Words) -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings:
        return replace(settings, general=replace(settings.general, clock=ClockFormat(str(value))))

    return Field(
        "general.clock",
        words("Time of day"),
        words("How times are written."),
        Pick(
            (
                (ClockFormat.AUTO.value, words("As the language does")),
                (ClockFormat.HOURS_24.value, words("24 hours: 16:00")),
                (ClockFormat.HOURS_12.value, words("12 hours: 4:00 PM")),
            )
        ),
        lambda settings: settings.general.clock.value,
        write,
    )


def _interval(words: Words) -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings:
        return replace(settings, general=replace(settings.general, interval=float(value)))

    return Field(
        "general.interval",
        words("Look every"),
        words("How often each platform is looked at in calm times."),
        Number(int(PUBLIC_FLOOR), int(CEILING), 30, words("seconds")),
        lambda settings: round(settings.general.interval),
        write,
    )


def _retention(words: Words) -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings:
        return replace(settings, general=replace(settings.general, retention_days=int(value)))

    return Field(
        "general.retention_days",
        words("Keep history for"),
        words("Incidents that ended longer ago are deleted."),
        Number(1, 36_500, 30, words("days")),
        lambda settings: settings.general.retention_days,
        write,
    )
