"""Draws the PNG pictures for notifications from the drawings in resources/icons."""

import os
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QIcon

SIZE = QSize(128, 128)
ICONS = Path(__file__).parents[1] / "resources" / "icons"


def main() -> None:
    """Write one picture for each lamp."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication([])
    for drawing in ICONS.glob("light-*[!c].svg"):
        QIcon(str(drawing)).pixmap(SIZE, 1.0).save(str(drawing.with_suffix(".png")))
    app.quit()


if __name__ == "__main__":
    main()
