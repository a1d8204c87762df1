"""Paths among a thousand regions with ten thousand agreements are found in under a second after loading."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "bench_trace.py"
LINE = re.compile(r" *([0-9.]+) ms  (.*?): .*")


@pytest.mark.slow
def test_each_trace_takes_less_than_a_second() -> None:
    printed = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=True).stdout
    times = {match[2]: float(match[1]) for line in printed.splitlines() if (match := LINE.fullmatch(line))}
    traces = {what: time for what, time in times.items() if what.startswith("trace, ")}
    assert len(traces) == 8
    assert max(traces.values()) < 1000
