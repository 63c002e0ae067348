from dataclasses import replace
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations

import pytest

from downlight.domain.gap import Gap
from downlight.domain.history import DecisionRow
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.lateness import official_delay
from downlight.domain.lifecycle import Change
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.notify import NotificationKind, NotifyReason
from downlight.domain.status import GapReason, Reason, Scope, Source, Stage, Status
from downlight.domain.verdict import Because, Rule
from downlight.present.incident_view import EvidenceLine, view
from downlight.present.words import Words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
START = NOW - timedelta(hours=2)
words = Words("en", NullTranslations(), UTC)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def probe(minutes: float, text: str = "shows “Over capacity”") -> TimelineEntry:
    return TimelineEntry(
        after(minutes),
        EntryKind.OBSERVATION,
        text,
        Source.PROBE,
        "x/http",
        Status.MAJOR_OUTAGE,
        Reason.CONTENT,
        200,
        "Over capacity",
        0.31,
    )


def official(minutes: float, status: Status) -> TimelineEntry:
    return TimelineEntry(
        after(minutes), EntryKind.OBSERVATION, "", Source.OFFICIAL, "x/feed", status
    )


def incident(*timeline: TimelineEntry, notices: tuple[Notice, ...] = ()) -> Incident:
    return Incident(
        id=7,
        platform_id="x",
        platform_name="X",
        started_at=START,
        confirmed_at=after(1),
        resolved_at=after(44),
        status=Status.OPERATIONAL,
        peak_status=Status.MAJOR_OUTAGE,
        scope=Scope.EVERYONE,
        reasons=(Because(Rule.NETWORK_FINE, {"answered": 2}),),
        timeline=timeline,
        notices=notices,
    )


def facts_of(shown: Incident) -> dict[str, str]:
    return dict(view(words, shown, NOW).facts)


def said(entry: TimelineEntry) -> str:
    (line,) = view(words, incident(entry), NOW).evidence
    return line.said


def test_the_headline_tells_what_to_whom_and_how_long() -> None:
    assert view(words, incident(), NOW).headline == "Down for everyone, for 44 min"


def test_an_open_incident_lasts_so_far_and_has_no_end() -> None:
    going_on = replace(incident(), resolved_at=None)
    assert view(words, going_on, NOW).headline == "Down for everyone, for 2 h so far"
    assert "Ended" not in facts_of(going_on)
    assert facts_of(incident())["Ended"] == "23 Nov 2026, 10:44"


def test_reasons_are_sentences() -> None:
    shown = view(words, incident(), NOW)
    assert shown.because == ("Your own connection works: 2 other places answer",)


def test_a_line_of_evidence_tells_all_that_was_seen() -> None:
    (line,) = view(words, incident(probe(0)), NOW).evidence
    assert line == EvidenceLine(
        at="23 Nov, 10:00:00",
        source="Own check",
        said="The page says “Over capacity”",
        http_status="200",
        latency="0.3 s",
        matched="Over capacity",
        status=Status.MAJOR_OUTAGE,
    )
    assert line.sentence == (
        "23 Nov, 10:00:00, Own check, The page says “Over capacity”, 200, 0.3 s, Over capacity"
    )


@pytest.mark.parametrize("change", list(Change))
def test_every_change_of_ours_is_told_in_words(change: Change) -> None:
    assert said(TimelineEntry(START, EntryKind.TRANSITION, change.value)) != change.value


@pytest.mark.parametrize("reason", list(NotifyReason))
def test_it_is_told_why_something_was_said_or_not(reason: NotifyReason) -> None:
    told = said(TimelineEntry(START, EntryKind.NOTIFICATION, reason.value))
    assert told.startswith("Not shown" if reason.value.startswith("suppressed") else "Shown")


def test_what_is_no_word_of_ours_is_told_as_it_is() -> None:
    assert said(TimelineEntry(START, EntryKind.NOTE, "no longer watched")) == "no longer watched"


def test_gaps_stand_among_the_evidence_in_order_of_time() -> None:
    asleep = Gap(GapReason.ASLEEP, after(10), after(20))
    lines = view(words, incident(probe(0), probe(30)), NOW, [asleep]).evidence
    assert [line.source for line in lines] == ["Own check", "Gap", "Own check"]
    assert lines[1].said == "This computer was asleep, for 10 min"


