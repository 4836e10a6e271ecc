"""How long the command takes until it says anything: a new interpreter, its modules, the page of help.

Run with ``pytest tests/benchmarks --benchmark-only``.
"""

import subprocess
import sys

from pytest_benchmark.fixture import BenchmarkFixture

CALL = "from filspec.cli.main import main; main()"


def test_page_of_help(benchmark: BenchmarkFixture) -> None:
    shown = benchmark(subprocess.run, [sys.executable, "-c", CALL, "--help"], check=True, capture_output=True)
    assert b"prove" in shown.stdout
