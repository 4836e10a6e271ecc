"""The command of the fuzzer: ``python -m filspec.fuzz --cases 20000 --jobs 2 --seed 1``."""

from __future__ import annotations

import argparse
import sys
import time

from filspec.fuzz.campaign import Count, campaign
from filspec.fuzz.case import Case, case_of
from filspec.fuzz.program import program
from filspec.fuzz.shrinking import shrunk

OFTEN = 200
"""After so many cases a line of progress is printed."""


def main() -> int:
    """Try cases and print what breaks; 1 if anything does."""
    arguments = _arguments()
    if arguments.only:
        case = case_of(arguments.only)
        print(program(arguments.only).text(), case, sep="\n")
        if case.broken:
            print(_story(case))
        return int(case.broken is not None)
    count, started = Count(), time.monotonic()
    for case in campaign(arguments.seed, arguments.cases, arguments.jobs, arguments.first):
        count = count.plus(case)
        if case.broken:
            print(_story(case) if len(count.found) <= arguments.shrink else f"{case.seed}: {case.broken}", flush=True)
        if count.cases % OFTEN == 0 or count.cases == arguments.cases:
            rate = count.cases / (time.monotonic() - started)
            print(f"{count}; {rate:.1f} cases a second", file=sys.stderr, flush=True)
        if arguments.stop and count.found:
            break
    print(count)
    return int(bool(count.found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m filspec.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=1000, help="how many cases are tried")
    parser.add_argument("--jobs", type=int, default=1, help="over how many processes")
    parser.add_argument("--seed", default="1", help="of the campaign")
    parser.add_argument("--first", type=int, default=0, help="number of the first case, a multiple of ten")
    parser.add_argument("--shrink", type=int, default=3, help="how many of the broken cases are made small")
    parser.add_argument("--stop", action="store_true", help="stop at the first claim that is broken")
    parser.add_argument("--only", default="", help="the seed of a single case, as it was printed")
    return parser.parse_args()


def _story(case: Case) -> str:
    """A case that breaks a claim, made small."""
    assert case.broken is not None
    smallest, broken = shrunk(program(case.seed), case.seed, case.broken)
    return (
        f"seed {case.seed}: {broken.claim} is proved, and a run breaks it\n{smallest.text()}"
        f"world: {broken.world}\narguments: {broken.arguments}\nend: {broken.end}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
