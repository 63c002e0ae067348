"""Oracle Cloud: services of regions, and words written in several ways."""

import pytest

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FormatError
from fakes.pages import read, report

FORMAT = "oracle-components"


def test_a_service_is_told_apart_by_region_and_keeps_its_group() -> None:
    assert report(FORMAT, "trouble.json").components[0] == Component(
        "eu-frankfurt-1/compute",
        "Compute",
        Status.MAJOR_OUTAGE,
        "Core",
        "Germany Central (Frankfurt)",
    )


@pytest.mark.parametrize("word", ["ServiceDisruption", "service disruption", "SERVICE_DISRUPTION"])
def test_words_are_compared_by_their_letters(word: str) -> None:
    service = {"serviceName": "Compute", "serviceStatus": word}
    region = {"regionName": "Frankfurt", "serviceHealthReports": [service]}
    shown = read(FORMAT, {"regionHealthReports": [region]})
    assert [c.status for c in shown.components] == [Status.MAJOR_OUTAGE]
    assert shown.components[0].id == "Frankfurt/Compute"


def test_a_strange_word_is_shown_as_it_was_written() -> None:
    assert any("ModeratePerformance" in note for note in report(FORMAT, "new-words.json").notes)


def test_other_json_is_refused() -> None:
    with pytest.raises(FormatError, match="regionHealthReports"):
        read(FORMAT, {"regionHealthReports": []})
