"""Finding the formats, and the format of a body."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from downlight.formats import FormatError, find, formats, named, read

NOW = datetime(2024, 3, 5, 9, 45, tzinfo=UTC)
PAGE = b'{"page": {"id": "a"}, "status": {"indicator": "none"}}'


def test_formats_are_found_by_being_there_the_specific_ones_first() -> None:
    ranks = [fmt.rank for fmt in formats().values()]
    assert {"statuspage", "rss"} <= set(formats())
    assert ranks == sorted(ranks)


def test_a_body_is_read_by_the_format_it_looks_like() -> None:
    found = find(PAGE)
    assert found is not None
    assert read(PAGE, NOW).format == found.name == "statuspage"


def test_a_format_that_is_named_is_the_one_that_reads() -> None:
    with pytest.raises(FormatError, match="XML"):
        read(PAGE, NOW, "rss")


def test_a_format_answers_to_its_name_and_its_aliases() -> None:
    assert named("statuspage") is formats()["statuspage"]
    assert named("telex") is None
    for fmt in formats().values():
        assert all(named(alias) is fmt for alias in fmt.aliases)


def test_a_name_may_be_written_in_capitals_or_with_underscores() -> None:
    assert named("Google_Incidents") is named("google-incidents") is not None
    assert named("") is named("../os") is named("reading") is named("é") is None


@pytest.mark.parametrize(
    ("shape", "name"),
    [
        ("slack-current", "slack"),
        ("cachet-v3-status", "cachet-v3"),
        ("statuspage-scheduled-maintenances", "statuspage"),
        ("instatus-rss", "rss"),
        ("atom", "rss"),
        ("telex-summary", None),
    ],
)
def test_a_shape_of_a_format_is_read_by_it(shape: str, name: str | None) -> None:
    found = named(shape)
    assert (found.name if found else None) == name


def test_each_file_is_called_as_its_format_is() -> None:
    for fmt in formats().values():
        assert fmt.parse.__module__ == f"downlight.formats.{fmt.name.replace('-', '_')}"


def loaded_after(code: str) -> list[str]:
    """Return the formats that a fresh interpreter has loaded after `code`."""
    script = (
        f"import sys\n{code}\n"
        "print(*(name for name, module in sys.modules.items()"
        " if name.startswith('downlight.formats.') and hasattr(module, 'FORMAT')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("import downlight.formats", []),
        ("import downlight.engine.engine", []),
        ("import downlight.terminal.commands", []),
        ("from downlight.formats import named; named('slack')", ["slack"]),
        ("from downlight.formats import named; named('slack-history')", ["slack"]),
        ("from downlight.formats import named; named('cachet-v2-components')", ["cachet"]),
        ("from downlight.formats import named; named('statuspage-atom')", ["statuspage", "rss"]),
    ],
)
def test_only_the_format_that_is_named_is_loaded(code: str, loaded: list[str]) -> None:
    assert loaded_after(code) == [f"downlight.formats.{name}" for name in loaded]


def test_no_name_means_two_formats() -> None:
    names = [name for fmt in formats().values() for name in (fmt.name, *fmt.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("body", "name", "clue"),
    [
        (PAGE, "telex", "unknown format 'telex'; known are .*statuspage"),
        (b"  ", None, "the answer is empty"),
        (b"\n<!DOCTYPE HTML><p>", None, "a web page, not a status feed"),
        (b"hello", None, "not a status feed of a known format"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(body: bytes, name: str | None, clue: str) -> None:
    with pytest.raises(FormatError, match=clue):
        read(body, NOW, name)
