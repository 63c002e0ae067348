"""Platforms as a link and as a file."""

import base64
import hashlib
import json
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.catalogue.entry import Entry
from downlight.catalogue.facts import laid_over
from downlight.catalogue.sharing import (
    MOST_BYTES,
    NotShared,
    is_link,
    read_link,
    read_shared_file,
    share_file,
    share_link,
)

BAKER = Entry(
    "baker",
    "Bäcker",
    "https://baker.example",
    "own",
    ("パン屋",),
    feed="https://status.baker.example/feed",
    format="rss",
    feed_interval=300.0,
    reject=("Closed",),
)
LINK = share_link([BAKER])


def linked(content: bytes, *, version: str = "1", check: str = "") -> str:
    told = check or hashlib.sha256(content).hexdigest()[:10]
    data = base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")
    return f"downlight://platforms/{version}/{told}/{data}"


def test_a_link_holds_all_facts_and_says_nothing_of_popularity() -> None:
    (table,) = read_link(f"  {LINK}\n").platforms
    entry, wrong = laid_over(None, table.facts, "own")
    assert wrong == {}
    assert entry == BAKER


def test_a_file_holds_all_facts() -> None:
    document = read_shared_file(share_file([BAKER]).encode(), "baker.toml")
    (table,) = document.platforms
    assert laid_over(None, table.facts, "own")[0] == BAKER
    assert not document.problems


def test_a_link_is_told_from_a_file() -> None:
    assert is_link(LINK)
    assert is_link("DOWNLIGHT:anything")
    assert not is_link("/tmp/downlight.toml")


def test_too_much_for_a_link_is_refused() -> None:
    noise = [hashlib.sha256(bytes([n])).hexdigest() for n in range(120)]
    many = [
        Entry(f"a{n}", text, f"https://{text[:50]}.example", "own") for n, text in enumerate(noise)
    ]
    with pytest.raises(NotShared, match="share it as a file"):
        share_link(many)


@pytest.mark.parametrize(
    ("link", "clue"),
    [
        ("downlight:", "no link of Downlight"),
        ("downlight://platforms/1/", "no link of Downlight"),
        ("downlight://elsewhere/1/a/b", "no link of Downlight"),
        (LINK + "A" * 50_000, "no link of Downlight"),
        (LINK.replace("/1/", "/2/", 1), "another version"),
        (LINK[:-3], "damaged"),
        (LINK + "é", "damaged"),
        (linked(b"[]", check="0000000000"), "damaged"),
        (linked(b"[" * 100_000), "damaged"),
        (linked(b"{}"), "damaged"),
        (linked(b"[1]"), "damaged"),
        (linked(b"\xff"), "damaged"),
        (linked(b" " * (MOST_BYTES + 1)), "damaged"),
    ],
)
def test_what_is_no_whole_link_is_refused_in_a_sentence(link: str, clue: str) -> None:
    with pytest.raises(NotShared, match=clue):
        read_link(link)


@given(st.integers(0, len(LINK) - 1), st.characters(codec="ascii", categories=["L", "N"]))
def test_a_link_with_a_changed_character_is_refused_or_the_same(at: int, char: str) -> None:
    try:
        document = read_link(LINK[:at] + char + LINK[at + 1 :])
    except NotShared:
        return
    assert [table.facts for table in document.platforms] == [
        table.facts for table in read_link(LINK).platforms
    ]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for link in (linked(raw), f"downlight://platforms/1/x/{raw.hex()}"):
        with suppress(NotShared):
            read_link(link)
    read_shared_file(raw, "some.toml")


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(NotShared, match="larger than"):
        read_shared_file(b"#" * (MOST_BYTES + 1), "some.toml")


def test_facts_of_other_kinds_travel_as_they_are() -> None:
    (table,) = read_link(linked(json.dumps([{"id": 5}]).encode())).platforms
    assert table.facts == {"id": 5}
