"""The set-up scripts on machines that lack things: what they install, and what they say."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASICS = (
    "sh cat chmod cksum cut dirname env expr grep head id ls mktemp mkdir mv rm sed sort tail tr"
)

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")


class Machine:
    """A machine that has the basic tools, what a test adds, and a copy of the project's scripts."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.programs.mkdir(parents=True)
        self.project = folder / "project"
        shutil.copytree(ROOT / "tools", self.project / "tools")
        for lock in ROOT.glob("requirements*.lock"):
            shutil.copy(lock, self.project)
        shutil.copy(ROOT / "pyproject.toml", self.project)
        for name in BASICS.split():
            found = shutil.which(name)
            assert found is not None, name
            (self.programs / name).symlink_to(found)

    def has(self, name: str, script: str) -> None:
        """Put a program on the machine, or another one in its place."""
        path = self.programs / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def is_debian(self, installed: list[str], *, offers: tuple[str, ...] = ()) -> None:
        """Make it a Debian with these packages; apt-get installs what it is asked for."""
        status = self.project / "installed"
        status.write_text("".join(f"installed {name}\n" for name in installed))
        self.has("dpkg-query", f"cat '{status}'")
        offered = "|".join(offers) or "none"
        self.has("apt-cache", f'case $2 in {offered}) echo "  Candidate: 1.0" ;; esac')
        self.has(
            "apt-get",
            f"""echo "$*" >>'{self.project}/apt-calls'
for word in "$@"; do
    case $word in -*|install|update|*=*) ;; *) echo "installed $word" >>'{status}' ;; esac
done""",
        )

    def apt_calls(self) -> list[str]:
        """Return what apt-get was asked, without its options."""
        calls = self.project / "apt-calls"
        if not calls.exists():
            return []
        return [
            " ".join(word for word in line.split() if not word.startswith("-") and "=" not in word)
            for line in calls.read_text().splitlines()
        ]

    def run(self, script: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run one of the scripts there, without a terminal."""
        return subprocess.run(
            ["sh", f"tools/{script}", *words],
            cwd=self.project,
            env={"PATH": str(self.programs), "HOME": str(self.project), **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def wanted(sort: str, *, newest: bool) -> list[str]:
    """Return the packages of a sort, by their newer or older names."""
    lines = (ROOT / "tools" / "system-packages.txt").read_text().splitlines()
    names = [line.split()[1].split("|") for line in lines if line.startswith(f"{sort} ")]
    return [variants[0 if newest else -1] for variants in names]


@pytest.mark.parametrize("newest", [True, False], ids=["new names", "old names"])
def test_a_complete_machine_is_left_alone(machine: Machine, newest: bool) -> None:
    machine.is_debian([*wanted("run", newest=newest), *wanted("test", newest=newest)])
    done = machine.run("system-packages.sh", "run", "test")
    assert (done.returncode, done.stderr, machine.apt_calls()) == (0, "", [])


def test_only_what_is_missing_is_installed(machine: Machine) -> None:
    here = set(wanted("run", newest=True)) - {"libegl1", "libxcb-shape0"}
    machine.is_debian(sorted(here), offers=("libegl1", "libxcb-shape0"))
    machine.has("id", "echo 0")
    done = machine.run("system-packages.sh", "run")
    assert done.returncode == 0
    assert machine.apt_calls() == ["update", "install libegl1 libxcb-shape0"]


@pytest.mark.parametrize("name", ["libglib2.0-0t64", "libglib2.0-0"])
def test_a_package_is_asked_for_by_the_name_this_release_has(machine: Machine, name: str) -> None:
    machine.is_debian(
        [each for each in wanted("run", newest=True) if "libglib" not in each], offers=(name,)
    )
    machine.has("id", "echo 0")
    assert machine.run("system-packages.sh", "run").returncode == 0
    assert machine.apt_calls()[-1] == f"install {name}"


def test_sudo_is_used_by_those_who_are_not_root(machine: Machine) -> None:
    machine.is_debian([], offers=tuple(wanted("run", newest=False)))
    machine.has("id", "echo 1000")
    machine.has("sudo", 'shift; exec "$@"')
    assert machine.run("system-packages.sh", "run").returncode == 0
    assert machine.apt_calls()[-1] == f"install {' '.join(wanted('run', newest=False))}"


@pytest.mark.parametrize("sudo", [None, "exit 1"], ids=["no sudo", "sudo refuses"])
def test_without_rights_the_line_to_type_is_printed(machine: Machine, sudo: str | None) -> None:
    machine.is_debian(wanted("run", newest=False)[:-1], offers=("libxcb-shape0",))
    machine.has("id", "echo 1000")
    if sudo is not None:
        machine.has("sudo", sudo)
    done = machine.run("system-packages.sh", "run")
    assert done.returncode == 3
    assert "sudo apt-get install -y --no-install-recommends libxcb-shape0\n" in done.stderr
    assert machine.apt_calls() == []


def test_on_another_system_nothing_is_touched(machine: Machine) -> None:
    done = machine.run("system-packages.sh", "run")
    assert done.returncode == 3
    assert "Not a Debian or Ubuntu" in done.stderr


def test_a_machine_without_a_recent_python_is_told_so(machine: Machine) -> None:
    machine.is_debian(wanted("run", newest=True))
    machine.has("python3", '[ "$1" = --version ] && echo "Python 3.9.2" && exit; exit 1')
    done = machine.run("setup.sh", "run")
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "python3 is Python 3.9.2" in done.stderr
    assert machine.apt_calls() == []


def test_a_python_named_by_hand_must_fit(machine: Machine) -> None:
    machine.has("python3", "exit 0")
    done = machine.run("setup.sh", "run", PYTHON=str(machine.programs / "absent"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "is not Python 3.11 or newer" in done.stderr
