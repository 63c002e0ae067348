"""`downlight doctor`: what works on this machine, part by part."""

import asyncio
from collections.abc import Sequence
from contextlib import closing

from downlight.domain.history import HistoryUnavailable, IncidentFilter
from downlight.domain.settings import Canary
from downlight.present.platform import Lamp
from downlight.probes.answer import Answer, Failure, Request
from downlight.terminal import shapes
from downlight.terminal.check import ALL_UP, NOT_UP
from downlight.terminal.options import Doctor
from downlight.terminal.services import Examination, Finding, TerminalServices
from downlight.terminal.tables import Cell, show_table

PATIENCE = 10.0
"""Seconds for each part."""
CANARY_PATIENCE = 5.0
"""Seconds that a control site may take."""


def doctor(order: Doctor, services: TerminalServices) -> int:
    """Examine and tell; return 1 when something does not work."""
    findings = asyncio.run(_examine(services))
    if order.json:
        services.output.json([shapes.found(finding) for finding in findings])
    else:
        _show(findings, services)
    return NOT_UP if any(finding.works is False for finding in findings) else ALL_UP


async def _examine(services: TerminalServices) -> list[Finding]:
    own = (
        Examination("settings", lambda: _settings(services)),
        Examination("catalogue", lambda: _catalogue(services)),
        Examination("log", lambda: _log(services)),
        Examination("network", lambda: _network(services)),
    )
    return [await _patiently(one, services) for one in (*services.examinations, *own)]


async def _patiently(examination: Examination, services: TerminalServices) -> Finding:
    try:
        async with asyncio.timeout(PATIENCE):
            return await examination.look()
    except TimeoutError:
        text = services.words("It does not answer.")
        return Finding(examination.part, works=None, text=text)


async def _settings(services: TerminalServices) -> Finding:
    words = services.words
    settings, problems = services.settings.load()
    if problems:
        told = "; ".join(words.problem(problem) for problem in problems)
        return Finding("settings", works=False, text=told, advice=words("Correct the file."))
    count = len(settings.favourites)
    told = words.plural("{n} platform is watched.", "{n} platforms are watched.", count)
    return Finding("settings", works=True, text=told)


async def _catalogue(services: TerminalServices) -> Finding:
    words, count = services.words, len(services.catalogue.search("", 1_000_000))
    if not count:
        advice = words("Install Downlight again.")
        return Finding("catalogue", works=False, text=words("It is empty."), advice=advice)
    problems = services.catalogue.problems()
    if problems:
        told = "; ".join(words.problem(problem) for problem in problems)
        return Finding("catalogue", works=False, text=told, advice=words("Correct the file."))
    told = words.plural("{n} platform is known.", "{n} platforms are known.", count)
    return Finding("catalogue", works=True, text=told)


async def _log(services: TerminalServices) -> Finding:
    words = services.words
    source = services.open_history()
    if source is None:
        return Finding("log", works=True, text=words("Nothing is written yet."))
    try:
        with closing(source):
            count = len(source.ids(IncidentFilter()))
    except HistoryUnavailable as unreadable:
        return Finding("log", works=False, text=str(unreadable))
    told = words.plural("{n} incident is written down.", "{n} incidents are written down.", count)
    return Finding("log", works=True, text=told)


async def _network(services: TerminalServices) -> Finding:
    words = services.words
    canaries = services.settings.load()[0].network.canaries
    fetcher = services.fetcher()
    try:
        answers = await asyncio.gather(
            *(fetcher.fetch(Request(one.url, timeout=CANARY_PATIENCE)) for one in canaries)
        )
    finally:
        await fetcher.close()
    good = sum(_fits(answer, one) for answer, one in zip(answers, canaries, strict=True))
    told = words(
        "{good} of {all} control sites answer as they should.", good=good, all=len(canaries)
    )
    if good:
        return Finding("network", works=True, text=told)
    advice = words("You are offline, or behind a page where you have to sign in.")
    return Finding("network", works=False, text=told, advice=advice)


def _fits(answer: Answer | Failure, canary: Canary) -> bool:
    if isinstance(answer, Failure) or answer.status != canary.status:
        return False
    return canary.body.encode() in answer.body


def _show(findings: Sequence[Finding], services: TerminalServices) -> None:
    words = services.words
    shown = {
        True: Cell(words("works"), Lamp.GREEN),
        False: Cell(words("does not work"), Lamp.RED),
        None: Cell(words("cannot tell"), Lamp.GREY),
    }
    rows = [
        (finding.part, shown[finding.works], " ".join(filter(None, (finding.text, finding.advice))))
        for finding in findings
    ]
    show_table(services.output, (words("Part"), words("State"), words("What was found")), rows)
