"""Takes the pictures of the docs from the installed program in a real desktop.

python -m end2end.gallery FOLDER     (with tests/ on the path; `make pictures`)
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from downlight.domain.gap import Gap
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.model import Platform
from downlight.domain.status import GapReason, Reason, Scope, Source, Status
from downlight.domain.verdict import Because, Rule
from downlight.store.log import Log
from downlight.system.clock import SystemClock
from end2end.desk import Desk
from end2end.installed_app import InstalledApp, settings
from end2end.lamp import await_lamp
from end2end.patience import until
from end2end.platform_server import Mood, PlatformServer, platform_server

NAMES = ("X", "WhatsApp", "Instagram", "Netflix", "YouTube", "GitHub")
LOOKS = (("light", "en"), ("dark", "en"), ("light", "fr"), ("dark", "fr"))
DAYS = 85


def main() -> None:
    """Write all pictures into the folder named on the command line."""
    folder = Path(sys.argv[1])
    with Desk.start("--panel", "lxqt", "--notifier", "dunst") as desk:
        for theme, language in LOOKS:
            with platform_server() as server, tempfile.TemporaryDirectory() as home:
                app = InstalledApp(desk, Path(home) / "profile")
                try:
                    _take(app, server, folder, theme, language)
                finally:
                    app.stop()


def _take(
    app: InstalledApp, server: PlatformServer, folder: Path, theme: str, language: str
) -> None:
    desk, ending = app.desk, f"{theme}-{language}.png"
    look = f'[general]\ntheme = "{theme}"\nlanguage = "{language}"\n\n'
    app.configure(look + f'[network]\ncanaries = [{{ url = "{server.canary}", status = 204 }}]\n')
    app.start()
    until(20, "the picker", lambda: desk.windows("Downlight"))
    _settled(desk, folder / f"picker-{ending}")
    app.stop()
    _write_past(app.profile / "history.sqlite3")
    app.configure(look + settings(server, NAMES, feeds=True))
    app.start()
    spot = await_lamp(desk, "green", 30)
    desk.click(spot.x, spot.y, 3)
    _crop(_settled(desk), QRect(800, 330, 480, 470)).save(str(folder / f"menu-{ending}"))
    desk.key("Escape")
    server.play("X", Mood.ERROR_TEXT)
    spot = await_lamp(desk, "red", 60)
    until(10, "the bubble", lambda: desk.bus.bubbles)
    _crop(_settled(desk), QRect(880, 0, 400, 120)).save(str(folder / f"bubble-{ending}"))
    _crop(desk.picture(), QRect(1080, 752, 200, 48)).save(str(folder / f"tray-{ending}"))
    desk.run("dunstctl", "close-all")
    desk.click(spot.x, spot.y, 1)
    until(20, "the status", lambda: desk.windows("Downlight"))
    _crop(_settled(desk), QRect(640, 200, 640, 600)).save(str(folder / f"status-{ending}"))
    desk.key("Tab", "Tab", "Tab", "space")  # search, then the buttons: the third leads there
    until(20, "the history", lambda: desk.windows("Downlight"))
    _settled(desk, folder / f"history-{ending}")
    desk.bus.forget()


def _settled(desk: Desk, keep: Path | None = None) -> QImage:
    """Return the screen once two looks in a row are the same."""
    seen: list[QImage] = [desk.picture(keep)]

    def same() -> bool:
        seen.append(desk.picture(keep))
        return seen[-1] == seen[-2] and len(seen) > 6

    until(15, "a screen that stands still", same)
    return seen[-1]


def _crop(image: QImage, area: QRect) -> QImage:
    return image.copy(area)


def _write_past(path: Path) -> None:
    """Fill a log with three months as they might have been, the last night asleep."""
    chance, clock = Random(14), SystemClock()
    now = clock.now()
    moment = [now - timedelta(days=DAYS)]
    log = Log.open(path, lambda: moment[0])
    platforms = [Platform(name.lower(), name, "https://example.com/") for name in NAMES]
    log.watching(platforms, moment[0])
    for day in range(DAYS):
        night = datetime.combine((now - timedelta(days=DAYS - day)).date(), datetime.min.time())
        begins = night.replace(tzinfo=UTC) + timedelta(minutes=chance.randint(0, 50))
        log.add_gap(Gap(GapReason.ASLEEP, begins, begins + timedelta(hours=6.5)))
    for incident, entries in sorted(_past(chance, now), key=lambda pair: pair[0].started_at):
        log.record(incident, entries)
    log.alive(now)
    log.close()


def _past(chance: Random, now: datetime) -> Iterator[tuple[Incident, list[TimelineEntry]]]:
    stories = (
        (Status.MAJOR_OUTAGE, Rule.PROBE_FAILED, Reason.HTTP_STATUS, 503, "answered 503"),
        (Status.MAJOR_OUTAGE, Rule.PROBE_FAILED, Reason.TIMEOUT, None, "no answer within 8 s"),
        (Status.DEGRADED, Rule.SLOW, Reason.SLOW, 200, "answered 200 in 6.1 s"),
        (Status.PARTIAL_OUTAGE, Rule.PROBE_FAILED, Reason.HTTP_STATUS, 502, "answered 502"),
    )
    for name in NAMES:
        for _ in range(chance.randint(2, 7)):
            status, rule, reason, code, text = chance.choice(stories)
            began = now - timedelta(days=chance.uniform(0.4, DAYS - 2))
            length = timedelta(minutes=chance.choice((6, 9, 14, 23, 41, 180)))
            params: dict[str, str | int | float | None] = {
                "reason": reason.value,
                "count": 4,
                "http_status": code,
                "detail": text,
            }
            if rule is Rule.SLOW:
                params = {"latency": 6.1, "usual": 0.4}
            scope = chance.choice((Scope.EVERYONE, Scope.EVERYONE, Scope.JUST_YOU))
            yield (
                Incident(
                    name.lower(), name, began, began + timedelta(seconds=48), status, status,
                    scope, (Because(rule, params, 9.0),), resolved_at=began + length,
                ),
                [
                    TimelineEntry(
                        began, EntryKind.OBSERVATION, text, Source.PROBE, f"{name.lower()}/http",
                        status, reason, code,
                    )
                ],
            )  # fmt: skip


if __name__ == "__main__":
    main()
