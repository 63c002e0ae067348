"""What this is, and where it keeps its files."""

from PySide6.QtWidgets import QLabel, QTabWidget
from pytestqt.qtbot import QtBot

from downlight import __version__
from downlight.qt.about import AboutDialog
from downlight.qt.icons import Icons
from downlight.qt.licences_page import LicencesPage
from fakes.desktop import ICONS
from fakes.states import english


def test_it_names_its_version_and_its_files(qtbot: QtBot) -> None:
    dialog = AboutDialog(english(), Icons(ICONS), [("Log", "/home/<b>me</b>/downlight.log")])
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert f"Downlight {__version__}" in texts
    assert "/home/<b>me</b>/downlight.log" in texts


def test_it_names_what_it_is_made_with_and_the_licences(qtbot: QtBot) -> None:
    dialog = AboutDialog(english(), Icons(ICONS), [])
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert {"httpx", "Qt, PySide6", "LGPL-3.0-only", "MPL-2.0"} <= set(texts)


def test_the_licences_can_be_read_in_full(qtbot: QtBot) -> None:
    texts = [("Downlight", "Permission is hereby granted"), ("LGPL-3.0", "Version 3")]
    dialog = AboutDialog(english(), Icons(ICONS), [], lambda: texts)
    qtbot.addWidget(dialog)
    dialog.show()
    (tabs,) = dialog.findChildren(QTabWidget)
    tabs.setCurrentIndex(2)
    assert tabs.tabText(2) == "Licences"
    (page,) = dialog.findChildren(LicencesPage)
    assert page.text.toPlainText() == "Permission is hereby granted"
