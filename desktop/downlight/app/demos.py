"""Plays the demo: a profile, a clock and a world of its own; engine and faces as ever."""

import sys

from downlight.app import desktops, terminals
from downlight.app.parts import Parts
from downlight.system import logs
from downlight.system.paths import Profile
from downlight.terminal import demo
from downlight.terminal.choosing import CANNOT
from downlight.terminal.options import Demo


def run(order: Demo) -> int:
    """Replay 14 July 2022 on the desktop, or in the terminal; return the exit code."""
    try:
        return _play(order)
    except OSError as refused:
        sys.stderr.write(f"downlight: the demo needs a server on this machine: {refused}\n")
        return CANNOT


def _play(order: Demo) -> int:
    with demo.Replay(order) as replay:
        profile, told = Profile.at(replay.folder).prepare()
        logs.start(profile.log_file, profile.crash_file)
        parts = Parts(profile, told, clock=replay.clock)
        parts.settings.save(replay.settings)
        services = terminals.services(parts)
        if order.terminal or not desktops.has_screen():
            return demo.play_in_terminal(replay, services)
        code = desktops.run(parts, quit_after=replay.real_seconds_left())
        for line in replay.closing_words(services):
            services.output.line(line)
        return code
