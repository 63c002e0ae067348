"""Every way to fail has its reason and its clause."""

import errno
import os
import socket
import ssl

import httpcore
import httpx
import pytest

from downlight.domain.status import Reason
from downlight.engine.decoding import DecodingError
from downlight.engine.fetch_failures import explain, too_slow
from downlight.engine.fetch_race import AllFailed
from downlight.engine.fetch_trip import NotReached, Stage, Trip


def os_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def trip(stage: Stage = Stage.CONNECT, proxy: str = "") -> Trip:
    return Trip("site.test", stage=stage, proxy=proxy)


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (AllFailed([os_error(errno.ECONNREFUSED)]), Reason.REFUSED, "refused"),
        (AllFailed([os_error(errno.ENETUNREACH)]), Reason.UNREACHABLE, "no way to it"),
        (AllFailed([os_error(errno.EHOSTUNREACH)]), Reason.UNREACHABLE, "no way to it"),
        (AllFailed([os_error(errno.EACCES)]), Reason.UNREACHABLE, "no way to it"),
        (AllFailed([os_error(errno.ETIMEDOUT)]), Reason.TIMEOUT, "gave up"),
        (AllFailed([os_error(errno.ECONNRESET)]), Reason.RESET, "reset"),
        (AllFailed([os_error(errno.EXDEV)]), Reason.UNREACHABLE, "the network says"),
        (caused(httpcore.ReadError(""), os_error(errno.ECONNRESET)), Reason.RESET, "reset"),
        (caused(httpcore.WriteError(""), os_error(errno.EPIPE)), Reason.RESET, "reset"),
        (socket.gaierror(socket.EAI_AGAIN, ""), Reason.DNS, "failed to answer for site.test"),
        (DecodingError("the answer is packed wrongly"), Reason.MALFORMED, "packed wrongly"),
        (NotReached(Reason.CONTENT, "as told"), Reason.CONTENT, "as told"),
        (ssl.SSLEOFError(8, "EOF"), Reason.RESET, "closed during the TLS handshake"),
        (httpcore.ProxyError("407 No"), Reason.PROXY, "407"),
        (httpcore.RemoteProtocolError("illegal status line"), Reason.MALFORMED, "not speak HTTP"),
        (httpx.InvalidURL("x"), Reason.OWN_FAULT, "could not be sent"),
        (httpcore.LocalProtocolError("x"), Reason.OWN_FAULT, "could not be sent"),
        (UnicodeEncodeError("ascii", "x", 0, 1, ""), Reason.OWN_FAULT, "could not be sent"),
    ],
)
def test_what_happened_is_told(error: Exception, reason: Reason, words: str) -> None:
    told, detail = explain(error, trip(), None)
    assert told is reason
    assert words in detail


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS])
def test_what_this_computer_lacks_is_found_however_deep_it_lies(number: int) -> None:
    deep = caused(
        httpcore.ConnectError("All connection attempts failed"),
        AllFailed([os_error(errno.ECONNREFUSED), os_error(number)]),
    )
    assert explain(deep, trip(), None)[0] is Reason.OWN_FAULT
    assert explain(deep, trip(proxy="proxy.test:1"), None)[0] is Reason.OWN_FAULT
    assert explain(MemoryError(), trip(), None)[0] is Reason.OWN_FAULT


def test_a_server_that_refuses_tells_more_than_a_missing_route() -> None:
    errors = [os_error(errno.ENETUNREACH), os_error(errno.ECONNREFUSED), os_error(errno.ETIMEDOUT)]
    assert explain(AllFailed(errors), trip(), None)[0] is Reason.REFUSED
    assert explain(AllFailed(errors[::2]), trip(), None)[0] is Reason.TIMEOUT


def test_causes_that_run_in_a_circle_are_no_trap() -> None:
    first, second = httpcore.ReadError(""), httpcore.ReadError("")
    first.__cause__, second.__cause__ = second, first
    assert explain(first, trip(), None)[0] is Reason.OWN_FAULT


@pytest.mark.parametrize("stage", [Stage.LOOKUP, Stage.CONNECT, Stage.PROXY])
def test_whatever_fails_before_the_proxy_said_yes_is_the_proxy(stage: Stage) -> None:
    error = AllFailed([os_error(errno.ECONNREFUSED)])
    reason, detail = explain(error, trip(stage, "proxy.test:3128"), None)
    assert reason is Reason.PROXY
    assert detail == "the proxy proxy.test:3128 cannot be used: the connection was refused"


def test_what_fails_behind_the_proxy_is_the_target() -> None:
    error = caused(httpcore.ReadError(""), os_error(errno.ECONNRESET))
    assert explain(error, trip(Stage.BODY, "proxy.test:1"), None)[0] is Reason.RESET


@pytest.mark.parametrize(
    ("stage", "reason"),
    [
        (Stage.LOOKUP, Reason.DNS),
        (Stage.CONNECT, Reason.TIMEOUT),
        (Stage.PROXY, Reason.PROXY),
        (Stage.TLS, Reason.TIMEOUT),
        (Stage.ANSWER, Reason.TIMEOUT),
        (Stage.BODY, Reason.TIMEOUT),
    ],
)
def test_slowness_is_told_by_how_far_it_came(stage: Stage, reason: Reason) -> None:
    told, detail = too_slow(trip(stage), 8.0)
    assert told is reason
    assert "within 8 s" in detail
    assert len({too_slow(trip(each), 8.0)[1] for each in Stage}) == len(Stage)


def test_a_slow_way_to_the_proxy_is_the_proxy() -> None:
    assert too_slow(trip(Stage.CONNECT, "proxy.test:1"), 8.0)[0] is Reason.PROXY
    assert too_slow(trip(Stage.ANSWER, "proxy.test:1"), 8.0)[0] is Reason.TIMEOUT
