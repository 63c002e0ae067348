"""Opens the shipped catalogue in its compact form, and makes that anew where it does not fit."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from downlight.catalogue.compiling import compiled
from downlight.catalogue.loader import load
from downlight.catalogue.shelf import Damaged, Shelf

COMPILED = "compiled.bin"
"""The compact form, beside the TOML files it was made from; never committed."""


def open_shipped(folder: Path, cache: Path | None = None) -> Shelf:
    """Return the catalogue in `folder`.

    Where its compact form is missing, damaged or older than the TOML files, it is made anew and
    kept in `folder` or else as the file `cache`; where neither can be written, for this run only.
    """
    places = [folder / COMPILED, *([cache] if cache else [])]
    for place in places:
        shelf = _fresh(place, folder)
        if shelf is not None:
            return shelf
    raw = _compiled(folder)
    next((place for place in places if _written(place, raw)), None)
    return Shelf(raw)


def compile_shipped(folder: Path) -> bool:
    """Put the compact form beside the files of `folder`; return whether it could be written."""
    place = folder / COMPILED
    return _fresh(place, folder) is not None or _written(place, _compiled(folder))


def _compiled(folder: Path) -> bytes:
    shelves, _ = load(folder)
    files = _files(folder)
    return compiled(shelves, f"{_sizes(files)} {_contents(files)}")


def _fresh(place: Path, folder: Path) -> Shelf | None:
    """Return what `place` holds if it was made from what `folder` holds now."""
    try:
        shelf = Shelf(place.read_bytes())
        made = place.stat().st_mtime_ns
        files = _files(folder)
        if not files:
            return shelf  # somebody packed it without its sources
        sizes, _, contents = shelf.sources.partition(" ")
        if sizes != _sizes(files):
            return None
        if all(file.stat().st_mtime_ns <= made for file in files):
            return shelf
        # Installers write files in any order: only what is in them tells.
        if contents != _contents(files):
            return None
        _touch(place)
    except (OSError, Damaged):
        return None
    return shelf


def _touch(place: Path) -> None:
    try:
        os.utime(place)
    except OSError:
        return  # the contents are compared again next time


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _sizes(files: Sequence[Path]) -> str:
    told = "\n".join(f"{file.name} {file.stat().st_size}" for file in files)
    return hashlib.sha256(told.encode()).hexdigest()


def _contents(files: Sequence[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.read_bytes())
    return whole.hexdigest()


def _written(place: Path, raw: bytes) -> bool:
    """Put `raw` in the place of a file in one step; return whether it could be done."""
    try:
        number, name = tempfile.mkstemp(prefix=f".{place.name}-", dir=place.parent)
    except OSError:
        return False
    try:
        with os.fdopen(number, "wb") as file:
            file.write(raw)
        Path(name).chmod(0o644)
        Path(name).replace(place)
    except OSError:
        Path(name).unlink(missing_ok=True)
        return False
    return True
