"""A server on loopback that plays platforms, their status pages and a control site, as told.

Paths of one server:
  /p/NAME               the page of platform NAME, in its present mood
  /p/NAME/summary.json  its Statuspage feed, with its present announcement
  /p/NAME/feed.rss      the same announcement as RSS
  /generate_204         the control site: 204, or a login page behind a captive portal
  /login                the captive portal itself
"""

import contextlib
import json
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

from end2end import announcements
from end2end.announcements import Announcement


class Mood(Enum):
    """How a platform's page answers."""

    HEALTHY = "healthy"
    SERVER_ERROR = "500"
    ERROR_TEXT = "200 with an error text"
    SLOW = "slow"
    FORBIDDEN = "403"
    HANGS = "never answers"
    DROPS = "closes without an answer"


@dataclass(frozen=True, slots=True)
class Act:
    """What the server plays for one platform."""

    mood: Mood = Mood.HEALTHY
    page: str = "Welcome. Everything you expect is here."
    error_text: str = "Over capacity"
    delay: float = 1.5
    """Seconds, when slow."""
    announcement: Announcement = field(default_factory=Announcement)


class PlatformServer:
    """The server; runs in threads of its own until closed. Its methods may be called any time."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._host = host
        self._acts: dict[str, Act] = {}
        self._captive = False
        self._requests: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._let_go = threading.Event()
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self.port = 0
        self.open()

    # --- the script

    def play(self, name: str, mood: Mood | None = None, **changes: object) -> None:
        """Change what the platform `name` does from now on."""
        with self._lock:
            act = replace(self._acts.get(name, Act()), **changes)  # type: ignore[arg-type]  # names and types are Act's own, checked at run time by it
            self._acts[name] = replace(act, mood=mood) if mood is not None else act

    def announce(self, name: str, announcement: Announcement) -> None:
        """Let the status page of `name` say this."""
        self.play(name, announcement=announcement)

    def captive(self, shut: bool) -> None:
        """Stand behind a captive portal, or no longer: every path leads to the login page."""
        self._captive = shut

    def close(self) -> None:
        """Refuse connections from now on. `open` takes the same port again."""
        if self._server is None:
            return
        self._let_go.set()
        self._server.shutdown()
        self._server.server_close()
        if self._thread is not None:
            self._thread.join(5)
        self._server = None

    def open(self) -> None:
        """Accept connections (again)."""
        if self._server is not None:
            return
        self._let_go = threading.Event()
        self._server = _Server((self._host, self.port), self._handler())
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="platforms", daemon=True
        )
        self._thread.start()

    # --- addresses and counts

    @property
    def base(self) -> str:
        """The address of the server, without a slash at the end."""
        return f"http://{self._host}:{self.port}"

    def page(self, name: str) -> str:
        """The address of a platform's page."""
        return f"{self.base}/p/{name}"

    def feed(self, name: str) -> str:
        """The address of a platform's Statuspage feed."""
        return f"{self.base}/p/{name}/summary.json"

    @property
    def canary(self) -> str:
        """The address of the control site."""
        return f"{self.base}/generate_204"

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        with self._lock:
            return self._requests[path]

    # --- answering

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stage = self

        class Handler(BaseHTTPRequestHandler):
            """One request."""

            def do_GET(self) -> None:
                stage._answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing: the tests speak."""

        return Handler

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path.partition("?")[0]
        with self._lock:
            self._requests[path] += 1
        if path == "/login":
            _send(request, 200, "<html><body>Please log in to use this network.</body></html>")
        elif self._captive:
            _send(request, 302, "", location=f"{self.base}/login")
        elif path == "/generate_204":
            _send(request, 204, "")
        elif path.startswith("/p/"):
            self._answer_for(request, *path.removeprefix("/p/").partition("/")[::2])
        else:
            _send(request, 404, "nothing here")

    def _answer_for(self, request: BaseHTTPRequestHandler, name: str, part: str) -> None:
        with self._lock:
            act = self._acts.get(name, Act())
        if part == "summary.json":
            said = announcements.summary(name, self.page(name), act.announcement)
            _send(request, 200, json.dumps(said), kind="application/json")
        elif part == "feed.rss":
            said_rss = announcements.rss(name, self.page(name), act.announcement)
            _send(request, 200, said_rss, kind="application/rss+xml")
        elif part:
            _send(request, 404, "nothing here")
        else:
            self._play_page(request, name, act)

    def _play_page(self, request: BaseHTTPRequestHandler, name: str, act: Act) -> None:
        title = escape(name)
        match act.mood:
            case Mood.HEALTHY | Mood.SLOW:
                if act.mood is Mood.SLOW:
                    self._let_go.wait(act.delay)
                _send(request, 200, f"<html><title>{title}</title>{act.page}</html>")
            case Mood.ERROR_TEXT:
                _send(request, 200, f"<html><title>{title}</title>{act.error_text}</html>")
            case Mood.SERVER_ERROR:
                _send(request, 500, f"<html><title>{title}</title>Internal error</html>")
            case Mood.FORBIDDEN:
                _send(request, 403, "<html>Checking your browser before you proceed</html>")
            case Mood.HANGS:
                self._let_go.wait(120)
                request.close_connection = True
            case Mood.DROPS:
                request.close_connection = True


class _Server(ThreadingHTTPServer):
    """Threads end with the server; an address is free again at once."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


def _send(
    request: BaseHTTPRequestHandler,
    status: int,
    body: str,
    *,
    kind: str = "text/html; charset=utf-8",
    location: str | None = None,
) -> None:
    data = body.encode()
    request.send_response(status)
    request.send_header("Content-Type", kind)
    if status != 204:
        request.send_header("Content-Length", str(len(data)))
    if location:
        request.send_header("Location", location)
    request.send_header("Connection", "close")
    request.end_headers()
    request.wfile.write(data)


@contextlib.contextmanager
def platform_server() -> Iterator[PlatformServer]:
    """Run a server for the length of a block."""
    server = PlatformServer()
    try:
        yield server
    finally:
        server.close()
