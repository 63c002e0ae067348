"""Names of local networks are learned, and portals fool nobody."""

import pytest

from downlight.engine.fetch_neighbours import Neighbours
from downlight.engine.fetch_trip import Trip


def inside(host: str = "intranet.corp.test") -> Trip:
    return Trip(host, address="10.0.0.5", private=True)


def outside(host: str = "intranet.corp.test") -> Trip:
    return Trip(host, address="8.8.8.8")


def lost(host: str = "intranet.corp.test") -> Trip:
    return Trip(host)


def test_a_private_address_alone_makes_no_public_name_local() -> None:
    assert not Neighbours().failed(inside())


def test_a_whole_answer_from_a_private_address_does() -> None:
    neighbours = Neighbours()
    assert neighbours.answered(inside())
    assert neighbours.failed(inside())
    assert neighbours.failed(lost()), "away from the office its name is unknown"
    assert not neighbours.failed(outside())


def test_a_name_that_was_public_once_is_never_local_again() -> None:
    neighbours = Neighbours()
    assert not neighbours.answered(outside())
    assert not neighbours.answered(inside()), "a portal answers in its place"
    assert not neighbours.failed(inside())


def test_a_name_that_turns_public_is_no_longer_local() -> None:
    neighbours = Neighbours()
    neighbours.answered(inside())
    assert not neighbours.answered(outside())
    assert not neighbours.failed(inside())


@pytest.mark.parametrize("host", ["nas.lan", "127.0.0.1", "router", "10.0.0.5"])
def test_names_with_a_local_look_are_local_always(host: str) -> None:
    neighbours = Neighbours()
    assert neighbours.failed(lost(host))
    assert neighbours.answered(inside(host))
    assert neighbours.failed(inside(host))


def test_through_a_proxy_only_the_look_counts() -> None:
    neighbours = Neighbours()
    proxied = Trip("site.test", proxy="proxy.test:1", address="10.0.0.1", private=True)
    assert not neighbours.answered(proxied)
    assert not neighbours.failed(proxied)


def test_only_the_newest_500_names_are_kept() -> None:
    neighbours = Neighbours()
    neighbours.answered(inside())
    for number in range(500):
        neighbours.answered(outside(f"{number}.test"))
    assert not neighbours.failed(inside())
