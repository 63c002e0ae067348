"""Looks at a platform by asking for a page, and judges the answer."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from downlight.domain.model import Check, Expectation, Redirects
from downlight.domain.observation import Observation, Path
from downlight.domain.status import Reason, Source, Status
from downlight.domain.text import clean
from downlight.probes.answer import Answer, Failure, Fetcher, Request
from downlight.probes.bodies import decoded, find
from downlight.probes.outcome import failed, seconds
from downlight.probes.retry_after import retry_after
from downlight.probes.traits import traits
from downlight.probes.walls import wall

_ACCEPT = "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an answer says about the platform."""

    status: Status
    reason: Reason
    detail: str
    matched: str | None = None


async def probe(
    check: Check,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    *,
    path: Path = Path.DEFAULT,
    timeout: float | None = None,
    secret: str | None = None,
) -> Observation:
    """Ask for the page of `check` once and return what was seen.

    `timeout` in seconds overrides the check's own; `secret` is the credential that `check.auth`
    says how to send.
    """
    started = now()
    answer = await fetcher.fetch(
        Request(
            check.target,
            timeout=check.timeout if timeout is None else timeout,
            headers=request_headers(check, secret),
            redirects=check.expect.redirects,
            path=path,
            cut=True,
        )
    )
    ended = now()
    if isinstance(answer, Failure):
        return failed(check, answer, started, ended, path)
    return _seen(check, answer, started, ended, path)


def _seen(
    check: Check, answer: Answer, started: datetime, ended: datetime, path: Path
) -> Observation:
    judged = judge(answer, check.expect)
    return Observation(
        check_id=check.id,
        platform_id=check.platform_id,
        source=Source.PROBE,
        status=judged.status,
        reason=judged.reason,
        started_at=started,
        observed_at=ended,
        detail=clean(judged.detail, 300),
        latency=answer.latency,
        http_status=answer.status,
        matched=judged.matched,
        path=path,
        local=answer.local,
        retry_after=retry_after(answer.headers, ended) if answer.status >= 400 else None,
        tls_expires_at=answer.tls_expires_at,
        body_digest=traits(answer) if judged.reason in (Reason.OK, Reason.SLOW) else (),
    )


def request_headers(check: Check, secret: str | None) -> Mapping[str, str]:
    """Return the headers of the request, with the credential where the check has one."""
    headers = {"accept": _ACCEPT, **{name.lower(): value for name, value in check.headers.items()}}
    if secret is not None and check.auth == "basic":
        headers["authorization"] = f"Basic {b64encode(secret.encode()).decode('ascii')}"
    elif secret is not None and check.auth:
        headers[check.auth.lower()] = secret
    return headers


def judge(answer: Answer, expect: Expectation) -> Judgement:
    """Return what `answer` says, measured against `expect`.

    In this order: a redirect that leaves the site, a bot wall, the HTTP status, an error text, a
    missing text, slowness.
    """
    return (
        _leaves_site(answer, expect)
        or _walled(answer, expect)
        or _bad_status(answer, expect)
        or _bad_text(answer, expect)
        or _slow(answer, expect)
        or Judgement(Status.OPERATIONAL, Reason.OK, _answered(answer))
    )


def _leaves_site(answer: Answer, expect: Expectation) -> Judgement | None:
    place = answer.headers.get("location", "")
    if expect.redirects is not Redirects.SAME_SITE or not 300 <= answer.status < 400 or not place:
        return None
    host = clean(_host(answer.url, place), 100)
    return Judgement(
        Status.MAJOR_OUTAGE,
        Reason.CONTENT,
        f"sends visitors away to {host}",
        matched=f"redirect to {host}",
    )


def _host(base: str, place: str) -> str:
    try:
        return urlsplit(urljoin(base, place)).hostname or "nowhere"
    except ValueError:
        return "nowhere"


def _walled(answer: Answer, expect: Expectation) -> Judgement | None:
    if answer.status in expect.statuses:
        return None
    whose = wall(answer)
    if whose is None:
        return None
    by = f" ({whose})" if whose else ""
    detail = f"{_answered(answer)}, but lets no program in{by}"
    return Judgement(Status.OPERATIONAL, Reason.BLOCKED, detail)


def _bad_status(answer: Answer, expect: Expectation) -> Judgement | None:
    expected = answer.status in expect.statuses or (
        not expect.statuses and 200 <= answer.status < 400
    )
    if expected:
        return None
    return Judgement(Status.MAJOR_OUTAGE, Reason.HTTP_STATUS, _answered(answer))


def _bad_text(answer: Answer, expect: Expectation) -> Judgement | None:
    if not expect.must_contain and not expect.must_not_contain:
        return None
    page = decoded(answer.body, answer.headers.get("content-type", ""))
    matched = _first(text for text in expect.must_not_contain if text and find(text, page))
    if matched is not None:
        shown = clean(matched, 120)
        detail = f"page says \u201c{shown}\u201d"
        return Judgement(Status.MAJOR_OUTAGE, Reason.CONTENT, detail, matched=shown)
    missing = _first(text for text in expect.must_contain if not find(text, page))
    return None if missing is None else _missing(answer, missing)


def _missing(answer: Answer, text: str) -> Judgement:
    lacks = f"page lacks \u201c{clean(text, 120)}\u201d"
    if answer.cut:
        detail = f"{lacks} in its first {len(answer.body) // 1000} KB, and no more was read"
        return Judgement(Status.UNKNOWN, Reason.MALFORMED, detail)
    return Judgement(Status.MAJOR_OUTAGE, Reason.CONTENT, lacks)


def _slow(answer: Answer, expect: Expectation) -> Judgement | None:
    limit = expect.latency_limit
    if limit is None or answer.latency <= limit:
        return None
    detail = f"{_answered(answer)}, more than {limit:g} s"
    return Judgement(Status.DEGRADED, Reason.SLOW, detail)


def _answered(answer: Answer) -> str:
    return f"answered {answer.status} in {seconds(answer.latency)}"


def _first(texts: Iterable[str]) -> str | None:
    return next(iter(texts), None)
