"""Decides which proxy carries a request: the one of the settings, the environment's, or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from downlight.domain.status import Reason
from downlight.engine.fetch_trip import NotReached
from downlight.probes.locality import is_local

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that speaks HTTP."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    @property
    def place(self) -> str:
        """Return "host:port", for people: without the password."""
        return f"{self.host}:{self.port}"


class ProxyTable:
    """Knows the proxies of one configuration. The environment is read when it is made.

    On Windows and macOS "the environment" includes the system's own settings. Local targets
    are reached directly, as in browsers.
    """

    def __init__(self, chosen: str, environment: Mapping[str, str] | None = None) -> None:
        self._chosen = chosen.strip()
        self._found = getproxies() if environment is None else dict(environment)

    def proxy_for(self, scheme: str, host: str) -> Proxy | None:
        """Return the proxy for a target, or None to go directly.

        Raises NotReached when the proxy's address cannot be used.
        """
        if is_local(host):
            return None
        if self._chosen:
            return _parsed(self._chosen)
        found = self._found.get(scheme) or self._found.get("all")
        if not found or self._bypassed(host):
            return None
        return _parsed(found)

    def _bypassed(self, host: str) -> bool:
        exceptions = self._found.get("no", "")
        if exceptions.strip() == "*":
            return True
        names = [name.strip().lstrip(".").lower() for name in exceptions.split(",")]
        if any(name and (host == name or host.endswith(f".{name}")) for name in names):
            return True
        return bool(proxy_bypass(host))


def _parsed(text: str) -> Proxy:
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        return _checked(parts)
    except ValueError:
        raise NotReached(Reason.PROXY, "the address of the proxy cannot be read") from None


def _checked(parts: SplitResult) -> Proxy:
    if parts.scheme not in _DEFAULT_PORTS:
        kind = parts.scheme[:10]
        raise NotReached(Reason.PROXY, f"a {kind} proxy is set, and only http and https ones work")
    if not parts.hostname:
        raise ValueError("no host")
    port = parts.port or _DEFAULT_PORTS[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Proxy(parts.scheme, parts.hostname, port, user, password)
