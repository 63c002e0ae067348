"""What is typed behind `downlight catalogue`."""

import pytest

from downlight.terminal.catalogue_options import (
    CatalogueCheck,
    CatalogueCount,
    CatalogueImport,
    CatalogueOrder,
    CatalogueShare,
    CatalogueValidate,
)
from downlight.terminal.options import parse


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("count", CatalogueCount()),
        ("count --json", CatalogueCount(json=True)),
        ("validate", CatalogueValidate()),
        ("validate my.toml", CatalogueValidate("my.toml")),
        ("check", CatalogueCheck()),
        ("check x github --json --feeds-only", CatalogueCheck(("x", "github"), True, True)),
        ("share x --file f.toml", CatalogueShare(("x",), "f.toml")),
        ("share x github", CatalogueShare(("x", "github"))),
        ("import f.toml", CatalogueImport("f.toml")),
        ("import - --yes", CatalogueImport("-", yes=True)),
    ],
)
def test_an_action_is_read_into_one_value(line: str, order: CatalogueOrder) -> None:
    assert parse(["catalogue", *line.split()]).order == order


@pytest.mark.parametrize("line", ["", "share", "import", "cuont"])
def test_what_is_not_whole_is_told_in_a_sentence(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["catalogue", *line.split()])
    assert ended.value.code == 2
    assert "--help" in capsys.readouterr().err
