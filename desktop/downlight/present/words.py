"""What is said about platforms: states, scopes, reasons, failures and refused settings."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from downlight.domain.settings import Problem
from downlight.domain.snapshot import PlatformState
from downlight.domain.status import NetworkState, Phase, Reason, Scope, Status
from downlight.domain.verdict import Because, Rule, Verdict
from downlight.present.reasons import (
    FAILURE,
    NETWORK,
    STATUS,
    explain,
    failure_of,
    latencies,
    maintenance_end,
    sentence_case,
)
from downlight.present.speech import Speech, mark

__all__ = ["Words", "mark"]

_SCOPE = {
    Scope.EVERYONE: mark("Everyone"),
    Scope.JUST_YOU: mark("Only you"),
    Scope.UNCLEAR: mark("Unclear"),
}

_ONLY_YOU = {
    Reason.DNS: mark("names do not resolve on this network"),
    Reason.TIMEOUT: mark("it does not answer on this network"),
    Reason.REFUSED: mark("connections are refused on this network"),
    Reason.RESET: mark("connections are cut off on this network"),
    Reason.UNREACHABLE: mark("there is no route to it from this network"),
    Reason.TLS: mark("somebody on this network breaks the encryption"),
    Reason.PROXY: mark("the proxy does not let it through"),
}

_TROUBLE = {
    (Status.MAJOR_OUTAGE, Scope.EVERYONE): mark("Down for everyone for {duration}"),
    (Status.PARTIAL_OUTAGE, Scope.EVERYONE): mark("Partly down for everyone for {duration}"),
    (Status.DEGRADED, Scope.EVERYONE): mark("Degraded for everyone for {duration}"),
    (Status.MAJOR_OUTAGE, Scope.JUST_YOU): mark("Only you: down for {duration}"),
    (Status.PARTIAL_OUTAGE, Scope.JUST_YOU): mark("Only you: partly down for {duration}"),
    (Status.DEGRADED, Scope.JUST_YOU): mark("Only you: degraded for {duration}"),
    (Status.MAJOR_OUTAGE, Scope.UNCLEAR): mark("Down for {duration}, for you at least"),
    (Status.PARTIAL_OUTAGE, Scope.UNCLEAR): mark("Partly down for {duration}, for you at least"),
    (Status.DEGRADED, Scope.UNCLEAR): mark("Degraded for {duration}, for you at least"),
}

_UNKNOWN = {
    Rule.PAUSED: mark("Paused"),
    Rule.NO_WAY: mark("No way to it from this network"),
    Rule.OWN_FAULT: mark("Cannot tell: this computer ran out of something it needs"),
    Rule.BLOCKED: mark("Answers, but will not let a program in"),
    Rule.OFFICIAL_UNKNOWN: mark("Cannot tell: its status page cannot be read"),
    Rule.OFFICIAL_LACKS: mark("Cannot tell: its status page does not list what you watch"),
}


class Words(Speech):
    """All sentences about platforms, in one language and time zone."""

    def status(self, status: Status) -> str:
        """Return a status in a word or two: "Partly down"."""
        return self(STATUS[status])

    def scope(self, scope: Scope) -> str:
        """Return who is affected: "Only you"."""
        return self(_SCOPE[scope])

    def failure(self, reason: Reason) -> str:
        """Return why a look went wrong, as a clause: "its name does not resolve"."""
        return self(FAILURE[reason])

    def only_you(self, reasons: Iterable[Because]) -> str:
        """Return what is wrong on the user's side as a clause; empty where it is not known."""
        main = next(filter(None, map(failure_of, reasons)), None)
        return self(_ONLY_YOU[main]) if main in _ONLY_YOU else ""

    def network(self, state: NetworkState) -> str:
        """Return how this machine's own connection is: "You are offline"."""
        return self(NETWORK[state])

    def reason(self, because: Because) -> str:
        """Return one sentence for what moved a verdict, without a full stop."""
        return explain(self, because)

    def problem(self, problem: Problem) -> str:
        """Return what is wrong in the settings, with where: file, line and key."""
        return self.said(problem.told)

    def sentence(self, state: PlatformState, now: datetime) -> str:
        """Return how a platform is at `now`, as one short sentence without its name."""
        verdict = state.verdict
        if verdict.phase is Phase.STARTING:
            return self("Not looked at yet")
        if verdict.phase is Phase.SUSPECTED:
            return self("Something is wrong, looking again")
        if verdict.phase is Phase.RECOVERING:
            return self("Answers again, looking once more")
        if verdict.status.is_trouble:
            return self._trouble(verdict, now)
        return self._no_trouble(verdict, now)

    def _no_trouble(self, verdict: Verdict, now: datetime) -> str:
        if verdict.status is Status.UNKNOWN:
            return self._unknown(verdict)
        if verdict.status is Status.MAINTENANCE:
            return self._maintenance(verdict, now)
        return self._well(verdict)

    def _trouble(self, verdict: Verdict, now: datetime) -> str:
        if verdict.flapping:
            return self("Comes and goes for {duration}", duration=self._lasting(verdict, now))
        clause = self.only_you(verdict.reasons)
        if verdict.scope is Scope.JUST_YOU and clause:
            return self("Only you: {clause}", clause=clause)
        slow = _find(verdict, Rule.SLOW)
        if slow is not None and verdict.status is Status.DEGRADED:
            return self._slow(slow)
        message = _TROUBLE[verdict.status, verdict.scope or Scope.UNCLEAR]
        return self(message, duration=self._lasting(verdict, now))

    def _slow(self, because: Because) -> str:
        latency, usual = latencies(because)
        if latency is None:
            return self("Slow")
        if usual is None:
            return self("Slow: {latency}", latency=self.latency(latency))
        return self(
            "Slow: {latency}, usually {usual}",
            latency=self.latency(latency),
            usual=self.latency(usual),
        )

    def _unknown(self, verdict: Verdict) -> str:
        offline = _find(verdict, Rule.OFFLINE)
        if offline is not None:
            return self.reason(offline)
        rule = next((because.rule for because in verdict.reasons if because.rule in _UNKNOWN), None)
        return self(_UNKNOWN[rule]) if rule else self("Cannot tell")

    def _maintenance(self, verdict: Verdict, now: datetime) -> str:
        because = _find(verdict, Rule.MAINTENANCE)
        ends_at = maintenance_end(because) if because else None
        if ends_at is None:
            return self("Planned maintenance")
        return self("Planned maintenance until {time}", time=self.when(ends_at, now))

    def _well(self, verdict: Verdict) -> str:
        if _find(verdict, Rule.BLOCKED) is not None:
            return self("Answers, but will not let a program in")
        certificate = _find(verdict, Rule.CERTIFICATE)
        if certificate is not None:
            return self("All is well. {more}", more=sentence_case(self.reason(certificate)))
        return self("All is well")

    def _lasting(self, verdict: Verdict, now: datetime) -> str:
        return self.duration((now - (verdict.since or verdict.judged_at)) / timedelta(seconds=1))


def _find(verdict: Verdict, rule: Rule) -> Because | None:
    return next((because for because in verdict.reasons if because.rule is rule), None)
