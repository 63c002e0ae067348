"""A platform looked at by its certificate."""

from datetime import datetime, timedelta

import pytest

from downlight.domain.model import CheckKind
from downlight.domain.observation import Observation
from downlight.domain.status import Reason, Status
from downlight.probes.answer import Contact, Failure
from downlight.probes.tls import probe
from fakes.answers import START, FixedConnector, Ticking, check
from fakes.loops import play


def look(reached: Contact | Failure) -> Observation:
    at = check(CheckKind.TLS, "site.test")
    return play(probe(at, FixedConnector(reached=reached), Ticking()))


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=30, seconds=5), "certificate valid for 30 more days"),
        (timedelta(hours=20, seconds=5), "certificate valid for 20 more hours"),
        (timedelta(0), "certificate valid for 0 more hours"),
    ],
)
def test_a_valid_certificate_is_operational_however_long(left: timedelta, said: str) -> None:
    ends: datetime = START + left
    seen = look(Contact("192.0.2.1", 0.1, tls_expires_at=ends))
    assert (seen.status, seen.reason, seen.detail) == (Status.OPERATIONAL, Reason.OK, said)
    assert seen.tls_expires_at == ends


def test_a_certificate_without_an_end_is_valid() -> None:
    assert look(Contact("192.0.2.1", 0.1)).detail == "certificate valid"


def test_a_certificate_that_is_not_accepted_is_an_outage() -> None:
    seen = look(Failure(Reason.TLS, "the certificate has expired", 0.1))
    assert (seen.status, seen.reason) == (Status.MAJOR_OUTAGE, Reason.TLS)


def test_a_handshake_is_asked_for_at_443_unless_told_otherwise() -> None:
    connector = FixedConnector()
    for target in ("site.test", "site.test:8443"):
        play(probe(check(CheckKind.TLS, target), connector, Ticking()))
    assert [asked[1] for asked in connector.asked] == [443, 8443]
    assert all(asked[3] for asked in connector.asked)
