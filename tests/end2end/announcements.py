"""What a scripted platform's status page says, as a Statuspage summary and as RSS."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

INDICATORS = {
    "operational": "none",
    "degraded_performance": "minor",
    "partial_outage": "major",
    "major_outage": "critical",
}
"""The page's indicator for the worst component, in the words of Atlassian's Statuspage."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """The state of a status page: fine unless it says otherwise."""

    component: str = "operational"
    """Status of the one component, in Statuspage's words."""
    title: str = ""
    """Name of the open incident; empty: none is open."""
    stage: str = "investigating"
    text: str = "We are looking into it."
    at: datetime = field(default=datetime(2026, 1, 5, 12, 0, tzinfo=UTC))


def summary(name: str, url: str, said: Announcement) -> dict[str, object]:
    """Return the body of /api/v2/summary.json."""
    at = said.at.isoformat()
    return {
        "page": {"id": f"page-{name}", "name": name, "url": url, "updated_at": at},
        "status": {
            "indicator": INDICATORS[said.component],
            "description": "All Systems Operational" if not said.title else said.title,
        },
        "components": [_component(name, said, at)],
        "incidents": [_incident(name, url, said, at)] if said.title else [],
        "scheduled_maintenances": [],
    }


def _component(name: str, said: Announcement, at: str) -> dict[str, object]:
    return {
        "id": f"component-{name}",
        "name": "Website",
        "status": said.component,
        "created_at": at,
        "updated_at": at,
        "position": 1,
        "group_id": None,
        "group": False,
        "only_show_if_degraded": False,
    }


def _incident(name: str, url: str, said: Announcement, at: str) -> dict[str, object]:
    return {
        "id": f"incident-{name}",
        "name": said.title,
        "status": said.stage,
        "impact": INDICATORS[said.component],
        "created_at": at,
        "updated_at": at,
        "started_at": at,
        "resolved_at": at if said.stage == "resolved" else None,
        "shortlink": f"{url}/incident",
        "components": [_component(name, said, at)],
        "incident_updates": [
            {
                "id": f"update-{name}",
                "status": said.stage,
                "body": said.text,
                "created_at": at,
                "updated_at": at,
                "display_at": at,
            }
        ],
    }


def rss(name: str, url: str, said: Announcement) -> str:
    """Return the history as RSS 2.0: one item when an incident is open, else none."""
    item = ""
    if said.title:
        item = (
            f"<item><title>{escape(said.title)}</title>"
            f"<description>{escape(f'{said.stage.capitalize()} - {said.text}')}</description>"
            f"<pubDate>{format_datetime(said.at)}</pubDate>"
            f"<link>{escape(url)}/incident</link><guid>{escape(url)}/incident</guid></item>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>{escape(name)} Status</title><link>{escape(url)}</link>"
        f"<pubDate>{format_datetime(said.at)}</pubDate>{item}</channel></rss>"
    )
