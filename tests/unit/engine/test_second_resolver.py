"""Another name server, asked past the system's."""

import pytest

from downlight.domain.status import Reason
from downlight.engine.fetch_trip import NotReached
from downlight.engine.second_resolver import ask_server
from fakes.loops import play
from fakes.name_server import NameServer

KNOWN = {"site.test": ["192.0.2.7", "2001:db8::7"], "v4.test": ["192.0.2.4"], "empty.test": []}


def ask(host: str) -> list[str]:
    async def scene() -> list[str]:
        async with NameServer(KNOWN, failing=("broken.test",)) as server:
            server.silent = {"lost.test"}
            return list(await ask_server(host, server.place, patience=0.3))

    return play(scene())


def failure_of(host: str) -> str:
    with pytest.raises(NotReached) as caught:
        ask(host)
    assert caught.value.reason is Reason.DNS
    return caught.value.detail


def test_both_families_are_asked_for() -> None:
    assert sorted(ask("site.test")) == ["192.0.2.7", "2001:db8::7"]


def test_one_family_is_enough() -> None:
    assert ask("v4.test") == ["192.0.2.4"]


def test_a_missing_name_a_failing_server_and_a_silent_one_are_three_sentences() -> None:
    assert failure_of("missing.test") == "the name missing.test does not exist, says 127.0.0.1"
    assert failure_of("broken.test") == "name server 127.0.0.1 failed to answer"
    assert failure_of("lost.test") == "name server 127.0.0.1 does not answer"


def test_a_name_without_address_is_called_that() -> None:
    assert failure_of("empty.test") == "the name empty.test has no address, says 127.0.0.1"


@pytest.mark.parametrize("server", ["dns.example", "[::1", "300.1.1.1"])
def test_a_name_server_must_be_an_address(server: str) -> None:
    with pytest.raises(NotReached) as caught:
        play(ask_server("site.test", server, patience=0.3))
    assert caught.value.reason is Reason.DNS
