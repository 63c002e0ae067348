"""Streams in any encoding."""

import json
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from downlight.terminal.output import Output
from fakes.shell import Screen


def encoded(encoding: str) -> tuple[Output, BytesIO]:
    raw = BytesIO()
    return Output(TextIOWrapper(raw, encoding=encoding, write_through=True)), raw


def test_characters_that_the_encoding_lacks_become_question_marks() -> None:
    output, raw = encoded("ascii")
    output.line("● 微信 is down…")
    assert raw.getvalue().strip() == b"? ?? is down?"


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "cp1252"])
def test_json_says_the_same_in_every_encoding(encoding: str) -> None:
    output, raw = encoded(encoding)
    output.json({"name": "微信 ü"})
    assert json.loads(raw.getvalue().decode(encoding)) == {"name": "微信 ü"}


def test_a_document_may_be_written_in_pieces() -> None:
    output, raw = encoded("ascii")
    output.json_pieces(["[", '"微信 😀"', "]\n"])
    assert json.loads(raw.getvalue()) == ["微信 😀"]


def test_a_pipe_is_no_screen() -> None:
    assert not Output(StringIO()).is_screen


def test_a_terminal_is_a_screen_unless_it_is_dumb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert Output(Screen()).is_screen
    monkeypatch.setenv("TERM", "dumb")
    assert not Output(Screen()).is_screen
