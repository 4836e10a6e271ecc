"""One golden vector: inputs, and what an independent implementation computed from them."""

from collections.abc import Mapping
from dataclasses import dataclass

from filspec.conformance.field import Field, Json, MalformedVectorError, shortened

PATIENCE_SECONDS = 20
"""How long one vector may take without being asked for."""


class UnsupportedError(Exception):
    """This vector asks for something filspec does not compute; the message says what."""


class ContradictionError(MalformedVectorError):
    """Two inputs of one vector state the same thing differently, so no outcome could be right."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A vector that could be read.

    Attributes:
        id: name of the vector, unique in its file.
        kind: which computation it is about.
        inputs: what is given.
        expected: what must come out, by field.
        siblings: the raw vectors of the same file by id, for those that name another one.
        slow: whether to compute what takes minutes or hours.
    """

    id: str
    kind: str
    inputs: Field
    expected: Mapping[str, Json]
    siblings: Mapping[str, Json]
    slow: bool = False

    def stated(self, field: str) -> Json:
        """Return an expected value that is a convention of its source and not an outcome, or None.

        A few vectors write the rule that gave their values among the values, such as "the two top bits are cleared".
        """
        return self.expected.get(field)

    def referenced(self, name: str) -> "Vector":
        """Return the vector of the same file whose id an input gives."""
        vector_id = self.inputs[name].text()
        if vector_id not in self.siblings:
            raise MalformedVectorError(f"inputs.{name} names the vector {vector_id!r}, which is not in this file")
        return read_vector(self.siblings[vector_id], self.siblings, self.slow)

    def takes(self, seconds: float) -> None:
        """Announce how long the computation will take, so that long ones happen only when they are wanted.

        Raises:
            UnsupportedError: if it is long and long ones are not wanted.
        """
        if seconds > PATIENCE_SECONDS and not self.slow:
            raise UnsupportedError(f"takes about {_duration(seconds)}; run with --slow to compute it")

    def agree(self, name: str, derived: Json) -> None:
        """Refuse an input, if it is given, that contradicts what the other inputs imply.

        Raises:
            ContradictionError: if it does.
        """
        if name in self.inputs and self.inputs[name].value != derived:
            given = shortened(self.inputs[name].value)
            raise ContradictionError(f"inputs.{name} is {given}, while the other inputs imply {shortened(derived)}")


def read_vector(entry: Json, siblings: Mapping[str, Json], slow: bool = False) -> Vector:
    """Read one vector of a file.

    Raises:
        MalformedVectorError: if a part is missing or of the wrong type, or nothing is expected.
    """
    vector = Field(entry, "vector")
    expected = vector["expected"].as_object()
    if not expected:
        raise MalformedVectorError("vector.expected is empty; a vector must state an outcome")
    inputs = vector["inputs"].as_object()
    return Vector(vector["id"].text(), vector["kind"].text(), Field(inputs, "inputs"), expected, siblings, slow)


def _duration(seconds: float) -> str:
    """Return a length of time in the largest unit it fills."""
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            count = round(seconds / length)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{round(seconds)} seconds"
