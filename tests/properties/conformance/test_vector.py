import pytest

from filspec.conformance.field import MalformedVectorError
from filspec.conformance.vector import ContradictionError, UnsupportedError, read_vector

ENTRY = {"id": "a", "kind": "k", "inputs": {"data": "b", "nodes": 64}, "expected": {"x": 1}, "note": "ignored"}


def test_a_vector_is_read():
    vector = read_vector(ENTRY, {})

    assert (vector.id, vector.kind, vector.inputs["nodes"].integer(), vector.expected) == ("a", "k", 64, {"x": 1})
    assert (vector.stated("x"), vector.stated("y")) == (1, None)


@pytest.mark.parametrize("part", ["id", "kind", "inputs", "expected"])
def test_a_missing_part_is_named(part):
    entry = {name: value for name, value in ENTRY.items() if name != part}
    with pytest.raises(MalformedVectorError, match=f"vector.{part} is missing"):
        read_vector(entry, {})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": 1}, "vector.id is '1'; it should be text"),
        ({"kind": None}, "vector.kind is 'None'; it should be text"),
        ({"inputs": []}, r"vector.inputs is '\[\]'; it should be an object"),
        ({"expected": "x"}, "vector.expected is 'x'; it should be an object"),
        ({"expected": {}}, "vector.expected is empty; a vector must state an outcome"),
    ],
)
def test_a_part_of_the_wrong_type_is_named(change, sentence):
    with pytest.raises(MalformedVectorError, match=sentence):
        read_vector(ENTRY | change, {})


def test_another_vector_of_the_file_is_found_by_its_id():
    sibling = ENTRY | {"id": "b", "inputs": {"data_hex": "00"}}

    assert read_vector(ENTRY, {"b": sibling}).referenced("data").inputs["data_hex"].octets() == b"\x00"
    with pytest.raises(MalformedVectorError, match=r"inputs.data names the vector 'b', which is not in this file"):
        read_vector(ENTRY, {}).referenced("data")


def test_inputs_that_contradict_each_other_are_refused():
    vector = read_vector(ENTRY, {})

    vector.agree("nodes", 64)
    vector.agree("absent", 64)
    with pytest.raises(ContradictionError, match=r"inputs.nodes is 64, while the other inputs imply 128"):
        vector.agree("nodes", 128)


@pytest.mark.parametrize(
    ("seconds", "duration"), [(21, "21 seconds"), (60, "1 minute"), (7300, "2 hours"), (90000, "1 day")]
)
def test_a_long_computation_must_be_asked_for(seconds, duration):
    read_vector(ENTRY, {}, slow=True).takes(seconds)
    read_vector(ENTRY, {}).takes(1)
    with pytest.raises(UnsupportedError, match=f"takes about {duration}; run with --slow"):
        read_vector(ENTRY, {}).takes(seconds)
