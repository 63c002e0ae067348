"""`downlight history`: the incidents of the log."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta

from downlight.domain.history import HistorySource, HistoryUnavailable, IncidentFilter
from downlight.domain.incident import Incident
from downlight.domain.status import Status
from downlight.present.export import json_pieces
from downlight.present.platform import Lamp
from downlight.terminal.check import ALL_UP
from downlight.terminal.choosing import CANNOT, Declined, chosen, load_settings
from downlight.terminal.history_options import History
from downlight.terminal.services import TerminalServices
from downlight.terminal.tables import Cell, Row, show_table

_LAMPS = {
    Status.DEGRADED: Lamp.AMBER,
    Status.PARTIAL_OUTAGE: Lamp.RED,
    Status.MAJOR_OUTAGE: Lamp.RED,
}


def history(order: History, services: TerminalServices) -> int:
    """Show incidents, the newest first. Raises Declined."""
    source = services.open_history()
    if source is None:
        _show(order, iter(()), services)
        return ALL_UP
    try:
        with closing(source):
            wanted = narrowed(order.since, order.platform, source, services)
            _show(order, source.incidents(wanted), services)
    except HistoryUnavailable as unreadable:
        raise Declined(str(unreadable), CANNOT) from None
    return ALL_UP


def narrowed(
    seconds: float | None, platform: str | None, source: HistorySource, services: TerminalServices
) -> IncidentFilter:
    """Return the filter that was typed: of the last `seconds`, of one platform. Raises Declined."""
    platforms = (_platform(platform, source, services),) if platform else ()
    since = None if seconds is None else services.now() - timedelta(seconds=seconds)
    return IncidentFilter(platform_ids=platforms, since=since)


def _platform(typed: str, source: HistorySource, services: TerminalServices) -> str:
    """Return the id that is meant: of the log, of the favourites or of the catalogue."""
    wanted = typed.strip().casefold()
    for platform_id, name in source.platforms():
        if wanted in (platform_id.casefold(), name.casefold()):
            return platform_id
    favourite = chosen(typed, load_settings(services))
    if favourite is not None:
        return favourite.id
    platform = services.catalogue.find(typed)
    if platform is None:
        raise Declined(services.catalogue.unknown(typed))
    return platform.id


def _show(order: History, incidents: Iterator[Incident], services: TerminalServices) -> None:
    if order.json:
        services.output.json_pieces(json_pieces(incidents, services.words, services.now()))
        return
    rows = list(_rows(incidents, services))
    words = services.words
    if not rows:
        services.output.line(words("No incidents."))
        return
    heads = (words("Started"), words("Platform"), words("What"), words("Lasted"))
    show_table(services.output, (*heads, words("Who"), words("Why")), rows)


def _rows(incidents: Iterable[Incident], services: TerminalServices) -> Iterator[Row]:
    words, now = services.words, services.now()
    for incident in incidents:
        lasted = words.duration(incident.duration(now))
        yield (
            words.date_time(incident.started_at),
            incident.platform_name,
            Cell(words.status(incident.peak_status), _LAMPS.get(incident.peak_status)),
            words("{duration}, not over", duration=lasted) if incident.is_open else lasted,
            words.scope(incident.scope),
            words.reason(incident.reasons[0]) if incident.reasons else "",
        )
