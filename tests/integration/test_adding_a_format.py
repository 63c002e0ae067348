"""A new format is one file and its pages: done with a copy of the project, as the docs say."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "add-a-format.md").read_text("utf-8")
FOR_THE_CONTRACT = ("desktop", "tests/unit/formats", "tests/data/feeds")
NAMED = re.compile(r"`((?:desktop|tests)/[\w/.-]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
INDEX_LINES = re.compile(r"```tsv\n(.*?)```", re.DOTALL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what the contract of formats needs."""
    for part in FOR_THE_CONTRACT:
        away = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, tmp_path / part, ignore=away)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, without what Python keeps for itself."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if "__pycache__" not in path.parts
    }


def follow_the_guide(project: Path) -> None:
    """Write what the guide says into a project."""
    for name, text in NAMED.findall(GUIDE):
        path = project / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    index = project / "tests" / "data" / "feeds" / "INDEX.tsv"
    (lines,) = INDEX_LINES.findall(GUIDE)
    index.write_text(index.read_text("utf-8") + lines, encoding="utf-8")


def contract(project: Path) -> subprocess.CompletedProcess[str]:
    """Run the contract of formats for those called beacon."""
    command = [sys.executable, "-m", "pytest", "--import-mode=importlib", "-p", "no:cacheprovider"]
    tests = str(project / "tests" / "unit" / "formats" / "test_contract.py")
    return subprocess.run(
        [*command, "-q", "-k", "beacon", "--rootdir", str(project), tests],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "desktop")},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_one_file_and_its_pages_are_all_that_is_touched_and_the_contract_holds(copy: Path) -> None:
    before = contents(copy)
    follow_the_guide(copy)
    after = contents(copy)
    assert {name for name in after if after[name] != before.get(name)} == {
        "desktop/downlight/formats/beacon.py",
        "tests/data/feeds/beacon/operational.json",
        "tests/data/feeds/beacon/trouble.json",
        "tests/data/feeds/INDEX.tsv",
    }
    done = contract(copy)
    assert done.returncode == 0, done.stdout[-3000:]
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > 30


def test_a_page_that_reads_otherwise_than_its_line_fails_the_contract(copy: Path) -> None:
    follow_the_guide(copy)
    page = copy / "tests" / "data" / "feeds" / "beacon" / "trouble.json"
    page.write_text(page.read_text("utf-8").replace('"red"', '"green"'), encoding="utf-8")
    assert contract(copy).returncode == 1
