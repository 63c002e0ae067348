"""Nothing moves by itself: whoever is made ill or distracted by motion has nothing to switch off.

There is no setting for it and none of the desktop's to follow, because no window of ours animates
anything. What the style does (a sliding menu) is the desktop's own and follows its own setting.
"""

import ast
from pathlib import Path

import downlight.qt

MOVING = (
    "QPropertyAnimation",
    "QVariantAnimation",
    "QSequentialAnimationGroup",
    "QParallelAnimationGroup",
    "QTimeLine",
    "QMovie",
    "QScroller",
    "QGraphicsEffect",
)


def test_no_window_animates_anything() -> None:
    folder = Path(next(iter(downlight.qt.__path__)))
    found = [
        f"{path.name}: {alias.name}"
        for path in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in MOVING
    ]
    assert found == []


def test_nothing_blinks() -> None:
    """No timer is fast enough to make a picture move: the quickest redraws once a quarter second.

    What settles (a search while one types, changes of the log) waits once and does not repeat.
    """
    folder = Path(next(iter(downlight.qt.__path__)))
    quick = [
        f"{path.name}: {ast.unparse(node)}"
        for path in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "QTimer" and _repeats(node)
        for interval in [_interval(node)]
        if interval is not None and interval < 250
    ]
    assert quick == []


def _repeats(call: ast.Call) -> bool:
    return not any(word.arg == "singleShot" for word in call.keywords)


def _interval(call: ast.Call) -> int | None:
    for word in call.keywords:
        if word.arg == "interval" and isinstance(word.value, ast.Constant):
            return int(str(word.value.value))
    return None
