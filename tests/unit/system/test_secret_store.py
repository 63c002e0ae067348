"""What stores raise is told in sentences; stores that are none are not used."""

import sys
import types
from collections.abc import Callable, Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from downlight.system.secret_store import KeyringState, KeyringTrouble, SecretStore


class Memory(KeyringBackend):
    """A store in memory, which other tests do not find."""

    priority = 0
    viable = False

    def __init__(self, error: BaseException | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own is untyped
        self.kept: dict[tuple[str, str], str] = {}
        self.error = error

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def _own_backend() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_entries_stand_under_our_name() -> None:
    backend = Memory()
    keyring.set_keyring(backend)
    store = SecretStore()
    store.write("x", "hunter2")
    assert backend.kept == {("downlight", "x"): "hunter2"}
    assert store.read("x") == "hunter2"
    store.remove("x")
    store.remove("x")
    assert store.read("x") is None


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (KeyringLocked("dismissed"), KeyringState.LOCKED),
        (PasswordSetError("hunter2"), KeyringState.REFUSING),
        (PasswordDeleteError("hunter2"), KeyringState.REFUSING),
        (RuntimeError("hunter2"), KeyringState.REFUSING),
    ],
)
def test_what_a_store_raises_becomes_a_sentence_without_its_text(
    error: Exception, state: KeyringState
) -> None:
    keyring.set_keyring(Memory(error))
    calls: list[Callable[[], object]] = [
        lambda: SecretStore().read("x"),
        lambda: SecretStore().write("x", "hunter2"),
        lambda: SecretStore().remove("x"),
    ]
    for call in calls:
        with pytest.raises(KeyringTrouble) as caught:
            call()
        assert caught.value.state is state
        assert "hunter2" not in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="the bus leads to the store")
def test_a_bus_that_died_means_no_keyring() -> None:
    keyring.set_keyring(Memory(ConnectionResetError()))
    with pytest.raises(KeyringTrouble) as caught:
        SecretStore().read("x")
    assert caught.value.state is KeyringState.ABSENT


def test_a_fault_of_ours_passes_through() -> None:
    keyring.set_keyring(Memory(AssertionError()))
    with pytest.raises(AssertionError):
        SecretStore().read("x")


def test_a_keyring_that_was_switched_off_is_absent() -> None:
    keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]  # keyring's own
    with pytest.raises(KeyringTrouble) as caught:
        SecretStore().write("x", "lost")
    assert caught.value.state is KeyringState.ABSENT


def test_a_plain_file_is_no_keyring_unless_the_user_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class PlaintextKeyring(Memory):
        __module__ = "keyrings.alt.file"

    module = types.ModuleType("keyrings.alt.file")
    module.PlaintextKeyring = PlaintextKeyring  # type: ignore[attr-defined]  # as it really has
    for name in ("keyrings", "keyrings.alt"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setitem(sys.modules, "keyrings.alt.file", module)
    backend = PlaintextKeyring()
    keyring.set_keyring(backend)
    with pytest.raises(KeyringTrouble, match="plain file"):
        SecretStore().read("x")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyrings.alt.file.PlaintextKeyring")
    assert SecretStore().read("x") is None


def test_a_store_that_the_user_named_wrongly_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.module.Keyring")
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]  # keyring's own
    with pytest.raises(KeyringTrouble, match="ModuleNotFoundError"):
        SecretStore().read("x")


def test_the_store_tells_its_name() -> None:
    keyring.set_keyring(Memory())
    assert "Memory" in SecretStore().name()
