"""Window sizes in letters and lines, so that they grow with the font and fit the screen."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


def fit(window: QWidget, letters: int, lines: int) -> None:
    """Give a window room for so many letters and lines, at most what the screen has free."""
    metrics = window.fontMetrics()
    free = window.screen().availableGeometry()
    window.resize(
        min(metrics.averageCharWidth() * letters, free.width() - 40),
        min(metrics.lineSpacing() * lines, free.height() - 60),
    )


class TallEnough(QObject):
    """Keeps a window as tall as its text needs at its width, as far as the screen allows.

    Qt asks layouts how tall they must be for their width only inside of windows: a window itself
    may be made lower than its wrapped text, which then lies on top of other text.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when the window or what is in it has another size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._stretch()
        return False

    def _stretch(self) -> None:
        layout, window = self._window.layout(), self._window
        if layout is None or not layout.hasHeightForWidth():
            return
        needed = layout.totalHeightForWidth(window.width())
        least = min(needed, window.screen().availableGeometry().height())
        if window.height() < least:
            window.resize(window.width(), least)
