"""Which news share a bubble."""

from dataclasses import replace
from datetime import timedelta

from downlight.domain.grouping import Bubble, arrange, newest, parts_of
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.notify import (
    Notification,
    NotificationKind,
    NotifyReason,
    Outcome,
    Part,
)
from downlight.domain.status import Stage
from fakes.news import back, down
from fakes.records import T0, minutes

CLOUD = "cloudflare"


def names(bubble: Bubble) -> list[str]:
    return [part.platform_id for part in parts_of(bubble.said)]


def shown(bubble: Bubble) -> dict[str, Notification]:
    return {bubble.said.group_key: bubble.said}


def test_an_outage_alone_has_its_own_bubble() -> None:
    (bubble,) = arrange([down(1)], {}, T0)
    assert (bubble.said.group_key, bubble.members, bubble.outcome) == (
        "incident:1",
        (1,),
        Outcome.ALONE,
    )
    assert not bubble.is_made


def test_outages_of_one_provider_at_one_time_share_a_bubble() -> None:
    due = [down(1, "a", provider=CLOUD), down(2, "b", minutes(3), provider=CLOUD), down(3, "c")]
    together, alone = arrange(due, {}, minutes(3))
    assert names(together) == ["a", "b"]
    assert (together.said.provider, together.outcome) == (CLOUD, Outcome.GROUPED)
    assert together.members == (1, 2)
    assert names(alone) == ["c"]


def test_a_second_outage_joins_the_bubble_of_the_first() -> None:
    first = down(1, "a", provider=CLOUD)
    (bubble,) = arrange([down(2, "b", minutes(5), provider=CLOUD)], {"incident:1": first}, T0)
    assert bubble.said.group_key == "incident:1"
    assert names(bubble) == ["a", "b"]
    assert bubble.members == (2,)


def test_later_outages_of_the_provider_are_events_of_their_own() -> None:
    first = down(1, "a", provider=CLOUD)
    (bubble,) = arrange([down(2, "b", minutes(15), provider=CLOUD)], {"incident:1": first}, T0)
    assert bubble.outcome is Outcome.ALONE


def test_what_is_over_or_concerns_only_you_or_has_no_known_provider_takes_in_nobody() -> None:
    first = down(1, "a", provider=CLOUD)
    over = back(2, first, minutes(2))
    second = down(3, "b", minutes(3), provider=CLOUD)
    for standing in (
        over,
        replace(first, kind=NotificationKind.ONLY_YOU),
        replace(first, provider=""),
    ):
        (bubble,) = arrange([second], {"incident:1": standing}, T0)
        assert bubble.outcome is Outcome.ALONE
    (bubble,) = arrange([replace(second, provider="")], {"incident:1": first}, T0)
    assert bubble.outcome is Outcome.ALONE


def test_the_end_of_one_of_several_changes_their_bubble() -> None:
    first, second = (down(n, p, provider=CLOUD) for n, p in ((1, "a"), (2, "b")))
    (bubble,) = arrange([first, second], {}, T0)
    (later,) = arrange([back(4, second, minutes(9))], shown(bubble), minutes(9))
    assert later.said.group_key == "incident:1"
    assert [(part.platform_id, part.is_open) for part in later.said.parts] == [
        ("a", True),
        ("b", False),
    ]
    assert later.outcome is Outcome.GROUPED


def test_a_single_outage_ends_in_its_own_bubble() -> None:
    first = down(1)
    (bubble,) = arrange([back(2, first, minutes(9))], {"incident:1": first}, minutes(9))
    assert (bubble.said.group_key, bubble.said.kind) == ("incident:1", NotificationKind.RECOVERED)


def test_a_later_word_goes_where_it_was_decided_to_go() -> None:
    first = down(1, "a", provider=CLOUD)
    word = replace(first, kind=NotificationKind.OFFICIAL, id=9, group_key="notice:a:1")
    (bubble,) = arrange([word], {"incident:1": first}, T0)
    assert bubble.said.group_key == "notice:a:1"
    (bubble,) = arrange([replace(word, group_key="incident:1")], {"incident:1": first}, T0)
    assert bubble.outcome is Outcome.ALONE


def test_a_later_word_does_not_hide_an_outage_among_others() -> None:
    due = [down(1, "a", provider=CLOUD), down(2, "b", provider=CLOUD)]
    (bubble,) = arrange(due, {}, T0)
    word = replace(due[0], kind=NotificationKind.REMINDER, id=9)
    (later,) = arrange([word], shown(bubble), T0)
    assert [part.kind for part in later.said.parts] == [NotificationKind.DOWN] * 2


def test_a_digest_takes_in_nobody() -> None:
    part = Part(NotificationKind.DOWN, "a", "A", T0, None, 1, CLOUD)
    digest = Notification(
        NotificationKind.DIGEST, "digest:1", None, T0, NotifyReason.GATHERED,
        provider=CLOUD, parts=(part,),
    )  # fmt: skip
    first = down(1, "a", provider=CLOUD)
    due = [back(2, first, minutes(5)), down(3, "b", minutes(1), provider=CLOUD)]
    assert [bubble.outcome for bubble in arrange(due, {"digest:1": digest}, T0)] == [
        Outcome.ALONE,
        Outcome.ALONE,
    ]


def test_only_the_newest_of_a_matter_is_told() -> None:
    first = down(1)
    worse = replace(first, id=2, reason=NotifyReason.WORSE)
    over = back(3, first, minutes(2))
    assert newest([first, worse, over]) == ([over], [1, 2])
    word = replace(first, id=4, kind=NotificationKind.OFFICIAL)
    assert newest([first, word]) == ([first], [4])
    assert newest([word, replace(word, id=5)]) == ([replace(word, id=5)], [4])
    assert newest([word, over]) == ([over], [4])


def test_news_without_incident_have_lines_as_well() -> None:
    notice = Notice(
        "m",
        NoticeKind.MAINTENANCE,
        "t",
        Stage.SCHEDULED,
        starts_at=minutes(30),
        ends_at=minutes(60),
    )
    said = Notification(
        NotificationKind.MAINTENANCE_AHEAD, "k", None, T0, NotifyReason.ANNOUNCED,
        platform_id="x", platform_name="X", notice=notice,
    )  # fmt: skip
    (part,) = parts_of(said)
    assert (part.since, part.until, part.platform_name) == (minutes(30), minutes(60), "X")
    expiring = replace(said, notice=None, expires_at=T0 + timedelta(days=3))
    assert parts_of(expiring)[0].until == T0 + timedelta(days=3)
