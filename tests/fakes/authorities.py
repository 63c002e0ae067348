"""Certificates of all kinds, good and bad, and servers and clients that use them."""

import ssl
from datetime import UTC, datetime, timedelta
from functools import cache

import trustme

HOST = "secure.test"
NOW = datetime.now(UTC)  # noqa: TID251 - OpenSSL verifies against the real clock
DAY = timedelta(days=1)


@cache
def authority(name: str) -> trustme.CA:
    """Return a certificate authority; only the one called "ours" is trusted."""
    return trustme.CA(organization_name=f"Test {name}", key_type=trustme.KeyType.ECDSA)


def issue(
    *names: str,
    by: str = "ours",
    begins: datetime | None = None,
    ends: datetime | None = None,
) -> trustme.LeafCert:
    """Return a certificate for `names`."""
    return authority(by).issue_cert(
        *names, not_before=begins, not_after=ends, key_type=trustme.KeyType.ECDSA
    )


def serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    """Return the context of a server that shows `certificate`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def trusting() -> ssl.SSLContext:
    """Return the context of a client that trusts the authority called "ours"."""
    context = ssl.create_default_context()
    authority("ours").configure_trust(context)
    return context
