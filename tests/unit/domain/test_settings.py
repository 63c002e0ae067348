"""What the user chose, as values."""

from downlight.domain.settings import Favourite, NotificationSettings, Problem, Settings


def test_a_new_favourite_comes_last() -> None:
    settings = Settings(favourites=(Favourite("a"),)).with_favourite(Favourite("b"))
    assert [one.id for one in settings.favourites] == ["a", "b"]


def test_a_favourite_takes_the_place_of_its_namesake() -> None:
    settings = Settings(favourites=(Favourite("a"), Favourite("b")))
    changed = settings.with_favourite(Favourite("a", name="A"))
    assert changed.favourites == (Favourite("a", name="A"), Favourite("b"))


def test_a_favourite_is_removed_and_the_rest_stays() -> None:
    settings = Settings(favourites=(Favourite("a"), Favourite("b")))
    assert settings.without_favourite("a").favourites == (Favourite("b"),)
    assert settings.without_favourite("c") == settings


def test_a_favourite_is_muted_and_unmuted() -> None:
    settings = Settings(favourites=(Favourite("a"), Favourite("b")))
    muted = settings.with_muted("b", muted=True)
    assert muted.favourites == (Favourite("a"), Favourite("b", muted=True))
    assert muted.with_muted("b", muted=False) == settings


def test_notifications_speak_of_what_is_on_and_of_what_they_do_not_know() -> None:
    settings = NotificationSettings(degraded=False)
    assert settings.speaks_of("down")
    assert not settings.speaks_of("degraded")
    assert settings.speaks_of("something new")


def test_a_problem_names_file_line_and_key() -> None:
    assert str(Problem("general.theme", "No.", "s.toml", 3)) == "s.toml:3: general.theme: No."
    assert str(Problem("general.theme", "No.", "s.toml")) == "s.toml: general.theme: No."
    assert str(Problem("general.theme", "No.")) == "general.theme: No."
