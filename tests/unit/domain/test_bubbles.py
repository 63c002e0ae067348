"""What is shown at once, what waits, and what a digest tells."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.bubbles import OLD_NIGHT, STALE, Desk, Plan, digest_key, plan
from downlight.domain.grouping import parts_of
from downlight.domain.notify import Notification, NotificationKind, NotifyReason, Outcome
from fakes.news import back, down
from fakes.records import T0, minutes, trouble


def seconds(count: float) -> datetime:
    return T0 + timedelta(seconds=count)


def told(found: Plan) -> list[list[str]]:
    return [[part.platform_id for part in parts_of(it.said)] for it in found.bubbles]


def test_a_hundred_outages_at_once_make_three_bubbles_that_name_them_all() -> None:
    due = [down(number, f"p{number}") for number in range(1, 101)]
    found = plan(Desk(due), T0)
    assert [len(names) for names in told(found)] == [1, 1, 98]
    assert [it.outcome for it in found.bubbles] == [Outcome.ALONE, Outcome.ALONE, Outcome.SUMMARY]
    assert sorted(number for it in found.bubbles for number in it.members) == list(range(1, 101))


def test_with_one_bubble_left_all_go_into_it() -> None:
    found = plan(Desk([down(1, "a"), down(2, "b")], shows=[T0, seconds(2)]), seconds(12))
    assert told(found) == [["a", "b"]]
    assert found.bubbles[0].said.group_key == "incident:1"


def test_what_must_wait_says_until_when() -> None:
    found = plan(Desk([down(1)], shows=[T0, seconds(2), seconds(12)]), seconds(13))
    assert (found.bubbles, found.again_at) == ((), seconds(60))


def test_new_trouble_comes_before_what_ended() -> None:
    first = down(1, "a")
    due = [back(2, first, minutes(5)), down(3, "b"), down(4, "c"), down(5, "d")]
    found = plan(Desk(due, {"incident:1": first}), minutes(5))
    assert told(found) == [["b"], ["c"], ["d", "a"]]


def test_nothing_due_means_nothing_to_wait_for() -> None:
    assert plan(Desk(()), T0) == Plan()


def test_what_is_too_old_is_given_up() -> None:
    late = T0 + STALE + timedelta(seconds=1)
    found = plan(Desk([down(1)]), late)
    assert (found.stale, found.bubbles) == ((1,), ())
    held = down(2, held_until=minutes(1))
    assert plan(Desk([held]), late).stale == ()
    assert plan(Desk([held]), minutes(2) + OLD_NIGHT).stale == (2,)


def test_what_lasts_is_told_however_old_but_not_before_the_first_looks() -> None:
    late = T0 + STALE + timedelta(seconds=1)
    desk = Desk([down(1)], lasting=[replace(trouble(), id=1)], is_starting=True)
    assert plan(desk, late) == Plan()
    assert told(plan(replace(desk, is_starting=False), late)) == [["x"]]


def test_in_quiet_hours_what_is_held_waits() -> None:
    held, other = down(1, "a", held_until=minutes(60)), down(2, "b")
    found = plan(Desk([held, other], is_quiet=True), minutes(1))
    assert told(found) == [["b"]]


def test_the_digest_tells_what_happened_and_what_lasts() -> None:
    end = minutes(60)
    first, second = (down(n, p, minutes(n), held_until=end) for n, p in ((1, "a"), (2, "b")))
    over = back(3, second, minutes(9), held_until=end)
    before = replace(trouble("z", minutes(-90)), id=50)
    lasting = [before, replace(trouble("a", minutes(1)), id=1)]
    found = plan(Desk([first, second, over], quiet_ended=end, lasting=lasting, is_loud=True), end)
    (bubble,) = found.bubbles
    said = bubble.said
    assert (said.kind, said.group_key, said.loud) == (
        NotificationKind.DIGEST,
        digest_key(end),
        True,
    )
    assert [(part.platform_id, part.is_open) for part in said.parts] == [
        ("z", True),
        ("a", True),
        ("b", False),
    ]
    assert (bubble.members, bubble.outcome) == ((1, 2, 3), Outcome.DIGEST)


def test_in_a_stormy_morning_the_digest_comes_first() -> None:
    end = minutes(60)
    due = [down(n, f"p{n}", end) for n in range(1, 6)]
    held = down(9, "z", minutes(3), held_until=end)
    found = plan(Desk([*due, held], quiet_ended=end), end)
    assert found.bubbles[0].outcome is Outcome.DIGEST
    assert told(found) == [["z"], ["p1"], ["p2", "p3", "p4", "p5"]]


def test_after_a_quiet_night_nothing_is_told_but_what_lasts_since_before() -> None:
    end = minutes(60)
    assert plan(Desk((), quiet_ended=end), end).bubbles == ()
    later = replace(trouble("z", minutes(61)), id=50)
    assert plan(Desk((), quiet_ended=end, lasting=[later]), minutes(62)).bubbles == ()
    lasting = [replace(trouble("z", minutes(-9)), id=50)]
    (bubble,) = plan(Desk((), quiet_ended=end, lasting=lasting), end).bubbles
    assert bubble.members == ()


def test_a_bubble_of_several_that_a_crash_left_is_shown_as_it_was() -> None:
    left = Notification(
        NotificationKind.TOGETHER, "incident:1", None, T0, NotifyReason.GATHERED, id=9,
        parts=parts_of(down(1, "a")) + parts_of(down(2, "b")),
    )  # fmt: skip
    (bubble,) = plan(Desk([left]), T0).bubbles
    assert (bubble.said, bubble.members, bubble.is_made) == (left, (9,), False)


PROVIDERS = st.sampled_from(["", "", "cloudflare", "fastly"])
STEPS = st.lists(
    st.tuples(st.floats(0, 40), st.lists(PROVIDERS, max_size=6)), min_size=1, max_size=25
)


@given(STEPS)
def test_whatever_comes_each_is_told_once_in_at_most_three_bubbles_a_minute(
    steps: list[tuple[float, list[str]]],
) -> None:
    now, number = T0, 0
    due: list[Notification] = []
    standing: dict[str, Notification] = {}
    shows: list[datetime] = []
    told_of: list[int] = []
    for pause, providers in [*steps, (70.0, []), (70.0, [])]:
        now += timedelta(seconds=pause)
        for provider in providers:
            number += 1
            due.append(down(number, f"p{number}", now, provider=provider))
        found = plan(Desk(due, standing, shows), now)
        for bubble in found.bubbles:
            shows.append(now)
            standing.pop(bubble.said.group_key, None)
            standing[bubble.said.group_key] = bubble.said
            told_of += bubble.members
        due = [said for said in due if said.id not in told_of]
        assert bool(due) is (found.again_at is not None)
    assert sorted(told_of) == list(range(1, number + 1))
    for first, fourth in zip(shows, shows[3:], strict=False):
        assert fourth - first >= timedelta(seconds=60)
