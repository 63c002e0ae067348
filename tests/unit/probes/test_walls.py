"""A server that lets no program in is recognised."""

from typing import Any

import pytest

from downlight.probes.walls import wall
from fakes.answers import answer


@pytest.mark.parametrize("status", [401, 403, 429])
def test_refusals_are_walls_without_a_name(status: int) -> None:
    assert wall(answer("go away", status)) == ""


@pytest.mark.parametrize("status", [200, 302, 404, 500, 503])
def test_other_answers_are_none(status: int) -> None:
    assert wall(answer("<title>Shop</title>", status)) is None


@pytest.mark.parametrize(
    ("name", "status", "headers", "page"),
    [
        ("Cloudflare", 403, {"cf_mitigated": "challenge"}, ""),
        ("Cloudflare", 503, {}, "<html><title>Just a moment...</title>"),
        ("Cloudflare", 403, {}, "<title>Attention Required! | Cloudflare</title>"),
        ("AWS WAF", 202, {"x_amzn_waf_action": "challenge"}, ""),
        ("Akamai", 403, {}, '<a href="https://errors.edgesuite.net/18.5">'),
        ("PerimeterX", 200, {}, '<div id="px-captcha"></div>'),
        ("DataDome", 403, {}, '<script src="https://ct.captcha-delivery.com/c.js">'),
        ("Imperva", 200, {}, "Request unsuccessful. Incapsula incident ID: 1-2"),
        ("Vercel", 429, {"x_vercel_mitigated": "challenge"}, ""),
        ("DDoS-Guard", 403, {}, "<title>DDoS-Guard</title>"),
        ("Anubis", 200, {}, '<script id="anubis_challenge" type="application/json">'),
        ("Google", 429, {}, "detected unusual traffic from your computer network"),
    ],
)
def test_products_are_told_by_their_headers_and_pages(
    name: str, status: int, headers: dict[str, Any], page: str
) -> None:
    assert wall(answer(page, status, **headers)) == name


@pytest.mark.parametrize(
    ("page", "headers"),
    [
        ('<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js">', {}),
        ("<title>What is Cloudflare?</title> Just a moment...", {}),
        ("fine", {"server": "cloudflare", "cf_ray": "8"}),
        ('<script src="/_Incapsula_Resource?x">', {}),
    ],
)
def test_a_page_that_a_wall_let_through_is_no_wall(page: str, headers: dict[str, Any]) -> None:
    assert wall(answer(page, 200, **headers)) is None


def test_an_outage_behind_cloudflare_is_an_outage() -> None:
    page = "<title>site.test | 521: Web server is down</title>"
    assert wall(answer(page, 521, server="cloudflare")) is None


def test_words_deep_down_in_a_long_page_are_not_looked_for() -> None:
    assert wall(answer(" " * 70_000 + "<title>Just a moment...</title>")) is None
