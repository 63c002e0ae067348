"""A catalogue of three platforms."""

from collections.abc import Sequence

from downlight.domain.model import Platform


class SmallCatalogue:
    """Implements PlatformCatalogue."""

    platforms = (
        Platform("x", "X", "https://x.com/", ("Twitter",), "social", popularity=90),
        Platform("github", "GitHub", "https://github.com/", category="developer", popularity=70),
        Platform("odd", "Odd", "https://odd.example/", category="brass-bands"),
    )

    def popular(self, limit: int) -> Sequence[Platform]:
        return self.platforms[:limit]

    def categories(self) -> Sequence[str]:
        return list({one.category for one in self.platforms})

    def browse(self, category: str) -> Sequence[Platform]:
        return [one for one in self.platforms if one.category == category]

    def platform(self, platform_id: str) -> Platform | None:
        return next((one for one in self.platforms if one.id == platform_id), None)

    def search(self, text: str, limit: int) -> Sequence[Platform]:
        wanted = text.lower()
        return [p for p in self.platforms if wanted in f"{p.name} {p.aliases}".lower()][:limit]
