"""Prints the figures of detection: `make bench-detection`, options by ARGS.

python -m benchmarks.detection [--days 7] [--seeds 201-202] [--jobs 2] [--only worlds,...]
"""

import argparse
import os
import sys
from collections.abc import Sequence

from benchmarks.detection.bound import FALSE_ALARMS, bounds
from benchmarks.detection.climate import STRESS
from benchmarks.detection.runs import (
    APP,
    INTERVALS,
    LEARNED,
    RIVALS,
    TRADE,
    WORLDS,
    Run,
    carry_out,
)
from benchmarks.detection.tables import CLASS_HEAD, HEAD, by_class, row, table

PARTS: dict[str, tuple[str, Sequence[Run]]] = {
    "rivals": ("Beside the rules of others", (*RIVALS, APP)),
    "intervals": ("By base interval (60 s above)", INTERVALS),
    "worlds": ("In other worlds", WORLDS),
    "learned": ("Without stated expectations: what a page looks like is learned", LEARNED),
    "trade": (
        "Delay against false alarms: odds against a hiccup, with four times the hiccups",
        TRADE,
    ),
}


def main(arguments: Sequence[str]) -> None:
    """Carry out what is asked for, and print it."""
    asked = _options().parse_args(arguments)
    seeds = _seeds(asked.seeds)
    _say(
        f"{asked.days:g} days, seeds {asked.seeds}; ten platforms and ten times the outages of "
        "everyday life, a look every 60 s, unless said otherwise. The app is the whole engine."
    )
    for part in asked.only.split(","):
        title, runs = PARTS[part]
        scores = carry_out(runs, seeds, asked.days, asked.jobs)
        rows = [row(run.name, scores[run.name], says_who=not run.rival) for run in runs]
        _say(f"## {title}\n\n{table(HEAD, rows)}")
        if APP in runs:
            title = f"By kind, beside the theory's bound at {FALSE_ALARMS:g} false alarms"
            lines = by_class(scores[APP.name], bounds(STRESS, 60.0))
            _say(f"## {title}\n\n{table(CLASS_HEAD, lines)}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n\n")
    sys.stdout.flush()


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="make bench-detection ARGS=", description=__doc__)
    options.add_argument("--days", type=float, default=7.0, help="days of each world")
    options.add_argument("--seeds", default="201-202", help="one world each: 201-204,300")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    options.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    return options


def _seeds(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
