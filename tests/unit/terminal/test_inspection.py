"""`downlight inspect`."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.domain.status import Reason
from downlight.formats.reading import MAX_BYTES
from downlight.probes.answer import Answer
from fakes.internet import failure, page
from fakes.shell import Shell

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
TROUBLE = FEEDS / "statuspage" / "trouble.json"
URL = "https://status.northwind.example/api/v2/summary.json"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.now = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
    return shell


def test_the_json_is_as_docs_json_md_promises(shell: Shell) -> None:
    assert shell.run("inspect", str(TROUBLE), "--json") == 0
    read = shell.json()
    incidents = read.pop("incidents")
    assert read.pop("components")[2] == {
        "id": "c0mpsmtp0001",
        "name": "Sending",
        "group": "Delivery",
        "region": None,
        "status": "major_outage",
    }
    assert read.pop("parts")[0] == {
        "name": "Delivery",
        "kind": "group",
        "status": "major_outage",
    }
    assert read == {
        "format": "statuspage",
        "feed": None,
        "name": "Northwind Mail",
        "url": "https://status.northwind.example",
        "status": "partial_outage",
        "maintenances": [],
    }
    assert incidents == [
        {
            "id": "1nc1dent0001",
            "title": "Messages are delayed",
            "stage": "identified",
            "impact": "partial_outage",
            "started_at": "2024-03-05T09:05:00+00:00",
            "updated_at": "2024-03-05T09:40:00+00:00",
            "resolved_at": None,
            "components": ["c0mpsmtp0001", "c0mpimap0001"],
            "url": "https://stspg.example/abc123",
        }
    ]


def test_a_maintenance_says_when_it_is_and_whether_it_is_under_way(shell: Shell) -> None:
    assert shell.run("inspect", str(FEEDS / "statuspage" / "maintenance.json"), "--json") == 0
    running, later = shell.json()["maintenances"]
    assert running["active"] is True
    assert (running["starts_at"], running["ends_at"]) == (
        "2024-03-05T09:00:00+00:00",
        "2024-03-05T11:00:00+00:00",
    )
    assert later["active"] is False


def test_people_get_the_page_its_parts_and_what_was_announced(shell: Shell) -> None:
    assert shell.run("inspect", str(TROUBLE)) == 0
    assert shell.out.startswith("Northwind Mail: Partly down (Atlassian Statuspage)\n")
    assert "Sending" in shell.out
    assert "Messages are delayed (Cause found)" in shell.out
    assert "A queue server is full" in shell.out


def test_people_see_when_a_maintenance_is(shell: Shell) -> None:
    assert shell.run("inspect", str(FEEDS / "statuspage" / "maintenance.json")) == 0
    assert "09:00 – 11:00" in shell.out


def test_words_that_were_not_understood_are_told_apart_from_the_result(shell: Shell) -> None:
    assert shell.run("inspect", str(FEEDS / "statuspage" / "new-words.json"), "--json") == 0
    assert shell.json()["status"] == "unknown"
    assert "Note: unknown state" in shell.err


def test_an_address_is_fetched(shell: Shell) -> None:
    shell.internet.serve(URL, Answer(URL, 200, {}, TROUBLE.read_bytes(), 0.1))
    assert shell.run("inspect", "status.northwind.example/api/v2/summary.json", "--json") == 0
    assert shell.json()["status"] == "partial_outage"
    assert shell.json()["feed"] == URL
    assert shell.internet.closed


def test_the_address_of_a_product_leads_to_its_feed(shell: Shell) -> None:
    status = "https://status.northwind.example/"
    shell.internet.serve("https://northwind.example/", page(f'<html><a href="{status}">Status'))
    shell.internet.serve(status, page('<html><meta name="issued" content="1">'))
    shell.internet.serve(URL, Answer(URL, 200, {}, TROUBLE.read_bytes(), 0.1))
    assert shell.run("inspect", "northwind.example", "--json") == 0
    read = shell.json()
    assert (read["feed"], read["format"]) == (URL, "statuspage")
    assert shell.err == (
        "A status feed was found (Atlassian Statuspage, 95 % sure): the home page links to it, "
        "and the page is made by Atlassian Statuspage.\n"
    )
    assert len(shell.internet.asked) == 3
    assert shell.internet.closed


def test_a_format_that_is_named_is_read_and_nothing_is_looked_for(shell: Shell) -> None:
    shell.internet.serve(URL, page("<html>"))
    assert shell.run("inspect", URL, "--format", "statuspage") == 3
    assert len(shell.internet.asked) == 1


def test_a_format_may_be_named_by_its_alias(shell: Shell) -> None:
    assert shell.run("inspect", str(TROUBLE), "--format", "statuspage-summary", "--json") == 0
    assert shell.json()["format"] == "statuspage"


def test_a_platform_may_be_named_instead_of_its_feed(shell: Shell) -> None:
    feed = "https://www.githubstatus.com/api/v2/summary.json"
    shell.internet.serve(feed, Answer(feed, 200, {}, TROUBLE.read_bytes(), 0.1))
    assert shell.run("inspect", "github", "--json") == 0
    assert shell.json()["feed"] == feed


def test_regions_are_shown(shell: Shell) -> None:
    assert shell.run("inspect", str(FEEDS / "azure-devops" / "trouble.json")) == 0
    assert "Region" in shell.out
    assert "Europe" in shell.out


def test_standard_input_is_read(shell: Shell) -> None:
    shell.typed_in = (FEEDS / "rss" / "trouble.xml").read_bytes()
    assert shell.run("inspect", "-", "--json") == 0
    assert shell.json()["format"] == "rss"


@pytest.mark.parametrize(
    ("content", "clue"),
    [
        (b"", "the answer is empty"),
        (b"<!DOCTYPE html><html></html>", "a web page, not a status feed"),
        (b"\x00\x01\x02garbage", "not a status feed of a known format"),
        (b"{", "not a status feed of a known format"),
        (b"[" + b" " * MAX_BYTES + b"]", "larger than 8 MB"),
    ],
)
def test_a_file_that_is_no_feed_gets_one_clear_sentence(
    shell: Shell, tmp_path: Path, content: bytes, clue: str
) -> None:
    (tmp_path / "file").write_bytes(content)
    assert shell.run("inspect", str(tmp_path / "file"), "--json") == 3
    assert clue in shell.err
    assert shell.err.count("\n") == 1
    assert shell.out == ""


@pytest.mark.parametrize(
    ("source", "clue"),
    [
        ("./nowhere.json", "There is no file ./nowhere.json"),
        ("nowhere.json", "There is no file nowhere.json"),
        ("/nowhere/at/all", "There is no file /nowhere/at/all"),
        ("nowhere", "There is no file nowhere, and as an address"),
        ("ftp://status.example/feed", "Only http and https"),
        ("", "Name a platform, a file or an address"),
        ("a\x00b", "There is no file"),
        ("x" * 5000, "There is no file"),
        ("~nobody-here/feed.json", "cannot be read"),
    ],
)
def test_a_source_that_is_not_there_is_a_slip_in_the_command(
    shell: Shell, source: str, clue: str
) -> None:
    assert shell.run("inspect", source) == 2
    assert clue in shell.err
    assert shell.err.count("\n") == 1


def test_a_folder_cannot_be_read(shell: Shell, tmp_path: Path) -> None:
    assert shell.run("inspect", str(tmp_path)) == 2
    assert "cannot be read" in shell.err


def test_an_unknown_format_is_told_with_the_known_ones(shell: Shell) -> None:
    assert shell.run("inspect", str(TROUBLE), "--format", "telex") == 2
    assert "There is no format “telex”" in shell.err
    assert "statuspage" in shell.err


@pytest.mark.parametrize(
    ("site", "clue"),
    [
        (failure(Reason.DNS, "the name does not resolve"), "the name does not resolve"),
        (Answer(URL, 404, {}, b"", 0.1), "the server answers 404"),
        (Answer(URL, 200, {}, b"<html>", 0.1), "a web page, not a status feed"),
    ],
)
def test_an_address_without_a_feed_gets_one_clear_sentence(
    shell: Shell, site: Answer, clue: str
) -> None:
    shell.internet.serve(URL, site)
    assert shell.run("inspect", URL, "--json") == 3
    assert clue in shell.err
    assert shell.out == ""
