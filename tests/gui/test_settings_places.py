from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from downlight.domain.saying import say
from downlight.qt.settings_places import Places
from fakes.states import english


def test_each_file_has_its_path_and_its_folder_opens(qtbot: QtBot) -> None:
    opened: list[Path] = []
    paths = ((say("Settings"), "/profile/settings.toml"), (say("Log"), "/state/downlight.log"))
    places = Places(english(), paths, opened.append)
    qtbot.addWidget(places)
    texts = [label.text().replace("\u200b", "") for label in places.findChildren(QLabel)]
    assert "Settings" in texts
    assert "/state/downlight.log" in texts
    places.buttons[1].click()
    assert opened == [Path("/state")]
    assert places.buttons[1].accessibleName() == "Open the folder of: Log"
