"""By which marks a status page shows who made it."""

import pytest

from downlight.formats import formats
from downlight.formats.fingerprints import at_host, guesses, is_about_status, usual
from downlight.formats.webpage import read_page

URL = "https://status.loch.example/"


def page(inside: str, title: str = "Loch Status") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{inside}</head></html>".encode()


def first(inside: str, url: str = URL, headers: dict[str, str] | None = None) -> str:
    found = guesses(url, headers or {}, page(inside))
    return found[0].url if found else ""


@pytest.mark.parametrize(
    ("inside", "path"),
    [
        ('<script src="https://cdn.statuspage.io/se-v2.js"></script>', "/api/v2/summary.json"),
        ('<meta name="issued" content="1709631600">', "/api/v2/summary.json"),
        ('<a href="https://statuspage.incident.io/x">', "/api/v2/summary.json"),
        ('<script src="https://lang.instatus.com/en.js"></script>', "/summary.json"),
        ('<link href="https://uptime.betterstack.com/x.css">', "/index.json"),
        ('<link rel="alternate" href="/api/status/summary.json">', "/api/status/summary.json"),
        ('<meta name="generator" content="cState 5.6">', "/index.json"),
        ("<p>Powered by Cachet</p>", "/api/v1/components?per_page=100"),
        ("<p>hyperping</p>", "/status.json"),
        ("<p>firehydrant</p>", "/data/payload.json"),
        ("<script>var pspApiPath = 'https://stats.uptimerobot.com/api/getMonitorList/Kx9';</script>",
         "https://stats.uptimerobot.com/api/getMonitorList/Kx9"),
        ('<script src="https://status.io/x"></script><b data-x>pageId: "65e000000000000000000a01"',
         "https://api.status.io/1.0/status/65e000000000000000000a01"),
        ('<script>enc_statuspage_id = "KNms6QK9ewuzz-7xUsPsN927u5djVcb3oZX1-zOu_go="</script>',
         "/sp/api/public/summary_details/statuspages/KNms6QK9ewuzz-7xUsPsN927u5djVcb3oZX1-zOu_go="),
        ('<p>upptime <a href="https://raw.githubusercontent.com/loch/up/master/x">',
         "https://raw.githubusercontent.com/loch/up/master/history/summary.json"),
        ('<p>freshstatus <script>{"accountId":3616}</script>',
         "https://public-api.freshstatus.io/v1/public-components/?account_id=3616"),
    ],
)  # fmt: skip
def test_the_mark_of_a_product_tells_where_its_feed_is(inside: str, path: str) -> None:
    assert first(inside) == (path if path.startswith("https") else URL.rstrip("/") + path)


def test_the_page_of_uptime_kuma_names_itself_in_its_address() -> None:
    where = first("Uptime Kuma", "http://192.168.1.4:3001/status/house", {})
    assert where == "http://192.168.1.4:3001/api/status-page/heartbeat/house"
    assert first("Uptime Kuma", "http://192.168.1.4:3001/dashboard") == ""


def test_a_header_may_tell_as_well() -> None:
    headers = {"x-status-page-id": "65e000000000000000000a01"}
    assert first("", URL, headers).endswith("/65e000000000000000000a01")
    assert first("", URL, {"x-status-page-id": "../../admin"}) == ""


def test_words_that_others_may_write_count_on_pages_about_status_only() -> None:
    home = page("<p>We use hyperping.", "Loch")
    assert guesses("https://loch.example/", {}, home) == []


def test_the_feeds_that_a_page_names_come_last() -> None:
    alternate = '<link rel="alternate" type="application/rss+xml" href="/history.rss">'
    mark = '<script src="https://lang.instatus.com/en.js"></script>'
    found = [guess.url for guess in guesses(URL, {}, page(alternate + mark))]
    assert found == [f"{URL}summary.json", f"{URL}history.rss"]


def test_an_address_is_guessed_once_and_only_if_it_is_one() -> None:
    twice = '<meta name="issued"><a href="https://statuspage.incident.io/">'
    urls = [guess.url for guess in guesses(URL, {}, page(twice))]
    assert len(urls) == len(set(urls))
    evil = "<script>pspApiPath = 'javascript:x/getMonitorList/Kx9'</script>"
    assert guesses(URL, {}, page(evil)) == []


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        ("https://loch.statuspage.io/", "https://loch.statuspage.io/api/v2/summary.json"),
        ("https://loch.instatus.com", "https://loch.instatus.com/summary.json"),
        ("https://loch.betteruptime.com/", "https://loch.betteruptime.com/index.json"),
        ("https://stats.uptimerobot.com/Kx9ab", "https://stats.uptimerobot.com/api/getMonitorList/Kx9ab"),
        ("https://loch.statuspal.eu/", "https://statuspal.eu/api/v2/status_pages/loch/summary"),
        ("https://loch.hund.io/", "https://loch.hund.io/feed.rss"),
    ],
)  # fmt: skip
def test_some_hosts_speak_one_format_only(url: str, feed: str) -> None:
    assert [guess.url for guess in at_host(url)][:1] == [feed]
    assert at_host("https://loch.example/") == []


def test_usual_places_stand_at_the_root_of_the_host() -> None:
    assert [guess.url for guess in usual("https://loch.example/some/page")] == [
        "https://loch.example/api/v2/summary.json",
        "https://loch.example/summary.json",
        "https://loch.example/index.json",
    ]


def test_other_bytes_have_no_marks() -> None:
    for body in (b"", b"{}", b'{"a": "https://lang.instatus.com"}'):
        assert guesses(URL, {}, body) == []


def test_a_page_is_about_status_by_its_host_or_its_title() -> None:
    assert is_about_status(URL, read_page(page("", "Loch")))
    assert is_about_status("https://loch.example/", read_page(page("", "How we are: uptime")))
    assert not is_about_status("https://loch.example/", read_page(page("", "Loch")))


def test_every_weight_is_a_probability() -> None:
    hosts = [host for fmt in formats().values() for host in fmt.hosts]
    found = [guess for host in hosts for guess in at_host(f"https://{host}/")]
    assert found
    assert all(0 < guess.weight < 1 for guess in found)


def test_a_report_of_statuscake_is_known_by_its_id() -> None:
    found = first(
        '<script src="https://app.statuscake.com/x?PublicID=58JncZazfp"></script>statuscake'
    )
    assert found == (
        "https://app.statuscake.com/Workfloor/PublicReportHandler.php?PublicID=58JncZazfp"
    )
