"""Programs: the same for the same seed, in one module or two."""

import ast
import subprocess
import sys
import zlib

import pytest

from filspec.fuzz.program import program


def test_seed_decides() -> None:
    assert program("1.5") == program("1.5")
    assert program("1.5") != program("1.6")


@pytest.mark.parametrize("hash_seed", ["0", "1", "77"])
def test_hash_seed_does_not(hash_seed: str) -> None:
    code = "from filspec.fuzz.program import program; print(sum(hash_of(program(str(n)).text()) for n in range(20)))"
    code = f"import zlib; hash_of = lambda text: zlib.crc32(text.encode()); {code}"
    ran = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True
    )
    assert int(ran.stdout) == sum(zlib.crc32(program(str(number)).text().encode()) for number in range(20))


def test_programs_are_well_formed() -> None:
    for seed in range(200):
        ast.parse(program(str(seed)).text())


def test_some_programs_have_two_modules_and_other_names_for_what_they_import() -> None:
    several = [program(str(seed)) for seed in range(200)]
    assert {len(found.modules) for found in several} == {1, 2}
    assert all(found.modules[-1][0] == "fuzzed" for found in several)
    assert any(" as again_" in found.modules[-1][1] for found in several)
