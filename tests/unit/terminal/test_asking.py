"""Asking the person at the terminal."""

from io import StringIO

import pytest

from downlight.terminal.asking import confirmed
from fakes.shell import Screen


@pytest.mark.parametrize("answer", ["y", "YES\n", " oui ", "Ja", "sí", "نعم"])
def test_yes_is_understood_in_all_languages(answer: str) -> None:
    shown = StringIO()
    assert confirmed("Sure? ", Screen(answer), shown)
    assert shown.getvalue() == "Sure? "


@pytest.mark.parametrize("answer", ["", "\n", "n", "no", "maybe"])
def test_anything_else_is_no(answer: str) -> None:
    assert not confirmed("Sure? ", Screen(answer), StringIO())


def test_nobody_is_asked_where_nobody_is() -> None:
    shown = StringIO()
    assert not confirmed("Sure? ", StringIO("y\n"), shown)
    assert shown.getvalue() == ""
