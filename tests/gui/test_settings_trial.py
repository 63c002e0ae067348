import pytest
from pytestqt.qtbot import QtBot

from downlight.qt.settings_trial import TrialBox
from fakes.states import english


@pytest.mark.parametrize(
    ("trouble", "told"), [("", "The desktop took it."), ("Nobody shows it.", "Nobody shows it.")]
)
def test_what_came_of_it_is_told(qtbot: QtBot, trouble: str, told: str) -> None:
    box = TrialBox(english(), lambda: trouble)
    qtbot.addWidget(box)
    box.show()
    box.button.click()
    assert not box.button.isEnabled()
    qtbot.waitUntil(lambda: box.outcome.text().startswith(told))
    assert box.button.isEnabled()
