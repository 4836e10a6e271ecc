"""Programs written by hand, for the parts of the fuzzer."""

from collections.abc import Callable

import pytest

from filspec.fuzz.laws import LawText
from filspec.fuzz.program import HEAD, HEAD_OF_LAWS, Program

WORLD = '''

@actor
class World:
    """The world."""

    n: int
    t: Table[int, int]
'''
MESSAGE = '''

@message("Trap")
def trap(w: World, a: int, b: int) -> None:
    """A message."""
'''
OF_N = ("w.n >= 0", "w.n = abs(w.n)")


@pytest.fixture
def written() -> Callable[..., Program]:
    """A program with this body, and a law of worlds for each formula with its repair."""

    def write(
        body: str, *formulas: tuple[str, str], before: str = "", laws: tuple[LawText, ...] = (), bounded: str = ""
    ) -> Program:
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        texts = tuple(
            LawText(f"law{place}", law_text(f"law{place}", 'law("X")', "w: World", formula), repair)
            for place, (formula, repair) in enumerate(formulas)
        )
        modules = (("fuzzed", HEAD + WORLD + before + MESSAGE + lines),)
        return Program(modules, HEAD_OF_LAWS, (*texts, *laws), bounded)

    return write


def law_text(name: str, decorator: str, parameters: str, formula: str) -> str:
    """The text of a law."""
    return f'\n\n@{decorator}\ndef {name}({parameters}) -> bool:\n    """A law."""\n    return {formula}\n'


@pytest.fixture
def law() -> Callable[[str, str, str, str], LawText]:
    """A law of any kind, without a repair."""
    return lambda name, decorator, parameters, formula: LawText(
        name, law_text(name, decorator, parameters, formula), ""
    )


@pytest.fixture
def of_n() -> tuple[str, str]:
    """The law that n is not negative, with its repair."""
    return OF_N
