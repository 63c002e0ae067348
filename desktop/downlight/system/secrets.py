"""The engine's port to the desktop's secret store: never waits long, never tells a secret."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from downlight.domain.saying import say, told_by
from downlight.system.secret_store import KeyringState, KeyringTrouble, SecretStore

READING = 10.0
"""Seconds after which reading is given up."""
WRITING = 120.0
"""Seconds: the store may ask for its password first, and people type it."""

Result = TypeVar("Result")


class Store(Protocol):
    """A store that may block for ever; `SecretStore` is the real one."""

    def read(self, user: str) -> str | None:
        """Return an entry, or None when there is none."""
        ...

    def write(self, user: str, secret: str) -> None:
        """Write an entry."""
        ...

    def remove(self, user: str) -> None:
        """Remove an entry; nothing when there is none."""
        ...

    def name(self) -> str:
        """Return the name of the store, when it can be used."""
        ...


class Keyring:
    """Secrets of one profile, by name. To be used in one event loop.

    Each call runs in a thread that the program's end does not wait for. While a store hangs,
    nobody else is made to wait for it. `learn` hears each secret that passes, so that logs can
    be kept free of it.
    """

    def __init__(
        self, profile_key: str = "", learn: Callable[[str], None] = lambda _secret: None,
        store: Store | None = None, reading: float = READING,
    ) -> None:  # fmt: skip
        self._profile_key = profile_key
        self._learn = learn
        self._store = store or SecretStore()
        self._reading = reading
        self._turn = asyncio.Lock()
        self._hung: threading.Thread | None = None

    async def get(self, name: str) -> str | None:
        """Return a secret, or None when there is none; never asks the user for a password.

        Raises SecretsUnavailable with a sentence for people.
        """
        user = self._user(name)
        secret = await self._call(lambda: self._store.read(user), self._reading)
        if secret:
            self._learn(secret)
        return secret

    async def set(self, name: str, secret: str) -> None:
        """Keep a secret; the desktop may ask the user to unlock the keyring.

        Raises SecretsUnavailable with a sentence for people.
        """
        self._learn(secret)
        user = self._user(name)
        await self._call(lambda: self._store.write(user, secret), WRITING)

    async def delete(self, name: str) -> None:
        """Forget a secret. Raises SecretsUnavailable with a sentence for people."""
        user = self._user(name)
        await self._call(lambda: self._store.remove(user), WRITING)

    async def state(self) -> tuple[KeyringState, str]:
        """Return how far the store can be used, and its name or what is wrong."""
        try:
            return KeyringState.READY, await self._call(self._store.name, self._reading)
        except KeyringTrouble as trouble:
            return trouble.state, told_by(trouble)

    def _user(self, name: str) -> str:
        return f"{name}@{self._profile_key}" if self._profile_key else name

    async def _call(self, work: Callable[[], Result], limit: float) -> Result:
        async with self._turn:
            if self._hung is not None and self._hung.is_alive():
                raise _silent()
            answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
            thread = threading.Thread(
                target=_carry_out, args=(work, answer), name="keyring", daemon=True
            )
            thread.start()
            try:
                async with asyncio.timeout(limit):
                    return await answer
            except TimeoutError:
                self._hung = thread
                raise _silent() from None


def _carry_out(work: Callable[[], Result], answer: asyncio.Future[Result]) -> None:
    """Run in the thread, and tell the loop if it still waits.

    Anything but KeyringTrouble is a fault of ours: it ends the thread and is reported as such.
    """
    outcome: Result | KeyringTrouble = KeyringTrouble(
        KeyringState.REFUSING, say("The keyring could not be asked; the log says why.")
    )
    try:
        outcome = work()
    except KeyringTrouble as trouble:
        outcome = trouble
    finally:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits any more
            answer.get_loop().call_soon_threadsafe(_deliver, answer, outcome)


def _deliver(answer: asyncio.Future[Result], outcome: Result | KeyringTrouble) -> None:
    if answer.done():
        return
    if isinstance(outcome, KeyringTrouble):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)


def _silent() -> KeyringTrouble:
    return KeyringTrouble(
        KeyringState.SILENT,
        say("The keyring does not answer; it may be waiting for its password."),
    )
