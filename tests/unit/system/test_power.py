"""What logind's signals mean."""

from downlight.system import power
from fakes.system_services import network_changed, prepare_for_sleep


def test_before_sleep_and_after_it() -> None:
    assert power.hear(prepare_for_sleep(before=True)) == ["sleep"]
    assert power.hear(prepare_for_sleep(before=False)) == ["resume"]


def test_other_signals_say_nothing() -> None:
    assert power.hear(network_changed({})) == []
