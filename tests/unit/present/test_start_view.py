"""Starting with the session, in sentences."""

import pytest

from downlight.present.start_view import start_line, starts
from downlight.system.autostart import AutostartState
from fakes.states import english


@pytest.mark.parametrize("state", AutostartState)
def test_every_state_has_its_sentence(state: AutostartState) -> None:
    assert start_line(english(), state).endswith(".")


def test_only_this_very_program_counts_as_started() -> None:
    assert [state for state in AutostartState if starts(state)] == [AutostartState.ON]


def test_a_system_that_keeps_it_to_itself_is_told() -> None:
    assert "system itself decides" in start_line(english(), None)
