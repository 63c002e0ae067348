"""Each module that does something has its test file, where one looks for it."""

import ast

from architecture.project import PACKAGE, ROOT, Module, modules


def declares_only(module: Module) -> bool:
    """Whether nothing in a module can be run wrong: words, values, interfaces without bodies."""
    return all(is_empty(function) for function in module.functions())


def is_empty(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a body is a docstring or three dots."""
    return all(
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for node in function.body
    )


def places_of(module: Module) -> list[str]:
    """Return the places where a module's tests may stand."""
    inside = module.path.relative_to(PACKAGE)
    stem = inside.parent.name if inside.stem == "__init__" else inside.stem.strip("_")
    name = f"test_{stem}.py"
    folders = [inside.parent.as_posix(), "."]
    kinds = ("unit", "gui", "integration", "end2end")
    # A format's pages are its tests: the contract of formats reads each of them.
    pages = f"tests/data/feeds/{inside.stem.replace('_', '-')}"
    return [
        *(f"tests/{kind}/{folder}/{name}" for kind in kinds for folder in folders),
        *(f"{pages}/operational.{ending}" for ending in ("json", "xml", "html")),
    ]


def test_each_module_has_its_test_file() -> None:
    paired = [module for module in modules() if not declares_only(module)]
    assert len(paired) > 50
    alone = {
        module.name: places_of(module)[0]
        for module in paired
        if not any((ROOT / place).is_file() for place in places_of(module))
    }
    assert alone == {}
