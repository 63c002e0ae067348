"""Why a handshake failed, in words."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.engine.fetch_certificate import Validity, explain_tls, read_validity
from fakes.authorities import issue

NOW = datetime(2026, 5, 6, 12, tzinfo=UTC)
PAST = Validity(datetime(2025, 5, 3, tzinfo=UTC), datetime(2026, 5, 3, tzinfo=UTC))
FUTURE = Validity(datetime(2026, 6, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC))


def verification_error(code: int, message: str = "odd") -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, f"certificate verify failed: {message}")
    error.verify_code = code
    error.verify_message = message
    return error


def ssl_error(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, reason)
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("code", "validity", "sentence"),
    [
        (10, PAST, "the certificate expired on 3 May 2026"),
        (10, None, "the certificate has expired"),
        (10, FUTURE, "a certificate above the server's own has expired"),
        (
            9,
            FUTURE,
            "the certificate is not valid before 1 June 2026; is this computer's clock right?",
        ),
        (9, None, "the certificate is not valid yet; is this computer's clock right?"),
        (62, None, "the certificate is for another name than site.test"),
        (64, None, "the certificate is for another name than site.test"),
        (18, None, "the certificate is self-signed: nobody vouches for it"),
        (21, None, "the server does not send its whole chain of certificates"),
        (23, None, "the certificate was revoked"),
        (77, None, "the certificate is not valid (odd)"),
    ],
)
def test_each_refusal_of_a_certificate_has_its_sentence(
    code: int, validity: Validity | None, sentence: str
) -> None:
    assert explain_tls(verification_error(code), "site.test", validity, NOW) == sentence


def test_without_a_clock_the_date_is_told_as_it_is() -> None:
    said = explain_tls(verification_error(10), "site.test", PAST, None)
    assert said == "the certificate expired on 3 May 2026"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("WRONG_VERSION_NUMBER", "this port does not speak TLS"),
        (
            "TLSV1_ALERT_PROTOCOL_VERSION",
            "the server speaks only versions of TLS that are no longer safe",
        ),
        ("TLSV1_UNRECOGNIZED_NAME", "the server has no certificate for this name"),
        ("TLSV13_ALERT_CERTIFICATE_REQUIRED", "the server wants a certificate from us"),
        ("DH_KEY_TOO_SMALL", "the server's keys are too weak"),
        (
            "SSLV3_ALERT_HANDSHAKE_FAILURE",
            "the server agrees to no way of encryption that is safe",
        ),
        (
            "TLSV1_ALERT_INTERNAL_ERROR",
            "the server failed in the middle of the TLS handshake",
        ),
        ("BAD_SOMETHING", "the TLS handshake failed (bad something)"),
        ("", "the TLS handshake failed"),
    ],
)
def test_each_failed_handshake_has_its_sentence(reason: str, sentence: str) -> None:
    assert explain_tls(ssl_error(reason), "site.test", None, NOW) == sentence


@pytest.mark.parametrize("years", [1, 20, 40])
def test_the_dates_of_a_certificate_are_read_in_both_formats(years: int) -> None:
    begins = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    ends = begins + timedelta(days=365 * years)
    pem = issue("site.test", begins=begins, ends=ends).cert_chain_pems[0].bytes().decode()
    assert read_validity(ssl.PEM_cert_to_DER_cert(pem)) == Validity(begins, ends)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(der: bytes) -> None:
    assert read_validity(der) is None


@given(st.integers(0, 600), st.integers(0, 255))
def test_no_damaged_certificate_breaks_the_reader(at: int, value: int) -> None:
    pem = issue("site.test").cert_chain_pems[0].bytes().decode()
    der = bytearray(ssl.PEM_cert_to_DER_cert(pem))
    der[at % len(der)] = value
    found = read_validity(bytes(der))
    assert found is None or found.begins.tzinfo is not None
