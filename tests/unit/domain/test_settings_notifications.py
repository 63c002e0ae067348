"""The switches by kind: a favourite's own come first."""

from dataclasses import fields

from downlight.domain.settings_notifications import KINDS, NotificationSettings


def test_a_favourites_own_switch_comes_before_that_of_all() -> None:
    settings = NotificationSettings(degraded=True, official=False)
    own = {"degraded": False, "official": True}
    assert not settings.speaks_of("degraded", own)
    assert settings.speaks_of("official", own)
    assert settings.speaks_of("down", own)


def test_each_kind_has_a_switch() -> None:
    names = {each.name for each in fields(NotificationSettings)}
    assert set(KINDS) <= names
