"""What one connection may do."""

import pytest

from downlight.domain.status import Reason
from downlight.engine.fetch_trip import NotReached, Stage, Trip


@pytest.mark.parametrize(
    ("stage", "clause"),
    [
        (Stage.ANSWER, "the headers of the answer would not end"),
        (Stage.BODY, "the answer would not end"),
    ],
)
def test_bytes_beyond_the_allowance_end_the_trip(stage: Stage, clause: str) -> None:
    trip = Trip("site.test", allowance=10, stage=stage)
    trip.take(10)
    with pytest.raises(NotReached) as caught:
        trip.take(1)
    assert (caught.value.reason, caught.value.detail) == (Reason.MALFORMED, clause)


def test_a_stopped_trip_takes_not_even_nothing() -> None:
    trip = Trip("site.test")
    trip.take(0)
    trip.stop()
    with pytest.raises(NotReached):
        trip.take(0)


@pytest.mark.parametrize(
    "pieces", [[b"HTTP/1.1 200 OK\r\n"], [b"H", b"TT", b"P/1"], [b"\r\n", b"HTTP/1.0"], [b""]]
)
def test_http_is_heard_in_pieces_too(pieces: list[bytes]) -> None:
    trip = Trip("site.test", stage=Stage.ANSWER)
    for piece in pieces:
        trip.hear(piece)


@pytest.mark.parametrize(
    ("data", "clause"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", ": it says “SSH-2.0-OpenSSH_9.2”"),
        (b"220 mail.test ESMTP ready for all kinds of mail\r\n", ": it says “220 mail.test"),
        (b"\x15\x03\x01\x00", ""),
        (b"\x80\xff\n", ""),
    ],
)
def test_anything_else_is_told_with_its_greeting(data: bytes, clause: str) -> None:
    trip = Trip("site.test", stage=Stage.ANSWER)
    with pytest.raises(NotReached) as caught:
        trip.hear(data)
    assert caught.value.detail.startswith(f"what answers there does not speak HTTP{clause}")
    assert len(caught.value.detail) < 100


def test_only_the_beginning_of_an_answer_is_listened_to() -> None:
    trip = Trip("site.test", stage=Stage.TLS)
    trip.hear(b"\x16\x03\x01")
    trip.stage = Stage.ANSWER
    trip.hear(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    trip.hear(b"anything")
