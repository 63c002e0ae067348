"""Starting with the session, in sentences: what the system would do at the next login."""

from downlight.present.words import Words, mark

_STATES = {
    "on": mark("Downlight starts when you log in."),
    "off": mark("Downlight does not start when you log in."),
    "disabled": mark("It is switched off in the settings of the system."),
    "elsewhere": mark("Another copy of Downlight starts when you log in; tick to start this one."),
}


def starts(state: str) -> bool:
    """Whether this program starts at login."""
    return state == "on"


def start_line(words: Words, state: str | None) -> str:
    """Return what the system would do at the next login; None: it keeps that to itself."""
    if state is None:
        return words("Here the system itself decides, and asks you.")
    return words(_STATES[state])
