import asyncio
from pathlib import Path

from downlight.app.examinations import of_this_machine
from downlight.app.parts import Parts
from downlight.system.paths import Profile


def test_every_part_of_this_machine_has_its_finding(tmp_path: Path) -> None:
    profile, _told = Profile.at(tmp_path).prepare()
    examinations = of_this_machine(Parts(profile))

    async def look() -> list[tuple[str, str]]:
        found = [await examination.look() for examination in examinations]
        return [(finding.part, finding.text) for finding in found]

    found = dict(asyncio.run(look()))
    assert list(found) == [
        "tray",
        "notifications",
        "keyring",
        "autostart",
        "storage",
        "versions",
    ]
    assert all(found.values())
    assert "PySide6" in found["versions"]
