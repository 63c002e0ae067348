"""A process that writes incidents until it is killed, and prints the id of each that is in the log.

Run as: python log_writer.py FILE
"""

import sys
from itertools import count
from pathlib import Path

from downlight.store.log import Log
from fakes.records import T0, ended, minutes, seen, to_tell, trouble


def main() -> None:
    log = Log.open(Path(sys.argv[1]), lambda: T0)
    _say("damaged" if log.remark else "open")
    for left_open in log.open_incidents():
        log.record(ended(left_open, left_open.started_at), [seen("back")])
    for number in count():
        start = minutes(number)
        about = trouble(f"p{number % 7}", start)
        recorded = log.record(about, [seen("x" * 500, start)] * 3, to_tell(about, start))
        log.alive(start)
        incident = log.record(ended(recorded.incident, start), [seen("back", start)]).incident
        _say(str(incident.id))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
