"""Secrets in a real gnome-keyring: open, locked, empty, absent, and one that never answers."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import pytest

from downlight.domain.faults import SecretsUnavailable
from downlight.system.secret_store import KeyringState
from downlight.system.secrets import Keyring
from fakes.buses import Bus, private_bus
from fakes.keyrings import gnome_keyring, silent_store

T = TypeVar("T")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Secret Service")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with private_bus(tmp_path) as running:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.address)
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(story: Callable[[], Coroutine[None, None, T]]) -> T:
    async def bounded() -> T:
        async with asyncio.timeout(30):
            return await story()

    return asyncio.run(bounded())


def test_a_secret_is_kept_read_and_forgotten(bus: Bus, home: Path) -> None:
    learned: list[str] = []

    async def story() -> list[str | None]:
        keyring = Keyring(learn=learned.append)
        seen = [await keyring.get("github")]
        await keyring.set("github", "hunter2")
        seen.append(await Keyring(learn=learned.append).get("github"))
        await keyring.set("github", "hunter3")
        seen.append(await keyring.get("github"))
        await keyring.delete("github")
        await keyring.delete("github")
        return [*seen, await keyring.get("github")]

    with gnome_keyring(bus.address, home, unlock=True):
        assert run(story) == [None, "hunter2", "hunter3", None]
    assert learned == ["hunter2", "hunter2", "hunter3", "hunter3"]


def test_profiles_do_not_see_each_others_secrets(bus: Bus, home: Path) -> None:
    async def story() -> tuple[str | None, str | None]:
        await Keyring("one").set("github", "mine")
        return await Keyring("one").get("github"), await Keyring().get("github")

    with gnome_keyring(bus.address, home, unlock=True):
        assert run(story) == ("mine", None)


def test_a_locked_keyring_is_told_at_once_and_nobody_is_asked(bus: Bus, home: Path) -> None:
    async def keep() -> None:
        await Keyring().set("github", "hunter2")

    async def read() -> str:
        with pytest.raises(SecretsUnavailable) as caught:
            await Keyring().get("github")
        return str(caught.value)

    async def state() -> KeyringState:
        return (await Keyring().state())[0]

    with gnome_keyring(bus.address, home, unlock=True):
        run(keep)
    with gnome_keyring(bus.address, home, unlock=False):
        begun = perf_counter()
        assert "The keyring is locked" in run(read)
        assert run(state) is KeyringState.LOCKED
        assert perf_counter() - begun < 5
    with gnome_keyring(bus.address, home, unlock=True):
        assert run(lambda: Keyring().get("github")) == "hunter2"


def test_a_keyring_that_was_wiped_holds_nothing_and_nobody_is_asked(bus: Bus, home: Path) -> None:
    with gnome_keyring(bus.address, home, unlock=False):
        assert run(lambda: Keyring().get("github")) is None


def test_a_keyring_that_comes_up_late_is_found(bus: Bus, home: Path) -> None:
    async def absent() -> KeyringState:
        return (await Keyring().state())[0]

    async def ready() -> tuple[KeyringState, str]:
        return await Keyring().state()

    assert run(absent) is KeyringState.ABSENT
    with gnome_keyring(bus.address, home, unlock=True):
        assert run(ready) == (KeyringState.READY, "SecretService Keyring")
    assert run(absent) is KeyringState.ABSENT


def test_without_a_bus_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    async def read() -> str:
        with pytest.raises(SecretsUnavailable) as caught:
            await Keyring().get("github")
        return str(caught.value)

    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert run(read).startswith("This session has no keyring")


def test_a_keyring_that_never_answers_is_given_up_and_does_not_hold_up_the_end(bus: Bus) -> None:
    story = """
import asyncio
from downlight.domain.faults import SecretsUnavailable
from downlight.system.secrets import Keyring

async def ask(keyring):
    try:
        await keyring.get("github")
    except SecretsUnavailable as unavailable:
        print(unavailable)

async def story():
    keyring = Keyring(reading=0.5)
    await asyncio.gather(*(ask(keyring) for _ in range(5)))

asyncio.run(story())
"""
    with silent_store(bus.address):
        begun = perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", story], capture_output=True, text=True, timeout=30, check=False
        )
        took = perf_counter() - begun
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert told == ["The keyring does not answer; it may be waiting for its password."] * 5
    assert took < 5
