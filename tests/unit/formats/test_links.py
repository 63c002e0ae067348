"""Links to status pages."""

import pytest

from downlight.formats.links import MAX_LINKS, status_links

HOME = "https://www.loch.example/"


def links(inside: str) -> list[str]:
    body = f"<!DOCTYPE html><html><body>{inside}</body></html>"
    return [found.url for found in status_links(HOME, body.encode())]


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("https://status.loch.example", "x"),
        ("https://www.lochstatus.com/", "Uptime"),
        ("https://loch.statuspage.io", "Health"),
        ("/status", "How we are"),
        ("/help/health", "System Status"),
        ("/aide/sante", "Statut des services"),
        ("/help/health", "サービス稼働状況"),
    ],
)
def test_a_status_page_is_known_by_its_host_its_path_or_its_name(href: str, text: str) -> None:
    assert len(links(f'<a href="{href}">{text}</a>')) == 1


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("/orders", "Order status"),
        ("https://twitter.com/loch/status/1", "Status"),
        ("https://x.com/loch/status", "status"),
        ("/news", "The status quo"),
        ("mailto:status@loch.example", "Status"),
        ("javascript:status()", "Status"),
        ("#status", "Status"),
        ("", "Status"),
        ("http://[::1", "Status"),
    ],
)
def test_what_only_sounds_like_it_is_left_out(href: str, text: str) -> None:
    assert links(f'<a href="{href}">{text}</a>') == []


def test_the_likeliest_comes_first_and_each_once() -> None:
    found = links(
        '<a href="/status">How</a><a href="https://status.loch.example/">Status</a>'
        '<a href="https://status.loch.example/#today">x</a><a href="/other">System status</a>'
    )
    assert found == [
        "https://status.loch.example/",
        "https://www.loch.example/other",
        "https://www.loch.example/status",
    ]


def test_a_widget_names_the_page_that_it_is_of() -> None:
    script = '<script src="https://loch.statuspage.io/embed/script.js"></script>'
    other = '<script src="https://cdn.statuspage.io/se-v2.js"></script>'
    assert links(script + other) == ["https://loch.statuspage.io/"]


def test_what_is_no_page_has_no_links() -> None:
    assert status_links(HOME, b'{"a": "<a href=/status>Status</a>"}') == []


def test_pages_with_links_without_end_are_looked_at_in_part() -> None:
    many = '<a href="/x">x</a>' * MAX_LINKS
    assert links(many + '<a href="/status">Status</a>') == []


def test_a_picture_may_say_in_its_label_what_it_leads_to() -> None:
    assert links('<a href="/help" aria-label="System status"><svg></svg></a>')
    assert links('<a href="/help" title="Status"><svg></svg></a>')
    assert not links('<a href="/help"><svg></svg></a>')
