"""The port to what the system says."""

import asyncio
from pathlib import Path

from downlight.engine.ports import NetworkMonitor
from downlight.system.monitor import SystemMonitor


def test_where_nobody_tells_anything_nothing_is_told(tmp_path: Path) -> None:
    async def story() -> list[str]:
        port: NetworkMonitor = SystemMonitor(f"unix:path={tmp_path}/no-bus")
        return [word async for word in port.changes()]

    assert asyncio.run(story()) == []
