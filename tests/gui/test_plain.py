from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from downlight.qt.plain import PlainLabel, QuietLabel, no_mnemonic, plain_tip, quiet
from downlight.qt.theme import dark_palette, light_palette
from gui.contrast import contrast


def test_markup_in_a_label_is_shown_as_it_is(qtbot: QtBot) -> None:
    label = PlainLabel("<b>Over</b> capacity")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_tooltip_escapes_what_it_is_given() -> None:
    assert "&lt;img src=x&gt;" in plain_tip("<img src=x>")
    assert plain_tip("") == ""


def test_an_ampersand_in_a_name_is_no_shortcut() -> None:
    assert no_mnemonic("AT&T") == "AT&&T"


def test_faint_text_is_readable_in_both_themes() -> None:
    for palette in (light_palette(), dark_palette()):
        base = palette.color(QPalette.ColorRole.Base)
        chosen = palette.color(QPalette.ColorRole.Highlight)
        assert contrast(quiet(palette), base) >= 4.5
        assert contrast(quiet(palette), palette.color(QPalette.ColorRole.Window)) >= 4.5
        assert contrast(quiet(palette, selected=True), chosen) >= 3


def test_an_explaining_label_follows_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = QuietLabel("why", window)
    before = qapp.palette()
    role = QPalette.ColorRole.PlaceholderText
    try:
        qapp.setPalette(dark_palette())
        qtbot.waitUntil(lambda: label.palette().color(role) == quiet(dark_palette()))
        assert label.foregroundRole() is role
    finally:
        qapp.setPalette(before)
    qtbot.waitUntil(lambda: label.palette().color(role) == quiet(before))
