"""What NetworkManager's signals mean."""

import pytest
from jeepney import Message

from downlight.system.network import Network
from fakes.system_services import network_changed, prepare_for_sleep


def _changed(**properties: tuple[str, object]) -> Message:
    return network_changed(properties)


@pytest.mark.parametrize("state", [10, 20, 30, 50])
def test_states_without_a_way_out_mean_offline(state: int) -> None:
    network = Network()
    assert network.begin(70) == []
    assert network.hear(_changed(State=("u", state))) == ["offline"]
    assert network.hear(_changed(State=("u", state))) == []


@pytest.mark.parametrize("state", [0, 40, 99])
def test_states_on_the_way_say_nothing(state: int) -> None:
    network = Network()
    assert network.begin(state) == []
    assert network.hear(_changed(State=("u", state))) == []


@pytest.mark.parametrize("state", [60, 70])
def test_a_way_out_means_online(state: int) -> None:
    network = Network()
    assert network.begin(20) == ["offline"]
    assert network.hear(_changed(State=("u", state))) == ["online"]


@pytest.mark.parametrize("name", ["PrimaryConnection", "ActiveConnections", "Connectivity"])
def test_another_way_out_means_changed(name: str) -> None:
    network = Network()
    network.begin(70)
    assert network.hear(_changed(**{name: ("u", 1)})) == ["changed"]
    assert network.hear(_changed(WirelessEnabled=("b", True))) == []


def test_nothing_changes_while_offline() -> None:
    network = Network()
    network.begin(20)
    assert network.hear(_changed(ActiveConnections=("ao", []))) == []


def test_other_signals_say_nothing() -> None:
    assert Network().hear(prepare_for_sleep(before=True)) == []


@pytest.mark.parametrize(("said", "paid"), [(1, True), (3, True), (0, False), (2, False)])
def test_a_metered_connection_is_told_once(said: int, paid: bool) -> None:
    network = Network()
    assert network.begin_metered(said) == (["metered"] if paid else [])
    assert network.hear(_changed(Metered=("u", said))) == []


def test_the_end_of_a_metered_connection_is_told_beside_the_way() -> None:
    network = Network()
    network.begin(70)
    network.begin_metered(1)
    changed = _changed(Metered=("u", 4), PrimaryConnection=("o", "/b"))
    assert network.hear(changed) == ["changed", "unmetered"]
