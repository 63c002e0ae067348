"""Takes secrets out of text that is about to be written down."""

import re
import threading
from base64 import b64encode
from urllib.parse import quote

HIDDEN = "[secret]"
SHORTEST = 4
"""Characters: shorter secrets are too likely to be part of ordinary words."""

# Each repetition is bounded, so that no text of strangers makes this slow.
_RULES = (
    # user:password@ in addresses
    (re.compile(r"(?i)(://)[^/\s@'\"<>]{1,300}@"), rf"\1{HIDDEN}@"),
    # headers, as text or within a Python value
    (
        re.compile(
            r"(?i)(\b(?:proxy-)?authorization|\b(?:set-)?cookie"
            r"|\bx-[\w-]{0,30}?(?:token|key|auth)[\w-]{0,30})"
            r"(['\"]?\s{0,5}[:=,]\s{0,5}b?['\"]?)[^'\"\r\n\[\]]+"
        ),
        rf"\1\2{HIDDEN}",
    ),
    # token=… and its relatives, in addresses and elsewhere
    (
        re.compile(
            r"(?i)((?:token|secret|passw(?:or)?d|api[_-]?key|signature)[\w-]{0,30}=)"
            r"(?:'[^']*'|\"[^\"]*\"|[^&\s'\"#;,)]+)"
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?i)([?&](?:key|auth|sig|pwd|code)=)[^&\s'\"#]+"), rf"\1{HIDDEN}"),
    # a credential that lost its header
    (re.compile(r"\b((?i:bearer|basic) )(?=\S{0,99}\d|\S{20})[\w.~+/=-]{6,}"), rf"\1{HIDDEN}"),
)


class Redactor:
    """Knows what secrets look like, and those that it was told."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forms: tuple[str, ...] = ()

    def learn(self, secret: str) -> None:
        """Keep this secret, and the forms it takes in requests, out of all text from now on."""
        if len(secret) < SHORTEST:
            return
        coded = b64encode(secret.encode(errors="replace")).decode("ascii").rstrip("=")
        new = {secret, quote(secret, safe="", errors="replace"), coded}
        parts = secret.partition(":")[2]
        if len(parts) >= SHORTEST:
            new.add(parts)  # the password of "user:password"
        with self._lock:
            self._forms = tuple(sorted({*self._forms, *new}, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        """Return `text` without secrets."""
        for form in self._forms:
            text = text.replace(form, HIDDEN)
        for pattern, instead in _RULES:
            text = pattern.sub(instead, text)
        return text
