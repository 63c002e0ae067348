"""A platform of which only some parts count: from the feed to the light."""

import json
from datetime import timedelta
from pathlib import Path

from downlight.domain.commands import ChangeSettings
from downlight.domain.events import SnapshotTaken
from downlight.domain.snapshot import PlatformState
from downlight.domain.status import Phase, Status
from downlight.domain.verdict import Rule
from downlight.probes.answer import Answer
from fakes.house import House, favourite

FEED = "https://status.x.example/api/v2/summary.json"


def summary(**states: str) -> Answer:
    trouble = any(state != "operational" for state in states.values())
    document = {
        "page": {"id": "abcdefghijkl", "name": "X", "url": "https://status.x.example"},
        "status": {"indicator": "major" if trouble else "none", "description": ""},
        "components": [{"id": name, "name": name, "status": states[name]} for name in states],
        "incidents": [],
        "scheduled_maintenances": [],
    }
    return Answer(FEED, 200, {}, json.dumps(document).encode(), 0.1)


def house(tmp_path: Path, *components: str) -> House:
    made = House(tmp_path, [favourite("x", feed=True, components=components)])
    made.internet.serve(FEED, summary(Voice="operational", Chat="major_outage"))
    return made


def last(made: House) -> PlatformState:
    taken = [event.snapshot for event in made.events if isinstance(event, SnapshotTaken)]
    return taken[-1].platforms[0]


def test_trouble_of_a_part_that_is_not_watched_is_shown_but_silent(tmp_path: Path) -> None:
    made = house(tmp_path, "voice")
    made.live(minutes=5)
    state = last(made)
    assert (state.verdict.phase, state.verdict.status) == (Phase.CALM, Status.OPERATIONAL)
    assert [(c.name, c.status, c.watched) for c in state.components] == [
        ("Voice", Status.OPERATIONAL, True),
        ("Chat", Status.MAJOR_OUTAGE, False),
    ]


def test_trouble_of_a_watched_part_is_suspected(tmp_path: Path) -> None:
    made = house(tmp_path, "Chat")
    made.live(minutes=5)
    assert last(made).verdict.phase is Phase.SUSPECTED


def test_a_watched_part_that_the_feed_does_not_name_is_told(tmp_path: Path) -> None:
    made = house(tmp_path, "Voice", "Video")
    made.live(minutes=5)
    state = last(made)
    assert state.unlisted == ("Video",)
    (told,) = [b for b in state.verdict.reasons if b.rule is Rule.OFFICIAL_LACKS]
    assert told.params == {"parts": "Video"}


def test_it_is_told_beside_the_trouble_of_another_watched_part(tmp_path: Path) -> None:
    made = house(tmp_path, "Chat", "Video")
    made.live(minutes=5)
    rules = [because.rule for because in last(made).verdict.reasons]
    assert {Rule.OFFICIAL_TROUBLE, Rule.OFFICIAL_LACKS} <= set(rules)


def test_the_feed_is_read_again_when_other_parts_are_picked(tmp_path: Path) -> None:
    made = house(tmp_path, "Voice")
    later = made.choices.settings.with_favourite(favourite("x", feed=True, components=("Chat",)))
    made.live((timedelta(seconds=60), ChangeSettings(later)), seconds=75)
    assert last(made).verdict.phase is Phase.SUSPECTED


def test_parts_stay_in_sight_while_the_feed_cannot_be_read(tmp_path: Path) -> None:
    made = house(tmp_path, "Voice")
    made.at(lambda: made.internet.serve(FEED, Answer(FEED, 502, {}, b"", 0.1)), minutes=3)
    made.live(minutes=10)
    assert [c.name for c in last(made).components] == ["Voice", "Chat"]
