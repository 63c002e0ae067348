"""Takes the pictures of the docs from the installed program in a real desktop.

python -m end2end.gallery FOLDER [LOOK...]     (with tests/ on the path; `make pictures`)

A LOOK is a theme, a language and perhaps 200, for text twice as large: light-en, dark-ar-200.
Without any, all of LOOKS are taken.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtGui import QImage

from end2end.desk import Desk
from end2end.platform_server import platform_server
from end2end.tour import Look, Tour

LOOKS = (
    Look("light", "en"),
    Look("dark", "en"),
    Look("light", "fr"),
    Look("dark", "fr"),
    Look("light", "ar"),
    Look("dark", "ar"),
    Look("light", "en", large=True),
    Look("dark", "fr", large=True),
    Look("light", "ar", large=True),
)
COLOURS = "128"
"""Of a picture: windows have few, and the repository is not for pictures."""


def main() -> None:
    """Write the pictures into the folder named on the command line."""
    folder, wanted = Path(sys.argv[1]), sys.argv[2:]
    for look in LOOKS:
        if not wanted or look.name in wanted:
            take(look, folder)


def take(look: Look, folder: Path) -> None:
    """Go on a tour with one look and write its pictures."""
    desk_options = ("--panel", "lxqt", "--notifier", "dunst", "--size", look.screen)
    with (
        Desk.start(*desk_options) as desk,
        platform_server() as server,
        tempfile.TemporaryDirectory() as home,
    ):

        def keep(name: str, image: QImage) -> None:
            raw = str(desk.folder / "raw.png")
            image.save(raw)
            small = ("-strip", "+dither", "-colors", COLOURS)
            desk.run("convert", raw, *small, f"PNG8:{folder / name}.png")
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()

        tour = Tour(desk, Path(home), server, look, keep)
        try:
            tour.walk()
        except AssertionError:
            sys.stderr.write("\n".join([*tour.app.faults(), ""]))
            raise
        finally:
            tour.close()


if __name__ == "__main__":
    main()
