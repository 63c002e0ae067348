"""The autostart entry of Linux desktops."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.system.autostart import Autostart, AutostartState
from downlight.system.autostart_xdg import XdgAutostart, _read, desktop_entry, exec_line, folders

GOLDEN = r"""[Desktop Entry]
Type=Application
Name=Downlight
Comment=Tells the moment a platform you rely on goes down
Icon=io.github.downlight.Downlight
Exec="/opt/my apps/downlight" "50%% \\$off"
TryExec=/opt/my apps/downlight
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
"""
NAME = "io.github.downlight.Downlight.desktop"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "downlight"
    path.write_text("")
    return str(path)


def _entry(own: Path, *command: str, others: tuple[Path, ...] = ()) -> Autostart:
    return XdgAutostart(own, others, command)


def test_the_entry_is_as_the_specification_wants_it() -> None:
    assert desktop_entry(["/opt/my apps/downlight", "50% $off"]) == GOLDEN


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="not installed")
@pytest.mark.parametrize(
    "command", [["/usr/bin/downlight"], ["/opt/my apps/d", '"quoted" \\ `x` $y', "%u"]]
)
def test_the_desktops_own_checker_has_nothing_to_say(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / NAME
    path.write_text(desktop_entry(command))
    done = subprocess.run(
        ["desktop-file-validate", path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), min_size=1))
def test_any_command_is_one_line_that_reads_back_as_itself(command: list[str]) -> None:
    line = exec_line(command)
    assert "\n" not in line
    assert _split(line) == command


def _split(line: str) -> list[str]:
    """Undo the two levels of quoting, as a desktop does."""
    text = line.replace("\\\\", "\\")
    words: list[str] = []
    at = 0
    while at < len(text):
        word = ""
        if text[at] == '"':
            at += 1
            while text[at] != '"':
                at += text[at] == "\\"
                word += text[at]
                at += 1
            at += 1
        else:
            while at < len(text) and text[at] != " ":
                word += text[at]
                at += 1
        at += 1
        words.append(word.replace("%%", "%"))
    return words


def test_it_is_off_until_it_is_enabled_and_after_it_is_disabled(own: Path, program: str) -> None:
    entry = _entry(own, program)
    assert entry.state() is AutostartState.OFF
    assert entry.enable() == ""
    assert entry.state() is AutostartState.ON
    assert entry.disable() == ""
    assert entry.state() is AutostartState.OFF
    assert entry.disable() == ""


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_user_switched_off_stays_off(own: Path, line: str) -> None:
    _entry(own, "/gone/downlight").enable()
    path = own / NAME
    path.write_text(path.read_text().replace("X-GNOME-Autostart-enabled=true\n", "") + line + "\n")
    entry = _entry(own, "/new/downlight")
    before = path.read_text()
    assert entry.state() is AutostartState.DISABLED
    assert not entry.repair()
    assert path.read_text() == before


def test_an_entry_whose_program_moved_is_repaired(own: Path, program: str) -> None:
    _entry(own, "/gone/my downlight").enable()
    entry = _entry(own, program)
    assert entry.state() is AutostartState.ELSEWHERE
    assert entry.repair()
    assert entry.state() is AutostartState.ON
    assert not entry.repair()


def test_another_copy_that_exists_is_left_alone(own: Path, program: str) -> None:
    _entry(own, program).enable()
    entry = _entry(own, "/new/downlight")
    assert entry.state() is AutostartState.ELSEWHERE
    assert not entry.repair()


def test_an_entry_of_the_system_counts_and_is_hidden_when_disabled(
    own: Path, tmp_path: Path, program: str
) -> None:
    system = tmp_path / "etc"
    _entry(system, program).enable()
    entry = _entry(own, program, others=(system,))
    assert entry.state() is AutostartState.ON
    assert entry.disable() == ""
    assert entry.state() is AutostartState.DISABLED
    assert entry.enable() == ""
    assert entry.state() is AutostartState.ON


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    entry = _entry(tmp_path / "file", "/usr/bin/downlight")
    assert "cannot be changed" in entry.enable()
    assert "cannot be changed" in entry.disable()


def test_only_the_entrys_own_group_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(
        "Hidden=true\n[Other]\nHidden=true\n[Desktop Entry]\n#Hidden=true\nExec = a=b\n"
    )
    assert _read(path) == {"Exec": "a=b"}


def test_the_folders_are_those_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"{tmp_path}/a:relative:{tmp_path}/b")
    own, others = folders()
    assert own == tmp_path / "autostart"
    assert others == (tmp_path / "a/autostart", tmp_path / "b/autostart")
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    monkeypatch.setenv("XDG_CONFIG_DIRS", "")
    assert folders() == (Path.home() / ".config/autostart", (Path("/etc/xdg/autostart"),))
