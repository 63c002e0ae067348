"""RSS and Atom feeds of status pages in general."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from downlight.domain.status import Stage, Status
from downlight.formats import FormatError
from downlight.formats.rss import parse

FEEDS = Path(__file__).parents[2] / "data" / "feeds" / "rss"
NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
HOUR = timedelta(hours=1)


def item(
    title: str, text: str, age: timedelta | None = HOUR, link: str = "https://s.example/incidents/1"
) -> str:
    date = f"<pubDate>{format_datetime(NOW - age)}</pubDate>" if age is not None else ""
    return (
        f"<item><title>{escape(title)}</title><description>{escape(text)}</description>"
        f"<link>{link}</link>{date}</item>"
    )


def feed(*items: str) -> bytes:
    head = "<title>S</title><link>https://s.example</link>"
    return f'<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("title", "text", "stage"),
    [
        ("Slow", "<strong>Investigating</strong> - We look.", Stage.INVESTIGATING),
        ("Slow", "<b>Status: Identified</b><br/>More", Stage.IDENTIFIED),
        ("Slow", "<p>Status: monitoring</p>", Stage.MONITORING),
        ("[Investigating] Slow", "We look.", Stage.INVESTIGATING),
        ("Monitoring: slow answers", "We look.", Stage.MONITORING),
        ("Slow answers - Identified", "We look.", Stage.IDENTIFIED),
        ("Slow answers (Monitoring)", "We look.", Stage.MONITORING),
        ("Slow", "<strong>Update</strong> - Still looking.", Stage.UNKNOWN),
        (
            "Slow",
            "<p><strong>Update</strong> - b</p><p><strong>Identified</strong> - a</p>",
            Stage.IDENTIFIED,
        ),
    ],
)
def test_the_state_word_is_found_where_pages_write_it(title: str, text: str, stage: Stage) -> None:
    report = parse(feed(item(title, text)), NOW)
    assert [notice.stage for notice in report.incidents] == [stage]
    assert report.status is Status.DEGRADED


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Slow", "<strong>Resolved</strong> - It works.<br><strong>Investigating</strong> - Hm."),
        ("Slow", "Status: Resolved"),
        ("Slow", "<strong>Completed</strong> - Done."),
        ("Slow", "<strong>Postmortem</strong> - What we learnt."),
        ("Slow - Resolved", "It works."),
        ("Slow", "The incident has been resolved. Thank you."),
        ("Slow", "This issue is now fully resolved."),
    ],
)
def test_what_the_provider_calls_over_is_left_out(title: str, text: str) -> None:
    report = parse(feed(item(title, text)), NOW)
    assert report.notices == ()
    assert report.status is Status.OPERATIONAL


@pytest.mark.parametrize(
    "text",
    [
        "We will write again once the issue is resolved.",
        "The issue is not resolved.",
        "Until the incident has been resolved, use the app.",
    ],
)
def test_a_promise_is_not_an_end(text: str) -> None:
    assert parse(feed(item("Slow", text)), NOW).status is Status.UNKNOWN


def test_the_newest_update_of_a_notice_counts_wherever_it_stands() -> None:
    over = item("Slow", "Status: Resolved", HOUR, "https://s.example/incidents/1#b")
    begun = item("Slow", "Status: Investigating", 2 * HOUR, "https://s.example/incidents/1#a")
    assert parse(feed(begun, over), NOW).status is Status.OPERATIONAL
    assert parse(feed(over, begun), NOW).status is Status.OPERATIONAL


def test_notices_that_all_link_to_the_page_are_told_apart() -> None:
    over = item("Slow", "Status: Resolved", HOUR, "https://s.example/")
    other = item("Mail stuck", "Status: Investigating", 2 * HOUR, "https://s.example/")
    assert [n.title for n in parse(feed(over, other), NOW).incidents] == ["Mail stuck"]


@pytest.mark.parametrize("word", ["outage", "down", "Unavailable"])
def test_a_title_may_say_that_it_is_worse(word: str) -> None:
    report = parse(feed(item(f"Search {word}", "Status: Investigating")), NOW)
    assert report.status is Status.PARTIAL_OUTAGE


def test_after_seven_days_nobody_believes_that_it_is_open() -> None:
    text = "Status: Investigating"
    almost = timedelta(days=7) - timedelta(seconds=1)
    assert parse(feed(item("Slow", text, almost)), NOW).status is Status.DEGRADED
    assert parse(feed(item("Slow", text, timedelta(days=7))), NOW).status is Status.OPERATIONAL


def test_maintenance_in_the_future_is_listed_but_does_not_count() -> None:
    report = parse(feed(item("New disks", "Status: Scheduled", -24 * HOUR)), NOW)
    (planned,) = report.maintenances
    assert planned.starts_at == NOW + 24 * HOUR
    assert not planned.is_active(NOW)
    assert report.status is Status.OPERATIONAL


def test_an_entry_without_date_or_state_makes_the_page_uncertain_and_is_noted() -> None:
    known = item("Old", "Status: Resolved", HOUR, "https://s.example/incidents/0")
    undated = item("Slow", "Status: Investigating", None)
    wordless = item("News", "We moved.")
    for doubtful in (undated, wordless):
        report = parse(feed(known, doubtful), NOW)
        assert report.status is Status.UNKNOWN
        assert report.notes


def test_a_state_word_that_nobody_knows_keeps_the_notice_open_and_is_noted() -> None:
    report = parse(feed(item("Slow", "Status: Pondering")), NOW)
    assert report.status is Status.DEGRADED
    assert any("Pondering" in note for note in report.notes)


def test_a_feed_without_entries_has_nothing_to_tell() -> None:
    assert parse(feed(), NOW).status is Status.OPERATIONAL


def test_a_blog_says_nothing_about_the_platform() -> None:
    old = item("We moved", "A new office.", timedelta(days=90))
    assert parse(feed(old), NOW).status is Status.UNKNOWN


def test_updates_in_one_entry_are_kept_newest_first() -> None:
    (incident,) = parse((FEEDS / "trouble.xml").read_bytes(), NOW).incidents
    assert [update.stage for update in incident.updates] == [
        Stage.UNKNOWN,
        Stage.IDENTIFIED,
        Stage.INVESTIGATING,
    ]
    assert incident.updates[0].published_at == datetime(2024, 3, 5, 9, 40, tzinfo=UTC)
    assert incident.updates[1].text == "A queue server is full & we are moving its mail."
    assert incident.updates[1].published_at == datetime(2024, 3, 5, 9, 20, tzinfo=UTC)
    assert incident.stage is Stage.IDENTIFIED
    assert incident.started_at == datetime(2024, 3, 5, 9, 12, tzinfo=UTC)


def test_a_time_without_its_year_lies_before_the_entrys_own() -> None:
    text = "<p>Dec 31, 23:50 UTC<br>Monitoring - b</p><p>Dec 31, 23:10 UTC<br>Investigating - a</p>"
    now = datetime(2024, 1, 1, 1, 0, tzinfo=UTC)
    (incident,) = parse(feed(item("Slow", text, NOW - now)), now).incidents
    assert incident.started_at == datetime(2023, 12, 31, 23, 10, tzinfo=UTC)


def test_a_time_in_an_unknown_zone_is_left_out() -> None:
    text = "<p>Mar 5, 01:50 PST<br>Monitoring - b</p><p>Mar 5, 01:10 PST<br>Investigating - a</p>"
    (incident,) = parse(feed(item("Slow", text)), NOW).incidents
    assert incident.started_at is None


def test_atom_tells_when_a_notice_began() -> None:
    (incident,) = parse((FEEDS / "trouble.atom").read_bytes(), NOW).incidents
    assert incident.started_at == datetime(2024, 3, 5, 9, 12, 40, tzinfo=UTC)
    assert incident.stage is Stage.MONITORING


@pytest.mark.parametrize("word", ["Investigating", "Resolved"])
def test_a_feed_in_another_encoding_reads_the_same(word: str) -> None:
    text = feed(item("Übel", f"Status: {word}")).decode()
    for encoding in ("utf-16", "iso-8859-1"):
        body = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
        assert parse(body, NOW) == parse(text.encode(), NOW)


def test_a_document_type_is_refused() -> None:
    body = b'<!DOCTYPE rss [<!ENTITY a "b">]>' + feed()
    with pytest.raises(FormatError, match="document type"):
        parse(body, NOW)


def of_incident_io(word: str, parts: str = "<li>API (Degraded performance)</li>") -> bytes:
    return (
        "<rss version='2.0'><channel><title>Fjord status</title><link>https://s.example</link>"
        "<item><title>Errors</title><link>https://s.example//incidents/01J</link>"
        "<pubDate>Tue, 05 Mar 2024 09:30:00 GMT</pubDate><description><![CDATA["
        f"<b>Status: {word}</b><br/><br/>We look into it.<br/><b>Affected components</b>"
        f"<ul>{parts}</ul>]]></description></item></channel></rss>"
    ).encode()


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("Maintenance scheduled", Stage.SCHEDULED),
        ("Maintenance in progress", Stage.IN_PROGRESS),
        ("Monitoring", Stage.MONITORING),
        ("Maintenance completed", None),
        ("Resolved", None),
    ],
)
def test_words_of_incident_io_tell_work_from_trouble(word: str, stage: Stage | None) -> None:
    notices = parse(of_incident_io(word), NOW).notices
    assert [notice.stage for notice in notices] == ([stage] if stage else [])
    if stage is Stage.IN_PROGRESS:
        assert parse(of_incident_io(word), NOW).status is Status.MAINTENANCE


def test_the_parts_that_a_notice_lists_are_kept() -> None:
    parts = "<li>API (Partial outage)</li><li>Web app (EU) (Full outage)</li><li>None</li>"
    report = parse(of_incident_io("Identified", parts), NOW)
    assert {part.name: part.status for part in report.components} == {
        "API": Status.PARTIAL_OUTAGE,
        "Web app (EU)": Status.MAJOR_OUTAGE,
    }
    assert report.notices[0].component_ids == ("API", "Web app (EU)")
    assert not report.lists_all
    assert parse(of_incident_io("Resolved", parts), NOW).components == ()
