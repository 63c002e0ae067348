"""The runs of the benchmark: which watcher in which world; one run is one process's work."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace

from benchmarks.detection.climate import COMPANY, EVERYDAY, HARSH, STRESS, Climate
from benchmarks.detection.rival_run import AS_SHIPPED, EQUAL_BUDGET, read_pages, watch
from benchmarks.detection.score import Score, score
from benchmarks.detection.whole_app import Setup, live
from benchmarks.detection.world import World
from downlight.domain.tuning import Tuning


@dataclass(frozen=True, slots=True)
class Run:
    """One line of a table."""

    name: str
    climate: Climate = STRESS
    platforms: int = 10
    setup: Setup = field(default_factory=Setup)
    rival: str = ""
    """"shipped 0", "equal 1": which of the rivals; "pages": status pages only; "": the app."""


def single(run: Run, seed: int, days: float) -> Score:
    """Carry out one run in the world of one seed."""
    world = World(seed, days, run.platforms, run.climate)
    if run.rival == "pages":
        return score(world, read_pages(world))
    if run.rival:
        kind, _, number = run.rival.partition(" ")
        rivals = AS_SHIPPED if kind == "shipped" else EQUAL_BUDGET
        return score(world, watch(world, rivals[int(number)]))
    return score(world, live(world, run.setup).story)


def carry_out(
    runs: Sequence[Run], seeds: Iterable[int], days: float, jobs: int
) -> dict[str, Score]:
    """Return the score of each run over all seeds, by its name."""
    todo = [(run, seed) for run in runs for seed in seeds]
    scores = {run.name: Score() for run in runs}
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [(run, pool.submit(single, run, seed, days)) for run, seed in todo]
        for run, done in waiting:
            scores[run.name].add(done.result())
    return scores


ALONE = Setup(colleagues=False, crowd=False, feeds=False)
RIVALS = (
    *(Run(r.name, rival=f"shipped {n}") for n, r in enumerate(AS_SHIPPED)),
    Run("Status pages, read every minute", rival="pages"),
    *(Run(f"{r.name} (equal)", rival=f"equal {n}") for n, r in enumerate(EQUAL_BUDGET)),
)
"""(equal): as often as we look, with the same content checks and a limit of 3 s."""
APP = Run("Downlight")
WORLDS = (
    Run("everyday rates", EVERYDAY),
    Run("harsh", HARSH),
    Run("3 platforms", platforms=3),
    Run("no colleagues", setup=Setup(colleagues=False)),
    Run("own looks only", setup=ALONE),
    Run("a network that blocks control sites", COMPANY),
)
INTERVALS = tuple(
    Run(f"every {interval:.0f} s", setup=Setup(interval=interval))
    for interval in (30.0, 120.0, 300.0)
)
_UNSTATED = Setup(stated=False)
LEARNED = (
    Run("no page changes", replace(STRESS, daily_pages=0.0), setup=_UNSTATED),
    Run("half of the pages change daily", setup=_UNSTATED),
    Run("all pages change daily", replace(STRESS, daily_pages=1.0), setup=_UNSTATED),
)
DIALS = (0.5, 1.5, Tuning().hiccup_nats, 3.5, 5.0)
_RESTLESS = replace(STRESS, glitch=24.0)
TRADE = tuple(
    Run(f"e^{nats:g}", _RESTLESS, setup=Setup(tuning=Tuning(hiccup_nats=nats))) for nats in DIALS
)
"""The one dial that trades delay for false alarms, where there are enough of those to see it."""
