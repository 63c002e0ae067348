"""How the tests are shared out to workers: a file to one worker, all desktops to the same one."""

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]


class Turns(LoadScopeScheduling):
    """Runs whole files, and never two desktops at a time: they would fight over the processor."""

    def _split_scope(self, nodeid: str) -> str:
        """Return the name of what must stay together with this test."""
        file = nodeid.partition("::")[0]
        return "desktop" if _is_on_desktop(file) else file


@cache
def _is_on_desktop(file: str) -> bool:
    return "mark.desktop" in (ROOT / file).read_text("utf-8")
