"""Light or dark windows, also on desktops whose platform theme cannot be told."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleFactory,
    QStyleOption,
    QWidget,
)

from downlight.domain.settings import Theme
from downlight.qt.lamps import is_dark

_SCHEMES = {
    Theme.AUTO: Qt.ColorScheme.Unknown,
    Theme.LIGHT: Qt.ColorScheme.Light,
    Theme.DARK: Qt.ColorScheme.Dark,
}
_ROLE = QPalette.ColorRole
_DARK = {
    _ROLE.Window: "#2b2b2e",
    _ROLE.WindowText: "#f2f2f2",
    _ROLE.Base: "#1e1e20",
    _ROLE.AlternateBase: "#27272a",
    _ROLE.Text: "#f2f2f2",
    _ROLE.PlaceholderText: "#a5a5ab",
    _ROLE.Button: "#3a3a3e",
    _ROLE.ButtonText: "#f2f2f2",
    _ROLE.ToolTipBase: "#3a3a3e",
    _ROLE.ToolTipText: "#f2f2f2",
    _ROLE.BrightText: "#ff6b6b",
    _ROLE.Highlight: "#3574d9",
    _ROLE.HighlightedText: "#ffffff",
    _ROLE.Link: "#7cb1f5",
    _ROLE.LinkVisited: "#c5a3f5",
}
_FAINT = QColor("#7d7d84")
_EDGE = QColor("#a5a5ab")


class OutlinedFusion(QProxyStyle):
    """Fusion whose empty tick boxes can be seen: it draws their edge darker than a dark ground."""

    _BOXES = frozenset(
        {
            QStyle.PrimitiveElement.PE_IndicatorCheckBox,
            QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck,
        }
    )

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw as Fusion does, and an edge around tick boxes."""
        super().drawPrimitive(element, option, painter, widget)
        if element in self._BOXES:
            painter.save()
            painter.setPen(_EDGE)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.restore()


class Themes:
    """Knows the desktop's own looks, to go back to."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._style = app.style().objectName()
        self._forced = False

    def apply(self, theme: Theme) -> None:
        """Make all windows light, dark, or as the desktop has them."""
        self._release()
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[theme])
        if theme is not Theme.AUTO and is_dark(self._app.palette()) is not (theme is Theme.DARK):
            self._force(dark=theme is Theme.DARK)

    def _force(self, *, dark: bool) -> None:
        """The desktop has no say in it: draw it ourselves, in the style that takes any colours."""
        self._forced = True
        self._app.setStyle(OutlinedFusion() if dark else QStyleFactory.create("Fusion"))
        self._app.setPalette(dark_palette() if dark else light_palette())

    def _release(self) -> None:
        if self._forced:
            self._forced = False
            self._app.setStyle(self._style)
            self._app.setPalette(QPalette())


def light_palette() -> QPalette:
    """Return dark text on light grounds."""
    return QPalette(QColor("#f0f0f0"))


def dark_palette() -> QPalette:
    """Return light text on dark grounds."""
    palette = QPalette(QColor(_DARK[_ROLE.Button]), QColor(_DARK[_ROLE.Window]))
    for role, colour in _DARK.items():
        palette.setColor(role, QColor(colour))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, _FAINT)
    return palette
