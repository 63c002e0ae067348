"""Names as they are compared: without accents, case and signs, and as pairs of letters."""

import unicodedata
from urllib.parse import urlsplit

from downlight.catalogue.entry import Entry
from downlight.domain.address import Address

MOST_LETTERS = 100
"""Letters of a name that count; nobody types more."""


def plain_key(text: str) -> str:
    """Return `text` as it is compared: no accents, no case, words apart by one space."""
    # Twice: small letters of some signs come apart ("㍱"), and parts of others are capitals.
    folded = unicodedata.normalize("NFKD", text).casefold()
    letters = unicodedata.normalize("NFKD", folded).casefold()
    kept = (char if char.isalnum() else " " for char in letters if not unicodedata.combining(char))
    return " ".join("".join(kept).split())


def keys_of(entry: Entry) -> tuple[str, ...]:
    """Return the names, id and aliases of a platform as they are compared; at least one."""
    names = (entry.name, entry.id, *entry.aliases)
    keys = dict.fromkeys(key for name in names if (key := plain_key(name)[:MOST_LETTERS].strip()))
    return tuple(keys) or (entry.id,)


def host_key(entry: Entry) -> str:
    """Return the host of a platform's home page as people type its beginning: letters alone."""
    host = (urlsplit(entry.homepage).hostname or "").removeprefix("www.")
    return plain_key(host).replace(" ", "")


def place_key(address: Address) -> str:
    """Return host and path as people write them: without www. and the last slash."""
    parts = urlsplit(address.url)
    path = f"{parts.path}?{parts.query}".strip("/?")
    return f"{parts.netloc.removeprefix('www.')}\t{path}"


def pairs_of(key: str) -> frozenset[str]:
    """Return the pairs of letters of `key` that follow each other or have one letter between.

    Two letters that were swapped, one that is missing or too many leave most of these as they are.
    """
    solid = f" {key.replace(' ', '')}"
    near = {solid[at : at + 2] for at in range(len(solid) - 1)}
    return frozenset(near | {solid[at] + solid[at + 2] for at in range(len(solid) - 2)})
