import math

from hypothesis import given
from hypothesis import strategies as st

from downlight.engine.agenda import Agenda


def test_what_is_due_comes_out_in_order_and_once() -> None:
    agenda = Agenda()
    agenda.set("late", 30.0)
    agenda.set("early", 10.0)
    agenda.set("never", math.inf)
    assert agenda.next() == 10.0
    assert agenda.take_due(30.0) == ["early", "late"]
    assert agenda.take_due(99.0) == []
    assert agenda.next() == math.inf


def test_a_moved_key_counts_where_it_was_moved_to() -> None:
    agenda = Agenda()
    agenda.set("a", 10.0)
    agenda.set("a", 50.0)
    assert agenda.take_due(20.0) == []
    agenda.set("a", 5.0)
    assert agenda.take_due(20.0) == ["a"]


def test_infinity_and_drop_take_off() -> None:
    agenda = Agenda()
    agenda.set("a", 10.0)
    agenda.set("a", math.inf)
    agenda.set("b", 10.0)
    agenda.drop("b")
    assert agenda.due("a") == agenda.due("b") == math.inf
    assert agenda.take_due(99.0) == []


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 20)), max_size=40))
def test_it_agrees_with_a_plain_table(moves: list[tuple[str, int]]) -> None:
    agenda, table = Agenda(), {}
    for key, due in moves:
        agenda.set(key, float(due))
        table[key] = float(due)
        assert agenda.next() == min(table.values())
    assert sorted(agenda.take_due(10.0)) == sorted(k for k, due in table.items() if due <= 10.0)
