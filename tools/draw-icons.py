"""Draws the program's icon in the sizes that systems ask for: `draw-icons.py FOLDER`.

FOLDER gets `hicolor/` as on Linux desktops, `downlight.ico` (Windows) and `downlight.icns` (macOS).
"""

import os
import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QIcon

NAME = "io.github.downlight.Downlight"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
DRAWINGS = Path(__file__).parents[1] / "resources" / "icons"


def main(folder: Path) -> None:
    """Draw them all into `folder`."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication([])
    icon = QIcon(str(DRAWINGS / f"{NAME}.svg"))
    for size in SIZES:
        _save(icon, size, folder / "hicolor" / f"{size}x{size}" / "apps" / f"{NAME}.png")
    for kind, suffix in (("scalable", ""), ("symbolic", "-symbolic")):
        place = folder / "hicolor" / kind / "apps"
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(DRAWINGS / f"{NAME}{suffix}.svg", place)
    _save(icon, 256, folder / "downlight.ico")
    _save(icon, 512, folder / "downlight.icns")
    app.quit()


def _save(icon: QIcon, size: int, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not icon.pixmap(QSize(size, size), 1.0).save(str(path)):
        sys.exit(f"{path} cannot be written")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
