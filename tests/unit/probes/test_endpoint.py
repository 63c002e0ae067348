"""Targets of plain probes are read."""

import pytest

from downlight.probes.endpoint import split_target


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("site.test:25", ("site.test", 25)),
        ("site.test", ("site.test", 443)),
        ("192.0.2.1:80", ("192.0.2.1", 80)),
        ("[2001:db8::1]:80", ("2001:db8::1", 80)),
        ("[2001:db8::1]", ("2001:db8::1", 443)),
        ("2001:db8::1", ("2001:db8::1", 443)),
    ],
)
def test_host_and_port_are_told_apart(target: str, place: tuple[str, int]) -> None:
    assert split_target(target, 443) == place


@pytest.mark.parametrize("target", ["site.test", "site.test:0", "site.test:65536", "site.test:x"])
def test_a_port_must_be_one(target: str) -> None:
    with pytest.raises(ValueError, match=r"port|int"):
        split_target(target)
