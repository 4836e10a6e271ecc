"""Checking vectors that a test makes up, or that were published."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from filspec.conformance.golden import Difference, Outcome, Verdict, check_file

SLOW_KINDS = {"parent_cache_digest", "wincount_average", "poseidon_rounds_table", "poseidon_constants"}
"""Kinds that take too long to be computed once for each alteration."""


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., list[Outcome]]:
    """Return a checker of vectors, as if they stood in one file."""

    def check_vectors(*vectors: Any, slow: bool = False) -> list[Outcome]:
        file = tmp_path / "vectors.json"
        file.write_text(json.dumps({"topic": "made up", "vectors": list(vectors)}))
        return list(check_file(file, slow).outcomes)

    return check_vectors


@pytest.fixture
def compute(check: Callable[..., list[Outcome]]) -> Callable[..., Any]:
    """Return a function that says what is computed for one field, by expecting what it cannot be."""

    def computed(kind: str, inputs: dict[str, Any], field: str, *siblings: Any) -> Any:
        vector = {"id": "asked", "kind": kind, "inputs": inputs, "expected": {field: {"no": "such value"}}}
        outcome = check(vector, *siblings)[0]
        assert outcome.differences, outcome.detail
        [difference] = outcome.differences
        return difference.computed

    return computed


@pytest.fixture
def published_pass(
    vectors: Callable[[str], list[dict[str, Any]]], check: Callable[..., list[Outcome]]
) -> Callable[[str], None]:
    """Return a test of a topic: its published vectors pass, and each altered expectation of theirs fails by name."""

    def test(topic: str) -> None:
        published = vectors(topic)
        unpassed = [outcome for outcome in check(*published) if outcome.verdict is not Verdict.PASSED]
        assert not unpassed, unpassed
        altered = [vector for original in published for vector in _alterations(original)]
        sector_data = [vector for vector in published if vector["kind"] == "sector_data"]
        for vector, outcome in zip(altered, check(*altered, *sector_data), strict=False):
            assert outcome.verdict is Verdict.FAILED, (vector["id"], outcome)
            assert vector["id"].endswith(_field_name(outcome.differences[0])), (vector["id"], outcome)

    return test


def _alterations(vector: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the vector once for each expected value, with this value altered and its name at the end of the id."""
    if vector["kind"] in SLOW_KINDS:
        return
    for field, value in vector["expected"].items():
        if value is not None and field != "top_two_bits_cleared" and value != {}:
            expected = vector["expected"] | {field: _altered(value)}
            yield vector | {"id": f"{vector['id']} {field}", "expected": expected}


def _altered(value: Any) -> Any:
    """Return another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1:] != "0" else "1")
    if isinstance(value, list):
        return [*value[:-1], _altered(value[-1])] if value else [1]
    return {key: _altered(inner) for key, inner in value.items()}


def _field_name(difference: Difference) -> str:
    """Return the name of the field without the place inside it."""
    return difference.field.split("[")[0].split(".")[0]
