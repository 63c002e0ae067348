"""Recognises bot walls: a server that answers, but lets no program in. That is no outage."""

from dataclasses import dataclass

from downlight.probes.answer import Answer

_REFUSALS = frozenset({401, 403, 429})
_HEAD = 65_536
"""Bytes in which a challenge page shows what it is."""


@dataclass(frozen=True, slots=True)
class _Wall:
    """A product, and what gives it away: headers at any status, words of its pages."""

    name: str
    headers: tuple[tuple[str, str], ...] = ()
    """Header names, each with a value that it contains ("" for any)."""
    pages: tuple[bytes, ...] = ()
    """Words that stand on its challenge pages and never on pages that it lets through."""


_WALLS = (
    _Wall(
        "Cloudflare",
        (("cf-mitigated", ""),),
        (
            b"<title>Just a moment...</title>",
            b"<title>Attention Required! | Cloudflare</title>",
            b"_cf_chl_opt",
        ),
    ),
    _Wall("AWS WAF", (("x-amzn-waf-action", ""),), (b"window.gokuProps",)),
    _Wall("Akamai", (), (b"errors.edgesuite.net", b"sec-if-cpt-container")),
    _Wall("PerimeterX", (), (b'id="px-captcha"', b"window._pxBlockScript")),
    _Wall("DataDome", (), (b"captcha-delivery.com",)),
    _Wall("Imperva", (), (b"Request unsuccessful. Incapsula incident ID", b"Pardon Our Interrup")),
    _Wall("Vercel", (("x-vercel-mitigated", ""),), (b"<title>Vercel Security Checkpoint</title>",)),
    _Wall("DDoS-Guard", (), (b"<title>DDoS-Guard</title>",)),
    _Wall("Sucuri", (("x-sucuri-block", ""),), (b"Sucuri WebSite Firewall - Access Denied",)),
    _Wall("Anubis", (), (b'id="anubis_challenge"',)),
    _Wall("Google", (), (b"unusual traffic from your computer network",)),
    _Wall("Amazon", (), (b"To discuss automated access to Amazon data",)),
    _Wall("Reddit", (), (b"blocked by network security",)),
)


def wall(answer: Answer) -> str | None:
    """Return whose wall the answer is, "" for one without a name, None when it is no wall.

    401, 403 and 429 always are one; challenge pages come with any status, 200 and 503 as well.
    """
    head = answer.body[:_HEAD]
    for known in _WALLS:
        if _in_headers(known, answer) or any(words in head for words in known.pages):
            return known.name
    return "" if answer.status in _REFUSALS else None


def _in_headers(known: _Wall, answer: Answer) -> bool:
    return any(
        name in answer.headers and value in answer.headers[name] for name, value in known.headers
    )
