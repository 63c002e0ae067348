"""Days of outages in seconds: the real engine on a simulated clock and a scripted internet."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from downlight.domain.commands import AddFavourite, CheckNow, Mute, Pause, RemoveFavourite, Resume
from downlight.domain.events import IncidentAsked, PageAsked, SettingsTaken
from downlight.domain.incident import EntryKind
from downlight.domain.status import GapReason, NetworkState, Phase, Reason, Scope, Status
from downlight.domain.verdict import Rule
from downlight.probes.answer import Answer, Failure
from downlight.store.reader import Reader
from fakes.clock import START
from fakes.house import House, favourite
from fakes.internet import failure, page

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
MANY = [favourite(f"site{i}") for i in range(8)]


def between(start: datetime, end: datetime, bad: Answer | Failure):  # type: ignore[no-untyped-def]  # a Site
    return lambda now: bad if start <= now < end else page()


def summary(indicator: str = "none") -> Answer:
    body = {
        "page": {"id": "abcdefghijkl", "name": "X", "url": "https://status.x.example"},
        "status": {"indicator": indicator, "description": ""},
        "components": [],
        "incidents": [],
        "scheduled_maintenances": [],
    }
    return Answer("", 200, {"content-type": "application/json"}, json.dumps(body).encode(), 0.1)


def test_an_outage_is_one_incident_with_one_bubble_that_recovers(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    start, end = house.after(hours=5), house.after(hours=5, minutes=44)
    house.internet.serve("https://x.example/", between(start, end, page("sorry", 503)))
    house.live(hours=24)
    (incident,) = house.incidents()
    assert start <= incident.started_at <= start + 1.2 * MINUTE
    assert incident.confirmed_at - start < 2 * MINUTE
    assert incident.resolved_at is not None
    assert abs(incident.resolved_at - end) < 1.2 * MINUTE
    assert (incident.platform_id, incident.scope) == ("x", Scope.EVERYONE)
    assert incident.peak_status is Status.MAJOR_OUTAGE
    assert [entry.http_status for entry in incident.timeline if entry.http_status][:2] == [200, 503]
    down, back = house.notifier.bubbles
    assert (down.notification.kind.value, back.notification.kind.value) == ("down", "recovered")
    assert back.replaces == down.id


def test_an_error_page_that_answers_200_is_seen_though_the_status_page_is_green(
    tmp_path: Path,
) -> None:
    house = House(tmp_path, [favourite("x", feed=True), *MANY])
    start, end = house.after(hours=2), house.after(hours=2, minutes=46)
    house.internet.serve("https://status.x.example/api/v2/summary.json", summary())
    broken = page("<title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>", 502)
    house.internet.serve("https://x.example/", between(start, end, broken))
    house.live(hours=2, minutes=20)
    (incident,) = house.incidents()
    assert Rule.OFFICIAL_FINE in {because.rule for because in incident.reasons}
    assert house.notifier.bubbles[0].notification.official is Status.OPERATIONAL


def test_a_lost_network_is_offline_and_no_outage_at_all(tmp_path: Path) -> None:
    house = House(tmp_path, MANY)
    house.at(lambda: setattr(house.internet, "cut", True), hours=3)
    house.live(hours=3, minutes=30)
    assert house.snapshot().network is NetworkState.OFFLINE
    assert {s.verdict.status for s in house.snapshot().platforms} == {Status.UNKNOWN}
    house.internet.cut = False
    house.live(hours=6)
    assert house.snapshot().network is NetworkState.ONLINE
    assert house.incidents() == []
    assert house.notifier.bubbles == []
    reader = Reader.opening(house.path)
    reasons = {gap.reason for gap in reader.gaps(START, house.after(hours=6))}
    reader.close()
    assert GapReason.OFFLINE in reasons


def test_a_restart_in_the_middle_neither_forgets_nor_repeats(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    start, end = house.after(hours=1), house.after(hours=2)
    house.internet.serve("https://x.example/", between(start, end, page("sorry", 500)))
    house.live(hours=1, minutes=10)
    house.live(hours=1, minutes=20)
    house.live(hours=1, minutes=30)
    assert [incident.is_open for incident in house.incidents()] == [True]
    assert house.notifier.kinds == ["down"]
    house.live(hours=4)
    (incident,) = house.incidents()
    assert incident.resolved_at is not None
    assert house.notifier.kinds == ["down", "recovered"]
    assert house.notifier.bubbles[1].replaces == house.notifier.bubbles[0].id


def test_an_outage_that_ended_while_we_were_away_ends_at_the_first_good_look(
    tmp_path: Path,
) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    house.internet.serve(
        "https://x.example/", between(house.after(hours=1), house.after(hours=2), page("", 500))
    )
    house.live(hours=1, minutes=30)
    house.clock.jump(house.after(hours=5))
    house.live(hours=6)
    (incident,) = house.incidents()
    assert incident.resolved_at is not None
    assert incident.resolved_at - house.after(hours=5) < 2 * MINUTE
    reader = Reader.opening(house.path)
    (gap,) = [g for g in reader.gaps(START, house.after(hours=6)) if g.platform_id is None]
    reader.close()
    assert gap.reason is GapReason.NOT_RUNNING
    assert gap.ended_at is not None
    assert gap.ended_at - gap.started_at > 3 * HOUR


def test_a_single_failure_is_looked_at_again_and_not_told(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    bad = iter([True])
    house.internet.serve(
        "https://x.example/",
        lambda now: page("", 503) if now > house.after(minutes=30) and next(bad, False) else page(),
    )
    house.live(hours=2)
    assert house.incidents() == []
    assert house.notifier.bubbles == []


def test_a_bot_wall_is_no_outage(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    house.internet.serve("https://x.example/", page("<title>Just a moment...</title>", 403))
    house.live(hours=3)
    assert house.incidents() == []
    (state,) = [s for s in house.snapshot().platforms if s.platform.id == "x"]
    assert not state.verdict.status.is_trouble
    assert Rule.BLOCKED in {because.rule for because in state.verdict.reasons}


def test_sleep_is_not_measured_and_raises_nothing(tmp_path: Path) -> None:
    house = House(tmp_path, MANY)
    house.at(lambda: house.clock.jump(house.after(hours=10)), hours=2)
    house.live(hours=12)
    assert house.incidents() == []
    reader = Reader.opening(house.path)
    gaps = reader.gaps(START, house.after(hours=12))
    reader.close()
    assert GapReason.ASLEEP in {gap.reason for gap in gaps}


def test_without_a_notification_service_news_wait_in_the_inbox(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    house.notifier.absent = True
    house.at(lambda: house.internet.serve("https://x.example/", page("", 503)), minutes=30)
    house.live(minutes=45)
    assert [n.kind.value for n in house.snapshot().inbox] == ["down"]


def test_a_muted_platform_is_logged_but_not_told(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    house.internet.serve(
        "https://x.example/",
        between(house.after(minutes=30), house.after(minutes=50), page("", 503)),
    )
    house.live((MINUTE, Mute("x", None)), hours=2)
    assert len(house.incidents()) == 1
    assert house.notifier.bubbles == []
    (state,) = [s for s in house.snapshot().platforms if s.platform.id == "x"]
    assert state.muted_until is None, "a mute until it is back ends when it is back"


def test_a_pause_stops_all_looks_and_ends_by_itself(tmp_path: Path) -> None:
    house = House(tmp_path, MANY)
    house.live((HOUR, Pause(house.after(hours=2))), hours=3)
    asked = [when for when, _ in house.internet.asked]
    assert not [
        when for when in asked if house.after(hours=1, seconds=10) < when < house.after(hours=2)
    ]
    assert [when for when in asked if when > house.after(hours=2)]
    assert house.snapshot().paused_until is None


def test_a_pause_without_end_survives_a_restart(tmp_path: Path) -> None:
    house = House(tmp_path, MANY)
    house.live((MINUTE, Pause(None)), minutes=10)
    before = len(house.internet.asked)
    house.live(minutes=30)
    assert len(house.internet.asked) == before
    house.live((timedelta(minutes=31), Resume()), minutes=40)
    assert len(house.internet.asked) > before


def test_favourites_come_and_go_while_it_runs(tmp_path: Path) -> None:
    house = House(tmp_path, MANY)
    house.internet.serve("https://new.example/", page())
    house.live(
        (HOUR, AddFavourite(favourite("new"))),
        (2 * HOUR, RemoveFavourite("site0")),
        hours=3,
    )
    names = [s.platform.id for s in house.snapshot().platforms]
    assert "new" in names
    assert "site0" not in names
    assert house.choices.settings.favourites[-1].id == "new"
    late = {url for when, url in house.internet.asked if when > house.after(hours=2, minutes=2)}
    assert "https://new.example/" in late
    assert "https://site0.example/" not in late


def test_an_unknown_favourite_is_told_and_stops_nobody(tmp_path: Path) -> None:
    house = House(tmp_path, [*MANY, favourite("ghost", url=None)])
    house.internet.sites.pop("", None)
    house.live(minutes=10)
    (taken,) = [event for event in house.events if isinstance(event, SettingsTaken)]
    assert "ghost" in str(taken.problems[0])
    assert len(house.snapshot().platforms) == len(MANY)
    assert all(s.verdict.phase is Phase.CALM for s in house.snapshot().platforms)


def test_check_now_looks_at_once(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x", interval=3600.0), *MANY])
    house.live((timedelta(minutes=59), CheckNow("x")), hours=1)
    times = [when for when, url in house.internet.asked if url == "https://x.example/"]
    assert any(abs(when - house.after(minutes=59)) < timedelta(seconds=1) for when in times)


def test_a_click_on_details_or_the_page_asks_the_faces(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    house.internet.serve(
        "https://x.example/",
        between(house.after(minutes=5), house.after(minutes=40), page("", 503)),
    )
    house.at(
        lambda: house.notifier.click(house.notifier.bubbles[0].notification, "details"), minutes=20
    )
    house.at(
        lambda: house.notifier.click(house.notifier.bubbles[0].notification, "page"), minutes=21
    )
    house.live(minutes=30)
    asked = [event for event in house.events if isinstance(event, IncidentAsked | PageAsked)]
    assert asked == [IncidentAsked(house.incidents()[0].id or 0), PageAsked("https://x.example/")]


def test_one_broken_check_does_not_touch_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])

    def explode(_now: datetime) -> Answer:
        raise ZeroDivisionError

    house.internet.serve("https://x.example/", explode)
    with caplog.at_level("CRITICAL"):
        house.live(hours=1)
    assert house.incidents() == []
    calm = [s.platform.id for s in house.snapshot().platforms if s.verdict.phase is Phase.CALM]
    assert set(calm) >= {f.id for f in MANY}


def test_the_timeline_tells_what_changed_and_no_more(tmp_path: Path) -> None:
    house = House(tmp_path, [favourite("x"), *MANY])
    early, late = house.after(hours=1), house.after(hours=1, minutes=10)

    def site(now: datetime) -> Answer | Failure:
        if now < early or now >= house.after(hours=1, minutes=30):
            return page()
        return page("", 503) if now < late else failure(Reason.TIMEOUT)

    house.internet.serve("https://x.example/", site)
    house.live(hours=2)
    (incident,) = house.incidents()
    seen = [e for e in incident.timeline if e.kind is EntryKind.OBSERVATION]
    assert [e.reason for e in seen] == [Reason.OK, Reason.HTTP_STATUS, Reason.TIMEOUT, Reason.OK]
