"""Texts of licences."""

from pathlib import Path

from downlight.present.credits import MADE_WITH
from downlight.system.settings_licences import licence_texts

FOLDER = Path(__file__).parents[3] / "resources" / "licences"


def test_ours_those_of_packages_and_those_of_qt_are_at_hand() -> None:
    found = dict(licence_texts([name for name, _ in MADE_WITH], FOLDER))
    assert "MIT" in found["Downlight"]
    assert "Redistribution" in found["httpx"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in found["LGPL-3.0"]
    assert "GNU GENERAL PUBLIC LICENSE" in found["GPL-3.0"]


def test_what_is_not_installed_is_left_out(tmp_path: Path) -> None:
    names = [name for name, _ in licence_texts(["there-is-no-such-package", ""], tmp_path / "no")]
    assert names == ["Downlight"]
