"""`downlight check`."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from downlight.domain.observation import Observation
from downlight.domain.settings import Favourite
from downlight.domain.status import Phase, Reason, Scope, Source, Status
from downlight.domain.verdict import Because, Rule, Verdict
from downlight.terminal.check import exit_code
from fakes.shell import Shell, fine
from fakes.states import NOW

DOWN = Verdict(
    "x",
    Status.MAJOR_OUTAGE,
    Phase.CONFIRMED,
    Scope.EVERYONE,
    0.987654,
    (Because(Rule.CONTENT_REJECTED, {"matched": "Over capacity", "count": 3, "http_status": 200}),),
    NOW,
)
SEEN = Observation(
    "x/http",
    "x",
    Source.PROBE,
    Status.MAJOR_OUTAGE,
    Reason.CONTENT,
    NOW,
    NOW,
    detail="shows “Over capacity”",
    latency=0.12345,
    http_status=200,
)


def test_the_json_is_as_docs_json_md_promises(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.verdicts["x"] = DOWN
    older = replace(SEEN, observed_at=NOW - timedelta(seconds=5), detail="older")
    shell.seen["x"] = (older, SEEN)
    assert shell.run("check", "twitter", "--json") == 1
    (entry,) = shell.json()
    (reason,) = entry.pop("reasons")
    assert reason["rule"] == "content_rejected"
    assert "Over capacity" in reason["text"]
    assert entry == {
        "platform": "x",
        "name": "X",
        "status": "major_outage",
        "scope": "everyone",
        "confidence": 0.9877,
        "checks": [
            {
                "kind": "http",
                "target": "https://x.com/",
                "status": "major_outage",
                "reason": "content",
                "detail": "shows “Over capacity”",
                "latency_ms": 123.5,
            }
        ],
        "judged_at": "2026-11-23T15:00:00+00:00",
    }


def test_a_feed_that_two_platforms_share_is_shown_for_both(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    official = replace(SEEN, check_id="other/feed", platform_id="github", source=Source.OFFICIAL)
    shell.seen["github"] = (official,)
    shell.run("check", "github", "--json")
    assert [check["kind"] for check in shell.json()[0]["checks"]] == ["feed"]


def test_people_get_a_sentence_and_the_reasons(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.verdicts["x"] = DOWN
    assert shell.run("check", "x", "github") == 1
    lines = shell.out.splitlines()
    assert lines[1].startswith("X ")
    assert "Down for everyone" in lines[1]
    assert "Over capacity" in lines[1]
    assert "GitHub" in lines[2]
    assert "All is well" in lines[2]


def test_without_a_name_all_favourites_are_looked_at(tmp_path: Path) -> None:
    shell = Shell(tmp_path, Favourite("x"), Favourite("gone"), Favourite("github"))
    assert shell.run("check") == 0
    assert [platform.id for platform in shell.asked] == ["x", "github"]
    assert "gone" in shell.err


def test_a_platform_that_is_named_twice_is_looked_at_once(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run("check", "x", "Twitter", "https://x.com")
    assert [platform.id for platform in shell.asked] == ["x"]


def test_any_address_can_be_checked(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("check", "https://x.com/status", "--json") == 0
    assert shell.json()[0]["platform"] == "x.com-status"
    assert shell.asked[0].checks[0].target == "https://x.com/status"


def test_the_users_own_wishes_hold(tmp_path: Path) -> None:
    shell = Shell(tmp_path, Favourite("x", expect_text=("Home",)))
    shell.run("check", "twitter")
    assert shell.asked[0].checks[0].expect.must_contain == ("Home",)


@pytest.mark.parametrize(
    ("typed", "clue"),
    [
        ("gtihub", "Did you mean GitHub"),
        ("ftp://x.example", "Only http and https"),
        ("https://me:secret@x.example", "user name and password"),
    ],
)
def test_what_cannot_be_checked_is_told_and_nothing_is_looked_at(
    tmp_path: Path, typed: str, clue: str
) -> None:
    shell = Shell(tmp_path)
    assert shell.run("check", "x", typed, "--json") == 2
    assert shell.out == ""
    assert clue in shell.err
    assert shell.err.count("\n") == 1
    assert shell.asked == []


def test_with_nothing_to_check_it_says_what_to_do(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("check") == 2
    assert "Nothing is watched yet" in shell.err


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ([Status.OPERATIONAL], 0),
        ([Status.OPERATIONAL, Status.MAINTENANCE], 0),
        ([Status.OPERATIONAL, Status.DEGRADED], 1),
        ([Status.UNKNOWN, Status.MAJOR_OUTAGE], 1),
        ([Status.OPERATIONAL, Status.UNKNOWN], 3),
    ],
)
def test_the_exit_code_tells_the_worst(statuses: list[Status], code: int) -> None:
    assert exit_code(statuses) == code


def test_a_verdict_without_observations_has_no_checks(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.verdicts["x"] = fine("x")
    assert shell.run("check", "x", "--json") == 0
    assert shell.json()[0]["checks"] == []
    assert shell.json()[0]["scope"] is None
