"""A real gnome-keyring on a private bus, and a secret store that never answers."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, sleep

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

SERVICE = "org.freedesktop.secrets"


@contextlib.contextmanager
def gnome_keyring(address: str, folder: Path, *, unlock: bool) -> Iterator[None]:
    """Run the daemon; `folder` keeps its keyrings, so that it can be started again locked.

    Unlocked for the first time, it makes a login keyring.
    """
    if shutil.which("gnome-keyring-daemon") is None:
        pytest.skip("needs gnome-keyring: tools/system-packages.sh test")
    control = folder / "control"
    control.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
    command += ["--unlock"] if unlock else []
    daemon = subprocess.Popen(
        [*command, f"--control-directory={control}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_RUNTIME_DIR": str(control),
            "DBUS_SESSION_BUS_ADDRESS": address,
        },
    )
    assert daemon.stdin is not None
    with daemon.stdin as password:
        password.write(b"password")
    try:
        _wait_until_it_answers(address)
        yield
    finally:
        daemon.kill()
        daemon.wait()


def _wait_until_it_answers(address: str) -> None:
    with contextlib.closing(open_dbus_connection(bus=address)) as connection:
        begun = perf_counter()
        while not Proxy(message_bus, connection).NameHasOwner(SERVICE)[0]:
            assert perf_counter() - begun < 20, "gnome-keyring did not come up"
            sleep(0.02)
        ping = DBusAddress("/org/freedesktop/secrets", SERVICE, "org.freedesktop.DBus.Peer")
        connection.send_and_get_reply(new_method_call(ping, "Ping"), timeout=20)


@contextlib.contextmanager
def silent_store(address: str) -> Iterator[None]:
    """A secret store that takes every question and answers none."""
    with contextlib.closing(open_dbus_connection(bus=address)) as connection:
        Proxy(message_bus, connection).RequestName(SERVICE)
        yield
