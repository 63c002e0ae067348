"""Talks to the desktop's secret store, and waits for it: call it in a thread."""

import sys
from contextlib import closing
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

from downlight.domain.faults import SecretsUnavailable
from downlight.domain.saying import say

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "downlight"
"""Under which name people find our entries in their password manager."""
MOST_ON_WINDOWS = 1_200
"""Characters: its store takes 2,560 bytes of UTF-16 (jaraco/keyring#355)."""


class KeyringState(StrEnum):
    """How far the secret store can be used."""

    READY = "ready"
    LOCKED = "locked"
    ABSENT = "absent"
    SILENT = "silent"
    REFUSING = "refusing"


class KeyringTrouble(SecretsUnavailable):
    """The secret store cannot be used; the text says why, for people."""

    def __init__(self, state: KeyringState, sentence: str) -> None:
        super().__init__(sentence)
        self.state = state


class SecretStore:
    """Reads and writes our entries. Every method raises KeyringTrouble and nothing else.

    Reading never brings up a window that asks for a password; writing may, since the user has
    just asked for it.
    """

    def read(self, user: str) -> str | None:
        """Return an entry, or None when there is none."""
        with _translated():
            backend = _backend()
            return backend.get_password(SERVICE, user) if _is_open(backend) else None

    def write(self, user: str, secret: str) -> None:
        """Write an entry."""
        if sys.platform == "win32" and len(secret) > MOST_ON_WINDOWS:
            raise KeyringTrouble(
                KeyringState.REFUSING,
                f"Windows keeps secrets of up to {MOST_ON_WINDOWS} characters only.",
            )
        with _translated():
            _backend().set_password(SERVICE, user, secret)

    def remove(self, user: str) -> None:
        """Remove an entry; nothing when there is none."""
        with _translated():
            backend = _backend()
            if backend.get_password(SERVICE, user) is not None:
                backend.delete_password(SERVICE, user)

    def name(self) -> str:
        """Return the name of the store, when it can be used."""
        with _translated():
            backend = _backend()
            _is_open(backend)
            return str(backend.name)


class _translated:  # noqa: N801 - reads as a word in `with`
    """Turns what the many stores raise into KeyringTrouble, in this one place."""

    def __enter__(self) -> None:
        self._expected = _foreign_errors()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        from keyring.errors import InitError, KeyringLocked, NoKeyringError

        if error is None or isinstance(error, KeyringTrouble):
            return
        if isinstance(error, KeyringLocked):
            raise _locked() from error
        if isinstance(error, (NoKeyringError, InitError)) or _is_gone(error):
            raise _absent() from error
        if isinstance(error, self._expected):
            raise KeyringTrouble(
                KeyringState.REFUSING,
                say("The keyring refuses: {why}.", why=type(error).__name__),
            ) from error


def _foreign_errors() -> tuple[type[BaseException], ...]:
    from keyring.errors import KeyringError

    expected: tuple[type[BaseException], ...] = (KeyringError, RuntimeError, ImportError, OSError)
    if sys.platform == "linux":
        from jeepney import DBusErrorResponse
        from secretstorage import SecretStorageException

        expected += (SecretStorageException, DBusErrorResponse)
    elif sys.platform == "win32":
        expected += (import_module("win32ctypes.pywin32.pywintypes").error,)
    return expected


def _is_gone(error: BaseException) -> bool:
    """Whether the session's store, or the bus that leads to it, is not there."""
    gone: tuple[type[BaseException], ...] = ()
    if sys.platform == "linux":
        from secretstorage import SecretServiceNotAvailableException

        gone = (SecretServiceNotAvailableException, OSError)
    return isinstance(error, gone)


def _backend() -> "KeyringBackend":
    """Return the store in use."""
    import keyring
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    if isinstance(backend, fail.Keyring) and not _is_users_choice():
        backend = _look_again()
        keyring.set_keyring(backend)
    if isinstance(backend, (fail.Keyring, null.Keyring)):
        raise _absent()
    if type(backend).__module__.startswith("keyrings.alt") and not _is_users_choice():
        raise KeyringTrouble(
            KeyringState.ABSENT,
            say("The only keyring here keeps secrets in a plain file, so it is not used."),
        )
    return backend


def _look_again() -> "KeyringBackend":
    """Return the best store there is by now.

    keyring looks once; at login, a store may come up only after we first asked.
    """
    from keyring.backend import KeyringBackend

    viable = KeyringBackend.get_viable_backends()
    return max((kind() for kind in viable), key=lambda backend: float(backend.priority))


def _is_users_choice() -> bool:
    """Whether the user named the store in keyring's environment variable or configuration."""
    from keyring.core import load_config, load_env

    return (load_env() or load_config()) is not None


def _is_open(backend: "KeyringBackend") -> bool:
    """Return whether the store holds anything; raise when it would have to ask for a password."""
    if sys.platform == "linux" and _has_secret_service(backend):
        from secretstorage import Collection, ItemNotFoundException, dbus_init

        with closing(dbus_init()) as connection:
            try:
                if Collection(connection).is_locked():
                    raise _locked()
            except ItemNotFoundException:
                return False  # nothing was ever kept; asking for it would offer to make a keyring
    return True


def _has_secret_service(backend: "KeyringBackend") -> bool:
    from keyring.backends.chainer import ChainerBackend

    chain = backend.backends if isinstance(backend, ChainerBackend) else [backend]
    return any(type(one).__module__ == "keyring.backends.SecretService" for one in chain)


def _locked() -> KeyringTrouble:
    return KeyringTrouble(
        KeyringState.LOCKED, say("The keyring is locked; once it is unlocked, its tokens are used.")
    )


def _absent() -> KeyringTrouble:
    return KeyringTrouble(
        KeyringState.ABSENT,
        say("This session has no keyring, so tokens can be neither kept nor read."),
    )
