"""The lock files: exact, with hashes, from nowhere in particular."""

import re
import tomllib
from pathlib import Path

import pytest

from architecture.project import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-tools.lock")
PIN = re.compile(r"^([a-z0-9-]+)==([\w.!+]+)(?: ; ([^\\]+))? \\$")


def pins(name: str) -> dict[str, list[tuple[str, str]]]:
    """Return version and marker of each package, by package."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if not line.startswith(" "):
            match = PIN.match(line)
            assert match, f"{name}: not an exact pin with hashes: {line}"
            found.setdefault(match[1], []).append((match[2], match[3] or ""))
    return found


def versions(name: str) -> dict[str, list[str]]:
    """Return the versions of each package, whatever the system."""
    return {package: [version for version, _ in found] for package, found in pins(name).items()}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_no_place(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "http" not in text.replace("httpcore", "").replace("httpx", "")
    assert not re.search(r"://|^-|^ *--(?!hash=sha256:)| @ |^\.|^/", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_each_package_is_pinned_with_hashes(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    assert pins(name)
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith(" "):
            assert re.match(r"^    --hash=sha256:[0-9a-f]{64}", following), line


@pytest.mark.parametrize("name", LOCKS[:2])
def test_click_is_not_beside_the_app(name: str) -> None:
    assert "click" not in pins(name)


def test_the_tests_run_on_what_people_run() -> None:
    app, tests = versions("requirements.lock"), versions("requirements-dev.lock")
    assert {name: tests[name] for name in app} == app


def test_the_pyside_that_loses_references_is_nowhere() -> None:
    ((version, marker),) = pins("requirements.lock")["pyside6-essentials"]
    assert (version.startswith("6.11."), marker) == (True, "")


def test_each_dependency_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[^\w-]", line)[0].lower() for line in project["dependencies"]}
    assert wanted <= set(pins("requirements.lock"))


def test_the_machines_own_lock_stays_out() -> None:
    assert "uv.lock" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert not (Path(ROOT) / "poetry.lock").exists()
