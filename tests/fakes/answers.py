"""Answers for probes, and a fetcher that hands out what it was given."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from downlight.domain.model import Check, CheckKind, Expectation
from downlight.domain.observation import Path
from downlight.probes.answer import Answer, Contact, Failure, Lookup, Request

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


def answer(
    body: str | bytes = "<title>Fine</title>",
    status: int = 200,
    *,
    latency: float = 0.25,
    url: str = "https://site.test/",
    cut: bool = False,
    **headers: str,
) -> Answer:
    """Return an answer; underscores in header names stand for dashes."""
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(url, status, named, data, latency, cut=cut, address="192.0.2.1")


def check(
    kind: CheckKind = CheckKind.HTTP,
    target: str = "https://site.test/",
    *,
    auth: str | None = None,
    headers: dict[str, str] | None = None,
    timeout: float = 10.0,
    **expect: object,
) -> Check:
    """Return a check of a platform called "site" with these expectations."""
    expectation = Expectation(**expect)  # type: ignore[arg-type]  # the tests name real fields
    word = kind.value
    return Check(
        f"site/{word}",
        "site",
        kind,
        target,
        timeout=timeout,
        expect=expectation,
        headers=headers or {},
        auth=auth,
    )


@dataclass(slots=True)
class Ticking:
    """A clock that goes on by a second each time it is looked at."""

    at: datetime = START

    def __call__(self) -> datetime:
        seen = self.at
        self.at += timedelta(seconds=1)
        return seen


@dataclass(slots=True)
class FixedFetcher:
    """Hands out one outcome and keeps what it was asked."""

    outcome: Answer | Failure
    asked: list[Request] = field(default_factory=list)

    async def fetch(self, request: Request) -> Answer | Failure:
        self.asked.append(request)
        return self.outcome


@dataclass(slots=True)
class FixedConnector:
    """Hands out one outcome and keeps what it was asked."""

    found: Lookup | Failure = field(default_factory=lambda: Lookup(("192.0.2.1",), 0.02))
    reached: Contact | Failure = field(default_factory=lambda: Contact("192.0.2.1", 0.05))
    asked: list[tuple[object, ...]] = field(default_factory=list)

    async def lookup(
        self, host: str, *, timeout: float, path: Path = Path.DEFAULT
    ) -> Lookup | Failure:
        self.asked.append((host, timeout, path))
        return self.found

    async def contact(
        self, host: str, port: int, *, timeout: float, tls: bool = False, path: Path = Path.DEFAULT
    ) -> Contact | Failure:
        self.asked.append((host, port, timeout, tls, path))
        return self.reached
