"""Where the project's files are, and its modules as syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "desktop" / "downlight"
TEXT = {".py", ".md", ".toml", ".txt", ".lock", ".sh", ".spec", ".svg", ".desktop", ".xml", ".po"}
OWN_FOLDERS = ("desktop", "resources", "tests", "tools", "docs", ".ci", ".github")


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Its place below the project's root, for messages."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """Its source."""
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imported(self) -> set[str]:
        """Return the full names of the modules imported anywhere in it."""
        names: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
        return names


def modules(folder: Path = PACKAGE) -> list[Module]:
    """Return all Python files below a folder."""
    return [Module(path) for path in sorted(folder.rglob("*.py"))]


def text_files() -> list[Path]:
    """Return every text file of the project that people or machines wrote by hand."""
    found = [path for path in ROOT.iterdir() if path.suffix in TEXT or path.name == "Makefile"]
    for folder in OWN_FOLDERS:
        base = ROOT / folder
        found += [
            path
            for path in base.rglob("*")
            if path.is_file()
            and (path.suffix in TEXT or folder == ".ci")
            and "data" not in path.relative_to(base).parts
        ]
    return sorted(path for path in found if path.name != "uv.lock")
