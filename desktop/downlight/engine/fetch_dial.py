"""Opens sockets to hosts: by which name server and address family, and whether at all."""

import socket
from collections import OrderedDict
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

from downlight.domain.observation import Path
from downlight.domain.status import Reason
from downlight.engine.fetch_race import connect_first, family, interleaved
from downlight.engine.fetch_trip import NotReached, Stage, Trip
from downlight.engine.resolver import Resolver
from downlight.engine.second_resolver import ask_server
from downlight.probes.locality import is_local

Classify = Callable[[str], bool]
"""Whether an address is of this machine or a network around it."""

_NOWHERE = frozenset({str(IPv4Address(0)), str(IPv6Address(0))})
_REMEMBERED = 500


class Dialer:
    """Knows how to reach hosts, and by which address family each was reached last."""

    def __init__(self, resolver: Resolver, is_private: Classify) -> None:
        self._resolver = resolver
        self._is_private = is_private
        self._families: OrderedDict[str, int] = OrderedDict()
        self.second_resolver = ""
        """The second name server, "" for none."""

    async def dial(self, host: str, port: int, trip: Trip) -> socket.socket:
        """Return a connected socket and note in `trip` how far things came.

        Raises NotReached, AllFailed, or OSError when out of sockets.
        """
        trip.stage = Stage.LOOKUP
        addresses = self._allowed(await self.addresses(host, trip.path), trip)
        trip.stage = Stage.CONNECT
        trip.address = addresses[0]
        trip.private = self._is_private(addresses[0])
        sock, trip.address = await connect_first(addresses, port)
        trip.private = self._is_private(trip.address)
        if trip.path is not Path.OTHER_FAMILY:
            self._remember(host, family(trip.address))
        return sock

    async def addresses(self, host: str, path: Path) -> Sequence[str]:
        """Return the addresses of `host` in the order in which `path` tries them.

        Names of local networks are never told to the second name server. Raises NotReached.
        """
        host = host.rstrip(".")
        if _is_address(host):
            return [host]
        if path is Path.OTHER_RESOLVER and self.second_resolver and not is_local(host):
            return interleaved(_real(host, await ask_server(host, self.second_resolver)))
        found = _real(host, await self._resolver.lookup(host))
        if path is not Path.OTHER_FAMILY:
            return interleaved(found)
        usual = self._families.get(host, family(found[0]))
        return interleaved(found, first=4 if usual == 6 else 6)

    def _allowed(self, addresses: Sequence[str], trip: Trip) -> Sequence[str]:
        if not trip.public_only or trip.proxy:
            return addresses
        public = [address for address in addresses if not self._is_private(address)]
        if not public:
            detail = "redirects from the internet into a local network"
            raise NotReached(Reason.MALFORMED, detail)
        return public

    def _remember(self, host: str, used: int) -> None:
        self._families[host] = used
        self._families.move_to_end(host)
        if len(self._families) > _REMEMBERED:
            self._families.popitem(last=False)


def _real(host: str, addresses: Sequence[str]) -> Sequence[str]:
    """Leave out "no address at all", by which filters on the way answer for what they block."""
    real = [address for address in addresses if address not in _NOWHERE]
    if not real:
        raise NotReached(Reason.DNS, f"something on this network blocks the name {host}")
    return real


def _is_address(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
