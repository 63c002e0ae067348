"""When the provider first told of an outage."""

from dataclasses import replace

from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.official_word import first_word
from downlight.domain.status import Stage
from fakes.records import ended, minutes, trouble

OUTAGE = trouble()


def told(*times: float, kind: NoticeKind = NoticeKind.INCIDENT) -> Notice:
    updates = tuple(NoticeUpdate(Stage.INVESTIGATING, "", minutes(each)) for each in times)
    return Notice("1", kind, "t", Stage.INVESTIGATING, updates=updates)


def test_the_earliest_update_or_sight_counts() -> None:
    announced = replace(OUTAGE, notices=(told(20, 16),))
    assert first_word(announced, None) == minutes(16)
    assert first_word(announced, minutes(12)) == minutes(12)
    assert first_word(OUTAGE, None) is None


def test_words_about_other_troubles_do_not_count() -> None:
    assert first_word(replace(OUTAGE, notices=(told(-600),)), None) is None
    assert (
        first_word(replace(OUTAGE, notices=(told(3, kind=NoticeKind.MAINTENANCE),)), None) is None
    )
    over = ended(replace(OUTAGE, notices=(told(90),)), minutes(30))
    assert first_word(over, None) is None


def test_a_page_may_know_before_we_do() -> None:
    assert first_word(replace(OUTAGE, notices=(told(-5),)), None) == minutes(-5)
