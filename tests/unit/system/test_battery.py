"""What UPower's signals mean."""

from downlight.system.battery import Battery
from fakes.system_services import network_changed, power_changed, prepare_for_sleep


def test_going_on_battery_and_off_it_is_told_once() -> None:
    battery = Battery()
    assert battery.hear(power_changed(on_battery=True)) == ["battery"]
    assert battery.hear(power_changed(on_battery=True)) == []
    assert battery.hear(power_changed(on_battery=False)) == ["mains"]


def test_the_mains_go_without_saying() -> None:
    assert Battery().begin(False) == []
    assert Battery().begin(True) == ["battery"]


def test_other_signals_say_nothing() -> None:
    assert Battery().hear(prepare_for_sleep(before=True)) == []
    assert Battery().hear(network_changed({"State": ("u", 20)})) == []
