"""Hears what others say of a platform: colleagues, complaints, the provider."""

from downlight.domain.deciding import Docket
from downlight.domain.evidence import weigh_votes
from downlight.domain.observation import Observation
from downlight.domain.status import NOT_MEASURED, Scope, Status
from downlight.domain.watch import Watch

_ONE_SEES_IT, _SEVERAL_SEE_IT = 0.004, 0.05
"""Belief in trouble that failing colleagues raise to: worth a sooner look, worth a burst."""
_TOLD_LATELY = 1200.0
"""Seconds after an alarm in which complaints belong to it."""
_POSTED_LATE = 7200.0
"""Seconds after an alarm in which official posts belong to it."""


def hear_colleagues(docket: Docket, watch: Watch, observation: Observation, t: float) -> list[str]:
    """Take in the votes of colleagues: an answer to a question, or one that spoke up."""
    answered = observation.started_at < observation.observed_at
    if answered:
        watch.peers_due = float("inf")
    news = watch.witnesses.take_votes(observation.votes, t, asked=answered)
    failing = watch.witnesses.votes(t, docket.tuning.votes_fresh).failing
    weigh_votes(watch, news)
    if failing and not watch.alarm:
        watch.belief.lift(_SEVERAL_SEE_IT if failing > 1 else _ONE_SEES_IT)
    if not answered and any(not vote.ok for vote in observation.votes):
        watch.due = min(watch.due, t + 0.5)
        return [watch.subject.platform_id]
    return _decide_again(docket, watch, t)


def hear_crowd(docket: Docket, watch: Watch, observation: Observation, t: float) -> list[str]:
    """Take in a count of complaints."""
    if observation.crowd is None:
        return []
    witnesses, before = watch.witnesses, watch.witnesses.hot
    witnesses.take_crowd(*observation.crowd, t)
    if witnesses.hot > before == 0:
        watch.due = min(watch.due, t + 0.5)
    if not watch.alarm and t - watch.left_at < _TOLD_LATELY:
        witnesses.hot = 0
    elif watch.reported and not witnesses.hot and not _admitted(watch, t):
        watch.clear_alarm(t)
    elif not watch.alarm and (witnesses.hot > 1 or _admitted(watch, t)):
        _report(watch, t)
    return _decide_again(docket, watch, t)


def _admitted(watch: Watch, t: float) -> bool:
    """Whether complaints and the provider agree although our looks are fine."""
    witnesses = watch.witnesses
    late = t - watch.left_at <= _POSTED_LATE
    return not late and witnesses.official_trouble and witnesses.complaints(t, 400.0, 12.0, 5.0)


def _report(watch: Watch, t: float) -> None:
    watch.raise_alarm(t, t)
    watch.reported = True
    watch.status, watch.scope = Status.DEGRADED, Scope.EVERYONE


def hear_provider(docket: Docket, watch: Watch, observation: Observation, t: float) -> list[str]:
    """Take in a reading of the official feed."""
    read = observation.reason not in NOT_MEASURED and observation.status is not Status.UNKNOWN
    news = watch.witnesses.take_feed(observation, t, read=read)
    if not watch.subject.has_probe:
        _follow(watch, t)
        return [watch.subject.platform_id]
    if news and watch.witnesses.official_trouble:
        watch.due = min(watch.due, t + 1.0)
    return _decide_again(docket, watch, t) if news else [watch.subject.platform_id]


def _follow(watch: Watch, t: float) -> None:
    """Judge a platform by its feed alone."""
    feed = watch.witnesses.feed
    if feed.is_trouble:
        if not watch.alarm:
            watch.raise_alarm(t, t)
        watch.status, watch.scope = feed, Scope.EVERYONE
    elif watch.alarm and feed is not Status.UNKNOWN:
        watch.run = 0
        watch.clear_alarm(t)


def _decide_again(docket: Docket, watch: Watch, t: float) -> list[str]:
    if watch.spell is None or watch.alarm:
        return [watch.subject.platform_id]
    due = watch.due
    touched = docket.decide(watch, t)
    watch.due = min(due, watch.due)
    return touched
