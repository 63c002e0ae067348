"""What the platform picker offers: the catalogue by category or search, and any address typed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from downlight.domain.address import Address, AddressError, parse_address
from downlight.domain.model import Platform
from downlight.domain.saying import told_by
from downlight.domain.settings import Favourite
from downlight.present.words import Words, mark

POPULAR = "popular"
"""The category that is no category: the most common platforms of all."""

_FEW = 40
"""How many the popular ones are."""


class PlatformCatalogue(Protocol):
    """Where known platforms are looked up."""

    def search(self, text: str, limit: int) -> Sequence[Platform]:
        """Return the platforms that fit `text`, the best first."""
        ...

    def popular(self, limit: int) -> Sequence[Platform]:
        """Return the platforms, the most common first."""
        ...

    def categories(self) -> Sequence[str]:
        """Return the categories that there are."""
        ...

    def browse(self, category: str) -> Sequence[Platform]:
        """Return the platforms of a category, the most common first."""
        ...

    def platform(self, platform_id: str) -> Platform | None:
        """Return the platform of this id."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be watched."""

    favourite: Favourite
    """What is added when it is picked."""
    name: str
    detail: str
    """Its host, to tell namesakes apart."""
    category: str
    """In words."""
    watched: bool = False
    """It is a favourite already."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A list of choices, and a sentence where the list does not speak for itself."""

    choices: tuple[Choice, ...]
    hint: str = ""


class Shelf:
    """The catalogue as the picker shows it, for somebody who watches some platforms already."""

    def __init__(
        self, catalogue: PlatformCatalogue, favourites: Iterable[Favourite], words: Words
    ) -> None:
        self._catalogue = catalogue
        self._watched = frozenset(favourite.id for favourite in favourites)
        self._words = words

    def categories(self) -> list[tuple[str, str]]:
        """Return the categories with their names: the popular ones, then by name."""
        found = self._catalogue.categories()
        named = sorted((category_name(self._words, one), one) for one in found)
        return [(POPULAR, self._words("Popular")), *((one, name) for name, one in named)]

    def browse(self, category: str) -> Offer:
        """Return the platforms of a category, the most common first."""
        if category == POPULAR:
            return self._offer(self._catalogue.popular(_FEW))
        return self._offer(self._catalogue.browse(category))

    def search(self, text: str) -> Offer:
        """Return what fits `text`; an address is offered as itself, behind its namesakes."""
        found = self._offer(self._catalogue.search(text.strip(), _FEW)).choices
        try:
            address = parse_address(text)
        except AddressError as refused:
            return Offer(
                found, "" if found else self._nothing(text, self._words.said(told_by(refused)))
            )
        known = [choice for choice in found if choice.detail == address.host]
        others = [choice for choice in found if choice.detail != address.host]
        return Offer((*known, self._own(address), *others))

    def _nothing(self, text: str, refused: str) -> str:
        if looks_like_address(text):
            return refused
        return self._words(
            "“{text}” is not in the catalogue. Type its address instead, such as example.com.",
            text=text.strip(),
        )

    def _own(self, address: Address) -> Choice:
        favourite = own_favourite(address, self._watched)
        return Choice(
            favourite,
            self._words("Watch this address"),
            address.url,
            self._words("Own address"),
        )

    def _offer(self, platforms: Iterable[Platform]) -> Offer:
        return Offer(tuple(self._choice(platform) for platform in platforms))

    def _choice(self, platform: Platform) -> Choice:
        return Choice(
            Favourite(platform.id),
            platform.name,
            urlsplit(platform.homepage).hostname or "",
            category_name(self._words, platform.category),
            platform.id in self._watched,
        )


def looks_like_address(text: str) -> bool:
    """Whether somebody who typed this meant an address rather than a name."""
    text = text.strip()
    return ("." in text.strip(".") or "/" in text or ":" in text) and " " not in text


def own_favourite(address: Address, taken: Collection[str]) -> Favourite:
    """Return a favourite that watches `address` under a name of its own, its id not in `taken`."""
    parts = urlsplit(address.url)
    stem = parts.netloc.replace(":", "-").strip("[]")
    if parts.path != "/":
        stem += parts.path.rstrip("/").replace("/", "-")
    number, own_id = 2, stem
    while own_id in taken:
        own_id, number = f"{stem}-{number}", number + 1
    return Favourite(own_id, name=parts.netloc + parts.path.rstrip("/"), url=address.url)


def display_name(favourite: Favourite, catalogue: PlatformCatalogue) -> str:
    """Return what a favourite is called: by the user, by the catalogue, or by its id."""
    known = catalogue.platform(favourite.id)
    return favourite.name or (known.name if known else favourite.id)


def watch_button(words: Words, count: int) -> str:
    """Return what the button says that begins to watch `count` platforms."""
    if not count:
        return words("Watch")
    return words.plural("Watch {n} platform", "Watch {n} platforms", count)


def choice_sentence(words: Words, choice: Choice, *, picked: bool) -> str:
    """Return a choice as a sentence, for those who hear it."""
    told = words.listed((choice.name, choice.detail, choice.category))
    if choice.watched:
        return words("{choice}, watched already", choice=told)
    if picked:
        return words("{choice}, picked", choice=told)
    return told


def category_name(words: Words, category: str) -> str:
    """Return a category in words; one that this version does not know as it is written."""
    message = _CATEGORIES.get(category)
    return words(message) if message else category.replace("-", " ").capitalize()


_CATEGORIES = {
    "ai": mark("Artificial intelligence"),
    "banking": mark("Banks"),
    "betting": mark("Betting"),
    "business": mark("Business"),
    "cloud": mark("Cloud"),
    "crowdfunding": mark("Crowdfunding"),
    "crypto": mark("Crypto"),
    "dating": mark("Dating"),
    "developer": mark("Developers"),
    "domains": mark("Domain names"),
    "education": mark("Education"),
    "email": mark("E-mail"),
    "finance": mark("Finance"),
    "food-delivery": mark("Food delivery"),
    "gaming": mark("Games"),
    "government": mark("Government"),
    "health": mark("Health"),
    "hosting": mark("Hosting"),
    "identity": mark("Signing in"),
    "insurance": mark("Insurance"),
    "investing": mark("Investing"),
    "iot": mark("Smart home"),
    "isp": mark("Internet providers"),
    "legal": mark("Law"),
    "marketing": mark("Marketing"),
    "media-creation": mark("Media creation"),
    "messaging": mark("Messages and calls"),
    "music": mark("Music"),
    "news": mark("News"),
    "other": mark("Other"),
    "own": mark("Own address"),
    "payments": mark("Payments"),
    "postal": mark("Post and parcels"),
    "real-estate": mark("Housing"),
    "search": mark("Search"),
    "security": mark("Security"),
    "shopping": mark("Shopping"),
    "social": mark("Social networks"),
    "storage": mark("File storage"),
    "streaming": mark("Films and television"),
    "tickets": mark("Tickets"),
    "transport": mark("Transport"),
    "travel": mark("Travel"),
    "utilities": mark("Electricity, gas, water"),
    "video": mark("Video"),
    "vpn": mark("VPN"),
    "work": mark("Work together"),
}
