"""The page of the network: proxy, name server, control sites, and when to be sparing."""

import gettext
from datetime import UTC

import pytest

from downlight.domain.settings import DEFAULT_CANARIES, Canary, Settings
from downlight.present.fields import Refused, Value
from downlight.present.settings_network import canary_line, network_fields, read_canary
from downlight.present.words import Words

words = Words("en", gettext.NullTranslations(), UTC)
FIELDS = {field.key: field for field in network_fields(words)}


def written(key: str, value: Value, before: Settings | None = None) -> Settings:
    changed = FIELDS[key].write(before or Settings(), value)
    assert isinstance(changed, Settings)
    return changed


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("network.proxy", "http://proxy.example:8080"),
        ("network.second_resolver", "1.1.1.1"),
        ("network.canaries", "http://one.example/ 200 fine\nhttp://two.example/ 204"),
        ("saving.battery", False),
        ("saving.metered", False),
        ("saving.interval", 600),
    ],
)
def test_what_is_written_is_read_back(key: str, value: Value) -> None:
    assert FIELDS[key].read(written(key, value)) == value


def test_the_interval_matters_only_to_those_who_save() -> None:
    field = FIELDS["saving.interval"]
    assert field.usable(Settings())
    one = written("saving.battery", False)
    assert field.usable(one)
    assert not field.usable(written("saving.metered", False, one))


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("network.proxy", "socks5://p", "Only http and https addresses"),
        ("network.second_resolver", "dns.example", "is not an IP address"),
        ("network.canaries", "http://one.example/ 2000", "is not an HTTP status"),
        ("network.canaries", "ftp://one.example/", "Only http and https addresses"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(key: str, value: str, why: str) -> None:
    refused = FIELDS[key].write(Settings(), value)
    assert isinstance(refused, Refused)
    assert why in refused.why


def test_no_control_site_at_all_means_the_usual_ones() -> None:
    assert written("network.canaries", " \n").network.canaries == DEFAULT_CANARIES


@pytest.mark.parametrize("canary", [*DEFAULT_CANARIES, Canary("http://one.example/", 204)])
def test_a_control_site_survives_its_line(canary: Canary) -> None:
    assert read_canary(words, canary_line(canary)) == canary


def test_a_control_site_without_status_is_to_answer_200() -> None:
    assert read_canary(words, "one.example") == Canary("https://one.example/", 200)
