"""The notification for a trial."""

from pathlib import Path

import pytest

from downlight.app.parts import Parts
from downlight.app.trials import try_notification
from downlight.system.paths import Profile


def test_where_nobody_shows_notifications_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
    profile, told = Profile.at(tmp_path).prepare()
    assert "No service here shows notifications" in try_notification(Parts(profile, told))
