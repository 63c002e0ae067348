"""Asks one particular name server, past the system's: an independent way to an address."""

from collections.abc import Sequence

from downlight.domain.status import Reason
from downlight.engine.fetch_trip import NotReached

PATIENCE = 4.0
"""Seconds for both address families together."""


async def ask_server(host: str, server: str, patience: float = PATIENCE) -> Sequence[str]:
    """Return the addresses of `host` as `server` ("address" or "address:port") tells them.

    Gives up after `patience` seconds. Raises NotReached with the reason.
    """
    # 60 ms of imports for something that is asked only when a platform seems to be down.
    import dns.asyncresolver
    import dns.exception
    import dns.resolver

    address, port = _split(server)
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.port = port
    resolver.cache = None
    try:
        resolver.nameservers = [address]
        found = await resolver.resolve_name(host, lifetime=patience)
        return list(found.addresses())
    except dns.resolver.NXDOMAIN as error:
        raise NotReached(Reason.DNS, f"the name {host} does not exist, says {address}") from error
    except dns.resolver.NoAnswer as error:
        raise NotReached(Reason.DNS, f"the name {host} has no address, says {address}") from error
    except dns.exception.Timeout as error:
        raise NotReached(Reason.DNS, f"name server {address} does not answer") from error
    except (dns.exception.DNSException, ValueError) as error:
        raise NotReached(Reason.DNS, f"name server {address} failed to answer") from error


def _split(server: str) -> tuple[str, int]:
    host, colon, port = server.strip().rpartition(":")
    if colon and port.isdigit() and (host.startswith("[") or ":" not in host):
        return host.strip("[]"), int(port)
    return server.strip().strip("[]"), 53
