"""A sentence that is made where no language is known, and said in the user's by a face."""

from collections.abc import Mapping


class Saying(str):
    """Reads as English everywhere; `Speech.said` says it in the user's language.

    Its message and its facts travel with it. Whatever takes a text takes this; a text that is
    made of it by other means (an f-string, `str`) is plain English.
    """

    __slots__ = ("facts", "message")

    message: str
    """Our own format string in English, by which translations know it."""
    facts: Mapping[str, object]
    """What is put into it as it is; a Saying among them is said in the same language."""

    def __new__(cls, message: str, facts: Mapping[str, object]) -> "Saying":
        """Return the sentence of a message and its facts."""
        made = super().__new__(cls, message.format_map(facts))
        made.message, made.facts = message, facts
        return made


def say(message: str, /, **facts: object) -> Saying:
    """Return our `message` with its facts, to be said later."""
    return Saying(message, facts)


def told_by(error: BaseException) -> str:
    """Return the sentence an error was raised with, which `str` would make plain English."""
    told = error.args[0] if error.args else ""
    return told if isinstance(told, Saying) else str(error)
