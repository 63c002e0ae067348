"""The text for a report of a fault."""

from pathlib import Path

from downlight.system.diagnosis import Mark, Row
from downlight.system.redaction import Redactor
from downlight.system.settings_diagnostics import LINES, last_lines, report

ROWS = [Row("tray", Mark.OK, "A panel shows icons.")]


def test_it_tells_versions_parts_facts_and_the_end_of_the_log() -> None:
    text = report("1.2.3", ROWS, {"platforms watched": 2}, ["one line"], Redactor(), [])
    assert text.startswith("Downlight 1.2.3\n")
    assert "platforms watched: 2" in text
    assert "tray: ok: A panel shows icons." in text
    assert text.endswith("one line")


def test_neither_secrets_nor_what_is_watched_stand_in_it() -> None:
    redact = Redactor()
    redact.learn("hunter22")
    log = [
        "look at https://wiki.intra.example/a?b=c failed",
        "wiki.intra.example did not answer; Our Wiki is down; unwikied",
        "password hunter22 refused",
        f"cannot write {Path.home()}/x",
    ]
    names = ["our wiki", "wiki.intra.example", ""]
    text = report("1", ROWS, {}, log, redact, names)
    for hidden in ("wiki.intra", "Our Wiki", "hunter22", str(Path.home())):
        assert hidden not in text
    assert "look at [address] failed" in text
    assert "unwikied" in text


def test_only_the_last_lines_are_taken(tmp_path: Path) -> None:
    log = tmp_path / "downlight.log"
    log.write_text("".join(f"line {number}\n" for number in range(50_000)))
    lines = last_lines(log)
    assert len(lines) == LINES
    assert lines[-1] == "line 49999"
    assert last_lines(tmp_path / "gone.log") == []
