"""What a healthy answer looks like, as fields."""

import pytest

from downlight.domain.settings import Favourite
from downlight.present.expectation_view import expectation_fields
from downlight.present.fields import Refused, Value
from fakes.states import english

FIELDS = {field.key: field for field in expectation_fields(english())}


@pytest.mark.parametrize("key", FIELDS)
def test_nothing_chosen_stays_nothing_chosen(key: str) -> None:
    field = FIELDS[key]
    assert field.write(Favourite("x"), field.read(Favourite("x"))) == Favourite("x")


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("expect_status", "200, 401", (200, 401)),
        ("expect_status", " 204 ", (204,)),
        ("redirects", "refuse", "refuse"),
        ("timeout", 20, 20.0),
        ("latency_limit", 3, 3.0),
        ("tls_days", 0, 0),
        ("tls_days", 30, 30),
    ],
)
def test_what_is_written_is_kept_and_can_be_given_up(key: str, value: Value, kept: object) -> None:
    changed = FIELDS[key].write(Favourite("x"), value)
    assert isinstance(changed, Favourite)
    assert getattr(changed, key) == kept
    usual = FIELDS[key].read(Favourite("x"))
    assert FIELDS[key].write(changed, usual) == Favourite("x")


@pytest.mark.parametrize("text", ["fine", "99", "200 700", "²00"])
def test_what_is_no_status_is_refused(text: str) -> None:
    refused = FIELDS["expect_status"].write(Favourite("x"), text)
    assert isinstance(refused, Refused)
    assert "is not an HTTP status" in refused.why


def test_a_fraction_written_in_the_file_is_not_lost() -> None:
    precise = Favourite("x", latency_limit=0.5)
    field = FIELDS["latency_limit"]
    assert field.write(precise, field.read(precise)) == precise
