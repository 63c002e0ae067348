import pytest

from downlight.present.links import host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://status.example/incidents/1", "status.example"),
        ("http://127.0.0.1:8080/", "127.0.0.1"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://gіthub.com/", "xn--gthub-n2e.com"),
    ],
)
def test_a_web_address_is_opened_and_its_host_told_as_it_really_is(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https:///nowhere",
        "https://github.com@evil.example/",
        "https://[::1",
        "https://a.example/\nb",
        "https://a.example/\u202egnp.exe",
        "https://" + "ü" * 80 + ".example/",
    ],
)
def test_anything_else_is_not_opened(url: str | None) -> None:
    assert host_of(url) is None
