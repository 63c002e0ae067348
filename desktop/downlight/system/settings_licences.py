"""The texts of the licences of this program and of what it is made with, as they are installed."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_FILE = re.compile(r"dist-info/(?:.*/)?(?:LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
_LARGEST = 200_000
"""Characters of a text that are shown."""
OWN = "Downlight"


def licence_texts(names: Iterable[str], folder: Path) -> list[tuple[str, str]]:
    """Return name and text of each licence that is at hand: ours, those of packages, of Qt.

    `names` are packages as their makers write them; `folder` holds the texts that packages do
    not bring themselves.
    """
    found = [(name, text) for name in (OWN, *names) if (text := "\n\n".join(_of_package(name)))]
    kept = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    return [*found, *((path.stem, path.read_text("utf-8")[:_LARGEST]) for path in kept)]


def _of_package(name: str) -> Iterator[str]:
    try:
        package = distribution(name)
    except (PackageNotFoundError, ValueError):
        return
    for path in _files(package):
        try:
            yield path.read_text("utf-8", "replace")[:_LARGEST].strip()
        except OSError:
            continue


def _files(package: Distribution) -> list[Path]:
    listed = [file for file in package.files or () if _FILE.search(file.as_posix())]
    return [Path(str(package.locate_file(file))) for file in listed]
