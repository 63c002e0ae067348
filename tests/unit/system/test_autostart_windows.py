"""The Run key of Windows, over a registry in memory."""

from dataclasses import dataclass, field

import pytest

from downlight.system.autostart import Autostart, AutostartState
from downlight.system.autostart_windows import APPROVED, RUN, RunKey

PROGRAM = r"C:\Program Files\Downlight\downlight.exe"
LINE = rf'"{PROGRAM}" -m downlight'
OFF_IN_TASK_MANAGER = b"\x03" + bytes(11)
ON_IN_TASK_MANAGER = b"\x02" + bytes(11)


@dataclass
class FakeRegistry:
    values: dict[tuple[str, str], object] = field(default_factory=dict)
    files: set[str] = field(default_factory=lambda: {PROGRAM})
    broken: bool = False

    def read(self, key: str, name: str) -> object:
        return self.values.get((key, name))

    def write(self, key: str, name: str, text: str) -> None:
        if self.broken:
            raise PermissionError(5, "Access is denied")
        self.values[key, name] = text

    def remove(self, key: str, name: str) -> None:
        if self.broken:
            raise PermissionError(5, "Access is denied")
        self.values.pop((key, name), None)

    def exists(self, path: str) -> bool:
        return path in self.files


def _key(registry: FakeRegistry, program: str = PROGRAM) -> Autostart:
    return RunKey(registry, [program, "-m", "downlight"])


def test_the_value_is_quoted_as_windows_splits_it() -> None:
    registry = FakeRegistry()
    assert _key(registry).enable() == ""
    assert registry.values == {(RUN, "Downlight"): LINE}


def test_it_is_off_until_it_is_enabled_and_after_it_is_disabled() -> None:
    registry = FakeRegistry()
    key = _key(registry)
    assert key.state() is AutostartState.OFF
    key.enable()
    assert key.state() is AutostartState.ON
    registry.values[APPROVED, "Downlight"] = ON_IN_TASK_MANAGER
    assert key.state() is AutostartState.ON
    assert key.disable() == ""
    assert key.state() is AutostartState.OFF


def test_what_task_manager_switched_off_stays_off_and_is_told() -> None:
    registry = FakeRegistry()
    registry.values[APPROVED, "Downlight"] = OFF_IN_TASK_MANAGER
    key = _key(registry)
    assert "Task Manager" in key.enable()
    assert key.state() is AutostartState.DISABLED
    assert not _key(registry, r"C:\new\downlight.exe").repair()
    assert registry.values[APPROVED, "Downlight"] == OFF_IN_TASK_MANAGER


@pytest.mark.parametrize("old", [r'"C:\gone now\downlight.exe" -m downlight', r"C:\gone.exe -x"])
def test_a_value_whose_program_moved_is_repaired(old: str) -> None:
    registry = FakeRegistry({(RUN, "Downlight"): old})
    key = _key(registry)
    assert key.state() is AutostartState.ELSEWHERE
    assert key.repair()
    assert key.state() is AutostartState.ON
    assert not key.repair()


def test_another_copy_that_exists_is_left_alone() -> None:
    registry = FakeRegistry({(RUN, "Downlight"): LINE})
    assert not _key(registry, r"C:\new\downlight.exe").repair()
    assert registry.values == {(RUN, "Downlight"): LINE}


def test_a_registry_that_refuses_is_told() -> None:
    key = _key(FakeRegistry(broken=True))
    assert key.enable() == "The entry cannot be changed: Access is denied."
    assert key.disable() == "The entry cannot be changed: Access is denied."
