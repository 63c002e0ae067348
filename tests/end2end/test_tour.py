"""The tour through the whole program, once: every window comes and goes as it is asked to."""

from pathlib import Path

import pytest

from end2end.desk import Desk
from end2end.patience import until
from end2end.platform_server import PlatformServer
from end2end.tour import Look, Tour

pytestmark = pytest.mark.desktop


def test_everything_can_be_visited(desk: Desk, server: PlatformServer, tmp_path: Path) -> None:
    tour = Tour(desk, tmp_path, server, Look())
    try:
        tour.walk()
        assert tour.app.is_running
        assert tour.app.faults() == []
    finally:
        tour.close()
    until(60, "no window left", lambda: not desk.windows("Downlight"))
