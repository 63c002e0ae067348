"""Bodies are unpacked within limits."""

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.engine.decoding import Decoder, DecodingError
from fakes.hostile import bomb


def decode(
    data: bytes,
    coding: str,
    *,
    step: int = 0,
    wire: int = 10**6,
    body: int = 10**6,
    cut: bool = False,
) -> tuple[bytes, bool]:
    decoder = Decoder(coding, max_wire=wire, max_body=body, cut=cut)
    for at in range(0, len(data), step or len(data) or 1):
        decoder.feed(data[at : at + (step or len(data))])
    return decoder.body(), decoder.full


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "X-GZip ": gzip.compress,
    "deflate": zlib.compress,
    " Deflate": bare_deflate,
}


@pytest.mark.parametrize("coding", CODINGS)
@given(data=st.binary(max_size=3000), step=st.integers(1, 400))
def test_what_was_packed_comes_out_whatever_the_chunks(coding: str, data: bytes, step: int) -> None:
    assert decode(CODINGS[coding](data), coding, step=step) == (data, False)


@given(st.binary(max_size=2000), st.sampled_from(["gzip", "deflate"]))
def test_no_bytes_break_the_decoder(data: bytes, coding: str) -> None:
    with suppress(DecodingError):
        assert len(decode(data, coding, body=5000)[0]) <= 5000


@given(
    data=st.binary(max_size=4000),
    step=st.integers(1, 1000),
    wire=st.integers(1, 3000),
    body=st.integers(1, 3000),
    coding=st.sampled_from(["", "gzip", "deflate"]),
)
def test_a_cut_body_is_a_beginning_within_the_limits(
    data: bytes, step: int, wire: int, body: int, coding: str
) -> None:
    packed = CODINGS[coding](data)
    taken, full = decode(packed, coding, step=step, wire=wire, body=body, cut=True)
    assert data.startswith(taken)
    assert len(taken) <= body
    assert full == (len(packed) > wire or len(data) > body)


@pytest.mark.parametrize("extra", range(0, 300, 7))
def test_what_zlib_holds_back_at_the_end_of_a_step_is_not_lost(extra: int) -> None:
    data = bytes(65_536 + extra)
    assert decode(bare_deflate(data), "deflate")[0] == data


def test_several_gzip_files_in_a_row_are_one_body() -> None:
    assert decode(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", step=7)[0] == b"one two"


def test_bytes_after_the_end_are_ignored() -> None:
    assert decode(gzip.compress(b"one") + b"\0\0\0trailer", "gzip")[0] == b"one"


def test_nothing_at_all_is_an_empty_body_even_when_called_gzip() -> None:
    assert decode(b"", "gzip") == (b"", False)


def test_a_packed_body_that_breaks_off_is_refused() -> None:
    packed = gzip.compress(b"hello " * 1000)
    with pytest.raises(DecodingError, match="breaks off"):
        decode(packed[:-9], "gzip")


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "gzip,br", "compress", "\0"])
def test_codings_that_were_not_asked_for_are_refused(coding: str) -> None:
    with pytest.raises(DecodingError, match="not asked for"):
        decode(b"x", coding)


@pytest.mark.parametrize("data", [b"nope", b"\x1f\x8b\x08\xff garbage", b"<html>"])
def test_what_is_not_packed_is_refused(data: bytes) -> None:
    with pytest.raises(DecodingError):
        decode(data, "gzip")


def test_a_body_that_is_too_large_is_refused_packed_or_not() -> None:
    with pytest.raises(DecodingError, match="larger than 1 KB"):
        decode(b"x" * 1001, "", wire=1000)
    with pytest.raises(DecodingError, match="larger than 2 KB when unpacked"):
        decode(gzip.compress(bytes(range(250)) * 9), "gzip", body=2000)


@pytest.mark.parametrize("cut", [True, False])
def test_a_bomb_is_refused_even_where_a_cut_is_allowed(cut: bool) -> None:
    with pytest.raises(DecodingError, match="bomb"):
        decode(bomb(60), "gzip", step=65_536, body=4_000_000, cut=cut)


def test_a_very_repetitive_page_is_no_bomb() -> None:
    page = b"<tr><td>row</td></tr>\n" * 20_000
    assert decode(gzip.compress(page), "gzip")[0] == page
