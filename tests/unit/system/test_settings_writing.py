"""What changed goes into the text, and everything else stays."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from downlight.domain.settings import (
    DEFAULT_CANARIES,
    Canary,
    Favourite,
    GeneralSettings,
    NetworkSettings,
    NotificationSettings,
    Settings,
    Theme,
)
from downlight.domain.settings_notifications import KINDS, WEEKDAYS
from downlight.system.settings_reading import decode, interpret
from downlight.system.settings_writing import TEMPLATE, rewrite

BASE = """\
# mine
[general]
interval = 5  # too short
theme = "dark"

[[favourite]]
# the bank
id = "bank"
future = { keep = true }  # from a newer version

[[favourite]]
name = "Shop"
url = "https://shop.example/"

[[favourite]]
id = "broken"
url = "ftp://nowhere"
"""


def _settings(text: str) -> Settings:
    return interpret(decode(text.encode()), "")[0]


def _rewrite(text: str, after: Settings, before: Settings | None = None) -> str:
    return rewrite(decode(text.encode()), before or _settings(text), after)


def test_nothing_changed_changes_nothing() -> None:
    assert _rewrite(BASE, _settings(BASE)) == BASE


def test_a_healed_value_stays_as_it_is_written_until_it_is_changed() -> None:
    settings = _settings(BASE)
    assert settings.general.interval == 30
    changed = replace(settings, general=replace(settings.general, theme=Theme.LIGHT))
    assert _rewrite(BASE, changed) == BASE.replace('"dark"', '"light"')


def test_an_added_favourite_comes_last_with_what_was_said_of_it() -> None:
    added = Favourite("new", url="https://new.example/", interval=90.0, expect_text=("a", '"b"'))
    text = _rewrite(BASE, _settings(BASE).with_favourite(added))
    assert text == BASE + (
        '\n[[favourite]]\nid = "new"\nurl = "https://new.example/"\n'
        'interval = 90\nexpect_text = ["a", "\\"b\\""]\n'
    )


def test_a_muted_favourite_keeps_comments_and_unknown_words() -> None:
    text = _rewrite(BASE, _settings(BASE).with_muted("bank", muted=True))
    assert text == BASE.replace("newer version\n", "newer version\nmuted = true\n")
    assert _rewrite(text, _settings(text).with_muted("bank", muted=False)) == BASE


def test_a_removed_favourite_goes_and_broken_ones_stay() -> None:
    text = _rewrite(BASE, _settings(BASE).without_favourite("bank"))
    assert "bank" not in text
    assert 'id = "broken"' in text
    assert [one.id for one in _settings(text).favourites] == ["shop"]


def test_a_favourite_without_an_id_gets_it_written_before_it_is_renamed() -> None:
    settings = _settings(BASE)
    shop = replace(settings.favourites[1], name="My shop")
    text = _rewrite(BASE, settings.with_favourite(shop))
    assert _settings(text).favourites[1] == Favourite(
        "shop", name="My shop", url="https://shop.example/"
    )


def test_a_left_out_favourite_is_mended_where_it_stands() -> None:
    mended = Favourite("broken", url="https://somewhere.example/")
    text = _rewrite(BASE, _settings(BASE).with_favourite(mended))
    assert text == BASE.replace("ftp://nowhere", "https://somewhere.example/")


def test_removing_takes_namesakes_too() -> None:
    text = (
        '[[favourite]]\nid = "x"\n[[favourite]]\nid = "y"\n[[favourite]]\nid = "x"\nmuted = true\n'
    )
    rest = _rewrite(text, _settings(text).without_favourite("x"))
    assert [one.id for one in _settings(rest).favourites] == ["y"]


def test_what_others_edited_meanwhile_is_kept() -> None:
    before = _settings(BASE)
    edited = BASE.replace('"dark"', '"light"') + '\n[[favourite]]\nid = "theirs"\n'
    text = _rewrite(edited, before.with_favourite(Favourite("ours")), before)
    assert _settings(text).general.theme is Theme.LIGHT
    assert [f.id for f in _settings(text).favourites] == ["bank", "shop", "theirs", "ours"]


def test_a_favourite_that_both_added_stands_once() -> None:
    before = _settings(BASE)
    edited = BASE + '\n[[favourite]]\nid = "new"\n'
    text = _rewrite(edited, before.with_favourite(Favourite("new", muted=True)), before)
    assert text == edited + "muted = true\n"


def test_canaries_are_written_as_short_as_they_can_be() -> None:
    canaries = (
        DEFAULT_CANARIES[0],
        Canary("http://a.example/"),
        Canary("http://b.example/", 418),
        Canary("http://c.example/", 200, "tea"),
    )
    settings = Settings(network=NetworkSettings(canaries=canaries))
    text = _rewrite("", settings)
    assert '  "http://a.example/",\n  { url = "http://b.example/", status = 418 },\n' in text
    assert _settings(text).network.canaries == canaries


def test_the_template_shows_the_usual_values() -> None:
    shown = "\n".join(
        line.removeprefix("# ") if line.startswith("# ") and " = " in line else line
        for line in TEMPLATE.partition("# The platforms")[0].splitlines()
    )
    reading = interpret(decode(shown.encode()), "")
    assert reading == (Settings(), ())
    for section in (GeneralSettings, NotificationSettings, NetworkSettings):
        for each in fields(section):
            assert f"# {each.name} = " in TEMPLATE or each.name == "canaries"


def test_the_templates_examples_can_be_uncommented() -> None:
    examples = TEMPLATE.partition("# The platforms")[2]
    shown = "\n".join(
        line.removeprefix("#   ") for line in examples.splitlines() if line.startswith("#   ")
    )
    settings, problems = interpret(decode(shown.encode()), "")
    assert [favourite.id for favourite in settings.favourites] == ["github", "my-site"]
    assert problems == ()


def test_own_switches_in_a_table_of_their_own_are_changed() -> None:
    text = '[[favourite]]\nid = "a"\n\n[favourite.notify]\ndown = false\n'
    document = decode(text.encode())
    before, _ = interpret(document, "")
    for switches in ({"down": True, "degraded": False}, {}):
        after = replace(before, favourites=(replace(before.favourites[0], notify=switches),))
        assert interpret(decode(rewrite(document, before, after).encode()), "") == (after, ())


_WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12)
_TEXTS = _WORDS.filter(str.strip)
_IDS = st.sampled_from(["a", "b", "c-d", "e.f", "ж"])
_URLS = st.sampled_from(["https://a.example/", "http://192.168.0.7:8080/x?y=1"])
_FAVOURITES = st.builds(
    Favourite,
    id=_IDS,
    url=st.none() | _URLS,
    timeout=st.none() | st.floats(1, 60),
    expect_status=st.lists(st.integers(100, 599), max_size=3).map(tuple),
    expect_text=st.lists(_TEXTS, max_size=3).map(tuple),
    redirects=st.none() | st.sampled_from(["follow", "refuse"]),
    tls_days=st.none() | st.integers(0, 365),
    muted=st.booleans(),
    notify=st.dictionaries(st.sampled_from(KINDS), st.booleans(), max_size=3),
)
_SETTINGS = st.builds(
    Settings,
    general=st.builds(
        GeneralSettings,
        interval=st.floats(30, 86_400),
        theme=st.sampled_from(Theme),
        retention_days=st.integers(1, 36_500),
    ),
    notifications=st.builds(
        NotificationSettings,
        down=st.booleans(),
        reminder_minutes=st.integers(5, 10_080),
        quiet_from=st.times().map(lambda at: f"{at:%H:%M}"),
        quiet_days=st.lists(st.sampled_from(WEEKDAYS), max_size=3).map(tuple),
    ),
    network=st.builds(
        NetworkSettings,
        canaries=st.lists(
            st.builds(Canary, _URLS, st.integers(100, 599), st.just("") | _TEXTS), max_size=3
        ).map(tuple),
    ),
    favourites=st.lists(_FAVOURITES, max_size=4, unique_by=lambda one: one.id).map(tuple),
)
_ODD_FORM = (
    'general = { theme = "dark" } # form\nnotifications.down = false\n'
    'favourite = [{ id = "a" }, { id = "b", muted = true }]\n'
)


def _same(first: Settings, second: Settings) -> bool:
    """Whether two settings are equal but for the order of favourites."""
    return replace(
        first, extra={}, favourites=tuple(sorted(first.favourites, key=lambda one: one.id))
    ) == replace(
        second, extra={}, favourites=tuple(sorted(second.favourites, key=lambda one: one.id))
    )


@pytest.mark.parametrize("text", ["", TEMPLATE, _ODD_FORM, '[favourite]\nid = "a"\n'])
@settings(max_examples=30)
@given(steps=st.lists(_SETTINGS, min_size=1, max_size=3))
def test_settings_are_read_again_as_they_were_written(text: str, steps: list[Settings]) -> None:
    comments = [line for line in text.splitlines() if line.startswith("#")]
    for step in steps:
        text = _rewrite(text, step)
        assert _same(_settings(text), step)
    assert [line for line in text.splitlines() if line.startswith("#")] == comments