def test_gaps_of_other_platforms_and_times_are_left_out() -> None:
    gaps = [
        Gap(GapReason.PAUSED, after(10), after(20), platform_id="y"),
        Gap(GapReason.ASLEEP, after(-20), after(-10)),
        Gap(GapReason.ASLEEP, after(44), None),
    ]
    assert view(words, incident(), NOW, gaps).evidence == ()


def test_a_gap_that_lasts_has_no_length() -> None:
    offline = Gap(GapReason.OFFLINE, after(40))
    (line,) = view(words, incident(), NOW, [offline]).evidence
    assert line.said == "This computer was offline"


def test_gaps_that_the_timeline_has_are_not_told_twice() -> None:
    entry = TimelineEntry(after(10), EntryKind.GAP, "asleep")
    gaps = [Gap(GapReason.ASLEEP, after(10), after(20))]
    assert len(view(words, incident(entry), NOW, gaps).evidence) == 1


def test_what_was_told_and_what_not_stands_among_the_evidence() -> None:
    told = DecisionRow(
        1, after(1), NotifyReason.FIRST, 7, "x", "X", NotificationKind.DOWN, after(1)
    )
    silent = replace(told, id=2, decided_at=after(2), kind=None, shown_at=None)
    silent = replace(silent, reason=NotifyReason.SUPPRESSED_MUTED)
    unseen = replace(told, id=3, decided_at=after(3), shown_at=None)
    other = replace(told, id=4, incident_id=8)
    lines = view(words, incident(), NOW, (), [unseen, silent, told, other]).evidence
    assert [line.said for line in lines] == [
        "Shown: it went down",
        "Not shown: the platform was muted",
        "Not shown: there was nobody to show it",
    ]


def test_what_the_timeline_says_of_notifications_is_not_said_twice() -> None:
    entry = TimelineEntry(after(1), EntryKind.NOTIFICATION, "first")
    told = DecisionRow(1, after(1), NotifyReason.FIRST, 7, "x", "X", None, None)
    assert len(view(words, incident(entry), NOW, (), [told]).evidence) == 1


def test_the_status_page_is_said_to_be_as_late_as_it_was() -> None:
    late = incident(official(0, Status.OPERATIONAL), official(54, Status.DEGRADED))
    assert official_delay(late) == timedelta(minutes=54)
    assert facts_of(late)["Status page"] == "told of it 54 min later"


def test_a_status_page_that_never_told_is_said_to_have_been_content() -> None:
    content = incident(probe(0), official(0, Status.OPERATIONAL))
    assert official_delay(content) is None
    assert facts_of(content)["Status page"] == "said all was well throughout"


def test_a_status_page_that_was_first_is_not_said_to_be_late() -> None:
    first = incident(official(-3, Status.MAJOR_OUTAGE))
    assert facts_of(first)["Status page"] == "told of it at once"


def test_nothing_is_said_of_a_status_page_that_was_not_read() -> None:
    assert "Status page" not in facts_of(incident(probe(0)))


def test_announcements_come_with_their_updates_and_the_page_to_read_on() -> None:
    update = NoticeUpdate(Stage.INVESTIGATING, "We are looking into it.", after(54))
    trouble = Notice(
        "n1",
        NoticeKind.INCIDENT,
        "API errors",
        Stage.MONITORING,
        url="https://status.example/n1",
        updates=(update, replace(update, published_at=None)),
    )
    work = Notice("n2", NoticeKind.MAINTENANCE, "Database", Stage.SCHEDULED)
    shown = view(words, incident(notices=(work, trouble)), NOW)
    assert [one.title for one in shown.announcements] == ["Maintenance: Database", "API errors"]
    assert shown.announcements[1].stage == "Being watched"
    assert shown.announcements[1].updates == (
        ("23 Nov 2026, 10:54: Investigating", "We are looking into it."),
        ("Investigating", "We are looking into it."),
    )
    assert shown.url == "https://status.example/n1"
