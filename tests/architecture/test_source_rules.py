"""Rules of the house that a linter does not know: sizes, places, first lines, foreign traces."""

import ast
import re
from collections.abc import Iterator

from architecture.project import PACKAGE, ROOT, Module, modules, text_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
LAST_LINE_OF_DEFENCE = {PACKAGE / "engine" / "worker.py", PACKAGE / "app" / "main.py"}
EXEMPT_FROM_PLACES = {
    ROOT / "tools" / "prove-setup.sh",  # makes a whole file system of its own
    ROOT / "resources" / "catalogue" / "developer.toml",  # a registry is a platform, too
}
MODULES = modules()
TESTS = modules(ROOT / "tests")


def nodes(module: Module, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    """Yield the parts of a module that are of one of these kinds."""
    return (node for node in ast.walk(module.tree) if isinstance(node, kinds))


def place(module: Module, node: ast.AST) -> str:
    """Return where a part stands."""
    return f"{module.name}:{getattr(node, 'lineno', 0)}"


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 50
    assert len(TESTS) > 50


def test_no_file_is_too_long_to_read() -> None:
    lengths = {module.name: module.text.count("\n") for module in MODULES + TESTS}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_read() -> None:
    long = {
        f"{place(module, node)} {node.name}": lines
        for module in MODULES
        for node in module.functions()
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_a_file_says_in_one_line_what_it_is_for() -> None:
    assert [module.name for module in MODULES if not says_in_one_line(module)] == []


def says_in_one_line(module: Module) -> bool:
    first, _, rest = (ast.get_docstring(module.tree) or "").partition("\n")
    return first.endswith((".", ":", "?")) and (not rest or rest.startswith("\n"))


def test_only_the_terminal_prints() -> None:
    printing = [
        place(module, node)
        for module in MODULES
        if not module.path.is_relative_to(PACKAGE / "terminal")
        for node in nodes(module, ast.Call)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
    ]
    assert printing == []


def test_qt_is_imported_in_qt_alone() -> None:
    users = [
        module
        for module in MODULES
        if any(name.partition(".")[0] == "PySide6" for name in module.imported())
    ]
    assert users
    assert [each.name for each in users if not each.path.is_relative_to(PACKAGE / "qt")] == []


def test_failures_are_caught_by_name() -> None:
    broad = [
        place(module, node)
        for module in MODULES
        if module.path not in LAST_LINE_OF_DEFENCE
        for node in nodes(module, ast.ExceptHandler)
        if isinstance(node, ast.ExceptHandler) and catches_all(node) and not passes_on(node)
    ]
    assert broad == []


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes every failure, bugs of our own included."""
    return handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}


def passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether a handler only tidies up and lets the failure go on."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_modules_keep_no_state_that_changes() -> None:
    declared = [place(module, node) for module in MODULES for node in nodes(module, ast.Global)]
    assert declared == []


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + r"Error")
    assert [module.name for module in MODULES + TESTS if words.search(module.text)] == []


def test_no_file_names_a_place_on_one_machine_or_a_registry() -> None:
    places = re.compile(
        r"(?<![\w.~$}-])/(?:work|root|farm|home/\w+|Users/\w+)/|pypi[.]org|python[h]osted"
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in text_files()
        if path not in EXEMPT_FROM_PLACES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if places.search(line)
    ]
    assert found == []


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "shared"}
    assert [module.name for module in MODULES + TESTS if module.path.stem in drawers] == []
