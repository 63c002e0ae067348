"""Incidents as a page to print (HTML), a piece at a time; all text of others is text."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from downlight.domain.incident import Incident
from downlight.present.history import state
from downlight.present.incident_text import paragraph
from downlight.present.words import Words, mark

_STYLE = """
body { font: 11pt sans-serif; color: #1e1e1e; background: #fff; margin: 2em; }
h1 { font-size: 16pt; margin-bottom: 0; }
p.made { color: #555; margin-top: .3em; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .35em .6em; border: 1px solid #999; }
thead { display: table-header-group; background: #eee; }
tr { break-inside: avoid; }
td.what::before { content: attr(data-sign) " "; font-weight: bold; }
td.told { color: #333; font-size: 10pt; }
"""
_SIGNS = {4: "✖", 3: "◐", 2: "▲"}
"""By severity: read without colour, and on paper."""

_HEADS = (
    mark("Platform"),
    mark("Started"),
    mark("Ended"),
    mark("Lasted"),
    mark("What"),
    mark("In words"),
)


def html_pieces(incidents: Iterable[Incident], words: Words, now: datetime) -> Iterator[str]:
    """Yield a whole page in UTF-8: it loads nothing and runs nothing."""
    yield _head(words, now)
    for incident in incidents:
        yield _row(incident, words, now)
    yield "</tbody></table>\n</body></html>\n"


def _head(words: Words, now: datetime) -> str:
    title = escape(words("Incidents"))
    made = escape(words("Made by Downlight, {time}", time=words.date_time(now)))
    heads = "".join(f'<th scope="col">{escape(words(name))}</th>' for name in _HEADS)
    direction = "rtl" if words.runs_left else "ltr"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(words.language)}" dir="{direction}"><head>\n'
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style></head><body>\n"
        f'<h1>{title}</h1><p class="made">{made}</p>\n'
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n"
    )


def _row(incident: Incident, words: Words, now: datetime) -> str:
    ended = incident.resolved_at
    sign = _SIGNS.get(incident.peak_status.severity, "■")
    cells = (
        ("", incident.platform_name),
        ("", words.date_time(incident.started_at)),
        ("", words.date_time(ended) if ended else words("not over")),
        ("", words.duration(incident.duration(now))),
        (f' class="what" data-sign="{sign}"', state(words, incident.peak_status, incident.scope)),
        (' class="told"', paragraph(words, incident, now)),
    )
    told = "".join(f'<td{form} dir="auto">{escape(text)}</td>' for form, text in cells)
    return f"<tr>{told}</tr>\n"
