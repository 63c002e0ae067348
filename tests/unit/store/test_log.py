"""The log as the engine uses it, on real files."""

from pathlib import Path

from downlight.engine.ports import IncidentLog
from downlight.store.log import Log
from fakes.clock import FakeClock


def test_a_log_is_what_the_engine_wants(tmp_path: Path) -> None:
    log: IncidentLog = Log.open(tmp_path / "history.sqlite", FakeClock().now)
    assert log.trouble == ""
    log.close()
