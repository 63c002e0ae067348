"""`downlight catalogue check` as it is installed, against a real server on this machine."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

FEED = json.dumps(
    {
        "page": {"id": "a", "name": "A"},
        "components": [],
        "status": {"indicator": "none", "description": "Fine"},
    }
).encode()


class Handler(BaseHTTPRequestHandler):
    """Plays a feed that knows its etag, a page that left for another host, and pages."""

    server: "Server"

    def do_GET(self) -> None:
        if self.path == "/feed" and self.headers.get("If-None-Match") == '"1"':
            self.give(304)
        elif self.path == "/feed":
            self.give(200, FEED, ETag='"1"')
        elif self.path == "/moved":
            self.give(302, Location=self.server.base.replace("127.0.0.1", "localhost") + "/page")
        elif self.path == "/gone":
            self.give(404)
        elif self.path == "/generate_204":
            self.give(204)
        else:
            self.give(200, b"<html><title>Hello</title></html>")

    def give(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.server.answers.append((self.path, status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Notes what it answered."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[tuple[str, int]] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def profile(folder: Path, server: Server, canary: str) -> Path:
    """Write the settings and platforms of a user."""
    base = server.base
    tables = {
        "good": f'homepage = "{base}/page"\nfeed = "{base}/feed"\nformat = "statuspage"',
        "gone": f'homepage = "{base}/gone"',
        "html": f'homepage = "{base}/page"\nfeed = "{base}/html"\nformat = "statuspage"',
        "moved": f'homepage = "{base}/page"\nstatus_page = "{base}/moved"',
    }
    text = "\n".join(
        f'[[platform]]\nid = "my-{name}"\nname = "My {name}"\n{facts}'
        for name, facts in tables.items()
    )
    (folder / "platforms.toml").write_text(text, "utf-8")
    settings = f'[network]\ncanaries = [{{ url = "{canary}", status = 204 }}]\n'
    (folder / "settings.toml").write_text(settings, "utf-8")
    return folder


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    names = ("my-good", "my-gone", "my-html", "my-moved")
    command = (sys.executable, "-m", "downlight", "--profile", str(folder), "catalogue", "check")
    return subprocess.run(
        [*command, *(arguments or names), "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def outcomes(run: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    told = json.loads(run.stdout)
    return {each["url"].rpartition("/")[2]: each["outcome"] for each in told["findings"]}


def test_what_no_longer_holds_is_found(tmp_path: Path, server: Server) -> None:
    run = check(profile(tmp_path, server, f"{server.base}/generate_204"))
    assert run.returncode == 1, run.stderr
    assert outcomes(run) == {"gone": "dead", "html": "unreadable", "moved": "moved"}
    asked = [path for path, _ in server.answers]
    assert asked.count("/page") == 2, "once for the three that have it, once by way of the moved"


def test_the_next_time_only_what_has_changed_is_sent(tmp_path: Path, server: Server) -> None:
    folder = profile(tmp_path, server, f"{server.base}/generate_204")
    assert check(folder, "my-good").returncode == 0
    assert check(folder, "my-good").returncode == 0
    assert [status for path, status in server.answers if path == "/feed"] == [200, 304]


def test_without_a_connection_it_says_so(tmp_path: Path, server: Server) -> None:
    run = check(profile(tmp_path, server, f"{server.base}/gone"))
    assert run.returncode == 3
    assert "not connected to the internet" in run.stderr
    assert [path for path, _ in server.answers] == ["/gone"]
