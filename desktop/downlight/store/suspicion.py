"""A mark beside the log's file: a reader met damage, so the writer must look at the next start."""

import contextlib
from pathlib import Path


def raise_for(path: Path) -> None:
    """Leave the mark; nothing where the folder cannot be written to."""
    with contextlib.suppress(OSError):
        _mark(path).touch(mode=0o600)


def is_raised(path: Path) -> bool:
    """Whether the mark was left."""
    return _mark(path).exists()


def clear(path: Path) -> None:
    """Take the mark away."""
    with contextlib.suppress(OSError):
        _mark(path).unlink(missing_ok=True)


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.name}-suspect")
