"""Reads the "host:port" of a check."""


def split_target(target: str, port: int = 0) -> tuple[str, int]:
    """Return host and port of "host:port", "[v6]:port" or a bare host, which gets `port`.

    Raises ValueError for a port that is no number from 1 to 65535.
    """
    host, colon, given = target.rpartition(":")
    if target.endswith("]") or not colon or (":" in host and not host.startswith("[")):
        host, given = target, str(port)
    number = int(given)
    if not 0 < number < 65_536:
        raise ValueError(f"port {given} of {target} is not from 1 to 65535")
    return host.strip("[]"), number
