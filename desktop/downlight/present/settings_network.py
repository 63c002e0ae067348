"""What can be set about how this machine reaches out, and when it is to be sparing."""

from dataclasses import replace
from ipaddress import ip_address

from downlight.domain.address import AddressError, parse_address
from downlight.domain.saying import told_by
from downlight.domain.settings import (
    CEILING,
    DEFAULT_CANARIES,
    PUBLIC_FLOOR,
    Canary,
    NetworkSettings,
    SavingSettings,
    Settings,
)
from downlight.present.fields import Field, Line, Lines, Number, Refused, Switch, Value, lines
from downlight.present.words import Words


def network_fields(words: Words) -> tuple[Field[Settings], ...]:
    """Return all settings of the network, and of battery and metered connections."""
    return (_proxy(words), _resolver(words), _canaries(words), *_saving(words))


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
        Lines(addresses=True),
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


def _saving(words: Words) -> tuple[Field[Settings], ...]:
    return (
        _thrift(
            "battery",
            words("Look less often on battery"),
            words("Something suspicious is looked into as ever."),
            heading=words("Battery and metered connections"),
        ),
        _thrift(
            "metered",
            words("Look less often on a metered connection"),
            words("A telephone, for example, or what the system calls metered."),
        ),
        Field(
            "saving.interval",
            words("Then look every"),
            words("At the most, for as long as that lasts."),
            Number(int(PUBLIC_FLOOR), int(CEILING), 30, words("seconds")),
            lambda settings: round(settings.saving.interval),
            lambda settings, value: _sparing(
                settings, replace(settings.saving, interval=float(value))
            ),
            usable=lambda settings: settings.saving.battery or settings.saving.metered,
        ),
    )


def _thrift(name: str, label: str, explain: str, heading: str = "") -> Field[Settings]:
    def write(settings: Settings, value: Value) -> Settings:
        on = bool(value)
        saving = settings.saving
        battery, metered = (on, saving.metered) if name == "battery" else (saving.battery, on)
        return _sparing(settings, replace(saving, battery=battery, metered=metered))

    return Field(
        f"saving.{name}",
        label,
        explain,
        Switch(),
        lambda settings: bool(getattr(settings.saving, name)),
        write,
        heading=heading,
    )


def _sparing(settings: Settings, saving: SavingSettings) -> Settings:
    return replace(settings, saving=saving)
