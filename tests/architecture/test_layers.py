"""The floors of the house: who may import whom, without exceptions."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from architecture.project import ROOT


def lint_imports() -> str | None:
    """Return the linter's place: apart from the app, since it brings packages of its own."""
    places = (ROOT / ".venv-tools" / "bin", Path(sys.executable).parent)
    return shutil.which("lint-imports", path=os.pathsep.join(map(str, places)))


def test_nobody_imports_from_a_floor_above() -> None:
    linter = lint_imports()
    if linter is None:
        pytest.skip("import-linter is not installed: make setup-test")
    done = subprocess.run(
        [linter, "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_contract_has_an_exception() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert len(contracts) >= 5
    assert [each["name"] for each in contracts if "ignore_imports" in each] == []
