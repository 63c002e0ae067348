"""Rules of the house that a linter does not know: sizes, places, first lines, foreign traces."""

import ast
import re

import pytest

from architecture.project import PACKAGE, ROOT, Module, modules, text_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
EXEMPT = {
    ROOT / "tools" / "prove-setup.sh",  # makes a whole file system of its own
    ROOT / "resources" / "catalogue" / "developer.toml",  # a registry is a platform, too
}
MODULES = modules()
TESTS = modules(ROOT / "tests")


def by_name(module: Module) -> str:
    return module.name


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 50


@pytest.mark.parametrize("module", MODULES + TESTS, ids=by_name)
def test_no_file_is_too_long_to_read(module: Module) -> None:
    assert module.text.count("\n") <= LONGEST_FILE


@pytest.mark.parametrize("module", MODULES, ids=by_name)
def test_no_function_is_too_long_to_read(module: Module) -> None:
    long = [
        f"{node.name} ({lines} lines)"
        for node in module.functions()
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("module", MODULES, ids=by_name)
def test_a_file_says_in_one_line_what_it_is_for(module: Module) -> None:
    said = ast.get_docstring(module.tree)
    assert said, "no docstring"
    first, _, rest = said.partition("\n")
    assert first.endswith((".", ":", "?"))
    assert not rest or rest.startswith("\n"), "the first sentence runs over one line"


@pytest.mark.parametrize("module", MODULES, ids=by_name)
def test_only_the_terminal_prints(module: Module) -> None:
    if module.path.is_relative_to(PACKAGE / "terminal"):
        pytest.skip("the terminal is there to print")
    printing = [
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert printing == []


@pytest.mark.parametrize("module", MODULES, ids=by_name)
def test_qt_is_imported_in_qt_alone(module: Module) -> None:
    uses_qt = any(name.partition(".")[0] == "PySide6" for name in module.imported())
    assert not uses_qt or module.path.is_relative_to(PACKAGE / "qt")


def passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether a handler only tidies up and lets the failure go on."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


@pytest.mark.parametrize("module", MODULES, ids=by_name)
def test_failures_are_caught_by_name(module: Module) -> None:
    if module.name in {"desktop/downlight/engine/worker.py", "desktop/downlight/app/main.py"}:
        pytest.skip("the last line of defence")
    broad = [
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not passes_on(node)
    ]
    assert broad == []


@pytest.mark.parametrize("module", MODULES, ids=by_name)
def test_modules_keep_no_state_that_changes(module: Module) -> None:
    assert [node.lineno for node in ast.walk(module.tree) if isinstance(node, ast.Global)] == []


@pytest.mark.parametrize("module", MODULES, ids=by_name)
def test_nothing_is_left_for_later(module: Module) -> None:
    for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error"):
        assert word not in module.text


def test_no_file_names_a_place_on_one_machine_or_a_registry() -> None:
    places = re.compile(
        r"(?<![\w.~$}-])/(?:work|root|farm|home/\w+|Users/\w+)/|pypi[.]org|python[h]osted"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in text_files()
        if path not in EXEMPT
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if places.search(line)
    ]
    assert found == []


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "shared"}
    assert [module.name for module in MODULES + TESTS if module.path.stem in drawers] == []
