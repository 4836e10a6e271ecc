"""Programs are loaded, and leave nothing."""

import sys
from collections.abc import Callable

import pytest

from filspec.fuzz.loading import LAW_MODULE, loaded
from filspec.fuzz.program import Program
from filspec.kit.laws import LAWS
from filspec.kit.linter import LintError, require_linted
from filspec.kit.transitions import REGISTRY

Write = Callable[..., Program]


def test_program_is_there_while_it_is_looked_at_and_no_longer(written: Write, of_n: tuple[str, str]) -> None:
    laws, transitions = dict(LAWS), dict(REGISTRY)
    with loaded(written("w.n = abs(a)", of_n)) as modules:
        assert "trap" in REGISTRY and list(modules.laws) == ["law0"]
        assert modules.module.trap.__module__ == "fuzzed" and modules.law_module.__name__ == LAW_MODULE
    assert laws == LAWS and transitions == REGISTRY
    assert not {"fuzzed", LAW_MODULE} & set(sys.modules)


def test_next_program_is_read_anew(written: Write) -> None:
    with loaded(written("w.n = 1")) as modules:
        require_linted("fuzzed")
        assert str(modules.module.__file__).endswith("fuzzed.py")
    with loaded(written("w.n = 1 if isinstance(a, int) else 0")), pytest.raises(LintError):
        require_linted("fuzzed")


def test_program_that_cannot_be_loaded_leaves_nothing_either(written: Write) -> None:
    before = dict(REGISTRY)
    with pytest.raises(NameError), loaded(written("w.n = 1", before="\nx = unknown\n")):
        pass
    assert before == REGISTRY and "fuzzed" not in sys.modules
