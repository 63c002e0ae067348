"""Says in plain words why a TLS handshake failed."""

import ssl
from dataclasses import dataclass
from datetime import datetime

from downlight.domain.text import clean

EXPIRED = 10
NOT_YET_VALID = 9
"""Verification codes of OpenSSL (x509_vfy.h)."""

_BY_CODE = {
    18: "the certificate is self-signed: nobody vouches for it",
    19: "the certificate comes from an authority that this computer does not know;"
    " a proxy or virus scanner on the way may have put it there",
    20: "the certificate comes from an authority that this computer does not know;"
    " a proxy or virus scanner on the way may have put it there",
    21: "the server does not send its whole chain of certificates",
    23: "the certificate was revoked",
    24: "the certificate was signed by one that may not sign",
    66: "the key of the certificate is too weak",
    68: "the certificate is signed in a way that is no longer safe",
}

_BY_REASON = (
    (("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"),
     "this port does not speak TLS"),
    (("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "WRONG_SSL_VERSION", "INAPPROPRIATE_FALLBACK"),
     "the server speaks only versions of TLS that are no longer safe"),
    (("UNRECOGNIZED_NAME",), "the server has no certificate for this name"),
    (("CERTIFICATE_REQUIRED",), "the server wants a certificate from us"),
    (("TOO_SMALL", "TOO_WEAK"), "the server's keys are too weak"),
    (("HANDSHAKE_FAILURE", "NO_SHARED", "NO_CIPHERS", "NO_SUITABLE", "INSUFFICIENT_SECURITY"),
     "the server agrees to no way of encryption that is safe"),
    (("INTERNAL_ERROR",), "the server failed in the middle of the TLS handshake"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Validity:
    """The span in which a certificate is valid (UTC)."""

    begins: datetime
    ends: datetime


def explain_tls(
    error: ssl.SSLError, host: str, validity: Validity | None, now: datetime | None
) -> str:
    """Return a clause for people that says why the handshake with `host` failed.

    `validity` is the span of the server's certificate, where it could be learned.
    """
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate(error, host, validity, now)
    reason = (error.reason or "").upper().replace(" ", "_")
    for words, sentence in _BY_REASON:
        if any(word in reason for word in words):
            return sentence
    spoken = clean(reason.replace("_", " ").lower(), 80)
    return f"the TLS handshake failed ({spoken})" if spoken else "the TLS handshake failed"


def _certificate(
    error: ssl.SSLCertVerificationError, host: str, validity: Validity | None, now: datetime | None
) -> str:
    code = error.verify_code
    if code == EXPIRED:
        return _expired(validity, now)
    if code == NOT_YET_VALID:
        since = f" before {_day(validity.begins)}" if validity else " yet"
        return f"the certificate is not valid{since}; is this computer's clock right?"
    if code in (62, 64) or "mismatch" in str(error).lower():
        return f"the certificate is for another name than {host}"
    said = clean(str(getattr(error, "verify_message", "")), 80)
    return _BY_CODE.get(code, f"the certificate is not valid ({said})")


def _expired(validity: Validity | None, now: datetime | None) -> str:
    if validity is None:
        return "the certificate has expired"
    if now is not None and validity.ends > now:
        return "a certificate above the server's own has expired"
    return f"the certificate expired on {_day(validity.ends)}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def read_validity(der: bytes) -> Validity | None:
    """Return the validity of an X.509 certificate in DER (RFC 5280, section 4.1); None if odd.

    Python tells the dates of verified certificates only, and here the others matter.
    """
    try:
        fields = _fields(_fields(_fields(der)[0])[0])
        dates = _fields(fields[4 if fields[0].tag == 0xA0 else 3])
        return Validity(_time(dates[0]), _time(dates[1]))
    except (IndexError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class _Field:
    tag: int
    value: bytes


def _fields(holder: "bytes | _Field") -> list[_Field]:
    data = holder.value if isinstance(holder, _Field) else holder
    found: list[_Field] = []
    at = 0
    while at < len(data) and len(found) < 32:
        length, start = data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, start = int.from_bytes(data[start : start + size], "big"), start + size
        if start + length > len(data):
            raise ValueError("a field is longer than what holds it")
        found.append(_Field(data[at], data[start : start + length]))
        at = start + length
    return found


def _time(field: _Field) -> datetime:
    text = field.value.decode("ascii").replace("Z", "+0000")
    if field.tag == 0x17:  # UTCTime: two digits of the year, 1950 to 2049
        text = ("20" if int(text[:2]) < 50 else "19") + text
    return datetime.strptime(text, "%Y%m%d%H%M%S%z")
