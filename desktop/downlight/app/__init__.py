"""The composition root: the only place where adapters are built and joined."""

from downlight.app.main import main

__all__ = ["main"]
