"""Compiles the catalogue into its compact form, when a package is built or the app is set up."""

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "catalogue"


class CompileCatalogue(BuildHookInterface):
    """Puts the compact form beside the files it is made from; whatever takes these takes it."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Compile; where the folder cannot be written, the app does it at its first start."""
        sys.path.insert(0, str(ROOT / "desktop"))
        from downlight.catalogue.shipped import compile_shipped

        if not compile_shipped(FOLDER):
            self.app.display_warning(f"{FOLDER} cannot be written: the catalogue is not compiled")
