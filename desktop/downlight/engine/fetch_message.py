"""Requests and answers in the shapes that HTTP gives them."""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

import httpx

from downlight.domain.status import Reason
from downlight.engine.decoding import Decoder, DecodingError
from downlight.engine.fetch_hops import Hop
from downlight.engine.fetch_proxy import Proxy
from downlight.engine.fetch_trip import NotReached, Trip
from downlight.probes.answer import Request

MAX_HEADERS = 65_536
"""Bytes of names and values in the headers of one answer."""


async def pour(response: httpx.Response, decoder: Decoder, trip: Trip) -> None:
    """Read the body into `decoder` as far as it takes it. Raises DecodingError, NotReached.

    The stream is made to end rather than left in the middle: generators that nobody finishes
    would be closed later, by tasks of their own.
    """
    trouble: DecodingError | None = None
    try:
        async for chunk in response.aiter_raw():
            if trouble is None:
                trouble = _feed(decoder, chunk)
            if trouble or decoder.full:
                trip.stop()
    except NotReached:
        if trouble is None and not decoder.full:
            raise
    if trouble is not None:
        raise trouble


def _feed(decoder: Decoder, chunk: bytes) -> DecodingError | None:
    try:
        decoder.feed(chunk)
    except DecodingError as error:
        return error
    return None


def headers_of(response: httpx.Response, proxy: Proxy | None) -> Mapping[str, str]:
    """Return the headers with names in lower case; repeated ones are joined by commas.

    Raises NotReached when they are too large, or the proxy's refusal.
    """
    raw: list[tuple[bytes, bytes]] = response.extensions["headers"]
    if sum(len(name) + len(value) for name, value in raw) > MAX_HEADERS:
        raise NotReached(Reason.MALFORMED, "the headers of the answer would not end")
    if proxy is not None and response.status_code == 407:
        detail = f"the proxy {proxy.place} wants a user name and password (407)"
        raise NotReached(Reason.PROXY, detail)
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), _text(value)
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def first_hop(request: Request) -> Hop:
    """Return the first request: a user name in the URL becomes a header.

    It must show up in no answer and no log. Raises NotReached for what is no web address.
    """
    if not host_of(request.url) or urlsplit(request.url).scheme not in ("http", "https"):
        raise NotReached(Reason.OWN_FAULT, "this is no http or https address")
    headers = {name.lower(): value for name, value in request.headers.items()}
    known = (("if-none-match", request.etag), ("if-modified-since", request.last_modified))
    headers |= {name: value for name, value in known if value and _sendable(value)}
    parts = urlsplit(request.url)
    if parts.username or parts.password:
        auth = httpx.BasicAuth(unquote(parts.username or ""), unquote(parts.password or ""))
        signed = next(auth.auth_flow(httpx.Request("GET", "http://unused")))
        headers.setdefault("authorization", signed.headers["authorization"])
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
    return Hop(bare.geturl(), headers)


def _sendable(value: str) -> bool:
    """A server's own words from last time: odd ones are not sent back."""
    return value.isascii() and value.isprintable()


def host_of(url: str) -> str:
    """Return the host in its ASCII form, for lookups and for people; "" for no usable URL."""
    try:
        _ = urlsplit(url).port
        return httpx.URL(url).raw_host.decode("ascii").strip("[]")
    except (httpx.InvalidURL, ValueError):
        return ""
