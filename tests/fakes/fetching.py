"""A fetcher whose names, addresses and trust are the test's own."""

import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from downlight.domain.settings import NetworkSettings
from downlight.engine.fetcher import HttpFetcher
from downlight.engine.resolver import Resolver
from downlight.probes.locality import is_private

LOOPBACK = "127.0.0.1"


def names(known: Mapping[str, Sequence[str]]) -> Callable[[str], Sequence[str]]:
    """Return a lookup that knows these names and no others."""

    def ask(host: str) -> Sequence[str]:
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return known[host]

    return ask


def loopback_is_public(address: str) -> bool:
    """Classify 127.0.0.1 as an address on the internet, so that a local server can play one."""
    return address != LOOPBACK and is_private(address)


@asynccontextmanager
async def fetching(
    known: Mapping[str, Sequence[str]] | None = None,
    *,
    ask: Callable[[str], Sequence[str]] | None = None,
    settings: NetworkSettings | None = None,
    is_private: Callable[[str], bool] = is_private,
    context: ssl.SSLContext | None = None,
    now: Callable[[], datetime] | None = None,
    per_host: int = 20,
    patience: float = 5.0,
) -> AsyncIterator[HttpFetcher]:
    """Yield a fetcher with these names; close it in the end."""
    fetcher = HttpFetcher(
        settings or NetworkSettings(second_resolver=""),
        per_host=per_host,
        now=now,
        resolver=Resolver(ask or names(known or {}), patience=patience),
        is_private=is_private,
        context=(lambda: context) if context else None,
    )
    try:
        yield fetcher
    finally:
        await fetcher.close()
