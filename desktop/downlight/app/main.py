"""From a command line to what it asks for."""

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from downlight.app import desktops
from downlight.app.parts import Parts
from downlight.domain.saying import say
from downlight.system import logs
from downlight.system.clock import SystemClock
from downlight.system.paths import Profile
from downlight.terminal import options

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says (`sys.argv` when it is None); return the exit code.

    Each face is imported when it is asked for: the light must be up before anything else.
    """
    given = sys.argv[1:] if arguments is None else arguments
    typed = options.parse(given, os.environ.get(options.PROFILE_VARIABLE, ""))
    if isinstance(typed.order, options.Demo):
        from downlight.app import demos

        return demos.run(typed.order)
    parts = open_profile(typed.profile)
    if isinstance(typed.order, options.Start) and desktops.has_screen():
        return desktops.run(parts)
    return _in_terminal(typed.order, parts)


def open_profile(folder: Path | None) -> Parts:
    """Return the parts of the profile in `folder`, or of the user's own."""
    profile, told = (Profile.at(folder) if folder else Profile.default()).prepare()
    logs.start(profile.log_file, profile.crash_file)
    if profile.restore_dir.is_dir() and (failed := _restored(profile)):
        told = say("{what} {then}", what=told, then=failed) if told else failed
    parts = Parts(profile, told)
    if told:
        sys.stderr.write(f"downlight: {parts.words.said(told)}\n")
    return parts


def _restored(profile: Profile) -> str:
    """Put the backup that waits in place; return why that did not work, or "".

    One that cannot be put in place keeps nobody from watching: it waits for another start.
    """
    from downlight.app import backups

    try:
        backups.put_in_place(profile, SystemClock().now())
    except OSError as error:
        log.warning("the backup was not restored: %s", error)
        place = error.filename2 or error.filename or profile.data_dir
        why = error.strerror or error
        return say("{file} cannot be written: {why}.", file=place, why=why)
    return ""


def _in_terminal(order: options.Order, parts: Parts) -> int:
    from downlight.app import terminals
    from downlight.terminal import commands

    services = terminals.services(parts)
    if isinstance(order, options.Start):
        services.errors.line(
            parts.words("There is no screen here: Downlight watches in the terminal.")
        )
        order = options.Watch()
    return commands.run(order, services)
