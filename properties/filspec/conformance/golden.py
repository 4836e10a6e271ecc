"""Checking golden vectors: recompute each expected field from the inputs and say where it differs.

Three verdicts, and no fourth. *Passed*: every expected field was computed from the inputs and is equal; figures that no
inputs determine (the digests of a ceremony's key files) are the one exception, and the detail names them. *Failed*: a
computed field differs, the vector cannot be read, or the computation broke down. *Unsupported*: nothing differs, but
some expected field is not a thing filspec computes; the detail names it. A vector of which nothing was computed never
passes.

An expectation may be a refusal ("error", or "valid": false); then the refusal is computed like any other field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from filspec.conformance.computations import PUBLISHED_FIGURES, computation_of, load_topics
from filspec.conformance.field import Json, MalformedVectorError, shortened
from filspec.conformance.vector import UnsupportedError, Vector, read_vector
from filspec.conformance.vector_file import VectorFile, read_vector_file


class Verdict(Enum):
    """What became of a vector."""

    PASSED = "passed"
    FAILED = "failed"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that came out differently.

    Attributes:
        field: path of the first place that differs, for example `challenges[3]`.
        expected: what the vector states there.
        computed: what filspec computes there.
    """

    field: str
    expected: Json
    computed: Json

    def __str__(self) -> str:
        return f"{self.field}: expected {shortened(self.expected)}, computed {shortened(self.computed)}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one vector.

    Attributes:
        vector_id: id of the vector, or its place in the file if it has none.
        verdict: passed, failed or unsupported.
        detail: why, if not passed; what was not compared, if passed.
        differences: the fields that differ, if that is why.
    """

    vector_id: str
    verdict: Verdict
    detail: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts on one file.

    Attributes:
        path: the file.
        topic: what it is about.
        outcomes: one for each vector, in the order of the file.
    """

    path: Path
    topic: str
    outcomes: tuple[Outcome, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many vectors got this verdict."""
        return sum(outcome.verdict is verdict for outcome in self.outcomes)


def check_file(path: Path, slow: bool = False) -> Report:
    """Check every vector of a file.

    Args:
        path: the file.
        slow: whether to compute what takes minutes or hours; otherwise such vectors are unsupported.

    Raises:
        VectorFileError: if the path holds no golden vectors.
    """
    file = read_vector_file(path)
    return Report(file.path, file.topic, tuple(check_vectors(file, slow)))


def check_vectors(file: VectorFile, slow: bool = False) -> Iterator[Outcome]:
    """Check the vectors of a file one by one, in order."""
    load_topics()
    siblings: dict[str, Json] = {}
    repeated: set[str] = set()
    for position, entry in enumerate(file.entries):
        vector_id = _name(entry, position)
        repeated |= siblings.keys() & {vector_id}
        siblings.setdefault(vector_id, entry)
    for position, entry in enumerate(file.entries):
        vector_id = _name(entry, position)
        if vector_id in repeated:
            yield Outcome(vector_id, Verdict.FAILED, f"the id {vector_id!r} occurs more than once in this file")
        else:
            yield _check(vector_id, entry, siblings, slow)


def _name(entry: Json, position: int) -> str:
    """Return the id of a vector, or its place in the file."""
    if isinstance(entry, dict) and isinstance(vector_id := entry.get("id"), str):
        return vector_id
    return f"vectors[{position}]"


def _check(vector_id: str, entry: Json, siblings: Mapping[str, Json], slow: bool) -> Outcome:
    """Check one vector, whatever it contains."""
    try:
        vector = read_vector(entry, siblings, slow)
        computed = computation_of(vector.kind)(vector)
    except MalformedVectorError as problem:
        return Outcome(vector_id, Verdict.FAILED, f"malformed vector: {problem}")
    except UnsupportedError as reason:
        return Outcome(vector_id, Verdict.UNSUPPORTED, str(reason))
    # A checker must outlive whatever a foreign vector makes a computation do; the exception becomes the finding.
    except Exception as problem:
        return Outcome(
            vector_id,
            Verdict.FAILED,
            f"the computation raised {type(problem).__name__}: {shortened(str(problem), 300)}",
        )
    return _judge(vector, computed)


def _judge(vector: Vector, computed: Mapping[str, Json]) -> Outcome:
    """Compare what was computed with what is expected."""
    differences = tuple(
        difference
        for field in vector.expected
        if field in computed
        for difference in _first_difference(field, vector.expected[field], computed[field])
    )
    if differences:
        return Outcome(vector.id, Verdict.FAILED, "; ".join(map(str, differences)), differences)
    agreeing = sorted(vector.expected.keys() & computed.keys())
    published = sorted(vector.expected.keys() & PUBLISHED_FIGURES)
    missing = sorted(vector.expected.keys() - computed.keys() - set(published))
    if missing or not agreeing:
        missing = sorted(vector.expected.keys() - computed.keys())
        return Outcome(
            vector.id,
            Verdict.UNSUPPORTED,
            f"not computed: {', '.join(missing)}" + (f"; equal: {', '.join(agreeing)}" if agreeing else ""),
        )
    detail = f"published figures, not compared: {', '.join(published)}" if published else ""
    return Outcome(vector.id, Verdict.PASSED, detail)


def _first_difference(field: str, expected: Json, computed: Json) -> Iterator[Difference]:
    """Yield the first place where two values differ, if they do; true is not 1 and 1 is not 1.0."""
    if type(expected) is not type(computed):
        yield Difference(field, expected, computed)
    elif isinstance(expected, list) and isinstance(computed, list) and len(expected) == len(computed):
        for position, (one, other) in enumerate(zip(expected, computed, strict=True)):
            if (found := next(_first_difference(f"{field}[{position}]", one, other), None)) is not None:
                yield found
                return
    elif isinstance(expected, dict) and isinstance(computed, dict) and expected.keys() == computed.keys():
        for key in expected:
            if (found := next(_first_difference(f"{field}.{key}", expected[key], computed[key]), None)) is not None:
                yield found
                return
    elif expected != computed:
        yield Difference(field, expected, computed)
