"""One platform in full, as data."""

from dataclasses import replace
from datetime import timedelta

import pytest

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.observation import Observation
from downlight.domain.snapshot import PlatformState
from downlight.domain.status import Phase, Reason, Source, Stage, Status
from downlight.domain.verdict import Because, Rule
from downlight.present.detail import DetailView, PartRow, detail_view
from fakes.states import NOW, english, starting, state, unknown, up

FAILED = Because(Rule.PROBE_FAILED, {"reason": "http_status", "count": 4, "http_status": 503}, 6.3)
SAID = Because(Rule.OFFICIAL_TROUBLE, {"status": "partial_outage", "title": "Errors"}, 2.0)
FINE = Because(Rule.NETWORK_FINE, {"answered": 5})


def look(source: Source, seconds: float, **more: object) -> Observation:
    at = NOW - timedelta(seconds=seconds)
    seen = Observation(
        f"x/{source.value}", "x", source, Status.MAJOR_OUTAGE, Reason.HTTP_STATUS, at, at
    )
    return replace(seen, **more)  # type: ignore[arg-type]  # fields by name


def shown(*because: Because, seen: tuple[Observation, ...] = ()) -> DetailView:
    troubled = state("X", Status.MAJOR_OUTAGE, Phase.CONFIRMED, *because)
    return detail_view(replace(troubled, observations=seen), english(), NOW)


def test_each_reason_says_what_who_when_and_how_much() -> None:
    seen = (look(Source.PROBE, 20, http_status=503), look(Source.OFFICIAL, 50))
    grounds = shown(FAILED, SAID, FINE, seen=seen).grounds
    assert [ground.text for ground in grounds] == [
        "It answers with an error (HTTP 503), 4 times in a row",
        "Status page says: “Errors”",
        "Your own connection works: 5 other places answer",
    ]
    assert [ground.below for ground in grounds] == [
        "Own check · 20 s ago · speaks strongly for trouble",
        "Status page · 50 s ago · speaks for trouble",
        "",
    ]


@pytest.mark.parametrize(
    ("weight", "told", "share"),
    [
        (9.0, "speaks strongly for trouble", 1.0),
        (4.0, "speaks strongly for trouble", 0.5),
        (2.0, "speaks for trouble", 0.25),
        (0.5, "speaks a little for trouble", 0.0625),
        (0.0, "", 0.0),
        (-0.6, "speaks a little against trouble", -0.075),
        (-2.0, "speaks against trouble", -0.25),
        (-9.0, "speaks strongly against trouble", -1.0),
    ],
)
def test_weights_are_words_as_well_as_bars(weight: float, told: str, share: float) -> None:
    (ground,) = shown(replace(FAILED, weight=weight)).grounds
    assert (ground.weighs, ground.share) == (told, share)


def test_our_own_looks_come_first_whichever_is_newer() -> None:
    seen = (look(Source.OFFICIAL, 5), look(Source.PROBE, 20, http_status=503, latency=0.3))
    first, second = shown(seen=seen).looks
    assert (first.when, first.said, first.source) == (
        "20 s ago",
        "Answered 503 in 0.3 s",
        "Own check",
    )
    assert second.source == "Status page"


def test_parts_stand_in_the_groups_of_their_provider() -> None:
    parts = (
        Component("1", "API", Status.PARTIAL_OUTAGE, "Core"),
        Component("2", "CDN", Status.OPERATIONAL, None, "Europe"),
        Component("3", "Search", Status.OPERATIONAL, "Core", watched=False),
    )
    view = detail_view(replace(up("X"), components=parts), english(), NOW)
    assert [(group.title, [row.name for row in group.rows]) for group in view.parts] == [
        ("Core", ["API", "Search"]),
        ("", ["CDN"]),
    ]
    assert view.parts[0].rows[1].below == "All is well · does not count for the light"
    assert view.parts[1].rows[0] == PartRow("CDN", "All is well · Europe", Status.OPERATIONAL)


def test_what_the_provider_announced_is_told() -> None:
    notice = Notice("1", NoticeKind.MAINTENANCE, "New disks", Stage.SCHEDULED)
    view = shown(seen=(look(Source.OFFICIAL, 50, notices=(notice,)),))
    assert [one.title for one in view.announcements] == ["Maintenance: New disks"]


@pytest.mark.parametrize(
    ("given", "headline", "checked"),
    [
        (up("X"), "All is well", "Checked 20 s ago, 95 % sure"),
        (unknown("X"), "Cannot tell", "Checked 20 s ago"),
        (starting("X"), "Not looked at yet", ""),
        (
            replace(up("X"), muted_until=NOW + timedelta(hours=1)),
            "All is well (muted)",
            "Checked 20 s ago, 95 % sure",
        ),
    ],
)
def test_it_says_how_sure_it_is_where_it_can_tell(
    given: PlatformState, headline: str, checked: str
) -> None:
    view = detail_view(given, english(), NOW)
    assert (view.headline, view.checked) == (headline, checked)


def test_nothing_is_ever_wholly_sure() -> None:
    sure = up("X")
    sure = replace(sure, verdict=replace(sure.verdict, confidence=1.0))
    assert detail_view(sure, english(), NOW).checked == "Checked 20 s ago, 99 % sure"
