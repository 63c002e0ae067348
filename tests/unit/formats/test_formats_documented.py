"""The table of formats in the docs is that of the formats."""

import importlib.util
from pathlib import Path
from types import ModuleType

from downlight.formats import formats

ROOT = Path(__file__).parents[3]


def tool() -> ModuleType:
    path = ROOT / "tools" / "formats-doc.py"
    spec = importlib.util.spec_from_file_location("formats_doc", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_document_is_what_the_tool_writes() -> None:
    written = (ROOT / "docs" / "formats.md").read_text("utf-8")
    assert written == tool().document(), "write it anew: .venv/bin/python tools/formats-doc.py"


def test_every_format_has_its_line_and_its_pages() -> None:
    text = tool().document()
    counts = tool().fixtures()
    for name in formats():
        assert f"| `{name}`" in text
        assert counts[name] >= 3
