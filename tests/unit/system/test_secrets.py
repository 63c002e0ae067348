"""The port to secrets, over a store that does as the test says."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

from downlight.engine.ports import Secrets, SecretsUnavailable
from downlight.system.secret_store import KeyringState, KeyringTrouble
from downlight.system.secrets import Keyring

T = TypeVar("T")


@dataclass
class FakeStore:
    entries: dict[str, str] = field(default_factory=dict)
    trouble: KeyringTrouble | None = None
    gate: threading.Event | None = None
    threads: list[str] = field(default_factory=list)

    def _begin(self) -> None:
        self.threads.append(threading.current_thread().name)
        if self.gate is not None:
            self.gate.wait(20)
        if self.trouble is not None:
            raise self.trouble

    def read(self, user: str) -> str | None:
        self._begin()
        return self.entries.get(user)

    def write(self, user: str, secret: str) -> None:
        self._begin()
        self.entries[user] = secret

    def remove(self, user: str) -> None:
        self._begin()
        self.entries.pop(user, None)

    def name(self) -> str:
        self._begin()
        return "fake"


def _run(story: Callable[[], Coroutine[None, None, T]]) -> T:
    async def bounded() -> T:
        async with asyncio.timeout(20):
            return await story()

    return asyncio.run(bounded())


def _join_keyring_threads() -> None:
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(20)


def test_the_keyring_is_the_engines_port() -> None:
    port: Secrets = Keyring(store=FakeStore({"x": "secret"}))
    assert _run(lambda: port.get("x")) == "secret"


def test_the_store_is_asked_in_a_thread_of_its_own() -> None:
    store = FakeStore()
    _run(lambda: Keyring(store=store).get("x"))
    assert store.threads == ["keyring"]


def test_entries_carry_the_profile() -> None:
    store = FakeStore()

    async def story() -> None:
        await Keyring(store=store).set("x", "1")
        await Keyring("abc", store=store).set("x", "2")

    _run(story)
    assert store.entries == {"x": "1", "x@abc": "2"}


def test_trouble_comes_as_a_sentence_and_as_a_state() -> None:
    store = FakeStore(trouble=KeyringTrouble(KeyringState.LOCKED, "Locked."))
    with pytest.raises(SecretsUnavailable, match=r"^Locked\.$"):
        _run(lambda: Keyring(store=store).get("x"))
    assert _run(lambda: Keyring(store=store).state()) == (KeyringState.LOCKED, "Locked.")


def test_a_store_that_works_again_is_asked_again() -> None:
    gate = threading.Event()
    store = FakeStore({"x": "secret"}, gate=gate)

    async def story() -> str | None:
        keyring = Keyring(store=store, reading=0.05)
        assert (await keyring.state())[0] is KeyringState.SILENT
        assert (await keyring.state())[0] is KeyringState.SILENT  # without asking again
        assert len(store.threads) == 1
        gate.set()
        _join_keyring_threads()
        return await keyring.get("x")

    assert _run(story) == "secret"


def test_what_is_read_and_written_is_made_known_for_keeping_it_out_of_logs() -> None:
    learned: list[str] = []
    store = FakeStore({"x": "old"})

    async def story() -> None:
        keyring = Keyring(learn=learned.append, store=store)
        await keyring.get("x")
        await keyring.get("y")
        await keyring.set("x", "new")

    _run(story)
    assert learned == ["old", "new"]


def test_a_fault_of_ours_in_the_store_is_reported_and_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Faulty(FakeStore):
        def read(self, user: str) -> str | None:
            raise AssertionError("our fault")

    reported: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: reported.append(args.exc_type))
    with pytest.raises(SecretsUnavailable, match="the log says why"):
        _run(lambda: Keyring(store=Faulty()).get("x"))
    _join_keyring_threads()
    assert reported == [AssertionError]


def test_nothing_of_a_secret_shows_in_the_object() -> None:
    keyring = Keyring(store=FakeStore())
    _run(lambda: keyring.set("x", "hunter2"))
    assert "hunter2" not in repr(keyring) + str(vars(keyring)).replace(repr(keyring._store), "")
