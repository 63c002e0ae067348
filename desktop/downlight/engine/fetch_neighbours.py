"""Learns which names belong to networks around this machine, and is not fooled by portals."""

from collections import OrderedDict

from downlight.engine.fetch_trip import Trip
from downlight.probes.locality import is_local

_REMEMBERED = 500


class Neighbours:
    """Tells local targets from public ones by what their names have proven to be.

    The address alone does not tell: a captive portal answers for every name with an address of
    its own network. So a name with a public look counts as local only after a whole answer came
    from a private address, and never again after one came from a public address.
    """

    def __init__(self) -> None:
        self._inside: OrderedDict[str, bool] = OrderedDict()

    def answered(self, trip: Trip) -> bool:
        """Take in that a whole answer came; return whether the target is local."""
        if trip.proxy or is_local(trip.host):
            return is_local(trip.host)
        inside = trip.private and self._inside.get(trip.host, True)
        self._inside[trip.host] = inside
        self._inside.move_to_end(trip.host)
        if len(self._inside) > _REMEMBERED:
            self._inside.popitem(last=False)
        return inside

    def failed(self, trip: Trip) -> bool:
        """Return whether the target of a failed trip is local."""
        if trip.proxy or is_local(trip.host):
            return is_local(trip.host)
        return self._inside.get(trip.host, False) and (trip.private or not trip.address)
