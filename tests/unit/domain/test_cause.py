"""A cause is what was seen here, else what others said."""

from types import MappingProxyType

import pytest

from downlight.domain.cause import BY_REASON, Cause, cause_of
from downlight.domain.status import Reason
from downlight.domain.verdict import Because, Param, Rule


def because(rule: Rule, **params: Param) -> Because:
    return Because(rule, MappingProxyType(params), 1.0)


@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        ("timeout", Cause.NO_ANSWER),
        ("dns", Cause.NAME),
        ("tls", Cause.ENCRYPTION),
        ("http_status", Cause.SERVER_ERROR),
        ("of a later version", Cause.UNKNOWN),
        (None, Cause.UNKNOWN),
        (503, Cause.UNKNOWN),
    ],
)
def test_a_failed_look_says_what_it_came_of(reason: Param, cause: Cause) -> None:
    assert cause_of([because(Rule.PROBE_FAILED, reason=reason)]) is cause


def test_what_was_seen_here_goes_before_what_others_said() -> None:
    told = because(Rule.OFFICIAL_TROUBLE, title="API errors")
    assert cause_of([told]) is Cause.ANNOUNCED
    assert cause_of([told, because(Rule.CONTENT_REJECTED)]) is Cause.CONTENT


def test_reasons_that_explain_nothing_leave_it_unknown() -> None:
    assert cause_of([]) is Cause.UNKNOWN
    assert cause_of([because(Rule.NETWORK_FINE)]) is Cause.UNKNOWN


def test_every_failure_that_can_open_an_incident_has_a_cause() -> None:
    silent = {
        Reason.OK, Reason.OFFLINE, Reason.CAPTIVE_PORTAL, Reason.ASLEEP, Reason.OWN_FAULT,
        Reason.STALE,
    }  # fmt: skip
    assert set(Reason) - silent == set(BY_REASON)
