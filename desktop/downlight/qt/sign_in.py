"""How a check signs in: nothing, a user name with a password, or a token; kept in the keyring."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from downlight.domain.faults import SecretsUnavailable
from downlight.domain.saying import told_by
from downlight.domain.settings import Favourite
from downlight.present.words import Words
from downlight.qt.background import Background
from downlight.qt.plain import PlainLabel, QuietLabel

StoreSecret = Callable[[str, str], None]
"""Puts a secret (name, value) into the keyring. May block; raises SecretsUnavailable."""

_BASIC = "basic"
_HEADER = "Authorization"


class SignIn(QGroupBox):
    """Nothing typed here reaches the settings file, only how it is sent."""

    changed = Signal(object)
    """The Favourite with its new way of signing in."""

    def __init__(
        self,
        favourite: Favourite,
        words: Words,
        store_secret: StoreSecret,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words("Sign-in"), parent)
        self._favourite = favourite
        self._words = words
        self._store_secret = store_secret
        self._calls = Background(self)
        self._calls.ended.connect(self._on_stored)
        self.way = self._way()
        self.user = self._line(words("User name"))
        self.header = self._line(words("Header"))
        self.secret = self._line(words("Password or token"))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep = QPushButton(words("Keep in the keyring"))
        self.keep.setAutoDefault(False)
        self.keep.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.keep.clicked.connect(self._on_keep_clicked)
        self.outcome = PlainLabel()
        self._lay_out()
        self._show_favourite()

    def _way(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self._words("How to sign in"))
        box.addItem(self._words("Not needed"), "")
        box.addItem(self._words("User name and password"), _BASIC)
        box.addItem(self._words("Token in a header"), _HEADER)
        box.activated.connect(self._on_way_picked)
        return box

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.textEdited.connect(lambda: self.outcome.clear())
        return line

    def _lay_out(self) -> None:
        words = self._words
        form = self._form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(words("How"), self.way)
        form.addRow(words("User name"), self.user)
        form.addRow(words("Header"), self.header)
        form.addRow(words("Password or token"), self.secret)
        form.addRow("", self.keep)
        form.addRow("", self.outcome)
        form.addRow(
            QuietLabel(words("Kept in the keyring of the desktop only, never in a file or a log."))
        )

    def _show_favourite(self) -> None:
        auth = self._favourite.auth or ""
        place = 0 if not auth else 1 if auth == _BASIC else 2
        self.way.setCurrentIndex(place)
        self.header.setText(auth if place == 2 else _HEADER)
        self._show_rows()

    def _show_rows(self) -> None:
        way = self.way.currentData()
        for widget, shown in (
            (self.user, way == _BASIC),
            (self.header, way == _HEADER),
            (self.secret, bool(way)),
            (self.keep, bool(way)),
            (self.outcome, bool(way)),
        ):
            self._form.setRowVisible(widget, shown)

    def _on_way_picked(self) -> None:
        self._show_rows()
        self.outcome.clear()
        if not self.way.currentData():
            self._tell(None)

    def _on_keep_clicked(self) -> None:
        if not self.secret.text():
            self.outcome.setText(self._words("Type the password or token first."))
            return
        self.keep.setEnabled(False)
        self.outcome.setText(self._words("Asking the keyring…"))
        self._calls.run(partial(_stored, self._store_secret, self._favourite.id, self._value()))

    def _value(self) -> str:
        secret = self.secret.text()
        return f"{self.user.text()}:{secret}" if self.way.currentData() == _BASIC else secret

    def _on_stored(self, trouble: str) -> None:
        self.keep.setEnabled(True)
        if trouble:
            self.outcome.setText(self._words.said(trouble))
            return
        self.secret.clear()
        self.outcome.setText(self._words("Kept. It is used from the next check on."))
        basic = self.way.currentData() == _BASIC
        self._tell(_BASIC if basic else self.header.text().strip() or _HEADER)

    def _tell(self, auth: str | None) -> None:
        self._favourite = replace(self._favourite, auth=auth)
        self.changed.emit(self._favourite)


def _stored(store: StoreSecret, name: str, value: str) -> str:
    """Store a secret; return why that did not work, or nothing."""
    try:
        store(name, value)
    except SecretsUnavailable as why:
        return told_by(why)
    return ""
