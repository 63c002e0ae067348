"""A file that says all there is to say is taken word for word."""

from datetime import time
from typing import Any

from downlight.domain.model import Redirects
from downlight.domain.settings import (
    Canary,
    Favourite,
    GeneralSettings,
    NotificationSettings,
    Palette,
    SavingSettings,
    Theme,
)
from downlight.domain.settings_reading import SettingsReading, read_settings


def _read(raw: dict[str, Any]) -> SettingsReading:
    return read_settings(raw, lambda _url: False)


def test_every_key_is_taken() -> None:
    raw: dict[str, Any] = {
        "general": {
            "interval": 120,
            "language": "pt-BR",
            "theme": "dark",
            "palette": "monochrome",
            "retention_days": 90,
        },
        "notifications": {
            "down": False,
            "degraded": False,
            "only_you": False,
            "recovered": False,
            "official": True,
            "maintenance_ahead": False,
            "maintenance_begun": True,
            "maintenance_minutes": 60,
            "certificate": False,
            "connection": True,
            "reminder": True,
            "reminder_minutes": 15,
            "sound": True,
            "quiet_hours": True,
            "quiet_from": "9:30",
            "quiet_until": time(6, 0),
            "quiet_days": ["Monday", "fri"],
        },
        "network": {
            "canaries": ["http://a.example/generate_204"],
            "second_resolver": "2620:fe::fe",
            "proxy": "http://proxy.example:8080",
        },
        "saving": {"battery": False, "metered": False, "interval": 600},
        "favourite": [
            {
                "id": "mine",
                "name": "Mine",
                "url": "HTTPS://Example.com",
                "interval": 45,
                "timeout": 5,
                "expect_status": [200, 401],
                "expect_text": ["a", "b"],
                "reject_text": "oops",
                "redirects": "refuse",
                "latency_limit": 1.5,
                "tls_days": 30,
                "feed": "https://status.example.com/summary.json",
                "feed_format": "statuspage",
                "status_page": "https://status.example.com/",
                "auth": "X-Api-Key",
                "components": ["c1"],
                "muted": True,
                "notify": {"degraded": False, "official": True},
            }
        ],
    }
    reading = _read(raw)
    assert reading.findings == ()
    settings = reading.settings
    assert settings.general == GeneralSettings(120, "pt-BR", Theme.DARK, 90, Palette.MONOCHROME)
    assert settings.notifications == NotificationSettings(
        down=False,
        degraded=False,
        only_you=False,
        recovered=False,
        official=True,
        maintenance_ahead=False,
        maintenance_begun=True,
        maintenance_minutes=60,
        certificate=False,
        connection=True,
        reminder=True,
        reminder_minutes=15,
        sound=True,
        quiet_hours=True,
        quiet_from="09:30",
        quiet_until="06:00",
        quiet_days=("mon", "fri"),
    )
    assert settings.network.canaries == (Canary("http://a.example/generate_204", 204),)
    assert settings.network.second_resolver == "2620:fe::fe"
    assert settings.network.proxy == "http://proxy.example:8080"
    assert settings.saving == SavingSettings(False, False, 600)
    assert settings.favourites == (
        Favourite(
            id="mine",
            name="Mine",
            url="https://example.com/",
            interval=45,
            timeout=5,
            expect_status=(200, 401),
            expect_text=("a", "b"),
            reject_text=("oops",),
            redirects=Redirects.REFUSE,
            latency_limit=1.5,
            tls_days=30,
            feed="https://status.example.com/summary.json",
            feed_format="statuspage",
            status_page="https://status.example.com/",
            auth="X-Api-Key",
            components=("c1",),
            muted=True,
            notify={"degraded": False, "official": True},
        ),
    )
