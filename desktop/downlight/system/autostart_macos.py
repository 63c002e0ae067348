"""Starting at login on macOS: a launch agent of the user, as in launchd.plist(5)."""

import plistlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from downlight.system.autostart import APP_ID, AutostartState, hindrance


def launch_agent(command: Sequence[str]) -> bytes:
    """Return the agent's property list."""
    agent = {
        "Label": APP_ID,
        "ProgramArguments": list(command),
        "RunAtLoad": True,
        "ProcessType": "Interactive",
        "LimitLoadToSessionType": "Aqua",
    }
    return plistlib.dumps(agent)


class LaunchAgent:
    """The agent of this program; what it says counts from the next login on."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / f"{APP_ID}.plist"
        self._command = tuple(command)

    def state(self) -> AutostartState:
        """Return what launchd would do at the next login."""
        agent = self._read()
        if agent is None:
            return AutostartState.OFF
        if agent.get("Disabled") is True or agent.get("RunAtLoad") is not True:
            return AutostartState.DISABLED
        if agent.get("ProgramArguments") != list(self._command):
            return AutostartState.ELSEWHERE
        return AutostartState.ON

    def enable(self) -> str:
        """Write the agent; return what hinders it, or ""."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.write_bytes(launch_agent(self._command))
        except OSError as error:
            return hindrance(error)
        return ""

    def disable(self) -> str:
        """Remove the agent; return what hinders it, or ""."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            return hindrance(error)
        return ""

    def repair(self) -> bool:
        """Point the agent to this program, when the one it starts is gone."""
        agent = self._read()
        if agent is None or self.state() is not AutostartState.ELSEWHERE:
            return False
        arguments = agent.get("ProgramArguments")
        program = str(arguments[0]) if isinstance(arguments, list) and arguments else ""
        is_gone = not program or not Path(program).exists()
        return is_gone and not self.enable()

    def _read(self) -> dict[str, Any] | None:
        """Return the agent; an empty one where the file is damaged, None where there is none."""
        try:
            agent = plistlib.loads(self._path.read_bytes())
        except OSError:
            return None
        except (plistlib.InvalidFileException, ExpatError, ValueError):
            return {"RunAtLoad": True}
        return agent if isinstance(agent, dict) else {"RunAtLoad": True}
