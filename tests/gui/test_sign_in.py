from threading import get_ident

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from downlight.domain.faults import SecretsUnavailable
from downlight.domain.settings import Favourite
from downlight.qt.sign_in import SignIn
from fakes.states import english


class Keyring:
    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.threads: set[int] = set()
        self.locked = False

    def store(self, name: str, value: str) -> None:
        self.threads.add(get_ident())
        if self.locked:
            raise SecretsUnavailable("The keyring is locked; unlock it and try again.")
        self.kept[name] = value


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


def opened(qtbot: QtBot, keyring: Keyring, auth: str | None = None) -> SignIn:
    box = SignIn(Favourite("wiki", auth=auth), english(), keyring.store)
    qtbot.addWidget(box)
    box.show()
    return box


def pick(box: SignIn, place: int) -> None:
    box.way.setCurrentIndex(place)
    box.way.activated.emit(place)


def test_without_sign_in_there_is_nothing_to_fill_in(qtbot: QtBot, keyring: Keyring) -> None:
    box = opened(qtbot, keyring)
    assert not box.secret.isVisible()
    assert not box.keep.isVisible()


def test_name_and_password_go_to_the_keyring_and_nowhere_else(
    qtbot: QtBot, keyring: Keyring
) -> None:
    box = opened(qtbot, keyring)
    pick(box, 1)
    QTest.keyClicks(box.user, "me")
    QTest.keyClicks(box.secret, "geheim")
    with qtbot.waitSignal(box.changed) as changed:
        QTest.mouseClick(box.keep, Qt.MouseButton.LeftButton)
    assert keyring.kept == {"wiki": "me:geheim"}
    assert changed.args == [Favourite("wiki", auth="basic")]
    assert box.secret.text() == ""
    assert "geheim" not in repr(changed.args)
    assert get_ident() not in keyring.threads


def test_a_token_is_sent_in_the_header_of_choice(qtbot: QtBot, keyring: Keyring) -> None:
    box = opened(qtbot, keyring)
    pick(box, 2)
    assert box.header.text() == "Authorization"
    box.header.setText("X-Api-Key")
    QTest.keyClicks(box.secret, "abc")
    with qtbot.waitSignal(box.changed) as changed:
        box.keep.click()
    assert keyring.kept == {"wiki": "abc"}
    assert changed.args == [Favourite("wiki", auth="X-Api-Key")]


def test_a_keyring_that_cannot_be_asked_is_told_and_nothing_is_lost(
    qtbot: QtBot, keyring: Keyring
) -> None:
    keyring.locked = True
    box = opened(qtbot, keyring)
    pick(box, 2)
    QTest.keyClicks(box.secret, "abc")
    with qtbot.assertNotEmitted(box.changed):
        box.keep.click()
        qtbot.waitUntil(lambda: box.outcome.text().startswith("The keyring is locked"))
    assert box.secret.text() == "abc"
    assert box.keep.isEnabled()


def test_nothing_typed_is_nothing_kept(qtbot: QtBot, keyring: Keyring) -> None:
    box = opened(qtbot, keyring)
    pick(box, 1)
    box.keep.click()
    assert box.outcome.text() == "Type the password or token first."
    assert keyring.kept == {}


def test_sign_in_can_be_given_up(qtbot: QtBot, keyring: Keyring) -> None:
    box = opened(qtbot, keyring, auth="basic")
    assert box.way.currentIndex() == 1
    with qtbot.waitSignal(box.changed) as changed:
        pick(box, 0)
    assert changed.args == [Favourite("wiki", auth=None)]


def test_a_header_that_was_chosen_before_is_shown(qtbot: QtBot, keyring: Keyring) -> None:
    box = opened(qtbot, keyring, auth="X-Api-Key")
    assert box.way.currentIndex() == 2
    assert box.header.text() == "X-Api-Key"


def test_secrets_are_not_shown(qtbot: QtBot, keyring: Keyring) -> None:
    assert opened(qtbot, keyring).secret.echoMode() is QLineEdit.EchoMode.Password
