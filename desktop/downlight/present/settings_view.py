"""The settings but the favourites, as pages of fields."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_address

from downlight.domain.address import AddressError, parse_address
from downlight.domain.saying import told_by
from downlight.domain.settings import (
    CEILING,
    DEFAULT_CANARIES,
    PUBLIC_FLOOR,
    Canary,
    NetworkSettings,
    Settings,
    Theme,
)
from downlight.present.fields import (
    Field,
    Line,
    Lines,
    Number,
    Pick,
    Refused,
    Switch,
    Value,
    lines,
)
from downlight.present.words import Words


@dataclass(frozen=True, slots=True)
class Page:
    """Fields that belong together."""

    title: str
    fields: tuple[Field[Settings], ...]


def pages(words: Words, languages: Sequence[tuple[str, str]]) -> tuple[Page, ...]:
    """Return all settings but the favourites; `languages` are codes with their own names."""
    return (
        Page(words("Notifications"), _notifications(words)),
        Page(words("Network"), (_proxy(words), _resolver(words), _canaries(words))),
        Page(words("Appearance"), (_theme(words), _language(words, languages))),
        Page(words("General"), (_interval(words), _retention(words))),
    )


def _notifications(words: Words) -> tuple[Field[Settings], ...]:
    return (
        _kind(
            "down",
            words("When a platform goes down"),
            words("Down or partly down: for everyone, or for you at least."),
        ),
        _kind(
            "degraded",
            words("When a platform is degraded"),
            words("It works, but slowly or with errors."),
        ),
        _kind(
            "only_you",
            words("When only you are affected"),
            words("Others can use the platform; the trouble is on your side."),
        ),
        _kind(
            "recovered",
            words("When a platform is back"),
            words("Says how long it lasted. Only where the trouble was told, too."),
        ),
    )


def _kind(name: str, label: str, explain: str) -> Field[Settings]:
    def read(settings: Settings) -> Value:
        return bool(getattr(settings.notifications, name))

    def write(settings: Settings, value: Value) -> Settings:
        told = replace(settings.notifications, **{name: bool(value)})
        return replace(settings, notifications=told)

    return Field(f"notifications.{name}", label, explain, Switch(), read, write)


def _proxy(words: Words) -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings | Refused:
        text = str(value).strip()
        try:
            proxy = parse_address(text).url if text else ""
        except AddressError as refused:
            return Refused(words.said(told_by(refused)))
        return _network(settings, replace(settings.network, proxy=proxy.rstrip("/")))

    return Field(
        "network.proxy",
        words("Proxy"),
        words("Where requests go through. Empty: as the system says."),
        Line("http://proxy.example:8080"),
        lambda settings: settings.network.proxy,
        write,
    )


def _resolver(words: Words) -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings | Refused:
        text = str(value).strip()
        try:
            address = str(ip_address(text)) if text else ""
        except ValueError:
            return Refused(words("{text} is not an IP address, such as 9.9.9.9.", text=text))
        return _network(settings, replace(settings.network, second_resolver=address))

    return Field(
        "network.second_resolver",
        words("Second name server"),
        words("Asked when a name does not resolve, to tell whose fault it is. Empty: none."),
        Line("9.9.9.9"),
        lambda settings: settings.network.second_resolver,
        write,
    )


def _canaries(words: Words) -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings | Refused:
        canaries: list[Canary] = []
        for line in lines(str(value)):
            canary = read_canary(words, line)
            if isinstance(canary, Refused):
                return canary
            canaries.append(canary)
        chosen = tuple(canaries) or DEFAULT_CANARIES
        return _network(settings, replace(settings.network, canaries=chosen))

    return Field(
        "network.canaries",
        words("Control sites"),
        words(
            "Asked when something looks wrong, to know whether you are online. "
            "One per line: address, status, text that belongs there. Empty: the usual four."
        ),
        Lines(),
        lambda settings: "\n".join(canary_line(one) for one in settings.network.canaries),
        write,
    )


def canary_line(canary: Canary) -> str:
    """Return a control site as one line: address, status, text."""
    return f"{canary.url} {canary.status} {canary.body}".rstrip()


def read_canary(words: Words, line: str) -> Canary | Refused:
    """Return the control site that a line means."""
    url, _, rest = line.partition(" ")
    status, _, body = rest.strip().partition(" ")
    if status and not (status.isdecimal() and 100 <= int(status) <= 599):
        return Refused(words("{text} is not an HTTP status, such as 200.", text=status))
    try:
        return Canary(parse_address(url).url, int(status or 200), body.strip())
    except AddressError as refused:
        return Refused(words.said(told_by(refused)))


def _network(settings: Settings, network: NetworkSettings) -> Settings:
    return replace(settings, network=network)


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
