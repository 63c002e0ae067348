"""Where a redirect may lead."""

import pytest

from downlight.domain.model import Redirects
from downlight.domain.status import Reason
from downlight.engine.fetch_hops import Hop, next_hop, origin, site
from downlight.engine.fetch_trip import NotReached

HOME = Hop("https://www.example.co.uk/a/b?c=d#e", {"accept": "*/*", "authorization": "token"})


def after(
    location: str,
    *,
    status: int = 302,
    hop: Hop = HOME,
    policy: Redirects = Redirects.FOLLOW,
    visited: tuple[str, ...] | None = None,
    cookie: str | None = None,
) -> Hop | None:
    headers = {"location": location} | ({"set-cookie": cookie} if cookie else {})
    return next_hop(hop, status, headers, policy, visited or (hop.url,))


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/x", "https://www.example.co.uk/x"),
        ("x", "https://www.example.co.uk/a/x"),
        ("?q", "https://www.example.co.uk/a/b?q"),
        ("//cdn.test/x#part", "https://cdn.test/x"),
        (" https://other.test/ ", "https://other.test/"),
        ("https://me:secret@other.test:8443/", "https://other.test:8443/"),
    ],
)
def test_locations_are_taken_relative_to_where_they_came_from(location: str, url: str) -> None:
    hop = after(location)
    assert hop is not None
    assert hop.url == url


@pytest.mark.parametrize("status", [200, 201, 300, 304, 305, 404])
def test_only_five_statuses_redirect(status: int) -> None:
    assert after("/x", status=status) is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_these_do(status: int) -> None:
    assert after("/x", status=status) is not None


def test_no_location_means_no_redirect() -> None:
    assert after("") is None
    assert after("  ") is None
    assert next_hop(HOME, 302, {}, Redirects.FOLLOW, (HOME.url,)) is None


def test_headers_stay_on_the_origin() -> None:
    near, far = after("/x"), after("https://example.co.uk/")
    assert near is not None
    assert near.headers == HOME.headers
    assert far is not None
    assert far.headers == {"accept": "*/*"}


def test_a_token_is_not_taken_down_to_http() -> None:
    with pytest.raises(NotReached, match="from https to http"):
        after("http://www.example.co.uk/")
    bare = Hop("https://www.example.co.uk/", {"accept": "*/*"})
    assert after("http://www.example.co.uk/", hop=bare) is not None


def test_a_circle_and_an_endless_chain_are_told_apart() -> None:
    with pytest.raises(NotReached, match="in a circle") as circle:
        after("https://b.test/", visited=("https://b.test/", HOME.url))
    assert circle.value.reason is Reason.MALFORMED
    many = tuple(f"https://b.test/{n}" for n in range(6))
    with pytest.raises(NotReached, match="more than 5 redirects"):
        after("https://b.test/7", visited=many)


def test_a_circle_that_sets_a_cookie_is_a_wall() -> None:
    with pytest.raises(NotReached) as caught:
        after("https://b.test/", visited=("https://b.test/", HOME.url), cookie="seen=1")
    assert caught.value.reason is Reason.BLOCKED


@pytest.mark.parametrize(
    ("host", "registered"),
    [
        ("example.com", "example.com"),
        ("www.example.com", "example.com"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("example.co.uk", "example.co.uk"),
        ("www.example.de", "example.de"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("www.example.com.", "example.com"),
    ],
)
def test_the_registered_name_is_found_by_rule_of_thumb(host: str, registered: str) -> None:
    assert site(host) == registered


def test_a_site_is_left_by_its_registered_name_only() -> None:
    assert after("https://login.example.co.uk/", policy=Redirects.SAME_SITE) is not None
    assert after("https://parking.co.uk/", policy=Redirects.SAME_SITE) is None


def test_the_port_belongs_to_the_origin() -> None:
    assert origin("http://a.test") == origin("http://a.test:80/x") != origin("http://a.test:81")
    assert origin("https://a.test") == ("https", "a.test", 443)
