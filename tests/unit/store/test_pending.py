"""Changes that wait keep their order and do not grow without end."""

import sqlite3

from downlight.store.pending import Pending, Write


def nothing(connection: sqlite3.Connection) -> None:
    pass


def keys(pending: Pending) -> list[str]:
    return [write.key for write in pending]


def test_changes_wait_in_their_order() -> None:
    pending = Pending()
    for key in ("a", "b", "c"):
        pending.add(Write(nothing, key))
    assert keys(pending) == ["a", "b", "c"]
    pending.drop(2)
    assert keys(pending) == ["c"]
    assert len(pending) == 1


def test_a_change_makes_an_earlier_one_with_its_key_pointless() -> None:
    pending = Pending()
    for key in ("alive", "", "pause", "", "alive"):
        pending.add(Write(nothing, key))
    assert keys(pending) == ["", "pause", "", "alive"]
    assert pending.lost == 0


def test_beyond_the_limit_the_oldest_are_given_up_and_counted() -> None:
    pending = Pending(limit=3)
    for key in "abcde":
        pending.add(Write(nothing, key))
    assert keys(pending) == ["c", "d", "e"]
    assert pending.lost == 2
