"""Bubbles that tell of several, and the digest."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.notify import Notification, NotificationKind, NotifyReason, Part
from downlight.present import toast_several
from downlight.present.platform import Lamp
from downlight.present.toast import BODY, TITLE, ToastAction, toast
from fakes.states import NOW, english

KIND = NotificationKind


def part(name: str, kind: NotificationKind = KIND.DOWN, *, lasted: float | None = None) -> Part:
    """A line about a platform that went down half an hour ago."""
    since = NOW - timedelta(minutes=30)
    until = None if lasted is None else since + timedelta(minutes=lasted)
    return Part(kind, name.lower(), name, since, until, hash(name) % 1000)


def bubble(
    *parts: Part, provider: str = "", kind: NotificationKind = KIND.TOGETHER
) -> Notification:
    return Notification(
        kind, "k", None, NOW, NotifyReason.GATHERED, provider=provider, parts=parts, id=1
    )


DOWN = [part(name) for name in ("Discord", "Shopify", "Notion")]
BACK = [part(name, KIND.RECOVERED, lasted=20) for name in ("Discord", "Shopify", "Notion")]


@pytest.mark.parametrize(
    ("said", "title", "body", "lamp"),
    [
        (
            bubble(*DOWN, provider="cloudflare"),
            "3 platforms: all behind Cloudflare",
            "Down: Discord, Shopify, Notion.",
            Lamp.RED,
        ),
        (
            bubble(BACK[0], *DOWN[1:], provider="aws"),
            "2 of 3 platforms behind AWS are still in trouble",
            "Down: Shopify, Notion. Back: Discord.",
            Lamp.RED,
        ),
        (
            bubble(*BACK, provider="cloudflare"),
            "3 platforms behind Cloudflare are back after 20 min",
            "Back: Discord, Shopify, Notion.",
            Lamp.GREEN,
        ),
        (
            bubble(*DOWN[:2], part("Slack", KIND.DEGRADED)),
            "3 platforms are in trouble",
            "Down: Discord, Shopify. Degraded: Slack.",
            Lamp.RED,
        ),
        (
            bubble(part("Slack", KIND.DEGRADED), part("Zoom", KIND.DEGRADED)),
            "2 platforms are in trouble",
            "Degraded: Slack, Zoom.",
            Lamp.AMBER,
        ),
        (
            bubble(*BACK[:2]),
            "2 platforms are back",
            "Back: Discord, Shopify.",
            Lamp.GREEN,
        ),
        (
            bubble(DOWN[0], BACK[1], part("Zoom", KIND.CERTIFICATE)),
            "News of 3 platforms",
            "Down: Discord. Back: Shopify. Certificate about to expire: Zoom.",
            Lamp.RED,
        ),
        (
            bubble(DOWN[0], BACK[1], kind=KIND.DIGEST),
            "Quiet hours over: 1 still down",
            "Still down: Discord since 14:30. Back: Shopify (14:30 to 14:50).",
            Lamp.RED,
        ),
        (
            bubble(DOWN[0], part("Slack", KIND.DEGRADED), kind=KIND.DIGEST),
            "Quiet hours over: 2 still in trouble",
            "Still down: Discord since 14:30. Degraded: Slack since 14:30.",
            Lamp.RED,
        ),
        (
            bubble(*BACK[:1], kind=KIND.DIGEST),
            "Quiet hours over: nothing is down now",
            "Back: Discord (14:30 to 14:50).",
            Lamp.GREEN,
        ),
        (
            bubble(part("Zoom", KIND.CERTIFICATE), kind=KIND.DIGEST),
            "Quiet hours over: nothing is down now",
            "Certificate about to expire: Zoom.",
            Lamp.GREY,
        ),
    ],
)
def test_several_are_told_in_one_bubble(
    said: Notification, title: str, body: str, lamp: Lamp
) -> None:
    shown = toast(said, english())
    assert (shown.title, shown.body, shown.lamp) == (title, body, lamp)


def test_what_finds_no_room_is_counted() -> None:
    many = [part(f"Platform number {number}") for number in range(40)]
    shown = toast(bubble(*many), english())
    assert len(shown.body) <= BODY
    assert shown.body.endswith("Platform number 10 and 29 more.")
    assert shown.title == "40 platforms are in trouble"


def test_all_of_them_can_be_muted_while_one_lasts() -> None:
    lasting = toast(bubble(DOWN[0], BACK[1]), english())
    assert [action for action, _ in lasting.actions] == [
        ToastAction.MUTE,
        ToastAction.MUTE_UNTIL_BACK,
        ToastAction.DETAILS,
    ]
    over = toast(bubble(*BACK), english())
    assert [action for action, _ in over.actions] == [ToastAction.DETAILS]


@given(
    st.lists(st.builds(part, st.text(max_size=300), st.sampled_from(KIND)), max_size=30),
    st.text(max_size=90),
    st.sampled_from([KIND.TOGETHER, KIND.DIGEST]),
)
def test_no_name_breaks_out_of_its_line(
    parts: list[Part], provider: str, kind: NotificationKind
) -> None:
    shown = toast(bubble(*parts, provider=provider, kind=kind), english())
    assert len(shown.title) <= TITLE
    assert len(shown.body) <= BODY
    assert not {"\n", "\x1b", "\u202e", "\x00"} & set(shown.title + shown.body)


def test_providers_are_written_as_people_write_them() -> None:
    assert toast_several.provider_name("fastly") == "Fastly"
    assert toast_several.provider_name("aws") == "AWS"
