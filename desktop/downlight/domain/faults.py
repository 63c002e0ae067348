"""The few exceptions that cross floors: states of the world, told in a sentence for people."""


class SecretsUnavailable(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """The secret store cannot be asked; the text says why, for people."""


class UnknownPlatform(Exception):  # noqa: N818 - an answer, not an error of ours
    """No such platform in the catalogue; the text says so, for people."""


class SettingsRefused(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """The settings could not be written and the file is as it was; the text says why, for people.

    A file that cannot be read (a slip in hand-editing) is never overwritten.
    """


class CannotRun(Exception):  # noqa: N818 - a state of the world, not an error of ours
    """The engine cannot be started; the text says why and what to do, for people."""
