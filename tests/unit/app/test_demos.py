import pytest

from downlight.app import demos
from downlight.terminal.demo import Replay
from downlight.terminal.options import Demo


def test_the_day_is_played_by_the_ordinary_engine(capsys: pytest.CaptureFixture[str]) -> None:
    assert demos.run(Demo(speed=200.0, keep=False, terminal=True)) == 0
    told = capsys.readouterr().out
    assert "X: Down for everyone" in told
    assert "You would have known" in told


def test_without_loopback_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_self: Replay) -> Replay:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(Replay, "__enter__", refuse)
    assert demos.run(Demo(speed=600.0, keep=False, terminal=True)) == 3
    assert "Too many open files" in capsys.readouterr().err
