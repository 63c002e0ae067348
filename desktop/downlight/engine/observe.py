"""From a check to an observation: one look, whatever its kind."""

from dataclasses import replace
from datetime import datetime

from downlight.domain.model import Check, CheckKind
from downlight.domain.observation import Observation, Path
from downlight.domain.parts import scoped
from downlight.domain.settings import Canary
from downlight.domain.status import Reason, Source, Status
from downlight.engine.feeds import FeedReader
from downlight.engine.ports import Clock, NetworkFetcher, Secrets, SecretsUnavailable
from downlight.engine.watchlist import Readers
from downlight.probes import connectivity, dns, http, tcp, tls

DIRECT = {CheckKind.DNS: dns.probe, CheckKind.TCP: tcp.probe, CheckKind.TLS: tls.probe}
"""The probes that need no HTTP."""


class Observer:
    """Looks at platforms, feeds and control sites. What goes wrong outside is an observation."""

    def __init__(self, fetcher: NetworkFetcher, secrets: Secrets, clock: Clock) -> None:
        self._fetcher = fetcher
        self._secrets = secrets
        self._clock = clock
        self.feeds = FeedReader(fetcher, clock.now)

    async def probe(self, check: Check, path: Path, timeout: float) -> Observation:
        """Look at a platform itself, by `path`, for at most `timeout` seconds."""
        if check.kind in DIRECT:
            return await DIRECT[check.kind](
                check, self._fetcher, self._clock.now, path=path, timeout=timeout
            )
        secret = await self._secret(check)
        if isinstance(secret, Observation):
            return secret
        return await http.probe(
            check, self._fetcher, self._clock.now, path=path, timeout=timeout, secret=secret
        )

    async def canary(
        self, target: str, canary: Canary, timeout: float, path: Path = Path.DEFAULT
    ) -> Observation:
        """Look at a control site, by `path`, for at most `timeout` seconds."""
        return await connectivity.probe(
            target, canary, self._fetcher, self._clock.now, timeout=timeout, path=path
        )

    async def feed(self, check: Check, readers: Readers) -> list[Observation]:
        """Read an official feed once, for all platforms that share it, each with its own parts."""
        secret = await self._secret(check, Source.OFFICIAL)
        seen = secret if isinstance(secret, Observation) else await self.feeds.read(check, secret)
        return [
            scoped(replace(seen, platform_id=platform_id), watched)
            for platform_id, watched in readers.items()
        ]

    async def _secret(
        self, check: Check, source: Source = Source.PROBE
    ) -> str | Observation | None:
        """Return the credential a check needs, None for none, or the look that fails without."""
        if check.secret is None:
            return None
        try:
            secret = await self._secrets.get(check.secret)
        except SecretsUnavailable as locked:
            return self._needs_token(check, str(locked), source)
        return secret or self._needs_token(check, "its token is not in the keyring", source)

    def _needs_token(self, check: Check, why: str, source: Source) -> Observation:
        now = self._clock.now()
        return Observation(
            check_id=check.id,
            platform_id=check.platform_id,
            source=source,
            status=Status.UNKNOWN,
            reason=Reason.OWN_FAULT,
            started_at=now,
            observed_at=now,
            detail=why,
        )


def broken_look(check_id: str, platform_id: str, source: Source, now: datetime) -> Observation:
    """Return what stands in for a look that failed through a fault of our own."""
    return Observation(
        check_id=check_id,
        platform_id=platform_id,
        source=source,
        status=Status.UNKNOWN,
        reason=Reason.OWN_FAULT,
        started_at=now,
        observed_at=now,
        detail="the check itself failed; see the log",
    )
