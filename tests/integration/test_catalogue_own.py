"""Platforms of one's own, as they are used: written, found, watched, shared, taken over."""

import json
import subprocess
import sys
from pathlib import Path

OWN = """
[[platform]]
id = "baker"
name = "Bäckerei Brot"
aliases = ["パン屋"]
homepage = "https://baker.example"

[[platform]]
id = "github"
aliases = ["Tentakel"]
bad = 5
"""


def downlight(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program in the profile `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "downlight", "--profile", str(folder), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        input="",
    )


def test_they_are_found_added_and_told_of(tmp_path: Path) -> None:
    (tmp_path / "platforms.toml").write_text(OWN, "utf-8")
    found = downlight(tmp_path, "search", "backerei", "--json")
    assert [each["platform"] for each in json.loads(found.stdout)] == ["baker"]
    assert "platforms.toml:11: platform github.bad: unknown" in found.stderr
    added = downlight(tmp_path, "add", "tentakel")
    assert added.returncode == 0, added.stderr
    assert downlight(tmp_path, "add", "パン屋").returncode == 0
    listed = json.loads(downlight(tmp_path, "list", "--json").stdout)
    assert [each["platform"] for each in listed] == ["github", "baker"]
    assert listed[0]["feed"] is not None


def test_they_travel_from_one_profile_to_another(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    mine.mkdir()
    (mine / "platforms.toml").write_text(OWN, "utf-8")
    link = downlight(mine, "catalogue", "share", "baker").stdout.strip()
    shown = downlight(theirs, "catalogue", "import", link)
    assert "+ name: Bäckerei Brot" in shown.stdout
    assert "Nothing was changed." in shown.stdout, "nobody was there to agree"
    assert not (theirs / "platforms.toml").exists()
    assert downlight(theirs, "catalogue", "import", link, "--yes").returncode == 0
    found = downlight(theirs, "search", "brot", "--json")
    assert [each["platform"] for each in json.loads(found.stdout)] == ["baker"]
