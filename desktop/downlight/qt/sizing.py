"""Window sizes in letters and lines, so that they grow with the font and fit the screen."""

from PySide6.QtWidgets import QWidget


def fit(window: QWidget, letters: int, lines: int) -> None:
    """Give a window room for so many letters and lines, at most what the screen has free."""
    metrics = window.fontMetrics()
    free = window.screen().availableGeometry()
    window.resize(
        min(metrics.averageCharWidth() * letters, free.width() - 40),
        min(metrics.lineSpacing() * lines, free.height() - 60),
    )
