"""Which language the user has, and its sentences."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from downlight.system.languages import LocalZone, available, load, wanted

SHIPPED = Path(__file__).parents[3] / "resources" / "i18n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Translations into French and Brazilian Portuguese."""
    for code in ("fr", "pt_BR"):
        place = tmp_path / code / "LC_MESSAGES"
        place.mkdir(parents=True)
        shutil.copy(SHIPPED / "fr" / "LC_MESSAGES" / "downlight.mo", place)
    return tmp_path


def test_the_source_language_needs_no_file(folder: Path) -> None:
    assert available(folder) == ("en", "fr", "pt_BR")
    assert available(folder / "nowhere") == ("en",)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "fr_CA.UTF-8"}, "fr_CA"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "pt_BR.UTF-8"}, "pt_BR"),
        ({"LANG": "pt_PT.UTF-8"}, "en_PT"),
        ({"LANG": "en_GB.UTF-8"}, "en_GB"),
        ({"LANG": "de_DE.UTF-8"}, "en_DE"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr_FR"),
        ({"LC_ALL": "fr_CH.UTF-8@euro", "LANG": "en_US"}, "fr_CH"),
        ({"LANG": "!!"}, "en"),
    ],
)
def test_the_desktops_language_is_found(
    folder: Path, environment: dict[str, str], language: str
) -> None:
    assert wanted(environment, folder) == language


def test_the_setting_outranks_the_desktop(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert load("fr", folder, UTC)("Quit") == "Quitter"
    assert load("auto", folder, UTC)("Quit") == "Quit"


@pytest.mark.parametrize("language", ["xx", "not a language", "", "../../etc"])
def test_an_unknown_language_is_english(folder: Path, language: str) -> None:
    words = load(language, folder, UTC)
    assert words("Quit") == "Quit"
    assert words.clock_time(datetime(2026, 11, 23, 16, tzinfo=UTC)) == "16:00"


@pytest.mark.parametrize("content", [b"", b"\xde\x12\x04\x95", b"not a catalogue", b"\0" * 64])
def test_a_broken_translation_is_english(folder: Path, content: bytes) -> None:
    (folder / "fr" / "LC_MESSAGES" / "downlight.mo").write_bytes(content)
    assert load("fr", folder, UTC)("Quit") == "Quit"


def test_local_time_follows_the_machine(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    import time

    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    try:
        zone = LocalZone()
        winter = datetime(2026, 1, 15, 12, tzinfo=UTC).astimezone(zone)
        summer = datetime(2026, 7, 15, 12, tzinfo=UTC).astimezone(zone)
        assert (winter.hour, summer.hour) == (13, 14)
        assert (winter.tzname(), summer.tzname()) == ("CET", "CEST")
        assert load("en", folder).clock_time(datetime(2026, 7, 15, 12, tzinfo=UTC)) == "14:00"
        assert winter - datetime(2026, 1, 15, 12, tzinfo=UTC) == summer - summer
    finally:
        monkeypatch.undo()
        time.tzset()
