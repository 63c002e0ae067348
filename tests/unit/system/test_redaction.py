"""Secrets do not pass; ordinary words do."""

from base64 import b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.system.redaction import HIDDEN, SHORTEST, Redactor


@pytest.mark.parametrize(
    "text",
    [
        "GET https://me:hunter2@example.com/x",
        "GET https://hunter2@example.com/x",
        "proxy http://me:hunter2@proxy.example:8080 refused",
        "Authorization: Bearer hunter2",
        "authorization: Basic hunter2",
        "Headers({'authorization': 'Token hunter2', 'accept': '*/*'})",
        "[(b'Authorization', b'hunter2'), (b'Host', b'example.com')]",
        "Cookie: session=hunter2; other=hunter2",
        "X-Api-Key: hunter2",
        "https://example.com/?token=hunter2&x=1",
        "https://example.com/?x=1&access_token=hunter2#top",
        "https://example.com/?key=hunter2",
        "password='hunter2 hunter2'",
        "api_key=hunter2, x=1",
        "sent Bearer hunter2abc",
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str) -> None:
    redacted = Redactor()(text)
    assert "hunter2" not in redacted
    assert HIDDEN in redacted


@pytest.mark.parametrize(
    "text",
    [
        "the token expired",
        "basic settings are used",
        "https://example.com/a?b=c&monkey=banana",
        "ssh://example.com:22/path",
        "mail me@example.com",
        "the keyring is locked",
        "authorization is needed",
        "3 of 4 canaries answer",
    ],
)
def test_ordinary_words_pass(text: str) -> None:
    assert Redactor()(text) == text


def test_the_rest_of_a_line_is_still_readable() -> None:
    redacted = Redactor()("GET https://me:pw@example.com/?token=abc&x=1 took 3 s")
    assert redacted == f"GET https://{HIDDEN}@example.com/?token={HIDDEN}&x=1 took 3 s"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=SHORTEST, max_size=40))
def test_a_secret_that_was_told_does_not_pass_in_any_form(secret: str) -> None:
    redact = Redactor()
    redact.learn(secret)
    coded = b64encode(secret.encode()).decode()
    line = f"<{secret}> <{quote(secret, safe='')}> <{coded}>"
    assert redact(line).count(HIDDEN) >= 3
    assert redact(f"<{secret}>") == f"<{HIDDEN}>"


def test_the_password_of_a_pair_does_not_pass_alone() -> None:
    redact = Redactor()
    redact.learn("somebody:hunter2")
    assert redact("it was hunter2") == f"it was {HIDDEN}"


def test_a_secret_too_short_to_tell_from_words_is_not_looked_for() -> None:
    redact = Redactor()
    redact.learn("is")
    assert redact("this is it") == "this is it"
