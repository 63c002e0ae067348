"""The folder with its own Python holds all that the sources hold."""

import json
import stat
import subprocess
from pathlib import Path

from downlight import __version__
from downlight.formats import formats
from packages.conftest import said

LIMIT = 150 * 2**20


def test_it_tells_its_version(program: Path) -> None:
    assert said([program, "--version"]) == f"downlight {__version__}\n"


def test_it_needs_no_python_of_the_machine(program: Path, tmp_path: Path) -> None:
    shell: list[str | Path] = [
        "env",
        "-i",
        f"HOME={tmp_path}",
        "PATH=/nowhere",
        program,
        "--version",
    ]
    assert said(shell) == f"downlight {__version__}\n"


def test_it_knows_as_many_formats_as_the_sources(program: Path, tmp_path: Path) -> None:
    missing = tmp_path / "no-such-format.json"
    missing.write_text("{}")
    asked = subprocess.run(
        [program, "--profile", tmp_path, "inspect", missing, "--format", "no-such-format"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told = asked.stdout + asked.stderr
    assert [name for name in formats() if name not in told] == []


def test_catalogue_and_translations_are_inside(program: Path, tmp_path: Path) -> None:
    found = json.loads(said([program, "--profile", tmp_path, "search", "github", "--json"]))
    assert "github" in json.dumps(found)
    told = said([program, "--profile", tmp_path, "doctor", "--help"], LANGUAGE="fr")
    assert told
    parts = [path.name for path in program.parent.rglob("*.mo")]
    assert parts


def test_the_back_ends_of_the_key_rings_are_inside(program: Path, tmp_path: Path) -> None:
    asked = subprocess.run(
        [program, "--profile", tmp_path, "doctor", "--json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert asked.stderr == ""
    told = {row["part"]: row["text"] for row in json.loads(asked.stdout)}
    # Without a back-end it would say that it is broken, not that the session has none.
    assert told["keyring"].startswith("This session has no keyring")
    assert "keyring 2" in told["versions"]


def test_it_is_no_larger_than_it_must_be(program: Path) -> None:
    files = [path.lstat() for path in program.parent.rglob("*")]
    assert sum(file.st_size for file in files if stat.S_ISREG(file.st_mode)) < LIMIT
