"""Unpacks the body of an HTTP answer as it comes in, within limits that a bomb cannot pass."""

import zlib

_GZIP = b"\x1f\x8b"
_AUTO = zlib.MAX_WBITS | 32
"""Window bits that accept a gzip or a zlib header."""
_STEP = 65_536
"""Bytes that are unpacked in one go at most."""
_BOMB = 100
"""Unpacked to packed beyond which no page comes; deflate allows 1032."""
_HARMLESS = 500_000
"""Bytes of which no server needs to be accused."""

PLAIN = frozenset({"", "identity"})
PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class DecodingError(Exception):
    """The body cannot be unpacked; the text says why, as a clause for people."""


class Decoder:
    """Collects one body. Feed it chunks, then call `body`."""

    def __init__(self, coding: str, *, max_wire: int, max_body: int, cut: bool = False) -> None:
        """Begin a body of this Content-Encoding.

        `max_wire` and `max_body` are bytes before and after unpacking. Raises DecodingError for
        a coding that was not asked for. With `cut`, a body is cut at a limit instead of refused.
        """
        name = coding.strip().lower()
        if name not in PLAIN | PACKED:
            raise DecodingError("the answer is packed in a way that was not asked for")
        self._packed = name in PACKED
        self._bare_allowed = name == "deflate"
        self._head = b""
        self._inflate = zlib.decompressobj(_AUTO)
        self._max_wire = max_wire
        self._max_body = max_body
        self._cut = cut
        self._wire = 0
        self._eaten = 0
        self._body = bytearray()
        self.full = False
        """No more is taken: a limit was reached and `cut` allowed it."""

    def feed(self, chunk: bytes) -> None:
        """Take in what came off the wire. Raises DecodingError when it is broken or too much."""
        if self.full:
            return
        room = self._max_wire - self._wire
        self._wire += len(chunk)
        self._take(chunk[:room])
        if len(chunk) > room:
            self._limit(f"the answer is larger than {self._max_wire // 1000} KB")

    def body(self) -> bytes:
        """Return all that came. Raises DecodingError when the packed body breaks off."""
        unfinished = self._packed and not self._inflate.eof and self._wire > 0
        if unfinished and not self.full:
            raise DecodingError("the answer breaks off in the middle")
        return bytes(self._body)

    def _take(self, chunk: bytes) -> None:
        if self._packed:
            self._unpack(chunk)
        else:
            self._keep(chunk)

    def _keep(self, data: bytes) -> None:
        room = self._max_body - len(self._body)
        self._body += data[:room]
        if len(data) > room:
            if self._packed and len(self._body) > max(self._eaten * _BOMB, _HARMLESS):
                raise DecodingError("the answer is a decompression bomb")
            self._limit(f"the answer is larger than {self._max_body // 1000} KB when unpacked")

    def _limit(self, complaint: str) -> None:
        if not self._cut:
            raise DecodingError(complaint)
        self.full = True

    def _unpack(self, chunk: bytes) -> None:
        if self._bare_allowed:
            chunk = self._past_doubt(chunk)
        while chunk and not self.full:
            if self._inflate.eof and not chunk.startswith(_GZIP):
                return  # bytes after the end are ignored, as browsers do
            if self._inflate.eof:
                self._inflate = zlib.decompressobj(_AUTO)  # gzip may be several files in a row
            chunk = self._step(chunk)

    def _step(self, chunk: bytes) -> bytes:
        """Unpack a little of `chunk`; return what is left of it."""
        data = self._decompress(chunk)
        rest = self._inflate.unconsumed_tail or self._inflate.unused_data
        self._eaten += len(chunk) - len(rest)
        self._keep(data)
        while len(data) == _STEP and not rest and not self.full:
            data = self._inflate.decompress(b"", _STEP)  # held back inside zlib
            self._keep(data)
        return rest

    def _decompress(self, chunk: bytes) -> bytes:
        try:
            return self._inflate.decompress(chunk, _STEP)
        except zlib.error:
            raise DecodingError("the answer is packed wrongly") from None

    def _past_doubt(self, chunk: bytes) -> bytes:
        """Return what can be unpacked, once two bytes tell which of two formats it is.

        Some servers call "deflate" what has no zlib header (RFC 9110, section 8.4.1.2).
        """
        self._head += chunk
        if len(self._head) < 2:
            return b""
        self._bare_allowed = False
        if self._head[0] & 0x0F != zlib.DEFLATED or int.from_bytes(self._head[:2], "big") % 31:
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._head
