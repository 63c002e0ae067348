"""Every sentence is written where translations find it: in the call that says it, or marked."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CODE = Path(__file__).parents[3] / "desktop" / "downlight"
SAYING = ("self", "say", "speech", "words", "_words")
MARKING = ("mark", "say")
LOOKING_UP = ("get", "items", "values")
DEAF = ("domain/settings_values.py", "domain/official_word.py")
"""Modules in which these names mean something else."""
GIVEN = {
    "present/reasons.py: message": "_fixed(mark(…))",
    "present/toast_several.py: message": "_GROUPS",
    "present/speech.py: text.message": "a Saying, made by say(…)",
}
"""Sentences that come in from outside of the function, and how they are marked there."""


def test_a_sentence_that_is_said_by_name_is_marked_where_it_is_written() -> None:
    stray = [place for place, expression, tree in calls() if not is_marked(expression, tree)]
    strangers = sorted(set(stray) - set(GIVEN))
    assert not strangers, strangers


def test_no_exception_is_left_that_nothing_needs() -> None:
    assert set(GIVEN) <= {place for place, *_ in calls()}


def test_sentences_are_not_put_together_before_they_are_said() -> None:
    """A translation is looked up by the whole sentence; facts go in afterwards."""
    glued = [place for place, expression, _ in calls() if isinstance(expression, ast.JoinedStr)]
    assert glued == []


def test_the_rule_sees_a_stray_sentence() -> None:
    tree = ast.parse('def f(words):\n    told = "Nothing."\n    return words(told)')
    call = next(node for node in ast.walk(tree) if isinstance(node, ast.Call))
    assert not is_marked(call.args[0], tree)


def calls() -> Iterator[tuple[str, ast.expr, ast.Module]]:
    """Yield what is said by name: where, the expression, and the module it is in."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or called(node) not in (*SAYING, "plural"):
                continue
            for spoken in node.args[: 2 if called(node) == "plural" else 1]:
                speaker = ast.unparse(spoken).rpartition(".")[2] in SAYING
                if not speaker and not isinstance(spoken, ast.Constant | ast.Starred):
                    yield f"{path}: {ast.unparse(spoken)}", spoken, tree


@cache
def trees() -> dict[str, ast.Module]:
    """Return the modules that may speak; formats say nothing."""
    found = {}
    for path in sorted(CODE.rglob("*.py")):
        name = path.relative_to(CODE).as_posix()
        if not name.startswith("formats/") and name not in DEAF:
            found[name] = ast.parse(path.read_text("utf-8"))
    return found


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def is_marked(node: ast.expr, tree: ast.Module) -> bool:
    """Whether each text that the expression may stand for is marked."""
    if isinstance(node, ast.UnaryOp):
        return True  # a number
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, str)
    if isinstance(node, ast.Dict) and not node.values:
        return True
    if isinstance(node, ast.Call):
        return called(node) in MARKING or (
            called(node) in LOOKING_UP
            and all(is_marked(part, tree) for part in parts_of_lookup(node))
        )
    return all(is_marked(part, tree) for part in parts(node, tree)) and bool(parts(node, tree))


def parts_of_lookup(node: ast.Call) -> list[ast.expr]:
    assert isinstance(node.func, ast.Attribute)
    return [node.func.value, *node.args[1:]]


def parts(node: ast.expr, tree: ast.Module) -> list[ast.expr]:
    """Return the expressions on which this one depends; none where that is not known."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.Dict):
        return node.values
    if isinstance(node, ast.Tuple | ast.List):
        return node.elts
    if isinstance(node, ast.BoolOp):
        return node.values
    if isinstance(node, ast.Subscript | ast.DictComp):
        return [node.value]
    if isinstance(node, ast.Name):
        return assigned(node.id, tree) or [
            value for other in trees().values() for value in tables(other).get(node.id, [])
        ]
    return []


def assigned(name: str, tree: ast.Module) -> list[ast.expr]:
    return index(tree).get(name, [])


@cache
def index(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Return what each name of a module is given, wherever in it that is."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        for name, value in given(node):
            found.setdefault(name, []).append(value)
    return found


@cache
def tables(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Return what names at the top of a module are given: what others may import."""
    found: dict[str, list[ast.expr]] = {}
    for node in tree.body:
        for name, value in given(node):
            found.setdefault(name, []).append(value)
    return found


def given(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
        targets, value = [node.target], node.value
    elif isinstance(node, ast.For | ast.comprehension):
        targets, value = [node.target], node.iter
    else:
        return
    for target in targets:
        for name in target.elts if isinstance(target, ast.Tuple) else [target]:
            if isinstance(name, ast.Name):
                yield name.id, value
