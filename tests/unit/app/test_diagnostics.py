"""What is collected for a report of a fault."""

from pathlib import Path

from downlight.app.diagnostics import diagnostics, what_ails_the_log
from downlight.app.parts import Parts
from downlight.system.paths import Profile


def parts_of(folder: Path, settings: str = "") -> Parts:
    profile, told = Profile.at(folder).prepare()
    if settings:
        profile.settings_file.write_text(settings)
    return Parts(profile, told)


def test_it_counts_what_is_watched_and_names_nothing(tmp_path: Path) -> None:
    parts = parts_of(tmp_path, '[[favourite]]\nid = "secretplace"\nurl = "https://s.example/"\n')
    parts.profile.log_file.write_text("secretplace does not answer\n")
    text = diagnostics(parts)
    assert "platforms watched: 1" in text
    assert "storage: ok" in text
    assert "secretplace" not in text
    assert "[name] does not answer" in text


def test_a_log_that_is_not_there_yet_is_fine(tmp_path: Path) -> None:
    assert what_ails_the_log(parts_of(tmp_path)) == ""


def test_a_broken_log_is_told(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    parts.profile.database.write_bytes(b"no log" * 1000)
    assert what_ails_the_log(parts)
