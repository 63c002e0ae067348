"""Algolia: clusters, or the whole."""

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FormatError, find
from fakes.pages import page, read, report


def test_a_cluster_stands_where_its_name_says() -> None:
    assert report("algolia", "trouble.json").components[1] == Component(
        "c7-use", "c7-use", Status.MAJOR_OUTAGE, None, "use"
    )


def test_a_word_that_nobody_knows_degrades_its_cluster() -> None:
    shown = read("algolia", {"status": {"c1-de": "operational", "c2-de": "wobbly"}})
    assert shown.status is Status.DEGRADED


def test_states_of_another_kind_are_not_found_as_algolia() -> None:
    found = find(b'{"status": {"a": "operational", "b": "wobbly"}}')
    assert found is None
    assert find(page("algolia", "trouble.json")) is not None


@pytest.mark.parametrize("document", [{}, {"status": {}}, {"status": {"c1": "fine"}}])
def test_other_json_is_refused(document: object) -> None:
    with pytest.raises(FormatError, match="not Algolia"):
        read("algolia", document)
