"""Alerts of Prometheus and Alertmanager: how bad one is, and the notice that is made of it.

The severity label has no fixed words; these are the usual ones. A watchdog alert fires as long as
all is well.
"""

from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats.instants import instant
from downlight.formats.reading import NOTHING, Object, ident, link, obj, string
from downlight.formats.wording import told, word_of

_SEVERITIES = {
    "critical": Status.MAJOR_OUTAGE,
    "page": Status.MAJOR_OUTAGE,
    "warning": Status.DEGRADED,
    "info": Status.OPERATIONAL,
    "none": Status.OPERATIONAL,
}
_WATCHDOG = "watchdog"


def impact(labels: Object) -> Status:
    """Return how bad an alert is by its severity label; other words and none at all degrade."""
    return _SEVERITIES.get(word_of(labels.get("severity")), Status.DEGRADED)


def counts(labels: Object) -> bool:
    """Whether an alert is trouble: not a watchdog's, and not information only."""
    return word_of(labels.get("alertname")) != _WATCHDOG and impact(labels).is_trouble


def name_of(labels: Object) -> str:
    """Return an alert's name."""
    return string(labels.get("alertname")) or "alert"


def group_of(labels: Object) -> str | None:
    """Return what an alert is about: its service, or else its job."""
    return string(labels.get("service")) or string(labels.get("job")) or None


def notice(alert: Object, component: str) -> Notice:
    """Return the open incident that a firing alert is."""
    labels, annotations = obj(alert.get("labels")), obj(alert.get("annotations"))
    summary = string(annotations.get("summary"))
    text = annotations.get("description") or annotations.get("message") or summary
    begun = instant(alert.get("startsAt")) or instant(alert.get("activeAt"))
    return Notice(
        external_id=ident(alert.get("fingerprint")) or _label_key(labels),
        kind=NoticeKind.INCIDENT,
        title=f"{name_of(labels)}: {summary}" if summary else name_of(labels),
        stage=Stage.INVESTIGATING,
        impact=impact(labels),
        component_ids=(component,),
        started_at=begun,
        updated_at=instant(alert.get("updatedAt")) or begun,
        url=link(alert.get("generatorURL")),
        updates=(told(Stage.INVESTIGATING, text, alert.get("updatedAt")),),
    )


def _label_key(labels: Object) -> str:
    pairs = sorted((string(key), string(value)) for key, value in (labels or NOTHING).items())
    return ",".join(f"{key}={value}" for key, value in pairs)[:300] or "alert"
