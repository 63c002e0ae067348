"""The help."""

from downlight.present.help import KEYS, ONLY_YOU, WHY_RED, topics
from fakes.states import english


def test_the_questions_people_ask_are_answered() -> None:
    found = {topic.key: topic for topic in topics(english())}
    assert found[WHY_RED].title == "Why is it red?"
    assert found[ONLY_YOU].title == "What does “only you” mean?"
    assert "F1: this help" in found[KEYS].paragraphs
    assert len(found) == len(topics(english()))


def test_every_answer_says_something() -> None:
    for topic in topics(english()):
        assert topic.title
        assert topic.paragraphs
        assert all(paragraph.strip() for paragraph in topic.paragraphs)
