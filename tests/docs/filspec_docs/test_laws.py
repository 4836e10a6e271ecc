"""The pages of laws say of each law what it is."""

import inspect

import pytest
from filspec_docs.laws import DECORATORS, anchor_of, source

from filspec.kit.laws import Quantifier
from filspec.laws.catalogue import catalogue


@pytest.mark.parametrize(("kind", "declare"), tuple(zip(Quantifier, DECORATORS, strict=True)))
def test_laws_of_a_kind_are_declared_as_the_page_says(kind: Quantifier, declare: object) -> None:
    laws = [law for law in catalogue() if law.quantifier is kind]
    assert laws
    for law in laws:
        assert inspect.getsource(law.holds).startswith(f"@{declare.__name__}(")  # type: ignore[attr-defined]


def test_no_two_laws_stand_at_one_place() -> None:
    assert len({anchor_of(law) for law in catalogue()}) == len(catalogue())


def test_the_source_of_a_law_has_its_decorator_and_its_sentence() -> None:
    [law] = [law for law in catalogue() if law.name == "supply_is_conserved"]
    text = source(law.holds).astext()
    assert text.startswith('@law("T1")\ndef supply_is_conserved(')
    assert law.sentence in text
