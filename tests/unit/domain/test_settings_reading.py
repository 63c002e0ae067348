"""From raw tables to settings: what is good is taken, the rest is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.settings import (
    DEFAULT_CANARIES,
    Canary,
    Favourite,
    GeneralSettings,
    Settings,
)
from downlight.domain.settings_reading import (
    MOST_FAVOURITES,
    SettingsReading,
    identity_of,
    read_settings,
)


def _read(raw: dict[str, Any]) -> SettingsReading:
    return read_settings(raw, lambda url: "//192.168." in url)


def _told(raw: dict[str, Any]) -> dict[tuple[str | int, ...], str]:
    return {finding.path: finding.message for finding in _read(raw).findings}


def _favourite(**raw: Any) -> Favourite | None:
    favourites = _read({"favourite": [raw]}).settings.favourites
    return favourites[0] if favourites else None


def test_nothing_gives_the_usual_settings() -> None:
    assert _read({}) == SettingsReading(Settings(), ())


@pytest.mark.parametrize(
    ("section", "key", "value", "told"),
    [
        ("general", "interval", "soon", '"soon" is not a number of seconds. It is left out.'),
        ("general", "interval", True, "True is not a number of seconds. It is left out."),
        ("general", "interval", float("nan"), "Nan is not a number of seconds. It is left out."),
        ("general", "theme", "drak", '(did you mean "dark"?)'),
        ("general", "theme", 3, "3 is not one of auto, light, dark"),
        ("general", "palette", "color_blind", '(did you mean "colour_blind"?)'),
        ("general", "language", "Klingon!", "is not a language code"),
        ("general", "retention_days", 1.5, "1.5 is not a whole number of days"),
        ("general", "retention_days", "1", '"1" is not a number of days'),
        ("notifications", "down", "yes", '"yes" is neither true nor false'),
        ("notifications", "quiet_from", "24:00", '"24:00" is not a time of day such as "22:00".'),
        ("notifications", "quiet_until", 7, '7 is not a time of day such as "22:00".'),
        ("notifications", "quiet_days", ["mon", "lun"], '"lun" is not one of mon, tue, wed'),
        ("network", "second_resolver", "dns.example", '"dns.example" is not an IP address'),
        ("network", "second_resolver", 9, "9 is not an IP address"),
        ("network", "proxy", "socks5://a:1", "not socks5"),
        ("network", "proxy", "http://u:p@proxy.example", "set HTTPS_PROXY in the environment"),
        ("network", "proxy", [], "a list is not a web address"),
    ],
)
def test_a_value_of_the_wrong_kind_is_left_out_and_told(
    section: str, key: str, value: object, told: str
) -> None:
    reading = _read({section: {key: value, "x": 1}})
    assert getattr(reading.settings, section) == getattr(Settings(), section)
    messages = {finding.path: finding.message for finding in reading.findings}
    assert told.lower() in messages[section, key].lower()


@pytest.mark.parametrize(
    ("raw", "interval"), [(1, 30.0), (29.9, 30.0), (10**400, 86_400.0), (-1, 30.0)]
)
def test_an_interval_out_of_bounds_becomes_the_nearest_good_one(
    raw: float, interval: float
) -> None:
    reading = _read({"general": {"interval": raw}})
    assert reading.settings.general.interval == interval
    assert f"{interval:g} is used." in reading.findings[0].message


@pytest.mark.parametrize(
    ("reach", "floor"),
    [
        ({"url": "http://192.168.1.1/"}, 2.0),
        ({"url": "https://example.com/"}, 30.0),
        ({"url": "http://192.168.1.1/", "feed": "https://example.com/feed"}, 30.0),
        ({"url": "http://192.168.1.1/", "feed": "http://192.168.1.1/feed"}, 2.0),
        ({"id": "github"}, 30.0),
    ],
)
def test_only_private_hosts_may_be_asked_more_often_than_every_30_seconds(
    reach: dict[str, str], floor: float
) -> None:
    favourite = _favourite(**{"id": "x", **reach}, interval=1)
    assert favourite is not None
    assert favourite.interval == floor


def test_a_bad_entry_costs_only_itself() -> None:
    reading = _read(
        {
            "favourite": [
                {"id": "good"},
                {"id": "bad", "url": "ftp://example.com"},
                "no table",
                {"id": "half", "timeout": "long", "muted": True},
                {"id": 5, "url": "https://example.com"},
                {},
                {"id": "last"},
            ]
        }
    )
    assert [one.id for one in reading.settings.favourites] == ["good", "half", "last"]
    assert reading.settings.favourites[1] == Favourite("half", muted=True)
    paths = [finding.path for finding in reading.findings]
    assert paths == [
        ("favourite", 1, "url"),
        ("favourite", 1),
        ("favourite", 2),
        ("favourite", 3, "timeout"),
        ("favourite", 4, "id"),
        ("favourite", 4),
        ("favourite", 5),
    ]


def test_the_second_of_two_namesakes_is_left_out() -> None:
    reading = _read({"favourite": [{"id": "x", "muted": True}, {"id": "x"}]})
    assert reading.settings.favourites == (Favourite("x", muted=True),)
    assert reading.findings[0].path == ("favourite", 1)
    assert "twice" in reading.findings[0].message


@pytest.mark.parametrize("key", ["url", "feed", "status_page"])
def test_credentials_in_an_address_are_refused_and_not_repeated(key: str) -> None:
    told = _told({"favourite": [{"id": "x", key: "https://me:hunter2@example.com/"}]})
    message = told["favourite", 0, key]
    assert 'auth = "basic"' in message
    assert "keyring" in message
    assert "hunter2" not in "".join(told.values())


def test_a_secret_in_the_place_of_a_header_name_is_not_repeated() -> None:
    told = _told({"favourite": [{"id": "x", "auth": "Bearer hunter2", "token": "hunter2"}]})
    assert "hunter2" not in "".join(told.values())
    assert "keyring" in told["favourite", 0, "token"]


@pytest.mark.parametrize(("raw", "auth"), [("Basic", "basic"), ("X-Token", "X-Token")])
def test_auth_is_basic_or_a_header(raw: str, auth: str) -> None:
    favourite = _favourite(id="x", auth=raw)
    assert favourite is not None
    assert favourite.auth == auth


@pytest.mark.parametrize("id_", ["", "a/b", "a b", "x" * 81, "line\nbreak"])
def test_an_id_without_a_form_is_refused(id_: str) -> None:
    assert _favourite(id=id_) is None


@pytest.mark.parametrize(
    ("raw", "id_"),
    [
        ({"id": "x", "name": "Y"}, "x"),
        ({"name": "My Site (home)"}, "my-site-home"),
        ({"name": "Пример"}, "пример"),
        ({"url": "https://nas.local:8080/x"}, "nas.local-8080"),
        ({"url": "example.com"}, "example.com"),
        ({"name": "!!"}, None),
        ({"url": "ftp://x"}, None),
        ({"id": 7}, None),
        ({}, None),
    ],
)
def test_an_id_that_is_not_written_is_made_of_what_is(raw: dict[str, Any], id_: str | None) -> None:
    assert identity_of(raw) == id_


def test_a_single_value_may_stand_where_a_list_is_meant() -> None:
    favourite = _favourite(id="x", expect_text="a", expect_status=204, components="c")
    assert favourite == Favourite("x", expect_text=("a",), expect_status=(204,), components=("c",))


def test_a_single_table_may_stand_where_a_list_is_meant() -> None:
    assert _read({"favourite": {"id": "x"}}).settings.favourites == (Favourite("x"),)


def test_too_long_a_list_is_left_out() -> None:
    assert _favourite(id="x", expect_text=["a"] * 101) == Favourite("x")


def test_too_many_favourites_are_cut_and_told() -> None:
    reading = _read({"favourite": [{"id": str(i)} for i in range(MOST_FAVOURITES + 5)]})
    assert len(reading.settings.favourites) == MOST_FAVOURITES
    assert len(reading.findings) == 1


def test_names_are_made_safe_to_show() -> None:
    favourite = _favourite(id="x", name="My\u202e \x1b[31msite\n")
    assert favourite is not None
    assert favourite.name == "My site"


def test_canaries_may_be_addresses_or_tables() -> None:
    known = DEFAULT_CANARIES[1]
    reading = _read(
        {
            "network": {
                "canaries": [
                    known.url,
                    "http://a.example/",
                    {"url": "http://b.example/", "status": 418, "body": "tea"},
                    {"url": known.url, "body": "other"},
                ]
            }
        }
    )
    assert reading.findings == ()
    assert reading.settings.network.canaries == (
        known,
        Canary("http://a.example/"),
        Canary("http://b.example/", 418, "tea"),
        Canary(known.url, known.status, "other"),
    )


def test_a_bad_canary_costs_only_itself() -> None:
    reading = _read({"network": {"canaries": ["ftp://x", {"status": 200}, "http://a.example/"]}})
    assert reading.settings.network.canaries == (Canary("http://a.example/"),)
    assert [f.path for f in reading.findings] == [("network", "canaries", i) for i in (0, 1)]


def test_without_any_good_canary_the_usual_ones_are_used() -> None:
    assert _read({"network": {"canaries": 5}}).settings.network.canaries == DEFAULT_CANARIES


def test_no_canaries_at_all_may_be_asked_for() -> None:
    assert _read({"network": {"canaries": []}}) == SettingsReading(
        _read({"network": {"canaries": []}}).settings, ()
    )
    assert _read({"network": {"canaries": []}}).settings.network.canaries == ()


def test_unknown_words_are_told_with_the_nearest_known_one() -> None:
    told = _told(
        {
            "general": {"intervall": 5},
            "favorite": [],
            "future": {"x": 1},
            "network": {"canarys": []},
            "favourite": [{"id": "x", "expect_txt": "a"}],
        }
    )
    assert 'did you mean "interval"?' in told["general", "intervall"]
    assert 'did you mean "favourite"?' in told["favorite",]
    assert 'did you mean "canaries"?' in told["network", "canarys"]
    assert 'did you mean "expect_text"?' in told["favourite", 0, "expect_txt"]
    assert told["future",] == "This word is unknown; it is kept without effect."


def test_a_word_in_the_wrong_place_is_told_where_it_belongs() -> None:
    told = _told({"interval": 60, "muted": True})
    assert "[general]" in told["interval",]
    assert "[[favourite]]" in told["muted",]


def test_unknown_tables_are_kept() -> None:
    assert _read({"future": {"x": 1}}).settings.extra == {"future": {"x": 1}}


def test_a_section_that_is_no_table_is_told() -> None:
    reading = _read({"general": 5, "network": []})
    assert reading.settings.general == GeneralSettings()
    assert {finding.path for finding in reading.findings} == {("general",), ("network",)}


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)


def test_own_switches_of_a_favourite_are_a_table_of_known_kinds() -> None:
    reading = _read({"favourite": [{"id": "a", "notify": {"down": False, "up": True, "sound": 1}}]})
    assert reading.settings.favourites == (Favourite("a", notify={"down": False}),)
    assert [finding.path for finding in reading.findings] == [
        ("favourite", 0, "notify", "up"),
        ("favourite", 0, "notify", "sound"),
    ]
    reading = _read({"favourite": [{"id": "a", "notify": False}]})
    assert reading.settings.favourites == (Favourite("a"),)
    assert reading.findings[0].message == "This must be a table, such as { degraded = false }."


_KEYS = st.sampled_from(
    [
        *("general", "notifications", "network", "favourite", "canaries", "interval", "theme"),
        *("id", "url", "name", "timeout", "expect_text", "expect_status", "auth", "proxy", "feed"),
        *("second_resolver", "status", "body", "muted", "redirects", "down", "other"),
        *("notify", "quiet_from", "quiet_days", "maintenance_minutes"),
    ]
)
_ANYTHING = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(_KEYS, _ANYTHING, max_size=6))
def test_whatever_stands_in_the_file_gives_settings(raw: dict[str, Any]) -> None:
    settings = _read(raw).settings
    assert 30 <= settings.general.interval <= 86_400
    assert all(f.timeout is None or 1 <= f.timeout <= 60 for f in settings.favourites)
    assert len({favourite.id for favourite in settings.favourites}) == len(settings.favourites)


@given(st.lists(_ANYTHING, max_size=5))
def test_a_good_favourite_survives_any_company(company: list[Any]) -> None:
    reading = _read({"favourite": [{"id": "good", "muted": True}, *company]})
    assert reading.settings.favourites[0] == Favourite("good", muted=True)
