"""The watch for left processes sees one and does not invent any."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leftovers import MARK, end, running, wait_for_all_to_end

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="no /proc here")


def test_a_process_that_goes_on_is_seen_named_and_ended() -> None:
    env = {**os.environ, MARK: "a-run-that-leaves-one"}
    with subprocess.Popen([sys.executable, "-c", "input()"], env=env, stdin=subprocess.PIPE) as one:
        left = running("a-run-that-leaves-one")
        assert [process.pid for process in left] == [one.pid]
        assert "input()" in left[0].command
        end(left)
        assert one.wait(5) == -9


def test_a_run_that_left_nothing_has_no_leftovers() -> None:
    env = {**os.environ, MARK: "a-tidy-run"}
    subprocess.run([sys.executable, "-c", ""], env=env, check=True)
    assert wait_for_all_to_end(1, "a-tidy-run") == []
