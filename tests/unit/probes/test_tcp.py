"""A platform looked at by one of its ports."""

from downlight.domain.model import Check, CheckKind
from downlight.domain.observation import Path
from downlight.domain.status import Reason, Status
from downlight.probes.answer import Contact, Failure
from downlight.probes.tcp import probe
from fakes.answers import FixedConnector, Ticking, check
from fakes.loops import play


def port_check(limit: float | None = None) -> Check:
    return check(CheckKind.TCP, "site.test:25", latency_limit=limit)


def test_a_port_that_accepts_is_operational() -> None:
    connector = FixedConnector(reached=Contact("10.0.0.1", 0.3, local=True))
    seen = play(probe(port_check(), connector, Ticking()))
    assert (seen.status, seen.reason) == (Status.OPERATIONAL, Reason.OK)
    assert seen.detail == "port 25 accepted in 0.3 s"
    assert seen.local
    assert connector.asked == [("site.test", 25, 10.0, False, Path.DEFAULT)]


def test_a_slow_port_is_degraded() -> None:
    connector = FixedConnector(reached=Contact("192.0.2.1", 3.0))
    seen = play(probe(port_check(limit=2.0), connector, Ticking()))
    assert (seen.status, seen.reason) == (Status.DEGRADED, Reason.SLOW)
    assert play(probe(port_check(limit=3.0), connector, Ticking())).reason is Reason.OK


def test_a_port_that_does_not_accept_is_an_outage() -> None:
    connector = FixedConnector(reached=Failure(Reason.REFUSED, "refused", 0.1))
    seen = play(probe(port_check(), connector, Ticking(), timeout=3.0, path=Path.OTHER_FAMILY))
    assert (seen.status, seen.reason) == (Status.MAJOR_OUTAGE, Reason.REFUSED)
    assert connector.asked == [("site.test", 25, 3.0, False, Path.OTHER_FAMILY)]
