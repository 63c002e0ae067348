"""What `downlight doctor` looks at on this machine."""

from collections.abc import Sequence

from downlight.app.parts import Parts
from downlight.terminal.services import Examination


def of_this_machine(parts: Parts) -> Sequence[Examination]:
    """Return them, in the order in which they are shown."""
    return ()
