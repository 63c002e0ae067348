"""What an incident came of, as one word to sort and filter by."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from downlight.domain.status import Reason
from downlight.domain.verdict import Because, Rule


class Cause(StrEnum):
    """The kinds of causes; coarser than reasons, since people look for them."""

    NO_ANSWER = "no_answer"  # timeout, refused, reset, no route
    NAME = "name"  # its name does not resolve
    ENCRYPTION = "encryption"  # TLS or certificate
    SERVER_ERROR = "server_error"  # answers with an HTTP error
    CONTENT = "content"  # answers, but not with what belongs there
    SLOW = "slow"
    NETWORK = "network"  # proxy or the way on this side
    ANNOUNCED = "announced"  # known from the provider or from others only
    UNKNOWN = "unknown"


BY_REASON: Mapping[str, Cause] = {
    Reason.TIMEOUT: Cause.NO_ANSWER,
    Reason.REFUSED: Cause.NO_ANSWER,
    Reason.RESET: Cause.NO_ANSWER,
    Reason.UNREACHABLE: Cause.NO_ANSWER,
    Reason.DNS: Cause.NAME,
    Reason.TLS: Cause.ENCRYPTION,
    Reason.PROXY: Cause.NETWORK,
    Reason.HTTP_STATUS: Cause.SERVER_ERROR,
    Reason.BLOCKED: Cause.SERVER_ERROR,
    Reason.CONTENT: Cause.CONTENT,
    Reason.MALFORMED: Cause.CONTENT,
    Reason.SLOW: Cause.SLOW,
}
"""Of a look that failed."""

BY_RULE = {
    Rule.CONTENT_REJECTED: Cause.CONTENT,
    Rule.CONTENT_MISSING: Cause.CONTENT,
    Rule.CONTENT_STRANGE: Cause.CONTENT,
    Rule.SLOW: Cause.SLOW,
    Rule.BLOCKED: Cause.SERVER_ERROR,
    Rule.CERTIFICATE: Cause.ENCRYPTION,
    Rule.NO_WAY: Cause.NETWORK,
    Rule.OFFICIAL_TROUBLE: Cause.ANNOUNCED,
    Rule.PEERS: Cause.ANNOUNCED,
    Rule.CROWD: Cause.ANNOUNCED,
    Rule.SIBLINGS: Cause.ANNOUNCED,
}
"""Of the reasons that say it by themselves."""


def cause_of(reasons: Iterable[Because]) -> Cause:
    """Return the cause that `reasons` (the most telling first) speak of.

    What was seen here goes before what others said.
    """
    found = [cause for cause in map(_cause, reasons) if cause is not None]
    own = (cause for cause in found if cause is not Cause.ANNOUNCED)
    return next(own, found[0] if found else Cause.UNKNOWN)


def _cause(because: Because) -> Cause | None:
    if because.rule is Rule.PROBE_FAILED:
        reason = because.params.get("reason")
        return BY_REASON.get(reason) if isinstance(reason, str) else None
    return BY_RULE.get(because.rule)
