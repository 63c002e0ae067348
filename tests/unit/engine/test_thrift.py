"""Looking less often on battery and on metered connections."""

import pytest

from downlight.domain.model import Check, CheckKind, Platform
from downlight.domain.settings import SavingSettings
from downlight.engine.thrift import Thrift
from downlight.engine.watchlist import watch

SAVING = SavingSettings(interval=300.0)


def _platform(name: str, target: str, interval: float) -> Platform:
    probe = Check(f"{name}/http", name, CheckKind.HTTP, target, interval=interval)
    feed = Check(f"{name}/feed", name, CheckKind.FEED, f"{target}feed", interval=interval)
    return Platform(name, name, target, checks=(probe, feed))


WHOLE = watch(
    [
        _platform("often", "https://often.example/", 60.0),
        _platform("seldom", "https://seldom.example/", 900.0),
        _platform("own", "http://192.168.1.5/", 5.0),
    ]
)


def _intervals(thrift: Thrift, saving: SavingSettings = SAVING) -> list[float]:
    made = thrift.sparing(WHOLE, saving)
    assert [check.interval for check in made.feeds.values()] == [
        check.interval for check in made.probes.values()
    ]
    return [check.interval for check in made.probes.values()]


def test_at_the_mains_nothing_changes() -> None:
    assert Thrift().sparing(WHOLE, SAVING) is WHOLE


def test_on_battery_nothing_is_looked_at_more_often_than_wanted() -> None:
    thrift = Thrift()
    assert thrift.hear("battery")
    assert thrift.turned(SAVING)
    assert _intervals(thrift) == [300.0, 900.0, 300.0]
    assert not thrift.turned(SAVING)


def test_looks_within_the_own_network_cost_no_volume() -> None:
    thrift = Thrift()
    thrift.hear("metered")
    assert _intervals(thrift) == [300.0, 900.0, 5.0]


def test_it_ends_when_the_last_reason_is_gone() -> None:
    thrift = Thrift()
    for word in ("battery", "metered", "mains"):
        thrift.hear(word)
    assert _intervals(thrift)[0] == 300.0
    thrift.hear("unmetered")
    assert thrift.turned(SAVING)
    assert _intervals(thrift)[0] == 60.0


@pytest.mark.parametrize("word", ["battery", "metered"])
def test_who_does_not_want_it_is_not_slowed_down(word: str) -> None:
    thrift = Thrift()
    thrift.hear(word)
    unwanted = SavingSettings(battery=False, metered=False)
    assert not thrift.turned(unwanted)
    assert _intervals(thrift, unwanted)[0] == 60.0


def test_other_words_are_for_others() -> None:
    assert not Thrift().hear("sleep")
