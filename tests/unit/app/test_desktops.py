import pytest

from downlight.app.desktops import SCREENS, has_screen


@pytest.mark.skipif("sys.platform in ('win32', 'darwin')", reason="always has a screen")
def test_a_screen_is_where_its_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SCREENS:
        monkeypatch.delenv(name, raising=False)
    assert not has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "")
    assert not has_screen()
