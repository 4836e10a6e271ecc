"""Lemmas are proved of the rules as they are, and refuted where a rule is another."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from filspec.lemmas.lemma import LEMMAS
from filspec.symbolic.lemma_proof import LemmaResult, prove_lemma


@pytest.fixture
def result_with(monkeypatch: pytest.MonkeyPatch) -> Callable[..., LemmaResult]:
    """Prove a lemma that calls another rule in the place of the one it names."""

    def prove(holds: Callable[..., bool], rule: str, wrong: Callable[..., Any]) -> LemmaResult:
        monkeypatch.setattr(sys.modules[holds.__module__], rule, wrong)
        return prove_lemma(LEMMAS[holds.__name__])

    return prove
