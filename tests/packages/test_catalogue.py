"""The catalogue in what people install: compiled, and from the files that come with it."""

from pathlib import Path
from zipfile import ZipFile

from downlight.catalogue.shelf import Shelf
from downlight.catalogue.shipped import COMPILED, open_shipped


def test_the_wheel_brings_it_compiled(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as packed:
        packed.extractall(tmp_path)
    folder = tmp_path / "downlight" / "_resources" / "catalogue"
    brought = (folder / COMPILED).read_bytes()
    assert len(open_shipped(folder)) == len(Shelf(brought)) > 4000
    assert (folder / COMPILED).read_bytes() == brought, "nothing had to be made anew"
