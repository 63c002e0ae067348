"""The sentence for each rule that can move a verdict."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from downlight.domain.status import NetworkState, Reason, Status
from downlight.domain.text import clean
from downlight.domain.verdict import Because, Param, Rule
from downlight.present.speech import Speech, mark

FAILURE = {
    Reason.OK: mark("it answers as it should"),
    Reason.TIMEOUT: mark("it does not answer in time"),
    Reason.DNS: mark("its name does not resolve"),
    Reason.REFUSED: mark("it refuses connections"),
    Reason.RESET: mark("it cuts connections off"),
    Reason.UNREACHABLE: mark("there is no route to it"),
    Reason.TLS: mark("its encrypted connection cannot be trusted"),
    Reason.PROXY: mark("the proxy does not let it through"),
    Reason.HTTP_STATUS: mark("it answers with an error"),
    Reason.CONTENT: mark("pages load but show an error"),
    Reason.BLOCKED: mark("it answers, but will not let a program in"),
    Reason.SLOW: mark("it answers slowly"),
    Reason.MALFORMED: mark("its answer makes no sense"),
    Reason.STALE: mark("what it publishes is out of date"),
    Reason.OFFLINE: mark("you are offline"),
    Reason.CAPTIVE_PORTAL: mark("this network wants you to sign in first"),
    Reason.ASLEEP: mark("this computer was asleep"),
    Reason.OWN_FAULT: mark("this computer ran out of something it needs"),
}
"""Why a look went wrong, as a clause that can stand after a colon."""

TELLING = frozenset({Reason.DNS, Reason.TLS, Reason.PROXY, Reason.MALFORMED, Reason.OWN_FAULT})
"""Failures of which the detail says more than the clause does."""

STATUS = {
    Status.OPERATIONAL: mark("All is well"),
    Status.DEGRADED: mark("Degraded"),
    Status.PARTIAL_OUTAGE: mark("Partly down"),
    Status.MAJOR_OUTAGE: mark("Down"),
    Status.MAINTENANCE: mark("Maintenance"),
    Status.UNKNOWN: mark("Cannot tell"),
}

NETWORK = {
    NetworkState.UNKNOWN: mark("It is not known whether you are online"),
    NetworkState.ONLINE: mark("You are online"),
    NetworkState.OFFLINE: mark("You are offline"),
    NetworkState.CAPTIVE_PORTAL: mark("This network wants you to sign in first"),
    NetworkState.DNS_BROKEN: mark("Names do not resolve on this network"),
}


class _Facts:
    """What a reason carries, read without trusting that all of it is there."""

    def __init__(self, params: Mapping[str, Param]) -> None:
        self._params = params

    def text(self, key: str) -> str:
        value = self._params.get(key)
        return "" if value is None else clean(str(value))

    def number(self, key: str) -> float | None:
        value = self._params.get(key)
        return float(value) if isinstance(value, int | float) else None

    def count(self, key: str = "count") -> int:
        return int(self.number(key) or 0)

    def failure(self) -> Reason | None:
        return _read(Reason, self.text("reason"))

    def time(self, key: str) -> datetime | None:
        try:
            moment = datetime.fromisoformat(self.text(key))
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Word = TypeVar("Word", bound=StrEnum)


def _read(words: type[Word], text: str) -> Word | None:
    return next((word for word in words if word.value == text), None)


Teller = Callable[[Speech, _Facts], str]


def explain(say: Speech, because: Because) -> str:
    """Return one sentence for a reason, without a full stop."""
    return _TELLERS[because.rule](say, _Facts(because.params))


def maintenance_end(because: Because) -> datetime | None:
    """Return when a MAINTENANCE reason says that the work ends (UTC), if it does."""
    return _Facts(because.params).time("ends_at")


def latencies(because: Because) -> tuple[float | None, float | None]:
    """Return the seconds now and the seconds usual of a SLOW reason."""
    facts = _Facts(because.params)
    return facts.number("latency"), facts.number("usual")


def failure_of(because: Because) -> Reason | None:
    """Return the kind of failure that a reason tells of, if it does."""
    if because.rule in (Rule.CONTENT_REJECTED, Rule.CONTENT_MISSING, Rule.CONTENT_STRANGE):
        return Reason.CONTENT
    if because.rule in (Rule.SLOW, Rule.BLOCKED, Rule.OFFLINE):
        return Reason(because.rule.value)
    return _Facts(because.params).failure() if because.rule is Rule.PROBE_FAILED else None


def sentence_case(text: str) -> str:
    """Return `text` with its first letter large."""
    return text[:1].upper() + text[1:]


def _fixed(message: str) -> Teller:
    return lambda say, facts: say(message)


def _times(say: Speech, sentence: str, facts: _Facts) -> str:
    """Append how often, and the HTTP status, where they add something."""
    status = facts.count("http_status")
    if status:
        sentence = say("{sentence} (HTTP {status})", sentence=sentence, status=status)
    n = facts.count()
    if n < 2:
        return sentence
    return say.plural(
        "{sentence}, {n} time in a row", "{sentence}, {n} times in a row", n, sentence=sentence
    )


def _probe_ok(say: Speech, facts: _Facts) -> str:
    latency = facts.number("latency")
    if latency is None:
        return say("It answers as it should")
    return say("It answers as it should, in {latency}", latency=say.latency(latency))


def _probe_failed(say: Speech, facts: _Facts) -> str:
    reason = facts.failure() or Reason.HTTP_STATUS
    clause, detail = say(FAILURE[reason]), facts.text("detail")
    if detail and reason in TELLING:
        clause = say("{sentence}: {detail}", sentence=clause, detail=detail)
    return _times(say, sentence_case(clause), facts)


def _rejected(say: Speech, facts: _Facts) -> str:
    matched = facts.text("matched")
    if not matched:
        return _times(say, say("Pages load but show an error"), facts)
    return _times(say, say("Pages load but show “{text}”", text=matched), facts)


def _missing(say: Speech, facts: _Facts) -> str:
    detail = facts.text("detail")
    if not detail:
        return _times(say, say("Pages load without the text that belongs there"), facts)
    return _times(say, say("Pages load, but something is missing: {detail}", detail=detail), facts)


def _strange(say: Speech, facts: _Facts) -> str:
    return _times(say, say("Pages load, but look unlike the usual ones"), facts)


def _slow(say: Speech, facts: _Facts) -> str:
    now, usual = facts.number("latency"), facts.number("usual")
    if now is None:
        return say("It answers slowly")
    if usual is None:
        return say("It took {latency} to answer", latency=say.latency(now))
    return say(
        "It took {latency} to answer, usually {usual}",
        latency=say.latency(now),
        usual=say.latency(usual),
    )


def _blocked(say: Speech, facts: _Facts) -> str:
    return _times(say, say("It answers, but will not let a program in"), facts)


def _not_confirmed(say: Speech, facts: _Facts) -> str:
    return say.plural(
        "{n} failed look is not enough to be sure",
        "{n} failed looks are not enough to be sure",
        facts.count() or 1,
    )


def _recovering(say: Speech, facts: _Facts) -> str:
    return say.plural(
        "{n} good answer so far, looking once more",
        "{n} good answers so far, looking once more",
        facts.count(),
    )


def _recovered(say: Speech, facts: _Facts) -> str:
    n = facts.count()
    if not n:
        return say("It answers as it should again")
    return say.plural("{n} good answer since", "{n} good answers in a row since", n)


def _network_fine(say: Speech, facts: _Facts) -> str:
    n = facts.count("answered")
    if not n:
        return say("Your own connection works")
    return say.plural(
        "Your own connection works: {n} other place answers",
        "Your own connection works: {n} other places answer",
        n,
    )


def _network_doubtful(say: Speech, facts: _Facts) -> str:
    n = facts.count("failed")
    if not n:
        return say("Your own connection may be at fault")
    return say.plural(
        "Your own connection may be at fault: {n} unrelated platform fails as well",
        "Your own connection may be at fault: {n} unrelated platforms fail as well",
        n,
    )


def _offline(say: Speech, facts: _Facts) -> str:
    state = _read(NetworkState, facts.text("state"))
    if state is None or state is NetworkState.ONLINE:
        state = NetworkState.OFFLINE
    return say(NETWORK[state])


_PATHS = {
    "other_family": mark("It answers over the other kind of internet address (IPv4 or IPv6)"),
    "other_resolver": mark("It answers when another name server is asked for its address"),
}


_ANOTHER_PATH = mark("It answers by another way")


def _other_path(say: Speech, facts: _Facts) -> str:
    return say(_PATHS.get(facts.text("path"), _ANOTHER_PATH))


def _age(say: Speech, sentence: str, facts: _Facts) -> str:
    age = facts.number("age")
    if age is None:
        return sentence
    return say("{sentence} (read {duration} ago)", sentence=sentence, duration=say.duration(age))


def _official_trouble(say: Speech, facts: _Facts) -> str:
    title = facts.text("title")
    status = _read(Status, facts.text("status"))
    if title:
        sentence = say("Status page says: “{title}”", title=title)
    elif status is not None:
        sentence = say("Status page says: {status}", status=say(STATUS[status]))
    else:
        sentence = say("Status page tells of trouble")
    return _age(say, sentence, facts)


def _official_fine(say: Speech, facts: _Facts) -> str:
    return _age(say, say("Status page still says all is well"), facts)


def _official_unknown(say: Speech, facts: _Facts) -> str:
    reason = facts.failure()
    if reason is None:
        return say("Status page cannot be read")
    return say("Status page cannot be read: {failure}", failure=say(FAILURE[reason]))


def _official_lacks(say: Speech, facts: _Facts) -> str:
    return say("Status page does not list what you watch: {parts}", parts=facts.text("parts"))


def _maintenance(say: Speech, facts: _Facts) -> str:
    title, ends_at = facts.text("title"), facts.time("ends_at")
    sentence = say("Planned maintenance")
    if title:
        sentence = say("Planned maintenance: “{title}”", title=title)
    if ends_at is None:
        return sentence
    return say("{sentence}, until {time}", sentence=sentence, time=say.date_time(ends_at))


def _peers(say: Speech, facts: _Facts) -> str:
    failing, asked = facts.count("failing"), facts.count("asked")
    if not failing:
        return say.plural("{n} colleague sees no trouble", "{n} colleagues see no trouble", asked)
    return say.plural(
        "{failing} of {n} colleague sees it too",
        "{failing} of {n} colleagues see it too",
        asked,
        failing=failing,
    )


def _crowd(say: Speech, facts: _Facts) -> str:
    n, usual = facts.count(), facts.number("usual")
    if usual is None:
        return say.plural("{n} complaint by others", "{n} complaints by others", n)
    return say.plural(
        "{n} complaint by others, usually {usual}",
        "{n} complaints by others, usually {usual}",
        n,
        usual=say.number(usual),
    )


def _siblings(say: Speech, facts: _Facts) -> str:
    n, provider = facts.count(), facts.text("provider")
    if not provider:
        return say.plural(
            "{n} other platform on the same network is down too",
            "{n} other platforms on the same network are down too",
            n,
        )
    return say.plural(
        "{n} other platform on {provider} is down too",
        "{n} other platforms on {provider} are down too",
        n,
        provider=provider,
    )


def _flapping(say: Speech, facts: _Facts) -> str:
    n = facts.count()
    if not n:
        return say("It comes and goes")
    return say.plural("It came or went {n} time of late", "It came and went {n} times of late", n)


def _own_fault(say: Speech, facts: _Facts) -> str:
    detail = facts.text("detail")
    if not detail:
        return say("This computer ran out of something it needs")
    return say("This computer could not look: {detail}", detail=detail)


def _certificate(say: Speech, facts: _Facts) -> str:
    days = facts.count("days")
    if days < 1:
        return say("Its certificate ends today")
    return say.plural("Its certificate ends in {n} day", "Its certificate ends in {n} days", days)


_TELLERS: Mapping[Rule, Teller] = {
    Rule.STARTING: _fixed(mark("Not looked at yet")),
    Rule.PROBE_OK: _probe_ok,
    Rule.PROBE_FAILED: _probe_failed,
    Rule.CONTENT_REJECTED: _rejected,
    Rule.CONTENT_MISSING: _missing,
    Rule.CONTENT_STRANGE: _strange,
    Rule.SLOW: _slow,
    Rule.BLOCKED: _blocked,
    Rule.NOT_CONFIRMED: _not_confirmed,
    Rule.RECOVERING: _recovering,
    Rule.RECOVERED: _recovered,
    Rule.NETWORK_FINE: _network_fine,
    Rule.NETWORK_DOUBTFUL: _network_doubtful,
    Rule.OFFLINE: _offline,
    Rule.NO_WAY: _fixed(mark("There is no way to it from this network")),
    Rule.LOCAL_TARGET: _fixed(mark("It is on your own network, so the internet does not matter")),
    Rule.OTHER_PATH_WORKS: _other_path,
    Rule.OFFICIAL_TROUBLE: _official_trouble,
    Rule.OFFICIAL_FINE: _official_fine,
    Rule.OFFICIAL_UNKNOWN: _official_unknown,
    Rule.OFFICIAL_LACKS: _official_lacks,
    Rule.MAINTENANCE: _maintenance,
    Rule.PEERS: _peers,
    Rule.CROWD: _crowd,
    Rule.SIBLINGS: _siblings,
    Rule.FLAPPING: _flapping,
    Rule.PAUSED: _fixed(mark("Paused by you")),
    Rule.OWN_FAULT: _own_fault,
    Rule.CERTIFICATE: _certificate,
}
