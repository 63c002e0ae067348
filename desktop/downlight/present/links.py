"""Which addresses may be opened on a click, and what is said of where they lead."""

from urllib.parse import urlsplit


def host_of(url: str | None) -> str | None:
    """Return the host of a web address, as it goes over the wire (IDN in its ASCII form).

    None for what must not be opened: no http(s), no host, user names in it, or nonsense.
    """
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    if any(char.isspace() or not char.isprintable() for char in url or ""):
        return None
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
