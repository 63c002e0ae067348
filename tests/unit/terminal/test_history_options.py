"""What is typed behind `downlight history` becomes one order."""

import pytest

from downlight.terminal.history_options import History, HistoryExport, HistoryImport
from downlight.terminal.options import parse


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("history", History()),
        ("history --since 7d --platform X --json", History(604_800, "X", json=True)),
        ("history export", HistoryExport()),
        (
            "history export --format ics --since 24h --platform X --file a.ics",
            HistoryExport(86_400, "X", "ics", "a.ics"),
        ),
        ("history import a.json", HistoryImport("a.json")),
        ("history import - --yes", HistoryImport("-", yes=True)),
    ],
)
def test_every_action_is_read(typed: str, order: object) -> None:
    assert parse(typed.split()).order == order


@pytest.mark.parametrize("typed", ["history export --format doc", "history import", "history x"])
def test_what_cannot_be_done_is_refused(typed: str) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(typed.split())
    assert ended.value.code == 2
