"""Compares incidents of a file with those of the log: what is new, known, or told differently."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from downlight.domain.history import Bar
from downlight.domain.incident import Incident

_NEAR = 1.0
"""Seconds by which two beginnings may differ and still be the same."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking a file in would change: only `new` is written, the rest stays as it is."""

    new: tuple[Incident, ...] = ()
    known: int = 0
    """In the log already, and the same."""
    differing: int = 0
    """In the log already, with another end or severity; the log's own word stays."""
    twice: int = 0
    """More than once in the file."""
    left_out: int = 0
    """No incidents, not over, or of the future."""
    platforms: Mapping[str, int] = field(default_factory=dict)
    """New incidents by the platform's name."""


def difference(
    incoming: Iterable[Incident], known: Mapping[str, Sequence[Bar]], left_out: int = 0
) -> Difference:
    """Return what of `incoming` (ended incidents) is not in `known` (by platform's id)."""
    here = {(key, round(bar.begin / _NEAR)): bar for key, bars in known.items() for bar in bars}
    new: dict[tuple[str, int], Incident] = {}
    same = differing = twice = 0
    for incident in incoming:
        key = incident.platform_id, round(incident.started_at.timestamp() / _NEAR)
        if key in new:
            twice += 1
        elif key not in here:
            new[key] = incident
        elif _is_same(incident, here[key]):
            same += 1
        else:
            differing += 1
    by_name: dict[str, int] = {}
    for incident in new.values():
        by_name[incident.platform_name] = by_name.get(incident.platform_name, 0) + 1
    return Difference(tuple(new.values()), same, differing, twice, left_out, by_name)


def _is_same(incident: Incident, bar: Bar) -> bool:
    ended = incident.resolved_at
    same_end = ended is not None and abs(ended.timestamp() - bar.end) < _NEAR
    return same_end and incident.peak_status.severity == bar.severity
