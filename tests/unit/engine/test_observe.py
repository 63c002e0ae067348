import asyncio
from dataclasses import replace

from downlight.domain.faults import SecretsUnavailable
from downlight.domain.model import Check, CheckKind
from downlight.domain.observation import Observation, Path
from downlight.domain.settings import Canary
from downlight.domain.status import Reason, Source, Status
from downlight.engine.observe import Observer, broken_look
from downlight.probes.answer import Answer
from fakes.clock import START, FakeClock
from fakes.internet import FakeInternet, page

CHECK = Check("x/http", "x", CheckKind.HTTP, "https://x.example/")


class Vault:
    """A secret store with one secret, or none, or a lock."""

    def __init__(self, secret: str | None = None, locked: str = "") -> None:
        self._secret = secret
        self._locked = locked

    async def get(self, name: str) -> str | None:
        if self._locked:
            raise SecretsUnavailable(self._locked)
        return self._secret


def look(check: Check, vault: Vault | None = None) -> Observation:
    clock = FakeClock()
    internet = FakeInternet(clock.now)
    internet.serve("https://x.example/", page())
    observer = Observer(internet, vault or Vault(), clock)
    return asyncio.run(observer.probe(check, Path.DEFAULT, 5.0))


def test_every_kind_of_check_has_its_probe() -> None:
    targets = {
        CheckKind.HTTP: "https://x.example/",
        CheckKind.DNS: "x.example",
        CheckKind.TCP: "x.example:443",
        CheckKind.TLS: "x.example:443",
    }
    for kind, target in targets.items():
        seen = look(replace(CHECK, kind=kind, target=target))
        assert (seen.platform_id, seen.source) == ("x", Source.PROBE), kind
        assert seen.status is Status.OPERATIONAL, (kind, seen.detail)


def test_a_check_whose_token_cannot_be_had_is_no_outage() -> None:
    secret = replace(CHECK, secret="x", auth="Authorization")
    for vault, why in ((Vault(), "not in the keyring"), (Vault(locked="It is locked."), "locked")):
        seen = look(secret, vault)
        assert (seen.status, seen.reason) == (Status.UNKNOWN, Reason.OWN_FAULT)
        assert why in seen.detail


def test_a_token_is_sent_and_not_shown() -> None:
    seen = look(replace(CHECK, secret="x", auth="Authorization"), Vault("s3cr3t"))
    assert seen.status is Status.OPERATIONAL
    assert "s3cr3t" not in repr(seen)


def test_a_control_site_is_looked_at_under_its_own_name() -> None:
    clock = FakeClock()
    internet = FakeInternet(clock.now)
    internet.serve("http://canary.example/", page("", 204))
    observer = Observer(internet, Vault(), clock)
    canary = Canary("http://canary.example/", 204)
    seen = asyncio.run(observer.canary("canary/0", canary, 3.0))
    assert (seen.platform_id, seen.source, seen.status) == (
        "canary/0",
        Source.CANARY,
        Status.OPERATIONAL,
    )


def test_a_feed_is_read_once_for_all_who_share_it() -> None:
    clock = FakeClock()
    internet = FakeInternet(clock.now)
    feed = Check("a/feed", "a", CheckKind.FEED, "https://status.example/")
    observer = Observer(internet, Vault(), clock)
    seen = asyncio.run(observer.feed(feed, {"a": (), "b": ()}))
    assert [o.platform_id for o in seen] == ["a", "b"]
    assert len(internet.asked) == 1


def test_a_feed_behind_a_lock_is_asked_with_the_token_and_not_without() -> None:
    clock = FakeClock()
    url = "https://prometheus.example/api/v1/alerts"
    body = b'{"status": "success", "data": {"alerts": []}}'
    feed = Check("p/feed", "p", CheckKind.FEED, url, format="prometheus", secret="p", auth="X-Key")
    internet = FakeInternet(clock.now)
    internet.serve(url, Answer(url, 200, {}, body, 0.1))
    (seen,) = asyncio.run(Observer(internet, Vault("s3cr3t"), clock).feed(feed, {"p": ()}))
    assert (seen.source, seen.status) == (Source.OFFICIAL, Status.OPERATIONAL)
    assert [request.headers["x-key"] for request in internet.requests] == ["s3cr3t"]
    assert "s3cr3t" not in repr(seen)
    (seen,) = asyncio.run(Observer(internet, Vault(), clock).feed(feed, {"p": ()}))
    assert (seen.source, seen.reason) == (Source.OFFICIAL, Reason.OWN_FAULT)
    assert len(internet.requests) == 1


def test_a_fault_of_ours_says_nothing_about_the_platform() -> None:
    seen = broken_look("x/http", "x", Source.PROBE, START)
    assert (seen.status, seen.reason, seen.failed) == (Status.UNKNOWN, Reason.OWN_FAULT, False)
