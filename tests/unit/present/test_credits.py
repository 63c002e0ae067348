import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from downlight.present.credits import MADE_WITH

ROOT = Path(__file__).parents[3]
LICENCES = dict(MADE_WITH)
BY_KEY = {name.casefold(): licence for name, licence in MADE_WITH}


def test_every_dependency_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.split(r"[^\w-]", line, maxsplit=1)[0] for line in project["dependencies"]}
    assert names - {"PySide6-Essentials"} <= set(BY_KEY)
    assert "Qt, PySide6" in LICENCES


@pytest.mark.parametrize("name", sorted(BY_KEY))
def test_the_licence_is_the_one_that_the_package_names(name: str) -> None:
    try:
        told = metadata(name)
    except PackageNotFoundError:
        pytest.skip("not installed on this system, or no package of Python's")
    fields = ("License-Expression", "License", "Classifier")
    said = " ".join(text for field in fields for text in told.get_all(field) or [])
    assert BY_KEY[name].partition("-")[0] in said
