"""A platform looked at by its name."""

from downlight.domain.model import Check, CheckKind
from downlight.domain.observation import Path
from downlight.domain.status import Reason, Status
from downlight.probes.answer import Failure, Lookup
from downlight.probes.dns import probe
from fakes.answers import START, FixedConnector, Ticking, check
from fakes.loops import play


def name_check(target: str = "site.test") -> Check:
    return check(CheckKind.DNS, target, timeout=6.0)


def test_a_name_that_resolves_is_operational() -> None:
    seen = play(probe(name_check(), FixedConnector(), Ticking()))
    assert (seen.status, seen.reason) == (Status.OPERATIONAL, Reason.OK)
    assert seen.detail == "resolves to 192.0.2.1 in under 0.1 s"
    assert (seen.check_id, seen.started_at, seen.latency) == ("site/dns", START, 0.02)


def test_many_addresses_are_told_shortly() -> None:
    found = Lookup(("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"), 1.0)
    seen = play(probe(name_check(), FixedConnector(found), Ticking()))
    assert seen.detail == "resolves to 192.0.2.1, 192.0.2.2 and 2 more in 1.0 s"


def test_a_name_that_does_not_is_an_outage() -> None:
    failure = Failure(Reason.DNS, "the name site.test does not exist", 0.1)
    seen = play(probe(name_check(), FixedConnector(failure), Ticking()))
    assert (seen.status, seen.reason) == (Status.MAJOR_OUTAGE, Reason.DNS)
    assert seen.detail == failure.detail


def test_it_asks_by_the_path_and_in_the_time_it_is_told() -> None:
    connector = FixedConnector()
    play(probe(name_check(), connector, Ticking()))
    play(probe(name_check(), connector, Ticking(), path=Path.OTHER_RESOLVER, timeout=2.0))
    assert connector.asked == [
        ("site.test", 6.0, Path.DEFAULT),
        ("site.test", 2.0, Path.OTHER_RESOLVER),
    ]


def test_a_local_name_is_local() -> None:
    assert play(probe(name_check("nas.lan"), FixedConnector(), Ticking())).local
