"""Somebody with whom platforms are exchanged, without files and links."""

from downlight.domain.settings import Favourite
from downlight.domain.takeover import PlatformChange, Shared, TakenOver


class Exchange:
    """Makes a link of all but the wiki, and knows one source of platforms."""

    RIGHT = "right"

    def __init__(self) -> None:
        self.taken: list[str] = []

    def link(self, favourite: Favourite) -> Shared:
        if favourite.id == "wiki":
            return Shared(trouble="That is too much for a link.")
        return Shared(f"downlight://platforms/{favourite.id}")

    def look(self, source: str) -> TakenOver:
        if source != self.RIGHT:
            return TakenOver(trouble="That is no link.")
        return TakenOver((PlatformChange("acme", "Acme", True, ()),))

    def take(self, source: str) -> str:
        self.taken.append(source)
        return ""
