"""The fuzzer finds faults of the prover by itself: each is planted, and some run breaks what is then proved."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from filspec.fuzz.campaign import GROUP, campaign

TRAPS = runpy.run_path(str(Path(__file__).parents[1] / "symbolic" / "test_prover_engine_mutants.py"))
FAULTS = (
    "the old row is not taken from the sum",
    "a deleted row stays",
    "steps write no numbers",
)
MOST = 400
"""So many cases are tried for each at most."""


def first_broken(folder: Path) -> str:
    """The seed of the first case in which a run breaks what the prover in a folder proves."""
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    command = [
        sys.executable,
        "-m",
        "filspec.fuzz",
        "--seed",
        "planted",
        "--cases",
        str(MOST),
        "--shrink",
        "0",
        "--stop",
    ]
    ran = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"^(planted\.\d+): Broken", ran.stdout, re.MULTILINE)
    assert found, f"nothing was found\n{ran.stdout[-1000:]}{ran.stderr[-1000:]}"
    return found.group(1)


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault_is_found(name: str, tmp_path: Path) -> None:
    # Given a prover with a fault
    folder = TRAPS["planted"](TRAPS["ENGINE_MUTANTS"][name], tmp_path)
    # When cases are tried until a run breaks what it proves
    seed = first_broken(folder)
    # Then no run breaks what the prover without the fault proves of the same program
    start = int(seed.partition(".")[2]) // GROUP * GROUP
    case = next(case for case in campaign("planted", GROUP, 1, start) if case.seed == seed)
    assert case.broken is None
